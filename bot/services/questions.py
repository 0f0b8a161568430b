"""Questions about the facts as values, and the short text that a button carries for one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.domain.appearances import Order
from bot.domain.cast import Place
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, Kind, PerformerId, TitleId, UniverseId
from bot.services.place_texts import place_from, place_text

_KINDS = dict(zip(Kind, "pvrfahbm", strict=True))
_ORDERS = dict(zip(Order, "rnm", strict=True))
_STALE = "That button is from another version of the bot; please ask again with the command."


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


Question = (
    AppearancesQuestion | CharacterQuestion | PerformerQuestion | TitleQuestion | SourcesQuestion | SearchQuestion
)

LONGEST_SEARCH = 60
"""Characters of a searched text: with them a button's text stays under Discord's 100."""


def encode(question: Question) -> str:
    """Return a question as at most 95 ASCII-separated characters; `decode` gives it back."""
    match question:
        case AppearancesQuestion():
            options = f"{_KINDS[question.kind] if question.kind else '-'}{_ORDERS[question.order]}"
            parts = ("a", question.page, question.universe, question.character, question.title or "", options)
        case CharacterQuestion():
            parts = ("c", question.page, question.universe, question.character)
        case PerformerQuestion():
            parts = ("p", question.page, question.universe, question.performer)
        case TitleQuestion():
            season, episode = question.place.season, question.place.episode
            place = (question.place.title, _number(season), _number(episode))
            parts = ("t", question.page, question.universe, *place)
        case SourcesQuestion():
            parts = ("w", question.page, question.universe, question.character, place_text(question.place))
        case SearchQuestion():
            parts = ("s", question.page, question.universe or "", question.text[:LONGEST_SEARCH])
    return ":".join(str(part) for part in parts)


def decode(text: str) -> Question:
    """Return the question of a text made by `encode`; raises UserError for any other text."""
    letter, _, rest = text.partition(":")
    page, _, rest = rest.partition(":")
    try:
        return _decoded(letter, max(1, int(page[:6])), rest)
    except (KeyError, ValueError):
        raise UserError(_STALE) from None


def _decoded(letter: str, page: int, rest: str) -> Question:
    universe, _, rest = rest.partition(":")
    match letter, rest.split(":"):
        case "s", _:
            return SearchQuestion(rest, page, UniverseId(universe) if universe else None)
        case "a", [character, title, options]:
            kind, order = _options(options)
            return AppearancesQuestion(
                UniverseId(universe), CharacterId(character), TitleId(title) if title else None, kind, order, page
            )
        case "c", [character]:
            return CharacterQuestion(UniverseId(universe), CharacterId(character), page)
        case "p", [performer]:
            return PerformerQuestion(UniverseId(universe), PerformerId(performer), page)
        case "t", [title, season, episode]:
            place = Place(TitleId(title), int(season) if season else None, int(episode) if episode else None)
            return TitleQuestion(UniverseId(universe), place, page)
        case "w", [character, place]:
            return SourcesQuestion(UniverseId(universe), CharacterId(character), place_from(place), page)
        case _:
            raise ValueError(letter)


def _options(options: str) -> tuple[Kind | None, Order]:
    kind, order = options
    return (None if kind == "-" else _by_letter(_KINDS, kind)), _by_letter(_ORDERS, order)


_Option = TypeVar("_Option", bound=StrEnum)


def _by_letter(letters: dict[_Option, str], letter: str) -> _Option:
    return {own: option for option, own in letters.items()}[letter]


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
