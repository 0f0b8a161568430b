"""The shipped fonts, which characters each of them has, and how a text is split among them."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

_FOLDER = Path(__file__).with_name("fonts")
_OTHERS = (
    "NotoSans-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "DroidSansFallback.ttf",
)


class Weight(Enum):
    """How heavy Latin, Greek and Cyrillic are; the other scripts have one weight."""

    MEDIUM = "Inter-Medium.otf"
    STRONG = "Inter-SemiBold.otf"


@lru_cache(maxsize=64)
def font_of(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a shipped font in a size."""
    return ImageFont.truetype(str(_FOLDER / name), size)


def font_with(character: str, weight: Weight) -> str | None:
    """Return the first font that has a character."""
    code = ord(character)
    return next((name for name in (weight.value, *_OTHERS) if _has(name, code)), None)


def has(name: str, character: str) -> bool:
    """Tell whether a font has a character."""
    return _has(name, ord(character))


def _has(name: str, code: int) -> bool:
    starts, ends = _coverage(name)
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _coverage(name: str) -> tuple[list[int], list[int]]:
    """Return where each range of characters of a font starts and ends."""
    spans = sorted(_spans(_cmap(_FOLDER / name)))
    return [start for start, _ in spans], [end for _, end in spans]


def _cmap(path: Path) -> bytes:
    """Return the table of an OpenType file that maps characters to glyphs."""
    with path.open("rb") as file:
        (count,) = struct.unpack(">4xH6x", file.read(12))
        for _ in range(count):
            tag, offset, length = struct.unpack(">4s4xII", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return file.read(length)
    return b""


def _spans(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Read the ranges of the widest Unicode map: format 12 where there is one, else format 4."""
    (count,) = struct.unpack_from(">2xH", cmap)
    offsets = [struct.unpack_from(">4xI", cmap, 4 + 8 * place)[0] for place in range(count)]
    maps = {struct.unpack_from(">H", cmap, offset)[0]: offset for offset in offsets}
    if 12 in maps:
        (groups,) = struct.unpack_from(">12xI", cmap, maps[12])
        for start, end, _ in struct.iter_unpack(">III", cmap[maps[12] + 16 : maps[12] + 16 + 12 * groups]):
            yield start, end
        return
    (doubled,) = struct.unpack_from(">6xH", cmap, maps[4])
    pattern = f">{doubled // 2}H"
    ends = struct.unpack_from(pattern, cmap, maps[4] + 14)
    starts = struct.unpack_from(pattern, cmap, maps[4] + 16 + doubled)
    yield from zip(starts[:-1], ends[:-1], strict=True)
