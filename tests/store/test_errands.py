"""What is to be done on Discord, on both engines: taken by one, gone when done, back after a while when not."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.errands import LEASE, MOST_TRIES, Errand, ErrandKind, wait_after
from bot.domain.identities import ChannelId, UserId
from bot.domain.wishes import Tally, WishNumber
from bot.store.database import Database, Statement
from bot.store.errands import ErrandsStore
from bot.store.times import moment_text
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.wish_making import GUILD, NOON, OTHER_GUILD, actor, change, decide, hash_of, make, person, wanted

MINUTE = timedelta(minutes=1)


@pytest.fixture
def errands(database: Database) -> ErrandsStore:
    return ErrandsStore(database)


async def put(
    database: Database, number: int, kind: ErrandKind = ErrandKind.CARD, due: datetime = NOON, who: int = 0
) -> None:
    values = {"guild": GUILD, "kind": kind, "number": number, "person": who, "due": moment_text(due)}
    await database.write(Statement("INSERT INTO errands VALUES (:guild, :kind, :number, :person, :due, 0)", values))


async def test_what_is_due_is_taken_once_while_the_lease_lasts(database: Database, errands: ErrandsStore) -> None:
    await put(database, 1)
    await put(database, 2, ErrandKind.FOLLOWER, who=person(5))
    await put(database, 3, due=NOON + MINUTE)
    taken = await errands.take(NOON, 20)
    assert sorted(taken, key=lambda one: one.number) == [
        Errand(GUILD, ErrandKind.CARD, WishNumber(1), None, NOON + LEASE, 1),
        Errand(GUILD, ErrandKind.FOLLOWER, WishNumber(2), UserId(person(5)), NOON + LEASE, 1),
    ]
    assert await errands.take(NOON, 20) == ()
    assert [one.number for one in await errands.take(NOON + MINUTE, 20)] == [3]
    again = await errands.take(NOON + LEASE, 20)
    assert {(one.number, one.tries) for one in again} == {(1, 2), (2, 2)}


async def test_at_most_so_many_are_taken_the_longest_due_first(database: Database, errands: ErrandsStore) -> None:
    for number in range(1, 6):
        await put(database, number, due=NOON - number * MINUTE)
    assert {one.number for one in await errands.take(NOON, 2)} == {4, 5}
    assert {one.number for one in await errands.take(NOON, 2)} == {2, 3}


async def test_several_processes_take_each_once(database: Database, errands: ErrandsStore) -> None:
    for number in range(1, 31):
        await put(database, number)
    taken = await asyncio.gather(*(ErrandsStore(database).take(NOON, 4) for _ in range(12)))
    numbers = [one.number for some in taken for one in some]
    assert len(numbers) == len(set(numbers))
    rest = [one.number for one in await errands.take(NOON, 100)]
    assert sorted(numbers + rest) == list(range(1, 31))


async def test_what_is_done_is_gone(database: Database, errands: ErrandsStore) -> None:
    await put(database, 1)
    (one,) = await errands.take(NOON, 20)
    await errands.done(one)
    await errands.done(one)
    assert await errands.take(NOON + timedelta(days=1), 20) == ()


async def test_what_is_asked_for_again_meanwhile_is_served_once_more(database: Database, errands: ErrandsStore) -> None:
    store = WishesStore(database)
    wish = await make(store)
    await database.write(
        Statement("UPDATE wishes SET channel_id = 5, message_id = 6 WHERE guild_id = :guild_id", {"guild_id": GUILD})
    )
    await store.redraw(wish, NOON)
    (one,) = await errands.take(NOON, 20)
    await store.redraw(wish, NOON + MINUTE)
    await errands.done(one)
    assert [again.tries for again in await errands.take(NOON + MINUTE, 20)] == [1]


async def test_who_held_it_too_long_does_not_end_it_for_the_next(database: Database, errands: ErrandsStore) -> None:
    await put(database, 1)
    (slow,) = await errands.take(NOON, 20)
    (quick,) = await errands.take(NOON + LEASE, 20)
    await errands.done(slow)
    await errands.later(slow, NOON + LEASE)
    assert len(await database.fetch_all("SELECT 1 FROM errands", {})) == 1
    await errands.done(quick)
    assert await database.fetch_all("SELECT 1 FROM errands", {}) == []


async def test_what_fails_comes_back_later_each_time_and_at_last_never(
    database: Database, errands: ErrandsStore
) -> None:
    await put(database, 1)
    now, waited = NOON, []
    while taken := await errands.take(now, 20):
        await errands.later(taken[0], now)
        wait = wait_after(taken[0].tries)
        assert await errands.take(now + (wait or timedelta(days=9)) - timedelta(seconds=1), 20) == ()
        waited.append(wait)
        now += wait or timedelta(days=9)
    assert waited == [MINUTE * 2**tries for tries in range(MOST_TRIES - 1)] + [None]
    assert await database.fetch_all("SELECT 1 FROM errands", {}) == []


async def test_news_belong_in_the_wish_channel_else_by_the_card_else_where_it_was_made(
    database: Database, errands: ErrandsStore
) -> None:
    wish = await make(WishesStore(database))
    assert await errands.channel_for(GUILD, wish.number) == actor().channel
    await database.write(
        Statement("UPDATE wishes SET channel_id = 7, message_id = 1 WHERE guild_id = :guild_id", {"guild_id": GUILD})
    )
    assert await errands.channel_for(GUILD, wish.number) == ChannelId(7)
    await change(database, channel_id=8)
    assert await errands.channel_for(GUILD, wish.number) == ChannelId(8)
    assert await errands.channel_for(GUILD, WishNumber(9)) is None
    assert await errands.channel_for(OTHER_GUILD, wish.number) is None


async def test_the_week_is_due_once_a_week_where_it_is_switched_on_and_has_a_place(
    database: Database, errands: ErrandsStore
) -> None:
    await decide(database, digest=True, channel=ChannelId(5))
    await decide(database, OTHER_GUILD, digest=True)
    for at, due in ((0, 1), (1, 0), (7 * 24 * 60 - 1, 0), (7 * 24 * 60, 1)):
        now = NOON + at * MINUTE
        await asyncio.gather(*(ErrandsStore(database).add_digests(now) for _ in range(3)))
        taken = await errands.take(now, 20)
        assert [(one.guild, one.kind, one.person) for one in taken] == [(GUILD, ErrandKind.DIGEST, None)] * due
        for one in taken:
            await errands.done(one)


async def test_what_rose_are_the_open_wishes_that_won_most_within_a_week(
    database: Database, errands: ErrandsStore
) -> None:
    store, votes = WishesStore(database), VotesStore(database)
    made = [await make(store, number, wanted(f"Person {number}")) for number in range(1, 8)]

    async def cast(place: int, ups: int, downs: int, when: datetime = NOON) -> None:
        for number in range(ups + downs):
            who = replace(actor(100 * place + number + 50), made_at=None)
            await votes.vote(made[place].number, 1 if number < ups else -1, who, hash_of(99), when)

    await cast(0, 5, 0, NOON - timedelta(days=8))
    await cast(0, 0, 0)
    await cast(1, 1, 1)
    await cast(2, 3, 1)
    await cast(3, 3, 0)
    await cast(4, 4, 0)
    await store.withdraw(made[4].number, actor(5), NOON)
    rose = await errands.rose(GUILD, NOON)
    assert [(wish.number, week) for wish, week in rose] == [(4, Tally(3, 0)), (3, Tally(3, 1))]
    assert await errands.rose(OTHER_GUILD, NOON) == ()
