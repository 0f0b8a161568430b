"""The wishes of a server as files to take away.

Both files have, for every wish, in this order: number, state, who, into, beside, occasion, manner, why, spoiler,
author_id, made_at, ups, downs, merged_into, removal, true_title, true_season, true_episode, true_on. Nobody's vote is
in them, and an author only where their name is not hidden. Moments are UTC and ISO 8601; `true_title` is the id of a
title of the facts, `true_on` the day it was released.

CSV: as RFC 4180 has it, UTF-8 with a header, unknown is empty, `spoiler` is true or false; a text that a spreadsheet
would take for a formula begins with one `'` more. JSON: UTF-8, a list of objects, unknown is null, texts are as they
were typed, and `author_id` is a text, because such a number does not outlive every reader.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import orjson

from bot.domain.table_cells import harmless
from bot.domain.wishes import Wish

Cell: TypeAlias = str | int | bool | None


COLUMNS: tuple[str, ...] = (
    "number",
    "state",
    "who",
    "into",
    "beside",
    "occasion",
    "manner",
    "why",
    "spoiler",
    "author_id",
    "made_at",
    "ups",
    "downs",
    "merged_into",
    "removal",
    "true_title",
    "true_season",
    "true_episode",
    "true_on",
)


@dataclass(frozen=True, slots=True)
class ExportedWishes:
    """The files, and how many wishes are in them."""

    count: int
    csv: bytes
    json: bytes


def exported_wishes(wishes: Iterable[Wish]) -> ExportedWishes:
    """Return the files of all these wishes, in their order."""
    records = [dict(zip(COLUMNS, _cells(wish), strict=True)) for wish in wishes]
    return ExportedWishes(len(records), _csv(records), orjson.dumps(records, option=orjson.OPT_INDENT_2))


def _cells(wish: Wish) -> tuple[Cell, ...]:
    wanted, wording, came_true = wish.wanted, wish.wording, wish.fulfilment
    return (
        wish.number,
        wish.state.value,
        wanted.who.name,
        wanted.into.name,
        wanted.beside.name if wanted.beside else None,
        wanted.occasion.value,
        wording.manner.value,
        wording.why,
        wording.spoiler,
        str(wish.shown_author) if wish.shown_author else None,
        wish.made_at.isoformat(),
        wish.tally.ups,
        wish.tally.downs,
        wish.merged_into,
        wish.removal,
        came_true.title if came_true else None,
        came_true.season if came_true else None,
        came_true.episode if came_true else None,
        came_true.released.isoformat() if came_true and came_true.released else None,
    )


def _csv(records: Iterable[dict[str, Cell]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(map(_csv_cell, record.values()) for record in records)
    return file.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else harmless(str(cell))
