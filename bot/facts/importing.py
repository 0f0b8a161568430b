"""A table from elsewhere as a pack: who appears where, as an import of that file and nothing more.

No home is set: a table does not say where somebody belongs. Without one the first title counts, where all of somebody's
titles have dates (`bot.domain.appearances.home_of`).
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.domain.names import legible
from bot.domain.pack import CastComplete, Confidence, Pack, Source, SourceId, TitleKind, Universe, UniverseId
from bot.facts.findings import shown
from bot.facts.importing_errors import Complaints, WrongColumns
from bot.facts.importing_files import Progress
from bot.facts.importing_pack import Frame, display_name, pack_of
from bot.facts.importing_records import Wanted, open_records
from bot.facts.importing_rows import Gathering, clean
from bot.facts.importing_slugs import LONGEST_UNIVERSE, is_slug

SOURCE = SourceId("import")
"""The one source of an imported universe."""

_URL = re.compile(r"https?://[^\s<>\"]+")
_LONGEST_URL = 500
_LONGEST_FILE_NAME = 100
_MOST_VERSIONS = 999  # in a month


@dataclass(frozen=True, slots=True)
class Instructions:
    """How a file is to be imported; raises WrongColumns, one sentence, for what cannot be."""

    universe: str
    name: str | None = None
    columns: Wanted = None
    title_kind: TitleKind = TitleKind.FILM
    complete: CastComplete = CastComplete.NOTHING
    source_url: str | None = None

    def __post_init__(self) -> None:
        if not is_slug(self.universe, LONGEST_UNIVERSE):
            raise WrongColumns(
                f"--universe is “{shown(self.universe)}”; it must be lower-case letters and digits, words joined by "
                f"hyphens, at most {LONGEST_UNIVERSE} characters."
            )
        url = self.source_url
        if url is not None and (len(url) > _LONGEST_URL or not _URL.fullmatch(url)):
            raise WrongColumns(f"--source-url is “{shown(url)}”; it must be an http or https address.")


@dataclass(frozen=True, slots=True)
class Import:
    """A file as a pack whose version is not set, and what became of its rows."""

    pack: Pack
    complaints: Complaints
    duplicates: int

    @property
    def rows(self) -> int:
        """Return how many rows were read."""
        return len(self.pack.appearances) + self.duplicates + self.complaints.count


def read_import(path: Path, instructions: Instructions, today: date, progress: Progress) -> Import:
    """Return a file as a pack, with the rows that are left out.

    The content hash leaves out the version and the day of reading, so that the same file has the same one on any day.
    Raises OSError where there is no such file, UnfitImport for one that cannot be read or has too much of something,
    WrongColumns where its columns are not as wished.
    """
    complaints = Complaints()
    with open_records(path, instructions.columns, complaints, progress) as records:
        gathering = Gathering(complaints, is_export=records.is_export)
        gathering.take_all(records.rows)
    return Import(pack_of(gathering, _frame(path, instructions, today)), complaints, gathering.duplicates)


def with_version(pack: Pack, stored: str | None, today: date) -> Pack:
    """Return a pack with the version after the stored one: the year, the month, the count in that month."""
    month = f"{today.year}.{today.month}."
    count = int(stored.removeprefix(month)) if stored and re.fullmatch(re.escape(month) + "[0-9]{1,3}", stored) else 0
    version = f"{month}{min(count + 1, _MOST_VERSIONS)}"
    return replace(pack, universe=replace(pack.universe, version=version))


def _frame(path: Path, instructions: Instructions, today: date) -> Frame:
    file = legible(path.name, _LONGEST_FILE_NAME) or "a file without a name"
    name = display_name(clean(instructions.name or "") or instructions.universe.replace("-", " ").title(), "")
    url = instructions.source_url
    source = Source(SOURCE, f"Import of {file}", url, today if url else None, f"Every row of {file}." if url else "")
    return Frame(
        universe=Universe(UniverseId(instructions.universe), name, f"Imported from {file}.", "", ""),
        source=source,
        confidence=Confidence.SOURCED if url else Confidence.UNVERIFIED,
        title_kind=instructions.title_kind,
        complete=instructions.complete,
    )
