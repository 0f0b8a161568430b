"""Copies of a SQLite database for bad days: made while the bot runs, checked, and put back in one step."""

import asyncio
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.errors import ConfigurationError, UserError
from bot.store.lock import FileLock
from bot.store.opening import is_postgres
from bot.store.revisions import is_due
from bot.store.sqlite_connection import connect, is_sqlite
from bot.store.sqlite_copy import (
    JOURNALS,
    Contents,
    beside,
    copy_database,
    put_into_place,
    sync,
    temporary_beside,
    verified_contents,
)
from bot.store.sqlite_errors import explaining


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A finished backup: where, its size, the revision of its tables and the rows of all of them."""

    path: Path
    size_bytes: int
    revision: str
    rows: int


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """A restored database, and where the one that it replaced was put (None: there was none)."""

    path: Path
    replaced: Path | None
    revision: str
    rows: int


async def backup(source: str | Path, target: Path, *, overwrite: bool = False) -> BackupResult:
    """Copy the database at `source`, in use or not, to the file `target`, checked and on the disk.

    Raises a UserError, one sentence, if anything stands in the way; `target` is then as it was. That is so even with
    `overwrite` for a database that a process uses, `source` itself before all.
    """
    _refuse_postgres(source, "pg_dump")
    return await asyncio.to_thread(_back_up, Path(source), target, overwrite=overwrite)


async def restore(source: Path, target: str | Path, *, now: datetime) -> RestoreResult:
    """Put the checked backup `source` in the place of the database `target`, which is kept under a name with `now`.

    Raises a UserError, one sentence, if the backup is not sound, or while a process uses the database.
    """
    _refuse_postgres(target, "pg_restore")
    return await asyncio.to_thread(_restore, source, Path(target), now)


def _refuse_postgres(address: str | Path, tool: str) -> None:
    if is_postgres(address):
        message = f"This database is on PostgreSQL: use its own {tool}, which does this while the bot runs."
        raise ConfigurationError(message)


def _back_up(source: Path, target: Path, *, overwrite: bool) -> BackupResult:
    _require_file(source)
    _require_folder(target)
    if overwrite:
        _refuse_itself(source, target)
    with explaining(target):
        replaces_database = overwrite and target.is_file() and is_sqlite(target)
    with _locked(target) if replaces_database else nullcontext(), explaining(source):
        contents = copy_database(source, target, overwrite=overwrite)
    return BackupResult(target, target.stat().st_size, _revision(contents, target), _row_count(contents))


def _restore(source: Path, target: Path, now: datetime) -> RestoreResult:
    _require_file(source)
    _require_folder(target)
    with _locked(target), temporary_beside(target) as temporary, explaining(source):
        contents = _checked_copy(source, temporary)
        replaced = _set_aside(target, now)
        put_into_place(temporary, target, overwrite=True)
    return RestoreResult(target, replaced, _revision(contents, source), _row_count(contents))


@contextmanager
def _locked(target: Path) -> Generator[None]:
    """Keep every other process from a database that is about to be replaced."""
    with explaining(target):
        lock = FileLock(target)
    try:
        yield
    finally:
        lock.release()


def _checked_copy(source: Path, temporary: Path) -> Contents:
    """Copy the backup and check the copy: what is put into place is what was checked."""
    if beside(source, "-wal").exists() and beside(source, "-wal").stat().st_size:
        message = f"{source} is a database in use, with changes in {source.name}-wal: make a backup of it first."
        raise UserError(message)
    shutil.copyfile(source, temporary)
    contents = verified_contents(temporary, of=source)
    is_due(_revision(contents, source), str(source))  # an older one is migrated when it is opened
    return contents


def _set_aside(target: Path, now: datetime) -> Path | None:
    """Give the present database, with all of its journal, a second name, so that the swap is one rename."""
    if not target.exists():
        return None
    if is_sqlite(target):  # whatever else it is stays untouched
        with suppress(sqlite3.Error), closing(connect(target, read_only=False)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # closing the last connection then removes the -wal
    kept = _free_name(target, now)
    _second_name(target, kept)
    if beside(target, "-wal").exists():  # too damaged to be played in: it stays with its database
        beside(target, "-wal").replace(beside(kept, "-wal"))
    sync(target.parent)
    return kept


def _second_name(target: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(target)
    except OSError:  # a file system without hard links
        shutil.copyfile(target, kept)
        sync(kept)


def _free_name(target: Path, now: datetime) -> Path:
    dated = f"{target.name}.replaced-{now:%Y%m%dT%H%M%SZ}"
    names = (dated if number == 1 else f"{dated}-{number}" for number in range(1, 1000))
    return next(path for path in map(target.with_name, names) if not path.exists())


def _require_file(path: Path) -> None:
    if not path.is_file():
        message = f"There is no database file at {path}: check the name."
        raise ConfigurationError(message)


def _refuse_itself(source: Path, target: Path) -> None:
    """Refuse to write a copy over the database that it is of, or over what belongs to it, by whatever name."""
    own = (source, *(beside(source, suffix) for suffix in (*JOURNALS, ".lock")))
    if target.exists() and any(one.exists() and target.samefile(one) for one in own):
        message = f"{target} belongs to the database {source} itself: choose another file for the copy."
        raise UserError(message)


def _require_folder(target: Path) -> None:
    if not target.parent.is_dir():
        message = f"There is no folder {target.parent}: make it first."
        raise ConfigurationError(message)


def _revision(contents: Contents, path: Path) -> str:
    if contents.revision is None:
        message = f"{path} is not a database of this program: choose another file."
        raise UserError(message)
    return contents.revision


def _row_count(contents: Contents) -> int:
    return sum(count for _, count in contents.rows)
