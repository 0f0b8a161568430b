"""What a database is and holds, for `gueststar db info`; it looks and changes nothing."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.pack import UniverseId
from bot.store.database import Row
from bot.store.opening import is_postgres
from bot.store.times import moment_from

UNIVERSES = """
SELECT id, name, version, loaded_at,
    (SELECT count(*) FROM titles WHERE universe_id = universes.id),
    (SELECT count(*) FROM characters WHERE universe_id = universes.id),
    (SELECT count(*) FROM appearances WHERE universe_id = universes.id)
FROM universes ORDER BY id"""


@dataclass(frozen=True, slots=True)
class UniverseReport:
    """One loaded pack, since when (UTC), and how many rows it has of each kind."""

    id: UniverseId
    name: str
    version: str
    loaded_at: datetime
    titles: int
    characters: int
    appearances: int


@dataclass(frozen=True, slots=True)
class DatabaseReport:
    """The state of a database; `findings` says what is damaged, nothing if it is sound.

    `journal_mode` is None on PostgreSQL, which has no choice of them; it checks its own pages, so `findings` is empty.
    """

    engine: str
    engine_version: str
    revision: str | None
    universes: tuple[UniverseReport, ...]
    size_bytes: int
    journal_mode: str | None
    findings: tuple[str, ...]


async def inspect(address: str | Path) -> DatabaseReport:
    """Return the report of the database at a path or URL, also while the bot runs.

    Raises a ConfigurationError, one sentence, where it cannot be opened, or is of an older or newer revision.
    """
    if is_postgres(address):
        from bot.store.postgres_opening import inspect_postgres  # noqa: PLC0415 - its driver is an extra

        return await inspect_postgres(str(address))
    return await asyncio.to_thread(_inspect_sqlite, Path(address))
