"""Overwrite what deleted rows have left in a SQLite file and its journal."""

import logging
import sqlite3
import time

MOST_BYTES = 64 * 1024 * 1024
"""A file of this size takes half a second, in which nobody can write; a larger one is its keeper's to vacuum."""
SECONDS_BETWEEN = 60.0
"""So that people who delete their data again and again do not keep the others from writing."""

_log = logging.getLogger(__name__)


def wipe(connection: sqlite3.Connection) -> bool:
    """Write a file up to `MOST_BYTES` and its journal anew; return False where that has to be tried again.

    `secure_delete` overwrites the rows that are deleted, but not the copies that a split page leaves in its gap:
    of 3,000 rows up to three were still found.
    """
    ((pages,), (size,)) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    if pages * size > MOST_BYTES:
        return True
    ((patience,),) = connection.execute("PRAGMA busy_timeout")
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA busy_timeout = 0")  # no reader is waited for: the next one clears the journal
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:  # what was deleted is deleted all the same
        _log.warning("the file could not be written anew after a deletion: %s", error)
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return True


class Wiping:
    """Knows whether there is something to wipe, and whether it is time for it."""

    def __init__(self) -> None:
        """Nothing was deleted yet."""
        self.due = False
        self._not_before = 0.0

    def ask(self) -> bool:
        """Note that something was deleted; return whether it is to be wiped at once, else when the file is closed."""
        self.due = True
        return time.monotonic() >= self._not_before

    def run(self, connection: sqlite3.Connection) -> None:
        """Wipe, in the writing thread."""
        self._not_before = time.monotonic() + SECONDS_BETWEEN
        self.due = not wipe(connection)
