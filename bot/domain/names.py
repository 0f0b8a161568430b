"""How names are compared: one folded form for case, accents, punctuation and invisible characters."""

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST_NAME = 100
"""Characters of typed text that are looked at; no name is longer (Discord's limit for a choice, too)."""

_SPACING = str.maketrans({"´": "'", "…": " "})  # NFKD makes a space of the one, and silent dots of the other
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"} | dict.fromkeys("'’‘‛`ʼʻ′.", "")
)
_MISSPELT = 0.8  # share of letters in common ("Killgrave" and "Kilgrave": 0.94; "Matthew" for "Matt" Murdock: 0.86)
_ARTICLES = ("the ", "a ", "an ")


def fold(text: str) -> str:
    """Return the words of `text` in lower case without accents, punctuation or invisible characters.

    Apostrophes and dots vanish (`D’Onofrio` -> `donofrio`), every other mark parts two words. Text in which
    nothing can be read (emoji alone, say) folds to the empty string.
    """
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST_NAME].translate(_SPACING)).casefold().translate(_LETTERS)
    return " ".join("".join(map(_folded, decomposed)).split())[:LONGEST_NAME].rstrip()


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LN" or category == "Mc":  # Mc: the written vowels of Devanagari and its kin
        return character
    return "" if category in {"Mn", "Me", "Cf"} else " "


def sorted_words(folded: str) -> str:
    """Return the words of a folded name in alphabetical order, so that `Fisk, Wilson` is `Wilson Fisk`."""
    return " ".join(sorted(folded.split()))


def spellings(name: str) -> tuple[str, ...]:
    """Return the folded forms under which a name is found: itself and without a leading article."""
    folded = fold(name)
    for article in _ARTICLES:
        if folded.startswith(article):
            return (folded, folded.removeprefix(article))
    return (folded,) if folded else ()


def legible(text: str, longest: int) -> str:
    """Return typed text on one line without control, invisible or direction characters, cut to `longest` characters."""
    seen = "".join(one if unicodedata.category(one)[0] not in "CZ" else " " for one in text[: longest * 4])
    line = " ".join(unicodedata.normalize("NFC", seen).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def telling_aliases(name: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Return the aliases that say more than the name: no parts of it, misspellings, or the same with an article."""
    told = [fold(name)]
    kept: list[str] = []
    for alias in aliases:
        spelt = spellings(alias)
        if spelt and not any(_says_nothing_new(spelt[-1], known) for known in told):
            told.append(spelt[-1])
            kept.append(alias)
    return tuple(kept)


def _says_nothing_new(spelt: str, known: str) -> bool:
    return set(spelt.split()) <= set(known.split()) or SequenceMatcher(None, spelt, known).ratio() >= _MISSPELT
