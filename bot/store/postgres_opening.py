"""From a URL to a PostgreSQL database of the right revision: every way that this can fail is one sentence."""

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import asyncpg  # pyright: ignore[reportMissingTypeStubs]  # asyncpg has no types

from bot.domain.errors import ConfigurationError
from bot.store.postgres import PostgresDatabase
from bot.store.postgres_driver import Connection, connect
from bot.store.revisions import STORED_REVISION, is_due

# Held by the one process that migrates; those that wait find nothing left to do.
MIGRATION_LOCK = "SELECT pg_advisory_lock(7241953002)"
_HAS_REVISION = "SELECT to_regclass('alembic_version') IS NOT NULL"

_UNREACHABLE = (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError)


async def open_postgres(url: str, *, read_only: bool) -> PostgresDatabase:
    """Return the database at `url`, migrated if due; raise a ConfigurationError that says what to do."""
    where = without_password(url)
    with explaining(where):
        connection = await connect(url)
        try:
            await _prepare(connection, where, read_only=read_only)
        finally:
            await connection.close()
        return await PostgresDatabase.open(url, read_only=read_only)


def without_password(url: str) -> str:
    """Return the address as it may be shown and logged."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "PostgreSQL at an address that is no URL"
    host = parts.netloc.rpartition("@")[2]
    return f"PostgreSQL at {host or 'localhost'}{parts.path}"


@contextmanager
def explaining(where: str) -> Generator[None]:
    """Raise whatever keeps the server from being used as one sentence that says what to do."""
    try:
        yield
    except _UNREACHABLE as error:
        message = f"{where} cannot be used ({_reason(error)}): check the address, and that the server runs."
        raise ConfigurationError(message) from error


def _reason(error: Exception) -> str:
    first_line = str(error).partition("\n")[0].rstrip(".")
    return first_line or type(error).__name__


async def stored_revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None where there are none."""
    if not await connection.fetchval(_HAS_REVISION):
        return None
    revision = await connection.fetchval(STORED_REVISION)
    return None if revision is None else str(revision)


async def _prepare(connection: Connection, where: str, *, read_only: bool) -> None:
    if not is_due(await stored_revision(connection), where):
        return
    if read_only:
        message = f"{where} has no tables yet, or older ones: run `gueststar db upgrade` once."
        raise ConfigurationError(message)
    await connection.execute(MIGRATION_LOCK)
    await _migrate(connection, await stored_revision(connection))


async def _migrate(connection: Connection, stored: str | None) -> None:
    for migration in await asyncio.to_thread(_migrations_from, stored):
        async with connection.transaction():
            for statement in migration:
                await connection.execute(statement)


def _migrations_from(stored: str | None) -> Sequence[Sequence[str]]:
    from bot.store.migrating import migrations_from  # noqa: PLC0415 - half a second of imports, seldom needed

    return migrations_from(stored, "postgresql")
