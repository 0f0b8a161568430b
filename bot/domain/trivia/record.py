"""What the facts prove for a question: who is surely in a cast, and who surely is not.

A claim of a question is about a circle of a cast. Somebody is in it by a sourced row that says so; somebody is not by
having no row at all there, of any kind or confidence, where `cast_complete` says that the circle is wholly listed. An
imported universe is one list, read whole: its questions say what the list says, so that its rows decide both ways.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache, partial

from bot.domain.catalogue import Catalogue, Part
from bot.domain.network import Network, is_exact, is_here
from bot.domain.pack import (
    Appearance,
    CastComplete,
    CharacterId,
    Confidence,
    Credit,
    Source,
    SourceId,
    TitleId,
)

IMPORT = SourceId("import")
"""The only source of an imported universe (`bot.facts.importing`); docs/command-line.md, "Tables in"."""

_MOST_HELD = 2_000  # characters whose rows are kept by title
_RANK = {part: place for place, part in enumerate(CastComplete)}


class Circle(StrEnum):
    """Of which part of a cast a question speaks; `listed` is whoever an imported list has there."""

    MAIN = "main"
    MAIN_AND_RECURRING = "main-and-recurring"
    CREDITED = "credited"
    LISTED = "listed"


_CREDITS = {
    Circle.MAIN: frozenset({Credit.MAIN}),
    Circle.MAIN_AND_RECURRING: frozenset({Credit.MAIN, Credit.RECURRING}),
}
_COMPLETE = {circle: CastComplete(circle.value) for circle in Circle if circle is not Circle.LISTED}
_PROVABLE = (Circle.MAIN, Circle.MAIN_AND_RECURRING, Circle.CREDITED)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and which titles questions are about; wrong choices may come from anywhere."""

    people: Sequence[CharacterId]
    titles: Sequence[TitleId]


class Record:
    """The facts of a universe as questions are made from them; indexes are made when they are first needed.

    `circles` are those of which something may be proved here, one at least; `listing` is an imported list.
    """

    def __init__(self, catalogue: Catalogue, network: Network) -> None:
        """Take the facts, and the network made of all of them."""
        self.catalogue = catalogue
        self.network = network
        self.listing: Source | None = catalogue.sources.get(IMPORT) if len(catalogue.sources) == 1 else None
        self.parts: dict[TitleId, list[Part]] = {}
        for part in catalogue.parts_by_release:
            self.parts.setdefault(part.title_id, []).append(part)
        highest = (
            max((_RANK[part.complete] for part in catalogue.parts_by_release), default=0) or _RANK[CastComplete.MAIN]
        )
        self.circles: Sequence[Circle] = (
            (Circle.LISTED,) if self.listing else tuple(one for one in _PROVABLE if _RANK[_COMPLETE[one]] <= highest)
        )
        self._casts: dict[tuple[TitleId, int | None, Circle], tuple[CharacterId, ...]] = {}
        # Of the catalogue alone: what holds itself is never freed once the library has frozen it (`gc.freeze`).
        self._by_title = lru_cache(_MOST_HELD)(partial(_rows_by_title, catalogue))

    @cached_property
    def everything(self) -> Scope:
        """Return all who are surely somewhere, those in most places first, and all titles, the first released first."""
        people = [one for one in self.network.characters if self.deciding(self.catalogue.appearances(one))]
        return Scope(people, [title.id for title in self.catalogue.titles_by_release])

    @cached_property
    def has_homes(self) -> bool:
        """Return whether the facts give anybody a home outright."""
        return any(one.home for one in self.catalogue.characters.values())

    @cached_property
    def has_days(self) -> bool:
        """Return whether any day of release is known."""
        return any(self.catalogue.started(title) for title in self.catalogue.titles)

    def surely(self, row: Appearance) -> bool:
        """Tell whether a row is enough to say that somebody is there."""
        return is_here(row) and (self.listing is not None or row.confidence is Confidence.SOURCED)

    def deciding(self, rows: Sequence[Appearance]) -> Appearance | None:
        """Return the first of some rows that is enough to say that somebody is there."""
        return next(filter(self.surely, rows), None)

    def rows(self, character: CharacterId, title: TitleId) -> Sequence[Appearance]:
        """Return all rows of a character in a title."""
        return self._by_title(character).get(title, ())

    def titles_of(self, character: CharacterId) -> Mapping[TitleId, Sequence[Appearance]]:
        """Return the titles in which a character has a row of any kind, with the rows, in the order of the pack."""
        return self._by_title(character)

    def decides(self, row: Appearance, circle: Circle) -> bool:
        """Tell whether a row proves that somebody is in a circle of the cast."""
        return self.surely(row) and (circle not in _CREDITS or row.credit in _CREDITS[circle])

    def in_title(self, character: CharacterId, title: TitleId, circle: Circle) -> Appearance | None:
        """Return the row that proves that a character is in a circle of a title's cast, in any season."""
        return next((row for row in self.rows(character, title) if self.decides(row, circle)), None)

    def in_part(self, character: CharacterId, part: Part, circle: Circle) -> Appearance | None:
        """Return the row that proves that a character is in a circle of the cast of a season or film."""
        rows = self.rows(character, part.title_id)
        return next((row for row in rows if row.season == part.season and self.decides(row, circle)), None)

    def not_in_title(self, character: CharacterId, title: TitleId, circle: Circle) -> bool:
        """Tell whether it is proved that a character is in no season's circle of a title's cast."""
        return self.covers_title(title, circle) and not self.rows(character, title)

    def not_in_part(self, character: CharacterId, part: Part, circle: Circle) -> bool:
        """Tell whether it is proved that a character is not in a circle of the cast of a season or film.

        A row without a season leaves all seasons of its title open.
        """
        return self.covers(part, circle) and not any(
            row.season in (part.season, None) for row in self.rows(character, part.title_id)
        )

    def covers(self, part: Part, circle: Circle) -> bool:
        """Tell whether a circle of the cast of a season or film is wholly listed."""
        return circle is Circle.LISTED or _RANK[part.complete] >= _RANK[_COMPLETE[circle]]

    def covers_title(self, title: TitleId, circle: Circle) -> bool:
        """Tell whether a circle of the cast is wholly listed in all there is of a title."""
        return circle is Circle.LISTED or all(self.covers(part, circle) for part in self.parts.get(title, ()))

    def title_cast(self, title: TitleId, circle: Circle) -> tuple[CharacterId, ...]:
        """Return who is proved to be in a circle of a title's cast, in any season, those in most places first."""
        return self._cast(title, -1, circle)

    def part_cast(self, part: Part, circle: Circle) -> tuple[CharacterId, ...]:
        """Return who is proved to be in a circle of the cast of a season or film, those in most places first."""
        return self._cast(part.title_id, part.season, circle)

    def _cast(self, title: TitleId, season: int | None, circle: Circle) -> tuple[CharacterId, ...]:
        key = (title, season, circle)
        if key not in self._casts:
            found = {
                row.character
                for row in self.catalogue.title_appearances(title)
                if season in (-1, row.season) and self.decides(row, circle)
            }
            self._casts[key] = tuple(sorted(found, key=self.network.number))
        return self._casts[key]

    def shared(self, *characters: CharacterId) -> list[int]:
        """Return the numbers of the places in which all of some characters surely are, in release order."""
        numbers = [self.network.number(one) for one in characters]
        return [
            place
            for place in self.network.shared(*numbers)
            if self.listing or self.network.confidence(place, *numbers) is Confidence.SOURCED
        ]

    def row_at(self, character: CharacterId, place: int) -> Appearance | None:
        """Return the row by which a character surely is in a place of the network."""
        at = self.network.place(place)
        rows = self.rows(character, at.title)
        return self.deciding([row for row in rows if (row.season, row.episode) == (at.season, at.episode)])

    def touching(self, one: CharacterId, other: CharacterId) -> Iterator[tuple[Appearance, Appearance]]:
        """Yield the pairs of rows of any kind and confidence that are, or may be, about one place."""
        own, others = self.titles_of(one), self.titles_of(other)
        for title, rows in (
            own.items() if len(own) <= len(others) else ((title, own.get(title, ())) for title in others)
        ):
            for row in rows:
                yield from ((row, beside) for beside in others.get(title, ()) if may_be_one_place(row, beside))

    def may_share(self, one: CharacterId, other: CharacterId) -> bool:
        """Tell whether anything recorded, however unsure, may put two characters into one place."""
        return next(self.touching(one, other), None) is not None

    def is_exact(self, row: Appearance) -> bool:
        """Tell whether a row names an episode, or a title that is not a series."""
        return is_exact(self.catalogue, row)

    def part_started(self, part: Part) -> date | None:
        """Return the first day of a season or film, None where the day of any of it is not known."""
        if part.released is None or part.season is None:
            return part.released
        season = self.catalogue.season(part.title_id, part.season)
        days = [episode.released for episode in season.episodes] if season else []
        return min(day for day in days if day)

    def home(self, character: CharacterId) -> TitleId | None:
        """Return the title a character belongs to, if the facts say so outright: the first title is only a guess."""
        return self.catalogue.characters[character].home

    def source(self, row: Appearance) -> Source:
        """Return where a row is from."""
        return self.catalogue.sources[row.source]


def may_be_one_place(row: Appearance, other: Appearance) -> bool:
    """Tell whether two rows are, or may be, about one place: an unknown season or episode may be any."""
    return (
        row.title == other.title
        and (row.season == other.season or None in (row.season, other.season))
        and (row.episode == other.episode or None in (row.episode, other.episode))
    )


def _rows_by_title(catalogue: Catalogue, character: CharacterId) -> Mapping[TitleId, Sequence[Appearance]]:
    found: dict[TitleId, list[Appearance]] = {}
    for row in catalogue.appearances(character):
        found.setdefault(row.title, []).append(row)
    return found
