"""Draw the cells of a matrix, and say what they mean."""

from collections.abc import Callable, Collection
from enum import Enum

from bot.domain.drawings import Cell
from bot.pictures.card import NAME_SIZE, Card, Key
from bot.pictures.homes import COLOURS, WORDS, foremost, told
from bot.pictures.palette import CROSSOVER_SHADES, HOME_SHADES, NEUTRAL_SHADES, TEXT, Colour, readable_on
from bot.pictures.signs import Shape, dashed, sign
from bot.pictures.text import width_of

_STEPS = (2, 5, 9)
"""From so many episodes on a cell has the next shade."""
_LEAST_NUMBER, _NARROW_NUMBER = 20, 24
_WIDE = 44
_KEY = (44, 36)
_SHAPES = {True: Shape.TICKET, False: Shape.BOX, None: Shape.PILL}
_SHADES = {True: CROSSOVER_SHADES, False: HOME_SHADES, None: NEUTRAL_SHADES}


class Style(Enum):
    """Cells say how many episodes, or, where none has more than one, only whether."""

    NUMBERS = "numbers"
    SIGNS = "signs"


def style_of(cells: Collection[Cell]) -> Style:
    """Return how the cells of a matrix are drawn."""
    return Style.NUMBERS if any(cell.episodes > 1 for cell in cells) else Style.SIGNS


def draw_cell(card: Card, middle: tuple[float, float], size: tuple[int, int], cell: Cell, style: Style) -> None:
    """Draw a cell: its form says whether a crossover, its shade how many, dashes unverified, a cross mentioned."""
    ink = _draw_ground(card, middle, size, cell, style)
    x, y = middle
    if not cell.here:
        lift = size[1] * 0.17 if style is Style.NUMBERS or not cell.episodes else 0
        card.stamp(sign(Shape.CROSS, 14, 14), (x, y + 1.7 * lift), COLOURS[cell.crossover])
        y -= lift
    if not cell.episodes:
        card.stamp(sign(Shape.DISC, 10, 10), (x, y), ink)
    elif style is Style.NUMBERS:
        number = f"{cell.episodes:,}"
        card.write_centred((x, y), number, _number_size(number, size[0]), ink)


def legend_of(cells: Collection[Cell]) -> list[Key]:
    """Return what the cells mean, of those that occur."""
    style = style_of(cells)
    examples = [
        (WORDS[one], Cell(1, sourced=True, crossover=one, here=True))
        for one in told({cell.crossover for cell in cells if cell.here})
    ]
    unknown = {cell.crossover for cell in cells if not cell.episodes}
    if unknown:
        examples.append(("episodes unknown", Cell(0, sourced=True, crossover=foremost(unknown), here=True)))
    mentions = {cell.crossover for cell in cells if not cell.here}
    if mentions:
        examples.append(("mentioned", Cell(1, sourced=True, crossover=foremost(mentions), here=False)))
    unverified = {cell.crossover for cell in cells if not cell.sourced}
    if unverified:
        examples.append(("unverified", Cell(1, sourced=False, crossover=foremost(unverified), here=True)))
    return [Key(text, _KEY[0], _sample(cell, style)) for text, cell in examples]


def _draw_ground(card: Card, middle: tuple[float, float], size: tuple[int, int], cell: Cell, style: Style) -> Colour:
    """Draw what is behind the number, and return the number's colour."""
    shape, colour = _SHAPES[cell.crossover], COLOURS[cell.crossover]
    if not cell.sourced:
        card.stamp(dashed(shape, *size), middle, colour)
        return TEXT
    if not cell.here:
        return TEXT
    shade = _shade(cell, style)
    card.stamp(sign(shape, *size), middle, colour)
    card.stamp(sign(shape, size[0] - 4, size[1] - 4), middle, shade)
    return readable_on(shade)


def _shade(cell: Cell, style: Style) -> Colour:
    shades = _SHADES[cell.crossover]
    if style is Style.SIGNS and cell.episodes:
        return shades[-2]
    return shades[sum(cell.episodes >= step for step in _STEPS)]


def _number_size(number: str, width: int) -> int:
    largest = NAME_SIZE if width >= _WIDE else _NARROW_NUMBER
    sizes = (size for size in range(largest, _LEAST_NUMBER, -2) if width_of(number, size) <= width - 4)
    return next(sizes, _LEAST_NUMBER)


def _sample(cell: Cell, style: Style) -> Callable[[Card, tuple[float, float]], None]:
    return lambda card, place: draw_cell(card, place, _KEY, cell, style)
