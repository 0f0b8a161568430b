"""What SQLite's errors mean: to the caller of a running database, and to a person who tries to open one."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.errors import ConfigurationError
from bot.store.errors import ConstraintError, ReadOnlyError, UnavailableError

_OUT_OF_REACH = ("BUSY", "CANTOPEN", "CORRUPT", "FULL", "IOERR", "LOCKED", "NOTADB", "PERM")

_SENTENCES = {
    "NOTADB": "{path} is not a SQLite database: point the setting at the right file, or restore a backup over it.",
    "CORRUPT": "{path} is damaged: restore the newest backup with `gueststar db restore`.",
    "IOERR": "The disk failed while reading {path}: check the disk, then restore a backup if need be.",
    "FULL": "The disk that holds {path} is full: free some space and start again.",
    "BUSY": "{path} is in use by another program: close that one first.",
    "LOCKED": "{path} is in use by another program: close that one first.",
    "CANTOPEN": "{path} cannot be opened: check that its folder exists and that this user may read and write there.",
    "READONLY": "{path} may not be written: give this user the right to write the file and its folder.",
    "PERM": "{path} may not be read: give this user the right to read the file.",
}


def _primary_name(error: sqlite3.Error) -> str:
    """Return `CORRUPT` for SQLITE_CORRUPT and all its extended codes, empty for an error of the module's own."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.removeprefix("SQLITE_").partition("_")[0]


def translated(error: Exception) -> Exception:
    """Return the error of `bot.store.errors` that means the same, or `error` itself."""
    if isinstance(error, sqlite3.IntegrityError):
        return ConstraintError(str(error))
    if isinstance(error, sqlite3.Error):
        name = _primary_name(error)
        if name == "READONLY":
            return ReadOnlyError(str(error))
        if name in _OUT_OF_REACH:
            return UnavailableError()
    return error


@contextmanager
def translating() -> Generator[None]:
    """Raise SQLite's errors as those of `bot.store.errors`, the original chained."""
    try:
        yield
    except sqlite3.Error as error:
        meaning = translated(error)
        if meaning is error:
            raise
        raise meaning from error


def no_database(path: Path) -> str:
    """Return the sentence about a file that is something else."""
    return _SENTENCES["NOTADB"].format(path=path)


def damaged(path: Path) -> str:
    """Return the sentence about a database that cannot be trusted."""
    return _SENTENCES["CORRUPT"].format(path=path)


@contextmanager
def explaining(path: Path) -> Generator[None]:
    """Raise whatever keeps `path` from being opened as one sentence that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        sentence = _SENTENCES.get(_primary_name(error), "{path} cannot be used as a database ({error}).")
        raise ConfigurationError(sentence.format(path=path, error=error)) from error
    except OSError as error:
        message = f"{path} cannot be used as a database: {error.strerror} ({error.filename})."
        raise ConfigurationError(message) from error
