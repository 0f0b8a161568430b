"""The words of a typed answer, so that what people write in different ways compares equal, and nothing else does.

`fold` drops every mark, which is right for names and wrong for answers: "1.5" is not "15", "-40" not "40", "2-1" not
"1", "C#" not "C", "B+" not "B". Such marks become letters of the word they stand in; all others go.
"""

import re
import unicodedata
from functools import lru_cache

from bot.domain.names import fold

_POINT, _SLASH, _DASH, _PLUS, _SHARP, _MINUS = "ǀ", "ǁ", "ǂ", "ǃ", "ʭ", "ʬ"  # letters that no answer is written with
_PLAIN = str.maketrans({"´": "'", "…": " ", "⁄": "/", "&": " and "} | dict.fromkeys("‐‑‒–—−", "-"))
_BARE_FRACTION = re.compile(r"(?<![\w.])\.(?=\d)")
_NUMBER = re.compile(r"(?<![\d.,])\d++(?:[.,]\d++)++")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})++(?:\.\d++)?")
_MARKS = (
    (re.compile(r"(?<=\d)/(?=\d)"), _SLASH),
    (re.compile(r"(?<=\d)[-:'’′\"”″](?=\d)"), _DASH),  # a result, a time, feet and inches, a range of years
    (re.compile(r"(?<!\w)-(?=\d)"), _MINUS),
    (re.compile(r"(?<=(?<!\w)[^\W\d_])-(?!\w)"), _MINUS),  # a mark, or a blood group: A-
    (re.compile(r"(?<=[\w+])\+(?=\+*+(?!\w))"), _PLUS),  # B+, C++
    (re.compile(r"(?<=[^\W\d_])#(?!\w)"), _SHARP),  # C#
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRST_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINALS = (*_FIRST_ORDINALS, "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_DIGITS = (
    {word: str(at) for at, word in enumerate(("zero", *_UNITS, *_TEENS))}
    | {word: str(at * 10) for at, word in enumerate(_TENS, start=2)}
    | {word: f"{at}{_ENDINGS.get(at, 'th')}" for at, word in enumerate(_ORDINALS, start=1)}
)

Words = tuple[str, ...]


@lru_cache(maxsize=4096)
def chunks_of(text: str) -> tuple[Words, ...]:
    """Return the folded words of every part of a text that has spaces around it: `Guinea-Bissau` is one of two words.

    Marks that make another word of a number, or of a letter, are kept in it.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    plain = _NUMBER.sub(_number, _BARE_FRACTION.sub("0.", plain))
    for mark, letter in _MARKS:
        plain = mark.sub(letter, plain)
    return tuple(filter(None, (tuple(fold(chunk).split()) for chunk in plain.split())))


def words_of(text: str) -> Words:
    """Return the folded words of a text."""
    return tuple(word for chunk in chunks_of(text) for word in chunk)


def squeezed(words: Words) -> str:
    """Return the words without the spaces between them (`Spider-Man`, `Spiderman`), save between two digits."""
    return _BETWEEN_DIGITS.sub("_", " ".join(words)).replace(" ", "")


def in_digits(words: Words) -> Words:
    """Return the words with numbers up to 99, and the first twelve ordinals, in digits: `twenty`, `one` is `21`."""
    found: list[str] = []
    for at, word in enumerate(words):
        if at and continues(words[at - 1], word):
            found[-1] = found[-1][0] + _DIGITS[word]
        else:
            found.append(_DIGITS.get(word, word))
    return tuple(found)


def continues(before: str, word: str) -> bool:
    """Tell whether two words are one number: `twenty`, `one`."""
    return before in _TENS and word in _UNITS


def _number(found: re.Match[str]) -> str:
    """Return a number without its thousands' commas, and with a point that is a letter; a list of numbers as words."""
    number = found[0]
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    if number.count(",") > 1:
        return number.replace(",", " ")
    return number.replace(",", _POINT).replace(".", _POINT)
