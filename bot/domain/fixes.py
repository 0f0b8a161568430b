"""What people say is wrong or missing in the facts, and how much of it is taken from whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import NewType

from bot.domain.errors import UserError
from bot.domain.free_text import cleaned, on_one_line
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.names import fold
from bot.domain.pack import CharacterId, TitleId, UniverseId

FixId = NewType("FixId", int)

LONGEST_CLAIM = 1_000
"""Characters of what is wrong: a few paragraphs, and with every one of them escaped still a fourth of a message."""
LONGEST_ORIGIN = 300
"""Characters of where it can be read: an address, or a title with its season and episode."""
PERSON_KEPT = timedelta(days=30)
"""How long it is kept who sent a fix, and from which server; the longest limit looks back for a day."""


class Limit(Enum):
    """How many fixes are taken, within what time (None: as long as they are open), each with its reason.

    They are checked in the transaction that writes.
    """

    PERSON_BURST = (3, timedelta(minutes=10))
    """By one person: who reads a page and writes down what it says does not need more; a stuck key does."""
    PERSON_DAY = (10, timedelta(days=1))
    """By one person: a maintainer opens every page, which takes some minutes each."""
    SERVER_DAY = (60, timedelta(days=1))
    """From one server: a fan club may have an evening of it, a raid does not fill the list."""
    OPEN = (5_000, None)
    """By everybody, not yet closed: about 7 MB, and more than anybody will ever look at."""

    @property
    def most(self) -> int:
        """Return how many are taken."""
        return self.value[0]

    @property
    def within(self) -> timedelta | None:
        """Return in what time, None for as long as they are open."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fix is about, as far as it is known."""

    universe: UniverseId | None = None
    character: CharacterId | None = None
    title: TitleId | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong or missing, and where that can be read: clean text within its lengths."""

    subject: Subject
    claim: str
    origin: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a fix, from which server (None: a direct message), by which interaction."""

    interaction: InteractionId
    person: UserId
    guild: GuildId | None


@dataclass(frozen=True, slots=True)
class Fix:
    """A stored report under its number."""

    id: FixId
    received_at: datetime
    report: Report


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a fix is not taken, and from when on one will be (None: nobody can tell)."""

    limit: Limit
    again_at: datetime | None


class TooManyFixes(UserError):
    """A limit is reached; the sentence says when to come again."""

    def __init__(self, refusal: Refusal, now: datetime) -> None:
        super().__init__(_sentence(refusal, now))
        self.limit = refusal.limit


def report_of(subject: Subject, claim: str, origin: str) -> Report:
    """Return what was typed as it is kept; raises UserError where there is nothing to read, or too much."""
    report = Report(subject, cleaned(claim), on_one_line(origin))
    _require(report.claim, LONGEST_CLAIM, "what is wrong or missing")
    _require(report.origin, LONGEST_ORIGIN, "where it can be read")
    return report


def _require(text: str, longest: int, what: str) -> None:
    if not any(fold(word) for word in text.split()):
        raise UserError(f"Please say in words {what}; nothing was kept.")
    if len(text) > longest:
        raise UserError(f"Please say in at most {longest:,} characters {what}; it has {len(text):,} and was not kept.")


def _sentence(refusal: Refusal, now: datetime) -> str:
    limit = refusal.limit
    again = f"please come again {_in(refusal.again_at - now)}" if refusal.again_at else "please come again in some days"
    match limit:
        case Limit.PERSON_BURST:
            return f"Thank you, that is {limit.most} fixes within ten minutes and all I take in one go; {again}."
        case Limit.PERSON_DAY:
            return f"Thank you, that is {limit.most} fixes within a day and all I take from one person; {again}."
        case Limit.SERVER_DAY:
            return f"This server has sent {limit.most} fixes within a day, which is all I take; {again}."
        case Limit.OPEN:
            return f"The list of fixes is full until somebody has worked on it; {again}."


def _in(wait: timedelta) -> str:
    minutes = max(1, -(-wait // timedelta(minutes=1)))
    if minutes < 60:
        return f"in {minutes} minute{'s' if minutes > 1 else ''}"
    hours = -(-minutes // 60)
    return f"in {hours} hour{'s' if hours > 1 else ''}"
