"""The small signs of a picture as masks with soft edges, drawn once for each size."""

import math
from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from PIL import Image, ImageDraw

_FINER = 8
"""Signs are drawn so many times larger and then reduced."""

_DASH = 5
_CORNER = 8


class Shape(Enum):
    """What a sign looks like."""

    DISC = "disc"
    DIAMOND = "diamond"
    CROSS = "cross"
    BAR = "bar"
    BOX = "box"
    TICKET = "ticket"
    SQUARE = "square"
    PILL = "pill"


@lru_cache(maxsize=256)
def sign(shape: Shape, width: int, height: int, *, hollow: bool = False) -> Image.Image:
    """Return the mask of a sign; a hollow one says: unverified."""
    mask = Image.new("L", (width * _FINER, height * _FINER))
    _DRAWN[shape](ImageDraw.Draw(mask), mask.width, mask.height, _border(shape, mask.height) if hollow else 0)
    return mask.reduce(_FINER)


@lru_cache(maxsize=64)
def dashed(shape: Shape, width: int, height: int) -> Image.Image:
    """Return the mask of a box, ticket or pill with a dashed border."""
    border = sign(shape, width, height, hollow=True).copy()
    pen = ImageDraw.Draw(border)
    for x in _gaps(width):
        pen.rectangle((x, 0, x + _DASH - 1, height), fill=0)
    for y in _gaps(height):
        pen.rectangle((0, y, width, y + _DASH - 1), fill=0)
    return border


def _gaps(length: int) -> list[int]:
    """Return where the gaps of a dashed side begin: evenly, and away from the corners."""
    count = max(1, round((length - 2 * _CORNER) / (2.4 * _DASH)))
    step = (length - 2 * _CORNER) / count
    return [round(_CORNER + (place + 0.5) * step - _DASH / 2) for place in range(count)]


def _border(shape: Shape, height: int) -> int:
    return 2 * _FINER if shape in {Shape.BOX, Shape.TICKET, Shape.PILL} else max(round(1.6 * _FINER), height // 7)


def _disc(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    pen.ellipse((0, 0, width - 1, height - 1), fill=255)
    if border:
        pen.ellipse((border, border, width - 1 - border, height - 1 - border), fill=0)


def _diamond(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    _rhomb(pen, width, height, 0, 255)
    if border:
        _rhomb(pen, width, height, border * math.sqrt(2), 0)


def _rhomb(pen: ImageDraw.ImageDraw, width: int, height: int, inset: float, fill: int) -> None:
    x, y = (width - 1) / 2, (height - 1) / 2
    pen.polygon([(x, inset), (width - 1 - inset, y), (x, height - 1 - inset), (inset, y)], fill=fill)


def _cross(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    line = max(2 * _FINER, height // 5)
    right, bottom = width - line, height - line
    pen.line((line, line, right, bottom), fill=255, width=line)
    pen.line((line, bottom, right, line), fill=255, width=line)
    if border:
        third = width / 3
        pen.rectangle((third, third, width - third, height - third), fill=0)


def _bar(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    _rounded(pen, width, height, border, height // 2)


def _box(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    _rounded(pen, width, height, border, 6 * _FINER)


def _square(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    """Draw a square about as large as a disc of this size looks."""
    inset = height // 14
    for edge, fill in ((inset, 255), (inset + border, 0))[: 2 if border else 1]:
        pen.rectangle((edge, edge, width - 1 - edge, height - 1 - edge), fill=fill)


def _pill(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    _rounded(pen, width, height, border, min(width, height) // 2)


def _rounded(pen: ImageDraw.ImageDraw, width: int, height: int, border: int, radius: int) -> None:
    pen.rounded_rectangle((0, 0, width - 1, height - 1), radius=radius, fill=255)
    if border:
        inner = (border, border, width - 1 - border, height - 1 - border)
        pen.rounded_rectangle(inner, radius=max(1, radius - border), fill=0)


def _ticket(pen: ImageDraw.ImageDraw, width: int, height: int, border: int) -> None:
    _cut_box(pen, width, height, 0, 255)
    if border:
        _cut_box(pen, width, height, border, 0)


def _cut_box(pen: ImageDraw.ImageDraw, width: int, height: int, inset: int, fill: int) -> None:
    """Fill a box of which two corners are cut off."""
    right, bottom, slope = width - 1 - inset, height - 1 - inset, min(12 * _FINER, width // 3) - inset // 2
    upper = [(inset, inset), (right - slope, inset), (right, inset + slope)]
    lower = [(right, bottom), (inset + slope, bottom), (inset, bottom - slope)]
    pen.polygon(upper + lower, fill=fill)


_DRAWN: dict[Shape, Callable[[ImageDraw.ImageDraw, int, int, int], None]] = {
    Shape.DISC: _disc,
    Shape.DIAMOND: _diamond,
    Shape.CROSS: _cross,
    Shape.BAR: _bar,
    Shape.BOX: _box,
    Shape.TICKET: _ticket,
    Shape.SQUARE: _square,
    Shape.PILL: _pill,
}
