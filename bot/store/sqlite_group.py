"""What the writing thread does with a group of writes: one transaction, a savepoint for each."""

import sqlite3
from collections.abc import Sequence

from bot.store.database import Parameters, Rows, Statement
from bot.store.group_commit import Outcome
from bot.store.sqlite_errors import translated

CACHE_KIB = 2000  # SQLite's own default
BULK_CACHE_KIB = 32_000


def begin(connection: sqlite3.Connection) -> None:
    """Take the right to write now: taken later, a lock that is busy fails at once and not after the timeout."""
    connection.execute("BEGIN IMMEDIATE")


def begin_bulk(connection: sqlite3.Connection) -> None:
    """Begin a transaction that will touch many pages, and keep them in memory until it ends: twice as fast."""
    connection.execute(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
    begin(connection)


def end_bulk(connection: sqlite3.Connection) -> None:
    """Give the memory back; without a commit before, nothing was done."""
    roll_back(connection)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def commit(connection: sqlite3.Connection) -> None:
    """End the transaction, its writes on the disk."""
    connection.execute("COMMIT")


def roll_back(connection: sqlite3.Connection) -> None:
    """End the transaction, if there is one, as if it had never begun."""
    if connection.in_transaction:  # SQLite itself ends it on some errors, such as a full disk
        connection.execute("ROLLBACK")


def rows_of(connection: sqlite3.Connection, sql: str, parameters: Parameters) -> Rows:
    """Run one statement and return its rows."""
    return connection.execute(sql, dict(parameters)).fetchall()  # the module takes a dict only, not any mapping


def run_statements(connection: sqlite3.Connection, statements: Sequence[Statement]) -> list[Rows]:
    """Run statements and return the rows of each."""
    return [[] if one.waits else rows_of(connection, one.sql, one.parameters) for one in statements]


def write_group(connection: sqlite3.Connection, group: Sequence[Sequence[Statement]]) -> list[Outcome]:
    """Commit all writes that can be done and return one outcome each; raise if nothing at all was committed."""
    begin(connection)
    try:
        outcomes = [_write_one(connection, statements) for statements in group]
        commit(connection)
    except BaseException:
        roll_back(connection)
        raise
    return outcomes


def _write_one(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Outcome:
    connection.execute("SAVEPOINT one_write")
    try:
        rows = run_statements(connection, statements)
    except Exception as error:  # whatever is wrong with one write (an unbindable value too) is its own affair
        if not connection.in_transaction:
            raise  # the whole group is gone with it
        connection.execute("ROLLBACK TO one_write")
        connection.execute("RELEASE one_write")
        return _chained(error)
    connection.execute("RELEASE one_write")
    return rows


def _chained(error: Exception) -> Exception:
    meaning = translated(error)
    if meaning is not error:
        meaning.__cause__ = error
    return meaning
