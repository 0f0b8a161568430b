"""Where the cells of a matrix stand: as large as names, titles and their number allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import ceil, cos, radians, sin

from bot.domain.drawings import Column

SLANT = 65
"""Degrees by which the names of titles are turned where they do not fit across."""
TITLE_LINE = 34
MOST_LINES = 3
"""So many lines a title may have."""
LONGEST_PART = 90
"""How wide the name of a part may be."""

_WIDEST_CELL = 180
_TALLEST_ROW = 68
_LEAST_ROW = 36
_BETWEEN_TITLES = 8
_MOST_NAME_SHARE = 0.34
_LONGEST_SLANTED = 250
_LEAST_LAST_TITLE = 230
_PART_LINE = 38
_FULL_LINES = 2.6
"""Words leave some of each line free, so that three lines hold so much."""
_EDGE = 10
"""Turned titles may reach so far into the margin."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns next to each other that belong to one title; `room` is how long its name may be."""

    title: str
    left: float
    right: float
    room: float


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide the texts are: the widest name and part, and the widest word and the whole of each group's title."""

    name: int
    part: int
    words: tuple[int, ...]
    titles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, placed; heights count from where it begins."""

    names: int
    pitch: float
    lefts: tuple[float, ...]
    groups: tuple[Group, ...]
    is_slanted: bool
    is_turned: bool
    titles: int
    parts: int
    row: int
    rows: int

    @property
    def head(self) -> int:
        """How high titles and parts are."""
        return self.titles + self.parts

    @property
    def height(self) -> int:
        """How high all of it is."""
        return self.head + self.row * self.rows

    def middle(self, row: int, column: int) -> tuple[float, float]:
        """Return the middle of a cell."""
        return self.lefts[column] + self.pitch / 2, self.head + (row + 0.5) * self.row


def by_title(columns: Sequence[Column]) -> list[int]:
    """Return the places of columns so that those of a title are together, titles in the order they begin."""
    titles = {title: place for place, title in reversed(list(enumerate(column.title for column in columns)))}
    return sorted(range(len(columns)), key=lambda place: titles[columns[place].title])


def titles_of(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """Return each title with the number of its columns, as they stand next to each other."""
    return [(title, len(list(own))) for title, own in groupby(columns, key=lambda column: column.title)]


def grid_of(columns: Sequence[Column], rows: int, measures: Measures, width: int, most_height: int) -> Grid:
    """Place names, columns and rows in a width and, as far as they fit, in a height."""
    owned = titles_of(columns)
    names = min(measures.name + 24, round(width * _MOST_NAME_SHARE))
    room = width - names - _BETWEEN_TITLES * max(0, len(owned) - 1)
    pitch = min(_WIDEST_CELL, room / max(1, len(columns)))
    is_slanted = not _fit_across(owned, measures, pitch)
    if is_slanted:
        pitch = min(pitch, (room + _EDGE - _overhang(measures)) / (len(columns) - owned[-1][1] / 2))
        pitch = min(pitch, room / len(columns))
    lefts = _lefts(owned, names, pitch)
    groups = _groups(owned, lefts, pitch, width, is_slanted=is_slanted)
    is_turned = measures.part + 4 > pitch
    titles = _titles_height(groups, measures, is_slanted=is_slanted)
    parts = 0 if not measures.part else measures.part + 16 if is_turned else _PART_LINE
    row = min(_TALLEST_ROW, round(1.6 * pitch), (most_height - titles - parts) // max(1, rows))
    return Grid(names, pitch, lefts, groups, is_slanted, is_turned, titles, parts, max(_LEAST_ROW, row), rows)


def _fit_across(owned: Sequence[tuple[str, int]], measures: Measures, pitch: float) -> bool:
    """Tell whether every title fits above its columns, wrapped."""
    return all(
        word <= count * pitch and whole <= _FULL_LINES * count * pitch
        for (_, count), word, whole in zip(owned, measures.words, measures.titles, strict=True)
    )


def _overhang(measures: Measures) -> float:
    """Return how far the last turned title leans out over its columns, cut somewhat if it is long."""
    return min(measures.titles[-1], _LEAST_LAST_TITLE) * cos(radians(SLANT))


def _lefts(owned: Sequence[tuple[str, int]], names: int, pitch: float) -> tuple[float, ...]:
    gaps = [_BETWEEN_TITLES * group for group, (_, count) in enumerate(owned) for _ in range(count)]
    return tuple(names + place * pitch + gap for place, gap in enumerate(gaps))


def _groups(
    owned: Sequence[tuple[str, int]], lefts: Sequence[float], pitch: float, width: int, *, is_slanted: bool
) -> tuple[Group, ...]:
    ends = list(accumulate(count for _, count in owned))
    groups: list[Group] = []
    for (title, count), end in zip(owned, ends, strict=True):
        left, right = lefts[end - count], lefts[end - 1] + pitch
        lean = (width + _EDGE - (left + right) / 2) / cos(radians(SLANT))
        groups.append(Group(title, left, right, min(_LONGEST_SLANTED, lean) if is_slanted else right - left))
    return tuple(groups)


def _titles_height(groups: Sequence[Group], measures: Measures, *, is_slanted: bool) -> int:
    if is_slanted:
        longest = max(min(whole, group.room) for group, whole in zip(groups, measures.titles, strict=True))
        return ceil(longest * sin(radians(SLANT))) + TITLE_LINE
    shares = [whole / group.room for group, whole in zip(groups, measures.titles, strict=True)]
    lines = max((1 if share <= 1 else 2 if share <= _FULL_LINES - 1 else MOST_LINES for share in shares), default=0)
    return lines * TITLE_LINE + 6
