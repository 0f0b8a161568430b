"""Boards: what people have done in the rated rounds of a server, over which days, and by what they are sorted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.domain.identities import UserId

A_PAGE = 10
"""Places on one page of a board."""
LEAST_ANSWERS = 10
"""From how many answers within the period on somebody's accuracy says something; fewer, and they are not listed."""
LEAST_RIGHTS = 10
"""The same of their speed, by right answers."""


class Period(StrEnum):
    """Which days count, in UTC: up to today."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    EVER = "ever"

    @property
    def days(self) -> int | None:
        """Return how many, today among them; None for all."""
        return {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30}.get(self)

    def first_day(self, today: date) -> date | None:
        """Return the first of them, None where all count."""
        days = self.days
        return None if days is None else today - timedelta(days=days - 1)


class Sort(StrEnum):
    """What comes first: the most points, the most right of a hundred answers, the longest streak, the least time."""

    SCORE = "score"
    ACCURACY = "accuracy"
    STREAK = "streak"
    SPEED = "speed"


@dataclass(frozen=True, slots=True)
class Score:
    """What somebody has done: `took_ms` is the time of all right answers together, in milliseconds.

    `best_streak` is of right answers in a row within one play.
    """

    points: int = 0
    answers: int = 0
    rights: int = 0
    took_ms: int = 0
    best_streak: int = 0
    plays: int = 0
    wins: int = 0

    @property
    def accuracy(self) -> float | None:
        """Return the share of right answers, from 0 to 1; None without any answer."""
        return self.rights / self.answers if self.answers else None

    @property
    def mean_ms(self) -> float | None:
        """Return the milliseconds that a right answer took on the average; None without one."""
        return self.took_ms / self.rights if self.rights else None


@dataclass(frozen=True, slots=True)
class RoundScore:
    """What a rated round, or the end of a play, adds to somebody's score: the fields of `Score`."""

    person: UserId
    points: int = 0
    answers: int = 0
    rights: int = 0
    took_ms: int = 0
    best_streak: int = 0
    plays: int = 0
    wins: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place on a board: those who are level share a rank, and the next one counts them all (1, 1, 3)."""

    rank: int
    person: UserId
    score: Score


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which board, and which page of it, from 1 on."""

    period: Period = Period.MONTH
    sort: Sort = Sort.SCORE
    page: int = 1


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of a board; `own` is the asker's place, on whatever page it is, None where they are not on the board.

    `question` has the page that is really shown, of so many `pages`; `count` people are on the board.
    """

    question: BoardQuestion
    places: tuple[Place, ...]
    own: Place | None
    count: int
    pages: int


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """Somebody's own figures of a period, and their rank by score among so many; None where they are on no board."""

    period: Period
    score: Score
    rank: int | None
    count: int


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Somebody's own figures by period; `hidden` says that they are on no board because they wish it."""

    periods: tuple[OwnPeriod, ...]
    hidden: bool


def ranks_from(first: int, position: int, merits: Sequence[object]) -> list[int]:
    """Return the ranks of some who stand one after another, by what they are sorted by.

    The first of them has the rank `first` and stands at `position`, from 1; those who are level share a rank.
    """
    ranks = [first][: len(merits)]
    for place, (before, merit) in enumerate(pairwise(merits), start=position + 1):
        ranks.append(ranks[-1] if merit == before else place)
    return ranks
