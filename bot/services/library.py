"""The library: the loaded catalogues and the index over their names, swapped whole when facts change."""

import asyncio
import gc
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.names import legible
from bot.domain.network import Network
from bot.domain.pack import Pack, Universe, UniverseId
from bot.domain.summary import Summary, summary_of
from bot.domain.viewpoint import EVERYTHING
from bot.services.entries import entries_of
from bot.services.names import Names

_LONGEST_QUOTE = 40


class LoadedUniverse(Protocol):
    """A universe as the store lists it."""

    @property
    def universe(self) -> Universe:
        """Return the universe, its version and hash."""
        ...


class FactsReader(Protocol):
    """Where catalogues are built from."""

    async def universes(self) -> Sequence[LoadedUniverse]:
        """Return the universes stored."""
        ...

    async def read_pack(self, universe_id: UniverseId) -> Pack | None:
        """Return the facts of a universe, or None where it is not stored."""
        ...


@dataclass(frozen=True)
class Shelf:
    """What the library holds at a moment: never changed, only replaced by another."""

    catalogues: Mapping[UniverseId, Catalogue]
    networks: Mapping[UniverseId, Network] = field(repr=False)
    names: Names = field(repr=False)
    summaries: tuple[Summary, ...]


class Library:
    """The facts in memory; a look-up touches nothing else."""

    def __init__(self) -> None:
        self._shelf = _shelf([])
        self._refreshing = asyncio.Lock()

    @property
    def shelf(self) -> Shelf:
        """Return the present facts; hold on to it for as long as one answer takes."""
        return self._shelf

    async def refresh(self, store: FactsReader) -> bool:
        """Take over what the store holds. Returns whether anything is new."""
        async with self._refreshing:
            present = self._shelf
            held = {one.universe: one for one in present.catalogues.values()}
            stored = [one.universe for one in await store.universes()]
            if set(stored) == set(held):
                return False
            with _no_collections():
                found = [held.get(universe) or await store.read_pack(universe.id) for universe in stored]
                # Indexing a large universe takes half a second; answers go on meanwhile.
                self._shelf = await asyncio.to_thread(_shelf, [one for one in found if one is not None], present)
            return True

    def catalogue(self, universe: UniverseId) -> Catalogue:
        """Return a universe's catalogue; raises UserError where it is not loaded."""
        return self.held(universe)[0]

    def held(self, universe: UniverseId) -> tuple[Catalogue, Network]:
        """Return a universe's catalogue and the network made of it; raises UserError where it is not loaded."""
        shelf = self._shelf
        try:
            return shelf.catalogues[universe], shelf.networks[universe]
        except KeyError:
            known = ", ".join(shelf.catalogues) or "none; load a pack first with `gueststar data load`"
            asked = legible(universe, _LONGEST_QUOTE)
            raise UserError(f"There is no universe “{asked}” here; loaded are: {known}.") from None


def _shelf(facts: Sequence[Catalogue | Pack], held: Shelf | None = None) -> Shelf:
    catalogues = [Catalogue(one) if isinstance(one, Pack) else one for one in facts]
    networks = {one: held.networks[id] for id, one in held.catalogues.items()} if held else {}
    return Shelf(
        catalogues={one.universe.id: one for one in catalogues},
        networks={one.universe.id: networks.get(one) or Network(one, EVERYTHING) for one in catalogues},
        names=Names(entries_of(catalogues)),
        summaries=tuple(map(summary_of, catalogues)),
    )


@contextmanager
def _no_collections() -> Generator[None]:
    """Keep the cyclic collector from a hundred thousand new values, all of which stay: it costs a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()  # else the next collection looks at all of them, and everybody waits
    finally:
        if collecting:
            gc.enable()
