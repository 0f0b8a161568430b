"""Who came into a title from elsewhere and who went out, and who travelled most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from bot.domain.appearances import Precision, home_of, visible_rows
from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.network import Spot, is_exact, is_here
from bot.domain.pack import Appearance, Character, CharacterId, Confidence, Title, TitleId
from bot.domain.viewpoint import Viewpoint


class Direction(StrEnum):
    """Which crossovers of a title are asked for."""

    BOTH = "both"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Crossing:
    """A character of one title in another: since where and when, in how many known episodes, how exactly and surely.

    `first` is the first known place there, the whole season or title where nothing finer is known. `here` is False for
    who is only pictured or spoken of. `unverified` counts rows that no source states, `unsure` the episodes of which no
    row is sourced; `confidence` is sourced where any row is.
    """

    character: Character
    home: Title
    into: Title
    first: Place
    released: date | None
    episodes: int
    precision: Precision
    here: bool
    unverified: int
    unsure: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Crossovers:
    """The answer to: who crossed over into or out of a title (from or to another)? Sorted by when it first happened.

    `between` are those of a third home who were in both titles; it is empty unless two were asked about.
    """

    title: Title
    beside: Title | None
    came_in: tuple[Crossing, ...]
    went_out: tuple[Crossing, ...]
    between: tuple[Crossing, ...]

    @property
    def unverified(self) -> int:
        """Return how many crossovers no row of which is sourced."""
        every = (*self.came_in, *self.went_out, *self.between)
        return sum(one.confidence is Confidence.UNVERIFIED for one in every)


@dataclass(frozen=True, slots=True)
class Traveller:
    """A character and the titles away from home they are in, in release order, with the episodes known of those.

    `unverified` counts rows that no source states, `unsure` the episodes of which no row is sourced; `unsure_titles`
    are those of the titles.
    """

    character: Character
    home: Title
    titles: tuple[Title, ...]
    episodes: int
    unverified: int
    unsure: int
    unsure_titles: frozenset[TitleId]

    @property
    def confidence(self) -> Confidence:
        """Return how sure it is that they travelled: sourced where any row is."""
        return Confidence.SOURCED if len(self.unsure_titles) < len(self.titles) else Confidence.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Travellers:
    """Everybody who crossed over, those in most titles first."""

    travellers: tuple[Traveller, ...]


def crossovers_of(
    catalogue: Catalogue,
    title: TitleId,
    viewpoint: Viewpoint,
    *,
    beside: TitleId | None = None,
    direction: Direction = Direction.BOTH,
) -> Crossovers:
    """Return who crossed over into or out of a title, from and to anywhere or only another title."""
    came_in = crossings_into(catalogue, title, viewpoint) if direction is not Direction.OUT else ()
    went_out = _crossings_out_of(catalogue, title, beside, viewpoint) if direction is not Direction.IN else ()
    return Crossovers(
        title=catalogue.titles[title],
        beside=catalogue.titles[beside] if beside else None,
        came_in=_sorted(one for one in came_in if beside in (None, one.home.id)),
        went_out=_sorted(went_out),
        between=_between(catalogue, title, beside, viewpoint) if beside and direction is Direction.BOTH else (),
    )


def travellers_of(catalogue: Catalogue, viewpoint: Viewpoint) -> Travellers:
    """Return everybody who was in person, or otherwise there, in a title that is not their home."""
    found = (_traveller(catalogue, one, viewpoint) for one in catalogue.characters)
    met = (one for one in found if one)
    return Travellers(
        tuple(sorted(met, key=lambda one: (-len(one.titles), -one.episodes, one.character.name, one.character.id)))
    )


def crossings_into(catalogue: Catalogue, title: TitleId, viewpoint: Viewpoint) -> list[Crossing]:
    """Return the crossovers into a title."""
    rows = [row for row in catalogue.title_appearances(title) if catalogue.may_see(viewpoint, row)]
    by_character = groupby(sorted(rows, key=lambda row: row.character), key=lambda row: row.character)
    crossings = (_crossing(catalogue, character, list(own), viewpoint) for character, own in by_character)
    return [one for one in crossings if one]


def _crossings_out_of(
    catalogue: Catalogue, title: TitleId, beside: TitleId | None, viewpoint: Viewpoint
) -> Iterable[Crossing]:
    for character in {row.character: None for row in catalogue.title_appearances(title)} | _at_home(catalogue, title):
        away = [row for row in visible_rows(catalogue, character, viewpoint) if row.title != title]
        for into, own in groupby(away, key=lambda row: row.title):
            crossing = _crossing(catalogue, character, list(own), viewpoint) if beside in (None, into) else None
            if crossing and crossing.home.id == title:
                yield crossing


def _at_home(catalogue: Catalogue, title: TitleId) -> dict[CharacterId, None]:
    return {one.id: None for one in catalogue.characters.values() if one.home == title}


def _between(catalogue: Catalogue, title: TitleId, beside: TitleId, viewpoint: Viewpoint) -> tuple[Crossing, ...]:
    here = crossings_into(catalogue, title, viewpoint)
    there = {one.character.id for one in crossings_into(catalogue, beside, viewpoint)}
    return _sorted(one for one in here if one.character.id in there and one.home.id != beside)


def _crossing(
    catalogue: Catalogue, character: CharacterId, rows: list[Appearance], viewpoint: Viewpoint
) -> Crossing | None:
    """Return the crossover that a character's rows in one title are, None at home."""
    home, into = home_of(catalogue, character, viewpoint), catalogue.titles[rows[0].title]
    if home is None or home.id == into.id:
        return None
    present = [row for row in rows if is_here(row)]
    known = present or rows
    exact = [row for row in known if is_exact(catalogue, row)]
    first = min(known, key=_first_key)
    return Crossing(
        character=catalogue.person(character),
        home=home,
        into=into,
        first=Place(first.title, first.season, first.episode),
        released=catalogue.released(first.title, first.season, first.episode),
        episodes=len(_spots(exact)),
        precision=_precision(known),
        here=bool(present),
        unverified=len(known) - len(_sourced(known)),
        unsure=len(_spots(exact) - _spots(_sourced(exact))),
        confidence=min(row.confidence for row in known),
    )


def _sourced(rows: Iterable[Appearance]) -> list[Appearance]:
    return [row for row in rows if row.confidence is Confidence.SOURCED]


def _spots(rows: Iterable[Appearance]) -> set[Spot]:
    return {(row.title, row.season, row.episode) for row in rows}


def _precision(rows: Iterable[Appearance]) -> Precision:
    """Return how exactly the best known of some rows of one title is known."""
    best = max((row.season is not None) + (row.episode is not None) for row in rows)
    return (Precision.TITLE, Precision.SEASON, Precision.EPISODE)[best]


def _first_key(row: Appearance) -> tuple[bool, int, bool, int]:
    """Sort the rows of a title by season, in it the known episodes first; a row for all of a series comes last."""
    return (row.season is None, row.season or 0, row.episode is None, row.episode or 0)


def _sorted(crossings: Iterable[Crossing]) -> tuple[Crossing, ...]:
    def key(one: Crossing) -> tuple[object, ...]:
        return (not one.here, one.released or date.max, one.into.name, one.character.name, one.character.id)

    return tuple(sorted(crossings, key=key))


def _traveller(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> Traveller | None:
    home = home_of(catalogue, character, viewpoint)
    if home is None:
        return None
    rows = [row for row in visible_rows(catalogue, character, viewpoint) if is_here(row) and row.title != home.id]
    if not rows:
        return None
    titles = {row.title for row in rows}
    known, sourced = [row for row in rows if row.episode is not None], _sourced(rows)
    return Traveller(
        character=catalogue.person(character),
        home=home,
        titles=tuple(catalogue.titles[title] for title in sorted(titles, key=catalogue.release_key)),
        episodes=len(_spots(known)),
        unverified=len(rows) - len(sourced),
        unsure=len(_spots(known) - _spots(sourced)),
        unsure_titles=frozenset(titles.difference(row.title for row in sourced)),
    )
