from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.drawings import Lane, Mark
from bot.pictures.timeline_layout import MOST_STACKED, bands_of, bars_of, dots_of, lifted, plan_of, scale_of, spread

LEFT, RIGHT = 36.0, 964.0


def marks_on(*days: date) -> list[Mark]:
    return [Mark(day, day, True, True, True) for day in days]


def weekly(start: date, count: int) -> list[Mark]:
    return marks_on(*(start + timedelta(7 * week) for week in range(count)))


def assert_apart(marks: list[Mark], diameter: int) -> None:
    scale = scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT)
    dots = dots_of(marks, scale, diameter)
    assert all(dot.x - diameter / 2 >= LEFT and dot.x + diameter / 2 <= RIGHT for dot in dots)
    assert all(0 <= dot.level < MOST_STACKED for dot in dots)
    for one, other in combinations(dots, 2):
        assert one.level != other.level or abs(one.x - other.x) >= diameter - 0.001


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=60), st.sampled_from([6, 14, 24]))
def test_dots_never_overlap_nor_leave_the_picture(days: list[date], diameter: int) -> None:
    assert_apart(marks_on(*days), diameter)


@pytest.mark.parametrize("count", [13, 300, 5000])
@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2015, 12, 31)])
def test_a_crowd_on_the_first_or_last_day_stays_inside(day: date, count: int) -> None:
    assert_apart([*marks_on(*[day] * count)], 24)


def test_a_season_released_on_one_day_is_a_block_around_that_day() -> None:
    marks = marks_on(*[date(2015, 4, 10)] * 13, date(2018, 10, 19))
    scale = scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT)
    block = dots_of(marks, scale, 16)[:13]
    assert len({dot.x for dot in block}) == 4
    columns = sorted({dot.x for dot in block})
    assert (columns[0] + columns[-1]) / 2 == pytest.approx(scale.x(date(2015, 4, 10)), abs=3)


def test_seasons_that_stand_next_to_each_other_have_a_gap_between_them() -> None:
    marks = marks_on(*[date(2015, 4, 10)] * 13, *[date(2016, 3, 18)] * 13, date(2026, 3, 4))
    columns = sorted({dot.x for dot in dots_of(marks, scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT), 16)})
    gaps = [after - before for before, after in pairwise(columns[:8])]
    assert gaps == pytest.approx([18, 18, 18, 26, 18, 18, 18])


def test_a_weekly_season_stays_near_its_days() -> None:
    marks = [*weekly(date(2025, 3, 4), 9), *marks_on(date(2015, 4, 10))]
    scale = scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT)
    for dot in dots_of(marks, scale, 16):
        assert abs(dot.x - scale.x(dot.mark.first)) < 30


def test_every_episode_has_a_dot_as_long_as_there_is_room() -> None:
    marks = weekly(date(2013, 9, 24), 136)
    plan = plan_of([Lane("x", True, tuple(marks))], LEFT, RIGHT, 200, 1200)
    assert len(plan.tracks[0].dots) == 136


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.dates(), st.dates()), max_size=20))
def test_bars_of_a_row_never_overlap_nor_leave_the_picture(spans: list[tuple[date, date]]) -> None:
    marks = [Mark(min(span), max(span), False, True, True) for span in spans]
    bars = bars_of(marks, scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT), 16)
    assert bool(bars) == bool(marks)
    assert all(LEFT <= bar.left < bar.right <= RIGHT + 0.001 for bar in bars)
    for one, other in combinations(bars, 2):
        assert one.level != other.level or one.right <= other.left or other.right <= one.left


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.dates(date(2010, 1, 1), date(2020, 1, 1)), max_size=40),
    st.lists(st.tuples(*[st.dates(date(2010, 1, 1), date(2020, 1, 1))] * 2), max_size=8),
)
def test_bars_and_dots_of_a_lane_never_overlap(days: list[date], spans: list[tuple[date, date]]) -> None:
    marks = [*marks_on(*days), *(Mark(min(span), max(span), False, True, True) for span in spans)]
    scale = scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT)
    dots = dots_of(marks[: len(days)], scale, 16)
    bars = lifted(bars_of(marks[len(days) :], scale, 16), dots, 16)
    edges = [(dot.level, dot.x - 8, dot.x + 8) for dot in dots] + [(bar.level, bar.left, bar.right) for bar in bars]
    for (level, left, right), (other_level, other_left, other_right) in combinations(edges, 2):
        assert level != other_level or right <= other_left + 0.001 or other_right <= left + 0.001


def test_a_season_of_unknown_episodes_stands_on_the_line_of_its_lane() -> None:
    season = Mark(date(2018, 10, 19), date(2018, 10, 19), False, True, True)
    lane = Lane("x", True, (*marks_on(date(2015, 4, 10), date(2016, 3, 18)), season))
    (track,) = plan_of([lane], LEFT, RIGHT, 200, 1200).tracks
    assert [bar.level for bar in track.bars] == [0]


def test_a_season_over_the_dots_of_another_stands_above_them_and_below_the_name() -> None:
    season = Mark(date(2015, 1, 10), date(2015, 12, 1), False, True, True)
    lane = Lane("x", True, (*marks_on(*[date(2015, 4, 10)] * 3, date(2018, 1, 1)), season))
    plan = plan_of([lane, lane], LEFT, RIGHT, 200, 1200)
    for track in plan.tracks:
        assert [bar.level for bar in track.bars] == [3]
        assert track.line - 4 * (plan.diameter + 2) > track.name


def test_a_bar_of_one_day_can_be_seen() -> None:
    marks = [Mark(date(2016, 9, 30), date(2016, 9, 30), False, True, True)]
    (bar,) = bars_of(marks, scale_of([Lane("x", True, tuple(marks))], LEFT, RIGHT), 16)
    assert bar.right - bar.left >= 32


@given(st.dates(), st.dates())
def test_bands_cover_the_years_without_gaps(one: date, other: date) -> None:
    scale = scale_of([Lane("x", True, tuple(marks_on(one, other)))], LEFT, RIGHT)
    bands = bands_of(scale)
    assert bands[0].left == pytest.approx(LEFT, abs=2)
    assert bands[-1].right == pytest.approx(RIGHT, abs=2)
    assert all(before.right == pytest.approx(after.left) for before, after in pairwise(bands))


def test_a_year_is_named_where_it_begins() -> None:
    scale = scale_of([Lane("x", True, tuple(marks_on(date(2013, 5, 1), date(2024, 5, 1))))], LEFT, RIGHT)
    for band in bands_of(scale):
        assert band.left == pytest.approx(max(LEFT, scale.x(date(int(band.name), 1, 1))))


def test_a_single_year_is_shown_in_quarters() -> None:
    scale = scale_of([Lane("x", True, tuple(marks_on(date(2015, 4, 10))))], LEFT, RIGHT)
    assert [band.name for band in bands_of(scale)] == ["Jan 2015", "April", "July", "October"]


def test_places_keep_their_order_and_pitch() -> None:
    places = spread([10, 10, 10, 50], [1, 1, 1, 1], [0, 5, 10, 15], 0, 100)
    assert places == pytest.approx([5, 10, 15, 50])


def test_many_full_lanes_stay_in_their_height() -> None:
    lanes = [Lane("x", True, tuple(weekly(date(2010 + place, 3, 4), 40))) for place in range(14)]
    plan = plan_of(lanes, LEFT, RIGHT, 300, 1100)
    assert plan.is_beside
    assert plan.height <= 1100
