"""What all kinds of plays have in common: one sitting in one channel, which somebody opened by an interaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from bot.domain.boards import RoundScore
from bot.domain.identities import ChannelId, GuildId, InteractionId, MessageId

PlayId = NewType("PlayId", int)
"""The number of the interaction that opened the play."""

_DISCORD_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)  # the moment from which Discord's ids count milliseconds
_BITS_BELOW_THE_TIME = 22

LEASE = timedelta(seconds=20)
"""How long a process moves a play on without saying that it still does; so a crash holds it up no longer."""


class PlayKind(StrEnum):
    """What is played."""

    TRIVIA = "trivia"
    """Rounds of questions (`bot.domain.rounds`)."""
    LINKS = "links"
    """Naming characters who share episodes (`bot.domain.links`)."""


@dataclass(frozen=True, slots=True)
class Post:
    """Something of a play that is still to be shown, as plain values; posts are shown in the order of their numbers."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptPlay:
    """A play as it is kept: all that it takes to go on with it in another process.

    `subject` says what it is about, `body` is the play itself, and `question` what is asked; all are plain values.
    `message` is where it was shown last. `version` grows with every change. `due_at` is None once it has ended.
    """

    guild: GuildId
    id: PlayId
    channel: ChannelId
    kind: PlayKind
    subject: Mapping[str, Any]
    body: Mapping[str, Any]
    question: Mapping[str, Any] | None
    message: MessageId | None
    version: int
    due_at: datetime | None
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What a step of a play counts for: scores of people on a UTC day, and how a question of a pool was answered."""

    day: date
    scores: tuple[RoundScore, ...] = ()
    pool: str = ""
    question: str | None = None
    answers: int = 0
    rights: int = 0


def moment_of(number: InteractionId | MessageId) -> datetime:
    """Return when Discord numbered an interaction or message, to the millisecond: its id begins with the time."""
    return _DISCORD_BEGAN + timedelta(milliseconds=number >> _BITS_BELOW_THE_TIME)
