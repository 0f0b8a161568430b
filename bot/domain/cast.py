"""Who is in a title, season or episode, and who of them is a visitor from where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from bot.domain.appearances import SeasonAppearances, credit_rank, home_of, performers_of, season_appearances
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, CastComplete, Character, CharacterId, Credit, Episode, Season, Title, TitleId
from bot.domain.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Place:
    """A title, one of its seasons, or one of its episodes."""

    title: TitleId
    season: int | None = None
    episode: int | None = None


@dataclass(frozen=True, slots=True)
class CastMember:
    """One character in a place, in what seasons and episodes of it; a visitor's `home` is another title."""

    character: Character
    performers: tuple[str, ...]
    home: Title | None
    visitor: bool
    credit: Credit | None
    seasons: tuple[SeasonAppearances, ...]

    @property
    def unverified(self) -> int:
        """Return the number of unverified rows."""
        return sum(season.unverified for season in self.seasons)


@dataclass(frozen=True, slots=True)
class Cast:
    """The card of a place: visitors first, then by credit, seasons and episodes.

    `perhaps` are those known to be in an episode's season, in which episodes nobody has recorded.
    `complete` says what an absence from `members` proves.
    """

    title: Title
    season: Season | None
    episode: Episode | None
    released: date | None
    complete: CastComplete
    members: tuple[CastMember, ...]
    perhaps: tuple[CastMember, ...]


def cast_of(catalogue: Catalogue, place: Place, viewpoint: Viewpoint) -> Cast:
    """Return who is in a place that exists, as far as the viewpoint allows."""
    title = catalogue.titles[place.title]
    rows = [row for row in catalogue.title_appearances(place.title) if catalogue.may_see(viewpoint, row)]
    if place.season is not None:
        rows = [row for row in rows if row.season == place.season]
    known = [row for row in rows if place.episode in (None, row.episode)]
    members = _members(catalogue, known, viewpoint)
    listed = {member.character.id for member in members}
    vague = (
        [row for row in rows if row.episode is None and row.character not in listed]
        if place.episode is not None
        else []
    )
    season = catalogue.season(place.title, place.season) if place.season is not None else None
    episode = episode_at(catalogue, place)
    return Cast(
        title=title,
        season=season,
        episode=episode,
        released=_first_release(catalogue, title, season, episode),
        complete=_complete(title, season, episode),
        members=members,
        perhaps=_members(catalogue, vague, viewpoint) if episode else (),
    )


def episode_at(catalogue: Catalogue, place: Place) -> Episode | None:
    """Return the episode that a place is, or None for a whole season or title."""
    if place.season is None or place.episode is None:
        return None
    return catalogue.episode(place.title, place.season, place.episode)


def _members(catalogue: Catalogue, rows: Iterable[Appearance], viewpoint: Viewpoint) -> tuple[CastMember, ...]:
    ordered = sorted(rows, key=lambda row: row.character)
    groups = groupby(ordered, key=lambda row: row.character)
    members = [_member(catalogue, character, list(group), viewpoint) for character, group in groups]
    return tuple(sorted(members, key=_prominence))


def _prominence(member: CastMember) -> tuple[bool, int, int, int, str]:
    episodes = sum(len(season.episodes) for season in member.seasons)
    return (not member.visitor, credit_rank(member.credit), -len(member.seasons), -episodes, member.character.name)


def _member(catalogue: Catalogue, character: CharacterId, rows: list[Appearance], viewpoint: Viewpoint) -> CastMember:
    home = home_of(catalogue, character, viewpoint)
    title = rows[0].title
    seasons = tuple(
        season_appearances(catalogue, title, number, list(group))
        for number, group in groupby(rows, key=lambda row: row.season)
    )
    return CastMember(
        character=catalogue.person(character),
        performers=_usual_performers(catalogue.person(character), rows),
        home=home,
        visitor=home is not None and home.id != title,
        credit=min((season.credit for season in seasons), key=credit_rank),
        seasons=seasons,
    )


def _usual_performers(character: Character, rows: list[Appearance]) -> tuple[str, ...]:
    """Return who plays a character there: a younger or older self only where nobody else does."""
    usual = replace(character, performances=tuple(part for part in character.performances if part.age is None))
    return performers_of(usual, rows) or performers_of(character, rows)


def _first_release(catalogue: Catalogue, title: Title, season: Season | None, episode: Episode | None) -> date | None:
    if episode:
        return episode.released
    if season:
        return min((one.released for one in season.episodes if one.released), default=None)
    return catalogue.started(title.id)


def _complete(title: Title, season: Season | None, episode: Episode | None) -> CastComplete:
    if episode:
        return CastComplete.NOTHING
    if season:
        return season.cast_complete
    if not title.seasons:
        return title.cast_complete
    ranks = list(CastComplete)
    return min((one.cast_complete for one in title.seasons), key=ranks.index)
