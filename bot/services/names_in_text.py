"""Which character and which title a text speaks of, as a first guess that a person can change."""

from dataclasses import dataclass

from bot.domain.names import fold
from bot.services.library import Shelf
from bot.services.name_index import Entry, EntryKind

_MOST_WORDS = 120  # of the text that are looked at
_LONGEST_NAME = 6  # words; "she-hulk attorney at law" has five
_SHORTEST = 4  # letters of a name of one word: "it" and "red" are words, too


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a name stands, by the numbers of its words, the last one not among them."""

    begin: int
    end: int
    entry: Entry


def names_in(shelf: Shelf, text: str) -> tuple[str, str]:
    """Return the labels of the first character and the first other title that are named in a text, else nothing."""
    words = [fold(word) for word in text.split()[:_MOST_WORDS]]
    who = _first(shelf, EntryKind.CHARACTER, words, None)
    into = _first(shelf, EntryKind.TITLE, words, who)
    return who.entry.label if who else "", into.entry.label if into else ""


def _first(shelf: Shelf, kind: EntryKind, words: list[str], taken: _Span | None) -> _Span | None:
    """Return the first and there the longest name of a kind that does not stand where one is taken already."""
    for begin in range(len(words)):
        for end in range(min(len(words), begin + _LONGEST_NAME), begin, -1):
            if taken and begin < taken.end and taken.begin < end:
                continue
            name = " ".join(filter(None, words[begin:end]))
            entry = shelf.names.whole(kind, name) if len(name) >= _SHORTEST else None
            if entry:
                return _Span(begin, end, entry)
    return None
