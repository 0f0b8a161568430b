"""An index over names: what starts as typed, else the same words in any order, else close spellings."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import chain, islice
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.domain.names import sorted_words, spellings
from bot.domain.pack import UniverseId

_SHORTEST_MISSPELLING = 4  # letters; a shorter text is close to everything
_CLOSE = 72  # of 100; rapidfuzz's ratio of the letters two spellings share: "foggie" has 73 with "foggy"
_INSIDE = 5  # by how much less a word inside a name counts than its beginning
_MOST_WEIGHED = 1_000  # hits of words in any order; more come only of single letters
_LAST = chr(0x10FFFF)  # sorts after whatever a folded name can hold

MOST_HITS = 100
"""Hits that are kept of one text; nobody reads on, and a single letter would find thousands."""


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
        """Return the text that names exactly this entry, whatever it is called."""
        return f"{self.kind}:{self.universe}:{self.id}"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, how, and through which of its names (`via` is None for its own name)."""

    entry: Entry
    match: Match
    spelling: Spelling
    via: str | None
    score: float


Allows = Callable[[Entry], bool]
"""Tells whether an entry is wanted among the hits."""


class NameIndex:
    """An immutable index over the names of some entries, in memory. It is asked with folded text, not empty."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._popular = tuple(sorted(entries, key=lambda entry: (-entry.weight, entry.label)))
        self._exactly = {text.casefold(): entry for entry in self._popular for text in (entry.reference, entry.label)}
        self._rows = sorted(_rows(self._popular), key=lambda row: row.key)
        self._keys = [row.key for row in self._rows]
        # Where rows begin with a text they are in the order of their keys; their ranks tell which is best.
        self._best_first = sorted(range(len(self._rows)), key=lambda place: self._rows[place].merit)
        self._ranks = [0] * len(self._rows)
        for rank, place in enumerate(self._best_first):
            self._ranks[place] = rank
        named = [row for row in self._rows if row.spelling is not Spelling.CODE]
        self._different_keys = list(dict.fromkeys(row.key for row in named))
        self._whole_rows = [row for row in named if not row.words_before and " " in row.key]
        self._sorted_words = [sorted_words(row.key) for row in self._whole_rows]

    def popular(self, limit: int, allows: Allows | None = None) -> tuple[Hit, ...]:
        """Return the most prominent entries."""
        wanted = self._popular if allows is None else filter(allows, self._popular)
        return tuple(Hit(entry, Match.START, Spelling.NAME, None, 100) for entry in islice(wanted, limit))

    def entry(self, text: str) -> Entry | None:
        """Return the entry of a reference or a label, or None."""
        return self._exactly.get(text.casefold())

    def fitting(self, folded: str, allows: Allows | None = None) -> tuple[Hit, ...]:
        """Return entries with a name that begins like a text or, if there are none, has its words in any order."""
        found = _different(self._starting(folded), allows)
        if not found and " " in folded:
            found = _different(self._in_any_order(folded), allows)
        return found

    def close(self, folded: str, allows: Allows | None = None) -> tuple[Hit, ...]:
        """Return entries with a name that is spelt much like a text, best first."""
        if len(folded) < _SHORTEST_MISSPELLING:
            return ()
        hits = self._close_keys(folded)
        if " " in folded:
            hits = chain(hits, self._close_words(folded))
        return _different(sorted(hits, key=rank), allows)

    def _starting(self, folded: str) -> Iterable[Hit]:
        start, after_same, end = self._bounds(folded)
        for row in self._ranked(start, after_same):
            if not row.words_before:
                yield row.hit(Match.WHOLE)
        numbered = any(map(str.isdigit, folded))
        for row in self._ranked(start, end):
            if numbered or row.spelling is not Spelling.CODE:
                yield row.hit(Match.WORDS if row.words_before else Match.START)

    def _in_any_order(self, folded: str) -> Iterable[Hit]:
        """Every word typed begins a word of the name: `fisk, wil` finds Wilson Fisk."""
        words = list(dict.fromkeys(folded.split()))
        wanted = sorted_words(folded)
        start, end = min((self._bounds(word)[::2] for word in words), key=lambda bounds: bounds[1] - bounds[0])
        hits: list[Hit] = []
        for row in self._rows[start:end]:
            if row.spelling is Spelling.CODE:
                continue
            names = f"{row.words_before} {row.key}".split()
            if all(any(name.startswith(word) for name in names) for word in words):
                whole = sorted_words(" ".join(names)) == wanted
                hits.append(row.hit(Match.WHOLE if whole else Match.WORDS))
                if len(hits) == _MOST_WEIGHED:
                    break
        return sorted(hits, key=rank)

    def _close_keys(self, folded: str) -> Iterable[Hit]:
        for key, score, _ in process.extract(
            folded, self._different_keys, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None
        ):
            start, after_same, _ = self._bounds(key)
            for row in self._rows[start:after_same]:
                yield row.hit(Match.CLOSE, score - _INSIDE * bool(row.words_before))

    def _close_words(self, folded: str) -> Iterable[Hit]:
        for _, score, place in process.extract(
            sorted_words(folded), self._sorted_words, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None
        ):
            yield self._whole_rows[place].hit(Match.CLOSE, score)

    def _bounds(self, folded: str) -> tuple[int, int, int]:
        """Return where the rows begin that start with a text, where those end that are it, and where all end."""
        start = bisect_left(self._keys, folded)
        return start, bisect_right(self._keys, folded, start), bisect_left(self._keys, folded + _LAST, start)

    def _ranked(self, start: int, end: int) -> Iterable["_Row"]:
        return (self._rows[self._best_first[one]] for one in sorted(self._ranks[start:end]))


class _Row(NamedTuple):
    """A name from one of its words on; `merit` sorts rows, the best first, as long as they are matched alike."""

    key: str
    merit: tuple[bool, Spelling, int]
    words_before: str
    spelling: Spelling
    via: str | None
    entry: Entry

    def hit(self, match: Match, score: float = 100) -> Hit:
        """Return the hit that this row is."""
        return Hit(self.entry, match, self.spelling, self.via, score)


def _rows(best_first: Iterable[Entry]) -> Iterable[_Row]:
    """Each name once from each of its words on, with the words before, so that `temple` is a beginning too."""
    for place, entry in enumerate(best_first):
        for name, spelling in entry.names:
            via = None if spelling is Spelling.NAME or name in entry.label else name
            for folded in spellings(name):
                words = folded.split(" ")
                for start in range(len(words)):
                    merit = (start > 0, spelling, place)
                    yield _Row(" ".join(words[start:]), merit, " ".join(words[:start]), spelling, via, entry)


def rank(hit: Hit) -> tuple[float | str, ...]:
    """Return what hits are sorted by, the best first."""
    return (hit.match, -hit.score, hit.spelling, -hit.entry.weight, hit.entry.label)


def _different(best_first: Iterable[Hit], allows: Allows | None) -> tuple[Hit, ...]:
    """Return the best hit of each entry that is wanted, as many as are kept."""
    best: dict[str, Hit] = {}
    for hit in best_first:
        if hit.entry.reference not in best and (allows is None or allows(hit.entry)):
            best[hit.entry.reference] = hit
            if len(best) == MOST_HITS:
                break
    return tuple(best.values())
