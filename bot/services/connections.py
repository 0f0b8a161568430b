"""From names to the questions who crossed over, who met, who shares episodes and how they are connected."""

from collections.abc import Sequence

from bot.domain.appearances import Order
from bot.domain.crossovers import Direction
from bot.domain.errors import UserError
from bot.domain.maps import View
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.services.handles import handle_of
from bot.services.lookups import Lookups
from bot.services.name_index import Entry, EntryKind
from bot.services.names import CHARACTERS, CHARACTERS_AND_TITLES, TITLES
from bot.services.questions import (
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    Question,
    TimelineQuestion,
    TogetherQuestion,
)
from bot.services.several import Name, ask_about


def crossovers_question(
    lookups: Lookups,
    title: str | None = None,
    beside: str | None = None,
    direction: Direction = Direction.BOTH,
    universe: UniverseId | None = None,
) -> Question:
    """Return the question who crossed over into or out of a title, or, without one, who travelled most.

    This and its neighbours raise UnknownName for a name that is not sure, and UserError where there is no answer.
    """
    if title is None:
        if beside is not None or direction is not Direction.BOTH:
            raise UserError("Say which title the crossovers go into or out of, too.")
        return CrossoversQuestion(lookups.universe(universe))

    def ask(found: Sequence[Entry]) -> CrossoversQuestion:
        one, *other = (TitleId(entry.id) for entry in found)
        return CrossoversQuestion(found[0].universe, one, other[0] if other else None, direction)

    return ask_about(lookups, [Name(one, TITLES) for one in (title, beside) if one is not None], ask, universe)


def met_question(lookups: Lookups, first: str, second: str, universe: UniverseId | None = None) -> Question:
    """Return the question whether two characters have met."""

    def ask(found: Sequence[Entry]) -> MetQuestion:
        one, other = (CharacterId(entry.id) for entry in found)
        return MetQuestion(found[0].universe, one, other)

    return ask_about(lookups, _characters(first, second), ask, universe)


def together_question(lookups: Lookups, characters: Sequence[str], universe: UniverseId | None = None) -> Question:
    """Return the question which episodes two to four characters share."""

    def ask(found: Sequence[Entry]) -> TogetherQuestion:
        return TogetherQuestion(found[0].universe, tuple(handle_of(CharacterId(entry.id)) for entry in found))

    return ask_about(lookups, _characters(*characters), ask, universe)


def connect_question(
    lookups: Lookups,
    first: str,
    last: str,
    *,
    avoid: str | None = None,
    number: int = 1,
    universe: UniverseId | None = None,
) -> Question:
    """Return the question how two characters are connected, perhaps not through a third."""

    def ask(found: Sequence[Entry]) -> ConnectQuestion:
        one, other, *avoided = (handle_of(CharacterId(entry.id)) for entry in found)
        return ConnectQuestion(found[0].universe, one, other, avoided[0] if avoided else None, number)

    return ask_about(lookups, _characters(first, last, *([avoid] if avoid else [])), ask, universe)


def timeline_question(
    lookups: Lookups, name: str, order: Order = Order.RELEASE, universe: UniverseId | None = None
) -> Question:
    """Return the question when a character was where, or who was in a title when."""

    def ask(found: Sequence[Entry]) -> TimelineQuestion:
        (entry,) = found
        if entry.kind is EntryKind.TITLE:
            return TimelineQuestion(entry.universe, title=TitleId(entry.id), order=order)
        return TimelineQuestion(entry.universe, character=CharacterId(entry.id), order=order)

    return ask_about(lookups, [Name(name, CHARACTERS_AND_TITLES)], ask, universe)


def map_question(
    lookups: Lookups, title: str | None = None, view: View = View.MATRIX, universe: UniverseId | None = None
) -> Question:
    """Return the question who is where, or who shares episodes with whom, in a title or the whole universe."""
    if title is None:
        return MapQuestion(lookups.universe(universe), view=view)

    def ask(found: Sequence[Entry]) -> MapQuestion:
        (entry,) = found
        return MapQuestion(entry.universe, TitleId(entry.id), view)

    return ask_about(lookups, [Name(title, TITLES)], ask, universe)


def figures_question(lookups: Lookups, universe: UniverseId | None = None) -> FiguresQuestion:
    """Return the question what the figures of a universe are."""
    return FiguresQuestion(lookups.universe(universe))


def _characters(*names: str) -> list[Name]:
    return [Name(name, CHARACTERS) for name in names]
