"""A SQLite connection with its thread, set up the one way this program uses it."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import aiosqlite

T = TypeVar("T")

BUSY_TIMEOUT_SECONDS = 5
JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024  # what the -wal file is cut back to after a checkpoint

# Only the writer checkpoints: before SQLite 3.51.3 two connections that do so at once can damage the file.
_READER_PRAGMAS = ("foreign_keys = ON", "wal_autocheckpoint = 0")
_WRITER_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # acknowledged means on the disk, whatever happens to the power
    "foreign_keys = ON",
    f"journal_size_limit = {JOURNAL_LIMIT_BYTES}",
    "secure_delete = ON",  # who asks to be forgotten is, byte by byte; a vote takes a hundredth of a millisecond more
)


_MAGIC = b"SQLite format 3\0"


def is_sqlite(path: Path) -> bool:
    """Return whether a file begins as SQLite's do; raise OSError where it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection in autocommit mode, usable in any one thread; raise sqlite3.Error where the file is unfit.

    A writer makes a missing file, a reader does not. A reader opens the file itself for reading only, because the
    last connection to close would checkpoint otherwise.
    """
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _READER_PRAGMAS if read_only else _WRITER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


class Worker(aiosqlite.Connection):
    """A connection whose thread runs whole functions: one hop for as many statements as belong together."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Prepare the worker; entering it starts the thread and connects."""
        super().__init__(partial(connect, path, read_only=read_only), iter_chunk_size=64)
        self._thread.daemon = True  # a crash must end the process, not leave it waiting for this thread
        self.pending = 0

    async def __aenter__(self) -> Self:
        """Start the thread and connect."""
        await self
        return self

    async def close(self) -> None:
        """Close the connection once its work is done, and see the thread out."""
        await super().close()
        self._thread.join()  # it has answered for the last time, so this takes no time to speak of

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` returns for the connection; once begun it runs to its end, cancelled or not."""
        self.pending += 1
        try:
            result: Any = await self._execute(work, self._conn)  # pyright: ignore[reportUnknownMemberType]  # aiosqlite's own way in has no types
            return cast("T", result)
        finally:
            self.pending -= 1
