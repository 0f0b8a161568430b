"""Where the marks of a timeline stand: days to pixels, dots stacked in columns that never overlap, bars in rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, groupby, pairwise
from math import inf

from bot.domain.drawings import Lane, Mark

MOST_STACKED = 4
AXIS = 48
"""How high the line with the years is."""

_LARGE = (24, 22, 20, 18, 16, 14)
"""Diameters of dots below their lane's name, the best first."""
_SMALL = (22, 20, 18, 16, 14, 12)
"""Diameters of dots beside their lane's name, where lanes are many or full."""
_TINY = (10, 8, 6)
"""Diameters that are better than leaving dots out."""
_LABEL = 42
_GAP = 22
_GAP_BESIDE = 12
_LEAST_BESIDE = 38
_BETWEEN = 2
_SEASON_GAP = 8
_SEASON_BREAK = timedelta(days=60)
"""Episodes so far apart belong to two seasons, between which there is a gap."""
_LEAST_BAR = 2.5
"""A bar is at least so many dots long."""
_MOST_BAR_ROWS = 3
_NEAR, _FAR, _ANYWHERE = 3.0, 6.0, inf
"""So many dots' widths a dot may stand from its day: smaller dots are tried first, to a degree."""
_TICK_WIDTH = 92
_LEAST_BAND = 2
_ROUND_STEP = 5
"""Bands of so many years begin at round years."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark of one day; `x` is its middle, `level` counts upwards from the line, from 0."""

    x: float
    level: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark of several days; `level` counts upwards from the line, as that of dots does."""

    left: float
    right: float
    level: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Track:
    """A lane with its marks placed; `name` is the middle of its name, `line` what they stand on."""

    lane: Lane
    name: int
    line: int
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time with its name, such as a year."""

    left: float
    right: float
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels between two edges."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day is."""
        return self.at(day.toordinal())

    def at(self, ordinal: int) -> float:
        """Return where a day is, counted from the first of year 1."""
        return self.left + (ordinal - self.first) / (self.last - self.first) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Plan:
    """A timeline, placed; `left` is where its days begin, and with `is_beside` its names stand before that."""

    diameter: int
    left: float
    is_beside: bool
    bands: tuple[Band, ...]
    tracks: tuple[Track, ...]
    height: int


def plan_of(lanes: Sequence[Lane], left: float, right: float, names: float, most_height: int) -> Plan:
    """Place all marks between two edges: large dots below the names where they fit, else smaller ones beside them."""
    below, beside = scale_of(lanes, left, right), scale_of(lanes, left + names, right)
    tries = [
        *((below, diameter, _NEAR) for diameter in _LARGE),
        *((beside, diameter, _NEAR) for diameter in _SMALL),
        *((below, diameter, _FAR) for diameter in _LARGE[-1:]),
        *((beside, diameter, _FAR) for diameter in _SMALL[-2:]),
        *((beside, diameter, _ANYWHERE) for diameter in _TINY),
    ]
    for scale, diameter, farthest in tries:
        plan = _plan(lanes, scale, diameter, is_beside=scale is beside)
        if plan.height <= most_height and all(_is_true(track, scale, diameter, farthest) for track in plan.tracks):
            return plan
    return _plan(lanes, beside, _TINY[-1], is_beside=True)


def scale_of(lanes: Iterable[Lane], left: float, right: float) -> Scale:
    """Return the scale of whole years that holds every mark."""
    days = [day for lane in lanes for mark in lane.marks for day in (mark.first, mark.last)] or [date(2000, 1, 1)]
    first, last = min(days).year, max(days).year
    return Scale(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1, left, right)


def bands_of(scale: Scale) -> tuple[Band, ...]:
    """Return the years of a scale, or groups of them where they are many, or the quarters of a single one."""
    first, last = date.fromordinal(scale.first).year, date.fromordinal(scale.last - 1).year
    if first == last:
        return _quarters(scale, first)
    width = (scale.right - scale.left) / (last - first + 1)
    step = next((step for step in _STEPS if step * width >= _TICK_WIDTH), _STEPS[-1])
    bands = [
        Band(max(scale.left, _new_year(scale, year)), _new_year(scale, year + step), str(year) if year >= first else "")
        for year in range(first - (first % step if step >= _ROUND_STEP else 0), last + 1, step)
    ]
    return tuple(band for band in bands if band.right - band.left >= _LEAST_BAND)


def dots_of(marks: Iterable[Mark], scale: Scale, diameter: int) -> tuple[Dot, ...]:
    """Stack the marks in columns near their days; of more than there is room for, an even choice stays."""
    pitch = diameter + _BETWEEN
    left, right = scale.left + pitch / 2, scale.right - pitch / 2
    room = max(1, int((right - left) / pitch) + 1)
    ordered = sorted(marks, key=_order)
    columns = _columns(ordered, scale, pitch)
    while len(columns) > room:
        ordered = _thinned(ordered, min(room * MOST_STACKED, len(ordered) * 4 // 5))
        columns = _columns(ordered, scale, pitch)
        if len(ordered) <= room:
            break
    wanted = [sum(scale.x(mark.first) for mark in column) / len(column) for column in columns]
    places = spread(wanted, [len(column) for column in columns], _offsets(columns, pitch, right - left), left, right)
    return tuple(
        Dot(x, level, mark) for x, column in zip(places, columns, strict=True) for level, mark in enumerate(column)
    )


def bars_of(marks: Iterable[Mark], scale: Scale, diameter: int) -> tuple[Bar, ...]:
    """Lay spans in rows from the line up, so that none overlap, as far as there are rows; equal ones become one."""
    least = _LEAST_BAR * diameter
    ends = [scale.left - _BETWEEN] * _MOST_BAR_ROWS
    bars: list[Bar] = []
    for mark in sorted(set(marks), key=_order):
        begin, end = sorted((scale.x(mark.first), scale.x(mark.last)))
        middle, length = (begin + end) / 2, max(end - begin, least)
        begin = min(max(middle - length / 2, scale.left), scale.right - length)
        level = next((row for row, taken in enumerate(ends) if taken + _BETWEEN <= begin), None)
        if level is None:
            level = min(range(_MOST_BAR_ROWS), key=lambda row: ends[row])
            begin = min(max(begin, ends[level] + _BETWEEN), scale.right - length)
            if begin < ends[level]:
                continue
        ends[level] = begin + length
        bars.append(Bar(begin, begin + length, level, mark))
    return tuple(bars)


def lifted(bars: Iterable[Bar], dots: Sequence[Dot], diameter: int) -> tuple[Bar, ...]:
    """Lift bars over the dots that are in their way, and over the bars lifted so."""
    placed: list[Bar] = []
    for bar in sorted(bars, key=lambda bar: (bar.level, bar.left)):
        left, right = bar.left - _BETWEEN, bar.right + _BETWEEN
        under = [dot.level for dot in dots if left < dot.x + diameter / 2 and dot.x - diameter / 2 < right]
        under += [other.level for other in placed if bar.left < other.right and other.left < bar.right]
        placed.append(replace(bar, level=max(under, default=-1) + 1))
    return tuple(placed)


def spread(
    wanted: Sequence[float], weights: Sequence[int], offsets: Sequence[float], left: float, right: float
) -> list[float]:
    """Return the places nearest to those wanted, in the same order, as far apart as offsets are, between the edges.

    What has to move moves together: pools of neighbours stand around the middle of what they wanted.
    """
    pools: list[tuple[float, int, int]] = []  # mean of the places less their offsets, weight, columns
    for x, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, mass, count = x - offset, weight, 1
        while pools and pools[-1][0] >= mean:
            other, other_mass, other_count = pools.pop()
            mean = (mean * mass + other * other_mass) / (mass + other_mass)
            mass, count = mass + other_mass, count + other_count
        pools.append((mean, mass, count))
    most = right - (offsets[-1] if offsets else 0)
    means = [min(max(mean, left), most) for mean, _, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _offsets(columns: Sequence[Sequence[Mark]], pitch: float, room: float) -> list[float]:
    """Return how far columns are from the first one at least: a pitch each, and a gap between seasons, if it fits."""
    gaps = [
        _SEASON_GAP if after[0].first - before[-1].first > _SEASON_BREAK else 0 for before, after in pairwise(columns)
    ]
    offsets = list(accumulate((pitch + gap for gap in gaps), initial=0.0)) if columns else []
    return offsets if not offsets or offsets[-1] <= room else [place * pitch for place in range(len(columns))]


def _plan(lanes: Sequence[Lane], scale: Scale, diameter: int, *, is_beside: bool) -> Plan:
    """Return the plan with dots of a size."""
    pitch = diameter + _BETWEEN
    top = AXIS
    tracks: list[Track] = []
    for lane in lanes:
        dots = dots_of((mark for mark in lane.marks if mark.exact), scale, diameter)
        spans = bars_of((mark for mark in lane.marks if not mark.exact), scale, diameter)
        bars = lifted(spans, dots, diameter)
        above = pitch * max((placed.level + 1 for placed in (*dots, *bars)), default=0)
        if is_beside:
            line = top + max(above, _LEAST_BESIDE)
            tracks.append(Track(lane, (top + line) // 2, line, dots, bars))
            top = line + _GAP_BESIDE
        else:
            line = top + _LABEL + above
            tracks.append(Track(lane, top + _LABEL // 2, line, dots, bars))
            top = line + _GAP
    bands = bands_of(scale) if any(lane.marks for lane in lanes) else ()
    return Plan(diameter, scale.left, is_beside, bands, tuple(tracks), top if lanes else 0)


def _is_true(track: Track, scale: Scale, diameter: int, most: float) -> bool:
    """Tell whether all dots of a lane are there, and none is too far from its day."""
    exact = sum(mark.exact for mark in track.lane.marks)
    farthest = max((abs(dot.x - scale.x(dot.mark.first)) for dot in track.dots), default=0)
    return len(track.dots) == exact and farthest <= most * (diameter + _BETWEEN)


def _columns(ordered: Sequence[Mark], scale: Scale, pitch: float) -> list[list[Mark]]:
    """Split marks in order of their days into columns: a day evenly, days close to each other together."""
    columns: list[list[Mark]] = []
    for _, same in groupby(ordered, key=lambda mark: mark.first):
        day = list(same)
        count = -(-len(day) // MOST_STACKED)
        if count == 1 and columns and _is_near(columns[-1], day, scale, pitch):
            columns[-1] += day
            continue
        base, more = divmod(len(day), count)
        start = 0
        for place in range(count):
            end = start + base + (place < more)
            columns.append(day[start:end])
            start = end
    return columns


def _is_near(column: list[Mark], day: list[Mark], scale: Scale, pitch: float) -> bool:
    apart = scale.x(day[0].first) - scale.x(column[0].first)
    return len(column) + len(day) <= MOST_STACKED and apart <= 0.7 * pitch


def _thinned(marks: Sequence[Mark], most: int) -> list[Mark]:
    return [marks[place * len(marks) // most] for place in range(most)]


def _order(mark: Mark) -> tuple[date, date, bool, bool]:
    return mark.first, mark.last, not mark.here, not mark.sourced


def _quarters(scale: Scale, year: int) -> tuple[Band, ...]:
    starts = [date(year, month, 1).toordinal() for month in (1, 4, 7, 10)]
    names = (f"Jan {year}", "April", "July", "October")
    ends = [*starts[1:], scale.last]
    return tuple(
        Band(scale.at(start), scale.at(end), name) for start, end, name in zip(starts, ends, names, strict=True)
    )


def _new_year(scale: Scale, year: int) -> float:
    if year < date.min.year:
        return scale.left
    return min(scale.right, scale.at(date(year, 1, 1).toordinal())) if year <= date.max.year else scale.right
