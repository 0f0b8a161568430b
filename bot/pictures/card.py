"""The card every picture stands on: its ground, heading, legend and notes, and the file it becomes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

from bot.pictures.fonts import Weight
from bot.pictures.palette import ACCENT, CARD, QUIET, TEXT, Colour, indexed
from bot.pictures.png import png
from bot.pictures.text import PAD, cut, mask_of, width_of, wrap

WIDTH = 1000
MARGIN = 36
TALLEST = 1400
HEADING_SIZE = 40
NAME_SIZE = 30
SMALL_SIZE = 26

_HEADING_LINE = 50
_LEGEND_LINE = 44
_NOTE_LINE = 38
_GAP = 22
_BETWEEN_KEYS = 26


class Card:
    """A ground to draw on."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), CARD)
        self.pen = ImageDraw.Draw(self.image)

    def write(
        self,
        place: tuple[float, float],
        text: str,
        size: int,
        colour: Colour = TEXT,
        weight: Weight = Weight.MEDIUM,
    ) -> None:
        """Write a text from a place on, at whose height its middle is."""
        mask = mask_of(text, size, weight)
        self.image.paste(colour, (round(place[0]) - PAD, round(place[1]) - mask.height // 2), mask)

    def write_centred(self, place: tuple[float, float], text: str, size: int, colour: Colour = TEXT) -> None:
        """Write a text around a place."""
        self.stamp(mask_of(text, size), place, colour)

    def stamp(self, mask: Image.Image, place: tuple[float, float], colour: Colour) -> None:
        """Put a mask around a place, in a colour."""
        x, y = round(place[0] - mask.width / 2), round(place[1] - mask.height / 2)
        self.image.paste(colour, (x, y), mask)

    def png(self) -> bytes:
        """Return the file: few colours, so that it is small."""
        few = self.image.quantize(palette=_palette(), dither=Image.Dither.NONE)
        return png(few.width, few.tobytes(), indexed())


@cache
def _palette() -> Image.Image:
    palette = Image.new("P", (1, 1))
    palette.putpalette(indexed())
    return palette


@dataclass(frozen=True, slots=True)
class Key:
    """One sign of the legend: what it says, how wide its sample is, and how that is drawn around a place."""

    text: str
    width: int
    draw: Callable[[Card, tuple[float, float]], None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a picture: the heading above it, legend and notes below it."""

    width: int
    heading: list[str]
    legend: list[list[Key]]
    notes: list[str]

    @property
    def top(self) -> int:
        """Where the picture begins."""
        return MARGIN + (len(self.heading) * _HEADING_LINE + _GAP if self.heading else 0)

    @property
    def below(self) -> int:
        """How high legend, notes and margin are."""
        lines = len(self.legend) * _LEGEND_LINE + len(self.notes) * _NOTE_LINE
        return MARGIN + (lines + _GAP if lines else 0)

    @property
    def inside(self) -> int:
        """How wide the picture may be."""
        return self.width - 2 * MARGIN

    def card(self, height: int) -> Card:
        """Return a card with everything but the picture, which is so high."""
        card = Card(self.width, self.top + height + self.below)
        if self.heading:
            card.pen.rounded_rectangle(
                (MARGIN, MARGIN + 4, MARGIN + 7, MARGIN + len(self.heading) * _HEADING_LINE - 6), radius=4, fill=ACCENT
            )
        for place, line in enumerate(self.heading):
            middle = MARGIN + (place + 0.5) * _HEADING_LINE
            card.write((MARGIN + 24, middle), line, HEADING_SIZE, TEXT, Weight.STRONG)
        self._finish(card, self.top + height + _GAP)
        return card

    def _finish(self, card: Card, top: float) -> None:
        for line in self.legend:
            x = float(MARGIN)
            for key in line:
                key.draw(card, (x + key.width / 2, top + _LEGEND_LINE / 2))
                card.write((x + key.width + 12, top + _LEGEND_LINE / 2), key.text, SMALL_SIZE, QUIET)
                x += _key_width(key)
            top += _LEGEND_LINE
        for note in self.notes:
            card.write((MARGIN, top + _NOTE_LINE / 2), note, SMALL_SIZE, QUIET)
            top += _NOTE_LINE


def frame_of(heading: str, legend: Sequence[Key], notes: Sequence[str], width: int = WIDTH) -> Frame:
    """Return a frame: the heading wrapped, the legend in as few lines as it needs."""
    inside = width - 2 * MARGIN
    lines = wrap(heading, HEADING_SIZE, inside - 24, 2, Weight.STRONG)
    text = " · ".join(note for note in notes if note)
    return Frame(width, lines, _legend_lines(legend, inside), wrap(text, SMALL_SIZE, inside, 2))


def _legend_lines(legend: Sequence[Key], inside: int) -> list[list[Key]]:
    lines: list[list[Key]] = []
    used = 0
    for key in legend:
        short = Key(cut(key.text, SMALL_SIZE, inside - key.width - 12), key.width, key.draw)
        if not lines or used + _key_width(short) > inside + _BETWEEN_KEYS:
            lines.append([])
            used = 0
        lines[-1].append(short)
        used += _key_width(short)
    return lines


def _key_width(key: Key) -> int:
    return key.width + 12 + width_of(key.text, SMALL_SIZE) + _BETWEEN_KEYS


def stamped(mask: Image.Image, colour: Colour) -> Callable[[Card, tuple[float, float]], None]:
    """Return how a mask is drawn as the sample of a legend."""
    return lambda card, place: card.stamp(mask, place, colour)


NOTHING_VERIFIED = "nothing of this is verified"


def is_unverified(sourced: Iterable[bool]) -> bool:
    """Tell whether there is something and none of it is sourced: that is said once, and not with every sign."""
    return set(sourced) == {False}


def counted(count: int, one: str, more: str) -> str:
    """Return a count with its noun, or nothing for none."""
    if count <= 0:
        return ""
    return f"1 {one}" if count == 1 else f"{count:,} {more}"
