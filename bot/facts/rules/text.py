"""Rules about text: what is read aloud, searched and shown must be what it looks like."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, cast

from bot.facts.draft import Draft
from bot.facts.files import CHARACTERS
from bot.facts.findings import KeyPath, Trouble

MOST_MARKS = 2
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_NEXT_SENTENCE = re.compile(r"\w{4,}[.!?] +[A-Z]")  # shorter words are abbreviations: Dr. Jones, the F.B.I. Agent


def text_clean(draft: Draft) -> Iterator[Trouble]:
    """Text is NFC, visible, with single ordinary spaces inside only and at most two combining marks in a row."""
    for file, document in draft.documents.items():
        for path, text in _texts(document):
            for advice in _flaws(text):
                yield Trouble(file, path, advice)


def _texts(document: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of a document with its path; a stack of its own, for tables may be nested deeply."""
    waiting: list[tuple[KeyPath, object]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            table = cast("dict[str, object]", value)
            waiting += [((*path, key), one) for key, one in reversed(table.items())]
        elif isinstance(value, list):
            values = cast("list[object]", value)
            waiting += [((*path, at), one) for at, one in reversed(list(enumerate(values)))]


def _flaws(text: str) -> Iterator[str]:
    if text.isascii() and text.isprintable():
        if text != text.strip() or "  " in text:
            yield "remove the spaces around it and the doubled ones"
        return
    if not unicodedata.is_normalized("NFC", text):
        yield "write it in Unicode's composed form (NFC)"
    categories = [unicodedata.category(one) for one in text]
    for character, category in zip(text, categories, strict=True):
        if category in _INVISIBLE:
            yield f"remove the invisible character U+{ord(character):04X}"
            break
    if any(category == "Zs" and one != " " for one, category in zip(text, categories, strict=True)):
        yield "use ordinary spaces"
    if text != text.strip() or "  " in text:
        yield "remove the spaces around it and the doubled ones"
    if _longest_run(categories) > MOST_MARKS:
        yield f"remove the marks: over {MOST_MARKS} on one letter"


def _longest_run(categories: list[str]) -> int:
    longest = run = 0
    for category in categories:
        run = run + 1 if category in _MARKS else 0
        longest = max(longest, run)
    return longest


def note_is_one_sentence(draft: Draft) -> Iterator[Trouble]:
    """A character's note is one sentence with an end."""
    for at, one in enumerate(draft.characters or ()):
        if one.note and (not one.note.endswith((".", "!", "?")) or _NEXT_SENTENCE.search(one.note)):
            yield Trouble(CHARACTERS, ("characters", at, "note"), "write one sentence that ends with a full stop")
