"""The part of asyncpg that this room uses, with the types that asyncpg itself does not state."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, cast

import asyncpg  # pyright: ignore[reportMissingTypeStubs]

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

    def transaction(self, *, isolation: str | None = None, readonly: bool = False) -> AbstractAsyncContextManager[Any]:
        """Return a transaction, or a savepoint within one."""
        ...

    def is_closed(self) -> bool:
        """Return whether the connection is gone."""
        ...

    async def close(self) -> None:
        """Say goodbye to the server."""
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
    opened: Any = await asyncpg.connect(url)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return cast("Connection", opened)


async def connect_pool(url: str, *, connections: int, read_only: bool) -> Pool:
    """Return a pool with one connection made; raise OSError, ValueError or asyncpg's errors."""
    pool: Any = await asyncpg.create_pool(  # pyright: ignore[reportUnknownMemberType]
        url,
        min_size=1,
        max_size=connections,
        command_timeout=COMMAND_TIMEOUT_SECONDS,
        server_settings={"default_transaction_read_only": "on" if read_only else "off"},
    )
    return cast("Pool", pool)
