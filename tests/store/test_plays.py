"""Plays as both engines keep them: one a channel, moved on by one process, all of a step or nothing of it."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.boards import RoundScore
from bot.domain.identities import ChannelId, GuildId, MessageId
from bot.domain.plays import LEASE, KeptPlay, PlayId, PlayKind, Tally
from bot.domain.posed import OWN
from bot.store.asked import AskedStore
from bot.store.database import Database, Row, Statement
from bot.store.opening import open_database
from bot.store.plays import PlaysStore
from tests.store.wish_making import GUILD, NOON, OTHER_GUILD, person

CHANNEL = ChannelId(2**60 + 5)
TODAY = date(2026, 11, 22)
POST = {"result": {"points": 500}}


@pytest.fixture
def plays(database: Database) -> PlaysStore:
    return PlaysStore(database, "this", alone=False)


@pytest.fixture
def others(database: Database) -> PlaysStore:
    return PlaysStore(database, "other", alone=False)


def a_play(number: int = 1, guild: GuildId = GUILD, channel: ChannelId = CHANNEL, **rest: Any) -> KeptPlay:
    given: dict[str, Any] = {"message": None, "version": 0, "due_at": NOON + timedelta(minutes=10), **rest}
    return KeptPlay(
        guild=guild,
        id=PlayId(2**60 + number),
        channel=channel,
        kind=PlayKind.TRIVIA,
        subject={"pool": "harbour"},
        body={"number": 0},
        question=None,
        **given,
    )


def after(kept: KeptPlay, steps: int = 1, **changes: Any) -> KeptPlay:
    """Return a play as it is after so many changes were kept."""
    return replace(kept, version=kept.version + steps, **changes)


def tally(points: int = 700, **rest: Any) -> Tally:
    score = RoundScore(person(1), points=points, answers=1, rights=1, took_ms=2_000)
    given: dict[str, Any] = {"pool": "harbour", "question": "q", "answers": 2, "rights": 1, **rest}
    return Tally(day=TODAY, scores=(score,), **given)


async def counted(database: Database, table: str) -> int:
    ((count,),) = await database.fetch_all(f"SELECT count(*) FROM {table}")
    return count


async def scored(database: Database) -> list[Row]:
    return await database.fetch_all("SELECT points, answers, rights FROM scores")


async def rated(database: Database) -> list[Row]:
    return await database.fetch_all("SELECT question_id, answers, rights FROM answer_rates")


async def test_a_play_is_found_as_it_was_kept(plays: PlaysStore) -> None:
    kept = a_play()
    assert await plays.open(kept, NOON)

    assert await plays.find(GUILD, kept.id) == kept
    assert await plays.in_channel(GUILD, CHANNEL) == kept.id

    changed = replace(kept, body={"number": 1}, question={"text": "Who?"}, subject={"asked": ["q"]})
    assert await plays.keep(changed)
    await plays.place(kept, MessageId(77))

    assert await plays.find(GUILD, kept.id) == after(changed, message=MessageId(77))


async def test_of_many_opened_at_once_in_a_channel_one_is_underway(plays: PlaysStore, others: PlaysStore) -> None:
    opened = await asyncio.gather(
        *((plays, others)[number % 2].open(a_play(number), NOON) for number in range(20)),
        plays.open(a_play(50, channel=ChannelId(CHANNEL + 1)), NOON),
    )

    assert sum(opened[:20]) == 1
    assert opened[20]
    assert await plays.in_channel(GUILD, CHANNEL) == a_play(opened.index(True)).id


async def test_a_channel_whose_play_has_ended_is_free_though_its_end_is_still_to_be_shown(plays: PlaysStore) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    await plays.keep(replace(kept, due_at=None), POST)

    assert await plays.in_channel(GUILD, CHANNEL) is None
    assert await plays.open(a_play(2), NOON)


async def test_the_same_play_opened_twice_is_one(plays: PlaysStore, database: Database) -> None:
    assert await plays.open(a_play(), NOON)
    assert not await plays.open(a_play(), NOON)
    assert await counted(database, "plays") == 1


async def test_a_play_is_none_of_another_server(plays: PlaysStore) -> None:
    await plays.open(a_play(), NOON)

    assert await plays.find(OTHER_GUILD, a_play().id) is None
    assert await plays.in_channel(OTHER_GUILD, CHANNEL) is None


async def test_a_step_is_kept_with_its_post_and_its_scores(plays: PlaysStore, database: Database) -> None:
    kept = a_play()
    await plays.open(kept, NOON)

    assert await plays.keep(kept, POST, tally())

    found = await plays.find(GUILD, kept.id)
    assert found is not None
    assert [(post.number, post.values) for post in found.posts] == [(0, POST)]
    assert await scored(database) == [(700, 1, 1)]
    assert await rated(database) == [("q", 2, 1)]


async def test_of_a_step_from_an_old_version_nothing_is_kept(plays: PlaysStore, database: Database) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    await plays.keep(kept, POST, tally())

    for version in (0, 2, 7):
        assert not await plays.keep(replace(kept, version=version, body={"number": 9}), {"wrong": 1}, tally(points=9))

    found = await plays.find(GUILD, kept.id)
    assert found == after(kept, posts=found.posts if found else ())
    assert await counted(database, "play_posts") == 1
    assert await scored(database) == [(700, 1, 1)]
    assert await rated(database) == [("q", 2, 1)]


async def test_nor_where_somebody_else_has_just_changed_it(plays: PlaysStore, database: Database) -> None:
    """As the deletion of a person does, who leaves the play its owner and makes it one version newer."""
    kept = a_play()
    await plays.open(kept, NOON)
    await database.write(Statement("UPDATE plays SET version = version + 1"))

    assert not await plays.keep(kept, POST, tally())

    assert await counted(database, "play_posts") == 0
    assert await scored(database) == []
    assert await rated(database) == []
    assert await plays.keep(after(kept), POST, tally())
    assert await scored(database) == [(700, 1, 1)]


async def test_nor_of_a_step_of_a_play_that_is_another_process_s(
    plays: PlaysStore, others: PlaysStore, database: Database
) -> None:
    kept = a_play()
    await others.open(kept, NOON)

    assert not await plays.keep(kept, POST, tally())

    assert await counted(database, "play_posts") == 0
    assert await scored(database) == []
    assert await rated(database) == []


async def test_of_the_same_step_taken_by_many_at_once_one_is_kept(plays: PlaysStore, database: Database) -> None:
    kept = a_play()
    await plays.open(kept, NOON)

    done = await asyncio.gather(*(plays.keep(kept, POST, tally()) for _ in range(10)))

    assert sum(done) == 1
    assert await scored(database) == [(700, 1, 1)]
    assert await counted(database, "play_posts") == 1


async def test_an_own_question_counts_with_itself(plays: PlaysStore, database: Database) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    columns = "guild_id, number, fingerprint, text, accepted, wrong, state, interaction_id, made_at, answers, rights"
    for guild in (GUILD, OTHER_GUILD):
        row = f"{guild}, 1, 'q', 'Who?', '[]', '[]', 'approved', {guild}, '2026', 5, 3"
        await database.write(Statement(f"INSERT INTO own_questions ({columns}) VALUES ({row})"))

    await plays.keep(kept, POST, tally(pool=OWN))

    counts = await database.fetch_all("SELECT guild_id, answers, rights FROM own_questions ORDER BY guild_id")
    assert counts == [(GUILD, 7, 4), (OTHER_GUILD, 5, 3)]
    assert await rated(database) == []


async def test_posts_stand_in_the_order_of_the_steps_until_they_are_shown(plays: PlaysStore) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    for step in range(12):
        await plays.keep(after(kept, step), {"step": step} if step % 2 else None)

    found = await plays.find(GUILD, kept.id)
    assert found is not None
    assert [post.values["step"] for post in found.posts] == [1, 3, 5, 7, 9, 11]

    await plays.shown(kept, found.posts[0])
    await plays.shown(kept, found.posts[0])

    found = await plays.find(GUILD, kept.id)
    assert found is not None
    assert [post.values["step"] for post in found.posts] == [3, 5, 7, 9, 11]


async def test_a_play_goes_when_it_has_ended_and_all_of_it_is_shown(plays: PlaysStore, database: Database) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    await plays.keep(kept, {"step": 0})
    await plays.forget(kept)
    assert await plays.find(GUILD, kept.id), "it is underway"
    await plays.keep(after(kept, due_at=None), {"step": 1})

    for expected in (2, 1):
        await plays.forget(kept)
        found = await plays.find(GUILD, kept.id)
        assert found is not None
        assert len(found.posts) == expected
        await plays.shown(kept, found.posts[0])

    await plays.forget(kept)
    assert await counted(database, "plays") == await counted(database, "play_posts") == 0


async def test_a_play_underway_is_taken_when_its_lease_is_over_and_not_before(
    plays: PlaysStore, others: PlaysStore
) -> None:
    kept = a_play()
    await others.open(kept, NOON)
    await others.keep(kept, POST)

    assert await plays.take(NOON + LEASE - timedelta(microseconds=1)) == ()
    assert not await plays.owns(GUILD, kept.id)

    (taken,) = await plays.take(NOON + LEASE)
    assert taken == after(kept, 2, posts=taken.posts)
    assert [post.values for post in taken.posts] == [POST]
    assert await plays.owns(GUILD, kept.id)
    assert not await others.owns(GUILD, kept.id)
    assert not await others.keep(after(kept)), "whoever had it finds out at its next step"
    assert not await others.keep(after(kept, 2))
    assert await plays.keep(after(kept, 2))


async def test_a_lease_that_is_renewed_holds_on_and_one_that_is_let_go_ends(
    plays: PlaysStore, others: PlaysStore
) -> None:
    await others.open(a_play(), NOON)
    await others.renew(NOON + LEASE)

    assert await plays.take(NOON + LEASE) == ()

    await others.let_go(NOON + LEASE)
    assert len(await plays.take(NOON + LEASE)) == 1
    assert await plays.take(NOON + 9 * LEASE) == (), "it is this one's already"


async def test_who_is_alone_takes_at_once_what_another_left(others: PlaysStore, database: Database) -> None:
    alone = PlaysStore(database, "this", alone=True)
    await others.open(a_play(), NOON)
    await alone.open(a_play(2, channel=ChannelId(CHANNEL + 1)), NOON)

    assert [one.id for one in await alone.take(NOON)] == [a_play().id]
    assert await alone.take(NOON) == ()


async def test_of_many_who_take_at_once_each_play_is_taken_by_one(others: PlaysStore, database: Database) -> None:
    for number in range(5):
        await others.open(a_play(number, channel=ChannelId(CHANNEL + number)), NOON)
    takers = [PlaysStore(database, f"taker {number}", alone=False) for number in range(6)]

    taken = await asyncio.gather(*(taker.take(NOON + LEASE) for taker in takers))

    assert sorted(one.id for some in taken for one in some) == [a_play(number).id for number in range(5)]


async def test_an_end_that_was_not_shown_is_taken_too(plays: PlaysStore, others: PlaysStore) -> None:
    kept = a_play()
    await others.open(kept, NOON)
    await others.keep(replace(kept, due_at=None), POST)

    (taken,) = await plays.take(NOON + LEASE)

    assert taken.due_at is None
    assert [post.values for post in taken.posts] == [POST]


async def test_a_place_is_kept_only_by_whose_play_it_is(plays: PlaysStore, others: PlaysStore) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    await plays.place(kept, MessageId(5))
    await others.place(kept, MessageId(6))

    found = await plays.find(GUILD, kept.id)
    assert found is not None
    assert (found.message, found.version) == (MessageId(5), 0)


async def test_where_plays_stand_is_forgotten_and_nothing_else(plays: PlaysStore) -> None:
    kept = a_play()
    await plays.open(kept, NOON)
    await plays.place(kept, MessageId(5))

    await plays.forget_messages()

    assert await plays.find(GUILD, kept.id) == kept


async def test_of_many_people_it_is_asked_in_few_queries_who_is_hidden(
    plays: PlaysStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, hidden in {3: 1, 4: 0, 100: 1, 101: 1, 499: 1, 900: 1}.items():
        values = {"person_id": person(number), "hidden": hidden}
        await database.write(Statement("INSERT INTO people (person_id, hidden) VALUES (:person_id, :hidden)", values))
    queries: list[int] = []
    fetch = database.fetch_together

    async def counting(*statements: Statement) -> Any:
        queries.append(len(statements))
        return await fetch(*statements)

    monkeypatch.setattr(database, "fetch_together", counting)
    for count, expected in ((0, ()), (1, ()), (4, (3,)), (101, (3, 100)), (500, (3, 100, 101, 499))):
        asked = [person(number) for number in range(count)]
        assert await plays.hidden(asked) == {person(number) for number in expected}
    assert queries == [0, 1, 1, 2, 5]


async def test_of_twenty_who_reserve_a_question_at_once_one_has_it(database: Database) -> None:
    asked = AskedStore(database)

    had = await asyncio.gather(*(asked.reserve(GUILD, "harbour", "q", NOON) for _ in range(20)))

    assert sum(had) == 1
    assert await asked.asked(GUILD, "harbour") == {"q"}
    assert await asked.reserve(OTHER_GUILD, "harbour", "q", NOON)
    assert await asked.reserve(GUILD, "isles", "q", NOON)


async def test_a_pool_that_begins_anew_can_be_reserved_again_in_that_server_alone(database: Database) -> None:
    asked = AskedStore(database)
    for guild in (GUILD, OTHER_GUILD):
        await asked.reserve(guild, "harbour", "q", NOON)

    await asked.forget_asked(GUILD, "harbour")

    assert await asked.asked(GUILD, "harbour") == frozenset()
    assert await asked.reserve(GUILD, "harbour", "q", NOON)
    assert not await asked.reserve(OTHER_GUILD, "harbour", "q", NOON)


async def test_of_a_step_that_two_processes_take_at_once_one_is_kept(postgres_address: str) -> None:
    databases = [await open_database(postgres_address) for _ in range(2)]
    stores = [PlaysStore(database, "the same", alone=False) for database in databases]
    kept = a_play()
    await stores[0].open(kept, NOON)

    for step in range(20):
        done = await asyncio.gather(*(store.keep(after(kept, step), POST, tally()) for store in stores))
        assert sorted(done) == [False, True]

    assert await scored(databases[0]) == [(20 * 700, 20, 20)]
    assert await counted(databases[0], "play_posts") == 20
    for database in databases:
        await database.close()
