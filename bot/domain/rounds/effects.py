"""What is to be shown or done after an event. None that comes before `Reveal` tells an answer or another's choice."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.identities import InteractionId, UserId


class ReceiptKind(StrEnum):
    """What became of what somebody pressed."""

    JOINED = "joined"
    ALREADY = "already"
    """They play already."""
    LEFT = "left"
    TAKEN = "taken"
    """The choice stands."""
    CHANGED = "changed"
    """The new choice stands, and is the last."""
    KEPT = "kept"
    """The choice stands that stood before: it is the same, or the press is an older one."""
    SPENT = "spent"
    """The choice stands that stood before, as there is no change (left)."""
    TOO_LATE = "too-late"
    """The round is over."""
    OUT = "out"
    """They have no lives left."""
    NOT_PLAYING = "not-playing"
    FULL = "full"
    UNDERWAY = "underway"
    """It can be joined in the lobby only."""
    NEEDS_TWO = "needs-two"
    """A duel starts with two."""
    NOT_YOURS = "not-yours"
    """It is for the host or a moderator to do."""
    NOTHING = "nothing"
    """There is nothing just now that could be started, skipped or gone on with."""
    DONE = "done"


class EndReason(StrEnum):
    """Why a play is over."""

    PLAYED_OUT = "played-out"
    STOPPED = "stopped"
    NOBODY_ANSWERED = "nobody-answered"
    EVERYBODY_LEFT = "everybody-left"
    OPPONENT_LEFT = "opponent-left"
    NO_QUESTION = "no-question"
    NOT_STARTED = "not-started"
    CHANNEL_LOST = "channel-lost"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody's choice was worth: `took_ms` is the time from the question to the choice that counts."""

    person: UserId
    choice: int
    is_right: bool
    points: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What came out of a round, whole: adding up `points` gives every score.

    `answer` is the place of the right choice and `counts` how many chose each; of one that is answered by typing, how
    many were wrong and how many right. `fallen` lost their last life.
    `is_rated`: two people or more chose, so that it says something about them. `is_seen`: the question is known to have
    stood in the channel; else the round costs nobody anything.
    """

    round: int
    question: str
    answer: int
    counts: tuple[int, ...]
    answers: tuple[Answer, ...]
    fallen: tuple[UserId, ...] = ()
    is_rated: bool = False
    is_skipped: bool = False
    is_seen: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's place at the end: those who are level share a rank, and the next one counts them all (1, 1, 3)."""

    rank: int
    person: UserId
    score: int
    right: int
    best_streak: int
    lives: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Answer an interaction, seen by its person alone; `choice` is the one of theirs that stands, where one does."""

    person: UserId
    interaction: InteractionId
    kind: ReceiptKind
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class ShowLobby:
    """Show who is there, as the play says."""


@dataclass(frozen=True, slots=True)
class NewHost:
    """Say who is the host now."""

    person: UserId


@dataclass(frozen=True, slots=True)
class Ask:
    """Pick a question that was not asked before, and hand it in as `Asked`; or `RanOut`."""

    round: int


@dataclass(frozen=True, slots=True)
class Show:
    """Show the question with its choices, then hand in `Shown`."""

    round: int
    question: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show what was right, and what came of it."""

    result: RoundResult


@dataclass(frozen=True, slots=True)
class Pause:
    """Say that nobody chose, and offer to go on; the play ends at that moment else."""

    until: datetime


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Hand in `TimeUp` at that moment, instead of any moment named before. Not for people: it may hint at an answer."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Podium:
    """Show the standings, best first."""

    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The play is over, and the channel free. It is always the last effect, and the only one of its kind."""

    reason: EndReason


Effect = Receipt | ShowLobby | NewHost | Ask | Show | Reveal | Pause | WaitUntil | Podium | Ended
