"""Votes as both engines keep them: one a person, by the newest press, within the server's rules, counted exactly."""

import asyncio
import random
from datetime import timedelta

import pytest

from bot.domain.identities import RoleId
from bot.domain.wish_outcomes import Pressed
from bot.domain.wishes import Refusal, Tally, Wish
from bot.store.database import Database, Statement
from bot.store.opening import open_database
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.wish_making import DRIFT, GUILD, NOON, OTHER_GUILD, actor, change, hash_of, make, wanted


@pytest.fixture
def wishes(database: Database) -> WishesStore:
    return WishesStore(database)


@pytest.fixture
def votes(database: Database) -> VotesStore:
    return VotesStore(database)


@pytest.fixture
async def wish(wishes: WishesStore) -> Wish:
    return await make(wishes)


async def cast(votes: VotesStore, wish: Wish, number: int, value: int, **rest: object) -> Pressed:
    return await votes.vote(wish.number, value, actor(number, **rest), hash_of(number), NOON)


def tally(pressed: Pressed) -> Tally:
    assert pressed.seen is not None
    return pressed.seen.wish.tally


async def test_a_vote_counts_and_a_second_one_replaces_it(votes: VotesStore, wish: Wish, database: Database) -> None:
    first = await cast(votes, wish, 2, 1)
    assert (tally(first), first.refusal, first.before, first.seen and first.seen.vote) == (Tally(1, 0), None, 0, 1)
    again = await cast(votes, wish, 2, 1)
    assert (tally(again), again.before) == (Tally(1, 0), 1)
    other = await cast(votes, wish, 2, -1)
    assert (tally(other), other.before) == (Tally(0, 1), 1)
    taken_back = await cast(votes, wish, 2, 0)
    assert (tally(taken_back), taken_back.before, taken_back.seen and taken_back.seen.vote) == (Tally(0, 0), -1, 0)
    assert tally(await cast(votes, wish, 3, 1)) == Tally(1, 0)
    assert await database.fetch_all(DRIFT) == []


async def test_a_press_that_comes_again_or_too_late_changes_nothing(votes: VotesStore, wish: Wish) -> None:
    await cast(votes, wish, 2, 1, press=100)
    await cast(votes, wish, 2, -1, press=300)
    for late in (100, 200, 300):
        assert tally(await cast(votes, wish, 2, 1, press=late)) == Tally(0, 1)
    await cast(votes, wish, 2, 0, press=400)
    assert tally(await cast(votes, wish, 2, 1, press=350)) == Tally(0, 0), "a withdrawn vote does not come back"


async def test_a_number_of_another_server_is_nothing_here(votes: VotesStore, wish: Wish) -> None:
    assert await cast(votes, wish, 2, 1, guild=OTHER_GUILD) == Pressed(None, Refusal.UNKNOWN)


@pytest.mark.parametrize(
    ("decided", "who", "refusal"),
    [
        ({}, {"number": 1}, Refusal.OWN),
        ({"self_votes": 1}, {"number": 1}, None),
        ({"vote_role_id": 77}, {"roles": (RoleId(7), RoleId(777))}, Refusal.ROLE),
        ({"vote_role_id": 77}, {"roles": (RoleId(7), RoleId(77))}, None),
        ({"account_days": 30}, {"made_at": NOON - timedelta(days=29, hours=23)}, Refusal.ACCOUNT),
        ({"account_days": 30}, {"made_at": NOON - timedelta(days=30)}, None),
        ({"account_days": 30}, {"made_at": None}, Refusal.ACCOUNT),
        ({"member_days": 5}, {"joined_at": NOON - timedelta(days=4)}, Refusal.MEMBER),
        ({"member_days": 5}, {"joined_at": NOON - timedelta(days=5)}, None),
        ({"member_days": 5}, {"joined_at": None}, Refusal.MEMBER),
        ({"most_votes": 0}, {}, Refusal.VOTES),
        ({"most_votes": 1}, {}, None),
    ],
)
async def test_the_servers_rules_decide_who_votes(
    votes: VotesStore,
    wish: Wish,
    database: Database,
    decided: dict[str, int],
    who: dict[str, object],
    refusal: Refusal | None,
) -> None:
    await change(database, **decided)
    pressed = await cast(votes, wish, **{"number": 2, **who}, value=1)
    assert pressed.refusal is refusal
    assert tally(pressed) == (Tally() if refusal else Tally(1, 0))
    assert await database.fetch_all(DRIFT) == []


async def test_whoever_is_blocked_may_take_a_vote_back_but_cast_none(
    votes: VotesStore, wish: Wish, database: Database
) -> None:
    await cast(votes, wish, 2, 1)
    block = "INSERT INTO blocks (guild_id, person_hash, blocked_at) VALUES (:guild, :hash, 'now')"
    await database.write(Statement(block, {"guild": GUILD, "hash": hash_of(2)}))
    assert (await cast(votes, wish, 2, -1)).refusal is Refusal.BLOCKED
    assert tally(await cast(votes, wish, 2, 0)) == Tally()
    following = await votes.follow(wish.number, actor(2), hash_of(2), NOON, follows=True)
    assert following.refusal is Refusal.BLOCKED
    assert following.seen is not None
    assert not following.seen.follows


async def test_a_closed_wish_takes_no_vote_and_loses_none(votes: VotesStore, wishes: WishesStore, wish: Wish) -> None:
    await cast(votes, wish, 2, 1)
    await wishes.withdraw(wish.number, actor(1), NOON)
    for number, value in ((2, 0), (2, -1), (3, 1)):
        pressed = await cast(votes, wish, number, value)
        assert (pressed.refusal, tally(pressed)) == (Refusal.CLOSED, Tally(1, 0))


async def test_the_limit_counts_votes_on_other_open_wishes_alone(
    votes: VotesStore, wishes: WishesStore, wish: Wish, database: Database
) -> None:
    second = await make(wishes, 1, wanted("Old Tom"))
    third = await make(wishes, 1, wanted("Old Tom", "The Ferry"))
    await change(database, most_votes=2)
    await cast(votes, wish, 2, 1)
    await cast(votes, second, 2, -1)
    assert (await cast(votes, third, 2, 1)).refusal is Refusal.VOTES
    assert (await cast(votes, wish, 2, -1)).refusal is None, "a vote may be changed"
    await wishes.withdraw(second.number, actor(1), NOON)
    assert (await cast(votes, third, 2, 1)).refusal is None


async def test_following_can_be_ended_and_an_old_press_does_not_bring_it_back(votes: VotesStore, wish: Wish) -> None:
    for press, follows, expected in ((100, True, True), (300, False, False), (200, True, False), (400, True, True)):
        pressed = await votes.follow(wish.number, actor(2, press=press), hash_of(2), NOON, follows=follows)
        assert pressed.seen is not None
        assert pressed.seen.follows is expected
    assert (await votes.follow(wish.number, actor(2, OTHER_GUILD), hash_of(2), NOON, follows=True)).seen is None


async def test_two_processes_and_many_presses_leave_one_vote_a_person(address: str, engine: str) -> None:
    """The same presses, each several times and in any order, over as many processes as the engine allows."""
    databases = [await open_database(address) for _ in range(1 if engine == "sqlite" else 3)]
    try:
        wishes = WishesStore(databases[0])
        some = [await make(wishes, 1, wanted(who)) for who in ("Mara Quill", "Old Tom")]
        chance = random.Random(20261122)
        presses = [
            (wish, person, value, 1_000 * person + at)
            for wish in some
            for person in range(2, 32)
            for at, value in enumerate([*chance.choices((1, -1, 0), k=5), 1])
        ]
        deliveries = presses * 3
        chance.shuffle(deliveries)
        stores = [VotesStore(one) for one in databases]
        await asyncio.gather(
            *(
                stores[place % len(stores)].vote(wish.number, value, actor(person, press=press), hash_of(person), NOON)
                for place, (wish, person, value, press) in enumerate(deliveries)
            )
        )
        for wish in some:
            found = await wishes.find(GUILD, wish.number)
            assert found is not None
            assert found.tally == Tally(30, 0), "the last press of everybody was Up"
        assert await databases[0].fetch_all(DRIFT) == []
    finally:
        for one in databases:
            await one.close()
