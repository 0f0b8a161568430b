"""The part of asyncpg that this room uses, with the types that asyncpg itself does not state."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, Protocol, cast

import asyncpg  # pyright: ignore[reportMissingTypeStubs]  # asyncpg has no types

from bot.store.database import Value

COMMAND_TIMEOUT_SECONDS = 60


class Connection(Protocol):
    """An asyncpg connection, its own or lent by a pool."""

    async def fetch(self, query: str, *args: Value) -> Sequence[Iterable[Any]]:
        """Return the rows of a query."""
        ...

    async def fetchval(self, query: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the first column of the first row, None without one."""
        ...

    async def execute(self, query: str, *, timeout: float | None = None) -> str:  # noqa: ASYNC109 - asyncpg's own
        """Run a statement."""
        ...

    async def executemany(self, command: str, args: Iterable[Sequence[Value]], *, timeout: float | None) -> None:  # noqa: ASYNC109 - asyncpg's own
        """Run a statement for each row of arguments, without waiting for each answer."""
        ...

    def transaction(self, *, isolation: str | None = None, readonly: bool = False) -> "Transaction":
        """Return a transaction, or a savepoint within one."""
        ...

    def is_in_transaction(self) -> bool:
        """Return whether a transaction has begun and not ended."""
        ...

    def is_closed(self) -> bool:
        """Return whether the connection is gone."""
        ...

    async def close(self) -> None:
        """Say goodbye to the server."""
        ...


class Transaction(AbstractAsyncContextManager[Any], Protocol):
    """A transaction or savepoint of asyncpg, as a block or step by step."""

    async def start(self) -> None:
        """Begin."""
        ...

    async def commit(self) -> None:
        """End and keep."""
        ...

    async def rollback(self) -> None:
        """End and undo."""
        ...


class Pool(Protocol):
    """An asyncpg pool, which mends itself by connecting anew."""

    def acquire(self) -> AbstractAsyncContextManager[Connection]:
        """Lend a connection; what it was left in is rolled back afterwards."""
        ...

    async def close(self) -> None:
        """Close every connection, once it has been given back."""
        ...


async def connect(url: str) -> Connection:
    """Return one connection; raise OSError, ValueError or asyncpg's errors."""
    opened: Any = await asyncpg.connect(url)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # asyncpg has no types
    return cast("Connection", opened)


async def roll_back(connection: Connection, transaction: Transaction) -> None:
    """Undo what has begun; a lost connection has been undone by the server, and its pool will have it back anyway."""
    with suppress(OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError):
        if connection.is_in_transaction():
            await transaction.rollback()


async def connect_pool(url: str, *, connections: int, read_only: bool) -> Pool:
    """Return a pool with one connection made; raise OSError, ValueError or asyncpg's errors."""
    pool: Any = await asyncpg.create_pool(  # pyright: ignore[reportUnknownMemberType]  # asyncpg has no types
        url,
        min_size=1,
        max_size=connections,
        command_timeout=COMMAND_TIMEOUT_SECONDS,
        server_settings={"default_transaction_read_only": "on" if read_only else "off"},
    )
    return cast("Pool", pool)
