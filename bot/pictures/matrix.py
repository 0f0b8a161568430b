"""Draw a matrix: names down, seasons and episodes across under their titles, how many episodes in each cell."""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin

from PIL import Image

from bot.domain.drawings import Column, Matrix
from bot.domain.maps import MOST_COLUMNS, MOST_NAMES
from bot.pictures.card import (
    MARGIN,
    NAME_SIZE,
    NOTHING_VERIFIED,
    SMALL_SIZE,
    TALLEST,
    WIDTH,
    Card,
    Frame,
    counted,
    frame_of,
    is_unverified,
)
from bot.pictures.matrix_cells import draw_cell, legend_of, style_of
from bot.pictures.matrix_layout import (
    LONGEST_PART,
    MOST_LINES,
    SLANT,
    TITLE_LINE,
    Grid,
    Measures,
    by_title,
    grid_of,
    titles_of,
)
from bot.pictures.palette import BAND, QUIET, TEXT
from bot.pictures.text import cut, mask_of, width_of, wrap

_WIDER = 1100
"""The width of a card with many columns."""
_MANY_COLUMNS = 14
_PART_SIZE = 24


def draw_matrix(matrix: Matrix) -> bytes:
    """Return the picture of a matrix."""
    order = by_title(matrix.columns[:MOST_COLUMNS])
    columns, names = [matrix.columns[place] for place in order], matrix.names[:MOST_NAMES]
    cells = [[row[place] for place in order if place < len(row)] for row in matrix.cells[: len(names)]]
    unverified = is_unverified(cell.sourced for row in cells for cell in row if cell)
    if unverified:
        cells = [[cell and replace(cell, sourced=True) for cell in row] for row in cells]
    known = {cell for row in cells for cell in row if cell is not None}
    missing = _missing(
        matrix.names_left_out + len(matrix.names) - len(names),
        matrix.columns_left_out + len(matrix.columns) - len(columns),
    )
    notes = (NOTHING_VERIFIED if unverified else "", missing)
    frame = frame_of(matrix.heading, legend_of(known), notes, _WIDER if len(order) > _MANY_COLUMNS else WIDTH)
    most_height = TALLEST - frame.top - frame.below
    grid = grid_of(columns, len(names), _measures(columns, names), frame.inside, most_height)
    card = frame.card(grid.height)
    _draw_names(card, frame, grid, names)
    _draw_titles(card, frame, grid)
    _draw_parts(card, frame, grid, columns)
    style, size = style_of(known), (max(6, round(grid.pitch) - 3), grid.row - 4)
    for row, own in enumerate(cells):
        for column, cell in enumerate(own):
            if cell is not None:
                x, y = grid.middle(row, column)
                draw_cell(card, (MARGIN + x, frame.top + y), size, cell, style)
    return card.png()


def _missing(names: int, columns: int) -> str:
    both = (counted(names, "more name", "more names"), counted(columns, "more column", "more columns"))
    told = " and ".join(part for part in both if part)
    return f"{told} {'is' if names + columns == 1 else 'are'} not shown" if told else ""


def _measures(columns: Sequence[Column], names: Sequence[str]) -> Measures:
    titles = [title for title, _ in titles_of(columns)]
    return Measures(
        name=max((width_of(name, NAME_SIZE) for name in names), default=0),
        part=max((width_of(_part(column), _PART_SIZE) for column in columns), default=0),
        words=tuple(max((width_of(word, SMALL_SIZE) for word in title.split()), default=0) for title in titles),
        titles=tuple(width_of(title, SMALL_SIZE) for title in titles),
    )


def _part(column: Column) -> str:
    return cut(column.part, _PART_SIZE, LONGEST_PART)


def _draw_names(card: Card, frame: Frame, grid: Grid, names: Sequence[str]) -> None:
    right = MARGIN + (grid.lefts[-1] + grid.pitch if grid.lefts else frame.inside)
    for row, name in enumerate(names):
        top = frame.top + grid.head + row * grid.row
        if row % 2 == 0:
            card.pen.rounded_rectangle((MARGIN - 12, top, round(right) + 6, top + grid.row - 1), radius=8, fill=BAND)
        card.write((MARGIN, top + grid.row / 2), cut(name, NAME_SIZE, grid.names - 16), NAME_SIZE)


def _draw_titles(card: Card, frame: Frame, grid: Grid) -> None:
    bottom = frame.top + grid.titles
    titles = [group.title for group in grid.groups]
    for group in grid.groups:
        middle, room = MARGIN + (group.left + group.right) / 2, round(group.room)
        if grid.is_slanted:
            _draw_slanted(card, (middle, bottom), _short(group.title, titles, room))
        else:
            for place, line in enumerate(reversed(wrap(group.title, SMALL_SIZE, room, MOST_LINES))):
                card.write_centred((middle, bottom - 8 - (place + 0.5) * TITLE_LINE), line, SMALL_SIZE)
        line = (round(MARGIN + group.left) + 1, bottom - 3, round(MARGIN + group.right) - 3, bottom - 3)
        card.pen.line(line, fill=QUIET, width=2)


def _short(title: str, titles: Sequence[str], room: int) -> str:
    """Return a title in its room: without what it begins with if another one begins so, or both would look the same."""
    series, colon, own = title.partition(": ")
    alike = any(other != title and other.startswith(series + colon) for other in titles)
    if own and alike and width_of(title, SMALL_SIZE) > room:
        title = f"…{own}"
    return cut(title, SMALL_SIZE, room)


def _draw_slanted(card: Card, foot: tuple[float, float], title: str) -> None:
    """Write a title that rises to the right from a foot."""
    mask = mask_of(title, SMALL_SIZE)
    turned = mask.rotate(SLANT, Image.Resampling.BICUBIC, expand=True)
    x = foot[0] + mask.width / 2 * cos(radians(SLANT))
    y = foot[1] - 20 - mask.width / 2 * sin(radians(SLANT))
    card.stamp(turned, (x, y), TEXT)


def _draw_parts(card: Card, frame: Frame, grid: Grid, columns: Sequence[Column]) -> None:
    middle = frame.top + grid.titles + grid.parts / 2
    for left, column in zip(grid.lefts, columns, strict=True):
        x, part = MARGIN + left + grid.pitch / 2, _part(column)
        if grid.is_turned and part:
            card.stamp(mask_of(part, _PART_SIZE).transpose(Image.Transpose.ROTATE_90), (x, middle), QUIET)
        else:
            card.write_centred((x, middle), part, _PART_SIZE, QUIET)
