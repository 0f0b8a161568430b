"""Wishes that newer facts grant come true, and those with names that facts have come to know mean the facts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_facts import Granted, granted
from bot.domain.wishes import Named, Wanted, Wish
from bot.services.library import Shelf
from bot.services.lookups import Lookups
from bot.services.name_index import Entry, EntryKind, Match
from bot.services.names import CHARACTERS, TITLES, Names

BATCH = 500
"""Wishes that are in memory at a time: about a megabyte, and a look of some milliseconds."""


class SettlingStore(Protocol):
    """Where wishes stand, and which facts were looked through already."""

    async def unsettled(self) -> Sequence[tuple[UniverseId, str]]:
        """Return the universes, each with its content hash, whose present facts nobody has looked through yet."""
        ...

    def standing(self, universe: UniverseId, most: int) -> AsyncIterator[Sequence[Wish]]:
        """Yield the standing wishes of facts of a universe, at most so many at a time."""
        ...

    def free_texts(self, most: int) -> AsyncIterator[Sequence[Wish]]:
        """Yield the standing wishes with a name that is no fact, at most so many at a time."""
        ...

    async def settle(self, wish: Wish, granted: Granted, now: datetime) -> bool:
        """Let a wish have come true; return whether it was this call that did."""
        ...

    async def adopt(self, wish: Wish, wanted: Wanted, now: datetime) -> bool:
        """Let a standing wish mean facts, perhaps merged with the one that means them already."""
        ...

    async def record(self, universe: UniverseId, content_hash: str) -> None:
        """Remember that all standing wishes were looked up in these facts."""
        ...


class Settling:
    """Looks all standing wishes up in facts that are new.

    Any number of processes may do so at once, and each may be killed at any moment: what is settled is settled once,
    and facts count as looked through only when all of it is done.
    """

    def __init__(self, lookups: Lookups, store: SettlingStore) -> None:
        """Look wishes of `store` up in the facts that `lookups` has."""
        self._lookups = lookups
        self._store = store

    async def settle(self, now: datetime) -> int:
        """Settle the wishes that facts grant which nobody has looked through; return how many this call settled.

        Facts that are stored but not in memory yet are left for the next time.
        """
        shelf = self._lookups.shelf
        new = [(id, hash) for id, hash in await self._store.unsettled() if _holds(shelf, id, hash)]
        if new:
            await self._adopt(shelf, now)
        settled = 0
        for universe, content_hash in new:
            settled += await self._settle_in(shelf, universe, now)
            await self._store.record(universe, content_hash)
        return settled

    async def _adopt(self, shelf: Shelf, now: datetime) -> None:
        async for wishes in self._store.free_texts(BATCH):
            for wish, wanted in await asyncio.to_thread(_adopted, shelf, wishes):
                await self._store.adopt(wish, wanted, now)

    async def _settle_in(self, shelf: Shelf, universe: UniverseId, now: datetime) -> int:
        settled = 0
        async for wishes in self._store.standing(universe, BATCH):
            for wish, found in await asyncio.to_thread(_granted, shelf, universe, wishes):
                settled += await self._store.settle(wish, found, now)
        return settled


def _holds(shelf: Shelf, universe: UniverseId, content_hash: str) -> bool:
    catalogue = shelf.catalogues.get(universe)
    return catalogue is not None and catalogue.universe.content_hash == content_hash


def _granted(shelf: Shelf, universe: UniverseId, wishes: Sequence[Wish]) -> list[tuple[Wish, Granted]]:
    facts = shelf.catalogues[universe], shelf.networks[universe]
    looked_up = ((one, granted(*facts, one.wanted, one.wording.manner, one.made_at.date())) for one in wishes)
    return [(wish, found) for wish, found in looked_up if found]


def _adopted(shelf: Shelf, wishes: Sequence[Wish]) -> list[tuple[Wish, Wanted]]:
    looked_up = ((one, adopted(shelf, one.wanted)) for one in wishes)
    return [(wish, wanted) for wish, wanted in looked_up if wanted]


def adopted(shelf: Shelf, wanted: Wanted) -> Wanted | None:
    """Return a wish with facts for its names, None unless there is exactly one universe that surely has them all.

    Only a whole name is sure enough, or a whole alias or performer's name that nobody else has.
    """
    fixed = {part.universe for part in _parts(wanted) if part.universe}
    if len(fixed) > 1:
        return None
    # Most names are of no universe, which one look over all of them tells.
    if any(not part.id and not _is_whole(shelf.names, kinds, part.name) for part, kinds in _kinds(wanted)):
        return None
    found = [_within(shelf, universe, wanted) for universe in shelf.catalogues if not fixed or universe in fixed]
    sure = [one for one in found if one]
    return sure[0] if len(sure) == 1 else None


def _within(shelf: Shelf, universe: UniverseId, wanted: Wanted) -> Wanted | None:
    parts = [part if part.id else _fact(shelf, universe, part, kinds) for part, kinds in _kinds(wanted)]
    who, into, *beside = parts
    if not who or not into or not all(beside):
        return None
    return Wanted(who, into, next(iter(beside), None), wanted.occasion)


def _fact(shelf: Shelf, universe: UniverseId, part: Named, kinds: Sequence[EntryKind]) -> Named | None:
    entry = shelf.names.resolve(kinds, part.name, universe).entry
    if entry is None or not _is_whole(shelf.names, kinds, part.name, universe):
        return None
    return Named(_name(shelf, entry), universe, entry.id)


def _is_whole(names: Names, kinds: Sequence[EntryKind], text: str, universe: UniverseId | None = None) -> bool:
    hits = names.find(kinds, text, universe)
    return bool(hits) and hits[0].match is Match.WHOLE


def _name(shelf: Shelf, entry: Entry) -> str:
    """Return what a fact is called, its id where it has no name."""
    catalogue = shelf.catalogues[entry.universe]
    is_title = entry.kind is EntryKind.TITLE
    fact = catalogue.titles[TitleId(entry.id)] if is_title else catalogue.person(CharacterId(entry.id))
    return fact.name or entry.id


def _kinds(wanted: Wanted) -> list[tuple[Named, Sequence[EntryKind]]]:
    """Return who, into and beside, each with what it may be."""
    kinds = (CHARACTERS, TITLES, CHARACTERS)
    return list(zip(_parts(wanted), kinds, strict=False))


def _parts(wanted: Wanted) -> list[Named]:
    return [wanted.who, wanted.into, *([wanted.beside] if wanted.beside else ())]
