"""The colours of a picture, and how WCAG measures their contrast; told apart by colour-blind eyes, too."""

from functools import cache
from itertools import chain

Colour = tuple[int, int, int]

CARD: Colour = (0x1E, 0x1F, 0x24)
BAND: Colour = (0x26, 0x27, 0x2D)
LINE: Colour = (0x43, 0x45, 0x4F)
TEXT: Colour = (0xF2, 0xF1, 0xEC)
QUIET: Colour = (0xB4, 0xB6, 0xBF)
INK: Colour = (0x12, 0x13, 0x16)
"""Text on a light mark."""
ACCENT: Colour = (0xE0, 0x4A, 0x56)
"""The product's #B3202C, light enough for the card."""
HOME: Colour = (0x6C, 0xBD, 0xEE)
CROSSOVER: Colour = (0xF2, 0xA9, 0x1C)
NEUTRAL: Colour = (0xD4, 0xD5, 0xDA)
"""Where no home is known."""
WITHIN: Colour = (0x7C, 0x82, 0x92)
"""Ties inside a group of a web."""
GROUPS: tuple[Colour, ...] = (
    (0x6C, 0xBD, 0xEE),
    (0x3F, 0xD1, 0xA2),
    (0xF0, 0xE4, 0x42),
    (0xEE, 0xA3, 0xCC),
    (0xFF, 0x97, 0x5C),
    (0xB7, 0xA8, 0xFF),
    (0xD9, 0xD3, 0xC4),
)
HOME_SHADES: tuple[Colour, ...] = ((0x1F, 0x3E, 0x57), (0x27, 0x4B, 0x68), (0x62, 0xAF, 0xDE), (0x8C, 0xCB, 0xF2))
CROSSOVER_SHADES: tuple[Colour, ...] = ((0x4D, 0x38, 0x10), (0x5E, 0x43, 0x0E), (0xDD, 0x9A, 0x1C), (0xFF, 0xC5, 0x52))
NEUTRAL_SHADES: tuple[Colour, ...] = ((0x36, 0x38, 0x3F), (0x44, 0x46, 0x4E), (0xA9, 0xAB, 0xB3), (0xCE, 0xCF, 0xD4))

_STEPS = 9
"""So many shades between a colour and the card are kept, for soft edges."""


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: Colour) -> Colour:
    """Return the text colour that stands out more on a ground."""
    return max((TEXT, INK), key=lambda colour: contrast(colour, ground))


@cache
def indexed() -> bytes:
    """Return the palette of the file: every colour and its blends, at most 256 entries of three bytes."""
    grounds = (*HOME_SHADES, *CROSSOVER_SHADES, *NEUTRAL_SHADES)
    shaded = (TEXT, QUIET, ACCENT, WITHIN, *GROUPS, CROSSOVER, NEUTRAL)
    blends = [
        *(_between(CARD, colour, step / _STEPS) for colour in shaded for step in range(1, _STEPS + 1)),
        *(_between(BAND, colour, step / 4) for colour in (TEXT, HOME, CROSSOVER, NEUTRAL) for step in range(4)),
        *(_between(ground, readable_on(ground), step / 6) for ground in grounds for step in range(6)),
        *(_between(CARD, ground, 0.5) for ground in grounds),
        *(_between(INK, colour, step / 5) for colour in GROUPS for step in range(5)),
    ]
    colours = list(dict.fromkeys([CARD, BAND, LINE, *blends]))
    return bytes(chain.from_iterable(colours[:256]))


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
