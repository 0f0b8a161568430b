"""A trivia question as a value: what is asked, the choices, which of them is right, how hard it is and how we know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2s

from bot.domain.pack import Source

LONGEST_TEXT = 1_000
LONGEST_CHOICE = 80
"""Characters of a choice: Discord's limit for the label of a button."""
FEWEST_CHOICES, MOST_CHOICES = 2, 5
"""A row holds five buttons at the most."""

_ESTIMATE_WEIGHT = 10  # answers that an estimate counts for


class TriviaKind(StrEnum):
    """What is asked; docs/trivia.md says what each kind claims and why its answer is proved."""

    APPEARED_IN = "appeared-in"
    NEVER_ENTERED = "never-entered"
    CROSSED_FIRST = "crossed-first"
    FIRST_SHARED = "first-shared"
    WHICH_EPISODE = "which-episode"
    ODD_ONE_OUT = "odd-one-out"
    SHARED_WITH = "shared-with"
    CHAIN = "chain"
    RELEASE_ORDER = "release-order"
    WHO_PLAYS = "who-plays"
    PLAYS_WHOM = "plays-whom"
    TWO_ROLES = "two-roles"
    HOW_MANY_TITLES = "how-many-titles"
    WHICH_SEASON = "which-season"
    VISITOR = "visitor"
    HOME = "home"


About = Mapping[str, str | tuple[str, ...]]
"""Ids by their part in the question: one, or several where the part is a plural."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from; `name` is what a person reads."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with one right answer, `choices[answer]`.

    `difficulty` is the share of wrong answers that is expected, from 0 to 1. `source` is that of the row which decides,
    None where no row does (a release date has no source of its own).
    """

    kind: TriviaKind
    text: str
    choices: tuple[Choice, ...]
    answer: int
    about: About = field(hash=False)
    difficulty: float
    source: Source | None

    @property
    def right(self) -> Choice:
        """Return the right choice."""
        return self.choices[self.answer]

    @property
    def id(self) -> str:
        """Return 16 hexadecimal digits that stand for what is asked and its answer, whatever the wrong choices are.

        The same in every process and version of the facts, so that it can be kept to ask nothing twice.
        """
        parts = [f"{part}={ids if isinstance(ids, str) else ','.join(ids)}" for part, ids in sorted(self.about.items())]
        return blake2s("|".join([self.kind, *parts, self.right.id]).encode(), digest_size=8).hexdigest()


def corrected_difficulty(estimate: float, right: int, asked: int) -> float:
    """Return the share of wrong answers to expect after some were given; the estimate counts as ten answers."""
    wrong = asked - right
    return (estimate * _ESTIMATE_WEIGHT + wrong) / (_ESTIMATE_WEIGHT + asked)
