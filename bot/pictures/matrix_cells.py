"""Draw the cells of a matrix, and say what they mean."""

from collections.abc import Callable, Collection
from enum import Enum

from bot.domain.drawings import Cell
from bot.pictures.card import NAME_SIZE, Card, Key
from bot.pictures.palette import CROSSOVER, CROSSOVER_SHADES, HOME, HOME_SHADES, TEXT, Colour, readable_on
from bot.pictures.signs import Shape, dashed, sign
from bot.pictures.text import width_of

_STEPS = (2, 5, 9)
"""From so many episodes on a cell has the next shade."""
_LEAST_NUMBER, _NARROW_NUMBER = 20, 24
_WIDE = 44
_KEY = (44, 36)


class Style(Enum):
    """Cells say how many episodes, or, where none has more than one, only whether."""

    NUMBERS = "numbers"
    SIGNS = "signs"


def style_of(cells: Collection[Cell]) -> Style:
    """Return how the cells of a matrix are drawn."""
    return Style.NUMBERS if any(cell.episodes > 1 for cell in cells) else Style.SIGNS


def draw_cell(card: Card, middle: tuple[float, float], size: tuple[int, int], cell: Cell, style: Style) -> None:
    """Draw a cell: its form says crossover, its shade how many, dashes unverified, a cross mentioned."""
    ink = _draw_ground(card, middle, size, cell, style)
    x, y = middle
    if not cell.here:
        lift = size[1] * 0.17 if style is Style.NUMBERS or not cell.episodes else 0
        card.stamp(sign(Shape.CROSS, 14, 14), (x, y + 1.7 * lift), _colour(cell))
        y -= lift
    if not cell.episodes:
        card.stamp(sign(Shape.DISC, 10, 10), (x, y), ink)
    elif style is Style.NUMBERS:
        number = f"{cell.episodes:,}"
        card.write_centred((x, y), number, _number_size(number, size[0]), ink)


def legend_of(cells: Collection[Cell]) -> list[Key]:
    """Return what the cells mean, of those that occur."""
    style = style_of(cells)
    at = any(cell.crossover for cell in cells)
    kinds = (
        (any(cell.crossover and cell.here for cell in cells), "crossover", _example(crossover=True)),
        (any(not cell.crossover and cell.here for cell in cells), "at home", _example(crossover=False)),
        (any(not cell.episodes for cell in cells), "episodes unknown", _example(episodes=0, crossover=at)),
        (any(not cell.here for cell in cells), "mentioned", _example(here=False, crossover=at)),
        (any(not cell.sourced for cell in cells), "unverified", _example(sourced=False, crossover=at)),
    )
    return [Key(text, _KEY[0], _sample(cell, style)) for occurs, text, cell in kinds if occurs]


def _draw_ground(card: Card, middle: tuple[float, float], size: tuple[int, int], cell: Cell, style: Style) -> Colour:
    """Draw what is behind the number, and return the number's colour."""
    shape = Shape.TICKET if cell.crossover else Shape.BOX
    if not cell.sourced:
        card.stamp(dashed(shape, *size), middle, _colour(cell))
        return TEXT
    if not cell.here:
        return TEXT
    shade = _shade(cell, style)
    card.stamp(sign(shape, *size), middle, _colour(cell))
    card.stamp(sign(shape, size[0] - 4, size[1] - 4), middle, shade)
    return readable_on(shade)


def _colour(cell: Cell) -> Colour:
    return CROSSOVER if cell.crossover else HOME


def _shade(cell: Cell, style: Style) -> Colour:
    shades = CROSSOVER_SHADES if cell.crossover else HOME_SHADES
    if style is Style.SIGNS and cell.episodes:
        return shades[-2]
    return shades[sum(cell.episodes >= step for step in _STEPS)]


def _number_size(number: str, width: int) -> int:
    largest = NAME_SIZE if width >= _WIDE else _NARROW_NUMBER
    sizes = (size for size in range(largest, _LEAST_NUMBER, -2) if width_of(number, size) <= width - 4)
    return next(sizes, _LEAST_NUMBER)


def _example(*, episodes: int = 1, sourced: bool = True, crossover: bool, here: bool = True) -> Cell:
    return Cell(episodes, sourced, crossover, here)


def _sample(cell: Cell, style: Style) -> Callable[[Card, tuple[float, float]], None]:
    return lambda card, place: draw_cell(card, place, _KEY, cell, style)
