"""Processes that move plays on beside one another: whose a play is, by which clock, and what is let go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId
from bot.domain.rounds.effects import ReceiptKind
from bot.domain.rounds.events import Joined
from bot.store.database import Database, Statement
from tests.services.test_play_actor import ANA, BEN, CHIDI, Clock, Table

SECOND = timedelta(seconds=1)
Process = Callable[..., Table]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def process(database: Database, clock: Clock) -> AsyncIterator[Process]:
    """Return what starts a process; all are stopped in the end."""
    started: list[Table] = []

    def start(name: str = "here", off: timedelta = timedelta()) -> Table:
        started.append(Table(database, clock, name, off))
        return started[-1]

    yield start
    for table in started:
        await table.plays.close()


@pytest.mark.parametrize("seconds", [5, -5])
async def test_a_round_is_timed_by_discord_though_the_machine_s_clock_is_off(
    process: Process, clock: Clock, seconds: int
) -> None:
    table = process(off=seconds * SECOND)
    await table.begin()
    asked = table.state.asked
    assert asked is not None
    assert (asked.asked_at, asked.ends_at) == (clock.now, clock.now + 20 * SECOND)
    assert table.plays.time.now() == clock.now

    await table.choose(ANA, 0)
    clock.now += 19 * SECOND
    assert await table.choose(BEN, 0) is ReceiptKind.TAKEN
    await table.elapse(2)
    points = [one["points"] for one in table.screen.shown[-1][1]["result"]["answers"]]
    assert points == [1_000, 525]


@pytest.mark.parametrize("off", [0, 25])
async def test_a_play_stays_with_the_process_that_looks_after_it(process: Process, clock: Clock, off: int) -> None:
    here, there = process(), process("there", off * SECOND)
    await here.begin()
    await there.open(channel=ChannelId(1))
    await there.press(Joined, CHIDI)
    for _ in range(3):
        clock.now += 15 * SECOND
        await here.plays.look_after()
        await there.plays.look_after()
    assert (here.plays.underway, there.plays.underway) == (1, 1)
    assert await here.choose(ANA, 0) is ReceiptKind.TOO_LATE, "it is told by whose play it is"


async def test_who_presses_while_plays_are_let_go_is_told_to_press_again(process: Process) -> None:
    table = process()
    await table.begin()
    entered = asyncio.Event()

    async def stuck(*_: Any) -> bool:
        entered.set()
        return await asyncio.Future[bool]()

    table.keeper.keep = stuck  # type: ignore[method-assign]
    presses = [asyncio.create_task(table.choose(ANA, 0))]
    await entered.wait()
    presses += [asyncio.create_task(table.choose(person, 0)) for person in (BEN, CHIDI)]
    await asyncio.sleep(0)
    await table.plays.close()
    told = await asyncio.wait_for(asyncio.gather(*presses, return_exceptions=True), 5)
    assert [type(one) for one in told] == [UserError] * 3
    assert {str(one) for one in told} == {"That play goes on in a moment; please press again."}


async def test_a_play_that_is_over_and_shown_is_forgotten_by_whoever_finds_it(process: Process, clock: Clock) -> None:
    before, table = process("before"), process()
    await before.begin()
    await before.plays.close()
    await table.database.write(Statement("UPDATE plays SET due_at = NULL"))
    clock.now += SECOND
    await table.plays.look_after()
    await table.settle()
    assert table.plays.underway == 0
    assert table.screen.shown == []
    assert await table.rows("SELECT play_id FROM plays") == []
