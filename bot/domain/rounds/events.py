"""What can happen to a play: what people press, and what the program around it reports.

All moments are by Discord's clock: presses carry it in their ids, and so does the message that shows a question.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import PlayId, moment_of


@dataclass(frozen=True, slots=True)
class Caller:
    """Who pressed something of which play, where and by which interaction. `moderates`: may manage messages there."""

    play: PlayId
    guild: GuildId
    channel: ChannelId
    person: UserId
    interaction: InteractionId
    moderates: bool = False

    @property
    def at(self) -> datetime:
        """Return when it was pressed."""
        return moment_of(self.interaction)


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody wants to play."""

    caller: Caller


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody plays no longer."""

    caller: Caller


@dataclass(frozen=True, slots=True)
class Started:
    """The lobby is over."""

    caller: Caller


@dataclass(frozen=True, slots=True)
class Chose:
    """Somebody pressed an answer of a round, by its place from 0."""

    caller: Caller
    round: int
    choice: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """The question is to be passed over. `round` is None where it is just the one being asked."""

    caller: Caller
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The play is to end."""

    caller: Caller


@dataclass(frozen=True, slots=True)
class WentOn:
    """Somebody is there again after a pause."""

    caller: Caller


@dataclass(frozen=True, slots=True)
class Asked:
    """A question was picked for a round; it is shown only now, once the play with it is kept.

    `choices` is 0 for one that is answered by typing.
    """

    at: datetime
    round: int
    question: str
    answer: int
    choices: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The question stands in the channel: `at` is the moment in the id of the message."""

    at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class TimeUp:
    """A moment has come that was waited for; too early a one is waited for again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """The program runs again, and this play was underway."""

    at: datetime


@dataclass(frozen=True, slots=True)
class RanOut:
    """There is no question for a round."""

    at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class ChannelLost:
    """The channel is gone, or the right to write in it."""

    at: datetime


Pressed = Joined | Left | Started | Chose | Skipped | Stopped | WentOn
"""What a person does; its moment is that of its caller."""
Reported = Asked | Shown | TimeUp | Resumed | RanOut | ChannelLost
"""What the program around a play tells it."""
Event = Pressed | Reported
