"""A draft without findings to the domain's pack, in canonical order."""

from typing import NamedTuple

from bot.domain.pack import (
    Appearance,
    Character,
    CharacterId,
    Episode,
    Meeting,
    Pack,
    Performance,
    Season,
    Source,
    SourceId,
    Title,
    TitleId,
    Universe,
    UniverseId,
)
from bot.facts.draft import Draft, Placed
from bot.facts.models import (
    AppearanceEntry,
    CharacterEntry,
    MeetingEntry,
    SeasonEntry,
    SourceEntry,
    TitleFile,
    UniverseFile,
)


class AppearanceKey(NamedTuple):
    """The total order of appearances; SQL says it as `ORDER BY` these columns with -1 for NULL numbers."""

    character: str
    title: str
    season: int
    episode: int
    kind: str
    source: str


class MeetingKey(NamedTuple):
    """The total order of meetings, likewise."""

    first: str
    second: str
    title: str
    season: int
    episode: int
    source: str


def appearance_key(row: Appearance) -> AppearanceKey:
    """Return what appearances are sorted by: an unknown season or episode comes first, the rest as plain text."""
    return AppearanceKey(
        row.character, row.title, _number(row.season), _number(row.episode), row.kind.value, row.source
    )


def meeting_key(row: Meeting) -> MeetingKey:
    """Return what meetings are sorted by."""
    return MeetingKey(row.first, row.second, row.title, _number(row.season), _number(row.episode), row.source)


def _number(number: int | None) -> int:
    return -1 if number is None else number


def build(draft: Draft, universe: UniverseFile, content_hash: str) -> Pack:
    """Return the pack of a draft in which nothing was found."""
    titles = sorted(draft.titles.values(), key=lambda title: title.id)
    appearances = [row for placed in draft.appearances() for row in _appearances(placed)]
    meetings = [row for placed in draft.meetings() for row in _meetings(placed)]
    return Pack(
        universe=Universe(UniverseId(universe.id), universe.name, universe.description, universe.version, content_hash),
        titles=tuple(map(_title, titles)),
        characters=tuple(map(_character, sorted(draft.characters or (), key=lambda one: one.id))),
        sources=tuple(map(_source, sorted(draft.sources or (), key=lambda one: one.id))),
        appearances=tuple(sorted(appearances, key=appearance_key)),
        meetings=tuple(sorted(meetings, key=meeting_key)),
    )


def _title(title: TitleFile) -> Title:
    return Title(
        id=TitleId(title.id),
        name=title.name,
        kind=title.kind,
        aliases=title.aliases,
        released=title.released,
        cast_complete=title.cast_complete,
        seasons=tuple(map(_season, title.seasons)),
        external=_pairs(title.external),
    )


def _season(season: SeasonEntry) -> Season:
    episodes = (Episode(one.number, one.name, one.released) for one in season.episodes)
    return Season(season.number, season.cast_complete, tuple(episodes))


def _character(one: CharacterEntry) -> Character:
    performances = (Performance(part.name, part.places, part.age) for part in one.performers)
    return Character(
        id=CharacterId(one.id),
        name=one.name,
        aliases=one.aliases,
        home=TitleId(one.home) if one.home else None,
        note=one.note,
        performances=tuple(performances),
        external=_pairs(one.external),
    )


def _source(one: SourceEntry) -> Source:
    return Source(SourceId(one.id), one.name, one.url, one.read, one.states)


def _pairs(external: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(external.items()))


def _appearances(placed: Placed[AppearanceEntry]) -> list[Appearance]:
    entry, (title, season) = placed.entry, placed.spot
    return [
        Appearance(
            character=CharacterId(entry.character),
            title=TitleId(title),
            season=season,
            episode=episode,
            kind=entry.kind,
            credit=entry.credit,
            confidence=entry.confidence,
            source=SourceId(entry.source),
        )
        for episode in placed.episodes or (None,)
    ]


def _meetings(placed: Placed[MeetingEntry]) -> list[Meeting]:
    entry, (title, season) = placed.entry, placed.spot
    first, second = entry.characters
    return [
        Meeting(
            first=CharacterId(first),
            second=CharacterId(second),
            title=TitleId(title),
            season=season,
            episode=episode,
            confidence=entry.confidence,
            source=SourceId(entry.source),
        )
        for episode in placed.episodes or (None,)
    ]
