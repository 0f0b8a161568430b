"""The text of a file to import as rows of cells: CSV with a header, or JSON Lines."""

import csv
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Protocol, cast

import orjson

from bot.facts.exporting import COLUMNS
from bot.facts.findings import shown
from bot.facts.importing_columns import Cells, Column, places_in, require_found
from bot.facts.importing_errors import BadRow, Complaints, UnfitImport
from bot.facts.importing_files import Progress, opened

Wanted = Mapping[Column, str] | None
"""Which column says what, or None for the columns' own names."""

_JSON_LINES = (".jsonl", ".ndjson")
_TELLING = (".csv", *_JSON_LINES)


@dataclass(frozen=True, slots=True)
class Records:
    """Rows, each with the number of its first line; `is_export` tells that they are from a CSV of `data export`."""

    rows: Iterator[tuple[int, Cells]]
    is_export: bool


@contextmanager
def open_records(path: Path, wanted: Wanted, complaints: Complaints, progress: Progress) -> Generator[Records]:
    """Lend the rows of a file, and note those that are none.

    Raises what `opened` raises, at once or while the rows are read, and WrongColumns, for JSON Lines with the last row.
    """
    with opened(path, progress) as (text, head):
        if _is_json(path, head):
            yield Records(_json_rows(text, wanted, complaints), is_export=False)
            return
        reader = csv.reader(text, strict=True)
        header = _header(reader, path)
        yield Records(_csv_rows(reader, header, wanted, complaints), is_export=set(COLUMNS) <= set(header))


def _is_json(path: Path, head: bytes) -> bool:
    """Tell by the name, before a `.gz`, else by the first character; raises UnfitImport for a list in JSON."""
    kind = next((ending.lower() for ending in reversed(path.suffixes) if ending.lower() in _TELLING), None)
    if kind:
        return kind in _JSON_LINES
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        raise UnfitImport(f"{shown(path.name)} is one JSON list; write JSON Lines, one object a line.")
    return start.startswith(b"{")


class _Reader(Protocol):
    """What `csv.reader` makes; `line_num` counts the lines that were read."""

    @property
    def line_num(self) -> int: ...
    def __next__(self) -> list[str]: ...


def _header(reader: _Reader, path: Path) -> list[str]:
    try:
        return [cell.strip() for cell in next(reader)]
    except StopIteration:
        raise UnfitImport(f"{shown(path.name)} is empty; its first line has to name the columns.") from None
    except csv.Error as error:
        raise UnfitImport(f"The first line has to name the columns, but is no CSV ({error}).") from None


def _csv_rows(
    reader: _Reader, header: list[str], wanted: Wanted, complaints: Complaints
) -> Iterator[tuple[int, Cells]]:
    width = len(header)
    pick = cast("Callable[[list[str]], Cells]", itemgetter(*places_in(header, wanted)))
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            complaints.add(line, f"mend the quotes: this is no CSV ({error})")
            continue
        if len(row) == width:
            row.append("")  # what a column that the file has not says
            yield line, pick(row)
        elif row:  # a line with nothing at all is no row
            complaints.add(line, f"write {width} cells, as in the header: there are {len(row)}")


def _json_rows(lines: Iterable[str], wanted: Wanted, complaints: Complaints) -> Iterator[tuple[int, Cells]]:
    keys = [wanted.get(column) if wanted else column.value for column in Column]
    found: dict[str, None] = {}  # in the order in which they come
    for line, text in enumerate(lines, start=1):
        if text.isspace():
            continue
        try:
            row = _object(text)
            found.update(dict.fromkeys((key for key in keys if key in row) if found else row))
            yield line, tuple([_cell(row, key) for key in keys])
        except BadRow as bad:
            complaints.add(line, str(bad))
    require_found(list(found), wanted)


def _object(text: str) -> dict[str, object]:
    try:
        row = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRow(f"write a JSON object on one line: this is none ({shown(error.msg)})") from None
    if not isinstance(row, dict):
        raise BadRow('write a JSON object, as {"character": "...", "title": "..."}')
    return cast("dict[str, object]", row)


def _cell(row: Mapping[str, object], key: str | None) -> str:
    value = row.get(key) if key else None
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise BadRow(f"write “{shown(key or '')}” as text or as a whole number")
