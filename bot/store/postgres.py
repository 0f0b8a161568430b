"""A database on a PostgreSQL server, through a small pool of connections."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Self

from bot.store.cancellation import finished
from bot.store.database import NO_PARAMETERS, Parameters, Rows, Statement, Value
from bot.store.errors import ReadOnlyError
from bot.store.group_commit import GroupCommit, Outcome
from bot.store.named_parameters import numbered
from bot.store.postgres_driver import Connection, Pool, Transaction, connect_pool, roll_back
from bot.store.postgres_errors import is_deadlock, translated, translating, translating_of_driver

CONNECTIONS = 4
_TRIES = 3  # of a write that waited in a circle with one of another process; the other one is done by then

# Bulk work of all processes goes one after another, as on SQLite; small writes do not wait for it.
BULK_LOCK = "SELECT pg_advisory_xact_lock(7241953001)"


async def _rows(connection: Connection, sql: str, parameters: Parameters) -> Rows:
    text, names = numbered(sql, "$")
    records = await connection.fetch(text, *[parameters[name] for name in names])
    return [tuple(record) for record in records]


class PostgresTransaction:
    """A connection with an open transaction and the lock for bulk work."""

    def __init__(self, connection: Connection) -> None:
        """Write with `connection`."""
        self._connection = connection

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Rows:
        """Run one statement and return the rows it gives."""
        with translating():
            return await _rows(self._connection, sql, parameters)

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row, without waiting for each answer."""
        with translating():
            await self._connection.executemany(numbered(sql, "$").text, rows, timeout=None)


class PostgresDatabase:
    """One database of a server; `open_database` makes it."""

    def __init__(self, pool: Pool, *, read_only: bool) -> None:
        """Use a connected pool, and close it in the end."""
        self._pool = pool
        self._read_only = read_only
        self._group = GroupCommit(self._write_group, asyncio.Lock())
        self._closed = False

    @classmethod
    async def open(cls, url: str, *, read_only: bool) -> Self:
        """Return the database at `url`; raise what asyncpg raises where it cannot be reached."""
        pool = await connect_pool(url, connections=CONNECTIONS, read_only=read_only)
        return cls(pool, read_only=read_only)

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Rows:
        """Return the rows of one query, as of now."""
        with translating():
            async with self._connection() as connection:
                return await _rows(connection, sql, parameters)

    async def fetch_together(self, *statements: Statement) -> list[Rows]:
        """Return the rows of several queries, all from one snapshot."""
        with translating():
            async with self._connection() as connection, _snapshot(connection):
                return [await _rows(connection, one.sql, one.parameters) for one in statements]

    async def write(self, *statements: Statement) -> list[Rows]:
        """Write all statements or none, and return the rows of each once they are committed."""
        self._require_writable()
        return await self._group.write(statements)

    @property
    def is_shared(self) -> bool:
        """Return True: any process may be connected to its server."""
        return True

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[PostgresTransaction]:
        """Own the right to bulk work, among all processes, until the block ends."""
        self._require_writable()
        with translating_of_driver():
            async with self._connection() as connection, _held(connection, connection.transaction()):
                await connection.execute(BULK_LOCK, timeout=None)
                yield PostgresTransaction(connection)

    async def wipe_deleted(self) -> None:
        """Leave it to the server, which vacuums its files by itself."""
        self._require_writable()

    async def close(self) -> None:
        """Wait for the writes under way, then close every connection."""
        self._closed = True
        await self._group.drained()
        await finished(self._pool.close())

    @asynccontextmanager
    async def _connection(self) -> AsyncGenerator[Connection]:
        self._require_open()
        async with AsyncExitStack() as stack:
            with translating():
                connection = await stack.enter_async_context(self._pool.acquire())
            yield connection

    def _require_open(self) -> None:
        if self._closed:
            message = "this database is closed"
            raise RuntimeError(message)

    def _require_writable(self) -> None:
        self._require_open()
        if self._read_only:
            message = "this database was opened for reading only"
            raise ReadOnlyError(message)

    async def _write_group(self, group: Sequence[Sequence[Statement]]) -> Sequence[Outcome]:
        outcomes: dict[int, Outcome] = {}
        with translating():
            in_turn = sorted(range(len(group)), key=lambda place: _turn(group[place]))
            async with self._pool.acquire() as connection, connection.transaction():
                for place in in_turn:
                    outcomes[place] = await _write_one(connection, group[place])
            for place in in_turn:
                for _ in range(_TRIES):
                    if not is_deadlock(outcomes[place]):
                        break
                    async with self._pool.acquire() as connection, connection.transaction():
                        outcomes[place] = await _write_one(connection, group[place])
        return [outcomes[place] for place in range(len(group))]


def _turn(statements: Sequence[Statement]) -> tuple[int, ...]:
    return statements[0].turn if statements else ()


def _snapshot(connection: Connection) -> AbstractAsyncContextManager[None]:
    return _held(connection, connection.transaction(isolation="repeatable_read", readonly=True))


@asynccontextmanager
async def _held(connection: Connection, transaction: Transaction) -> AsyncGenerator[None]:
    """Begin, and end whatever comes: asyncpg's own block can be cancelled while it begins or ends."""
    try:
        await finished(transaction.start())
        yield
        await finished(transaction.commit())
    except BaseException:
        await finished(roll_back(connection, transaction))
        raise


async def _write_one(connection: Connection, statements: Sequence[Statement]) -> Outcome:
    try:
        async with connection.transaction():  # within the other one: a savepoint
            return [await _rows(connection, one.sql, one.parameters) for one in statements]
    except Exception as error:
        if connection.is_closed():
            raise  # the whole group is gone with it
        meaning = translated(error)
        if meaning is not error:
            meaning.__cause__ = error
        return meaning
