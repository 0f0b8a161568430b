"""The packs in `data/` are clean; a new one is tested without a line of code."""

from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.facts.hashing import find_packs
from bot.facts.reading import check_pack, read_pack

DATA = Path(__file__).parents[2] / "data"
PACKS = find_packs(DATA)


def test_there_are_packs():
    assert PACKS


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_a_shipped_pack_is_clean(folder):
    findings = check_pack(folder).findings
    assert not findings, "\n".join(map(str, findings))


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_a_shipped_pack_makes_a_catalogue(folder):
    assert Catalogue(read_pack(folder)).characters


def test_the_facts_are_in_the_public_domain():
    assert "CC0-1.0" in (DATA / "LICENSE").read_text()
