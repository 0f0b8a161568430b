"""A lock file beside the database: one process writes, and a second one learns who does."""

import fcntl
import os
from pathlib import Path

from bot.domain.errors import UserError


class DatabaseInUse(UserError):
    """Another process holds the database for writing; it can be read now, and written when that one ends."""


class FileLock:
    """An exclusive flock, which the kernel gives back when the process ends in whatever way.

    The file stays when the lock is released: deleting it would let two processes lock two files of one name.
    """

    def __init__(self, database: Path) -> None:
        """Take the lock of `database` at once; raise DatabaseInUse, which names the holder, or OSError."""
        path = database.with_name(f"{database.name}.lock")
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(self._descriptor)
            self.release()
            message = f"{database} is already in use by {holder}: stop that one first, since only one may write."
            raise DatabaseInUse(message) from None
        except BaseException:
            self.release()
            raise
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let the next one have it; twice is harmless."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _holder(descriptor: int) -> str:
    number = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return f"process {number}" if number else "another process"
