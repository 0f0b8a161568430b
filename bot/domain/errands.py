"""What the bot has to send or edit on Discord, each thing once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.identities import GuildId, UserId
from bot.domain.wishes import WishNumber

LEASE = timedelta(minutes=2)
"""How long one process has for an errand before another may take it over."""
MOST_TRIES = 10
_FIRST_WAIT = timedelta(minutes=1)


class ErrandKind(StrEnum):
    """What is to be done."""

    CARD = "card"
    """Post the card of a wish, or draw it anew."""
    GRANTED = "granted"
    """Tell the server that a wish came true."""
    FOLLOWER = "follower"
    """Tell a person who asked to be told."""
    DIGEST = "digest"
    """Post what rose within a week."""


@dataclass(frozen=True, slots=True)
class Errand:
    """An errand that is taken until a moment; `tries` counts this one, too. `person` is None for all but a follower."""

    guild: GuildId
    kind: ErrandKind
    number: WishNumber
    person: UserId | None
    taken_until: datetime
    tries: int


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries in vain (doubled each time, 8.5 hours in all), None to give up."""
    return _FIRST_WAIT * 2 ** (tries - 1) if tries < MOST_TRIES else None
