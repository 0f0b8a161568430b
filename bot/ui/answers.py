"""From an answer to its page, whatever was asked."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.appearances import AppearanceList
from bot.domain.cards import CharacterCard, PerformerCard
from bot.domain.cast import Cast
from bot.domain.company import Company
from bot.domain.connections import Connected
from bot.domain.crossovers import Crossovers, Travellers
from bot.domain.drawings import Matrix, Timeline, Web
from bot.domain.figures import Figures
from bot.domain.met import Met
from bot.domain.pack import Universe
from bot.domain.sourcing import SourceList
from bot.services.contents import Content
from bot.services.lookups import Answer, SearchResult
from bot.services.questions import SearchQuestion
from bot.ui.acquaintance import company_page, connection_page, met_page
from bot.ui.appearance_page import appearance_page
from bot.ui.casts import cast_page
from bot.ui.crossings import crossovers_page, travellers_page
from bot.ui.drawn_pages import matrix_page, timeline_page, web_page
from bot.ui.figures_page import figures_page
from bot.ui.pages import Page
from bot.ui.people import character_page, performer_page
from bot.ui.searches import search_page
from bot.ui.sources import sources_page

_PAGES: Mapping[type[Content], Callable[[Any, Universe, Any], Page]] = {
    AppearanceList: appearance_page,
    CharacterCard: character_page,
    PerformerCard: performer_page,
    Cast: cast_page,
    SourceList: sources_page,
    Crossovers: crossovers_page,
    Travellers: travellers_page,
    Met: met_page,
    Company: company_page,
    Connected: connection_page,
    Timeline: timeline_page,
    Matrix: matrix_page,
    Web: web_page,
    Figures: figures_page,
}


def page_of(answer: Answer) -> Page:
    """Return the page that shows an answer."""
    if isinstance(answer.content, SearchResult):
        assert isinstance(answer.question, SearchQuestion)  # noqa: S101  (nothing else is answered so)
        return search_page(answer.question, answer.content)
    assert answer.universe is not None  # noqa: S101  (only a search is about several)
    return _PAGES[type(answer.content)](answer.question, answer.universe, answer.content)
