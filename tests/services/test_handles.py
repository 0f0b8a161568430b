import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId
from bot.services.handles import Handle, character_of, handle_of
from tests.domain.worlds import character, world

IDS = st.from_regex(r"[a-z0-9-]{1,32}", fullmatch=True).map(CharacterId)


@given(IDS)
def test_a_handle_is_eight_letters_that_a_button_may_carry_between_colons(id: CharacterId) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{8}", handle_of(id))


def test_a_handle_is_the_same_in_every_version_of_the_bot() -> None:
    assert handle_of(CharacterId("claire-temple")) == "_HkA3cju"


@given(st.lists(IDS, unique=True, max_size=20))
def test_a_handle_stands_for_the_character_it_was_made_of(ids: list[CharacterId]) -> None:
    catalogue = Catalogue(world([], map(character, ids)))
    assert [character_of(catalogue, handle_of(id)) for id in ids] == ids


def test_a_hundred_thousand_ids_have_as_many_handles() -> None:
    assert len({handle_of(CharacterId(f"character-{at}")) for at in range(100_000)}) == 100_000


@pytest.mark.parametrize("text", ["", "x", "a" * 8, "nobody-here", "💥"])
def test_a_handle_of_nobody_is_one_sentence(catalogue: Catalogue, text: str) -> None:
    with pytest.raises(UserError, match=r"^[^\n]+\.$"):
        character_of(catalogue, Handle(text))


def test_each_universe_knows_its_own_handles_however_many_there_are() -> None:
    universes: Any = [Catalogue(world([], [character(f"c{at}")], id=f"u{at}")) for at in range(9)]
    for _ in range(2):
        for at, universe in enumerate(universes):
            assert character_of(universe, handle_of(CharacterId(f"c{at}"))) == f"c{at}"
            with pytest.raises(UserError):
                character_of(universe, handle_of(CharacterId("c99")))
