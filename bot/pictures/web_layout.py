"""Where the nodes of a web stand: around an oval, each at a height of its own, so that names never meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, log2, sqrt

from bot.domain.drawings import Node

RADIUS = 21
_WIDEST_STEP, _FREE_STEP, _FEW = 82, 106, 5
_LEAST_HEIGHT = 400
_WIDEST, _NARROWEST = 300.0, 190.0
"""How far the oval reaches to a side."""
_GAP = 14
_POINTS = 14
_BEND = 0.55
_FEW_TIES = 60

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, placed; its name begins at `name` and goes to the right, or ends there, and may be `room` wide."""

    x: float
    y: float
    is_right: bool
    name: float
    room: float


@dataclass(frozen=True, slots=True)
class Ring:
    """The nodes of a web, placed, in their order."""

    spots: tuple[Spot, ...]
    width: int
    height: int

    @property
    def middle(self) -> Point:
        """Return the middle of the oval."""
        return self.width / 2, self.height / 2


def ring_of(names: Sequence[float], width: int, most_height: int) -> Ring:
    """Place nodes whose names are so wide: down the right side, up the left one, the oval as wide as names allow."""
    count = len(names)
    if count == 1:
        spot = Spot(RADIUS + 4, 40, is_right=True, name=2 * RADIUS + 22, room=width - 2 * RADIUS - 22)
        return Ring((spot,), width, 80)
    rights = (count + 1) // 2
    lifts = [*_lifts(rights), *reversed(_lifts(count - rights))]
    step = min(_FREE_STEP if rights <= _FEW else _WIDEST_STEP, most_height / max(1, rights))
    height = min(most_height, round(max(_LEAST_HEIGHT if count > 2 else 0, step * rights)))
    half = min(_WIDEST, *(_half(lift, name, width) for lift, name in zip(lifts, names, strict=True))) if names else 0
    sides = [place < rights for place in range(count)]
    spots = (
        _spot(lift, max(half, _NARROWEST), width, height, is_right=is_right)
        for lift, is_right in zip(lifts, sides, strict=True)
    )
    return Ring(tuple(spots), width, height)


def ribbon(points: Sequence[Point], width: float) -> list[Point]:
    """Return the outline of a line through points."""
    before, after = [points[0], *points[:-1]], [*points[1:], points[-1]]
    left: list[Point] = []
    right: list[Point] = []
    for (x, y), (ax, ay), (bx, by) in zip(points, before, after, strict=True):
        share = width / 2 / (hypot(bx - ax, by - ay) or 1.0)
        aside, down = (ay - by) * share, (bx - ax) * share
        left.append((x + aside, y + down))
        right.append((x - aside, y - down))
    return left + right[::-1]


def curve(one: Spot, other: Spot, middle: Point, finer: int = 1) -> list[Point]:
    """Return the points of a tie, so many times closer: bent towards the middle of the web."""
    count = _POINTS * finer
    x = (one.x + other.x) / 2 * (1 - _BEND) + middle[0] * _BEND
    y = (one.y + other.y) / 2 * (1 - _BEND) + middle[1] * _BEND
    return [_bezier(one, (x, y), other, step / count) for step in range(count + 1)]


def thickness(times: float, ties: int) -> float:
    """Return how wide a tie is: a step more for each doubling of the fewest episodes, slender among many ties."""
    step = 2.0 if ties <= _FEW_TIES else 1.2
    return min(6.5 * step, 2.0 + step * log2(max(1.0, times)))


def letters_of(nodes: Sequence[Node]) -> dict[str, str]:
    """Return a letter for each group, in the order in which they come."""
    groups = dict.fromkeys(node.group for node in nodes if node.group)
    return {group: chr(ord("A") + place) for place, group in enumerate(groups)}


def _lifts(many: int) -> list[float]:
    """Return heights from -1 to 1, evenly."""
    return [2 * (place + 0.5) / many - 1 for place in range(many)]


def _bulge(lift: float) -> float:
    return sqrt(1 - (0.97 * lift) ** 2)


def _half(lift: float, name: float, width: int) -> float:
    """Return how far the oval may reach to a side, so that a name has room beside it."""
    return (width / 2 - RADIUS - _GAP - name) / _bulge(lift)


def _spot(lift: float, half: float, width: int, height: int, *, is_right: bool) -> Spot:
    reach = half * _bulge(lift)
    y = height / 2 * (1 + lift)
    x = width / 2 + (reach if is_right else -reach)
    name = x + (RADIUS + _GAP if is_right else -RADIUS - _GAP)
    return Spot(x, y, is_right, name, width - name if is_right else name)


def _bezier(one: Spot, bend: Point, other: Spot, share: float) -> Point:
    rest = 1 - share
    parts = (rest * rest, 2 * rest * share, share * share)
    return (
        parts[0] * one.x + parts[1] * bend[0] + parts[2] * other.x,
        parts[0] * one.y + parts[1] * bend[1] + parts[2] * other.y,
    )
