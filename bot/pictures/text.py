"""Text of any script: measured, cut to a width, and drawn."""

from functools import lru_cache

from PIL import Image, ImageDraw, features

from bot.pictures.fonts import Weight, font_of
from bot.pictures.runs import Run, clean, is_mark, runs_of
from bot.pictures.shaping import as_seen

PAD = 4
"""A drawn text has so many pixels free at both ends."""
ELLIPSIS = "…"
_RISE = 0.36
"""The middle of a line lies this part of its size above the baseline."""
_MASKS, _WIDTHS = 256, 2048
"""So many texts are remembered."""


def width_of(text: str, size: int, weight: Weight = Weight.MEDIUM) -> int:
    """Return how many pixels wide a text becomes."""
    return _width(clean(text), size, weight)


def cut(text: str, size: int, most: int, weight: Weight = Weight.MEDIUM) -> str:
    """Return the text, or its beginning with an ellipsis, so that it is not wider than `most`."""
    text = clean(text)
    if _width(text, size, weight) <= most:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if _width(_shortened(text, middle), size, weight) <= most:
            fits = middle
        else:
            too_long = middle
    return _shortened(text, fits)


def wrap(text: str, size: int, most: int, lines: int, weight: Weight = Weight.MEDIUM) -> list[str]:
    """Return the text in at most so many lines, the last one cut."""
    words = clean(text).split()
    wrapped: list[str] = []
    while words and len(wrapped) < lines - 1:
        count = len(words)
        while count > 1 and _width(" ".join(words[:count]), size, weight) > most:
            count -= 1
        line = " ".join(words[:count])
        if _width(line, size, weight) > most:
            break
        wrapped.append(line)
        words = words[count:]
    if words:
        wrapped.append(cut(" ".join(words), size, most, weight))
    return wrapped


@lru_cache(maxsize=_MASKS)
def mask_of(text: str, size: int, weight: Weight = Weight.MEDIUM) -> Image.Image:
    """Return a text as a mask, two sizes high, the middle of its line in the middle."""
    text = clean(text)
    mask = Image.new("L", (_width(text, size, weight) + 2 * PAD, 2 * size))
    pen = ImageDraw.Draw(mask)
    x, baseline = float(PAD), size + round(_RISE * size)
    for run in runs_of(text, weight):
        font = font_of(run.font, size)
        pen.text((x, baseline), _written(run), fill=255, font=font, anchor="ls", direction=_direction(run))
        x += _run_width(run, size)
    return mask


def _shortened(text: str, length: int) -> str:
    while length and length < len(text) and is_mark(text[length]):
        length -= 1
    return text[:length].rstrip() + ELLIPSIS


@lru_cache(maxsize=_WIDTHS)
def _width(text: str, size: int, weight: Weight) -> int:
    return round(sum(_run_width(run, size) for run in runs_of(text, weight)) + 0.5)


def _run_width(run: Run, size: int) -> float:
    return font_of(run.font, size).getlength(_written(run), direction=_direction(run))


@lru_cache(maxsize=1)
def _can_shape() -> bool:
    """Tell whether Pillow can join and order letters: its wheels do where the machine has FriBiDi."""
    return bool(features.check("raqm"))


def _written(run: Run) -> str:
    return as_seen(run.text) if run.is_leftward and not _can_shape() else run.text


def _direction(run: Run) -> str | None:
    if not _can_shape():
        return None
    return "rtl" if run.is_leftward else "ltr"
