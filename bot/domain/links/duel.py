"""A link duel as a value: whole enough to go on after a restart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.cast import Place
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.links.rules import DELIVERY, MOST_USES, LinkRules
from bot.domain.pack import CharacterId
from bot.domain.plays import PlayId


class Stage(StrEnum):
    """Where a duel stands. In each but the last it waits for a moment, so that every duel ends."""

    INVITING = "inviting"
    TURN = "turn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Step:
    """A character of the chain: by whom they were named, and the episode or film that links them to the one before.

    The first has neither: the bot gave them.
    """

    character: CharacterId
    by: UserId | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Duel:
    """A link duel between two events.

    `chain` begins with the first character, whom nobody is told before the duel has begun. `invited` is the one who may
    accept, None for anybody; `opponent` is the one who did. `due_at` is when it moves on by itself, None once it has
    ended. `moved_at` is when the turn came about, by the press that ended the one before. `is_shown`: the turn is known
    to stand in the channel; `is_renewed`: it was given its whole time anew. `seen` has the newest interaction of each
    person that had an effect, so that nothing older is done after it, and nothing twice.
    """

    id: PlayId
    guild: GuildId
    channel: ChannelId
    host: UserId
    rules: LinkRules
    stage: Stage
    due_at: datetime | None
    moved_at: datetime
    chain: tuple[Step, ...]
    invited: UserId | None = None
    opponent: UserId | None = None
    is_shown: bool = False
    is_renewed: bool = False
    seen: Mapping[UserId, InteractionId] = field(default_factory=dict[UserId, InteractionId], hash=False)

    @property
    def turn(self) -> int:
        """Return the number of the turn, 0 before the first; as many links as turns before it have been named."""
        return 0 if self.opponent is None else len(self.chain)

    @property
    def players(self) -> tuple[UserId, ...]:
        """Return the host and whoever has accepted."""
        return (self.host,) if self.opponent is None else (self.host, self.opponent)

    @property
    def mover(self) -> UserId:
        """Return whose turn it is: the opponent's first, then each in turn."""
        return self.players[self.turn % 2]

    @property
    def waiting(self) -> UserId:
        """Return who waits for the other's move."""
        return self.players[(self.turn + 1) % 2]

    @property
    def last(self) -> CharacterId:
        """Return the character whom the next has to share a place with."""
        return self.chain[-1].character

    @property
    def ends_at(self) -> datetime:
        """Return when the turn is over: what was sent before counts. For a duel that has not ended."""
        return (self.due_at or self.moved_at) - DELIVERY

    @property
    def uses(self) -> Counter[Place]:
        """Return how often each place has linked two, in the order in which they first did."""
        return Counter(step.place for step in self.chain if step.place)

    @property
    def used_up(self) -> tuple[Place, ...]:
        """Return the places that link nobody any more."""
        return tuple(place for place, times in self.uses.items() if times >= MOST_USES)

    def noting(self, person: UserId, interaction: InteractionId) -> "Duel":
        """Return the duel with an interaction as the newest of a person."""
        return replace(self, seen={**self.seen, person: interaction})

    def lasting_from(self, at: datetime) -> "Duel":
        """Return the duel with a turn of its whole time from a moment on."""
        return replace(self, due_at=at + timedelta(seconds=self.rules.seconds) + DELIVERY)
