"""Which days count, what the figures mean, and who shares a rank."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards import Period, Score, ranks_from

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("period", "first"),
    [
        (Period.TODAY, TODAY),
        (Period.WEEK, date(2026, 2, 23)),
        (Period.MONTH, date(2026, 1, 31)),
        (Period.EVER, None),
    ],
)
def test_today_is_one_of_the_days_that_count(period: Period, first: date | None) -> None:
    assert period.first_day(TODAY) == first
    if first:
        assert (TODAY - first) == timedelta(days=(period.days or 0) - 1)


def test_shares_and_means_are_of_what_was_answered() -> None:
    score = Score(points=2_400, answers=8, rights=6, took_ms=9_000)
    assert (score.accuracy, score.mean_ms) == (0.75, 1_500)
    assert (Score().accuracy, Score().mean_ms, Score(answers=3).mean_ms) == (None, None, None)
    assert Score(answers=3).accuracy == 0


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.data())
def test_a_rank_is_one_more_than_how_many_are_better(points: list[int], data: st.DataObject) -> None:
    order = sorted(points, reverse=True)
    begin = data.draw(st.integers(0, len(order)))
    page = order[begin : begin + 10]
    better = [sum(one > mine for one in order) for mine in page]
    first = better[0] + 1 if better else 1
    assert ranks_from(first, begin + 1, page) == [number + 1 for number in better]
