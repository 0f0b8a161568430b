"""What people type in their own words, made fit to be kept: composed, visible, one direction, no towers of marks."""

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Me"})
_JOINER, _NON_JOINER, _PICTURE = "\u200d", "\u200c", "\ufe0f"
# Letters, marks and symbols that show nothing: fillers, the grapheme joiner, and all that selects variants.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0\U000e0100-\U000e01ef]")
_MOST_MARKS, _MOST_MARKS_WHERE_NEEDED = 2, 3
# Scripts whose letters join, or carry several marks: Hebrew to Thaana, the Indic ones to Tibetan, Khmer, Mongolian.
_JOINING = re.compile("[\u0590-\u07bf\u0840-\u08ff\u0900-\u0fff\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")


def cleaned(text: str) -> str:
    """Return text as typed, but NFC and without what nobody sees: controls, direction marks, invisible characters.

    Line breaks stay, two at most in a row; so do the joiners inside emoji and words that need them, and two marks a
    letter (three in scripts that need them). Lines have no space around them.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    visible = "".join(one for at, one in enumerate(lines) if _is_kept(lines, at))
    composed = unicodedata.normalize("NFC", visible)
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in _tamed(composed).split("\n"))).strip()


def on_one_line(text: str) -> str:
    """Return cleaned text with a space for every run of spaces and line breaks."""
    return " ".join(cleaned(text).split())


def _is_kept(text: str, at: int) -> bool:
    one = text[at]
    if one == "\n" or " " <= one <= "~":
        return True
    if one in (_JOINER, _NON_JOINER, _PICTURE):
        return _joins(text, at)
    return _is_visible(one)


@lru_cache(maxsize=4096)
def _is_visible(one: str) -> bool:
    return unicodedata.category(one) not in _DROPPED and not _BLANK.match(one)


def _joins(text: str, at: int) -> bool:
    """Tell whether a joiner or a picture selector does something where it stands."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == _PICTURE:
        return bool(before) and (unicodedata.category(before) == "So" or before in "#*0123456789")
    if _JOINING.match(before) and _JOINING.match(after):
        return True
    return text[at] == _JOINER and _is_emoji(before) and _is_emoji(after)


def _is_emoji(one: str) -> bool:
    return bool(one) and (one == _PICTURE or unicodedata.category(one) in ("So", "Sk"))


def _tamed(text: str) -> str:
    """Return text with no more marks on a letter than its script needs, and every other space an ordinary one."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks, most = 0, _MOST_MARKS
    for one in text:
        category = unicodedata.category(one)
        if category in _MARKS:
            marks += 1
            if marks > most:
                continue
        else:
            marks, most = 0, _MOST_MARKS_WHERE_NEEDED if _JOINING.match(one) else _MOST_MARKS
        kept.append(" " if category == "Zs" else one)
    return "".join(kept)
