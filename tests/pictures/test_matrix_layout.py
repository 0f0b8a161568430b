from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.drawings import Column
from bot.domain.pack import TitleKind
from bot.pictures.matrix_layout import Measures, by_title, grid_of, titles_of

WIDTH = 928


def columns_of(*titles: str) -> list[Column]:
    return [Column(title, TitleKind.SERIES, "S1", None) for title in titles]


@given(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=24),
    st.integers(0, 20),
    st.integers(0, 900),
    st.integers(0, 90),
    st.integers(0, 2000),
)
def test_a_grid_keeps_its_width(titles: list[str], rows: int, name: int, part: int, title: int) -> None:
    columns = columns_of(*sorted(titles))
    owned = titles_of(columns)
    measures = Measures(name, part, (title // 2,) * len(owned), (title,) * len(owned))
    grid = grid_of(columns, rows, measures, WIDTH, 1200)
    assert grid.pitch > 18
    assert grid.lefts[-1] + grid.pitch <= WIDTH + 0.001
    assert all(after - before >= grid.pitch - 0.001 for before, after in pairwise(grid.lefts))
    assert grid.lefts[0] == grid.names
    assert grid.height <= 1200
    assert all(group.room > 0 for group in grid.groups)


def test_columns_of_a_title_are_brought_together_in_the_order_titles_begin() -> None:
    columns = columns_of("Daredevil", "Echo", "Daredevil", "Hawkeye", "Echo")
    assert [columns[place].title for place in by_title(columns)] == [
        "Daredevil",
        "Daredevil",
        "Echo",
        "Echo",
        "Hawkeye",
    ]
    assert titles_of([columns[place] for place in by_title(columns)]) == [("Daredevil", 2), ("Echo", 2), ("Hawkeye", 1)]


@pytest.mark.parametrize(("word", "slanted"), [(60, 0), (300, 1)])
def test_titles_are_slanted_where_they_do_not_fit_across(word: int, slanted: int) -> None:
    columns = columns_of(*"abcdefgh")
    grid = grid_of(columns, 4, Measures(200, 30, (word,) * 8, (word,) * 8), WIDTH, 1200)
    assert grid.is_slanted == bool(slanted)
