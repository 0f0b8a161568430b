"""Where a character appears: rows gathered by title, season and episode, as seen from a viewpoint."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from bot.domain.catalogue import Catalogue
from bot.domain.pack import (
    Appearance,
    Character,
    CharacterId,
    Confidence,
    Credit,
    Kind,
    Performance,
    SourceId,
    Title,
    TitleId,
)
from bot.domain.viewpoint import Viewpoint

_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}
_CREDIT_ORDER: dict[Credit | None, int] = {credit: place for place, credit in enumerate(Credit)} | {None: len(Credit)}


class Order(StrEnum):
    """How the titles of an answer are sorted."""

    RELEASE = "release"
    NEWEST = "newest"
    MOST = "most"


class Precision(StrEnum):
    """How exactly a place is known."""

    EPISODE = "episode"
    SEASON = "season"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class EpisodeAppearance:
    """One episode somebody is in; `kinds` with the most present first, `confidence` that of the weakest row."""

    number: int
    name: str
    released: date | None
    kinds: tuple[Kind, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SeasonAppearances:
    """What is known of a season, or of a whole title where `number` is None.

    `confidence` is that of the weakest row; `unverified` counts such rows.
    """

    number: int | None
    precision: Precision
    credit: Credit | None
    kinds: tuple[Kind, ...]
    confidence: Confidence
    episodes: tuple[EpisodeAppearance, ...]
    sources: tuple[SourceId, ...]
    unverified: int


@dataclass(frozen=True, slots=True)
class TitleAppearances:
    """What is known of a title; `crossover` says that the character's home is another."""

    title: Title
    released: date | None
    crossover: bool
    seasons: tuple[SeasonAppearances, ...]

    @property
    def episode_count(self) -> int:
        """Return how many episodes are known."""
        return sum(len(season.episodes) for season in self.seasons)


@dataclass(frozen=True, slots=True)
class AppearanceCount:
    """Sums over an answer: titles, seasons (films not among them), known episodes, unverified rows."""

    titles: int
    seasons: int
    episodes: int
    unverified: int


@dataclass(frozen=True, slots=True)
class AppearanceList:
    """The answer to: where does this character appear?"""

    character: Character
    home: Title | None
    performers: tuple[str, ...]
    titles: tuple[TitleAppearances, ...]

    @property
    def count(self) -> AppearanceCount:
        """Return the sums of the answer."""
        seasons = [season for title in self.titles for season in title.seasons]
        return AppearanceCount(
            titles=len(self.titles),
            seasons=sum(season.number is not None for season in seasons),
            episodes=sum(len(season.episodes) for season in seasons),
            unverified=sum(season.unverified for season in seasons),
        )


def appearances_of(
    catalogue: Catalogue,
    character: CharacterId,
    viewpoint: Viewpoint,
    *,
    title: TitleId | None = None,
    kind: Kind | None = None,
    order: Order = Order.RELEASE,
) -> AppearanceList:
    """Return every title a character is in, as far as the viewpoint allows, perhaps of one title or kind only."""
    visible = visible_rows(catalogue, character, viewpoint)
    home = home_of(catalogue, character, viewpoint)
    wanted = [row for row in visible if title in (None, row.title) and kind in (None, row.kind)]
    titles = [
        _title_appearances(catalogue, catalogue.titles[title_id], home, list(rows))
        for title_id, rows in groupby(wanted, key=attrgetter("title"))
    ]
    return AppearanceList(
        character=catalogue.characters[character],
        home=home,
        performers=performers_of(catalogue.characters[character], visible),
        titles=tuple(sorted(titles, key=_sort_key(catalogue, order))),
    )


def visible_rows(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> list[Appearance]:
    """Return the rows of a character that a viewpoint allows."""
    if viewpoint.released_by is None:
        return list(catalogue.appearances(character))
    return [row for row in catalogue.appearances(character) if catalogue.may_see(viewpoint, row)]


def home_of(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> Title | None:
    """Return the title a character belongs to: the given one once it is out, else their first, if all are dated."""
    given = catalogue.characters[character].home
    if given is not None and viewpoint.allows(catalogue.started(given)):
        return catalogue.titles[given]
    if viewpoint.released_by is None:
        return catalogue.first_title(character)
    if catalogue.first_title(character) is None:
        return None
    seen = {row.title for row in visible_rows(catalogue, character, viewpoint)}
    return catalogue.titles[min(seen, key=catalogue.release_key)] if seen else None


def performers_of(character: Character, rows: Iterable[Appearance]) -> tuple[str, ...]:
    """Return who plays a character in some rows, the usual performer first."""
    parts = performances_in(character, rows)
    return tuple(dict.fromkeys(part.performer for part in sorted(parts, key=lambda part: part.age is not None)))


def performances_in(character: Character, rows: Iterable[Appearance]) -> tuple[Performance, ...]:
    """Return the performances of a character that take in one of some rows, or are not tied to a place."""
    if not character.performances:
        return ()
    spots = {(row.title, row.season) for row in rows}
    return tuple(
        part for part in character.performances if not part.places or any(covers(part, *spot) for spot in spots)
    )


def covers(part: Performance, title: TitleId, season: int | None) -> bool:
    """Tell whether a performance takes in a place; one of any season may be meant where the season is not known."""
    if not part.places or title in part.places or f"{title}/{season}" in part.places:
        return True
    return season is None and any(place.startswith(f"{title}/") for place in part.places)


def season_appearances(
    catalogue: Catalogue, title: TitleId, number: int | None, rows: Sequence[Appearance]
) -> SeasonAppearances:
    """Gather the rows of one character in one season (or title, `number` None)."""
    if len(rows) == 1 and rows[0].episode is None:
        row = rows[0]
        return _one_row(number, row.credit, row.kind, row.confidence, row.source)
    episodes = tuple(
        _episode_appearance(catalogue, title, number or 0, episode, list(group))
        for episode, group in groupby((row for row in rows if row.episode is not None), key=lambda row: row.episode)
        if episode is not None
    )
    unverified = sum(row.confidence is Confidence.UNVERIFIED for row in rows)
    coarse = Precision.TITLE if number is None else Precision.SEASON
    return SeasonAppearances(
        number=number,
        precision=Precision.EPISODE if episodes else coarse,
        credit=min((row.credit for row in rows), key=_CREDIT_ORDER.__getitem__),
        kinds=_kinds(rows),
        confidence=Confidence.UNVERIFIED if unverified else Confidence.SOURCED,
        episodes=episodes,
        sources=tuple(sorted({row.source for row in rows})),
        unverified=unverified,
    )


@lru_cache(maxsize=1024)  # a large universe has thousands of titles of which no more is known than of another
def _one_row(
    number: int | None, credit: Credit | None, kind: Kind, confidence: Confidence, source: SourceId
) -> SeasonAppearances:
    return SeasonAppearances(
        number=number,
        precision=Precision.TITLE if number is None else Precision.SEASON,
        credit=credit,
        kinds=(kind,),
        confidence=confidence,
        episodes=(),
        sources=(source,),
        unverified=int(confidence is Confidence.UNVERIFIED),
    )


def credit_rank(credit: Credit | None) -> int:
    """Return the place of a credit from the most prominent (0) to the unknown."""
    return _CREDIT_ORDER[credit]


def _title_appearances(
    catalogue: Catalogue, title: Title, home: Title | None, rows: list[Appearance]
) -> TitleAppearances:
    seasons = groupby(rows, key=lambda row: row.season) if len(rows) > 1 else [(rows[0].season, rows)]
    return TitleAppearances(
        title=title,
        released=catalogue.started(title.id),
        crossover=home is not None and title.id != home.id,
        seasons=tuple([season_appearances(catalogue, title.id, number, list(group)) for number, group in seasons]),
    )


def _episode_appearance(
    catalogue: Catalogue, title: TitleId, season: int, number: int, rows: list[Appearance]
) -> EpisodeAppearance:
    episode = catalogue.episode(title, season, number)
    sourced = all(row.confidence is Confidence.SOURCED for row in rows)
    return EpisodeAppearance(
        number=number,
        name=episode.name if episode else "",
        released=episode.released if episode else None,
        kinds=_kinds(rows),
        confidence=Confidence.SOURCED if sourced else Confidence.UNVERIFIED,
    )


def _kinds(rows: Iterable[Appearance]) -> tuple[Kind, ...]:
    return tuple(sorted({row.kind for row in rows}, key=_KIND_ORDER.__getitem__))


def _sort_key(catalogue: Catalogue, order: Order) -> Callable[[TitleAppearances], tuple[object, ...]]:
    if order is Order.MOST:
        return lambda one: (-one.episode_count, -len(one.seasons), *catalogue.release_key(one.title.id))
    if order is Order.NEWEST:
        return lambda one: (-(one.released or date.min).toordinal(), one.title.name)
    return lambda one: catalogue.release_key(one.title.id)
