"""The packs of facts in the database: read whole, replaced whole."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from bot.domain.pack import Pack, Universe, UniverseId
from bot.store import facts_sql as sql
from bot.store.database import Database, Parameters, Row, Statement, Transaction
from bot.store.facts_from_rows import QUERIES, PackRows, pack_from
from bot.store.facts_to_rows import insertions
from bot.store.times import moment_from

Progress = Callable[[int], None]
"""Is told how many more rows are written; in the thread that writes."""

ROWS_A_HOP = 20_000
"""Rows that are written between two looks whether the whole is cancelled: a fifth of a second."""
_ROWS_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class LoadedUniverse:
    """A universe whose pack is in the database, and since when (UTC)."""

    universe: Universe
    loaded_at: datetime


class FactsStore:
    """Keeps one pack a universe."""

    def __init__(self, database: Database) -> None:
        """Keep the packs in `database`, which stays the caller's to close."""
        self._database = database

    async def universes(self) -> tuple[LoadedUniverse, ...]:
        """Return what is loaded, by the id of the universe; cheap, so fit to be asked whether something is new."""
        rows = await self._database.fetch_all(sql.UNIVERSES)
        return tuple(LoadedUniverse(Universe(*row[:-1]), moment_from(row[-1])) for row in rows)

    async def read_pack(self, universe_id: UniverseId) -> Pack | None:
        """Return the pack exactly as it was given to `replace_pack`, None for an unknown universe."""
        of_universe: Parameters = {"universe_id": universe_id}
        rows = PackRows(*await self._database.fetch_together(*(Statement(query, of_universe) for query in QUERIES)))
        return await asyncio.to_thread(pack_from, rows) if rows.universe else None

    async def replace_pack(self, pack: Pack, loaded_at: datetime, progress: Progress | None = None) -> bool:
        """Put `pack` in the place of what is stored of its universe, in one transaction; return whether it differed.

        Nothing is written when version and content hash are the stored ones. Raises ConstraintError, with nothing
        changed, for a pack whose references do not resolve or that states one thing twice.
        """
        universe = pack.universe
        of_universe: Parameters = {"universe_id": universe.id}
        async with self._database.transaction() as transaction:
            stored = await transaction.fetch_all(sql.STATE, of_universe)
            if stored == [(universe.version, universe.content_hash)]:
                return False
            await _delete(transaction, of_universe)
            for statement, rows in insertions(pack, loaded_at):
                told = _told(rows, progress) if progress else rows
                for first in told:
                    await transaction.execute_many(statement, chain((first,), islice(told, ROWS_A_HOP - 1)))
        return True

    async def remove_universe(self, universe_id: UniverseId) -> bool:
        """Remove all facts of a universe and return whether there were any."""
        of_universe: Parameters = {"universe_id": universe_id}
        async with self._database.transaction() as transaction:
            if not await transaction.fetch_all(sql.STATE, of_universe):
                return False
            await _delete(transaction, of_universe)
        return True


async def _delete(transaction: Transaction, of_universe: Parameters) -> None:
    for statement in sql.DELETIONS:
        await transaction.fetch_all(statement, of_universe)


def _told(rows: Iterator[Row], progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _ROWS_TOLD == 0:
            progress(_ROWS_TOLD)
