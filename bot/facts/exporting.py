"""A pack as a table for people who work with spreadsheets."""

import csv
import re
from typing import TextIO

from bot.domain.appearances import performers_of
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, Episode, Pack

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

_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def write_csv(pack: Pack, stream: TextIO) -> None:
    """Write one row an appearance, in the pack's order, under the names of `COLUMNS`."""
    catalogue = Catalogue(pack)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in pack.appearances:
        writer.writerow([_harmless(cell) for cell in _cells(catalogue, row)])


def _cells(catalogue: Catalogue, row: Appearance) -> list[str]:
    character, title = catalogue.characters[row.character], catalogue.titles[row.title]
    episode = _episode(catalogue, row)
    cells = [
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
    ]
    return ["" if cell is None else str(cell) for cell in cells]


def _episode(catalogue: Catalogue, row: Appearance) -> Episode | None:
    if row.season is None or row.episode is None:
        return None
    return catalogue.episode(row.title, row.season, row.episode)


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a name as a formula; taking one `'` off such a cell gives the name back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
