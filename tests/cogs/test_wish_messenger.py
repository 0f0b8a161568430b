"""What is to be done on Discord is done once, whatever fails, whoever else does it, whenever the bot is killed."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.client import Client
from bot.domain.errands import LEASE, MOST_TRIES, Errand
from bot.domain.identities import GuildId
from bot.domain.wishes import CardPlace, Wish, WishNumber
from bot.store.database import Statement
from bot.store.errands import ErrandsStore
from bot.store.times import moment_text
from bot.store.wishes import WishesStore
from tests.cogs.wish_stage import Stage, sent, shown

POSTS = "/channels/*/messages"


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


@pytest.fixture
async def news(stage: Stage) -> Any:
    """The wish channel, with a wish whose card could not be posted yet."""
    channel = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=channel.id)
    return channel


async def unposted(stage: Stage, status: int = 500) -> None:
    stage.env.inject_error("POST", POSTS, status=status)
    await stage.add(stage.ana)


def posts(stage: Stage, channel: Any) -> list[Mapping[str, Any]]:
    return sent(stage.env, path=f"/channels/{channel.id}/messages")


@pytest.mark.parametrize("status", [500, 502, 429])
async def test_what_fails_is_done_once_a_minute_later(stage: Stage, news, status: int) -> None:
    await unposted(stage, status)
    assert news.history() == []
    assert await stage.errands() == [("card", 1, 0)]
    await stage.env.advance_time(45)
    assert news.history() == [], "not at once again"
    await stage.env.advance_time(45)
    assert "Jane Doe in The Ferry" in shown(news.history()[0])
    assert await stage.errands() == []
    await stage.env.advance_time(600)
    assert len(news.history()) == 1
    first, second = posts(stage, news)
    assert first["nonce"] == second["nonce"]
    assert second["enforce_nonce"] is True
    assert second["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10003)])
async def test_what_is_refused_is_given_up(stage: Stage, news, status: int, code: int) -> None:
    stage.env.inject_error("POST", POSTS, status=status, code=code)
    await stage.add(stage.ana)
    assert await stage.errands() == []
    await stage.env.advance_time(120)
    assert len(posts(stage, news)) == 1
    assert await stage.states() == ["open"], "the wish itself is kept"


async def test_what_always_fails_is_given_up_after_some_hours(stage: Stage, news) -> None:
    stage.env.inject_error("POST", POSTS, status=500, times=None)
    await stage.add(stage.ana)
    now = stage.env.now()
    tries = [await stage.messenger().run(now + timedelta(minutes=minute)) for minute in range(12 * 60)]
    last = max(minute for minute, count in enumerate(tries) if count)
    assert 1 + sum(tries) == MOST_TRIES
    assert last == 1 + 2 + 4 + 8 + 16 + 32 + 64 + 128 + 256
    assert await stage.errands() == []
    assert len(posts(stage, news)) == MOST_TRIES


async def test_one_that_fails_keeps_no_other_from_being_done(stage: Stage, news) -> None:
    await unposted(stage)
    await stage.add(stage.ben, into="Pier")
    (card,) = news.history()
    assert "Pier" in shown(card)
    assert await stage.errands() == [("card", 1, 0)]


class FirstIsBroken(WishesStore):
    """Holds a wish that cannot be read."""

    async def find(self, guild: GuildId, number: WishNumber) -> Wish | None:
        if number == 1:
            raise ValueError("a wish of another version")
        return await super().find(guild, number)


async def test_one_that_is_broken_keeps_no_other_from_being_done(stage: Stage, news) -> None:
    stage.env.inject_error("POST", POSTS, status=500, times=None)
    for into in ("Pier", "Quay Wall"):
        await stage.add(stage.ana, into=into)
    stage.env.backend.faults.clear()
    now = stage.env.now() + timedelta(minutes=5)
    assert await stage.messenger(replace(stage.wishes, cards=FirstIsBroken(stage.database))).run(now) == 2
    assert await stage.errands() == [("card", 1, 0)]
    assert ["Quay Wall" in shown(one) for one in news.history()] == [True]
    assert await stage.messenger().run(now + timedelta(minutes=10)) == 1
    assert len(news.history()) == 2


async def test_two_processes_do_each_thing_once(stage: Stage, news) -> None:
    stage.env.inject_error("POST", POSTS, status=500, times=None)
    for into in ("Pier", "Quay Wall", "Lantern Bay", "Cold Harbour", "Rope Walk", "Storm Cellar"):
        stage.later(minutes=3)
        await stage.add(stage.ana, into=into)
    due = len(await stage.errands())
    before = len(posts(stage, news))
    assert due == 6
    stage.env.backend.faults.clear()
    now = stage.env.now() + timedelta(hours=1)
    done = await asyncio.gather(*(stage.messenger().run(now) for _ in range(4)))
    assert sum(done) == due
    assert len(posts(stage, news)) - before == due
    assert len({one["nonce"] for one in posts(stage, news)[before:]}) == due
    assert len(news.history()) == 6
    assert await stage.errands() == []


class KilledBeforeDone(ErrandsStore):
    """Ends its process just before an errand is forgotten."""

    async def done(self, errand: Errand) -> None:
        raise asyncio.CancelledError(errand.kind)


class KilledBeforePlacing(WishesStore):
    """Ends its process just before it is kept where a card was posted."""

    async def place_card(self, wish: Wish, card: CardPlace) -> None:
        raise asyncio.CancelledError(wish.number, card)


async def test_who_is_killed_between_sending_and_noting_it_sends_the_same_nonce_again(stage: Stage, news) -> None:
    await unposted(stage)
    killed = replace(stage.wishes, cards=KilledBeforePlacing(stage.database))
    now = stage.env.now() + timedelta(minutes=2)
    with pytest.raises(asyncio.CancelledError):
        await stage.messenger(killed).run(now)
    assert await stage.errands() == [("card", 1, 0)], "it is not forgotten"
    assert await stage.messenger().run(now + LEASE - timedelta(seconds=1)) == 0, "it may still be under way"
    assert await stage.messenger().run(now + LEASE) == 1
    _, second, third = posts(stage, news)
    assert (second["nonce"], second["enforce_nonce"]) == (third["nonce"], True)
    assert await stage.errands() == []


async def test_who_is_killed_after_placing_a_card_draws_the_same_one(stage: Stage, news) -> None:
    await unposted(stage)
    now = stage.env.now() + timedelta(minutes=2)
    with pytest.raises(asyncio.CancelledError):
        await stage.messenger(replace(stage.wishes, errands=KilledBeforeDone(stage.database))).run(now)
    assert await stage.messenger().run(now + LEASE) == 1
    assert len(news.history()) == 1
    assert await stage.errands() == []


@pytest.mark.parametrize(("kind", "person"), [("granted", False), ("follower", True)])
async def test_news_sent_again_has_the_same_nonce(stage: Stage, news, kind: str, *, person: bool) -> None:
    await stage.add(stage.ana)
    now = stage.env.now()
    values = {"guild": stage.guild.id, "kind": kind, "person": stage.ben.id if person else 0, "due": moment_text(now)}
    await stage.database.write(
        Statement(
            "INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries) "
            "VALUES (:guild, :kind, 1, :person, :due, 0)",
            values,
        )
    )
    place = stage.ben.user.dm_channel if person else news
    before = len(posts(stage, place))
    with pytest.raises(asyncio.CancelledError):
        await stage.messenger(replace(stage.wishes, errands=KilledBeforeDone(stage.database))).run(now)
    assert await stage.messenger().run(now + LEASE) == 1
    first, again = posts(stage, place)[before:]
    assert first["nonce"] == again["nonce"]
    assert first["enforce_nonce"] is True
    assert await stage.errands() == []


async def test_a_person_who_takes_no_letters_is_not_written_to_again(stage: Stage, news) -> None:
    await stage.add(stage.ana)
    now = stage.env.now()
    values = {"guild": stage.guild.id, "person": stage.ben.id, "due": moment_text(now)}
    await stage.database.write(
        Statement("INSERT INTO errands VALUES (:guild, 'follower', 1, :person, :due, 0)", values)
    )
    stage.env.inject_error("POST", POSTS, status=403, code=50007)
    assert await stage.messenger().run(now) == 1
    assert await stage.errands() == []
    assert await stage.messenger().run(now + timedelta(days=1)) == 0


async def test_where_the_channel_is_gone_votes_still_count(stage: Stage, news) -> None:
    await stage.add(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    stage.env.inject_error("PATCH", f"/channels/{news.id}/messages/*", status=404, code=10003)
    await stage.press(stage.ben, copy, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]
    assert "1 for" in shown(stage.now_of(copy))
    assert await stage.errands() == []


async def test_a_loop_that_fails_goes_on_with_its_next_turn(stage: Stage, news, expected_error, monkeypatch) -> None:
    await unposted(stage)

    async def broken(*_: object) -> Any:
        raise expected_error("a bug")

    with monkeypatch.context() as patched:
        patched.setattr(ErrandsStore, "take", broken)
        await stage.env.advance_time(120)
    assert news.history() == []
    await stage.env.advance_time(16)
    assert len(news.history()) == 1
