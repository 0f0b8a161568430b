"""An index over names: what starts as typed, else the same words in any order, else close spellings."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rapidfuzz import fuzz, process

from bot.domain.names import fold, sorted_words, spellings
from bot.domain.pack import UniverseId

_SHORTEST_MISSPELLING = 4  # letters; a shorter text is close to everything
_CLOSE = 70  # of 100; rapidfuzz's ratio of the letters two spellings share
_REMEMBERED = 4096  # texts whose hits are kept; people type the same few beginnings


class EntryKind(StrEnum):
    """What a name can stand for."""

    CHARACTER = "character"
    PERFORMER = "performer"
    TITLE = "title"
    SEASON = "season"
    EPISODE = "episode"


class Spelling(IntEnum):
    """Which of an entry's names was matched."""

    NAME = 0
    ALIAS = 1
    PERFORMER = 2
    CODE = 3
    """A place by number (`Lighthouse 1x02`): matched only by a text with a digit, else every title would list all."""


class Match(IntEnum):
    """How well typed text fits a spelling, best first."""

    WHOLE = 0
    START = 1
    WORDS = 2
    CLOSE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has a name; `label` tells it apart from everything else, `weight` sorts equals (more is first)."""

    kind: EntryKind
    universe: UniverseId
    id: str
    label: str
    weight: int
    names: tuple[tuple[str, Spelling], ...]

    @property
    def reference(self) -> str:
        """Return the text that names exactly this entry, used as the value of an autocomplete choice."""
        return f"{self.kind}:{self.universe}:{self.id}"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, how, and through which of its names (`via` is None for its own name)."""

    entry: Entry
    match: Match
    spelling: Spelling
    via: str | None
    score: float


class NameIndex:
    """An immutable index over the names of some entries, in memory."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._by_reference = {entry.reference: entry for entry in self._entries}
        self._popular = tuple(sorted(self._entries, key=lambda entry: (-entry.weight, entry.label)))
        self._rows = sorted(_rows(self._entries), key=lambda row: row[0])
        self._keys = [row[0] for row in self._rows]
        self._remembered: dict[str, tuple[Hit, ...]] = {}

    def popular(self, limit: int) -> tuple[Hit, ...]:
        """Return the most prominent entries."""
        return tuple(Hit(entry, Match.START, Spelling.NAME, None, 100) for entry in self._popular[:limit])

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return the entries that a text fits, best first; none for a text in which nothing can be read."""
        folded = fold(text)
        known = self._remembered.get(folded)
        if known is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            known = self._remembered[folded] = self._search(folded)
        return known

    def entry(self, reference: str) -> Entry | None:
        """Return the entry of a reference, or None."""
        return self._by_reference.get(reference)

    def _search(self, folded: str) -> tuple[Hit, ...]:
        if not folded:
            return ()
        found = _best_of_each(self._starting(folded))
        if not found and " " in folded:
            found = _best_of_each(self._in_any_order(folded))
        if not found and len(folded) >= _SHORTEST_MISSPELLING:
            found = _best_of_each(self._close(folded))
        return found

    def _starting(self, folded: str) -> Iterable[Hit]:
        numbered = any(map(str.isdigit, folded))
        for place in range(bisect_left(self._keys, folded), len(self._keys)):
            key, words_before, spelling, via, entry = self._rows[place]
            if not key.startswith(folded):
                return
            if spelling is Spelling.CODE and not numbered:
                continue
            match = Match.WORDS if words_before else Match.WHOLE if key == folded else Match.START
            yield Hit(entry, match, spelling, via, 100)

    def _in_any_order(self, folded: str) -> Iterable[Hit]:
        """Every word typed begins a word of the name: `fisk, wil` finds Wilson Fisk."""
        words = folded.split()
        wanted = sorted_words(folded)
        longest = max(words, key=len)
        for place in range(bisect_left(self._keys, longest), len(self._keys)):
            key, words_before, spelling, via, entry = self._rows[place]
            if not key.startswith(longest):
                return
            names = f"{words_before} {key}".split()
            if all(any(name.startswith(word) for name in names) for word in words):
                whole = sorted_words(" ".join(names)) == wanted
                yield Hit(entry, Match.WHOLE if whole else Match.WORDS, spelling, via, 100)

    def _close(self, folded: str) -> Iterable[Hit]:
        yield from self._ratio(folded, self._keys)
        if " " in folded:
            yield from self._ratio(sorted_words(folded), [sorted_words(key) for key in self._keys])

    def _ratio(self, text: str, keys: Sequence[str]) -> Iterable[Hit]:
        for _, score, place in process.extract(text, keys, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=50):
            _, words_before, spelling, via, entry = self._rows[place]
            if spelling is Spelling.CODE:
                continue
            yield Hit(entry, Match.CLOSE, spelling, via, score - 5 * bool(words_before))


_Row = tuple[str, str, Spelling, str | None, Entry]


def _rows(entries: Iterable[Entry]) -> Iterable[_Row]:
    """Each name once from each of its words on, with the words before, so that `temple` is a beginning too."""
    for entry in entries:
        for name, spelling in entry.names:
            via = None if spelling is Spelling.NAME else name
            for folded in spellings(name):
                words = folded.split(" ")
                for start in range(len(words)):
                    yield " ".join(words[start:]), " ".join(words[:start]), spelling, via, entry


def rank(hit: Hit) -> tuple[float | str, ...]:
    """Return what hits are sorted by, the best first."""
    return (hit.match, -hit.score, hit.spelling, -hit.entry.weight, hit.entry.label)


def _best_of_each(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=rank):
        best.setdefault(hit.entry.reference, hit)
    return tuple(best.values())
