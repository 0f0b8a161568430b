"""The one interface to a database that every other module of this room uses, whatever engine is behind it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple, Protocol, TypeAlias

Value: TypeAlias = str | int | float | bytes | None
Parameters: TypeAlias = Mapping[str, Value]
Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = list[Row]

NO_PARAMETERS: Parameters = {}


class Statement(NamedTuple):
    """One SQL text, which both engines accept, with `:name` for each of its parameters.

    Writes that share a commit are done in the order of the `turn` of their first statement: where it names what they
    lock, processes that lock the same things do not wait for one another in a circle.
    """

    sql: str
    parameters: Parameters = NO_PARAMETERS
    turn: tuple[int, ...] = ()
    waits: bool = False
    """It does nothing but wait for others who change the same; where there is one writer nobody does."""


class Transaction(Protocol):
    """The writer's own view while it holds the one place to write."""

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Rows:
        """Run one statement and return the rows it gives, none for most writes."""
        ...

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row; a row's values stand in the order in which the SQL first names them."""
        ...


class Database(Protocol):
    """An open database. Errors: `ConstraintError`, `ReadOnlyError`, `UnavailableError`, else the driver's own.

    One event loop owns it; whoever opened it must `close` it.
    """

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Rows:
        """Return the rows of one query, as of now."""
        ...

    async def fetch_together(self, *statements: Statement) -> list[Rows]:
        """Return the rows of several queries, all as of one and the same moment."""
        ...

    async def write(self, *statements: Statement) -> list[Rows]:
        """Write all statements or none, and return the rows of each once they are committed.

        Writes that wait at the same moment share a commit. When the caller is cancelled the write is dropped
        if it has not begun, and otherwise carried through.
        """
        ...

    @property
    def is_shared(self) -> bool:
        """Tell whether other processes may have it open, too."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Own the writer for bulk work: committed when the block ends, rolled back when it fails or is cancelled."""
        ...

    async def wipe_deleted(self) -> None:
        """Overwrite what deleted rows have left in the files, as far as the engine leaves that to this program."""
        ...

    async def close(self) -> None:
        """Wait for the writes under way, then let go of every connection, thread and lock; twice is harmless."""
        ...
