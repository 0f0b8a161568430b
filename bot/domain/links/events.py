"""What can happen to a link duel, beside what can happen to every play (`bot.domain.rounds.events`)."""

from dataclasses import dataclass

from bot.domain.pack import CharacterId
from bot.domain.rounds.events import Caller, ChannelLost, Resumed, Shown, Skipped, Stopped, TimeUp


@dataclass(frozen=True, slots=True)
class Accepted:
    """Somebody takes the invitation."""

    caller: Caller


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named a character, for a turn by its number."""

    caller: Caller
    character: CharacterId
    turn: int


@dataclass(frozen=True, slots=True)
class Resigned:
    """Somebody gives up."""

    caller: Caller


LinkPressed = Accepted | Named | Resigned | Stopped | Skipped
"""What a person does; its moment is that of its caller."""
LinkReported = Shown | TimeUp | Resumed | ChannelLost
"""What the program around a duel tells it; the `round` of `Shown` is the number of the turn."""
LinkEvent = LinkPressed | LinkReported
