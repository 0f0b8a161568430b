"""A pack taken apart: the rows of each table, lazily, in an order in which every reference finds its target."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bot.domain.pack import Confidence, Credit, Kind, Pack
from bot.store import facts_sql as sql
from bot.store.database import Row
from bot.store.times import moment_text

# Asking a member of an enumeration for its value costs five times as much as a dictionary.
_KINDS = {kind: kind.value for kind in Kind}
_CREDITS: Mapping[Credit | None, str | None] = {None: None} | {credit: credit.value for credit in Credit}
_CONFIDENCES = {confidence: confidence.value for confidence in Confidence}


def insertions(pack: Pack, loaded_at: datetime) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield the insert statement of each table with its rows."""
    yield sql.INSERT_UNIVERSE, _universe(pack, loaded_at)
    yield sql.INSERT_SOURCE, _sources(pack)
    yield sql.INSERT_TITLE, _titles(pack)
    yield sql.INSERT_TITLE_ALIAS, _title_aliases(pack)
    yield sql.INSERT_TITLE_EXTERNAL_ID, _title_external_ids(pack)
    yield sql.INSERT_SEASON, _seasons(pack)
    yield sql.INSERT_EPISODE, _episodes(pack)
    yield sql.INSERT_CHARACTER, _characters(pack)
    yield sql.INSERT_CHARACTER_ALIAS, _character_aliases(pack)
    yield sql.INSERT_CHARACTER_EXTERNAL_ID, _character_external_ids(pack)
    yield sql.INSERT_PERFORMANCE, _performances(pack)
    yield sql.INSERT_PERFORMANCE_PLACE, _performance_places(pack)
    yield sql.INSERT_APPEARANCE, _appearances(pack)
    yield sql.INSERT_MEETING, _meetings(pack)


def _date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _universe(pack: Pack, loaded_at: datetime) -> Iterator[Row]:
    universe = pack.universe
    loaded = moment_text(loaded_at)
    yield universe.id, universe.name, universe.description, universe.version, universe.content_hash, loaded


def _sources(pack: Pack) -> Iterator[Row]:
    for source in pack.sources:
        yield pack.universe.id, source.id, source.name, source.url, _date(source.read), source.states


def _titles(pack: Pack) -> Iterator[Row]:
    for title in pack.titles:
        released = _date(title.released)
        yield pack.universe.id, title.id, title.name, title.kind.value, released, title.cast_complete.value


def _title_aliases(pack: Pack) -> Iterator[Row]:
    for title in pack.titles:
        for position, alias in enumerate(title.aliases):
            yield pack.universe.id, title.id, position, alias


def _title_external_ids(pack: Pack) -> Iterator[Row]:
    for title in pack.titles:
        for position, (site, value) in enumerate(title.external):
            yield pack.universe.id, title.id, position, site, value


def _seasons(pack: Pack) -> Iterator[Row]:
    for title in pack.titles:
        for season in title.seasons:
            yield pack.universe.id, title.id, season.number, season.cast_complete.value


def _episodes(pack: Pack) -> Iterator[Row]:
    for title in pack.titles:
        for season in title.seasons:
            for episode in season.episodes:
                released = _date(episode.released)
                yield pack.universe.id, title.id, season.number, episode.number, episode.name, released


def _characters(pack: Pack) -> Iterator[Row]:
    for character in pack.characters:
        yield pack.universe.id, character.id, character.name, character.home, character.note


def _character_aliases(pack: Pack) -> Iterator[Row]:
    for character in pack.characters:
        for position, alias in enumerate(character.aliases):
            yield pack.universe.id, character.id, position, alias


def _character_external_ids(pack: Pack) -> Iterator[Row]:
    for character in pack.characters:
        for position, (site, value) in enumerate(character.external):
            yield pack.universe.id, character.id, position, site, value


def _performances(pack: Pack) -> Iterator[Row]:
    for character in pack.characters:
        for position, performance in enumerate(character.performances):
            yield pack.universe.id, character.id, position, performance.performer, performance.age


def _performance_places(pack: Pack) -> Iterator[Row]:
    for character in pack.characters:
        for number, performance in enumerate(character.performances):
            for position, place in enumerate(performance.places):
                yield pack.universe.id, character.id, number, position, place


def _appearances(pack: Pack) -> Iterator[Row]:
    universe = pack.universe.id
    for position, one in enumerate(pack.appearances):
        yield (
            universe,
            position,
            one.character,
            one.title,
            one.season,
            one.episode,
            _KINDS[one.kind],
            _CREDITS[one.credit],
            _CONFIDENCES[one.confidence],
            one.source,
        )


def _meetings(pack: Pack) -> Iterator[Row]:
    universe = pack.universe.id
    for position, one in enumerate(pack.meetings):
        yield (
            universe,
            position,
            one.first,
            one.second,
            one.title,
            one.season,
            one.episode,
            _CONFIDENCES[one.confidence],
            one.source,
        )
