"""What a person means by a name: suggestions while it is typed, and one entry, or a question back, when it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from bot.domain.names import fold
from bot.domain.pack import UniverseId
from bot.services.name_index import (
    MOST_HITS,
    Allows,
    Entry,
    EntryKind,
    Hit,
    Match,
    NameIndex,
    Spelling,
    rank,
)

_SURE = 84  # of 100; "clare tempel" has 88 with "claire temple"
_SHORTEST_BEGINNING = 3  # letters that may stand for the one name that begins so
_SURE_LEAD = 6  # by how much the best must beat the next to answer without asking back
_REMEMBERED = 2048  # texts whose hits are kept; people type the same few beginnings

CHARACTERS = (EntryKind.CHARACTER,)
PERFORMERS = (EntryKind.PERFORMER,)
TITLES = (EntryKind.TITLE,)
CHARACTERS_AND_TITLES = (EntryKind.CHARACTER, EntryKind.TITLE)
TITLES_AND_SEASONS = (EntryKind.TITLE, EntryKind.SEASON)
PLACES = (EntryKind.TITLE, EntryKind.SEASON, EntryKind.EPISODE)
ANYTHING = tuple(EntryKind)


_Asked = tuple[tuple[EntryKind, ...], str, UniverseId | None, int]
"""The kinds, the folded text, the universe, and how many hits at the most."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text stands for: the entry if that is sure, and others it may have meant, best first."""

    entry: Entry | None
    others: tuple[Entry, ...]


class Names:
    """All names of the library, by kind of entry."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._indexes: Mapping[EntryKind, NameIndex] = {
            kind: NameIndex(entry for entry in entries if entry.kind is kind) for kind in EntryKind
        }
        self._remembered: dict[_Asked, tuple[Hit, ...]] = {}

    def suggest(
        self, kinds: Sequence[EntryKind], text: str, limit: int, allows: Allows | None = None
    ) -> tuple[Hit, ...]:
        """Return the best entries for a text that may still be typed; the most prominent ones for an empty text."""
        if not text.strip():
            return _best((self._indexes[kind].popular(limit, allows) for kind in kinds), limit)
        if allows is None:
            return self._remembering(kinds, text, None, limit)
        return self._found(kinds, fold(text), allows, limit)

    def prominent(self, references: Iterable[str], limit: int) -> tuple[Hit, ...]:
        """Return the most prominent of some entries, as `suggest` does for an empty text."""
        hits = (Hit(entry, Match.START, Spelling.NAME, None, 100) for entry in map(self.entry, references) if entry)
        return tuple(sorted(hits, key=rank)[:limit])

    def find(self, kinds: Sequence[EntryKind], text: str, universe: UniverseId | None = None) -> tuple[Hit, ...]:
        """Return the entries (of one universe) that a text fits, best first; close spellings only if nothing fits."""
        return self._remembering(kinds, text, universe, MOST_HITS)

    def resolve(self, kinds: Sequence[EntryKind], text: str, universe: UniverseId | None = None) -> Resolution:
        """Return what a finished text means (in one universe); a reference or label means exactly its entry."""
        entry = self.entry(text)
        if entry is not None and entry.kind in kinds and universe in (None, entry.universe):
            return Resolution(entry, ())
        hits = self.find(kinds, text, universe)
        sure = _is_sure(text, hits)
        return Resolution(hits[0].entry if sure else None, tuple(hit.entry for hit in hits[sure:]))

    def whole(self, kind: EntryKind, folded: str) -> Entry | None:
        """Return the most prominent entry of a kind with a name that is exactly a folded text, or None."""
        return self._indexes[kind].whole(folded) if folded else None

    def entry(self, text: str) -> Entry | None:
        """Return the entry of a reference or a label, or None."""
        found = (index.entry(text) for index in self._indexes.values())
        return next((entry for entry in found if entry), None)

    def _remembering(
        self, kinds: Sequence[EntryKind], text: str, universe: UniverseId | None, most: int
    ) -> tuple[Hit, ...]:
        asked = (tuple(kinds), fold(text), universe, most)
        known = self._remembered.get(asked)
        if known is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            known = self._remembered[asked] = self._found(kinds, asked[1], _of(universe), most)
        return known

    def _found(self, kinds: Sequence[EntryKind], folded: str, allows: Allows | None, most: int) -> tuple[Hit, ...]:
        if not folded:
            return ()
        indexes = [self._indexes[kind] for kind in kinds]
        fitting = _best((index.fitting(folded, allows, most) for index in indexes), most)
        return fitting or _best((index.close(folded, allows, most) for index in indexes), most)


def _of(universe: UniverseId | None) -> Allows | None:
    return (lambda entry: entry.universe == universe) if universe else None


def _best(found: Iterable[tuple[Hit, ...]], most: int) -> tuple[Hit, ...]:
    some = [hits for hits in found if hits]
    return some[0] if len(some) == 1 else tuple(islice(merge(*some, key=rank), most))


def _is_sure(text: str, hits: Sequence[Hit]) -> bool:
    if not hits:
        return False
    first, second = hits[0], hits[1] if len(hits) > 1 else None
    if first.match is Match.WHOLE:
        return second is None or _told_apart(first) != _told_apart(second)
    if first.match is Match.CLOSE:
        return first.score >= _SURE and (second is None or first.score - second.score >= _SURE_LEAD)
    return second is None and len(fold(text)) >= _SHORTEST_BEGINNING


def _told_apart(hit: Hit) -> tuple[Match, Spelling, EntryKind]:
    """A whole name beats a whole alias, and a title an episode; two of one sort are asked back about."""
    return (hit.match, hit.spelling, hit.entry.kind)
