from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.facts.findings import Finding
from bot.facts.importing import Import
from bot.facts.reading import check_pack
from tests.facts.tables import HEADER, imported

UNIVERSE = """\
id = "harbour"
name = "Harbour Saga"
description = "Two series and a film about one harbour town."
version = "2026.11.1"
"""

CHARACTERS = """\
[[characters]]
id = "ada-reed"
name = "Ada Reed"
aliases = ["The Pilot", "Ada"]
home = "north-pier"
note = "A pilot who knows every ship."
external = { wikidata = "Q1", tmdb = "7" }
[[characters.performers]]
name = "Zoë Marsh"
[[characters.performers]]
name = "Una Field"
in = ["north-pier/1"]
as = "younger"

[[characters]]
id = "bo-lund"
name = "Bo Lund"
home = "south-pier"
note = "A clerk at Dr. Holm's office."
[[characters.performers]]
name = "Per Dahl"
in = ["south-pier", "north-pier/2"]

[[characters]]
id = "cy-holm"
name = "Cy Holm"
"""

SOURCES = """\
[[sources]]
id = "editors"
name = "Recollection of the editors"

[[sources]]
id = "wiki-ada"
name = "Ada Reed (Wiki)"
url = "https://wiki.example/Ada_(pilot)"
read = 2026-11-01
states = "Ada Reed is in North Pier 1x02 and 1x03."
"""

NORTH = """\
id = "north-pier"
name = "North Pier"
aliases = ["Pier N"]
kind = "series"
external = { tmdb = "62127" }

[[appearances]]
character = "cy-holm"
kind = "mention"
confidence = "unverified"
source = "editors"

[[seasons]]
number = 1
cast_complete = "main"

[[seasons.episodes]]
number = 1
name = "Fog"
released = 2015-04-10

[[seasons.episodes]]
number = 2
name = "Tide"
released = 2015-04-17

[[seasons.episodes]]
number = 3
name = "Gale"

[[seasons.appearances]]
character = "ada-reed"
credit = "main"
kind = "in-person"
confidence = "unverified"
source = "editors"

[[seasons.appearances]]
character = "ada-reed"
episodes = [2, 3]
credit = "main"
kind = "in-person"
confidence = "sourced"
source = "wiki-ada"

[[seasons.appearances]]
character = "cy-holm"
episodes = [3]
credit = "guest"
kind = "voice"
confidence = "unverified"
source = "editors"

[[seasons.meetings]]
characters = ["ada-reed", "cy-holm"]
episodes = [3]
confidence = "sourced"
source = "wiki-ada"

[[seasons]]
number = 2
cast_complete = "nothing"

[[seasons.episodes]]
number = 1
name = "Return"
released = 2016-05-01

[[seasons.appearances]]
character = "bo-lund"
episodes = [1]
credit = "cameo"
kind = "in-person"
confidence = "unverified"
source = "editors"
"""

SOUTH = """\
id = "south-pier"
name = "South Pier"
kind = "film"
released = 2017-02-03
cast_complete = "nothing"

[[appearances]]
character = "bo-lund"
credit = "main"
kind = "in-person"
confidence = "unverified"
source = "editors"

[[appearances]]
character = "cy-holm"
kind = "photo"
confidence = "unverified"
source = "editors"

[[meetings]]
characters = ["bo-lund", "cy-holm"]
confidence = "unverified"
source = "editors"
"""


@dataclass(frozen=True)
class Folder:
    """A valid pack that a test may break."""

    path: Path

    def write(self, file: str, text: str | bytes) -> None:
        content = text if isinstance(text, bytes) else text.encode()
        (self.path / file).write_bytes(content)

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text()
        assert old in text, f"nothing to break: {old!r} is not in {file}"
        self.write(file, text.replace(old, new, 1))

    def append(self, file: str, text: str) -> None:
        self.write(file, (self.path / file).read_text() + text)

    def findings(self) -> tuple[Finding, ...]:
        return check_pack(self.path).findings


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "harbour"
    (path / "titles").mkdir(parents=True)
    made = Folder(path)
    made.write("universe.toml", UNIVERSE)
    made.write("characters.toml", CHARACTERS)
    made.write("sources.toml", SOURCES)
    made.write("titles/north-pier.toml", NORTH)
    made.write("titles/south-pier.toml", SOUTH)
    return made


@pytest.fixture
def table(tmp_path):
    """Write a table and import it; the header is that of all columns unless the text has its own."""

    def write(*lines: str, name: str = "table.csv", header: str = HEADER, **wishes) -> Import:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8", newline="")
        return imported(path, **wishes)

    return write
