"""A server's own questions: what one is, what may be in it, and what is wrong with one.

The limits hold whatever file or form a question comes from. They are set so that all 14,655 questions of the lists that
ship with Red-DiscordBot fit (measured in 3.5.24, the largest in brackets).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LONGEST_QUESTION = 500
"""Characters (499); with ten choices it still fits a message of 4,000."""
LONGEST_ANSWER = 600
"""Characters of an accepted answer or a wrong choice (589, where a list explains the answer); a button shows 80."""
MOST_ACCEPTED = 40
"""Accepted answers (34)."""
MOST_WRONG = 9
"""Wrong choices (OpenTDB has three): with the right one they are two rows of five buttons."""
LONGEST_CATEGORY = 100
"""Characters; OpenTDB's longest is "Entertainment: Japanese Anime & Manga", with 37."""
LONGEST_AUTHOR = 1_000
"""Characters: Red's own limit."""
LONGEST_DESCRIPTION = 200
"""Characters: Red's own limit."""
MOST_QUESTIONS = 5_000
"""Questions of one list (1,003)."""


class Level(StrEnum):
    """How hard a question is said to be; the words are OpenTDB's."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class QuestionState(StrEnum):
    """What has become of a question that was sent in; only an approved one is asked."""

    WAITING = "waiting"
    """For a moderator to look at it."""
    APPROVED = "approved"


class Fault(NamedTuple):
    """Why a question cannot be asked, and what to do about it."""

    wrong: str
    advice: str


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question with all that is right, the best spelling first, and what is surely wrong where that is known.

    The texts are clean (`bot.domain.free_text`): the question may have several lines, all else has one.
    """

    text: str
    accepted: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    category: str | None = None
    level: Level | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Questions that belong together, and who wrote what kind of list."""

    questions: tuple[OwnQuestion, ...]
    author: str | None = None
    description: str | None = None


def faults_of(question: OwnQuestion) -> Iterator[Fault]:
    """Yield why a question cannot be asked as it is; nothing for one that can."""
    if not question.text:
        yield Fault("there is no question", "write one")
    yield from overlong("question", question.text, LONGEST_QUESTION)
    yield from overlong("category", question.category, LONGEST_CATEGORY)
    yield from overlong("author", question.author, LONGEST_AUTHOR)
    yield from _faults_of_answers(question)


def overlong(what: str, text: str | None, longest: int) -> Iterator[Fault]:
    """Yield the fault of a text that is longer than it may be."""
    if text and len(text) > longest:
        yield Fault(f"the {what} has {len(text):,} characters", f"shorten it to {longest:,}")


def _faults_of_answers(question: OwnQuestion) -> Iterator[Fault]:
    accepted, wrong = question.accepted, question.wrong
    if not accepted:
        yield Fault("there is no accepted answer", "add at least one")
    if not (all(accepted) and all(wrong)):
        yield Fault("an answer is empty", "fill it in, or take it away")
    if len(accepted) > MOST_ACCEPTED:
        yield Fault(f"there are {len(accepted):,} accepted answers", f"keep {MOST_ACCEPTED}")
    if len(wrong) > MOST_WRONG:
        yield Fault(f"there are {len(wrong):,} wrong choices", f"keep {MOST_WRONG}")
    yield from overlong("longest answer", max((*accepted, *wrong), key=len, default=""), LONGEST_ANSWER)
    if not set(accepted).isdisjoint(wrong):
        yield Fault("a wrong choice is an accepted answer, too", "take one of the two away")
    if len(set(wrong)) < len(wrong):
        yield Fault("a wrong choice stands there twice", "take one of the two away")
