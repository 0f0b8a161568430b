"""What answers a question: from the facts of one universe and a viewpoint to the values that are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.appearances import AppearanceList, appearances_of
from bot.domain.cards import CharacterCard, PerformerCard, character_card, performer_card
from bot.domain.cast import Cast, Place, cast_of
from bot.domain.catalogue import Catalogue
from bot.domain.company import Company, company_of
from bot.domain.connections import Connected, connected
from bot.domain.crossovers import Crossovers, Travellers, crossovers_of, travellers_of
from bot.domain.drawings import Matrix, Timeline, Web
from bot.domain.errors import UserError
from bot.domain.figures import Figures, figures_of
from bot.domain.maps import View, matrix_of, web_of
from bot.domain.met import Met, met
from bot.domain.network import Network
from bot.domain.pack import CharacterId, TitleId
from bot.domain.sourcing import SourceList, sources_of
from bot.domain.timelines import timeline_of_character, timeline_of_title
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from bot.services.handles import character_of
from bot.services.questions import (
    AppearancesQuestion,
    CharacterQuestion,
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    PerformerQuestion,
    Question,
    SourcesQuestion,
    TimelineQuestion,
    TitleQuestion,
    TogetherQuestion,
)

Content = (
    AppearanceList
    | CharacterCard
    | PerformerCard
    | Cast
    | SourceList
    | Crossovers
    | Travellers
    | Met
    | Company
    | Connected
    | Timeline
    | Matrix
    | Web
    | Figures
)
_HEAVY = (
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    TimelineQuestion,
    TogetherQuestion,
)
_SAME_TWICE = "That is the same character twice; name different ones."
_GONE = "The facts have changed since that was shown, and it is not in them any more; ask again."
_NOT_OUT = "That was not out by that day, as far as its date is known; ask for a later one."


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one universe as they are asked from a viewpoint; `whole` is the network of all of them."""

    catalogue: Catalogue
    whole: Network
    viewpoint: Viewpoint

    @property
    def network(self) -> Network:
        """Return the network as the viewpoint sees it; another than the whole one is made anew each time."""
        return self.whole if self.viewpoint == EVERYTHING else Network(self.catalogue, self.viewpoint)


def is_heavy(question: Question) -> bool:
    """Tell whether an answer may take longer than an event loop should be held, or is drawn."""
    return isinstance(question, _HEAVY)


def content_of(question: Question, facts: Facts) -> Content:
    """Return what answers a question about one universe.

    Raises UserError where what it asks of is not in the facts (any more), or was not out from the viewpoint.
    """
    return _ANSWERS[type(question)](question, facts)


def _appearances(question: AppearancesQuestion, facts: Facts) -> AppearanceList:
    _require_characters(facts, question.character)
    _require_titles(facts, question.title)
    return appearances_of(
        facts.catalogue,
        question.character,
        facts.viewpoint,
        title=question.title,
        kind=question.kind,
        order=question.order,
    )


def _character(question: CharacterQuestion, facts: Facts) -> CharacterCard:
    _require_characters(facts, question.character)
    return character_card(facts.catalogue, question.character, facts.viewpoint)


def _performer(question: PerformerQuestion, facts: Facts) -> PerformerCard:
    _require(question.performer in facts.catalogue.performers)
    return performer_card(facts.catalogue, question.performer, facts.viewpoint)


def _cast(question: TitleQuestion, facts: Facts) -> Cast:
    _require_place(facts, question.place)
    cast = cast_of(facts.catalogue, question.place, facts.viewpoint)
    if not facts.viewpoint.allows(cast.released):
        raise UserError(_NOT_OUT)
    return cast


def _sources(question: SourcesQuestion, facts: Facts) -> SourceList:
    _require_characters(facts, question.character)
    if question.place is not None:
        _require_place(facts, question.place)
    return sources_of(facts.catalogue, question.character, facts.viewpoint, question.place)


def _crossovers(question: CrossoversQuestion, facts: Facts) -> Crossovers | Travellers:
    if question.title is None:
        return travellers_of(facts.catalogue, facts.viewpoint)
    _require_titles(facts, question.title, question.beside)
    if question.title == question.beside:
        raise UserError("That is the same title twice; name two different ones, or leave the second out.")
    return crossovers_of(
        facts.catalogue, question.title, facts.viewpoint, beside=question.beside, direction=question.direction
    )


def _met(question: MetQuestion, facts: Facts) -> Met:
    _require_characters(facts, question.first, question.second)
    _require_different(question.first, question.second)
    return met(facts.catalogue, facts.network, question.first, question.second, facts.viewpoint)


def _together(question: TogetherQuestion, facts: Facts) -> Company:
    characters = [character_of(facts.catalogue, one) for one in question.characters]
    _require(len(characters) > 1)
    _require_different(*characters)
    return company_of(facts.catalogue, facts.network, characters)


def _connected(question: ConnectQuestion, facts: Facts) -> Connected:
    first, last = (character_of(facts.catalogue, one) for one in (question.first, question.last))
    avoid = character_of(facts.catalogue, question.avoid) if question.avoid else None
    _require_different(first, last)
    if avoid in (first, last):
        raise UserError("The one to avoid is an end of the chain; name somebody else, or nobody.")
    return connected(
        facts.catalogue, facts.network, first, last, avoid=avoid, number=question.number, viewpoint=facts.viewpoint
    )


def _timeline(question: TimelineQuestion, facts: Facts) -> Timeline:
    if question.character is not None:
        _require_characters(facts, question.character)
        return timeline_of_character(facts.catalogue, question.character, facts.viewpoint, question.order)
    _require(question.title in facts.catalogue.titles)
    assert question.title is not None  # noqa: S101  (just looked up)
    return timeline_of_title(facts.catalogue, question.title, facts.viewpoint, question.order)


def _map(question: MapQuestion, facts: Facts) -> Matrix | Web:
    _require_titles(facts, question.title)
    draw = matrix_of if question.view is View.MATRIX else web_of
    return draw(facts.catalogue, facts.network, facts.viewpoint, question.title)


def _figures(_: FiguresQuestion, facts: Facts) -> Figures:
    return figures_of(facts.catalogue, facts.network, facts.viewpoint)


def _require_characters(facts: Facts, *characters: CharacterId) -> None:
    _require(all(one in facts.catalogue.characters for one in characters))


def _require_titles(facts: Facts, *titles: TitleId | None) -> None:
    _require(all(one is None or one in facts.catalogue.titles for one in titles))


def _require_place(facts: Facts, place: Place) -> None:
    _require(facts.catalogue.has(place.title, place.season, place.episode))


def _require(known: bool) -> None:  # noqa: FBT001  (a claim, read as one at each call)
    if not known:
        raise UserError(_GONE)


def _require_different(*characters: CharacterId) -> None:
    if len(set(characters)) < len(characters):
        raise UserError(_SAME_TWICE)


_ANSWERS: Mapping[type[Question], Callable[[Any, Facts], Content]] = {
    AppearancesQuestion: _appearances,
    CharacterQuestion: _character,
    PerformerQuestion: _performer,
    TitleQuestion: _cast,
    SourcesQuestion: _sources,
    CrossoversQuestion: _crossovers,
    MetQuestion: _met,
    TogetherQuestion: _together,
    ConnectQuestion: _connected,
    TimelineQuestion: _timeline,
    MapQuestion: _map,
    FiguresQuestion: _figures,
}
