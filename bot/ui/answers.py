"""From an answer to its page, whatever was asked."""

from bot.domain.appearances import AppearanceList
from bot.domain.cards import CharacterCard, PerformerCard
from bot.domain.cast import Cast
from bot.domain.sourcing import SourceList
from bot.services.lookups import Answer, SearchResult
from bot.services.questions import (
    AppearancesQuestion,
    CharacterQuestion,
    PerformerQuestion,
    SearchQuestion,
    SourcesQuestion,
    TitleQuestion,
)
from bot.ui.appearance_page import appearance_page
from bot.ui.casts import cast_page
from bot.ui.pages import Page
from bot.ui.people import character_page, performer_page
from bot.ui.searches import search_page
from bot.ui.sources import sources_page


def page_of(answer: Answer) -> Page:
    """Return the page that shows an answer."""
    match answer.question, answer.universe, answer.content:
        case AppearancesQuestion() as question, universe, AppearanceList() as found if universe:
            return appearance_page(question, universe, found)
        case CharacterQuestion() as question, universe, CharacterCard() as card if universe:
            return character_page(question, universe, card)
        case PerformerQuestion() as question, universe, PerformerCard() as card if universe:
            return performer_page(question, universe, card)
        case TitleQuestion() as question, universe, Cast() as cast if universe:
            return cast_page(question, universe, cast)
        case SourcesQuestion() as question, universe, SourceList() as found if universe:
            return sources_page(question, universe, found)
        case SearchQuestion() as question, _, SearchResult() as found:
            return search_page(question, found)
        case _:
            raise AssertionError(answer)
