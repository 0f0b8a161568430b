"""Which answers say that nothing is recorded: the command line ends with 1 then."""

from bot.domain.appearances import AppearanceList
from bot.domain.cards import PerformerCard
from bot.domain.company import Company
from bot.domain.connections import Connected
from bot.domain.crossovers import Crossovers, Travellers
from bot.domain.drawings import Matrix, Timeline, Web
from bot.domain.figures import Figures
from bot.domain.met import Met, MetGrade
from bot.domain.sourcing import SourceList
from bot.services.lookups import Answer


def is_empty(answer: Answer) -> bool:
    """Tell whether an answer says that nothing is recorded."""
    match answer.content:
        case AppearanceList(titles=found) | PerformerCard(characters=found) | Travellers(travellers=found):
            recorded = bool(found)
        case Matrix(names=found) | Web(nodes=found):
            recorded = bool(found)
        case Company() as company:
            recorded = bool(company.shared or company.near_misses)
        case Timeline() as timeline:
            recorded = bool(timeline.lanes or timeline.undated)
        case SourceList(rows=count) | Figures(appearances=count):
            recorded = count > 0
        case Crossovers() as crossed:
            recorded = bool(crossed.came_in or crossed.went_out or crossed.between)
        case Met(grade=grade):
            recorded = grade is not MetGrade.UNKNOWN
        case Connected(connection=connection):
            recorded = connection is not None
        case _:
            recorded = True
    return not recorded
