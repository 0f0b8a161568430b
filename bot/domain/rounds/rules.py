"""What is fixed when a play is opened, and the figures that hold for every play (docs/plays.md, "Rounds")."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

FEWEST_ROUNDS, MOST_ROUNDS = 1, 50
FEWEST_SECONDS, MOST_SECONDS = 5, 120
"""How long a question may stand."""
MOST_PLAYERS = 500
LIVES = 3
"""What everybody has at the start of survival."""
MOST_EMPTY_ROUNDS = 2
"""After so many rounds in a row in which nobody chose, a play ends; after the first it pauses."""

DELIVERY = timedelta(seconds=1)
"""How long after its end a round is open for what was pressed before, and is still on its way."""
CHANGE = timedelta(seconds=3)
"""What is left for a change once everybody has chosen, in modes where it is known who plays."""
READING = timedelta(seconds=6)
"""How long an answer stands before the next question."""
PICKING = timedelta(seconds=60)
"""How long a play waits for its next question before it ends without one."""
LOBBY = timedelta(minutes=10)
"""How long a lobby waits for its start."""
PAUSE = timedelta(minutes=5)
"""How long a paused play waits for somebody to go on."""


class Mode(StrEnum):
    """How points are made, and when a play is over."""

    EVERYONE = "everyone"
    RACE = "race"
    SURVIVAL = "survival"
    DUEL = "duel"
    SOLO = "solo"

    @property
    def is_open(self) -> bool:
        """Tell whether people may join while it is being played; a press on an answer is enough."""
        return self in (Mode.EVERYONE, Mode.RACE)

    @property
    def seats(self) -> int:
        """Return how many may play."""
        return {Mode.DUEL: 2, Mode.SOLO: 1}.get(self, MOST_PLAYERS)


class Level(StrEnum):
    """How hard the questions are to be; nothing in the course of a play depends on it."""

    ANY = "any"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Rules:
    """How a play is played: at most `rounds` questions, each standing for `seconds`. ValueError beyond limits."""

    mode: Mode = Mode.EVERYONE
    rounds: int = 10
    seconds: int = 20
    level: Level = Level.ANY

    def __post_init__(self) -> None:
        """Refuse figures outside the limits."""
        if not FEWEST_ROUNDS <= self.rounds <= MOST_ROUNDS:
            raise ValueError(f"a play has {FEWEST_ROUNDS} to {MOST_ROUNDS} rounds, not {self.rounds}")
        if not FEWEST_SECONDS <= self.seconds <= MOST_SECONDS:
            raise ValueError(f"a question stands for {FEWEST_SECONDS} to {MOST_SECONDS} seconds, not {self.seconds}")

    @property
    def majority(self) -> int:
        """Return how many rounds win a duel."""
        return self.rounds // 2 + 1
