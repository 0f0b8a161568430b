"""Which wishes come true, and which names are facts by now, without a database."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.cast import Place
from bot.domain.identities import GuildId, UserId
from bot.domain.pack import Pack, TitleId, UniverseId
from bot.domain.wish_facts import Granted
from bot.domain.wishes import Manner, Named, Occasion, Tally, Wanted, Wish, WishNumber, WishState, Wording
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.settling import Settling, adopted
from tests.domain.worlds import character, film, row, world

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RELEASED = date(2027, 1, 1)
LANTERNS, OTHER = UniverseId("lanterns"), UniverseId("other")


def facts(id: str, *names: str) -> Pack:
    """A universe with people of these names, all in the film `Pier`."""
    people = [character(name.lower().replace(" ", "-"), name=name, aliases=(f"{name} II",)) for name in names]
    return world([film("pier", RELEASED)], people, [row(one.id, "pier") for one in people], id=id)


class Packs:
    """A store of facts."""

    def __init__(self, *packs: Pack) -> None:
        self.packs = {pack.universe.id: pack for pack in packs}

    async def universes(self) -> list[Pack]:
        return list(self.packs.values())

    async def read_pack(self, universe_id: UniverseId) -> Pack | None:
        return self.packs.get(universe_id)


async def lookups_of(*packs: Pack) -> Lookups:
    library = Library()
    await library.refresh(Packs(*packs))
    return Lookups(library)


def fact(name: str, universe: UniverseId = LANTERNS) -> Named:
    return Named(name, universe, name.lower().replace(" ", "-"))


def wish(number: int, wanted: Wanted) -> Wish:
    return Wish(
        guild=GuildId(1),
        number=WishNumber(number),
        wanted=wanted,
        wording=Wording(manner=Manner.CAMEO),
        author=UserId(1),
        shown_author=UserId(1),
        state=WishState.OPEN,
        made_at=NOON,
        tally=Tally(),
    )


class Shelfful:
    """A store that keeps wishes in memory and writes down what it is asked to do."""

    def __init__(self, hashes: dict[UniverseId, str], *wishes: Wish) -> None:
        self.new = hashes
        self.wishes = {one.number: one for one in wishes}
        self.settled: list[tuple[WishNumber, Granted]] = []

    async def unsettled(self) -> Sequence[tuple[UniverseId, str]]:
        return tuple(self.new.items())

    async def standing(self, universe: UniverseId, most: int) -> AsyncIterator[Sequence[Wish]]:
        yield [one for one in self.wishes.values() if one.wanted.universe == universe]

    async def free_texts(self, most: int) -> AsyncIterator[Sequence[Wish]]:
        yield [one for one in self.wishes.values() if one.wanted.universe is None]

    async def settle(self, wish: Wish, granted: Granted, now: datetime) -> bool:
        self.settled.append((wish.number, granted))
        return self.wishes.pop(wish.number, None) is not None

    async def adopt(self, wish: Wish, wanted: Wanted, now: datetime) -> bool:
        self.wishes[wish.number] = replace(wish, wanted=wanted)
        return True

    async def record(self, universe: UniverseId, content_hash: str) -> None:
        assert self.new.pop(universe) == content_hash


async def test_names_become_facts_before_wishes_are_looked_up_in_them() -> None:
    pack = facts("lanterns", "Ann", "Bob")
    ann = wish(1, Wanted(fact("Ann"), fact("Pier")))
    named = wish(2, Wanted(Named("bob"), Named("PIER")))
    variant = wish(3, Wanted(fact("Ann"), fact("Pier"), None, Occasion.VARIANT))
    store = Shelfful({LANTERNS: pack.universe.content_hash}, ann, named, variant)
    service = Settling(await lookups_of(pack), store)
    assert await service.settle(NOON) == 2
    place = Granted(Place(TitleId("pier")), RELEASED, already=False)
    assert store.settled == [(1, place), (2, place)]
    assert store.new == {}
    assert await service.settle(NOON) == 0


async def test_facts_of_another_hash_than_those_in_memory_wait() -> None:
    store = Shelfful({LANTERNS: "newer", OTHER: "unknown"}, wish(1, Wanted(fact("Ann"), fact("Pier"))))
    assert await Settling(await lookups_of(facts("lanterns", "Ann")), store).settle(NOON) == 0
    assert store.settled == []
    assert set(store.new) == {LANTERNS, OTHER}


async def test_somebody_else_who_was_first_is_not_counted() -> None:
    class Late(Shelfful):
        async def settle(self, wish: Wish, granted: Granted, now: datetime) -> bool:
            return False

    pack = facts("lanterns", "Ann")
    store = Late({LANTERNS: pack.universe.content_hash}, wish(1, Wanted(fact("Ann"), fact("Pier"))))
    assert await Settling(await lookups_of(pack), store).settle(NOON) == 0
    assert store.new == {}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (Wanted(Named("ann lee"), Named("pier")), Wanted(fact("Ann Lee"), fact("Pier"))),
        (Wanted(Named("Lee, Ann"), fact("Pier")), Wanted(fact("Ann Lee"), fact("Pier"))),
        (Wanted(Named("Ann Lee II"), fact("Pier")), Wanted(fact("Ann Lee"), fact("Pier"))),
        (Wanted(fact("Ann Lee"), fact("Pier"), Named("Bob")), Wanted(fact("Ann Lee"), fact("Pier"), fact("Bob"))),
        (Wanted(Named("Dee"), Named("Pier")), Wanted(fact("Dee", OTHER), fact("Pier", OTHER))),
        (Wanted(Named("Ann"), fact("Pier")), None),
        (Wanted(Named("Ann Leigh"), fact("Pier")), None),
        (Wanted(Named("Ann Lee"), Named("Quay")), None),
        (Wanted(Named("Ann Lee"), fact("Pier"), Named("Nobody")), None),
        (Wanted(Named("Ann Lee"), fact("Pier", OTHER)), None),
        (Wanted(Named("Bob"), Named("Pier")), None),
        (Wanted(Named("Bob"), Named("Pier"), Named("Ann Lee")), Wanted(fact("Bob"), fact("Pier"), fact("Ann Lee"))),
        (Wanted(Named("Ann Lee"), fact("Pier"), fact("Dee", OTHER)), None),
        (Wanted(Named("Cy"), fact("Pier")), None),
        (Wanted(Named("🦊"), fact("Pier")), None),
    ],
)
async def test_a_name_is_a_fact_only_as_a_whole_and_in_one_universe(asked: Wanted, meant: Wanted | None) -> None:
    namesakes = facts("lanterns", "Ann Lee", "Bob", "Cy")
    cy = replace(namesakes.characters[2], aliases=())
    twins = replace(namesakes, characters=(*namesakes.characters[:2], cy, replace(cy, id=type(cy.id)("cy-two"))))
    lookups = await lookups_of(twins, facts("other", "Bob", "Dee"))
    assert adopted(lookups.shelf, asked) == meant


async def test_the_occasion_stays_when_a_name_becomes_a_fact() -> None:
    lookups = await lookups_of(facts("lanterns", "Ann"))
    asked = Wanted(Named("Ann"), Named("Pier"), None, Occasion.AGAIN)
    assert adopted(lookups.shelf, asked) == Wanted(fact("Ann"), fact("Pier"), None, Occasion.AGAIN)
