"""Questions about the facts as values: what a command asks, and what a button asks again."""

from dataclasses import dataclass

from bot.domain.appearances import Order
from bot.domain.cast import Place
from bot.domain.crossovers import Direction
from bot.domain.maps import View
from bot.domain.pack import CharacterId, Kind, PerformerId, TitleId, UniverseId
from bot.services.handles import Handle


@dataclass(frozen=True, slots=True)
class AppearancesQuestion:
    """Where does a character appear (in one title, in one manner)?"""

    universe: UniverseId
    character: CharacterId
    title: TitleId | None = None
    kind: Kind | None = None
    order: Order = Order.RELEASE
    page: int = 1


@dataclass(frozen=True, slots=True)
class CharacterQuestion:
    """Who is a character?"""

    universe: UniverseId
    character: CharacterId
    page: int = 1


@dataclass(frozen=True, slots=True)
class PerformerQuestion:
    """Whom does a performer play?"""

    universe: UniverseId
    performer: PerformerId
    page: int = 1


@dataclass(frozen=True, slots=True)
class TitleQuestion:
    """Who is in a title, season or episode?"""

    universe: UniverseId
    place: Place
    page: int = 1


@dataclass(frozen=True, slots=True)
class SourcesQuestion:
    """How do we know where a character appears (in a title, season or episode)?"""

    universe: UniverseId
    character: CharacterId
    place: Place | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What carries this name (in one universe)? Only the first 60 characters count."""

    text: str
    page: int = 1
    universe: UniverseId | None = None


@dataclass(frozen=True, slots=True)
class CrossoversQuestion:
    """Who crossed over into and out of a title (from and to another)? Without a title: who travelled most?"""

    universe: UniverseId
    title: TitleId | None = None
    beside: TitleId | None = None
    direction: Direction = Direction.BOTH
    page: int = 1


@dataclass(frozen=True, slots=True)
class MetQuestion:
    """Have these two met?"""

    universe: UniverseId
    first: CharacterId
    second: CharacterId
    page: int = 1


@dataclass(frozen=True, slots=True)
class TogetherQuestion:
    """Which episodes do these two to four share?"""

    universe: UniverseId
    characters: tuple[Handle, ...]
    page: int = 1


@dataclass(frozen=True, slots=True)
class ConnectQuestion:
    """What is the shortest chain between these two (leaving one aside)? `number` counts chains as short, from 1."""

    universe: UniverseId
    first: Handle
    last: Handle
    avoid: Handle | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class TimelineQuestion:
    """When was this character where, or who was in this title when? Exactly one of the two is given."""

    universe: UniverseId
    character: CharacterId | None = None
    title: TitleId | None = None
    order: Order = Order.RELEASE


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """Who is where, or who shares episodes with whom, in a title or the whole universe?"""

    universe: UniverseId
    title: TitleId | None = None
    view: View = View.MATRIX


@dataclass(frozen=True, slots=True)
class FiguresQuestion:
    """What are the figures of a universe?"""

    universe: UniverseId


Question = (
    AppearancesQuestion
    | CharacterQuestion
    | PerformerQuestion
    | TitleQuestion
    | SourcesQuestion
    | SearchQuestion
    | CrossoversQuestion
    | MetQuestion
    | TogetherQuestion
    | ConnectQuestion
    | TimelineQuestion
    | MapQuestion
    | FiguresQuestion
)

LONGEST_SEARCH = 60
"""Characters of a searched text: with them a button's text stays under Discord's 100."""
