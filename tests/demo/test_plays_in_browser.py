"""Trivia as visitors of the demo see it: every mode to its podium, a link duel, the daily five, and a restart."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, expect

from bot.domain.posed import Posed
from bot.domain.rounds.rules import Mode
from bot.ui.play_words import MODE_NAMES

from .conftest import Start
from .table import PATIENCE_MS, ROUNDS, Table, all_see, cards
from .visitor import Visitor, open_chromium

pytestmark = pytest.mark.asyncio(loop_scope="module")


@asynccontextmanager
async def _two_browsers(first: Browser) -> AsyncIterator[tuple[Browser, Browser]]:
    async with open_chromium() as second:
        yield first, second


async def _everyone(table: Table) -> None:
    """Ana is right twice, Ben changes to what is right in time, Chidi is wrong."""
    await table.open(Mode.EVERYONE, table.ben, table.chidi)
    for _ in range(ROUNDS):
        posed = await table.next_question(Mode.EVERYONE)
        await table.choose({table.ana: posed.answer, table.ben: _wrong(posed), table.chidi: _wrong(posed)})
        await table.choose({table.ben: posed.answer})
        await table.ben.sees("That was your change.")
        await table.sees_answer(
            f"✓ {posed.right} · chosen by 2", f"✗ {posed.choices[_wrong(posed)]} · chosen by 1", "@Ana +", "@Ben +"
        )
    await table.sees_podium("@Ana wins", "1. @Ana", "2. @Ben", "3. @Chidi · 0 points", "last round")


async def _race(table: Table) -> None:
    """Ben is wrong and may not change; Ana's right answer ends each round at once."""
    await table.open(Mode.RACE, table.ben, table.chidi)
    for _ in range(ROUNDS):
        posed = await table.next_question(Mode.RACE)
        await table.choose({table.ben: _wrong(posed)})
        await table.choose({table.ana: posed.answer})
        await table.sees_answer(
            f"✓ {posed.right} · chosen by 1", f"✗ {posed.choices[_wrong(posed)]} · chosen by 1", "@Ana +"
        )
    await table.sees_podium("@Ana wins", "1. @Ana", "2 right")


async def _survival(table: Table) -> None:
    """Ben's wrong answers cost him lives."""
    await table.open(Mode.SURVIVAL, table.ben, table.chidi)
    for number in range(ROUNDS):
        posed = await table.next_question(Mode.SURVIVAL)
        await table.choose({table.ana: posed.answer, table.ben: _wrong(posed), table.chidi: posed.answer})
        lives = () if number else ("@Ana 3 lives", "@Ben 2 lives")
        await table.sees_answer(f"✓ {posed.right} · chosen by 2", *lives)
    await table.sees_podium("share the first place", "@Ben · 0 right · 1 life left")


async def _duel(table: Table) -> None:
    """Chidi finds no seat, and looks on."""
    await table.open(Mode.DUEL, table.ben)
    for number in range(ROUNDS):
        posed = await table.next_question(Mode.DUEL)
        if not number:
            await cards(table.chidi, "Round").last.get_by_role("button").nth(posed.answer).click()
            await table.chidi.sees("You are not in this play.")
        await table.choose({table.ana: posed.answer, table.ben: _wrong(posed)})
        await table.sees_answer(f"✓ {posed.right} · chosen by 1", f"✗ {posed.choices[_wrong(posed)]} · chosen by 1")
    await table.sees_podium("@Ana wins", "2. @Ben")


async def _solo(table: Table) -> None:
    """Ana plays before the eyes of the others."""
    await table.open(Mode.SOLO)
    for number in range(ROUNDS):
        posed = await table.next_question(Mode.SOLO)
        await table.choose({table.ana: _wrong(posed) if number else posed.answer})
        await table.sees_answer(f"Right: {posed.right}")
    await table.sees_podium("1 right answer")


async def _in_turn(table: Table, *plays: Callable[[Table], Awaitable[None]]) -> None:
    for play in plays:
        await play(table)


def _wrong(posed: Posed) -> int:
    return (posed.answer + 1) % len(posed.choices)


async def test_three_people_in_two_browsers_play_every_mode_to_its_podium(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        rooms = ("trivia", "casting", "crossovers")
        first, second, third = await asyncio.gather(*(Table.laid(browsers, *running, room) for room in rooms))
        await asyncio.gather(
            _in_turn(first, _everyone),
            _in_turn(second, _race, _survival),
            _in_turn(third, _duel, _solo),
        )
        await first.ana.use("trivia board")
        await all_see(first.everybody, "Trivia: most points")


async def test_a_link_duel_is_played_in_two_browsers_to_its_end(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, *running, "trivia")
        await table.ana.use("trivia duel", seconds="120")
        await all_see(table.everybody, "@Ana invites anybody.")
        await table.ben.press("Accept")
        await all_see(table.everybody, "Turn 1: @Ben")
        await table.chidi.press("Name somebody")
        await table.chidi.sees("You are not in this duel.")
        await table.name(table.ben, await table.right_move())
        await all_see(table.everybody, "Turn 2: @Ana")
        named = await table.right_move()
        await table.ana.use("trivia link", character=named)
        await table.ana.sees(f"{named} it is")
        await all_see(table.everybody, "Turn 3: @Ben")
        await expect(table.ben.messages).not_to_contain_text(f"{named} it is")
        await table.ben.press("Resign")
        await table.ben.sees("Resign, so that the other one wins?")
        await table.ben.press("Resign")
        await all_see(table.everybody, "@Ana wins")
        for one in table.everybody:
            await expect(cards(one, "@Ana wins").last).to_contain_text("2 links")


async def test_the_daily_five_are_for_oneself_until_they_are_shared(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, *running, "trivia")
        await table.ana.use("trivia daily")
        five = cards(table.ana, "Daily of Defenders Saga").last
        for number in range(1, 6):
            await expect(five).to_contain_text(f"Question {number} of 5")
            await five.get_by_role("button").first.click()
            await expect(five).to_contain_text(re.compile("✓ Right: |✗ Wrong: "))
            if number < 5:
                await five.get_by_role("button", name="Next question").click()
        await expect(five).to_contain_text("Your streak: 1 day in a row")
        await expect(table.ben.messages).not_to_contain_text("Daily of")
        await five.get_by_role("button", name="Share").click()
        for one in (table.ben, table.chidi):
            await expect(cards(one, "@Ana played the Daily of Defenders Saga").last).to_contain_text("of 5")
            await expect(one.messages).not_to_contain_text("Question 5")


async def test_a_play_and_a_lobby_are_there_again_after_the_end_of_the_process(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, *running, "trivia")
        dana = await Visitor.arrive(browser, running.demo, "dana", "casting")
        await dana.use("trivia start", mode=MODE_NAMES[Mode.RACE])
        await dana.sees("1 player:")
        await table.open(Mode.EVERYONE, table.ben)
        posed = await table.next_question(Mode.EVERYONE)
        await table.choose({table.ana: posed.answer})
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, *running, "trivia")
        ben = await Visitor.arrive(browser, running.demo, "ben", "casting")
        await ben.press("Join")
        await ben.sees("2 players:")
        for one in table.everybody:
            answer = cards(one, "Right:").last
            await expect(answer).to_contain_text(f"✓ {posed.right} · chosen by 1", timeout=PATIENCE_MS)
        await table.ana.press("Stop")
        for one in table.everybody:
            await expect(cards(one, "@Ana wins").last).to_contain_text("The play was stopped.")
