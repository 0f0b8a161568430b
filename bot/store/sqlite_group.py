"""What the writing thread does with a group of writes: one transaction, a savepoint for each."""

import sqlite3
from collections.abc import Sequence

from bot.store.database import Rows, Statement
from bot.store.group_commit import Outcome
from bot.store.sqlite_errors import translated


def begin(connection: sqlite3.Connection) -> None:
    """Take the right to write now: taken later, a lock that is busy fails at once and not after the timeout."""
    connection.execute("BEGIN IMMEDIATE")


def commit(connection: sqlite3.Connection) -> None:
    """End the transaction, its writes on the disk."""
    connection.execute("COMMIT")


def roll_back(connection: sqlite3.Connection) -> None:
    """End the transaction, if there is one, as if it had never begun."""
    if connection.in_transaction:  # SQLite itself ends it on some errors, such as a full disk
        connection.execute("ROLLBACK")


def run_statements(connection: sqlite3.Connection, statements: Sequence[Statement]) -> list[Rows]:
    """Return the rows of each statement."""
    return [connection.execute(sql, parameters).fetchall() for sql, parameters in statements]


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
