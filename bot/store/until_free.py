"""Transactions that lock many rows, tried again where they waited in a circle with another process."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

_TRIES = 4
_DEADLOCK = "40P01"  # PostgreSQL's code: it gave this one up, and the other one went on


async def until_free(work: Callable[[], Awaitable[T]]) -> T:
    """Return what `work` returns, a whole transaction, done anew up to three times where it was given up.

    Raises whatever it raises otherwise. SQLite has one writer, so nothing waits in a circle there.
    """
    for _ in range(_TRIES - 1):
        try:
            return await work()
        except Exception as error:
            if getattr(error, "sqlstate", None) != _DEADLOCK:  # asyncpg, which sets it, is an extra
                raise
    return await work()
