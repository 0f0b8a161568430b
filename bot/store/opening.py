"""One door to the database, whichever engine the address names."""

import asyncio
from pathlib import Path

from bot.domain.errors import ConfigurationError
from bot.store.database import Database
from bot.store.sqlite import SqliteDatabase
from bot.store.sqlite_errors import explaining
from bot.store.sqlite_opening import lock_and_prepare, require_readable

POSTGRES_SCHEMES = ("postgresql://", "postgres://")


def is_postgres(address: str | Path) -> bool:
    """Return whether an address is the URL of a server and not the path of a file."""
    return str(address).startswith(POSTGRES_SCHEMES)


async def open_database(address: str | Path, *, read_only: bool = False) -> Database:
    """Return the open database at a file path (SQLite) or a `postgresql://` URL.

    For writing, the folder, the file and the tables are made or migrated, and the lock of a file is taken, which
    refuses a second process. Read-only needs no lock, changes nothing and works while the bot runs.
    Raises a ConfigurationError, or DatabaseInUse for that process, one sentence that names the address and says what
    to do.
    """
    if is_postgres(address):
        return await _open_postgres(str(address), read_only=read_only)
    return await _open_sqlite(Path(address), read_only=read_only)


async def _open_sqlite(path: Path, *, read_only: bool) -> Database:
    if read_only:
        await asyncio.to_thread(require_readable, path)
        lock = None
    else:
        lock = await asyncio.to_thread(lock_and_prepare, path)
    with explaining(path):
        return await SqliteDatabase.open(path, lock)


async def _open_postgres(url: str, *, read_only: bool) -> Database:
    try:
        from bot.store.postgres_opening import open_postgres  # noqa: PLC0415 - its driver is an extra
    except ModuleNotFoundError as missing:
        if missing.name != "asyncpg":
            raise
        message = "PostgreSQL needs the package asyncpg: install this program with its extra, `gueststar[postgres]`."
        raise ConfigurationError(message) from missing
    return await open_postgres(url, read_only=read_only)
