"""Where a character is not: only what a cast listed as complete proves, and what nobody can tell."""

from dataclasses import dataclass

from bot.domain.appearances import visible_rows
from bot.domain.catalogue import Catalogue
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


def absences_of(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> tuple[Absence, ...]:
    """Return every released season (or title without seasons) in which no row places the character, in release order.

    A row for a whole series, its season unknown, leaves all its seasons open: they are not returned.
    """
    seen = {(row.title, row.season) for row in visible_rows(catalogue, character, viewpoint)}
    # A row may be hidden because its series is not over yet: it leaves the seasons that are out open all the same.
    unplaced = {row.title for row in catalogue.appearances(character) if row.season is None}
    return tuple(
        absence
        for title in catalogue.titles_by_release
        if title.id not in unplaced
        for absence in _unseen(catalogue, title, viewpoint)
        if (title.id, absence.season) not in seen
    )


def _unseen(catalogue: Catalogue, title: Title, viewpoint: Viewpoint) -> list[Absence]:
    if not title.seasons:
        return [Absence(title, None, title.cast_complete)] if viewpoint.allows(title.released) else []
    return [
        Absence(title, season.number, season.cast_complete)
        for season in title.seasons
        if viewpoint.allows(catalogue.released(title.id, season.number, None))
    ]
