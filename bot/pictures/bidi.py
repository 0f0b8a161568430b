"""In which order the parts of a text stand where some of it is written from right to left (after UAX #9, in short)."""

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_LEFT, _RIGHT, _NUMBER, _NEUTRAL = "L", "R", "N", " "
_KINDS = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}
_BRACKETS = "()[]{}"


def levels_of(text: str) -> list[int]:
    """Return a level for each character: even ones go to the right, odd ones to the left."""
    kinds = [_KINDS.get(unicodedata.bidirectional(character), _NEUTRAL) for character in text]
    if _RIGHT not in kinds:
        return [0] * len(text)
    base = next(kind for kind in kinds if kind in {_LEFT, _RIGHT})
    sides = _sides(text, kinds, base)
    return [_level(kind, side, base) for kind, side in zip(kinds, sides, strict=True)]


def in_order(parts: Sequence[T], levels: Sequence[int]) -> list[T]:
    """Return parts of one level each in the order in which they are seen from left to right."""
    places = list(range(len(parts)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        start = 0  # of the places that are turned together
        for place in places:
            if levels[place] < level:
                start = len(turned) + 1
            turned.insert(start if levels[place] >= level else len(turned), place)
        places = turned
    return [parts[place] for place in places]


def _sides(text: str, kinds: Sequence[str], base: str) -> list[str]:
    """Return for each character whether it belongs to what goes left or right; neutral ones as both neighbours do."""
    sides: list[str] = []
    strong = base
    for kind in kinds:
        strong = kind if kind in {_LEFT, _RIGHT} else strong
        sides.append(_NEUTRAL if kind == _NEUTRAL else strong)
    for place, side in enumerate(sides):
        if side == _NEUTRAL:
            before = sides[place - 1] if place else base
            after = next((other for other in sides[place:] if other != _NEUTRAL), base)
            if unicodedata.category(text[place]).startswith("M"):
                sides[place] = before
            else:
                sides[place] = before if before == after and text[place] not in _BRACKETS else base
    return sides


def _level(kind: str, side: str, base: str) -> int:
    if kind == _NUMBER:
        return 2 if _RIGHT in {side, base} else 0
    if side == _RIGHT:
        return 1
    return 2 if base == _RIGHT else 0
