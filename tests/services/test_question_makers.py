"""The makers of questions: one for each universe as it is, and nothing kept of facts that are gone."""

import asyncio
import random
from dataclasses import replace
from weakref import ref

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.links.events import Accepted, Named
from bot.domain.pack import CharacterId, Pack, UniverseId
from bot.domain.plays import PlayId
from bot.domain.rounds.events import Caller
from bot.domain.trivia.question import TriviaKind
from bot.services.library import Library
from bot.services.links import Links
from bot.services.lookups import Lookups
from bot.services.question_makers import QuestionMakers
from tests.cogs.isles import make_crowd, make_strangers
from tests.conftest import ShelfOf

CROWD = UniverseId("crowd")


@pytest.fixture
def store() -> ShelfOf:
    return ShelfOf(make_crowd(), make_strangers())


def _newer(pack: Pack) -> Pack:
    return replace(pack, universe=replace(pack.universe, content_hash="newer"))


def _ask_and_play(makers: QuestionMakers, library: Library) -> None:
    """Look for a question of each kind, and make a move of a link duel."""
    found = [makers.maker(CROWD).question(random.Random(1), kind) for kind in TriviaKind]
    assert any(found)
    links = Links(Lookups(library), makers, random.Random(1))
    people = [Caller(PlayId(9), GuildId(1), ChannelId(2), UserId(one), InteractionId(one << 40)) for one in (1, 2)]
    duel, _ = links.open(people[0], None, 30, CROWD)
    duel, _ = links.step(duel, Accepted(people[1]))
    links.step(duel, Named(people[1], CharacterId("p44"), 1))


async def test_makers_are_kept_as_long_as_their_facts(library: Library, store: ShelfOf) -> None:
    makers = QuestionMakers(library)
    crowd, strangers = makers.maker(CROWD), makers.maker(UniverseId("strangers"))
    assert makers.maker(CROWD) is crowd
    store.packs[CROWD] = _newer(make_crowd())
    await library.refresh(store)
    assert makers.maker(CROWD) is not crowd
    assert makers.maker(UniverseId("strangers")) is strangers
    del store.packs[CROWD]
    await library.refresh(store)
    with pytest.raises(UserError, match="not here any more"):
        makers.maker(CROWD)


@pytest.mark.parametrize("is_there", [True, False], ids=["changed", "taken out"])
async def test_facts_that_are_gone_do_not_stay_in_memory(library: Library, store: ShelfOf, is_there: object) -> None:
    makers = QuestionMakers(library)
    _ask_and_play(makers, library)
    old = ref(library.shelf.catalogues[CROWD])
    del store.packs[CROWD]
    if is_there:
        store.packs[CROWD] = _newer(make_crowd())
    await library.refresh(store)
    makers.maker(CROWD if is_there else UniverseId("strangers"))
    await (
        asyncio.get_running_loop().shutdown_default_executor()
    )  # whose thread may not have let go of what it was given
    assert old() is None
