"""The immutable, indexed facts of one universe: every look-up is a dictionary's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, TypeVar

from bot.domain.names import LONGEST_NAME, fold
from bot.domain.pack import (
    Appearance,
    CastComplete,
    Character,
    CharacterId,
    Episode,
    Meeting,
    Pack,
    PerformerId,
    Season,
    Source,
    SourceId,
    Title,
    TitleId,
    Universe,
)
from bot.domain.viewpoint import Viewpoint

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Performer:
    """Somebody who plays characters of the universe; people of one name count as one person."""

    id: PerformerId
    name: str
    characters: tuple[CharacterId, ...]


class Part(NamedTuple):
    """A season, or a title without seasons (`season` None): whose cast is listed as a whole."""

    title: Title
    title_id: TitleId
    season: int | None
    released: date | None
    complete: CastComplete


class Catalogue:
    """One universe version in memory. Attributes are read-only mappings from id to value."""

    def __init__(self, pack: Pack) -> None:
        self.universe: Universe = pack.universe
        self.titles: Mapping[TitleId, Title] = {title.id: title for title in pack.titles}
        self.characters: Mapping[CharacterId, Character] = {one.id: one for one in pack.characters}
        self.sources: Mapping[SourceId, Source] = {source.id: source for source in pack.sources}
        self.performers: Mapping[PerformerId, Performer] = _performers(pack.characters)
        self._seasons = {(title.id, season.number): season for title in pack.titles for season in title.seasons}
        self._episodes = {
            (title_id, number, episode.number): episode
            for (title_id, number), season in self._seasons.items()
            for episode in season.episodes
        }
        self._by_character = _grouped((row.character, row) for row in pack.appearances)
        self._by_title = _grouped((row.title, row) for row in pack.appearances)
        self._meetings = _grouped((one, row) for row in pack.meetings for one in (row.first, row.second))
        self._started = {title.id: _started(title) for title in pack.titles}
        self._ended = {title.id: _ended(title) for title in pack.titles}
        self._season_ended = {key: _season_ended(season) for key, season in self._seasons.items()}
        self.titles_by_release: Sequence[Title] = sorted(
            pack.titles, key=lambda title: (self._started[title.id] or date.max, title.name, title.id)
        )
        self._release_keys = {title.id: (place,) for place, title in enumerate(self.titles_by_release)}
        self.parts_by_release: Sequence[Part] = [
            part for title in self.titles_by_release for part in self._parts(title)
        ]
        self._told_apart = _told_apart(pack.characters, self.titles)
        dated = [title for title in self.titles_by_release if self._started[title.id]]
        # The last entry stands: the first dated title, or an undated one for whoever is in such a one, too.
        self._first_titles = {
            row.character: title
            for title in (*reversed(dated), *self.titles_by_release[len(dated) :])
            for row in self._by_title.get(title.id, ())
        }

    def person(self, character: CharacterId) -> Character:
        """Return a character to be named beside others: one of several of a name has in it what tells them apart."""
        return self._told_apart.get(character) or self.characters[character]

    def appearances(self, character: CharacterId) -> tuple[Appearance, ...]:
        """Return all rows of a character, in the order of title id, season and episode."""
        return self._by_character.get(character, ())

    def title_appearances(self, title: TitleId) -> tuple[Appearance, ...]:
        """Return all rows of a title."""
        return self._by_title.get(title, ())

    def meetings(self, character: CharacterId) -> tuple[Meeting, ...]:
        """Return the recorded meetings of a character."""
        return self._meetings.get(character, ())

    def first_title(self, character: CharacterId) -> Title | None:
        """Return the title of a character that was released first, or None where one of them has no date."""
        title = self._first_titles.get(character)
        return title if title and self._started[title.id] else None

    def season(self, title: TitleId, number: int) -> Season | None:
        """Return a season, or None."""
        return self._seasons.get((title, number))

    def episode(self, title: TitleId, season: int, number: int) -> Episode | None:
        """Return an episode, or None."""
        return self._episodes.get((title, season, number))

    def has(self, title: TitleId, season: int | None, episode: int | None) -> bool:
        """Tell whether there is such a title, season or episode."""
        if season is None:
            return episode is None and title in self.titles
        return (title, season) in self._seasons and (episode is None or (title, season, episode) in self._episodes)

    def started(self, title: TitleId) -> date | None:
        """Return the day of a title's first release, or None where no date is known."""
        return self._started[title]

    def released(self, title: TitleId, season: int | None, episode: int | None) -> date | None:
        """Return the day by which all of that place was out: what is known of a season may be from its last episode."""
        if season is None:
            return self._ended[title]
        if episode is None:
            return self._season_ended[title, season]
        return self._episodes[title, season, episode].released

    def _parts(self, title: Title) -> Iterable[Part]:
        for season in title.seasons:
            yield Part(
                title, title.id, season.number, self._season_ended[title.id, season.number], season.cast_complete
            )
        if not title.seasons:
            yield Part(title, title.id, None, title.released, title.cast_complete)

    def may_see(self, viewpoint: Viewpoint, row: Appearance | Meeting) -> bool:
        """Tell whether a row may be seen from a viewpoint."""
        return viewpoint.released_by is None or viewpoint.allows(self.released(row.title, row.season, row.episode))

    def release_key(self, title: TitleId) -> tuple[int]:
        """Return what titles are sorted by: the first release, unknown dates last, then the name."""
        return self._release_keys[title]


def _told_apart(characters: Iterable[Character], titles: Mapping[TitleId, Title]) -> dict[CharacterId, Character]:
    """Return who shares a name with another, with the home behind it, or the id where homes are the same or missing."""
    told: dict[CharacterId, Character] = {}
    for namesakes in _grouped((one.name.casefold(), one) for one in characters).values():
        homes = {titles[one.home].name for one in namesakes if one.home}
        for one in namesakes if len(namesakes) > 1 else ():
            mark = titles[one.home].name if one.home and len(homes) == len(namesakes) else one.id
            told[one.id] = replace(one, name=f"{one.name[: LONGEST_NAME - len(mark) - 3]} ({mark})"[:LONGEST_NAME])
    return told


def performer_id(name: str) -> PerformerId:
    """Return the id of a performer: the folded name, cut so that it fits into a button beside a universe's id."""
    return PerformerId(fold(name).replace(" ", "-")[:60])


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, tuple[_V, ...]]:
    groups: defaultdict[_K, list[_V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _performers(characters: Iterable[Character]) -> dict[PerformerId, Performer]:
    names = {performer_id(part.performer): part.performer for one in characters for part in one.performances}
    played = _grouped((performer_id(part.performer), one.id) for one in characters for part in one.performances)
    return {id: Performer(id, names[id], tuple(dict.fromkeys(played[id]))) for id in sorted(names)}


def _dates(title: Title) -> list[date | None]:
    return [title.released, *(episode.released for season in title.seasons for episode in season.episodes)]


def _started(title: Title) -> date | None:
    return min((day for day in _dates(title) if day), default=None)


def _ended(title: Title) -> date | None:
    return _last(map(_season_ended, title.seasons)) if title.seasons else title.released


def _season_ended(season: Season) -> date | None:
    return _last(episode.released for episode in season.episodes)


def _last(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return max((day for day in known if day), default=None) if all(known) else None
