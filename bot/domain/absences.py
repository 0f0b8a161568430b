"""Where a character is not: only what a cast listed as complete proves, and what nobody can tell."""

from dataclasses import dataclass

from bot.domain.catalogue import Catalogue, Part
from bot.domain.pack import CastComplete, CharacterId, Title
from bot.domain.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Absence:
    """A place without a row of the character: `proof` says from which part of its cast they are surely absent.

    `NOTHING` means that the facts cannot tell. `season` is None for a title without seasons.
    """

    title: Title
    season: int | None
    proof: CastComplete


@dataclass(frozen=True, slots=True)
class Absences:
    """Where a character is not, in release order; `untold` counts titles that are too many to be listed.

    What a cast proves is always listed. Of a large universe the facts cannot tell thousands of titles: beyond
    `MOST_UNTOLD` they are only counted.
    """

    listed: tuple[Absence, ...]
    untold: int


MOST_UNTOLD = 100
"""Titles of which the facts cannot tell that are listed."""


def absences_of(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> Absences:
    """Return the released seasons (or titles without seasons) in which no row places the character.

    A row for a whole series, its season unknown, leaves all its seasons open: they are not among them.
    """
    unseen = _unseen(catalogue, character, viewpoint)
    nothing = CastComplete.NOTHING  # looked up once: an enumeration's member is slow to come by
    untold = {part.title_id for part in unseen if part.complete is nothing}
    if len(untold) <= MOST_UNTOLD:
        return Absences(tuple(map(_absence, unseen)), 0)
    told = (part for part in unseen if part.complete is not nothing)
    return Absences(tuple(map(_absence, told)), len(untold))


def _unseen(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> list[Part]:
    rows = catalogue.appearances(character)
    # A row may be hidden because its series is not over yet: it leaves the seasons that are out open all the same.
    unplaced = {row.title for row in rows if row.season is None}
    seen = {(row.title, row.season) for row in rows if row.season is not None and catalogue.may_see(viewpoint, row)}
    everything = viewpoint.released_by is None
    return [
        part
        for part in catalogue.parts_by_release
        if part.title_id not in unplaced
        and (part.season is None or (part.title_id, part.season) not in seen)
        and (everything or viewpoint.allows(part.released))
    ]


def _absence(part: Part) -> Absence:
    return Absence(part.title, part.season, part.complete)
