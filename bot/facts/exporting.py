"""A pack as a table: CSV for people who work with spreadsheets, JSON Lines for programs."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import TextIO

import orjson

from bot.domain.appearances import performers_of
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, Episode, Meeting, Pack
from bot.domain.table_cells import harmless

COLUMNS = (
    "universe",
    "character_id",
    "character",
    "performer",
    "title_id",
    "title",
    "season",
    "episode",
    "episode_name",
    "released",
    "kind",
    "credit",
    "confidence",
    "source",
)

MEETING_COLUMNS = (
    "universe",
    "first_id",
    "first",
    "second_id",
    "second",
    "title_id",
    "title",
    "season",
    "episode",
    "confidence",
    "source",
)

Cell = str | int | date | None
Table = tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]
"""The names of the columns, and the rows."""


def appearance_table(pack: Pack) -> Table:
    """Return one row an appearance, in the pack's order, under `COLUMNS`."""
    catalogue = Catalogue(pack)
    return COLUMNS, (_appearance(catalogue, row) for row in pack.appearances)


def meeting_table(pack: Pack) -> Table:
    """Return one row a meeting, in the pack's order, under `MEETING_COLUMNS`."""
    catalogue = Catalogue(pack)
    return MEETING_COLUMNS, (_meeting(catalogue, row) for row in pack.meetings)


def write_csv(table: Table, stream: TextIO) -> None:
    """Write a table with a header; what is not known is empty, and no cell is a formula."""
    columns, rows = table
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in row])


def write_json_lines(table: Table, stream: TextIO) -> None:
    """Write a table as one JSON object a row; what is not known is null."""
    columns, rows = table
    stream.writelines(f"{orjson.dumps(dict(zip(columns, row, strict=True))).decode()}\n" for row in rows)


def _appearance(catalogue: Catalogue, row: Appearance) -> tuple[Cell, ...]:
    character, title = catalogue.characters[row.character], catalogue.titles[row.title]
    episode = _episode(catalogue, row)
    return (
        catalogue.universe.id,
        row.character,
        character.name,
        " / ".join(performers_of(character, [row])),
        row.title,
        title.name,
        row.season,
        row.episode,
        episode.name if episode else None,
        episode.released if episode else title.released,
        row.kind,
        row.credit,
        row.confidence,
        row.source,
    )


def _meeting(catalogue: Catalogue, row: Meeting) -> tuple[Cell, ...]:
    return (
        catalogue.universe.id,
        row.first,
        catalogue.characters[row.first].name,
        row.second,
        catalogue.characters[row.second].name,
        row.title,
        catalogue.titles[row.title].name,
        row.season,
        row.episode,
        row.confidence,
        row.source,
    )


def _episode(catalogue: Catalogue, row: Appearance) -> Episode | None:
    if row.season is None or row.episode is None:
        return None
    return catalogue.episode(row.title, row.season, row.episode)
