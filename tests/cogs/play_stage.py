"""People who play trivia on a simulated Discord, and looks at what they see and what is stored."""

import asyncio
import json
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import simcord

from bot.domain.posed import Posed, posed_from
from bot.domain.rounds.play import Play
from bot.domain.rounds.values import play_from
from bot.store.database import Database, Parameters
from bot.ui.play_ids import PlayAction, PlayPress, play_id
from tests.cogs.wish_stage import Stage, labels, press_of, shown


async def late(
    env: simcord.Env, database: Database, action: Awaitable[Any], *, reads: bool = False, deferred: bool = True
) -> Any:
    """Return what an action came to while the writes (or reads) took their time, once Discord was told that they do."""
    name = "fetch_all" if reads else "write"
    done, settle, go_on = getattr(database, name), env._settle_internal, asyncio.Event()

    async def in_the_end(*asked: Any) -> Any:
        await go_on.wait()
        return await done(*asked)

    async def settled_but_for_that(**_: Any) -> None:
        with suppress(TimeoutError):
            await settle(timeout=0.05)

    setattr(database, name, in_the_end)
    env._settle_internal = settled_but_for_that
    try:
        result = await action
        assert not result.acknowledged
        await env.advance_time(2)
        assert result.deferred is deferred
    finally:
        go_on.set()
        delattr(database, name)
        del env._settle_internal
    await env.settle()
    return result


@dataclass
class PlayRoom:
    """A server in which trivia is played."""

    stage: Stage
    env: simcord.Env
    database: Database
    channel: Any

    async def open(self, person: Any, channel: Any = None, **options: Any) -> Any:
        """Return the lobby of a new play."""
        return await person.slash(channel or self.channel, "trivia start", **options)

    async def press(self, person: Any, label: str, channel: Any = None, message: Any = None) -> Any:
        """Return what is answered to a press on the newest message that has such a button."""
        place = channel or self.channel
        found = message or next(one for one in reversed(place.history()) if label in labels(one))
        return await person.click(found, custom_id=press_of(found, label))

    async def begin(self, host: Any, *others: Any, channel: Any = None, **options: Any) -> None:
        """Begin a play with people in it, up to its first question."""
        await self.open(host, channel, **options)
        for one in others:
            await self.press(one, "Join", channel)
        await self.press(host, "Start", channel)
        await self.until_asked(channel)

    async def row(self, channel: Any = None) -> Any:
        """Return the row of the play in a channel, None without one."""
        rows = await self.rows(
            "SELECT play_id, body, question, version, due_at, message_id FROM plays WHERE channel_id = :channel",
            {"channel": (channel or self.channel).id},
        )
        return rows[0] if rows else None

    async def play(self, channel: Any = None) -> Play:
        """Return the play that is stored."""
        row = await self.row(channel)
        assert row is not None
        return play_from(json.loads(row[1]))

    async def posed(self, channel: Any = None) -> Posed:
        """Return what is being asked."""
        row = await self.row(channel)
        assert row is not None
        return posed_from(json.loads(row[2]))

    async def choose(self, person: Any, place: int, channel: Any = None) -> Any:
        """Return what is answered to a choice, by its place."""
        play = await self.play(channel)
        custom_id = play_id(PlayPress(PlayAction.CHOOSE, play.id, play.number, place))
        return await person.click(self.question(channel), custom_id=custom_id)

    async def choose_rightly(self, person: Any, channel: Any = None) -> Any:
        """Return what is answered to the right choice."""
        return await self.choose(person, (await self.posed(channel)).answer, channel)

    async def choose_wrongly(self, person: Any, channel: Any = None) -> Any:
        """Return what is answered to a wrong choice."""
        posed = await self.posed(channel)
        return await self.choose(person, (posed.answer + 1) % len(posed.choices), channel)

    def question(self, channel: Any = None) -> Any:
        """Return the newest message with a question in it."""
        return next(one for one in reversed((channel or self.channel).history()) if "Skip" in labels(one))

    def texts(self, channel: Any = None) -> list[str]:
        """Return what stands in the channel, oldest first."""
        return [shown(one) for one in (channel or self.channel).history()]

    async def rows(self, sql: str, values: Parameters | None = None) -> list[Any]:
        """Return what is stored."""
        return list(await self.database.fetch_all(sql, values or {}))

    async def until_asked(self, channel: Any = None) -> None:
        """Wait until a question stands there, however busy this machine is."""
        for _ in range(100):
            await self.wait(0.1)
            row = await self.row(channel)
            asked = json.loads(row[1])["asked"] if row else None
            if asked and asked["is_shown"]:
                return
        raise AssertionError("nothing is asked")

    async def until_next(self, channel: Any = None) -> bool:
        """Wait until the next question stands there, or the play is over; return whether there is one."""
        row = await self.row(channel)
        number = json.loads(row[1])["number"] if row else 0
        for _ in range(60):
            row = await self.row(channel)
            body = json.loads(row[1]) if row else None
            if body is None or (body["number"] > number and body["asked"] and body["asked"]["is_shown"]):
                return body is not None
            await self.wait(1)
        raise AssertionError("the play does not go on")

    async def wait(self, seconds: float) -> None:
        """Let time pass."""
        await self.env.advance_time(seconds)
