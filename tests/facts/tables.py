"""A table is written and imported: what tests of the import have in common."""

from datetime import date
from pathlib import Path

from bot.domain.catalogue import Catalogue
from bot.domain.pack import Pack
from bot.facts.importing import Import, Instructions, read_import
from bot.facts.importing_columns import parse_columns

HEADER = "character,character_id,title,title_id,season,episode,episode_name,released,kind"
TODAY = date(2026, 11, 22)


def imported(path: Path, columns: str | None = None, **wishes) -> Import:
    wanted = None if columns is None else parse_columns(columns)
    return read_import(path, Instructions("lanterns", columns=wanted, **wishes), TODAY, lambda _: None)


def advice(found: Import) -> list[str]:
    return found.complaints.lines()


def rows_of(pack: Pack) -> list[tuple]:
    """Return the rows with the names of things, which an import of an export has to give again."""
    catalogue = Catalogue(pack)
    return [
        (
            (row.character, catalogue.characters[row.character].name),
            (row.title, catalogue.titles[row.title].name),
            (row.season, row.episode, catalogue.released(row.title, row.season, row.episode)),
            (row.kind, row.confidence, row.credit),
        )
        for row in pack.appearances
    ]
