"""Play trivia in several channels, kill the bot at random moments, and look for every choice and point it was told of.

Nothing is taken from the bot's word but what it showed and told: who pressed what and when is Discord's, and what that
is worth is reckoned anew (`play_rules`).
"""

import asyncio
import json
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .play_judging import judge, what_is_lost
from .play_rules import Choice, Snapshot
from .play_tables import Table
from .process import Bot, starting_bot
from .rigging import Discord, Message

PLACES = (
    ("everyone", (0, 1)),
    ("race", (0, 2)),
    ("survival", (0, 3)),
    ("duel", (1, 1)),
    ("solo", (1, 2)),
    ("everyone", (1, 3)),
    ("everyone", (2, 1)),
    ("survival", (2, 2)),
    ("race", (2, 3)),
)
SHORTEST_LIFE, LONGEST_LIFE = 0.5, 7.0  # seconds, from the start of the process
TO_GO_ON = 30.0  # seconds from a start within which every play has to go on
_IN_THE_ACT = 0.5  # of the kills
_LONGEST_SILENCE = 2.0
_A_LONG_LIFE = 5  # every fifth, so that what is measured is not cut short by the next kill
_LONGEST_END = 90.0
_DISCORD_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
_UNDERWAY = "SELECT channel_id, play_id, body FROM plays"
_LEFT = "SELECT play_id FROM plays UNION ALL SELECT play_id FROM play_posts"


@dataclass
class Figures:
    """What was done and seen."""

    kills: int = 0
    kills_in_the_act: int = 0
    """Just as the bot had written something, before it knew."""
    kills_in_rounds: int = 0
    plays: int = 0
    rounds: int = 0
    rounds_cut: int = 0
    presses: int = 0
    acknowledged: int = 0
    sent_again: int = 0
    """Messages that Discord knew by their nonce."""
    longest_seconds: float = 0.0
    """In which a play went on after a start."""


class Proof:
    """A database, the tables at which people sit, and the lives of the bot between them."""

    def __init__(self, discord: Discord, folder: Path, seed: int, rounds: int, **settings: str) -> None:
        self.figures = Figures()
        self.amiss: list[str] = []
        self._discord, self._folder, self._settings = discord, folder, settings
        self._chance = random.Random(seed)
        tables = [
            Table(discord, place, (mode, rounds), random.Random(seed + number), self._is_kept)
            for number, (mode, place) in enumerate(PLACES)
        ]
        self._tables = {table.id: table for table in tables}
        self._victim: Bot | None = None
        self._waiting: set[str] = set()
        """The channels of plays that have not gone on yet."""

    async def run(self, kills: int) -> None:
        """Kill so often, let all plays end, and judge them."""
        watch(self._discord, self._tables, self.figures, self._strike)
        async with asyncio.TaskGroup() as sitting:
            async with self._life() as bot:
                await self._discord.marks.until("synced")
                await self._discord.counts.until("identify", 1)
                tasks = [sitting.create_task(table.sit()) for table in self._tables.values()]
                await self._die(bot, LONGEST_LIFE)
            while self.figures.kills < kills and not self.amiss:
                async with self._life() as bot:
                    await self._die(bot, self._chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            async with self._life() as bot:
                if not self.amiss:
                    await self._end(bot)
            for task in tasks:
                task.cancel()
        if not self.amiss:
            self.amiss = judge(list(self._tables.values()), self._rows, self.figures)

    def _life(self) -> Any:
        return starting_bot(self._discord, self._folder, **self._settings)

    async def _die(self, bot: Bot, seconds: float) -> None:
        began = time.monotonic()
        if self.figures.kills % _A_LONG_LIFE == _A_LONG_LIFE - 1:
            await self._all_gone_on(began)
        await asyncio.sleep(seconds)  # the moment of the fault, not a synchronisation
        if self._chance.random() < _IN_THE_ACT:
            await self._catch(bot)
        if bot.process.returncode is None:
            await bot.end(signal.SIGKILL)
        if bot.process.returncode != -signal.SIGKILL:
            self.amiss.append(f"log: it ended by itself: {bot.log[-3000:]}")
        self.figures.kills += 1
        self._look_back(bot, began)
        self._take_snapshot()

    async def _all_gone_on(self, began: float) -> None:
        """Wait until each play has gone on that was underway when the bot was started, unless one is stuck."""
        while time.monotonic() < began + TO_GO_ON:
            if all(max(self._tables[channel].changes, default=0.0) > began for channel in self._waiting):
                break
            await asyncio.sleep(0.05)

    async def _catch(self, bot: Bot) -> None:
        """Wait until the bot writes something next, and have it killed before it knows that it has."""
        self._victim = bot
        try:
            async with asyncio.timeout(_LONGEST_SILENCE):
                await bot.process.wait()
        except TimeoutError:
            pass  # it says nothing before it is connected
        self._victim = None

    def _strike(self) -> None:
        """Kill the bot, if it is to be caught in the act."""
        if self._victim:
            self._victim.process.kill()
            self._victim = None
            self.figures.kills_in_the_act += 1

    async def _end(self, bot: Bot) -> None:
        """Let everybody finish the play they are in; then a new one can be opened in each channel."""
        began = time.monotonic()
        for table in self._tables.values():
            table.is_closing = True
        try:
            async with asyncio.timeout(_LONGEST_END):
                await asyncio.gather(*(table.closed.wait() for table in self._tables.values()))
                while self._rows(_LEFT):  # noqa: ASYNC110  (another process forgets what is shown)
                    await asyncio.sleep(0.1)
        except TimeoutError:
            self.amiss.append(f"stuck: {self._rows(_LEFT)} are left")
        self._look_back(bot, began)
        for table in self._tables.values():
            if not await table.can_open():
                self.amiss.append(f"stuck: nothing can be opened in {table.id}")

    def _look_back(self, bot: Bot, began: float) -> None:
        """See which plays have gone on in a life, and what it complained of."""
        lived = time.monotonic() - began
        for channel in list(self._waiting):
            changes = [moment - began for moment in self._tables[channel].changes if moment > began]
            if changes:
                self._waiting.discard(channel)
                self.figures.longest_seconds = max(self.figures.longest_seconds, round(changes[0], 2))
            if (changes[0] if changes else lived) > TO_GO_ON:
                self.amiss.append(f"stuck: the play in {channel} has not gone on")
        self.amiss += [f"log: {complaint}: {bot.log[-3000:]}" for complaint in bot.complaints]

    def _take_snapshot(self) -> None:
        """Note what the database has of each play underway."""
        in_round = False
        for channel, play, body in self._rows(_UNDERWAY):
            table, asked = self._tables[str(channel)], json.loads(body)["asked"]
            self._waiting.add(table.id)
            played = next((one for one in table.plays if one.id == play), None)
            round_ = played.rounds.get(json.loads(body)["number"]) if played else None
            if asked and round_:
                in_round = True
                round_.events.append(_snapshot(asked))
                self.amiss += what_is_lost(round_, table.mode)
        self.figures.kills_in_rounds += in_round

    def _is_kept(self, channel: str) -> bool:
        return any(str(one) == channel for one, *_ in self._rows(_UNDERWAY))

    def _rows(self, query: str) -> list[Any]:
        path = self._folder / "gueststar.db"
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()


def _snapshot(asked: Mapping[str, Any]) -> Snapshot:
    presses = {one["person"]: Choice(one["choice"], one["interaction"], one["is_changed"]) for one in asked["presses"]}
    began = (datetime.fromisoformat(asked["asked_at"]) - _DISCORD_BEGAN) / timedelta(milliseconds=1)
    return Snapshot(Table.now(), presses, began, asked["is_shown"])


def watch(discord: Discord, tables: Mapping[str, Table], figures: Figures, strike: Callable[[], None]) -> None:
    """Have each table see what is written in its channel; and make one message of one nonce, as Discord does."""
    server = discord.server
    announce, make, known = server._announce, server._message, {}

    async def announce_here(event: str, message: Message) -> None:
        strike()
        if not message["flags"] & 64 and message["channel_id"] in tables:
            tables[message["channel_id"]].see(message)
        await announce(event, message)

    def make_once(body: Message, channel: str, *rest: Any) -> Message:
        nonce = (channel, body.get("nonce"))
        if not body.get("enforce_nonce"):
            return make(body, channel, *rest)
        figures.sent_again += nonce in known
        if nonce not in known:
            known[nonce] = make(body, channel, *rest)
        return known[nonce]

    server._announce, server._message = announce_here, make_once
