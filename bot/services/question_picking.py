"""Picking the next question of a play: what it is about, as hard as it should be, and nothing twice in a server."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.posed import OWN, Posed, posed_of
from bot.domain.rounds.rules import Level
from bot.domain.trivia.chance import Chance
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import Question, TriviaKind
from bot.domain.trivia.record import Scope
from bot.services.question_makers import QuestionMakers

_CANDIDATES = 12  # drawn at once, so that one of them is as hard as is wanted
_BATCHES = 4
_EASY, _HARD = 0.27, 0.35  # a third of the questions is below, and a third above (500 drawn of the shipped universe)


class AskedQuestions(Protocol):
    """Where it is kept what was asked."""

    async def asked(self, guild: GuildId, pool: str) -> frozenset[str]:
        """Return the questions of a pool that a server was asked."""
        ...

    async def reserve(self, guild: GuildId, pool: str, question: str, now: datetime) -> bool:
        """Note that a server is asked a question; return False where it was already."""
        ...

    async def forget_asked(self, guild: GuildId, pool: str) -> None:
        """Let a server be asked all questions of a pool again."""
        ...

    async def rates(self, questions: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return answers and right answers of questions of the facts that were ever answered."""
        ...


class OwnPool(Protocol):
    """Where a server's own questions are drawn from."""

    async def draw(self, guild: GuildId, chance: Chance, list_name: str | None, asked: Collection[str]) -> Posed | None:
        """Return one that was not asked, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What the questions of a play are about: facts (of a universe, a title, a character) or a server's own.

    `label` is how people call it.
    """

    pool: str
    label: str
    title: TitleId | None = None
    character: CharacterId | None = None
    list: str | None = None

    @property
    def is_part(self) -> bool:
        """Tell whether it is only a part of its pool."""
        return bool(self.title or self.character or self.list)


class QuestionPicker:
    """Picks questions. What is drawn is no secret to anybody before it is shown, as nobody knows the chance."""

    def __init__(
        self,
        makers: QuestionMakers,
        own: OwnPool,
        asked: AskedQuestions,
        chance: Chance,
        clock: Callable[[], datetime],
    ) -> None:
        self._makers = makers
        self._own = own
        self._asked = asked
        self._chance = chance
        self._clock = clock

    async def pick(self, guild: GuildId, subject: Subject, level: Level, in_play: Collection[str]) -> Posed | None:
        """Return a question that the server was not asked, and note it; None where there is none to ask.

        Where a whole pool is used up it begins anew; where a part of one is, whatever the play itself has not had.
        """
        while True:
            asked = await self._asked.asked(guild, subject.pool)
            posed = await self._draw(guild, subject, level, asked)
            if posed is None:
                break
            if await self._asked.reserve(guild, subject.pool, posed.id, self._clock()):
                return posed
        posed = await self._draw(guild, subject, level, in_play)
        if posed is None:  # used up by this very play, or there is nothing there: the facts may come back
            return None
        if not subject.is_part:
            await self._asked.forget_asked(guild, subject.pool)
        await self._asked.reserve(guild, subject.pool, posed.id, self._clock())
        return posed

    async def _draw(self, guild: GuildId, subject: Subject, level: Level, asked: Collection[str]) -> Posed | None:
        if subject.pool == OWN:
            return await self._own.draw(guild, self._chance, subject.list, asked)
        try:
            maker = self._makers.maker(UniverseId(subject.pool))
            scope = _scope(maker, subject)
        except (UserError, KeyError):  # the facts have changed since the play was opened
            return None
        nearest: Posed | None = None
        hunt = _Hunt(maker, scope, set(asked), sorted(TriviaKind))
        for _ in range(_BATCHES):
            drawn = await asyncio.to_thread(hunt.find, self._chance, 1 if level is Level.ANY else _CANDIDATES)
            rates = {} if level is Level.ANY else await self._asked.rates([one.id for one in drawn])
            for posed in (posed_of(subject.pool, one, *rates.get(one.id, (0, 0))) for one in drawn):
                if _fits(level, posed.difficulty):
                    return posed
                if nearest is None or _off(level, posed.difficulty) < _off(level, nearest.difficulty):
                    nearest = posed
        return nearest


@dataclass(frozen=True, slots=True)
class _Hunt:
    """Draws questions until nothing new is found; `known` are those not wanted (again), `kinds` what may have more."""

    maker: QuestionMaker
    scope: Scope | None
    known: set[str]
    kinds: list[TriviaKind]

    def find(self, chance: Chance, most: int) -> list[Question]:
        """Return new questions, at most so many. A kind that is used up is not tried again, which would take long."""
        found: list[Question] = []
        while self.kinds and len(found) < most:
            kind = chance.choice(self.kinds)
            one = self.maker.question(chance, kind, self.scope, lambda one: one.id not in self.known)
            if one is None:
                self.kinds.remove(kind)
            else:
                self.known.add(one.id)
                found.append(one)
        return found


def _scope(maker: QuestionMaker, subject: Subject) -> Scope | None:
    if subject.title:
        return maker.about_title(subject.title)
    return maker.about_character(subject.character) if subject.character else None


def _fits(level: Level, difficulty: float) -> bool:
    return not _off(level, difficulty)


def _off(level: Level, difficulty: float) -> float:
    """Return how far a question is from being as hard as is wanted."""
    match level:
        case Level.EASY:
            return max(0.0, difficulty - _EASY)
        case Level.MEDIUM:
            return max(0.0, _EASY - difficulty, difficulty - _HARD)
        case Level.HARD:
            return max(0.0, _HARD - difficulty)
        case Level.ANY:
            return 0.0


def subject_values(subject: Subject) -> dict[str, Any]:
    """Return what a play is about as plain values of JSON; `subject_from` gives an equal one."""
    return asdict(subject)


def subject_from(values: Mapping[str, Any]) -> Subject:
    """Return the subject that values of `subject_values` stand for; there may be others among them."""
    return Subject(**{field.name: values[field.name] for field in fields(Subject)})
