"""How much is known of every season and film, how exactly and how surely."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.appearances import home_of
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, CastComplete, CharacterId, Confidence, Title, TitleId, Universe
from bot.domain.viewpoint import EVERYTHING


@dataclass(frozen=True, slots=True)
class PlaceStatistics:
    """Sums over one season, or over one title without seasons (`season` None).

    For a series, `season` None stands for the rows whose season is not known. `by_episode`, `by_season` and `by_title`
    are the appearances known that exactly. A crossover is a character who is here and at home elsewhere; it is
    sourced as soon as one row that states it is. `cast_complete` is None where no season is known.
    """

    title: Title
    season: int | None
    characters: int
    appearances: int
    by_episode: int
    by_season: int
    by_title: int
    sourced: int
    unverified: int
    crossovers: int
    crossovers_sourced: int
    cast_complete: CastComplete | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Sums over a universe, `places` in release order; a crossover is counted once a season or film."""

    universe: Universe
    places: tuple[PlaceStatistics, ...]
    characters: int
    meetings: int

    @property
    def appearances(self) -> int:
        """Return the number of all appearances."""
        return sum(place.appearances for place in self.places)

    @property
    def sourced(self) -> int:
        """Return the number of appearances that a source states."""
        return sum(place.sourced for place in self.places)

    @property
    def crossovers(self) -> int:
        """Return the number of pairs of a character and a season or film of another title."""
        return sum(place.crossovers for place in self.places)

    @property
    def crossovers_sourced(self) -> int:
        """Return the number of those pairs that a source states."""
        return sum(place.crossovers_sourced for place in self.places)


def share(part: int, whole: int) -> float:
    """Return what share of a whole a part is, in per cent; of nothing, all."""
    return 100 * part / whole if whole else 100.0


def statistics_of(catalogue: Catalogue) -> Statistics:
    """Return the sums over every season and film of a catalogue."""
    homes = {one: home.id if (home := home_of(catalogue, one, EVERYTHING)) else None for one in catalogue.characters}
    places = [
        _of_place(title, season, complete, rows, homes)
        for title in catalogue.titles_by_release
        for season, complete, rows in _seasons(title, catalogue.title_appearances(title.id))
    ]
    met = sum(len(catalogue.meetings(one)) for one in catalogue.characters)
    return Statistics(catalogue.universe, tuple(places), len(catalogue.characters), met // 2)


def _seasons(
    title: Title, rows: Iterable[Appearance]
) -> Iterable[tuple[int | None, CastComplete | None, list[Appearance]]]:
    by_season: defaultdict[int | None, list[Appearance]] = defaultdict(list)
    for row in rows:
        by_season[row.season].append(row)
    for season in title.seasons:
        yield season.number, season.cast_complete, by_season[season.number]
    if not title.seasons:
        yield None, title.cast_complete, by_season[None]
    elif by_season[None]:
        yield None, None, by_season[None]


def _of_place(
    title: Title,
    season: int | None,
    complete: CastComplete | None,
    rows: Sequence[Appearance],
    homes: dict[CharacterId, TitleId | None],
) -> PlaceStatistics:
    sourced = [row for row in rows if row.confidence is Confidence.SOURCED]
    by_episode = sum(row.episode is not None for row in rows)
    by_season = sum(row.episode is None and row.season is not None for row in rows)
    return PlaceStatistics(
        title=title,
        season=season,
        characters=len({row.character for row in rows}),
        appearances=len(rows),
        by_episode=by_episode,
        by_season=by_season,
        by_title=len(rows) - by_episode - by_season,
        sourced=len(sourced),
        unverified=len(rows) - len(sourced),
        crossovers=len(_visitors(rows, homes)),
        crossovers_sourced=len(_visitors(sourced, homes)),
        cast_complete=complete,
    )


def _visitors(rows: Iterable[Appearance], homes: dict[CharacterId, TitleId | None]) -> set[CharacterId]:
    return {row.character for row in rows if homes[row.character] not in (None, row.title)}
