"""The figures that hold for every link duel, and what is fixed when one is opened (docs/plays.md, "Link duel")."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.pack import UniverseId

FEWEST_SECONDS, MOST_SECONDS = 10, 120
"""How long a turn may last."""
USUAL_SECONDS = 30
MOST_USES = 3
"""How often an episode or film may link two characters in one duel."""
MOST_LINKS = 100
"""So many links are a draw."""

INVITATION = timedelta(minutes=10)
"""How long an invitation waits for somebody to accept it."""
DELIVERY = timedelta(seconds=1)
"""How long after its end a turn is open for what was sent before, and is still on its way."""


@dataclass(frozen=True, slots=True)
class LinkRules:
    """Of which universe the characters are, and how long a turn lasts. Raises ValueError beyond the limits."""

    universe: UniverseId
    seconds: int = USUAL_SECONDS

    def __post_init__(self) -> None:
        """Refuse figures outside the limits."""
        if not FEWEST_SECONDS <= self.seconds <= MOST_SECONDS:
            raise ValueError(f"a turn lasts {FEWEST_SECONDS} to {MOST_SECONDS} seconds, not {self.seconds}")
