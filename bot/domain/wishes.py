"""Wishes: who should turn up in which title, with whom; one vote a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.domain.identities import ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId
from bot.domain.look_alikes import skeleton_of
from bot.domain.pack import CharacterId, TitleId, UniverseId

WishNumber = NewType("WishNumber", int)
"""Counts the wishes of one server, from 1 on."""

LONGEST_NAME = 100
"""Characters of a title or person that the facts do not have; no name in them is longer."""
LONGEST_WHY = 600
"""Characters of a reason: a paragraph or two, and escaped still a third of a message."""
LONGEST_REMOVAL = 200
"""Characters of why a wish was removed: a sentence."""


class Manner(StrEnum):
    """How somebody should turn up."""

    ANY = "any"
    CAMEO = "cameo"
    GUEST_ARC = "guest-arc"
    TEAM_UP = "team-up"


class Occasion(StrEnum):
    """Whether it would be the first time, happen again, or be done by another version of the character."""

    FIRST = "first"
    AGAIN = "again"
    VARIANT = "variant"


class WishState(StrEnum):
    """What has become of a wish; only an open one can be voted on."""

    WAITING = "waiting"
    """For a moderator to look at it."""
    OPEN = "open"
    CAME_TRUE = "came-true"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    MERGED = "merged"


STANDING = (WishState.WAITING, WishState.OPEN)
"""States in which a wish keeps the same one from being made again."""


@dataclass(frozen=True, slots=True)
class Named:
    """A character or title of the facts (then with `universe` and `id`), or one that people only have a name for."""

    name: str
    universe: UniverseId | None = None
    id: str | None = None

    @property
    def key(self) -> str:
        """Return what two have in common that mean the same: the fact, or the look of the name."""
        return f"{self.universe}/{self.id}" if self.id else f"~{skeleton_of(self.name)}"

    @property
    def character(self) -> CharacterId:
        """Return the id of a character of the facts."""
        return CharacterId(self.id or "")

    @property
    def title(self) -> TitleId:
        """Return the id of a title of the facts."""
        return TitleId(self.id or "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wished for: `who` into `into`, `beside` whom. Its key is that of every wish for the same."""

    who: Named
    into: Named
    beside: Named | None = None
    occasion: Occasion = Occasion.FIRST

    @property
    def key(self) -> str:
        """Return what all wishes for the same have in common; manner and reason are not part of it."""
        return "|".join((self.who.key, self.into.key, self.beside.key if self.beside else "", self.occasion))

    @property
    def universe(self) -> UniverseId | None:
        """Return the universe where both who and into are facts of one, else None: no fact can make it true."""
        return self.who.universe if self.who.universe == self.into.universe else None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person says about their wish: `hidden` keeps their name off the card."""

    why: str = ""
    manner: Manner = Manner.ANY
    spoiler: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are for a wish and against it."""

    ups: int = 0
    downs: int = 0


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Where a wish came true. `already` says that it had before the wish was made, and nobody knew.

    `released` is when it was out, None for an unknown day. `voters` counts the people of the server who had voted on
    anything by then, by which the foresight of those who were for it is weighed.
    """

    title: TitleId
    season: int | None
    episode: int | None
    released: date | None
    settled_at: datetime
    already: bool
    voters: int


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a wish's card is posted."""

    channel: ChannelId
    message: MessageId


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as it is kept. `author` is None once forgotten; `shown_author` is None also where they are hidden."""

    guild: GuildId
    number: WishNumber
    wanted: Wanted
    wording: Wording
    author: UserId | None
    shown_author: UserId | None
    state: WishState
    made_at: datetime
    tally: Tally
    merged_into: WishNumber | None = None
    removal: str | None = None
    fulfilment: Fulfilment | None = None
    card: CardPlace | None = None
    thread: ChannelId | None = None

    @property
    def is_private(self) -> bool:
        """Tell whether its texts are for its author and the moderators alone: not looked at yet, or taken away.

        What ended without ever having had a card may have waited all the time.
        """
        ended_unseen = self.card is None and self.state in (WishState.WITHDRAWN, WishState.MERGED)
        return ended_unseen or self.state in (WishState.WAITING, WishState.REMOVED)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something in which server by which interaction, and what the server's rules ask about them.

    `joined_at` is None where Discord does not say. `moderates`: may manage messages there; `manages`: the server.
    """

    guild: GuildId
    person: UserId
    interaction: InteractionId
    roles: Sequence[RoleId] = ()
    made_at: datetime | None = None
    joined_at: datetime | None = None
    moderates: bool = False
    manages: bool = False
    channel: ChannelId | None = None


class Refusal(StrEnum):
    """Why nothing was done."""

    UNKNOWN = "unknown"
    """There is no such wish in this server, or it is not for this person to know of it."""
    CLOSED = "closed"
    """It is not open."""
    OWN = "own"
    """One's own wish is not voted for in this server."""
    BLOCKED = "blocked"
    ROLE = "role"
    ACCOUNT = "account"
    """The account is too young."""
    MEMBER = "member"
    """They have not been on the server for long enough."""
    VOTES = "votes"
    """They have as many votes on open wishes as the server allows."""
    WISHES = "wishes"
    """They have as many standing wishes as the server allows."""
    BURST = "burst"
    """They made many wishes within a short time."""
    DAY = "day"
    """They made many wishes within a day."""
    FULL = "full"
    """The server has as many standing wishes as one may have."""
    STANDING = "standing"
    """The same wish stands already."""
    FORBIDDEN = "forbidden"
    """It is for moderators, or for the author, to do."""
