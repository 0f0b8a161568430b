"""What an actor of plays works with: where plays are kept and shown, and what it says of a press."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.identities import GuildId, MessageId
from bot.domain.plays import KeptPlay, PlayId, Post, Tally
from bot.services.discord_time import DiscordTime
from bot.services.play_courses import Answered, State, Values
from bot.services.question_picking import QuestionPicker


class PlaceLost(Exception):
    """The channel of a play is gone, or the right to write in it."""


class NotShown(Exception):
    """Something could not be shown just now."""


class Keeper(Protocol):
    """Where plays are kept."""

    async def keep(self, kept: KeptPlay, post: Values | None = None, tally: Tally | None = None) -> bool:
        """Keep a play where it is still of this version; return whether it was."""
        ...

    async def find(self, guild: GuildId, play: PlayId) -> KeptPlay | None:
        """Return a play, or None."""
        ...

    async def owns(self, guild: GuildId, play: PlayId) -> bool:
        """Tell whether a play is this process's."""
        ...

    async def place(self, kept: KeptPlay, message: MessageId) -> None:
        """Keep where a play was shown last."""
        ...

    async def shown(self, kept: KeptPlay, post: Post) -> None:
        """Forget a post that is shown."""
        ...

    async def forget(self, kept: KeptPlay) -> None:
        """Forget a play that has ended, of which there is nothing more to be shown."""
        ...


class Stage(Protocol):
    """Where plays are shown."""

    async def show(self, kept: KeptPlay, state: State, values: Values, mark: str) -> MessageId | None:
        """Show something, and return in which message the play stands now; raises PlaceLost and NotShown.

        What has the same mark is the same, should it be shown twice.
        """
        ...


@dataclass(frozen=True, slots=True)
class Crew:
    """What every actor works with."""

    keeper: Keeper
    stage: Stage
    picker: QuestionPicker
    time: DiscordTime


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of an event: what its person is told, and the play as it is then."""

    receipt: Answered | None
    state: State
    kept: KeptPlay
