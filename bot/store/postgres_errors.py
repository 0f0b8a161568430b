"""What the many errors of PostgreSQL and asyncpg mean to the caller of a running database."""

from collections.abc import Generator
from contextlib import contextmanager

import asyncpg  # pyright: ignore[reportMissingTypeStubs]  # asyncpg has no types

from bot.store.errors import ConstraintError, ReadOnlyError, UnavailableError

# A crashing server surfaces as any of these, InternalClientError among them (found with 20 killed postmasters).
_OUT_OF_REACH = (
    OSError,
    TimeoutError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.CannotConnectNowError,
    asyncpg.LockNotAvailableError,
)


def translated(error: Exception) -> Exception:
    """Return the error of `bot.store.errors` that means the same, or `error` itself."""
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return ConstraintError(str(error))
    if isinstance(error, asyncpg.ReadOnlySQLTransactionError):
        return ReadOnlyError(str(error))
    if isinstance(error, _OUT_OF_REACH) or _is_of_a_closed_connection(error):
        return UnavailableError()
    return error


def is_deadlock(outcome: object) -> bool:
    """Tell whether a write was given up because it and another process waited for each other."""
    return isinstance(outcome, asyncpg.DeadlockDetectedError)


def _is_of_a_closed_connection(error: Exception) -> bool:
    """Tell a lost connection from a mistake of ours: asyncpg has one class for both."""
    return isinstance(error, asyncpg.InterfaceError) and any(word in str(error) for word in ("clos", "released"))


@contextmanager
def translating() -> Generator[None]:
    """Raise the errors of the driver and of the network as those of `bot.store.errors`, the original chained."""
    try:
        with translating_of_driver():
            yield
    except OSError as error:
        raise UnavailableError from error


@contextmanager
def translating_of_driver() -> Generator[None]:
    """Do the same around somebody else's block, whose own OSError is not about the database."""
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        meaning = translated(error)
        if meaning is error:
            raise
        raise meaning from error
