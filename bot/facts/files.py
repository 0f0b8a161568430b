"""The files of a pack as bytes, within limits that hold before anything is parsed.

A pack may come from anywhere (HAZARDS T-14): no links, no surprises beside the known files, and nothing is read
whose size has not been looked at first.
"""

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bot.facts.findings import Trouble

UNIVERSE = "universe.toml"
CHARACTERS = "characters.toml"
SOURCES = "sources.toml"
TITLES = "titles"
ROOT_FILES = (UNIVERSE, CHARACTERS, SOURCES)

MOST_FILES = 2_000
MOST_BYTES_A_FILE = 8 * 1024 * 1024
MOST_BYTES_A_PACK = 64 * 1024 * 1024


class UnfitFile(Exception):
    """A file that is not read; its text says what to do about it."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file of bearable size, or raise `UnfitFile`."""
    try:
        _require_fit(path.lstat())
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES_A_FILE)
    except OSError as error:
        raise UnfitFile(f"make the file readable ({os.strerror(error.errno or 0)})") from error


def _require_fit(status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise UnfitFile("put the file itself here: links are not followed")
    if not stat.S_ISREG(status.st_mode):
        raise UnfitFile("put a plain file here")
    if status.st_size > MOST_BYTES_A_FILE:
        raise UnfitFile(f"split the file: it is over {MOST_BYTES_A_FILE // 1024**2} MB")


def fact_files(folder: Path) -> tuple[str, ...]:
    """Return the names, inside a pack, of the files that hold its facts, in a fixed order."""
    roots = [name for name in ROOT_FILES if os.path.lexists(folder / name)]
    titles = [f"{TITLES}/{name}" for name in _title_names(folder) if name.endswith(".toml")]
    return (*roots, *titles)


def survey(folder: Path) -> Iterator[Trouble]:
    """Yield what is missing in a folder, or does not belong there; nothing in it is opened."""
    for name in ROOT_FILES:
        if not os.path.lexists(folder / name):
            yield Trouble(name, (), f"add the file: a pack has {', '.join(ROOT_FILES)} and {TITLES}/")
    if not stat.S_ISDIR(_mode(folder / TITLES)):
        yield Trouble(TITLES, (), "make it a folder of titles: links are not followed")
    yield from _strangers(folder)


def overflow(folder: Path) -> Iterator[Trouble]:
    """Yield what makes a folder too big to be looked at."""
    files = fact_files(folder)
    if len(files) > MOST_FILES:
        yield Trouble(TITLES, (), f"split the pack: it has over {MOST_FILES:,} files")
    sizes = [_size(folder / name) for name in files]
    if sum(size for size in sizes if size <= MOST_BYTES_A_FILE) > MOST_BYTES_A_PACK:  # larger ones are not read at all
        yield Trouble(TITLES, (), f"split the pack: it is over {MOST_BYTES_A_PACK // 1024**2} MB")


def _strangers(folder: Path) -> Iterator[Trouble]:
    for name in _names(folder):
        toml = name.endswith(".toml") and name not in ROOT_FILES
        plain = stat.S_ISREG(_mode(folder / name)) or name.startswith(".")
        if toml or not (plain or name == TITLES):
            yield Trouble(name, (), f"move it away: beside {', '.join(ROOT_FILES)} a pack has only {TITLES}/")
    for name in _title_names(folder):
        if not name.endswith(".toml"):
            yield Trouble(f"{TITLES}/{name}", (), "name it <title id>.toml, or move it away")


def _title_names(folder: Path) -> list[str]:
    titles = folder / TITLES
    return _names(titles) if stat.S_ISDIR(_mode(titles)) else []


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, 2 * MOST_FILES))
    except OSError:
        return []


def _mode(path: Path) -> int:
    status = _status(path)
    return status.st_mode if status else 0


def _size(path: Path) -> int:
    status = _status(path)
    return status.st_size if status else 0


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except (OSError, ValueError):  # a ValueError is a path with a zero byte
        return None
