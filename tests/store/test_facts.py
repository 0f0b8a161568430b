import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.pack import CharacterId, Pack, UniverseId
from bot.store.database import Database
from bot.store.errors import ConstraintError
from bot.store.facts import FactsStore, LoadedUniverse
from tests.store.packs import UNIVERSE, long_pack, numbered, packs, small_pack

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
_versions = count()


@pytest.fixture
def facts(database: Database) -> FactsStore:
    return FactsStore(database)


@given(pack=packs())
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_any_pack_is_read_exactly_as_it_was_stored(facts: FactsStore, pack: Pack) -> None:
    pack = numbered(pack, f"v{next(_versions)}")
    assert await facts.replace_pack(pack, NOON)
    assert await facts.read_pack(UNIVERSE) == pack


async def test_every_optional_thing_given_or_left_out_comes_back(facts: FactsStore) -> None:
    await facts.replace_pack(small_pack(), NOON)
    assert await facts.read_pack(UNIVERSE) == small_pack()


async def test_an_unknown_universe_has_no_pack(facts: FactsStore) -> None:
    assert await facts.read_pack(UniverseId("nowhere")) is None
    assert await facts.universes() == ()


async def test_the_same_pack_twice_changes_nothing(facts: FactsStore) -> None:
    assert await facts.replace_pack(small_pack(), NOON) is True
    assert await facts.replace_pack(small_pack(), LATER) is False
    assert await facts.universes() == (LoadedUniverse(small_pack().universe, NOON),)


async def test_the_same_version_with_other_content_is_replaced(facts: FactsStore) -> None:
    await facts.replace_pack(small_pack(), NOON)
    changed = replace(small_pack(), universe=replace(small_pack().universe, content_hash="other"), meetings=())
    assert await facts.replace_pack(changed, LATER) is True
    assert await facts.read_pack(UNIVERSE) == changed


async def test_universes_are_listed_by_id_with_their_moment_in_utc(facts: FactsStore) -> None:
    another = replace(small_pack(), universe=replace(small_pack().universe, id=UniverseId("atolls")))
    await facts.replace_pack(small_pack(), NOON.astimezone(timezone(timedelta(hours=-5))))
    await facts.replace_pack(another, NOON + timedelta(microseconds=7))
    assert await facts.universes() == (
        LoadedUniverse(another.universe, NOON + timedelta(microseconds=7)),
        LoadedUniverse(small_pack().universe, NOON),
    )


async def test_a_moment_without_a_zone_is_refused(facts: FactsStore) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await facts.replace_pack(small_pack(), NOON.replace(tzinfo=None))
    assert await facts.universes() == ()


async def test_removing_a_universe_leaves_the_others_alone(facts: FactsStore) -> None:
    another = replace(small_pack(), universe=replace(small_pack().universe, id=UniverseId("atolls")))
    await facts.replace_pack(small_pack(), NOON)
    await facts.replace_pack(another, NOON)
    assert await facts.remove_universe(UNIVERSE) is True
    assert await facts.remove_universe(UNIVERSE) is False
    assert await facts.read_pack(UNIVERSE) is None
    assert await facts.read_pack(another.universe.id) == another


def _broken() -> dict[str, Pack]:
    pack = small_pack("2")
    first = pack.appearances[0]
    return {
        "somebody unknown": replace(pack, appearances=(replace(first, character=CharacterId("nobody")),)),
        "an unknown episode": replace(pack, appearances=(replace(first, episode=99),)),
        "an episode of no season": replace(pack, appearances=(replace(first, season=None),)),
        "the same thing twice": replace(pack, appearances=(first, replace(first, credit=None))),
        "a pair out of order": replace(
            pack, meetings=(replace(pack.meetings[0], first=CharacterId("bo"), second=CharacterId("ada")),)
        ),
        "the same season thing twice": replace(pack, appearances=(pack.appearances[2], pack.appearances[2])),
    }


@pytest.mark.parametrize("fault", _broken())
async def test_a_broken_pack_is_refused_and_changes_nothing(facts: FactsStore, fault: str) -> None:
    await facts.replace_pack(small_pack(), NOON)
    with pytest.raises(ConstraintError):
        await facts.replace_pack(_broken()[fault], LATER)
    assert await facts.read_pack(UNIVERSE) == small_pack()


async def test_a_reader_sees_the_old_pack_or_the_new_one_never_a_mixture(facts: FactsStore) -> None:
    first, second = long_pack("a", 300), long_pack("b", 300)
    await facts.replace_pack(first, NOON)

    async def swap() -> None:
        for pack in (second, first) * 4:
            await facts.replace_pack(pack, NOON)

    swapping = asyncio.create_task(swap())
    seen = []
    while not swapping.done():
        seen.append(await facts.read_pack(UNIVERSE))
    await swapping
    assert all(pack in (first, second) for pack in seen)
    assert len(seen) > 3


async def test_two_who_store_at_once_leave_one_whole_pack(facts: FactsStore) -> None:
    candidates = [long_pack(version, 100) for version in "abcd"]
    changed = await asyncio.gather(*(facts.replace_pack(pack, NOON) for pack in candidates))
    assert changed == [True] * 4
    assert await facts.read_pack(UNIVERSE) in candidates


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55])
async def test_a_cancelled_swap_leaves_the_old_pack_or_the_new_one(facts: FactsStore, steps: int) -> None:
    old, new = long_pack("a", 200), long_pack("b", 200)
    await facts.replace_pack(old, NOON)
    swapping = asyncio.create_task(facts.replace_pack(new, LATER))
    for _ in range(steps):
        await asyncio.sleep(0)
    swapping.cancel()
    await asyncio.gather(swapping, return_exceptions=True)
    assert await facts.read_pack(UNIVERSE) in (old, new)
    await facts.replace_pack(small_pack(), LATER)
    assert await facts.read_pack(UNIVERSE) == small_pack()
