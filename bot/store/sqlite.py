"""A database in one SQLite file: one writing connection, a few that read, each in a thread of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Self

from bot.store.cancellation import finished
from bot.store.database import NO_PARAMETERS, Parameters, Rows, Statement, Value
from bot.store.errors import ReadOnlyError
from bot.store.group_commit import GroupCommit, Outcome
from bot.store.lock import FileLock
from bot.store.sqlite_bulk import execute_for_all
from bot.store.sqlite_connection import Worker
from bot.store.sqlite_errors import translating
from bot.store.sqlite_group import begin_bulk, commit, end_bulk, roll_back, rows_of, run_statements, write_group
from bot.store.sqlite_wiping import Wiping

READERS = 2  # so that one long reading does not hold up the short ones


class SqliteTransaction:
    """The writing connection between BEGIN IMMEDIATE and its end."""

    def __init__(self, writer: Worker) -> None:
        """Write with `writer`, on which the transaction has begun."""
        self._writer = writer

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Rows:
        """Run one statement and return the rows it gives."""

        def work(connection: sqlite3.Connection) -> Rows:
            _require_transaction(connection)
            return rows_of(connection, sql, parameters)

        with translating():
            return await self._writer.run(work)

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row; lazy rows are made in the writing thread."""

        def work(connection: sqlite3.Connection) -> None:
            _require_transaction(connection)
            execute_for_all(connection, sql, rows)

        with translating():
            await self._writer.run(work)


class SqliteDatabase:
    """One open SQLite file; `open_database` makes it."""

    def __init__(self, readers: Sequence[Worker], writer: Worker | None, resources: AsyncExitStack) -> None:
        """Use connected workers; `resources` closes them, and the lock, in the right order."""
        self._readers = readers
        self._writer = writer
        self._resources = resources
        self._turn = asyncio.Lock()
        self._group = GroupCommit(self._write_group, self._turn)
        self._wiping = Wiping()
        self._closed = False

    @classmethod
    async def open(cls, path: Path, lock: FileLock | None) -> Self:
        """Return the database in an existing file of the right revision, read-only without a lock; it owns the lock.

        Raises sqlite3.Error where the file is unfit.
        """
        async with AsyncExitStack() as resources:
            writer = None
            if lock is not None:
                resources.callback(lock.release)
                writer = await resources.enter_async_context(Worker(path, read_only=False))
            readers = [await resources.enter_async_context(Worker(path, read_only=True)) for _ in range(READERS)]
            return cls(readers, writer, resources.pop_all())

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Rows:
        """Return the rows of one query, as of now."""
        reader = self._free_reader()
        with translating():
            return await reader.run(lambda connection: rows_of(connection, sql, parameters))

    async def fetch_together(self, *statements: Statement) -> list[Rows]:
        """Return the rows of several queries, all from one snapshot."""
        reader = self._free_reader()
        with translating():
            return await reader.run(lambda connection: _snapshot(connection, statements))

    async def write(self, *statements: Statement) -> list[Rows]:
        """Write all statements or none, and return the rows of each once they are committed."""
        self._require_writer()
        return await self._group.write(statements)

    @property
    def is_shared(self) -> bool:
        """Return False: its lock file keeps other processes away."""
        return False

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[SqliteTransaction]:
        """Own the writing connection until the block ends."""
        writer = self._require_writer()
        async with self._turn:
            try:
                with translating():
                    await writer.run(begin_bulk)
                yield SqliteTransaction(writer)
                with translating():
                    await finished(writer.run(commit))
            finally:  # cancelled or not: the next writer must not inherit a transaction
                await finished(writer.run(end_bulk))

    async def wipe_deleted(self) -> None:
        """Write a file of up to 64 MB anew, at most once a minute; what comes sooner is done when it is closed."""
        writer = self._require_writer()
        if self._wiping.ask():
            async with self._turn:
                await finished(writer.run(self._wiping.run))

    async def close(self) -> None:
        """Wait for the writes under way, then close the readers, the writer (which tidies the -wal up) and the lock."""
        self._closed = True
        await self._group.drained()
        async with self._turn:
            if self._wiping.due and self._writer is not None:
                self._wiping.due = False
                await finished(self._writer.run(self._wiping.run))
            await finished(self._resources.aclose())

    def _free_reader(self) -> Worker:
        self._require_open()
        return min(self._readers, key=lambda reader: reader.pending)

    def _require_writer(self) -> Worker:
        self._require_open()
        if self._writer is None:
            message = "this database was opened for reading only"
            raise ReadOnlyError(message)
        return self._writer

    def _require_open(self) -> None:
        if self._closed:
            message = "this database is closed"
            raise RuntimeError(message)

    async def _write_group(self, group: Sequence[Sequence[Statement]]) -> Sequence[Outcome]:
        writer = self._writer
        assert writer is not None  # noqa: S101 - `write` has made sure
        with translating():
            return await writer.run(lambda connection: write_group(connection, group))


def _snapshot(connection: sqlite3.Connection, statements: Sequence[Statement]) -> list[Rows]:
    connection.execute("BEGIN")
    try:
        return run_statements(connection, statements)
    finally:
        roll_back(connection)


def _require_transaction(connection: sqlite3.Connection) -> None:
    """Refuse to write outside of the transaction, should SQLite have ended it after a failure."""
    if not connection.in_transaction:
        message = "the transaction has ended"
        raise RuntimeError(message)
