"""Wishes merged into others, and taken apart again: each voter counts once."""

from dataclasses import replace

import pytest

from bot.domain.wishes import Wanted, Wish, WishState
from bot.store.database import Database, Statement
from bot.store.merging_sql import merge_statements, unmerge_statements
from bot.store.wishes import WishesStore
from tests.store.harbour_wishes import ANN, BOB, CY, LAMP, errands, found, post_card, vote, wish_for
from tests.store.wish_making import DRIFT, GUILD, NOON, actor, person


@pytest.fixture
def wishes(database: Database) -> WishesStore:
    return WishesStore(database)


async def merge(database: Database, source: Wish, target: Wish) -> bool:
    *_, done = await database.write(*merge_statements(GUILD, source.number, target.number, NOON))
    assert await database.fetch_all(DRIFT) == []
    return bool(done)


async def unmerge(database: Database, source: Wish, target: Wish) -> bool:
    *_, done = await database.write(*unmerge_statements(GUILD, source.number, target.number, NOON))
    assert await database.fetch_all(DRIFT) == []
    return bool(done)


async def tallies(database: Database) -> list[tuple[int, int]]:
    return [tuple(one) for one in await database.fetch_all("SELECT ups, downs FROM wishes ORDER BY number")]


async def three(wishes: WishesStore) -> list[Wish]:
    return [await wish_for(wishes, Wanted(one, LAMP)) for one in (ANN, BOB, CY)]


async def test_merging_counts_each_voter_once_and_is_taken_back_whole(database: Database, wishes: WishesStore) -> None:
    first, second, _ = await three(wishes)
    await vote(database, first, 2, 3)
    await vote(database, second, 3, 4, 5, value=-1)
    await vote(database, second, 5, value=0)
    assert await merge(database, second, first) is True
    assert (await tallies(database))[:2] == [(2, 1), (0, 2)]
    voters = await database.fetch_all("SELECT person_id FROM votes WHERE number = 1 ORDER BY person_id")
    assert voters == [(person(one),) for one in (2, 3, 4)], "a vote that was taken back is none"
    assert await merge(database, second, first) is False
    await vote(database, first, 4)
    assert (await tallies(database))[0] == (3, 0)
    assert await unmerge(database, second, first) is True
    assert (await tallies(database))[:2] == [(3, 0), (0, 2)], "who pressed meanwhile keeps that vote"
    assert await unmerge(database, second, first) is False
    assert (await found(wishes, second)).state is WishState.OPEN


async def test_what_was_merged_before_moves_on_and_can_be_taken_back_alone(
    database: Database, wishes: WishesStore
) -> None:
    first, second, third = await three(wishes)
    await vote(database, first, 2)
    await vote(database, second, 3)
    await vote(database, third, 4)
    assert await merge(database, first, second)
    assert await merge(database, second, third)
    assert [one.merged_into for one in [await found(wishes, one) for one in (first, second)]] == [third.number] * 2
    assert await tallies(database) == [(1, 0), (1, 0), (3, 0)]
    assert await unmerge(database, second, third)
    assert await tallies(database) == [(1, 0), (1, 0), (2, 0)]
    assert await unmerge(database, first, third)
    assert await tallies(database) == [(1, 0), (1, 0), (1, 0)]


async def test_nothing_is_merged_into_itself_or_what_does_not_stand_or_into_what_waits(
    database: Database, wishes: WishesStore
) -> None:
    first, second, third = await three(wishes)
    await vote(database, first, 2)
    assert await merge(database, first, first) is False
    assert await merge(database, first, replace(first, number=type(first.number)(99))) is False
    await wishes.withdraw(second.number, actor(1), NOON)
    assert await merge(database, first, second) is False
    assert await merge(database, second, first) is False
    await database.write(Statement("UPDATE wishes SET state = 'waiting' WHERE number = 3"))
    assert await merge(database, first, third) is False
    assert await tallies(database) == [(1, 0), (0, 0), (0, 0)]
    assert await merge(database, third, first) is True


async def test_what_is_wished_for_again_meanwhile_is_not_taken_back(database: Database, wishes: WishesStore) -> None:
    first, second, _ = await three(wishes)
    await vote(database, second, 3)
    await merge(database, second, first)
    await wish_for(wishes, second.wanted)
    assert await unmerge(database, second, first) is False
    assert (await tallies(database))[:2] == [(1, 0), (1, 0)]


async def test_the_cards_of_both_are_redrawn_when_wishes_are_merged_and_taken_apart(
    database: Database, wishes: WishesStore
) -> None:
    first, second, _ = await three(wishes)
    await post_card(wishes, first)
    await merge(database, second, first)
    assert await errands(database) == [("card", 1, 0)]
    await database.write(Statement("DELETE FROM errands"))
    await database.write(Statement("UPDATE wish_settings SET channel_id = 7"))
    await unmerge(database, second, first)
    assert await errands(database) == [("card", 1, 0), ("card", 2, 0)], "one that never had a card gets one"
