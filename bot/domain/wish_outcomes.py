"""What became of something that a person did about wishes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Refusal, Tally, Wanted, Wish, WishNumber, WishState


@dataclass(frozen=True, slots=True)
class Added:
    """The wish that was made, for certain; or why none was: with the wish that stands, where that is the reason."""

    wish: Wish | None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The wish as it is now (None: there is none of that number), and why nothing was done to it, or None."""

    wish: Wish | None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A wish as one person sees it: with the server's settings, their standing vote (0: none), whether they follow."""

    wish: Wish
    settings: WishSettings
    vote: int = 0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a vote or follow led to: the wish as the person sees it now (None: there is none).

    `before` is their vote until then. With a `refusal` nothing was changed.
    """

    seen: Seen | None
    refusal: Refusal | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class WishEntry:
    """A wish in a list: just what it is shown and sorted by."""

    number: WishNumber
    wanted: Wanted
    tally: Tally
    state: WishState
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SharedWish:
    """The same wish of several servers, their votes added up."""

    wanted: Wanted
    tally: Tally
    servers: int


@dataclass(frozen=True, slots=True)
class WishFilter:
    """Which wishes a list has: of a character, into a title, in a state, made since a moment; the newest `most`."""

    who: tuple[UniverseId, CharacterId] | None = None
    into: tuple[UniverseId, TitleId] | None = None
    state: WishState = WishState.OPEN
    since: datetime | None = None
    most: int = 1_000_000
