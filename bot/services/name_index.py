"""An index over names: what starts as typed, else the same words in any order, else close spellings."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import islice
from typing import NamedTuple

from bot.domain.names import sorted_words, spellings
from bot.domain.pack import UniverseId
from bot.services.close_texts import CloseTexts

_SHORTEST_MISSPELLING = 4  # letters; a shorter text is close to everything
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


class Hit(NamedTuple):
    """An entry found, how, and through which of its names (`via` is None for its own name)."""

    entry: Entry
    match: Match
    spelling: Spelling
    via: str | None
    score: float


Allows = Callable[[Entry], bool]
"""Tells whether an entry is wanted among the hits."""

_Found = tuple[Match, float, int]
"""How well a text fits a name, and the number of that."""


class NameIndex:
    """An immutable index over the names of some entries, in memory. It is asked with folded text, not empty.

    Names are numbered the best first. A row is a name from one of its words on, so that `temple` is a beginning too;
    its merit is the name's number, and behind all of these where words come before: sorting merits sorts rows that are
    matched alike.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._popular = tuple(sorted(entries, key=lambda entry: (-entry.weight, entry.label)))
        self._exactly = {text.casefold(): entry for entry in self._popular for text in (entry.reference, entry.label)}
        self._names = sorted(_names(self._popular), key=lambda name: (name.spelling, name.place, name.folded))
        rows = sorted(_rows(self._names))
        self._keys = [key for key, _ in rows]
        self._merits = array("I", (merit for _, merit in rows))
        named = [name for name in self._names if name.spelling is not Spelling.CODE]  # codes have the last numbers
        self._close_keys = CloseTexts(dict.fromkeys(key for name in named for key in _from_each_word(name.folded)))
        self._several_words = [number for number, name in enumerate(named) if " " in name.folded]
        self._close_words = CloseTexts(sorted_words(named[number].folded) for number in self._several_words)

    def popular(self, limit: int, allows: Allows | None = None) -> tuple[Hit, ...]:
        """Return the most prominent entries."""
        wanted = self._popular if allows is None else filter(allows, self._popular)
        return tuple(Hit(entry, Match.START, Spelling.NAME, None, 100) for entry in islice(wanted, limit))

    def entry(self, text: str) -> Entry | None:
        """Return the entry of a reference or a label, or None."""
        return self._exactly.get(text.casefold())

    def whole(self, folded: str) -> Entry | None:
        """Return the most prominent entry with a name that is exactly a text, or None."""
        start, after_same, _ = self._bounds(folded)
        number = min((merit for merit in self._merits[start:after_same] if merit < len(self._names)), default=None)
        return None if number is None else self._popular[self._names[number].place]

    def fitting(self, folded: str, allows: Allows | None = None, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """Return entries with a name that begins like a text or, if there are none, has its words in any order."""
        found = self._different(self._starting(folded), allows, most)
        if not found and " " in folded:
            found = self._different(self._in_any_order(folded), allows, most)
        return found

    def close(self, folded: str, allows: Allows | None = None, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """Return entries with a name that is spelt much like a text, best first."""
        if len(folded) < _SHORTEST_MISSPELLING:
            return ()
        return self._different(self._spelt_alike(folded), allows, most)

    def _starting(self, folded: str) -> Iterator[_Found]:
        start, after_same, end = self._bounds(folded)
        behind = len(self._names)
        for number in sorted(merit for merit in self._merits[start:after_same] if merit < behind):
            yield Match.WHOLE, 100, number
        numbered = any(map(str.isdigit, folded))
        begins, inside, code = Match.START, Match.WORDS, Spelling.CODE  # members are slow to come by
        for merit in sorted(self._merits[start:end]):
            number = merit % behind
            if numbered or self._names[number].spelling is not code:
                yield begins if merit < behind else inside, 100, number

    def _in_any_order(self, folded: str) -> Iterable[_Found]:
        """Every word typed begins a word of the name: `fisk, wil` finds Wilson Fisk."""
        words = list(dict.fromkeys(folded.split()))
        wanted = sorted_words(folded)
        start, end = min((self._bounds(word)[::2] for word in words), key=lambda bounds: bounds[1] - bounds[0])
        found: list[_Found] = []
        for merit in self._merits[start:end]:
            number = merit % len(self._names)
            name = self._names[number]
            parts = name.folded.split()
            if name.spelling is not Spelling.CODE and all(_begins_one(word, parts) for word in words):
                whole = sorted_words(name.folded) == wanted
                found.append((Match.WHOLE if whole else Match.WORDS, 100, number))
                if len(found) == _MOST_WEIGHED:
                    break
        return sorted(found)

    def _spelt_alike(self, folded: str) -> Iterable[_Found]:
        behind = len(self._names)
        found: list[tuple[float, int]] = []
        for key, score, _ in self._close_keys.to(folded):
            start, after_same, _ = self._bounds(key)
            found += ((_INSIDE * (merit >= behind) - score, merit % behind) for merit in self._merits[start:after_same])
        if " " in folded:
            words = self._close_words.to(sorted_words(folded))
            found += ((-score, self._several_words[place]) for _, score, place in words)
        return ((Match.CLOSE, -worse, number) for worse, number in sorted(found))

    def _bounds(self, folded: str) -> tuple[int, int, int]:
        """Return where the rows begin that start with a text, where those end that are it, and where all end."""
        start = bisect_left(self._keys, folded)
        return start, bisect_right(self._keys, folded, start), bisect_left(self._keys, folded + _LAST, start)

    def _different(self, best_first: Iterable[_Found], allows: Allows | None, most: int) -> tuple[Hit, ...]:
        """Return the best hit of each entry that is wanted, as many as are asked for."""
        best: dict[int, Hit] = {}
        for match, score, number in best_first:
            name = self._names[number]
            if name.place not in best:
                entry = self._popular[name.place]
                if allows is None or allows(entry):
                    best[name.place] = Hit(entry, match, name.spelling, name.via, score)
                    if len(best) == most:
                        break
        return tuple(best.values())


class _Name(NamedTuple):
    """A name as it is compared, and the place of its entry among the most prominent."""

    folded: str
    spelling: Spelling
    via: str | None
    place: int


def _names(best_first: Iterable[Entry]) -> Iterator[_Name]:
    for place, entry in enumerate(best_first):
        for name, spelling in entry.names:
            via = None if spelling is Spelling.NAME or name in entry.label else name
            for folded in spellings(name):
                yield _Name(folded, spelling, via, place)


def _rows(names: Sequence[_Name]) -> Iterator[tuple[str, int]]:
    for number, name in enumerate(names):
        for words_before, key in enumerate(_from_each_word(name.folded)):
            yield key, number + len(names) * bool(words_before)


def _from_each_word(folded: str) -> Iterator[str]:
    yield folded
    while folded := folded.partition(" ")[2]:
        yield folded


def _begins_one(word: str, parts: Iterable[str]) -> bool:
    return any(part.startswith(word) for part in parts)


def rank(hit: Hit) -> tuple[float | str, ...]:
    """Return what hits are sorted by, the best first."""
    return (hit.match, -hit.score, hit.spelling, -hit.entry.weight, hit.entry.label)
