"""Rows of cells gathered: who there is, which titles and episodes, and who appears where, each thing once.

A table repeats itself, so what a group of cells means is worked out once and looked up from then on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot.domain.free_text import on_one_line
from bot.domain.pack import Kind
from bot.domain.table_cells import unharmed
from bot.facts.findings import shown
from bot.facts.importing_columns import Cells
from bot.facts.importing_errors import BadRow, Complaints, UnfitImport

MOST_ROWS = 1_000_000
"""Rows of a file, which are held in memory until they are written."""
MOST_CHARACTERS = 25_000
"""Each has a name to be found by, and all names are searched at every key pressed."""
MOST_PLACES = 100_000
"""Titles and episodes together, for the same reason; a season has as many episodes as the highest number says."""
LONGEST_TEXT = 1_000
"""Characters of a cell that are looked at; names are cut much shorter, and looking at each one takes time."""
LAST_SEASON, LAST_EPISODE = 999, 9_999
"""As in a pack (`bot.facts.models`)."""

KINDS = tuple(Kind)
KIND_BITS, PLACE_BITS = 4, 30
"""Of the number that a row becomes: the person's number, then the place's, then the kind's."""
_PERSON, _PLACE, _KIND = slice(0, 2), slice(2, 8), 8  # where in the cells, which are in the order of `Column`
_NUMBER = re.compile(r"([0-9]{1,6})(?:\.0+)?")  # a spreadsheet writes 3 as 3.0 where a cell of the column is empty
_MOST_CLEANINGS = 4  # what is invisible only beside what was removed goes with the next
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Place = tuple[int, int | None, int | None]
"""A title, by its number among the works, a season, an episode."""


@dataclass(slots=True)
class Told:
    """What is told of something, by the row that told it first; no later row may contradict it."""

    name: str = ""
    name_line: int = 0
    released: date | None = None
    released_line: int = 0

    def take(self, line: int, what: tuple[str, object], name: str, released: date | None = None) -> None:
        """Take over what was not known before; raises BadRow, with nothing taken over, for a contradiction.

        `what` says whose facts these are: the word for it, and its id or number.
        """
        if name and self.name and name != self.name:
            both = f"“{shown(name)}” here and “{shown(self.name)}” in line {self.name_line}"
            raise BadRow(f"make the names of {_told(what)} agree: {both}")
        if released and self.released and released != self.released:
            both = f"{released} here and {self.released} in line {self.released_line}"
            raise BadRow(f"make the days of release of {_told(what)} agree: {both}")
        if name and not self.name:
            self.name, self.name_line = name, line
        if released and not self.released:
            self.released, self.released_line = released, line


@dataclass(slots=True)
class Person:
    """A character of the file; the id is empty where the name alone identifies it."""

    id: str
    told: Told = field(default_factory=Told)


@dataclass(slots=True)
class Part:
    """A season of a title: the episodes that rows name, and the highest of their numbers."""

    last: int = 0
    episodes: dict[int, Told] = field(default_factory=dict[int, Told])


@dataclass(slots=True)
class Work:
    """A title of the file."""

    id: str
    told: Told = field(default_factory=Told)
    seasons: dict[int, Part] = field(default_factory=dict[int, Part])


class _Spot(NamedTuple):
    """The place that a row names, read but not yet looked up."""

    id: str
    title: str
    season: int | None
    episode: int | None
    episode_name: str
    released: date | None


class Gathering:
    """What a file tells; `rows` are numbers (`PLACE_BITS`), `people` and `works` may hold some that no row names."""

    def __init__(self, complaints: Complaints, *, is_export: bool) -> None:
        self.people: list[Person] = []
        self.works: list[Work] = []
        self.places: list[Place] = []
        self.rows: set[int] = set()
        self.duplicates = 0
        self._complaints = complaints
        self._is_export = is_export
        self._episodes = 0
        self._people: dict[tuple[str, str], int] = {}
        self._works: dict[tuple[str, str], int] = {}
        self._places: dict[Place, int] = {}
        self._people_by_cells: dict[Cells, int] = {}
        self._places_by_cells: dict[Cells, int] = {}
        self._kinds_by_cell: dict[str, int] = {}

    def take_all(self, records: Iterable[tuple[int, Cells]]) -> None:
        """Take all rows, and note the bad ones; raises UnfitImport where there is too much of something."""
        people, places, kinds = self._people_by_cells, self._places_by_cells, self._kinds_by_cell
        rows = self.rows
        for number, (line, cells) in enumerate(records, start=1):
            if number > MOST_ROWS:
                raise UnfitImport(f"There are over {MOST_ROWS:,} rows, which is more than is read: split the file.")
            try:
                person, place, kind = people[cells[_PERSON]], places[cells[_PLACE]], kinds[cells[_KIND]]
            except KeyError:
                try:
                    person, place, kind = self._understood(line, cells)
                except BadRow as bad:
                    self._complaints.add(line, str(bad))
                    continue
            row = (person << PLACE_BITS | place) << KIND_BITS | kind
            if row in rows:
                self.duplicates += 1
            else:
                rows.add(row)

    def _understood(self, line: int, cells: Cells) -> tuple[int, int, int]:
        """Return the numbers of what a row names, and remember them by its cells; raises BadRow, UnfitImport.

        What the cells say by themselves comes first, so that a bad row leaves as little behind as can be.
        """
        place = self._places_by_cells.get(cells[_PLACE])
        spot = _spot([self._text(cell) if cell else "" for cell in cells[_PLACE]]) if place is None else None
        kind = self._kinds_by_cell.get(cells[_KIND])
        if kind is None:
            kind = _kind(self._text(cells[_KIND]))
        person = self._people_by_cells.get(cells[_PERSON])
        if person is None:
            name, id = (self._text(cell) for cell in cells[_PERSON])
            person = self._people_by_cells[cells[_PERSON]] = self._person(line, id, name)
        if spot is not None:
            place = self._places_by_cells[cells[_PLACE]] = self._place(line, spot)
        self._kinds_by_cell[cells[_KIND]] = kind
        assert place is not None  # noqa: S101  (known before, or just now)
        return person, place, kind

    def _text(self, cell: str) -> str:
        """Return a cell's text as it may be kept, without the apostrophe that an export put before a formula."""
        return clean(unharmed(cell) if self._is_export else cell)

    def _person(self, line: int, id: str, name: str) -> int:
        if not id and not name:
            raise BadRow("name the character")
        key = (id, "" if id else name)
        number = self._people.get(key)
        if number is None:
            if len(self.people) == MOST_CHARACTERS:
                raise UnfitImport(
                    f"There are over {MOST_CHARACTERS:,} characters, too many to be searched: split the file."
                )
            number = self._people[key] = len(self.people)
            self.people.append(Person(id))
        self.people[number].told.take(line, ("character", id), name)
        return number

    def _place(self, line: int, spot: _Spot) -> int:
        work = self._work(line, spot)
        self._part(line, self.works[work], spot)
        place = (work, spot.season, spot.episode)
        number = self._places.setdefault(place, len(self.places))
        if number == len(self.places):
            self.places.append(place)
        return number

    def _work(self, line: int, spot: _Spot) -> int:
        if not spot.id and not spot.title:
            raise BadRow("name the title")
        key = (spot.id, "" if spot.id else spot.title)
        number = self._works.get(key)
        if number is None:
            self._require_room(1)
            number = self._works[key] = len(self.works)
            self.works.append(Work(spot.id))
        released = spot.released if spot.season is None else None
        self.works[number].told.take(line, ("title", spot.id or spot.title), spot.title, released)
        return number

    def _part(self, line: int, work: Work, spot: _Spot) -> None:
        if spot.season is None:
            return
        part = work.seasons.setdefault(spot.season, Part())
        if spot.episode is None:
            return
        told = part.episodes.get(spot.episode) or Told()
        told.take(line, ("episode", f"{spot.season}x{spot.episode:02}"), spot.episode_name, spot.released)
        more = max(spot.episode - part.last, 0)
        self._require_room(more)
        self._episodes += more
        part.last += more
        part.episodes[spot.episode] = told

    def _require_room(self, more: int) -> None:
        if len(self.works) + self._episodes + more > MOST_PLACES:
            most = f"{MOST_PLACES:,} titles and episodes, too many to be searched"
            raise UnfitImport(f"There are over {most} (a season has all episodes up to the last): split the file.")


def _told(what: tuple[str, object]) -> str:
    word, one = what
    return f"{word} {shown(str(one))}"


def clean(cell: str) -> str:
    """Return a cell's text on one line without what nobody sees; raises BadRow for bytes that are no UTF-8."""
    cell = cell[:LONGEST_TEXT]
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    if any("\ud800" <= one <= "\udfff" for one in cell):
        raise BadRow("save the file in UTF-8: there are bytes that are none")
    for _ in range(_MOST_CLEANINGS):
        before, cell = cell, on_one_line(cell)
        if cell == before:
            break
    return cell


def _spot(texts: Sequence[str]) -> _Spot:
    """Return the place that a row's texts name; raises BadRow."""
    title, id, season_text, episode_text, episode_name, released_text = texts
    season = _number(season_text, "season", 0, LAST_SEASON)
    episode = _number(episode_text, "episode", 1, LAST_EPISODE)
    if episode is not None and season is None:
        raise BadRow(f"name the season of episode {episode}, or leave the episode out")
    return _Spot(id, title, season, episode, episode_name, _released(released_text))


def _number(text: str, what: str, first: int, last: int) -> int | None:
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None or not first <= int(match[1]) <= last:
        raise BadRow(f"write the {what} as a number from {first} to {last:,}: “{shown(text)}” is none")
    return int(match[1])


def _released(text: str) -> date | None:
    if not text:
        return None
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadRow(f"write the day of release as 2015-11-20: “{shown(text)}” is none")


def _kind(text: str) -> int:
    if not text:
        return KINDS.index(Kind.IN_PERSON)
    try:
        return KINDS.index(Kind(text.lower()))
    except ValueError:
        raise BadRow(f"correct the kind “{shown(text)}”: it can be {', '.join(Kind)}") from None
