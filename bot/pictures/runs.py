"""A text as it can be drawn: cleaned, and split into runs of one font and direction, from left to right."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.pictures.bidi import in_order, levels_of
from bot.pictures.fonts import Weight, font_with, has

_LONGEST = 160
"""Characters after this are never seen, whatever the width."""
_MOST_MARKS = 3
"""So many accents may stand on one letter."""
_UNKNOWN = "◇"
"""Stands for characters no font has, such as emoji, however many follow each other."""
_JOINERS = "\u200c\u200d"
_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """Characters next to each other that one font draws in one direction."""

    font: str
    text: str
    is_leftward: bool


@lru_cache(maxsize=_REMEMBERED)
def clean(text: str) -> str:
    """Return a text without controls, in composed characters, with one sign for what no font has."""
    cleaned: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split())):
        for known in _known(character, cleaned[-1] if cleaned else ""):
            marks = marks + 1 if is_mark(known) else 0
            if marks <= _MOST_MARKS and not (known == _UNKNOWN and cleaned[-1:] == [_UNKNOWN]):
                cleaned.append(known)
    return " ".join("".join(cleaned).split())


@lru_cache(maxsize=_REMEMBERED)
def runs_of(text: str, weight: Weight) -> tuple[Run, ...]:
    """Return the runs of a clean text in the order in which they are seen."""
    runs: list[Run] = []
    levels: list[int] = []
    for character, level in zip(text, levels_of(text), strict=True):
        font = _font_after(runs[-1].font if runs else None, character, weight)
        if runs and runs[-1].font == font and levels[-1] == level:
            runs[-1] = Run(font, runs[-1].text + character, runs[-1].is_leftward)
        else:
            runs.append(Run(font, character, level % 2 == 1))
            levels.append(level)
    return tuple(in_order(runs, levels))


def is_mark(character: str) -> bool:
    """Tell whether a character stands on the one before it."""
    return unicodedata.category(character).startswith("M") or character in _JOINERS


def _known(character: str, before: str) -> str:
    """Return what is drawn for a character: itself, its plain form, the sign for unknown ones, or nothing."""
    category = unicodedata.category(character)
    if character in _JOINERS:
        return character if "\u0590" <= before <= "\u0dff" else ""
    if category in {"Cc", "Cf", "Cs"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if font_with(character, Weight.MEDIUM):
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(font_with(part, Weight.MEDIUM) for part in plain):
        return plain
    return "" if category.startswith("M") else _UNKNOWN


def _font_after(before: str | None, character: str, weight: Weight) -> str:
    """Return the font of a character: accents and spaces stay in the font of what they follow, where it has them."""
    if before is not None and (character in _JOINERS or (_leans(character) and has(before, character))):
        return before
    return font_with(character, weight) or weight.value


def _leans(character: str) -> bool:
    return is_mark(character) or character in " -.,'’"
