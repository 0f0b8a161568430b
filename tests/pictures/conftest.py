from datetime import date

import pytest

from bot.domain.drawings import Cell, Column, Lane, Mark, Matrix, Node, Tie, Timeline, Web
from bot.domain.pack import TitleKind


def day_mark(day: date, *, sourced: bool = True, here: bool = True) -> Mark:
    return Mark(day, day, exact=True, sourced=sourced, here=here)


@pytest.fixture
def small_drawings() -> list[Timeline | Matrix | Web]:
    lane = Lane("Claire Temple", crossover=True, marks=(day_mark(date(2015, 4, 10)),))
    column = Column("Daredevil", TitleKind.SERIES, "S1", date(2015, 4, 10))
    cell = Cell(5, sourced=True, crossover=False, here=True)
    return [
        Timeline("Timeline", (lane,), 0, 0),
        Matrix("Matrix", (column,), ("Claire Temple",), ((cell,),), 0, 0),
        Web("Web", (Node("Claire Temple", "Daredevil"), Node("Luke Cage", "")), (Tie(0, 1, 3, sourced=False),), 0),
    ]
