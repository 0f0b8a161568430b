"""Plays whose process died before it was kept that people had seen them: they are shown again where they are."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.identities import InteractionId, MessageId
from bot.domain.plays import PlayId, PlayKind
from bot.domain.posed import OWN
from bot.domain.rounds.engine import open_play
from bot.domain.rounds.events import Caller, Chose, Started
from bot.domain.rounds.play import Phase
from bot.domain.rounds.rules import Mode, Rules
from bot.services.question_picking import Subject, subject_values
from bot.store.database import Database, Statement
from tests.services.test_play_actor import ANA, BEN, CHANNEL, GUILD, Clock, Table


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def before(database: Database, clock: Clock) -> AsyncIterator[Table]:
    """A process that dies."""
    table = Table(database, clock, "before")
    yield table
    await table.plays.close()


@pytest.fixture
async def table(database: Database, clock: Clock) -> AsyncIterator[Table]:
    """The one that goes on."""
    table = Table(database, clock, "after")
    yield table
    await table.plays.close()


async def opened(table: Table, mode: Mode = Mode.EVERYONE) -> None:
    """Keep a new play whose lobby is shown nowhere."""
    table.id = PlayId(table.clock.number())
    caller = Caller(table.id, GUILD, CHANNEL, ANA, InteractionId(table.clock.number()))
    state, _ = open_play(caller, Rules(mode, 3, 20))
    await table.plays.open(PlayKind.TRIVIA, state, subject_values(Subject(OWN, "ours")))


async def goes_on(table: Table, before: Table, seconds: float = 1) -> None:
    await before.plays.close()
    table.id = before.id
    table.clock.now += timedelta(seconds=seconds)
    await table.plays.look_after()
    await table.settle()


async def test_a_lobby_that_stands_nowhere_is_shown(table: Table, before: Table) -> None:
    await opened(before)
    await goes_on(table, before)

    ((_, values),) = table.screen.shown
    assert set(values["lobby"]) == {ANA}
    assert table.state.phase is Phase.LOBBY
    await table.press(Started, ANA)
    await table.settle()
    assert table.screen.marks[1:] == ["round 1"]


async def test_a_lobby_that_people_see_is_not_shown_again(table: Table, before: Table) -> None:
    await before.open()
    await goes_on(table, before)

    assert table.screen.shown == []


async def test_what_somebody_plays_alone_begins(table: Table, before: Table) -> None:
    await opened(before, Mode.SOLO)
    await goes_on(table, before)

    assert table.screen.marks == ["round 1"]


async def test_a_question_answered_before_its_place_was_kept_is_found_again(
    table: Table, before: Table, database: Database
) -> None:
    """Else its answer would take the place of whatever the play showed before."""
    await before.begin()
    await before.choose(ANA, 0)
    await database.write(
        Statement("UPDATE plays SET body = replace(body, '\"is_shown\": true', '\"is_shown\": false')")
    )
    await goes_on(table, before)

    assert table.screen.marks == ["round 1"]
    assert table.state.asked is not None
    assert table.state.asked.is_shown
    assert table.plays.held(table.id)[0].message == MessageId(table.clock.number() - 1)  # type: ignore[index]
    await table.press(Chose, BEN, 1, 0)
    await table.elapse(21)
    assert [one["person"] for one in table.screen.shown[-1][1]["result"]["answers"]] == [ANA, BEN]
