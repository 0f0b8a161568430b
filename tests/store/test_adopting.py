"""Names that facts have come to know mean the facts, and the same wish is one."""

import asyncio

import pytest

from bot.domain.identities import GuildId
from bot.domain.wishes import Named, Wanted, WishState
from bot.store.database import Database, Statement
from bot.store.opening import open_database
from bot.store.settling_sql import REKEY
from bot.store.wish_rows import named_values
from bot.store.wishes import WishesStore
from tests.domain.worlds import row
from tests.store.harbour_wishes import (
    ANN,
    ANN_IN_LAMP,
    BOB,
    LAMP,
    errands,
    facts,
    follow,
    found,
    load,
    post_card,
    settled,
    vote,
    wish_for,
)
from tests.store.wish_making import DRIFT, GUILD, OTHER_GUILD, decide, person


@pytest.fixture
def wishes(database: Database) -> WishesStore:
    return WishesStore(database)


async def test_a_name_that_facts_have_come_to_know_means_the_fact(database: Database, wishes: WishesStore) -> None:
    free = await wish_for(wishes, Wanted(Named("ANN"), Named("Lamp"), Named("böb")))
    unknown = await wish_for(wishes, Wanted(ANN, Named("Lampe")))
    await post_card(wishes, free)
    assert await settled(database, facts("1")) == 0
    assert (await found(wishes, free)).wanted == Wanted(ANN, LAMP, BOB)
    assert (await found(wishes, unknown)).wanted == unknown.wanted, "a close name is not sure enough"
    assert await wishes.same(GUILD, Wanted(ANN, LAMP, BOB)) == await found(wishes, free)
    assert await errands(database) == [("card", 1, 0)]
    assert await settled(database, facts("2", row("ann", "lamp", 1, 2), row("bob", "lamp", 1, 2))) == 1


@pytest.mark.parametrize("names_first", [True, False])
async def test_the_same_wish_by_name_and_by_fact_is_one_the_older(
    database: Database, wishes: WishesStore, *, names_first: bool
) -> None:
    both = [Wanted(Named("Ann"), LAMP), ANN_IN_LAMP]
    older, younger = [await wish_for(wishes, one) for one in (both if names_first else both[::-1])]
    await vote(database, older, 2, 3)
    await vote(database, younger, 3, 4, value=-1)
    await follow(database, younger, 8)
    await settled(database, facts("1"))
    kept, merged = await found(wishes, older), await found(wishes, younger)
    assert (kept.state, kept.wanted, kept.tally.ups, kept.tally.downs) == (WishState.OPEN, ANN_IN_LAMP, 2, 1)
    assert (merged.state, merged.merged_into) == (WishState.MERGED, older.number)
    assert await database.fetch_all("SELECT person_id FROM follows WHERE number = 1") == [(person(8),)]
    assert await database.fetch_all(DRIFT) == []
    assert await settled(database, facts("2", row("ann", "lamp", 1, 2))) == 1
    assert (await found(wishes, older)).state is WishState.CAME_TRUE


async def test_a_name_is_no_fact_where_somebody_has_just_wished_for_the_fact(
    database: Database, wishes: WishesStore
) -> None:
    free = await wish_for(wishes, Wanted(Named("Ann"), LAMP))
    await wish_for(wishes, ANN_IN_LAMP)
    values = {"guild_id": GUILD, "number": free.number, "key": ANN_IN_LAMP.key, **named_values(ANN_IN_LAMP)}
    assert await database.write(Statement(REKEY, values)) == [[]]
    assert (await found(wishes, free)).wanted == free.wanted


@pytest.mark.parametrize("names_first", [True, False])
async def test_what_waits_is_merged_into_what_is_open_even_if_it_is_older(
    database: Database, wishes: WishesStore, *, names_first: bool
) -> None:
    both = [Wanted(Named("Ann"), LAMP), ANN_IN_LAMP]
    older, younger = [await wish_for(wishes, one) for one in (both if names_first else both[::-1])]
    await database.write(Statement("UPDATE wishes SET state = 'waiting' WHERE number = 1"))
    await settled(database, facts("1"))
    kept, merged = await found(wishes, younger), await found(wishes, older)
    assert (kept.state, kept.wanted) == (WishState.OPEN, ANN_IN_LAMP)
    assert (merged.state, merged.merged_into) == (WishState.MERGED, younger.number)


async def test_two_names_of_one_fact_in_one_server_become_one_wish(database: Database, wishes: WishesStore) -> None:
    names = [Wanted(Named("Ann"), Named("Lamp")), Wanted(ANN, Named("Lamp")), Wanted(Named("Ann"), LAMP)]
    for at, one in enumerate(names):
        await vote(database, await wish_for(wishes, one), 10 + at)
    elsewhere = await wish_for(wishes, ANN_IN_LAMP, guild=OTHER_GUILD)
    await settled(database, facts("1"))
    rows = await database.fetch_all("SELECT state, merged_into, ups FROM wishes ORDER BY guild_id, number")
    assert rows == [("open", None, 3), ("merged", 1, 1), ("merged", 1, 1), ("open", None, 0)]
    assert (await found(wishes, elsewhere)).tally.ups == 0


async def test_two_processes_adopt_a_name_once(postgres_address: str) -> None:
    databases = [await open_database(postgres_address) for _ in range(2)]
    try:
        wishes = WishesStore(databases[0])
        await decide(databases[0], most_wishes=1_000)
        for at in range(20):
            await wish_for(wishes, Wanted(Named("Ann"), LAMP), at, GuildId(GUILD + at))
            await wish_for(wishes, ANN_IN_LAMP, at, GuildId(GUILD + at))
        await load(databases[0], facts("1", row("ann", "lamp", 1, 2)))
        counts = await asyncio.gather(*(settled(database) for database in databases))
        assert sum(counts) == 20
        states = await databases[0].fetch_all("SELECT number, state, count(*) FROM wishes GROUP BY 1, 2 ORDER BY 1")
        assert states == [(1, "came-true", 20), (2, "merged", 20)]
    finally:
        for database in databases:
            await database.close()
