"""What the plain model of a server is made of."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Vote:
    value: int
    press: int
    at: datetime
    via: int | None = None


@dataclass
class Follow:
    follows: bool
    press: int
    at: datetime


@dataclass
class Wish:
    what: Hashable
    author: int | None
    press: int
    at: datetime
    why: str = "because"
    state: str = "open"
    removal: str | None = None
    merged_into: int | None = None
    voters: int = 0
    is_posted: bool = False
    votes: dict[int, Vote] = field(default_factory=dict)
    follows: dict[int, Follow] = field(default_factory=dict)

    def count(self, value: int) -> int:
        return sum(vote.value == value for vote in self.votes.values())


@dataclass(frozen=True)
class Rules:
    """What a server decides."""

    review: bool = False
    self_votes: bool = False
    member_days: int = 0
    most_wishes: int = 10
    most_votes: int | None = None


@dataclass(frozen=True)
class Who:
    """Somebody who presses, as the interaction describes them."""

    person: int
    press: int
    joined_at: datetime


@dataclass
class Line:
    """One line of the audit."""

    actor: int | None
    press: int
    action: str
    number: int | None
