"""The daily five: made once for all on a day, answered in turn by everybody for themselves until midnight, UTC."""

import asyncio
import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.dailies import Five, Given, Progress, day_of, questions_of_day, rising, seed_of
from bot.domain.errors import UserError
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.domain.plays import moment_of
from bot.domain.signing import Signer
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import Question
from bot.services.lookups import Lookups

_NO_QUESTIONS = "The facts of {} prove too little for a question; pick another universe for /trivia daily."
_NO_SUCH = "There is no such question among the five of the day; /trivia daily shows where you are."


class Makers(Protocol):
    """Where the makers of questions are had from."""

    def maker(self, universe: UniverseId) -> QuestionMaker:
        """Return the maker of a universe; raises UserError where it is not loaded."""
        ...


class DailyStore(Protocol):
    """Where dailies and answers to them are kept."""

    async def find(self, day: date, universe: UniverseId) -> Five | None:
        """Return the five of a day, or None where nobody has asked for them."""
        ...

    async def keep(self, five: Five) -> Five:
        """Keep the five of a day unless there are some already, and return those that are kept."""
        ...

    async def before(self, day: date, universe: UniverseId) -> tuple[Five, ...]:
        """Return the fives of the 30 days before a day."""
        ...

    async def progress(self, person: UserId, five: Five) -> Progress:
        """Return how far somebody is with the five of a day."""
        ...

    async def record(self, person: UserId, five: Five, given: Given, answered_at: datetime) -> Progress:
        """Record an answer if it is to the question that the person is at, and return how far they are."""
        ...


class Rates(Protocol):
    """Where it is kept how hard questions turned out to be."""

    async def rates(self, questions: Collection[str]) -> Mapping[str, tuple[int, int]]:
        """Return answers and right answers of those questions that were ever answered."""
        ...


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice that was pressed: of which day and universe, at which question (from 1), at which place (from 0)."""

    day: date
    universe: UniverseId
    number: int
    choice: int


class Daily:
    """Leads people through the five of a day. What counts as now is when Discord numbered what somebody did."""

    def __init__(self, lookups: Lookups, makers: Makers, store: DailyStore, rates: Rates, signer: Signer) -> None:
        """Know the universes by `lookups`, make questions by `makers`; chance begins with a secret of the `signer`."""
        self._lookups = lookups
        self._makers = makers
        self._store = store
        self._rates = rates
        self._signer = signer
        self._making = asyncio.Lock()

    async def today(self, person: UserId, universe: UniverseId | None, at: InteractionId) -> Progress:
        """Return how far somebody is with the five of the day, of the best sourced universe where none is named.

        Raises UserError where the universe is not loaded, or its facts prove not one question.
        """
        five = await self._five(day_of(moment_of(at)), self._lookups.universe(universe))
        return await self._store.progress(person, five)

    async def of_day(self, person: UserId, day: date, universe: UniverseId, at: InteractionId) -> Progress | None:
        """Return how far somebody is with the five of a day; None where it is over and they have not answered all."""
        five = await self._store.find(day, self._lookups.universe(universe))
        if five is None:
            return None
        progress = await self._store.progress(person, five)
        return progress if progress.is_done or day == day_of(moment_of(at)) else None

    async def answer(self, person: UserId, pick: Pick, at: InteractionId) -> Progress | None:
        """Take an answer to the question that somebody is at, and return how far they are; what is returned is certain.

        Nothing is taken where it is not that question's turn, or it was answered by another press. None: the day of
        the question is not the one on which it was pressed. Raises UserError where there is no such question or choice.
        """
        universe = self._lookups.universe(pick.universe)
        moment = moment_of(at)
        if pick.day != day_of(moment):
            return None
        five = await self._store.find(pick.day, universe)
        if five is None or not five.has(pick.number, pick.choice):
            raise UserError(_NO_SUCH)
        is_right = five.questions[pick.number - 1].answer == pick.choice
        return await self._store.record(person, five, Given(pick.number, pick.choice, is_right, at), moment)

    async def _five(self, day: date, universe: UniverseId) -> Five:
        """Return the five of a day, made and kept where nobody has asked for them before."""
        found = await self._store.find(day, universe)
        if found:
            return found
        async with self._making:  # of many who come first, the others wait for what one makes
            return await self._store.find(day, universe) or await self._make(day, universe)

    async def _make(self, day: date, universe: UniverseId) -> Five:
        before = await self._store.before(day, universe)
        made = await asyncio.to_thread(self._made, day, universe, before)
        if not made:
            raise UserError(_NO_QUESTIONS.format(self._lookups.shelf.catalogues[universe].universe.name))
        rates = await self._rates.rates([one.id for one in made])
        return await self._store.keep(Five(day, universe, rising(universe, made, rates)))

    def _made(self, day: date, universe: UniverseId, before: Iterable[Five]) -> tuple[Question, ...]:
        chance = random.Random(seed_of(self._signer, day, universe))  # noqa: S311  (its seed is the secret)
        return questions_of_day(self._makers.maker(universe), chance, day, before)
