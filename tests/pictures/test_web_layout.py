from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.drawings import Node
from bot.pictures.web_layout import RADIUS, curve, letters_of, ribbon, ring_of, thickness

WIDTH = 928
LINE = 33


@given(st.lists(st.floats(0, 200), max_size=24), st.integers(600, 1200))
def test_nodes_and_names_neither_meet_nor_leave_the_picture(names: list[float], most_height: int) -> None:
    ring = ring_of(names, WIDTH, most_height)
    assert ring.height <= most_height
    for spot, name in zip(ring.spots, names, strict=True):
        assert RADIUS <= spot.y <= ring.height - RADIUS
        assert 0 <= spot.name <= WIDTH
        assert name <= spot.room + 0.001
    for one, other in combinations(ring.spots, 2):
        assert one.is_right != other.is_right or abs(one.y - other.y) >= 2 * RADIUS
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (2 * RADIUS) ** 2


def test_names_of_two_lines_have_room_in_a_full_web() -> None:
    ring = ring_of([200.0] * 24, WIDTH, 900)
    heights = sorted(spot.y for spot in ring.spots if spot.is_right)
    assert min(b - a for a, b in pairwise(heights)) >= 2 * LINE


def test_neighbours_in_order_are_neighbours_on_the_ring() -> None:
    spots = ring_of([100.0] * 8, WIDTH, 900).spots
    assert [spot.is_right for spot in spots] == [True] * 4 + [False] * 4
    assert [spot.y for spot in spots] == sorted(spot.y for spot in spots[:4]) + sorted(
        (spot.y for spot in spots[4:]), reverse=True
    )


def test_more_episodes_make_a_wider_tie_but_not_for_ever() -> None:
    widths = [thickness(shared, 10) for shared in (1, 2, 4, 8, 16)]
    assert widths == sorted(set(widths))
    assert thickness(10**6, 10) == thickness(10**5, 10) < 2 * RADIUS
    assert thickness(1.5, 10) > thickness(1, 10)
    assert thickness(8, 200) < thickness(8, 10)


def test_a_tie_begins_and_ends_in_its_nodes() -> None:
    ring = ring_of([100.0] * 5, WIDTH, 900)
    points = curve(ring.spots[0], ring.spots[3], ring.middle)
    assert points[0] == pytest.approx((ring.spots[0].x, ring.spots[0].y))
    assert points[-1] == pytest.approx((ring.spots[3].x, ring.spots[3].y))


def test_a_ribbon_is_as_wide_as_asked() -> None:
    assert ribbon([(0, 0), (10, 0)], 4) == [(0, 2), (10, 2), (10, -2), (0, -2)]
    assert ribbon([(5, 5), (5, 5)], 4) == [(5, 5)] * 4


def test_every_group_has_a_letter_of_its_own() -> None:
    nodes = [Node("x", group) for group in ("Daredevil", "", "Echo", "Daredevil")]
    assert letters_of(nodes) == {"Daredevil": "A", "Echo": "B"}
