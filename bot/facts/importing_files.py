"""A file to import as text: gzipped or not, within limits that hold while it is read (HAZARDS T-14).

No ratio of packed to unpacked bytes is a limit, since honest tables pack well: the unpacked bytes are counted.
"""

import gzip
import io
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.facts.findings import shown
from bot.facts.importing_errors import UnfitImport

MOST_BYTES_PACKED = 64 * 1024 * 1024
"""What a gzipped file may have on the disk; a million rows need about 10 MB."""
MOST_BYTES = 256 * 1024 * 1024
"""What a file may have unpacked: a million rows of 250 bytes, and rows of appearances have a hundred."""
LONGEST_LINE = 64 * 1024
"""Bytes of a line, which is held in memory whole; the nine cells that are read need about a thousand."""

Progress = Callable[[int], None]
"""Is told how many more bytes of the file, or rows, are done."""

_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 4096
_UNPACKED = f"{MOST_BYTES // 1024**2} MB"


@contextmanager
def opened(path: Path, progress: Progress) -> Generator[tuple[io.TextIOWrapper, bytes]]:
    """Lend a file's text, line ends as they are and bytes that are no UTF-8 as surrogates, and its first bytes.

    Raises OSError for a file that cannot be opened, UnfitImport for one that is no text, or damaged, or too big;
    the last two also while it is read.
    """
    name = shown(path.name)
    with path.open("rb") as file, _translated(name):
        if file.peek(len(_GZIP)).startswith(_GZIP):
            most = f"{name} is over {MOST_BYTES_PACKED // 1024**2} MB"
            packed: Any = _Bounded(file, MOST_BYTES_PACKED, most, progress)
            content = _Lines(gzip.GzipFile(fileobj=packed), MOST_BYTES, f"{name} is over {_UNPACKED} unpacked")
        else:
            content = _Lines(file, MOST_BYTES, f"{name} is over {_UNPACKED}", progress)
        buffered = io.BufferedReader(content, LONGEST_LINE)
        head = buffered.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        if b"\0" in head.partition(b"\n")[0]:  # as in UTF-16, and in what spreadsheets keep
            raise UnfitImport(f"{name} is no text; save it as CSV or JSON Lines in UTF-8.")
        with io.TextIOWrapper(buffered, "utf-8-sig", "surrogateescape", newline="") as text:
            yield text, head


@contextmanager
def _translated(name: str) -> Generator[None]:
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnfitImport(f"{name} is damaged or cut off, it does not unpack; make it anew.") from error


class _Bounded(io.RawIOBase):
    """A stream that is refused as soon as it gives more than it may, or a longer line; it tells how much it gave."""

    def __init__(self, stream: Any, most: int, complaint: str, progress: Progress | None = None) -> None:  # noqa: ANN401  (a file or a GzipFile, which share no type)
        self._stream = stream
        self._left = most
        self._complaint = complaint
        self._progress = progress

    def readable(self) -> bool:
        """Return that it can be read, which is all that it can."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  (any buffer of bytes)
        """Read what is there; raises UnfitImport past the limit."""
        count = self._stream.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise UnfitImport(f"{self._complaint}, which is more than is read: split it.")
        self._look_at(memoryview(buffer)[:count])
        if self._progress:
            self._progress(count)
        return count

    def _look_at(self, content: memoryview) -> None:
        """Look at what was read."""


class _Lines(_Bounded):
    """The same, and no line may be longer than `LONGEST_LINE`."""

    _run = 0

    def _look_at(self, content: memoryview) -> None:
        """Measure the line that goes on from what was read before; what is read at once is itself no longer."""
        text = content.tobytes()
        ends = (text.find(b"\n"), text.find(b"\r"))
        first = min((end for end in ends if end >= 0), default=len(text))
        if self._run + first > LONGEST_LINE:
            raise UnfitImport(f"A line is over {LONGEST_LINE:,} bytes long; write one row a line.")
        last = max(text.rfind(b"\n"), text.rfind(b"\r"))
        self._run = len(text) - last - 1 if last >= 0 else self._run + len(text)
