"""The rows of a universe put together again: the pack that was stored, exactly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.domain.pack import (
    Appearance,
    CastComplete,
    Character,
    Confidence,
    Credit,
    Episode,
    Kind,
    Meeting,
    Pack,
    Performance,
    Season,
    Source,
    Title,
    TitleKind,
    Universe,
)
from bot.store import facts_sql as sql
from bot.store.database import Row, Rows

# Calling an enumeration costs ten times as much as a dictionary, which counts with a hundred thousand rows.
_KINDS = {kind.value: kind for kind in Kind}
_CREDITS: Mapping[str | None, Credit | None] = {None: None} | {credit.value: credit for credit in Credit}
_CONFIDENCES = {confidence.value: confidence for confidence in Confidence}


QUERIES = (
    sql.UNIVERSE,
    sql.TITLES,
    sql.TITLE_ALIASES,
    sql.TITLE_EXTERNAL_IDS,
    sql.SEASONS,
    sql.EPISODES,
    sql.CHARACTERS,
    sql.CHARACTER_ALIASES,
    sql.CHARACTER_EXTERNAL_IDS,
    sql.PERFORMANCES,
    sql.PERFORMANCE_PLACES,
    sql.SOURCES,
    sql.APPEARANCES,
    sql.MEETINGS,
)


class PackRows(NamedTuple):
    """The rows of each of the `QUERIES`, in the same order."""

    universe: Rows
    titles: Rows
    title_aliases: Rows
    title_external_ids: Rows
    seasons: Rows
    episodes: Rows
    characters: Rows
    character_aliases: Rows
    character_external_ids: Rows
    performances: Rows
    performance_places: Rows
    sources: Rows
    appearances: Rows
    meetings: Rows


def pack_from(rows: PackRows) -> Pack:
    """Return the pack; pure computation, about half a second for 100,000 appearances, so it belongs in a thread."""
    universe = Universe(*rows.universe[0])
    titles = _titles(rows)
    characters = _characters(rows)
    sources = tuple(Source(id_, name, url, _date(read), states) for id_, name, url, read, states in rows.sources)
    # One string object an id, not one a row: a fifth of the memory.
    ids = {one.id: one.id for one in (*titles, *characters, *sources)}
    return Pack(
        universe=universe,
        titles=titles,
        characters=characters,
        sources=sources,
        appearances=tuple(_appearances(rows.appearances, ids)),
        meetings=tuple(_meetings(rows.meetings, ids)),
    )


def _titles(rows: PackRows) -> tuple[Title, ...]:
    aliases = _grouped(rows.title_aliases, 1)
    external = _grouped(rows.title_external_ids, 1)
    episodes = _grouped(rows.episodes, 2)
    seasons: defaultdict[str, list[Season]] = defaultdict(list)
    for title_id, number, cast_complete in rows.seasons:
        season = Season(number, CastComplete(cast_complete), _episodes(episodes[title_id, number]))
        seasons[title_id].append(season)
    return tuple(
        Title(
            id=id_,
            name=name,
            kind=TitleKind(kind),
            aliases=tuple(alias for (alias,) in aliases[(id_,)]),
            released=_date(released),
            cast_complete=CastComplete(cast_complete),
            seasons=tuple(seasons[id_]),
            external=tuple(external[(id_,)]),
        )
        for id_, name, kind, released, cast_complete in rows.titles
    )


def _episodes(rows: Iterable[Row]) -> tuple[Episode, ...]:
    return tuple(Episode(number, name, _date(released)) for number, name, released in rows)


def _characters(rows: PackRows) -> tuple[Character, ...]:
    aliases = _grouped(rows.character_aliases, 1)
    external = _grouped(rows.character_external_ids, 1)
    performances = _grouped(rows.performances, 1)
    places = _grouped(rows.performance_places, 2)
    return tuple(
        Character(
            id=id_,
            name=name,
            aliases=tuple(alias for (alias,) in aliases[(id_,)]),
            home=home,
            note=note,
            performances=tuple(
                Performance(performer, tuple(place for (place,) in places[id_, position]), age)
                for position, performer, age in performances[(id_,)]
            ),
            external=tuple(external[(id_,)]),
        )
        for id_, name, home, note in rows.characters
    )


def _appearances(rows: Rows, ids: Mapping[Any, Any]) -> Iterable[Appearance]:
    for character, title, season, episode, kind, credit, confidence, source in rows:
        yield Appearance(
            ids[character],
            ids[title],
            season,
            episode,
            _KINDS[kind],
            _CREDITS[credit],
            _CONFIDENCES[confidence],
            ids[source],
        )


def _meetings(rows: Rows, ids: Mapping[Any, Any]) -> Iterable[Meeting]:
    for first, second, title, season, episode, confidence, source in rows:
        who = ids[first], ids[second]
        yield Meeting(*who, ids[title], season, episode, _CONFIDENCES[confidence], ids[source])


def _grouped(rows: Rows, key_length: int) -> defaultdict[Row, Rows]:
    """Return what follows the key in each row, by key, in the order of the rows."""
    groups: defaultdict[Row, Rows] = defaultdict(list)
    for row in rows:
        groups[row[:key_length]].append(row[key_length:])
    return groups


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
