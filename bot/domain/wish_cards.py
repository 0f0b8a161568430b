"""What the facts say for a wish's card: present names, how near it is, where it came true."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Nearness:
    """How far somebody is from a title by the facts.

    `chain` names the people in between: the first knows them, the last is in the title; so there are as many as
    `steps`. With 0 steps they are in it themselves; `steps` None: no chain leads there.
    """

    steps: int | None
    chain: tuple[str, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Where something happened: the name of the title, and of the episode where it is known; `released` likewise."""

    title: str
    season: int | None = None
    episode: int | None = None
    episode_name: str = ""
    released: date | None = None
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the facts say for a card: present names, how far apart they are, where it came true.

    `nearness` is None where one of the two is not in the facts.
    """

    who: str
    into: str
    beside: str | None = None
    nearness: Nearness | None = None
    came_true: Event | None = None
