"""From a path to a SQLite file of the right revision: every way that this can fail is one sentence."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import ConfigurationError
from bot.store.lock import FileLock
from bot.store.revisions import HEAD, STORED_REVISION, is_due
from bot.store.sqlite_connection import connect, is_sqlite
from bot.store.sqlite_copy import copy_database
from bot.store.sqlite_errors import damaged, explaining, no_database

# A tenth of a second each 10 MB; what is larger is checked with each backup and by `db info`.
QUICK_CHECK_LIMIT_BYTES = 100_000_000

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def lock_and_prepare(path: Path) -> FileLock:
    """Return the lock of a database that is ready to be written: made if missing, migrated if due.

    Blocks, so it belongs in a thread. Raises a ConfigurationError that says what to do.
    """
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_what_is_no_database(path)
        lock = FileLock(path)
        try:
            _prepare(path)
        except BaseException:
            lock.release()
            raise
        return lock


def require_readable(path: Path) -> None:
    """Make sure that `path` can be read as it is, without a lock and without changing it.

    Blocks. Raises a ConfigurationError that says what to do, also for a revision that needs a migration.
    """
    with explaining(path):
        _refuse_what_is_no_database(path)
        if not path.exists():
            message = f"There is no database at {path}: start the bot or load facts once to make it."
            raise ConfigurationError(message)
        with closing(connect(path, read_only=True)) as connection:
            if is_due(stored_revision(connection, path), str(path)):
                message = f"{path} is of an older version: run `gueststar db upgrade` once."
                raise ConfigurationError(message)


def stored_revision(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return the revision of the tables, None where there are none; refuse the tables of another program."""
    tables = {name for (name,) in connection.execute(_TABLES)}
    if not tables:
        return None
    if "alembic_version" not in tables:
        message = f"{path} is the database of another program: choose another file."
        raise ConfigurationError(message)
    row = connection.execute(STORED_REVISION).fetchone()
    return None if row is None else str(row[0])


def _refuse_what_is_no_database(path: Path) -> None:
    """Look before SQLite does, which takes a very short file for an empty one and would write over it."""
    if path.is_dir():
        message = f"{path} is a folder: name a file in it, such as {path / 'gueststar.sqlite3'}."
        raise ConfigurationError(message)
    if path.exists() and path.stat().st_size and not is_sqlite(path):
        raise ConfigurationError(no_database(path))


def _prepare(path: Path) -> None:
    with closing(connect(path, read_only=False)) as connection:
        _refuse_damage(connection, path)
        stored = stored_revision(connection, path)
        if is_due(stored, str(path)):
            _migrate(path, connection, stored)


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Read every page once, so that damage is found before it is answered from."""
    if path.stat().st_size > QUICK_CHECK_LIMIT_BYTES:
        return
    ((finding,),) = connection.execute("PRAGMA quick_check(1)")
    if finding != "ok":
        raise ConfigurationError(damaged(path))


def _migrate(path: Path, connection: sqlite3.Connection, stored: str | None) -> None:
    if stored is not None:  # there is something to lose
        copy_database(path, path.with_name(f"{path.name}.before-{HEAD}"), overwrite=True)
    from bot.store.migrating import migrate_sqlite  # noqa: PLC0415 - half a second of imports, seldom needed

    migrate_sqlite(connection, stored)
