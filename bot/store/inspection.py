"""What a database is and holds, for `gueststar db info`; it looks and changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.errors import ConfigurationError
from bot.domain.pack import UniverseId
from bot.store.database import Database
from bot.store.errors import UnavailableError
from bot.store.opening import is_postgres, open_database
from bot.store.revisions import STORED_REVISION
from bot.store.times import moment_from

UNIVERSES = """
SELECT id, name, version, loaded_at,
    (SELECT count(*) FROM titles WHERE universe_id = universes.id),
    (SELECT count(*) FROM characters WHERE universe_id = universes.id),
    (SELECT count(*) FROM appearances WHERE universe_id = universes.id)
FROM universes ORDER BY id"""

SQLITE_VERSION = "SELECT sqlite_version()"
SQLITE_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
SQLITE_JOURNAL = "PRAGMA journal_mode"
SQLITE_INTEGRITY = "PRAGMA integrity_check(10)"
SQLITE_REFERENCES = "PRAGMA foreign_key_check"

POSTGRES_VERSION = "SELECT current_setting('server_version')"
POSTGRES_SIZE = "SELECT pg_database_size(current_database())"


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
    """Return the report of the database at a path or URL, also while the bot runs; reads all of a SQLite file.

    Raises a ConfigurationError, one sentence, where it cannot be opened, or is of an older or newer revision.
    """
    database = await open_database(address, read_only=True)
    shown = "The PostgreSQL database" if is_postgres(address) else str(address)
    try:
        report = _of_postgres if is_postgres(address) else _of_sqlite
        return await report(database)
    except UnavailableError as error:
        message = f"{shown} cannot be read through, so it is damaged: put a backup in its place."
        raise ConfigurationError(message) from error
    finally:
        await database.close()


async def _of_sqlite(database: Database) -> DatabaseReport:
    damage = [str(text) for (text,) in await database.fetch_all(SQLITE_INTEGRITY) if text != "ok"]
    orphans = [
        f"a row of {row[0]} refers to nothing in {row[2]}" for row in await database.fetch_all(SQLITE_REFERENCES)
    ]
    return DatabaseReport(
        engine="SQLite",
        engine_version=await _only(database, SQLITE_VERSION),
        revision=await _only(database, STORED_REVISION),
        universes=await _universes(database),
        size_bytes=await _only(database, SQLITE_SIZE),
        journal_mode=await _only(database, SQLITE_JOURNAL),
        findings=(*damage, *orphans),
    )


async def _of_postgres(database: Database) -> DatabaseReport:
    return DatabaseReport(
        engine="PostgreSQL",
        engine_version=await _only(database, POSTGRES_VERSION),
        revision=await _only(database, STORED_REVISION),
        universes=await _universes(database),
        size_bytes=await _only(database, POSTGRES_SIZE),
        journal_mode=None,
        findings=(),
    )


async def _only(database: Database, query: str) -> Any:  # noqa: ANN401 - a number or a text, as the query has it
    ((value,),) = await database.fetch_all(query)
    return value


async def _universes(database: Database) -> tuple[UniverseReport, ...]:
    rows = await database.fetch_all(UNIVERSES)
    return tuple(
        UniverseReport(id_, name, version, moment_from(at), *counts) for id_, name, version, at, *counts in rows
    )
