"""What is stored of a person or of a server: how much, and as the tables that they can take with them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

Cell: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is stored of a person.

    `votes` counts the wishes that they have voted on and not taken back; `drafts` what they began to wish for within a
    day; `fixes` those that still say who sent them; `audit_lines` what they did as a moderator; `errands` messages
    that wait to be sent to them. `scores` counts the days on which they scored in a server, `daily_answers` what they
    answered of the daily questions, `questions` those they sent to a server. `traces` are rows that say nothing more to
    anybody: votes taken back within a day, follows ended, copies of votes in a wish that another was merged into.
    `hidden` is 1 where their name is kept off cards and boards. `plays_underway` counts the plays they are in just now.
    """

    wishes: int = 0
    votes: int = 0
    follows: int = 0
    drafts: int = 0
    fixes: int = 0
    audit_lines: int = 0
    errands: int = 0
    scores: int = 0
    daily_answers: int = 0
    questions: int = 0
    traces: int = 0
    hidden: int = 0
    plays_underway: int = 0

    @property
    def total(self) -> int:
        """Return how many rows that is, 0 where nothing is stored."""
        return sum(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class ServerHoldings:
    """How much is stored of a server; `fixes` counts those that still say from where they came.

    `scores` counts a person and day each, `asked` the questions of which it is known that they were asked.
    """

    wishes: int = 0
    votes: int = 0
    follows: int = 0
    drafts: int = 0
    blocks: int = 0
    audit_lines: int = 0
    errands: int = 0
    settings: int = 0
    fixes: int = 0
    scores: int = 0
    questions: int = 0
    asked: int = 0
    plays_underway: int = 0

    @property
    def total(self) -> int:
        """Return how many rows that is, 0 where nothing is stored."""
        return sum(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of what a person takes with them."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
