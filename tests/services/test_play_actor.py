"""Actors of plays on a real database: what is lost, late, refused or changed behind their backs, without Discord."""

import asyncio
import random
from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, GuildId, InteractionId, MessageId, UserId
from bot.domain.plays import KeptPlay, PlayId, PlayKind, Tally
from bot.domain.posed import OWN, Posed
from bot.domain.rounds.effects import Receipt, ReceiptKind
from bot.domain.rounds.engine import open_play
from bot.domain.rounds.events import Caller, Chose, Joined, Left, Skipped, Started, TimeUp
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import Mode, Rules
from bot.domain.trivia.chance import Chance
from bot.services import play_actor
from bot.services.discord_time import DiscordTime
from bot.services.library import Library
from bot.services.play_courses import State, Values
from bot.services.play_crew import Heard, NotShown, PlaceLost
from bot.services.plays import Plays
from bot.services.question_makers import QuestionMakers
from bot.services.question_picking import QuestionPicker, Subject, subject_values
from bot.services.trivia_course import TriviaCourse
from bot.store.asked import AskedStore
from bot.store.database import Database, Statement
from bot.store.plays import PlaysStore

BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUILD, CHANNEL = GuildId(10**17 + 1), ChannelId(10**17 + 2)
ANA, BEN, CHIDI = UserId(10**17 + 3), UserId(10**17 + 4), UserId(10**17 + 5)


class Pool:
    """Questions without end; the first of four choices is right."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.failing = 0

    async def draw(self, _: GuildId, __: Chance, ___: str | None, ____: Collection[str]) -> Posed:
        if self.failing:
            self.failing -= 1
            raise UserError("The database cannot be reached; try again later.")
        return Posed(OWN, f"q{next(self.numbers)}", "Who?", 0.5, ("a", "b", "c", "d"), 0)


class Screen:
    """What is shown, in its order; each has a message of its own but for answers, which stay where they are."""

    def __init__(self, clock: "Clock") -> None:
        self.clock = clock
        self.shown: list[tuple[str, Values]] = []
        self.lost = False
        self.failing = 0
        self.away = 0
        self.has_shown = asyncio.Event()

    async def show(self, kept: KeptPlay, _: State, values: Values, mark: str) -> MessageId | None:
        if self.lost:
            raise PlaceLost
        if self.failing:
            self.failing -= 1
            raise NotShown
        if self.away:
            self.away -= 1
            raise UserError("The database cannot be reached; try again later.")
        self.shown.append((mark, values))
        self.has_shown.set()
        return kept.message if values.get("result") else MessageId(self.clock.number())

    @property
    def marks(self) -> list[str]:
        return [mark for mark, _ in self.shown]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON
        self._count = count()

    def number(self) -> int:
        """An id of Discord's of this moment."""
        return ((self.now - BEGAN) // timedelta(milliseconds=1) << 22) + next(self._count)


class Shaky(PlaysStore):
    """Does what it is told to, and says that it failed, as a connection that breaks just after a commit."""

    broken = 0
    away = 0
    """How often keeping fails without being done."""

    async def keep(self, kept: KeptPlay, post: Values | None = None, tally: Tally | None = None) -> bool:
        if self.away:
            self.away -= 1
            raise UserError("The database cannot be reached; try again later.")
        done = await super().keep(kept, post, tally)
        self._break()
        return done

    async def open(self, kept: KeptPlay, now: datetime) -> bool:
        done = await super().open(kept, now)
        self._break()
        return done

    def _break(self) -> None:
        if self.broken:
            self.broken -= 1
            raise UserError("The database cannot be reached; try again later.")


class Table:
    """A process that moves plays on, and people who press; the clock of its machine may be off."""

    def __init__(self, database: Database, clock: Clock, name: str = "here", off: timedelta = timedelta()) -> None:
        self.database, self.clock = database, clock
        self.keeper = Shaky(database, name, alone=False)
        self.screen, self.pool = Screen(clock), Pool()
        makers = QuestionMakers(Library())
        picker = QuestionPicker(makers, self.pool, AskedStore(database), random.Random(1), lambda: clock.now)
        self.plays = Plays(self.keeper, picker, DiscordTime(lambda: clock.now + off), [TriviaCourse()])
        self.plays.show_on(self.screen)
        self.id = PlayId(0)

    def caller(self, person: UserId, *, guild: GuildId = GUILD) -> Caller:
        return Caller(self.id, guild, CHANNEL, person, InteractionId(self.clock.number()))

    async def open(self, mode: Mode = Mode.EVERYONE, rounds: int = 3, channel: ChannelId = CHANNEL) -> None:
        self.id = PlayId(self.clock.number())
        state, _ = open_play(replace(self.caller(ANA), channel=channel), Rules(mode, rounds, 20))
        await self.plays.open(PlayKind.TRIVIA, state, subject_values(Subject(OWN, "ours")))
        await self.plays.place(self.id, MessageId(self.clock.number()))

    async def begin(self, mode: Mode = Mode.EVERYONE, rounds: int = 3) -> None:
        await self.open(mode, rounds)
        await self.press(Joined, BEN)
        await self.press(Started, ANA)
        await self.settle()

    async def press(self, kind: Any, person: UserId, *more: int) -> Heard | None:
        return await self.plays.press(kind(self.caller(person), *more))

    async def choose(self, person: UserId, choice: int) -> ReceiptKind | None:
        heard = await self.press(Chose, person, self.state.number, choice)
        return heard.receipt.kind if heard and isinstance(heard.receipt, Receipt) else None

    async def elapse(self, seconds: float) -> None:
        """Let time pass, and what comes of it."""
        self.clock.now += timedelta(seconds=seconds)
        for actor in list(self.plays._actors.values()):
            actor.hand(TimeUp(self.clock.now))
        await self.settle()

    async def settle(self) -> None:
        """Wait until no actor does anything but wait."""
        for _ in range(1_000):
            actors = list(self.plays._actors.values())
            tasks = [task for one in actors for task in (one._serving, one._showing, *one._others)]
            busy = [task for task in tasks if task and not task.done()]
            if not busy:
                return
            await asyncio.wait(busy, timeout=0.05)
        raise AssertionError("an actor is never done")

    @property
    def state(self) -> Play:
        held = self.plays.held(self.id)
        assert held is not None
        return held[1]

    async def rows(self, sql: str) -> list[Any]:
        return list(await self.database.fetch_all(sql))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def table(database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Table]:
    monkeypatch.setattr(play_actor, "_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(play_actor, "_WAITS_SECONDS", (0.0, 0.0))
    table = Table(database, clock)
    yield table
    await table.plays.close()


async def test_an_answer_whose_write_seemed_to_fail_is_shown_and_counts_once(table: Table) -> None:
    await table.begin(rounds=1)
    await table.choose(ANA, 0)
    await table.choose(BEN, 0)
    table.keeper.broken = 1
    await table.elapse(21)
    assert table.screen.shown[-1][1]["podium"]
    assert table.screen.marks.count(table.screen.marks[-1]) == 1
    assert await table.rows("SELECT rights, wins FROM scores") == [(1, 1), (1, 1)]
    assert await table.rows("SELECT play_id FROM plays") == []
    assert table.plays.underway == 0


async def test_a_question_whose_write_seemed_to_fail_is_asked(table: Table) -> None:
    await table.open()
    await table.press(Started, ANA)
    table.keeper.broken = 1
    await table.settle()
    assert "round 1" in table.screen.marks
    assert table.state.asked is not None
    assert table.state.asked.is_shown


async def test_a_start_whose_write_seemed_to_fail_is_done_at_the_next_press(table: Table) -> None:
    await table.open()
    table.keeper.broken = 1
    with pytest.raises(UserError):
        await table.press(Started, ANA)
    await table.press(Started, ANA)
    await table.settle()
    assert "round 1" in table.screen.marks


async def test_a_lobby_whose_write_seemed_to_fail_does_not_hold_its_channel(table: Table) -> None:
    table.keeper.broken = 1
    with pytest.raises(UserError):
        await table.open()
    await table.plays.look_after()
    await table.elapse(601)
    assert table.screen.shown[-1][1]["ended"] == "not-started"
    assert await table.rows("SELECT play_id FROM plays") == []
    await table.open()


async def test_a_round_ends_once_the_database_is_back_however_long_it_was_away(table: Table) -> None:
    await table.begin()
    await table.choose(ANA, 0)
    table.keeper.away = 3 * play_actor._MOST_TRIES
    table.screen.has_shown.clear()
    table.clock.now += timedelta(seconds=21)
    table.plays._actors[table.id]._set_timer()
    await asyncio.wait_for(table.screen.has_shown.wait(), 5)
    assert table.screen.shown[-1][1]["result"]["answers"][0]["person"] == ANA


async def test_one_play_that_cannot_be_read_holds_up_no_other(table: Table, database: Database, clock: Clock) -> None:
    other = Table(database, clock, "there")
    for number in (1, 2, 3):
        await other.open(channel=ChannelId(number))
    first = min(other.plays._actors)
    await other.plays.close()
    await database.write(Statement(f"UPDATE plays SET body = '{{\"version\": 99}}' WHERE play_id = {first}"))
    clock.now += timedelta(seconds=1)
    await table.plays.look_after()
    await table.plays.look_after()
    assert table.plays.underway == 2


async def test_a_question_is_picked_once_the_database_is_back(table: Table) -> None:
    await table.open()
    table.pool.failing = 3
    await table.press(Started, ANA)
    await table.settle()
    assert table.state.asked is not None


async def test_what_cannot_be_shown_at_first_is_shown_later(table: Table) -> None:
    await table.open()
    table.screen.failing = 2
    await table.press(Started, ANA)
    await table.settle()
    assert table.screen.marks == ["round 1"]
    assert table.state.asked is not None
    assert table.state.asked.is_shown


async def test_a_database_that_is_away_for_long_is_no_lost_channel(table: Table) -> None:
    await table.open()
    table.screen.away = 50
    await table.press(Started, ANA)
    await table.settle()
    assert table.screen.marks == ["round 1"]
    assert table.state.phase is Phase.ASKING


async def test_an_unseen_question_counts_for_nobody(table: Table) -> None:
    await table.open(Mode.SURVIVAL)
    await table.press(Joined, BEN)
    entered = asyncio.Event()

    async def stuck(*_: Any) -> MessageId | None:
        entered.set()
        return await asyncio.Future[MessageId]()

    table.screen.show, show = stuck, table.screen.show  # type: ignore[method-assign]
    await table.press(Started, ANA)
    await entered.wait()
    actor = table.plays._actors[table.id]
    table.clock.now += timedelta(seconds=22)
    actor.hand(TimeUp(table.clock.now))
    assert actor._serving is not None
    await actor._serving
    assert table.state.phase is Phase.PAUSED
    assert {one.lives for one in table.state.players.values()} == {3}
    table.screen.show = show  # type: ignore[method-assign]
    assert actor._showing is not None
    actor._showing.cancel()
    await asyncio.gather(actor._showing, return_exceptions=True)
    actor._show_soon()
    await table.settle()
    result = next(values["result"] for _, values in table.screen.shown if values.get("result"))
    assert result["is_seen"] is False


async def test_a_new_host_is_told_beside_a_question_and_not_beside_a_lobby(table: Table) -> None:
    await table.open()
    await table.press(Joined, BEN)
    await table.press(Joined, CHIDI)
    await table.press(Left, ANA)
    await table.settle()
    assert table.screen.shown == [], "the lobby says it"
    await table.press(Started, BEN)
    await table.settle()
    await table.press(Left, BEN)
    await table.settle()
    assert [values["host"] for _, values in table.screen.shown if "host" in values] == [CHIDI]


async def test_a_lost_place_ends_the_play_and_its_channel_is_free(table: Table) -> None:
    await table.begin()
    table.screen.lost = True
    await table.choose(ANA, 0)
    await table.elapse(21)
    assert await table.rows("SELECT play_id FROM plays") == []
    table.screen.lost = False
    await table.open()


async def test_a_press_of_another_server_is_told_nothing(table: Table) -> None:
    await table.begin()
    assert await table.plays.press(Chose(table.caller(CHIDI, guild=GuildId(5)), 1, 0)) is None
    assert table.state.asked is not None
    assert CHIDI not in table.state.asked.presses


async def test_a_play_goes_on_elsewhere_once_its_process_is_silent(
    table: Table, database: Database, clock: Clock
) -> None:
    other = Table(database, clock, "there")
    await other.begin()
    await other.choose(ANA, 0)
    table.id = other.id
    await table.plays.look_after()
    assert table.plays.underway == 0
    with pytest.raises(UserError, match="goes on in a moment"):
        await table.press(Chose, BEN, 1, 0)
    clock.now += timedelta(seconds=21)
    await table.plays.look_after()
    await table.settle()
    assert table.screen.shown[-1][1]["result"]["answers"][0]["person"] == ANA
    with pytest.raises(UserError, match="goes on in a moment"):
        await other.press(Skipped, ANA)
    assert other.plays.underway == 0
    assert other.screen.marks == ["round 1"]
    await other.plays.close()


async def test_ten_thousand_events_after_the_end_leave_nothing(table: Table) -> None:
    await table.begin(rounds=1)
    actor = table.plays._actors[table.id]
    await table.choose(ANA, 0)
    await table.elapse(21)
    for _ in range(10_000):
        actor.hand(TimeUp(table.clock.now))
    assert len(actor._waiting) == 0
    assert table.plays.underway == 0
