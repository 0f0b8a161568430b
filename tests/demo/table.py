"""Three people at a table in the demo, who play trivia together; for tests and for whoever takes pictures of it."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Self

from playwright.async_api import Browser, Locator, expect

from bot.composition import House
from bot.demo.launcher import Demo
from bot.domain.links.judge import Judge
from bot.domain.links.values import duel_from
from bot.domain.posed import Posed, posed_from
from bot.domain.rounds.rules import Mode
from bot.domain.trivia.record import Record
from bot.ui.play_words import MODE_NAMES

from .visitor import Visitor

ROUNDS = 2
PATIENCE_MS = 40_000
"""How long a question may stand with what follows it, on a busy machine."""
_SECONDS, _LONG = 12, 30
"""How long a question stands to its end whoever has answered, and where nobody waits once all have."""


class Table:
    """Three people in a room: Ana and Chidi sit at one browser, Ben at another."""

    def __init__(self, house: House, ana: Visitor, ben: Visitor, chidi: Visitor) -> None:
        self.ana, self.ben, self.chidi = ana, ben, chidi
        self.everybody = (ana, ben, chidi)
        self._house = house
        self._rounds = 0

    @classmethod
    async def laid(cls, browsers: Sequence[Browser], demo: Demo, house: House, room: str) -> Self:
        """Return a table at which everybody has sat down."""
        left, right = browsers
        seats = ((left, "ana"), (right, "ben"), (left, "chidi"))
        return cls(house, *await asyncio.gather(*(Visitor.arrive(one, demo, who, room) for one, who in seats)))

    async def open(self, mode: Mode, *others: Visitor) -> None:
        """Open a play of Ana's, which others join, and see everybody in the lobby."""
        seconds = str(_SECONDS if mode is Mode.EVERYONE else _LONG)
        await self.ana.use("trivia start", mode=MODE_NAMES[mode], rounds=str(ROUNDS), seconds=seconds)
        for count, one in enumerate(others, 2):
            await one.sees("1 player:" if count == 2 else f"{count - 1} players:")
            await one.press("Join")
            await all_see(self.everybody, f"{count} players:")
        for name in ("Ana", "Ben", "Chidi")[: 1 + len(others)]:
            for one in self.everybody:
                await expect(cards(one, f"{MODE_NAMES[mode]}: Defenders Saga").last).to_contain_text(f"@{name}")
        if mode is not Mode.SOLO:
            await self.ana.press("Start")

    async def next_question(self, mode: Mode) -> Posed:
        """Return the next question, once everybody sees it and nobody what is right."""
        self._rounds += 1
        for one in self.everybody:
            await expect(cards(one, "Round")).to_have_count(self._rounds, timeout=PATIENCE_MS)
            await expect(cards(one, "Right:")).to_have_count(self._rounds - 1)
        posed = posed_from((await self._row(mode.value))["question"])
        for one in self.everybody:
            await expect(cards(one, "Round").last).to_contain_text(posed.text.splitlines()[0])
        return posed

    async def choose(self, places: Mapping[Visitor, int]) -> None:
        """Let some press answers, by their places, and see receipts that nobody else sees."""
        before = {one: await _receipts(one).count() for one in self.everybody}
        buttons = {one: cards(one, "Round").last.get_by_role("button").nth(place) for one, place in places.items()}
        await asyncio.gather(*(button.click() for button in buttons.values()))
        for one, seen in before.items():
            await expect(_receipts(one)).to_have_count(seen + (one in places))

    async def sees_answer(self, *lines: str) -> None:
        """Wait until everybody sees what was right, with these lines."""
        for one in self.everybody:
            await expect(cards(one, "Right:")).to_have_count(self._rounds, timeout=PATIENCE_MS)
            for line in lines:
                await expect(cards(one, "Right:").last).to_contain_text(line)

    async def sees_podium(self, *lines: str) -> None:
        """Wait until everybody sees the end of the play, with these lines."""
        for one in self.everybody:
            podium = one.messages.locator(".components-v2").last
            await expect(podium).to_contain_text("That was the last round.")
            for line in lines:
                await expect(podium).to_contain_text(line)

    async def name(self, who: Visitor, character: str) -> None:
        """Name somebody in a link duel, by the form."""
        await who.press("Name somebody")
        form = who.room.get_by_role("dialog")
        await form.locator("input").fill(character)
        await form.get_by_role("button", name="Submit").click()

    async def right_move(self) -> str:
        """Return the name of somebody whom the one whose turn it is may name."""
        duel = duel_from((await self._row("defenders-saga"))["body"])
        lookups, universe = self._house.lookups, duel.rules.universe
        judge = Judge(Record(lookups.shelf.catalogues[universe], lookups.shelf.networks[universe]))
        named = {step.character for step in duel.chain}
        characters = lookups.shelf.catalogues[universe].characters
        return next(
            characters[one].name
            for one in (*judge.well_known(), *characters)
            if one not in named and judge.links(duel.last, one) and " " in characters[one].name
        )

    async def daily_answers(self) -> Sequence[int]:
        """Return the places of the right answers to the daily five, once somebody has asked for them."""
        ((five,),) = await self._house.database.fetch_all("SELECT body FROM dailies")
        return [one["answer"] for one in json.loads(five)]

    async def _row(self, word: str) -> dict[str, Any]:
        """Return what is kept of the play in whose rules a word stands."""
        rows = await self._house.database.fetch_all("SELECT body, question FROM plays")
        bodies = [(json.loads(body), json.loads(question or "null")) for body, question in rows]
        kept = (each for each in bodies if word in each[0].get("rules", each[0]).values())
        body, question = next(kept)
        return {"body": body, "question": question}


def cards(visitor: Visitor, text: str) -> Locator:
    """Return the messages of the bot in which a text begins a word."""
    return visitor.messages.locator(".components-v2").filter(has_text=re.compile(rf"(^|[^a-z]){text}"))


def _receipts(visitor: Visitor) -> Locator:
    return visitor.messages.get_by_text("Your answer is")


async def all_see(everybody: Sequence[Visitor], text: str) -> None:
    """Wait until everybody sees that this was said."""
    for one in everybody:
        await one.sees(text)
