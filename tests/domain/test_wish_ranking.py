"""In what order wishes are listed, for votes of any number."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wish_outcomes import SharedWish, WishEntry
from bot.domain.wish_ranking import WishOrder, ranked, ranked_over_servers, score_of
from bot.domain.wishes import Named, Tally, Wanted, WishNumber, WishState

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WANTED = Wanted(Named("Ann"), Named("Pier"))
COUNTS = st.integers(0, 10**6)


def entry(number: int, ups: int = 0, downs: int = 0) -> WishEntry:
    return WishEntry(WishNumber(number), WANTED, Tally(ups, downs), WishState.OPEN, NOON)


def numbers(order: WishOrder, *entries: WishEntry, **more: dict[WishNumber, object]) -> list[int]:
    return [one.number for one in ranked(entries, order, **more)]


@pytest.mark.parametrize(
    ("ups", "downs", "score"), [(0, 0, 0.0), (3, 0, 0.438), (30, 0, 0.886), (1, 0, 0.207), (0, 5, 0.0), (50, 50, 0.404)]
)
def test_the_score_is_the_lower_end_of_wilsons_interval(ups: int, downs: int, score: float) -> None:
    assert score_of(Tally(ups, downs)) == pytest.approx(score, abs=0.001)


@given(COUNTS, COUNTS)
def test_a_score_is_a_share_below_the_one_there_is(ups: int, downs: int) -> None:
    score = score_of(Tally(ups, downs))
    assert 0 <= score <= 1
    if ups + downs:
        assert score <= ups / (ups + downs) + 1e-12


@given(COUNTS, COUNTS)
def test_one_more_for_it_never_lowers_and_one_more_against_never_raises(ups: int, downs: int) -> None:
    score = score_of(Tally(ups, downs))
    assert score_of(Tally(ups + 1, downs)) >= score - 1e-12
    assert score_of(Tally(ups, downs + 1)) <= score + 1e-12


def test_a_handful_of_early_votes_does_not_own_the_top() -> None:
    assert numbers(WishOrder.TOP, entry(1, 3), entry(2, 99, 1), entry(3, 500, 480), entry(4)) == [2, 3, 1, 4]


def test_equals_stand_by_votes_then_by_age() -> None:
    assert numbers(WishOrder.TOP, entry(5), entry(3), entry(4, 0, 9), entry(2, 1)) == [2, 3, 4, 5]


def test_new_ones_stand_first_whatever_their_votes() -> None:
    assert numbers(WishOrder.NEW, entry(1, 100), entry(3), entry(2, 7)) == [3, 2, 1]


def test_hot_ones_go_by_the_votes_of_the_week_alone() -> None:
    recent = {WishNumber(1): Tally(2, 0), WishNumber(3): Tally(9, 0)}
    assert numbers(WishOrder.HOT, entry(1, 2), entry(2, 1_000), entry(3, 9), recent=recent) == [3, 1, 2]


def test_close_ones_go_by_steps_and_those_without_any_are_far() -> None:
    steps = {WishNumber(1): 3, WishNumber(2): 1, WishNumber(4): 1}
    assert numbers(WishOrder.CLOSEST, entry(1), entry(2), entry(3, 99), entry(4, 5), steps=steps) == [4, 2, 1, 3]


@given(st.lists(st.builds(entry, st.integers(1, 50), COUNTS, COUNTS), max_size=20), st.sampled_from(WishOrder))
def test_an_order_loses_nothing_and_does_not_depend_on_where_a_wish_stood(
    entries: list[WishEntry], order: WishOrder
) -> None:
    unique = list({one.number: one for one in entries}.values())
    assert sorted(ranked(unique, order), key=lambda one: one.number) == sorted(unique, key=lambda one: one.number)
    assert ranked(unique, order) == ranked(unique[::-1], order)


def test_over_servers_the_best_liked_stand_first_then_those_of_most_servers() -> None:
    few, liked, many = (
        SharedWish(Wanted(Named(who), Named("Pier")), tally, servers)
        for who, tally, servers in (("a", Tally(3, 0), 1), ("b", Tally(99, 1), 1), ("c", Tally(3, 0), 4))
    )
    assert ranked_over_servers([few, many, liked]) == [liked, many, few]
