"""Trivia as visitors of the demo see it: every mode to its podium, a link duel, the daily five, and a restart."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

import pytest
from playwright.async_api import Browser, Locator, expect

from bot.composition import House
from bot.domain.links.judge import Judge
from bot.domain.links.values import duel_from
from bot.domain.posed import Posed, posed_from
from bot.domain.rounds.rules import Mode
from bot.domain.trivia.record import Record
from bot.ui.play_words import MODE_NAMES

from .conftest import Running, Start
from .visitor import Visitor, open_chromium

pytestmark = pytest.mark.asyncio(loop_scope="module")

_ROUNDS = 2
_SECONDS = {Mode.EVERYONE: 12}
"""How long a question stands, where it stands to its end whoever has answered."""
_LONG = 30  # seconds; where all have answered, nobody waits for the end
_PATIENCE_MS = 40_000


class Table:
    """Three people in a room: Ana and Chidi sit at one browser, Ben at another."""

    def __init__(self, house: House, ana: Visitor, ben: Visitor, chidi: Visitor) -> None:
        self.ana, self.ben, self.chidi = ana, ben, chidi
        self.everybody = (ana, ben, chidi)
        self._house = house
        self._rounds = 0

    @classmethod
    async def laid(cls, browsers: Sequence[Browser], running: Running, room: str) -> Self:
        """Return a table at which everybody has sat down."""
        left, right = browsers
        seats = ((left, "ana"), (right, "ben"), (left, "chidi"))
        return cls(running.house, *[await Visitor.arrive(one, running.demo, who, room) for one, who in seats])

    async def open(self, mode: Mode, *others: Visitor) -> None:
        """Open a play of Ana's, which others join, and see everybody in the lobby."""
        seconds = str(_SECONDS.get(mode, _LONG))
        await self.ana.use("trivia start", mode=MODE_NAMES[mode], rounds=str(_ROUNDS), seconds=seconds)
        for count, one in enumerate(others, 2):
            await one.sees("1 player:" if count == 2 else f"{count - 1} players:")
            await one.press("Join")
            await _all_see(self.everybody, f"{count} players:")
        for name in ("Ana", "Ben", "Chidi")[: 1 + len(others)]:
            for one in self.everybody:
                await expect(_cards(one, f"{MODE_NAMES[mode]}: Defenders Saga").last).to_contain_text(f"@{name}")
        if mode is not Mode.SOLO:
            await self.ana.press("Start")

    async def next_question(self, mode: Mode) -> Posed:
        """Return the next question, once everybody sees it and nobody what is right."""
        self._rounds += 1
        for one in self.everybody:
            await expect(_cards(one, "Round")).to_have_count(self._rounds, timeout=_PATIENCE_MS)
            await expect(_cards(one, "Right:")).to_have_count(self._rounds - 1)
        posed = posed_from((await self.row(mode.value))["question"])
        for one in self.everybody:
            await expect(_cards(one, "Round").last).to_contain_text(posed.text)
        return posed

    async def choose(self, places: Mapping[Visitor, int]) -> None:
        """Let some press answers, by their places, and see receipts that nobody else sees."""
        before = {one: await _receipts(one).count() for one in self.everybody}
        buttons = {one: _cards(one, "Round").last.get_by_role("button").nth(place) for one, place in places.items()}
        await asyncio.gather(*(button.click() for button in buttons.values()))
        for one, seen in before.items():
            await expect(_receipts(one)).to_have_count(seen + (one in places))

    async def sees_answer(self, *lines: str) -> None:
        """Wait until everybody sees what was right, with these lines."""
        for one in self.everybody:
            await expect(_cards(one, "Right:")).to_have_count(self._rounds, timeout=_PATIENCE_MS)
            for line in lines:
                await expect(_cards(one, "Right:").last).to_contain_text(line)

    async def sees_podium(self, mode: Mode, *lines: str) -> None:
        """Wait until everybody sees the end of the play, with these lines."""
        for one in self.everybody:
            podium = one.messages.locator(".components-v2").last
            await expect(podium).to_contain_text("/trivia board shows who leads here")
            for line in lines:
                await expect(podium).to_contain_text(line)
        assert await self._found(mode.value) is None, "nothing is left of a play that is over"

    async def row(self, word: str) -> dict[str, Any]:
        """Return what is kept of the play in whose rules a word stands."""
        found = await self._found(word)
        assert found is not None
        return found

    async def right_move(self) -> str:
        """Return the name of somebody whom the one whose turn it is may name."""
        duel = duel_from((await self.row("defenders-saga"))["body"])
        lookups, universe = self._house.lookups, duel.rules.universe
        judge = Judge(Record(lookups.shelf.catalogues[universe], lookups.shelf.networks[universe]))
        named = {step.character for step in duel.chain}
        characters = lookups.shelf.catalogues[universe].characters
        return next(
            characters[one].name
            for one in characters
            if one not in named and judge.links(duel.last, one) and " " in characters[one].name
        )

    async def _found(self, word: str) -> dict[str, Any] | None:
        rows = await self._house.database.fetch_all("SELECT body, question FROM plays")
        bodies = [(json.loads(body), question) for body, question in rows]
        kept = [(body, question) for body, question in bodies if word in body["rules"].values()]
        return {"body": kept[0][0], "question": json.loads(kept[0][1] or "null")} if kept else None


def _cards(visitor: Visitor, text: str) -> Locator:
    return visitor.messages.locator(".components-v2").filter(has_text=re.compile(rf"(^|[^a-z]){text}"))


def _receipts(visitor: Visitor) -> Locator:
    return visitor.messages.get_by_text("Your answer is")


async def _all_see(everybody: Sequence[Visitor], text: str) -> None:
    for one in everybody:
        await one.sees(text)


@asynccontextmanager
async def _two_browsers(first: Browser) -> AsyncIterator[tuple[Browser, Browser]]:
    async with open_chromium() as second:
        yield first, second


async def _everyone(table: Table) -> None:
    """Ana is right twice, Ben changes to what is right in time, Chidi is wrong."""
    await table.open(Mode.EVERYONE, table.ben, table.chidi)
    for _ in range(_ROUNDS):
        posed = await table.next_question(Mode.EVERYONE)
        await table.choose({table.ana: posed.answer, table.ben: _wrong(posed), table.chidi: _wrong(posed)})
        await table.choose({table.ben: posed.answer})
        await table.ben.sees("That was your change.")
        await table.sees_answer(f"✓ {posed.right} · 2", f"✗ {posed.choices[_wrong(posed)]} · 1", "@Ana +", "@Ben +")
    await table.sees_podium(Mode.EVERYONE, "@Ana wins", "1. @Ana", "2. @Ben", "3. @Chidi · 0 points", "last round")


async def _race(table: Table) -> None:
    """Ben is wrong and may not change; Ana's right answer ends each round at once."""
    await table.open(Mode.RACE, table.ben, table.chidi)
    for _ in range(_ROUNDS):
        posed = await table.next_question(Mode.RACE)
        await table.choose({table.ben: _wrong(posed)})
        await table.choose({table.ana: posed.answer})
        await table.sees_answer(f"✓ {posed.right} · 1", f"✗ {posed.choices[_wrong(posed)]} · 1", "@Ana +")
    await table.sees_podium(Mode.RACE, "@Ana wins", "1. @Ana", "2 right")


async def _survival(table: Table) -> None:
    """Ben's wrong answers cost him lives."""
    await table.open(Mode.SURVIVAL, table.ben, table.chidi)
    for number in range(_ROUNDS):
        posed = await table.next_question(Mode.SURVIVAL)
        await table.choose({table.ana: posed.answer, table.ben: _wrong(posed), table.chidi: posed.answer})
        lives = () if number else ("@Ana 3 lives", "@Ben 2 lives")
        await table.sees_answer(f"✓ {posed.right} · 2", *lives)
    await table.sees_podium(Mode.SURVIVAL, "share the first place", "@Ben · 0 right · 1 life left")


async def _duel(table: Table) -> None:
    """Chidi finds no seat, and looks on."""
    await table.open(Mode.DUEL, table.ben)
    for number in range(_ROUNDS):
        posed = await table.next_question(Mode.DUEL)
        if not number:
            await _cards(table.chidi, "Round").last.get_by_role("button").nth(posed.answer).click()
            await table.chidi.sees("You are not in this play.")
        await table.choose({table.ana: posed.answer, table.ben: _wrong(posed)})
        await table.sees_answer(f"✓ {posed.right} · 1", f"✗ {posed.choices[_wrong(posed)]} · 1")
    await table.sees_podium(Mode.DUEL, "@Ana wins", "2. @Ben")


async def _solo(table: Table) -> None:
    """Ana plays before the eyes of the others."""
    await table.open(Mode.SOLO)
    for number in range(_ROUNDS):
        posed = await table.next_question(Mode.SOLO)
        await table.choose({table.ana: _wrong(posed) if number else posed.answer})
        await table.sees_answer(f"Right: {posed.right}")
    await table.sees_podium(Mode.SOLO, "1 right answer")


def _wrong(posed: Posed) -> int:
    return (posed.answer + 1) % len(posed.choices)


async def test_three_people_in_two_browsers_play_every_mode_to_its_podium(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        rooms = ("trivia", "casting", "crossovers")
        first, second, third = [await Table.laid(browsers, running, room) for room in rooms]

        async def one_after_the_other(*plays: Any) -> None:
            for play in plays:
                await play

        await asyncio.gather(
            one_after_the_other(_everyone(first)),
            one_after_the_other(_race(second), _survival(second)),
            one_after_the_other(_duel(third), _solo(third)),
        )
        await first.ana.use("trivia board")
        await _all_see(first.everybody, "Trivia: most points")


async def test_a_link_duel_is_played_in_two_browsers_to_its_end(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, running, "trivia")
        await table.ana.use("trivia duel", seconds="120")
        await _all_see(table.everybody, "@Ana invites anybody.")
        await table.ben.press("Accept")
        await _all_see(table.everybody, "Turn 1: @Ben")
        await table.chidi.press("Name somebody")
        await table.chidi.sees("You are not in this duel.")
        await table.ben.press("Name somebody")
        form = table.ben.room.get_by_role("dialog")
        await form.locator("input").fill(await table.right_move())
        await form.get_by_role("button", name="Submit").click()
        await _all_see(table.everybody, "Turn 2: @Ana")
        named = await table.right_move()
        await table.ana.use("trivia link", character=named)
        await table.ana.sees(f"{named} it is")
        await _all_see(table.everybody, "Turn 3: @Ben")
        await expect(table.ben.messages).not_to_contain_text(f"{named} it is")
        await table.ben.press("Resign")
        await table.ben.sees("Resign, so that the other one wins?")
        await table.ben.press("Resign")
        await _all_see(table.everybody, "@Ana wins")
        for one in table.everybody:
            await expect(_cards(one, "@Ana wins").last).to_contain_text("2 links")


async def test_the_daily_five_are_for_oneself_until_they_are_shared(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, running, "trivia")
        await table.ana.use("trivia daily")
        five = _cards(table.ana, "Daily of Defenders Saga").last
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
            await expect(_cards(one, "@Ana played the Daily of Defenders Saga").last).to_contain_text("of 5")
            await expect(one.messages).not_to_contain_text("Question 5")


async def test_a_play_goes_on_after_the_end_of_the_process(browser: Browser, start: Start) -> None:
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, running, "trivia")
        await table.open(Mode.DUEL, table.ben)
        posed = await table.next_question(Mode.DUEL)
        await table.choose({table.ana: posed.answer})
    async with start() as running, _two_browsers(browser) as browsers:
        table = await Table.laid(browsers, running, "trivia")
        for one in table.everybody:
            await expect(_cards(one, "Right:").last).to_contain_text(f"✓ {posed.right} · 1", timeout=_PATIENCE_MS)
            await expect(_cards(one, "Round 2 of 2")).to_have_count(1, timeout=_PATIENCE_MS)
        await table.ana.press("Stop")
        for one in table.everybody:
            await expect(_cards(one, "@Ana wins").last).to_contain_text("The play was stopped.")
