"""A whole published network, 6,486 comics characters: its figures are those of the paper, and chains are quick."""

import asyncio
import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from bot.domain.figures import Figures
from bot.domain.pack import CharacterId, TitleKind, UniverseId
from bot.facts.importing import Instructions, read_import
from bot.facts.importing_columns import parse_columns
from bot.services.handles import handle_of
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.questions import ConnectQuestion, FiguresQuestion
from tests.conftest import ShelfOf

TABLE = Path(__file__).parents[2] / "shared" / "reference" / "comics_bipartite.csv.gz"
pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="the reference tables are not beside the repository")

COMICS = UniverseId("comics")
COLUMNS = "character=character,character_id=character_id,title=comic,title_id=comic_id"
RANDOM_PAIRS = 1_000
MOST_CPU = 0.050
"""Seconds that the slowest of the chains may cost."""


@dataclass(frozen=True)
class Comics:
    """The imported universe, and who is in which comic by the table itself."""

    lookups: Lookups
    characters: list[CharacterId]
    partners: dict[str, set[str]]
    number: Callable[[str], str]


@pytest.fixture(scope="module")
def comics() -> Comics:
    instructions = Instructions(COMICS, columns=parse_columns(COLUMNS), title_kind=TitleKind.COMIC)
    found = read_import(TABLE, instructions, date(2026, 11, 22), lambda _: None)
    assert found.complaints.count == found.duplicates == 0
    library = Library()
    asyncio.run(library.refresh(ShelfOf(found.pack)))
    casts: defaultdict[str, set[str]] = defaultdict(set)
    with gzip.open(TABLE, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            casts[row["comic_id"]].add(row["character_id"])
    partners: dict[str, set[str]] = defaultdict(set)
    for cast in casts.values():
        for one in cast:
            partners[one] |= cast
    numbers = {one.id: dict(one.external).get("import", one.id) for one in found.pack.characters}
    return Comics(Lookups(library), sorted(numbers), partners, numbers.__getitem__)


def test_the_figures_are_those_that_were_published(comics: Comics) -> None:
    found = comics.lookups.answer(FiguresQuestion(COMICS)).content
    assert isinstance(found, Figures)
    assert (found.characters, found.titles, found.appearances) == (6_486, 12_942, 96_662)
    assert found.linked_pairs == 168_267
    assert [one.partners for one in found.most_connected][:1] == [1_933]
    assert "CAPTAIN AMERICA" in found.most_connected[0].character.name
    assert len(found.distances.components) == 23
    assert found.distances.components[0] == 6_449
    assert sum(found.distances.components) == 6_486
    assert found.distances.mean is not None
    assert round(found.distances.mean, 3) == 2.637
    assert found.distances.largest == 5


def test_a_chain_costs_little_between_any_two_and_holds_at_each_step(comics: Comics) -> None:
    chosen = random.Random(2002)
    costs: list[float] = []
    for at in range(RANDOM_PAIRS):
        first, last, avoided = chosen.sample(comics.characters, 3)
        handles = map(handle_of, (first, last))
        question = ConnectQuestion(COMICS, *handles, handle_of(avoided) if at % 2 else None)
        costs.append(min(cost_of(comics.lookups, question) for _ in range(2)))
        chain: Any = comics.lookups.answer(question).content.connection
        if chain is not None:
            people = [first, *(step.second.id for step in chain.steps)]
            assert people[-1] == last
            assert not at % 2 or avoided not in people
            known = list(map(comics.number, people))
            assert all(other in comics.partners[one] for one, other in pairwise(known))
    assert max(costs) < MOST_CPU


def cost_of(lookups: Lookups, question: ConnectQuestion) -> float:
    """Return the CPU seconds of an answer."""
    start = process_time()
    lookups.answer(question)
    return process_time() - start


def test_chains_are_as_long_as_walking_the_table_finds(comics: Comics) -> None:
    chosen = random.Random(168_267)
    for _ in range(10):
        first = chosen.choice(comics.characters)
        distance = {comics.number(first): 0}
        edge = list(distance)
        while edge:
            reached = {other for one in edge for other in comics.partners[one]} - distance.keys()
            distance |= dict.fromkeys(reached, distance[edge[0]] + 1)
            edge = list(reached)
        for last in chosen.sample(comics.characters, 30):
            if last == first:
                continue
            question = ConnectQuestion(COMICS, handle_of(first), handle_of(last))
            chain: Any = comics.lookups.answer(question).content.connection
            assert (len(chain.steps) if chain else None) == distance.get(comics.number(last)), (first, last)


def test_no_two_characters_share_a_handle(comics: Comics) -> None:
    assert len(set(map(handle_of, comics.characters))) == 6_486
