"""Which texts look alike: one skeleton for what differs only in letters that look the same, marks, case or spacing.

The idea is that of Unicode's UTS #39, wider in what it takes for the same and narrower in the scripts it touches: only
what looks like Latin is brought together, so that words of other scripts stay as different as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.domain.look_alike_letters import LETTERS

LONGEST_COMPARED = 4_000
"""Characters of a text that are looked at, accents counted by themselves: no message is longer."""

# What compatibility would make something else of than what is seen: marks of trade, an accent by itself, the round
# sigmas of mathematics, bars, old forms of letters, and two accents that stand beside letters like an i.
_AT_SIGHT = str.maketrans(
    dict.fromkeys("™℠´", "")
    | dict.fromkeys("𝛔𝜎𝝈𝞂𝞼", "o")
    | dict.fromkeys("∣⏽￨│׀", "|")
    | {"ϲ": "c", "Ϲ": "C", "ſ": "f", "ͺ": "i", "˛": "i"}
)
_APOSTROPHES = frozenset("'’‘‛`ʼʻ′")  # they part no words: "A'Lars" has no article
# Signs are letters where they touch one ("D@redevil"), and part words where they stand alone.
_SIGN_AS_LETTER = re.compile(r"(?<=\w)[|$@]|[|$@](?=\w)")
_SIGNS = {"|": "l", "$": "s", "@": "a"}
_PARTING = "\n"  # what other signs become
# Twins of Latin letters in both cases, small: they are that letter even in a text of their own script. That takes
# nothing from it, because no two letters of a script have the same twin.
_TWINS = dict(zip("авекмнорстухіјѕ" + "αβεζικμορτχ", "abekmhopctyxijs" + "abezikmoptx", strict=True))
_VARIANTS = str.maketrans({"ð": "d", "þ": "th", "ي": "ی", "ى": "ی", "ك": "ک"})
# Letters and marks that show nothing: fillers, the grapheme joiner, and all that selects variants.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# What looks alike within Latin: 0 o, 1 i l, rn m, vv w; between letters also 3 e, 4 a, 5 s, 7 t.
_O_AND_L = str.maketrans("01i|$@", "oll\n\n\n")
_NUMERAL = "23456789ol"
_INNER_DIGITS = re.compile(r"(?<=[^\W\d])[3457]+(?=[^\W\d])")
_DIGITS_AS_LETTERS = str.maketrans("3457", "east")
_WIDE = str.maketrans({"m": "rn", "w": "vv"})
_ARTICLES = (["a"], ["an"], ["the"])


class _Reading(NamedTuple):
    """What a character can be read as."""

    script: str
    ordinary: str
    """In its own script: small letters, a digit of the same value, a mark, a space, or what parts words."""
    latin: str = ""
    """What it looks like, where that is Latin."""
    is_twin: bool = False


def skeleton_of(text: str) -> str:
    """Return the form that look-alike texts share; the empty string where nothing can be read.

    It is for comparing, not for showing: letters without case, accents, punctuation, spaces or a leading article;
    numbers stay apart from each other and from words. A letter of another script is taken for the Latin one it looks
    like, unless the text has letters of that script that look like none (then it is a text in that script). Emoji and
    other signs say nothing. Of a text longer than 4,000 characters the beginning is compared.
    """
    plain = unicodedata.normalize("NFKD", text[:LONGEST_COMPARED].translate(_AT_SIGHT))[:LONGEST_COMPARED]
    readings = {ord(one): _reading(one) for one in set(plain)}
    at_home = {one.script for one in readings.values() if one.script and not one.latin}
    seen = plain.translate({code: _seen(one, at_home) for code, one in readings.items()})
    words = _SIGN_AS_LETTER.sub(lambda found: _SIGNS[found[0]], seen).translate(_O_AND_L).split(" ")
    skeleton = unicodedata.normalize("NFKD", _joined(_without_article([list(_parts(word)) for word in words])))
    return skeleton if any(map(str.isalnum, skeleton)) else ""


def _without_article(words: list[list[str]]) -> Iterator[str]:
    """Yield the parts of the words but for a leading article; before a number, "A" is a name."""
    told = [parts for parts in words if parts]
    first = 0
    while told[first + 1 :] and told[first] in _ARTICLES and not _is_number(told[first + 1][0]):
        first += 1
    return chain.from_iterable(told[first:])


def _joined(parts: Iterable[str]) -> str:
    """Return words without and numbers with spaces around them."""
    return " ".join("".join(f" {part} " if _is_number(part) else part.translate(_WIDE) for part in parts).split())


def _seen(one: _Reading, at_home: set[str]) -> str:
    """Return what a character counts for in a text that is in the scripts `at_home`."""
    return one.latin if one.latin and (one.is_twin or one.script not in at_home) else one.ordinary


def _parts(word: str) -> Iterator[str]:
    """Yield the words and numbers of what stands between two spaces."""
    for one in word.split(_PARTING):
        yield from _numbers_and_word(one)


def _numbers_and_word(word: str) -> Iterator[str]:
    """Yield the number a word begins with, the word, and the number it ends with, so that `3D` is `3 D`.

    A number begins with a digit from 2 to 9 where it touches letters: 0 and 1 would be letters as well.
    """
    if _is_number(word):
        yield word
        return
    rest = word if word[:1] in "ol" else word.lstrip(_NUMERAL)
    middle = rest.rstrip(_NUMERAL)
    tail = rest[len(middle) :].lstrip("ol")
    middle = rest.removesuffix(tail)
    inner = _INNER_DIGITS.sub(lambda found: found[0].translate(_DIGITS_AS_LETTERS), middle)
    yield from filter(None, (word.removesuffix(rest), inner, tail))


def _is_number(part: str) -> bool:
    return not part.strip(_NUMERAL) and bool(part.strip("ol"))


@lru_cache(maxsize=8192)
def _reading(one: str) -> _Reading:
    category = unicodedata.category(one)
    if one.isspace() or one in _SIGNS:
        return _Reading("", one if one in _SIGNS else " ")
    if category[0] == "C" or one in _APOSTROPHES or _BLANK.match(one):
        return _Reading("", "")
    latin = LETTERS.get(one) or LETTERS.get(one.lower()) or LETTERS.get(one.upper()) or ""
    twin = _TWINS.get(one.casefold())
    if category[0] == "M":
        return _Reading(_script_of(one) if latin else "", "" if _is_accent(one) else one, latin)
    if category[0] not in "LN":
        return _Reading("", _PARTING, latin)
    script = "" if one.isascii() or (category[0] == "N" and not latin) else _script_of(one)
    return _Reading(script, _in_its_script(one), twin or latin, twin is not None)


def _in_its_script(one: str) -> str:
    """Return a letter small and plain, a digit by its value."""
    value = unicodedata.decimal(one, None)
    if value is not None:
        return str(value)
    decomposed = unicodedata.normalize("NFKD", one.casefold()).translate(_VARIANTS)
    return "".join(part for part in decomposed if not _is_accent(part))


def _is_accent(one: str) -> bool:
    """Tell whether a mark stands over, under or through any letter; vowels and tones of a script have other classes."""
    placed = unicodedata.combining(one)  # 1: through; 10 to 36: points of Hebrew, Arabic, Syriac; from 200 on: around
    return placed == 1 or 10 <= placed <= 36 or placed >= 200 or unicodedata.category(one) == "Me"


def _script_of(one: str) -> str:
    """Return the first word of a character's name, which is its script, but nothing for Latin."""
    name = unicodedata.name(one, "").removeprefix("EXTENDED ")  # EXTENDED ARABIC-INDIC DIGIT FIVE
    script = name.replace("-", " ").partition(" ")[0]
    return {"LATIN": "", "IDEOGRAPHIC": "CJK"}.get(script, script)
