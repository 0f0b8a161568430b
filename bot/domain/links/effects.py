"""What is to be shown or done after an event of a link duel.

What is shown to all is whole in itself: it is kept before it is sent, and drawn from nothing but its own values and the
names in the facts. Nothing of it says who would be a right move.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.cast import Place
from bot.domain.identities import InteractionId, UserId
from bot.domain.links.duel import Step
from bot.domain.pack import CharacterId, UniverseId
from bot.domain.plays import PlayId
from bot.domain.rounds.effects import Ended, WaitUntil


class LinkReceiptKind(StrEnum):
    """What became of what somebody pressed or named."""

    STARTED = "started"
    """They have accepted, and it is their turn."""
    NOT_INVITED = "not-invited"
    OWN = "own"
    """Nobody accepts their own invitation."""
    UNDERWAY = "underway"
    """It has begun."""
    NOT_BEGUN = "not-begun"
    """Nobody has accepted yet."""
    NOT_PLAYING = "not-playing"
    NOT_YOUR_TURN = "not-your-turn"
    TURN_OVER = "turn-over"
    """It was meant for a turn that is over."""
    LINKED = "linked"
    """The move counts."""
    UNKNOWN = "unknown"
    """There is no such character in the facts."""
    NAMED_ALREADY = "named-already"
    NO_LINK = "no-link"
    """They share no place that is known of."""
    UNSURE = "unsure"
    """They may share one, which nothing proves."""
    USED_UP = "used-up"
    """All places they share are used up."""
    NO_FACTS = "no-facts"
    """The facts of the universe are gone, and the duel with them."""
    NOT_YOURS = "not-yours"
    """It is for the players or a moderator to do."""
    NOTHING = "nothing"
    """There is no such thing in a link duel."""
    DONE = "done"


class LinkEnd(StrEnum):
    """Why a duel is over."""

    TIME_UP = "time-up"
    RESIGNED = "resigned"
    NOBODY_LEFT = "nobody-left"
    """There is nobody left to name."""
    MOST_LINKS = "most-links"
    """A draw."""
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    """The invitation was taken back or declined."""
    NOT_ACCEPTED = "not-accepted"
    NO_FACTS = "no-facts"
    """The facts of the universe, or the last character, are gone."""


@dataclass(frozen=True, slots=True)
class LinkReceipt:
    """Answer an interaction, seen by its person alone.

    Of a move it says which turn it was for, whom they `named` after whom (`last`), by which place they are linked, and
    whether it `ends` the duel.
    """

    person: UserId
    interaction: InteractionId
    kind: LinkReceiptKind
    universe: UniverseId
    turn: int = 0
    named: CharacterId | None = None
    last: CharacterId | None = None
    place: Place | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class ShowInvitation:
    """Say that somebody looks for an opponent (for `invited`, or anybody) until a moment."""

    in_place: ClassVar[bool] = False

    play: PlayId
    universe: UniverseId
    host: UserId
    invited: UserId | None
    seconds: int
    until: datetime


@dataclass(frozen=True, slots=True)
class ShowTurn:
    """Show a turn, then hand in `Shown`. `chain` has the last of so many `links`; a renewed turn stands already."""

    play: PlayId
    universe: UniverseId
    turn: int
    mover: UserId
    waiting: UserId
    links: int
    chain: tuple[Step, ...]
    used_up: tuple[Place, ...]
    ends_at: datetime
    is_renewed: bool = False

    @property
    def in_place(self) -> bool:
        """Tell whether it takes the place of the last message."""
        return self.is_renewed


@dataclass(frozen=True, slots=True)
class ShowEnd:
    """Show how the duel ended, in place of its last message: why, who won (None for nobody), and the whole chain.

    Where nobody has accepted there is no opponent, and no chain.
    """

    in_place: ClassVar[bool] = True

    universe: UniverseId
    why: LinkEnd
    host: UserId
    opponent: UserId | None
    winner: UserId | None
    chain: tuple[Step, ...]


LinkPost = ShowInvitation | ShowTurn | ShowEnd
"""What is shown to all, one at the most for an event; `in_place` tells whether in place of the last message."""
LinkEffect = LinkReceipt | LinkPost | WaitUntil | Ended
"""`Ended` is always the last effect, and the only one of its kind."""
