"""What is stored of a person as one file that they can keep: JSON for programs, a CSV a table for spreadsheets."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import IO

from bot.domain.identities import UserId
from bot.domain.personal_data import Cell, Sheet
from bot.domain.table_cells import harmless

_ID_COLUMNS = ("guild_id", "channel_id", "message_id", "thread_id", "origin_id", "play_id", "interaction_id")
_FOR_PROGRAMS = ("interaction_id",)
"""Says nothing to a reader and does not compress; it stands in the JSON."""


def archive_of(person: UserId, sheets: Sequence[Sheet], now: datetime) -> bytes:
    """Return a zip with `gueststar.json` and one CSV a table; takes two seconds for 100,000 rows, so use a thread.

    Moments are UTC. JSON has Discord's ids as text, as Discord's own does, because some readers round large numbers;
    CSV has no cell that a spreadsheet takes for a formula.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_entry("gueststar.json", now), "w") as file:
            _write_json(file, person, sheets, now)
        for sheet in sheets:
            with archive.open(_entry(f"{sheet.name}.csv", now), "w") as file:
                _write_csv(file, sheet)
    return buffer.getvalue()


def _entry(name: str, now: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write_json(file: IO[bytes], person: UserId, sheets: Sequence[Sheet], now: datetime) -> None:
    file.write(f'{{"person_id": "{person}", "exported_at": "{now.isoformat(timespec="seconds")}"'.encode())
    for sheet in sheets:
        file.write(f',\n"{sheet.name}": ['.encode())
        for place, row in enumerate(sheet.rows):
            values = {name: _json_value(name, cell) for name, cell in zip(sheet.columns, row, strict=True)}
            file.write(f"{',' if place else ''}\n{json.dumps(values, ensure_ascii=False)}".encode())
        file.write(b"]")
    file.write(b"}\n")


def _json_value(name: str, cell: Cell) -> Cell:
    return str(cell) if name in _ID_COLUMNS and cell is not None else cell


def _write_csv(file: IO[bytes], sheet: Sheet) -> None:
    with io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        shown = [name for name in sheet.columns if name not in _FOR_PROGRAMS]
        writer.writerow(shown)
        for row in sheet.rows:
            writer.writerow([_csv_cell(cell) for cell, name in zip(row, sheet.columns, strict=True) if name in shown])


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else cell
