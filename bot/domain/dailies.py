"""The daily five: the questions of a day that are the same for everybody, how somebody did, and their streak."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.identities import InteractionId
from bot.domain.pack import UniverseId
from bot.domain.posed import Posed, posed_of
from bot.domain.signing import Signer
from bot.domain.trivia.chance import Chance, shuffled
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import Question, TriviaKind

MOST = 5
"""Questions of a day, where the facts prove as many."""
FRESH_DAYS = 30
"""Days before in whose five no question of a day may have been, where there are enough others."""

_FEWER_DAYS = (FRESH_DAYS, 14, 7, 3, 1, 0)  # tried one after another until there are five
_ONE_DAY = timedelta(days=1)
_MARKS = {True: "✓", False: "✗"}
_MARK_WORDS = {True: "right", False: "wrong"}


@dataclass(frozen=True, slots=True)
class Five:
    """The questions of a day (UTC) in a universe, the easiest first: five, or as many as the facts prove."""

    day: date
    universe: UniverseId
    questions: tuple[Posed, ...]

    @property
    def ends_at(self) -> datetime:
        """Return the moment from which on nothing is taken any more, at which the next ones come: midnight, UTC."""
        return datetime.combine(self.day + _ONE_DAY, time(), UTC)

    def has(self, number: int, choice: int) -> bool:
        """Tell whether there is a question of that number (from 1) with a choice at that place (from 0)."""
        return 1 <= number <= len(self.questions) and 0 <= choice < len(self.questions[number - 1].choices)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered: the number of the question, the place of the choice, and which interaction it was."""

    number: int
    choice: int
    is_right: bool
    interaction: InteractionId


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row on which somebody answered all: up to today or yesterday, and ever."""

    current: int
    best: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with the five of a day: `given` by number, and the `days` on which they answered all."""

    five: Five
    given: tuple[Given, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def is_done(self) -> bool:
        """Tell whether all is answered."""
        return len(self.given) >= len(self.five.questions)

    @property
    def next_number(self) -> int:
        """Return the number of the question to answer next, one more than there are when all is answered."""
        return len(self.given) + 1

    @property
    def rights(self) -> tuple[bool, ...]:
        """Return of each answer whether it is right."""
        return tuple(one.is_right for one in self.given)

    @property
    def streak(self) -> Streak:
        """Return the streak as of the day of these five."""
        return streak_of(self.days, self.five.day)

    def by(self, interaction: InteractionId) -> Given | None:
        """Return what was answered by an interaction, None where it came after another or out of turn."""
        return next((one for one in self.given if one.interaction == interaction), None)


def day_of(moment: datetime) -> date:
    """Return the day, in UTC, that a moment belongs to."""
    return moment.astimezone(UTC).date()


def seed_of(signer: Signer, day: date, universe: UniverseId) -> str:
    """Return what the chance of a day begins with: without the installation's secret nobody can tell it."""
    return signer.check(f"daily:{day.isoformat()}:{universe}")


def streak_of(days: Iterable[date], today: date) -> Streak:
    """Return the streaks of days up to today; later ones are not known of yet, and a day counts once."""
    runs = [*_runs(sorted({day for day in days if day <= today}))]
    last, length = runs[-1] if runs else (date.min, 0)
    return Streak(current=length if today - last <= _ONE_DAY else 0, best=max((size for _, size in runs), default=0))


def grid_of(rights: Sequence[bool]) -> str:
    """Return a sign for each answer: right or wrong, and nothing of what it was."""
    return " ".join(_MARKS[one] for one in rights)


def grid_words(rights: Sequence[bool]) -> str:
    """Return the grid in words, for who has it read aloud."""
    return ", ".join(_MARK_WORDS[one] for one in rights)


def questions_of_day(maker: QuestionMaker, chance: Chance, day: date, before: Iterable[Five]) -> tuple[Question, ...]:
    """Return up to five questions of different kinds, as far as there are, none of them among those `before`.

    Where that leaves too few, there is a second one of a kind, then what was asked longer ago.
    """
    asked = {question.id: five.day for five in sorted(before, key=lambda one: one.day) for question in five.questions}
    found: list[Question] = []
    tried: set[str] | None = None
    for days in _FEWER_DAYS:
        barred = {id for id, last in asked.items() if day - last <= timedelta(days=days)}
        if barred != tried:
            found += _new_ones(maker, chance, found, barred)
            tried = barred
    return tuple(found)


def rising(
    universe: UniverseId, questions: Iterable[Question], rates: Mapping[str, tuple[int, int]]
) -> tuple[Posed, ...]:
    """Return questions from the easiest to the hardest; `rates` are answers and right answers there ever were."""
    posed = [posed_of(universe, one, *rates.get(one.id, (0, 0))) for one in questions]
    return tuple(sorted(posed, key=lambda one: (one.difficulty, one.id)))


def _runs(days: Sequence[date]) -> Iterator[tuple[date, int]]:
    """Yield the last day and the length of each run of days in a row."""
    length = 0
    for place, day in enumerate(days):
        length += 1
        if place + 1 == len(days) or days[place + 1] - day > _ONE_DAY:
            yield day, length
            length = 0


def _new_ones(maker: QuestionMaker, chance: Chance, have: Sequence[Question], barred: set[str]) -> list[Question]:
    """Return what is still wanted, of kinds that are not there yet before any second one of a kind."""
    found = list(have)

    def is_fresh(one: Question) -> bool:
        return one.id not in barred and all(one.id != other.id and one.text != other.text for other in found)

    used = {one.kind for one in have}
    waiting = sorted(shuffled(chance, sorted(TriviaKind)), key=lambda kind: kind not in used)
    while waiting and len(found) < MOST:
        kind = waiting.pop()
        question = maker.question(chance, kind, None, is_fresh)
        if question:
            found.append(question)
            waiting.insert(0, kind)
    return found[len(have) :]
