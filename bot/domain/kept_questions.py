"""A server's own questions as they are kept: under a number, in a list, waiting or approved, with how they fared."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple, NewType

from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.look_alikes import skeleton_of
from bot.domain.own_questions import OwnQuestion, QuestionState

QuestionNumber = NewType("QuestionNumber", int)
"""By which a server calls a question, from 1."""

MOST_KEPT = 20_000
"""Questions of one server."""
MOST_WAITING = 10
"""Questions of one person that wait in one server for a moderator."""
LONGEST_LIST = 96
"""Characters of the name of a list: a choice of Discord's has 100, of which four say that it is a list."""

_FINGERPRINT_BYTES = 16
_MARK = 16  # characters


class Origin(NamedTuple):
    """In which server, by whom and by which interaction questions are brought; nobody, from the command line."""

    guild: GuildId
    person: UserId | None
    interaction: InteractionId


class QuestionRef(NamedTuple):
    """A question as a button names it: a number can be given again after a removal, the mark is of what is asked."""

    number: QuestionNumber
    mark: str


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question with its place in a server; `person` is who sent it, None where that is forgotten or nobody."""

    number: QuestionNumber
    question: OwnQuestion
    state: QuestionState
    fingerprint: str
    list_name: str | None = None
    person: UserId | None = None
    answers: int = 0
    rights: int = 0

    @property
    def ref(self) -> QuestionRef:
        """Return how buttons name it."""
        return QuestionRef(self.number, mark_of(self.fingerprint))


class SendRefusal(StrEnum):
    """Why a question that was sent is not kept."""

    BLOCKED = "blocked"
    """The moderators of the server keep that person out."""
    SAME = "same"
    """It is there already."""
    WAITING = "waiting"
    """As many of this person's as may wait are waiting."""
    FULL = "full"
    """The server has as many as it may have."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a question that was sent; `kept` is the one that is there, new or (`SAME`) since earlier."""

    kept: KeptQuestion | None
    refusal: SendRefusal | None = None


class Imported(NamedTuple):
    """How many questions of a file are new, were there already, and found no place."""

    new: int
    already: int
    left_out: int


class Decided(StrEnum):
    """What came of a moderator's decision about a question that waits."""

    DONE = "done"
    LATE = "late"
    """Somebody has approved it before."""
    GONE = "gone"
    """It is not there, or another one has its number by now."""


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Some of a server's questions, and how many there are."""

    questions: tuple[KeptQuestion, ...]
    count: int


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question that waits, if any, how many wait in all, and whether there is one after it."""

    kept: KeptQuestion | None
    count: int
    more: bool


def fingerprint_of(question: OwnQuestion, *, exactly: bool = False) -> str:
    """Return 32 hexadecimal digits that are the same for the same question with the same right answers.

    Case, accents, spaces and punctuation of the question make no difference, unless it is taken exactly, nor does what
    is offered as wrong.
    """
    text = f"\0{question.text}" if exactly else skeleton_of(question.text) or question.text.casefold()
    return _digest((text, *sorted({one.casefold() for one in question.accepted})))


def mark_of(fingerprint: str) -> str:
    """Return the part of a fingerprint that fits into a custom_id."""
    return fingerprint[:_MARK]


def list_mark(name: str) -> str:
    """Return what stands for the name of a list in a custom_id."""
    return mark_of(_digest((name,)))


def _digest(parts: Iterable[str]) -> str:
    text = "\0".join(parts)  # no text that is kept has such a character
    return blake2b(text.encode(errors="surrogatepass"), digest_size=_FINGERPRINT_BYTES).hexdigest()
