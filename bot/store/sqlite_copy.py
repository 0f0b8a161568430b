"""A verified copy of a SQLite database in use, put into place whole or not at all."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import ConfigurationError, UserError
from bot.store.revisions import STORED_REVISION
from bot.store.sqlite_connection import connect

JOURNALS = ("-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files beside it."""

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@dataclass(frozen=True, slots=True)
class Contents:
    """What two copies of a database must have in common: the schema's revision and the rows of each table."""

    revision: str | None
    rows: tuple[tuple[str, int], ...]


def copy_database(source: Path, target: Path, *, overwrite: bool) -> Contents:
    """Copy `source`, in use or not, to `target` and return what the copy holds.

    Blocks for a second or two each 100 MB. Raises a UserError where `target` exists or the copy is not sound, and
    sqlite3.Error or OSError; `target` is then as it was.
    """
    if target.exists() and not overwrite:
        message = f"{target} exists already: choose another name."
        raise ConfigurationError(message)
    with temporary_beside(target) as temporary:
        expected = _vacuum_into(source, temporary)
        found = verified_contents(temporary, of=source)
        if expected is not None and expected != found:
            message = f"The copy of {source} does not match it: {found} instead of {expected}; try again."
            raise UserError(message)
        put_into_place(temporary, target, overwrite=overwrite)
    return found


def verified_contents(path: Path, *, of: Path) -> Contents:
    """Return what a database file holds, having checked every page, index and reference of it.

    Raises a UserError that names the damaged original `of`.
    """
    with closing(connect(path, read_only=True)) as connection:
        findings = integrity_findings(connection)
        if findings:
            message = f"{of} is damaged ({findings[0]}): use a sound backup."
            raise UserError(message)
        return _contents(connection)


def integrity_findings(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a database, nothing if it is sound."""
    findings = [text for (text,) in connection.execute("PRAGMA integrity_check(10)") if text != "ok"]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(10)
    return findings + [f"{table} row refers to a missing row of {parent}" for table, _, parent, _ in orphans]


@contextmanager
def temporary_beside(target: Path) -> Generator[Path]:
    """Lend a free name in the folder of `target`; whatever is there at the end, or from a killed run, is removed."""
    temporary = target.with_name(f".{target.name}.partial")
    temporary.unlink(missing_ok=True)
    try:
        yield temporary
    finally:
        for suffix in ("", *JOURNALS):
            beside(temporary, suffix).unlink(missing_ok=True)


def put_into_place(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Rename a finished file to its name, on the disk before anybody can see it under that name.

    No journal of what had that name before survives: it would be played in, since it fits any file of that name.
    """
    sync(temporary)
    if not overwrite:
        target.touch(exist_ok=False)  # takes the name; hard links would too, but not on every file system
    for suffix in JOURNALS:
        beside(target, suffix).unlink(missing_ok=True)
    temporary.replace(target)
    sync(target.parent)


def beside(path: Path, suffix: str) -> Path:
    """Return the file of the same folder and name, with `suffix` after it."""
    return path.with_name(path.name + suffix)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _vacuum_into(source: Path, temporary: Path) -> Contents | None:
    """Copy, and return what the source holds; None if somebody wrote to it meanwhile, so that nobody can tell."""
    with closing(connect(source, read_only=True)) as connection:
        before = _contents(connection)
        version = connection.execute("PRAGMA data_version").fetchone()
        connection.execute("VACUUM INTO ?", [str(temporary)])
        stood_still = connection.execute("PRAGMA data_version").fetchone() == version
        return before if stood_still else None


def _contents(connection: sqlite3.Connection) -> Contents:
    names = [name for (name,) in connection.execute(_TABLES)]
    rows = tuple((name, _count(connection, name)) for name in names)
    revision = connection.execute(STORED_REVISION).fetchone() if "alembic_version" in names else None
    return Contents(None if revision is None else str(revision[0]), rows)


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    count: int = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608 - a table's name
    return count
