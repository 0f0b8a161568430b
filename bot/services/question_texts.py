"""The short text that a button carries for a question: a letter for what is asked, a page or number, then the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.appearances import Order
from bot.domain.cast import Place
from bot.domain.crossovers import Direction
from bot.domain.errors import UserError
from bot.domain.maps import View
from bot.domain.pack import CharacterId, Kind, PerformerId, TitleId, UniverseId
from bot.services.handles import Handle
from bot.services.place_texts import place_from, place_text
from bot.services.questions import (
    LONGEST_SEARCH,
    AppearancesQuestion,
    CharacterQuestion,
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    PerformerQuestion,
    Question,
    SearchQuestion,
    SourcesQuestion,
    TimelineQuestion,
    TitleQuestion,
    TogetherQuestion,
)

_KINDS = dict(zip(Kind, "pvrfahbm", strict=True))
_ORDERS = dict(zip(Order, "rnm", strict=True))
_DIRECTIONS = dict(zip(Direction, "bio", strict=True))
_VIEWS = dict(zip(View, "mw", strict=True))
_STALE = "That button is from another version of the bot; please ask again with the command."
_MOST_DIGITS = 6  # of a page or number

Fields = Sequence[str]
_Option = TypeVar("_Option", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Code:
    """How the questions of a kind are written, and read again from universe, page and the other fields."""

    letter: str
    kind: type[Question]
    write: Callable[[Any], Fields]
    read: Callable[[UniverseId, int, Fields], Question]


def encode(question: Question) -> str:
    """Return a question as at most 96 characters, its fields parted by colons; `decode` gives it back."""
    code = _BY_KIND[type(question)]
    page = question.number if isinstance(question, ConnectQuestion) else getattr(question, "page", 1)
    return ":".join((code.letter, str(page)[:_MOST_DIGITS], question.universe or "", *code.write(question)))


def decode(text: str) -> Question:
    """Return the question of a text made by `encode`; raises UserError for any other text."""
    letter, _, rest = text.partition(":")
    page, _, rest = rest.partition(":")
    universe, _, rest = rest.partition(":")
    try:
        fields = [rest] if letter == "s" else rest.split(":")  # a searched text may hold colons
        return _BY_LETTER[letter].read(UniverseId(universe), max(1, int(page[:_MOST_DIGITS])), fields)
    except (KeyError, ValueError):
        raise UserError(_STALE) from None


def _write_appearances(question: AppearancesQuestion) -> Fields:
    kind = _KINDS[question.kind] if question.kind else "-"
    return (question.character, question.title or "", kind + _ORDERS[question.order])


def _read_appearances(universe: UniverseId, page: int, fields: Fields) -> AppearancesQuestion:
    character, title, (kind, order) = fields
    wanted = None if kind == "-" else _by_letter(_KINDS, kind)
    return AppearancesQuestion(
        universe, CharacterId(character), _title(title), wanted, _by_letter(_ORDERS, order), page
    )


def _read_character(universe: UniverseId, page: int, fields: Fields) -> CharacterQuestion:
    (character,) = fields
    return CharacterQuestion(universe, CharacterId(character), page)


def _read_performer(universe: UniverseId, page: int, fields: Fields) -> PerformerQuestion:
    (performer,) = fields
    return PerformerQuestion(universe, PerformerId(performer), page)


def _write_title(question: TitleQuestion) -> Fields:
    place = question.place
    return (place.title, *("" if number is None else str(number) for number in (place.season, place.episode)))


def _read_title(universe: UniverseId, page: int, fields: Fields) -> TitleQuestion:
    title, *numbers = fields
    season, episode = (int(number) if number else None for number in numbers)
    return TitleQuestion(universe, Place(TitleId(title), season, episode), page)


def _read_sources(universe: UniverseId, page: int, fields: Fields) -> SourcesQuestion:
    character, place = fields
    return SourcesQuestion(universe, CharacterId(character), place_from(place), page)


def _read_search(universe: UniverseId, page: int, fields: Fields) -> SearchQuestion:
    return SearchQuestion(fields[0], page, universe or None)


def _write_crossovers(question: CrossoversQuestion) -> Fields:
    return (_DIRECTIONS[question.direction] + (question.title or ""), question.beside or "")


def _read_crossovers(universe: UniverseId, page: int, fields: Fields) -> CrossoversQuestion:
    title, beside = fields
    direction = _by_letter(_DIRECTIONS, title[:1])
    return CrossoversQuestion(universe, _title(title[1:]), _title(beside), direction, page)


def _read_met(universe: UniverseId, page: int, fields: Fields) -> MetQuestion:
    first, second = fields
    return MetQuestion(universe, CharacterId(first), CharacterId(second), page)


def _read_together(universe: UniverseId, page: int, fields: Fields) -> TogetherQuestion:
    return TogetherQuestion(universe, tuple(map(Handle, fields)), page)


def _read_connect(universe: UniverseId, number: int, fields: Fields) -> ConnectQuestion:
    first, last, avoid = fields
    return ConnectQuestion(universe, Handle(first), Handle(last), Handle(avoid) if avoid else None, number)


def _write_timeline(question: TimelineQuestion) -> Fields:
    return (_ORDERS[question.order], question.character or "", question.title or "")


def _read_timeline(universe: UniverseId, _: int, fields: Fields) -> TimelineQuestion:
    order, character, title = fields
    if bool(character) == bool(title):
        raise ValueError(fields)
    who = CharacterId(character) if character else None
    return TimelineQuestion(universe, who, _title(title), _by_letter(_ORDERS, order))


def _read_map(universe: UniverseId, _: int, fields: Fields) -> MapQuestion:
    view, title = fields
    return MapQuestion(universe, _title(title), _by_letter(_VIEWS, view))


def _read_figures(universe: UniverseId, _: int, fields: Fields) -> FiguresQuestion:
    if list(fields) != [""]:
        raise ValueError(fields)
    return FiguresQuestion(universe)


def _title(title: str) -> TitleId | None:
    return TitleId(title) if title else None


def _by_letter(letters: Mapping[_Option, str], letter: str) -> _Option:
    return {own: option for option, own in letters.items()}[letter]


_CODES = (
    _Code("a", AppearancesQuestion, _write_appearances, _read_appearances),
    _Code("c", CharacterQuestion, lambda question: (question.character,), _read_character),
    _Code("p", PerformerQuestion, lambda question: (question.performer,), _read_performer),
    _Code("t", TitleQuestion, _write_title, _read_title),
    _Code("w", SourcesQuestion, lambda question: (question.character, place_text(question.place)), _read_sources),
    _Code("s", SearchQuestion, lambda question: (question.text[:LONGEST_SEARCH],), _read_search),
    _Code("x", CrossoversQuestion, _write_crossovers, _read_crossovers),
    _Code("m", MetQuestion, lambda question: (question.first, question.second), _read_met),
    _Code("g", TogetherQuestion, lambda question: question.characters, _read_together),
    _Code("k", ConnectQuestion, lambda question: (question.first, question.last, question.avoid or ""), _read_connect),
    _Code("l", TimelineQuestion, _write_timeline, _read_timeline),
    _Code("v", MapQuestion, lambda question: (_VIEWS[question.view], question.title or ""), _read_map),
    _Code("f", FiguresQuestion, lambda _: ("",), _read_figures),
)
_BY_LETTER = {code.letter: code for code in _CODES}
_BY_KIND: Mapping[type[Question], _Code] = {code.kind: code for code in _CODES}
