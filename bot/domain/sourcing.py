"""How it is known where a character appears: the rows of an answer gathered by the source that backs them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.domain.appearances import visible_rows
from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, Character, CharacterId, Confidence, Source, Title
from bot.domain.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class BackedPlace:
    """A season (or a whole title, `season` None) that a source backs, in these episodes as far as they are known."""

    title: Title
    season: int | None
    episodes: tuple[int, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Grounds:
    """One source and what rests on it, in release order, the sourced places of a season before the unverified."""

    source: Source
    places: tuple[BackedPlace, ...]


@dataclass(frozen=True, slots=True)
class SourceList:
    """The answer to: how do we know where this character appears? `place` is what was asked about, None for all.

    `rows` are the appearances looked at, `unverified` those of them that no source states.
    """

    character: Character
    title: Title | None
    place: Place | None
    grounds: tuple[Grounds, ...]
    rows: int
    unverified: int


def sources_of(
    catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint, place: Place | None = None
) -> SourceList:
    """Return the sources of a character's appearances, those first that back what was released first.

    With a place: of the rows in it, and of those whose season or episode is not known and so may be in it.
    """
    rows = [row for row in visible_rows(catalogue, character, viewpoint) if place is None or _may_be_in(place, row)]
    ordered = sorted(rows, key=lambda row: (row.source, *_story_key(catalogue, row)))
    grounds = [_grounds(catalogue, list(group)) for _, group in groupby(ordered, key=lambda row: row.source)]
    first = {row.source: _story_key(catalogue, row) for row in reversed(ordered)}
    return SourceList(
        character=catalogue.characters[character],
        title=catalogue.titles[place.title] if place else None,
        place=place,
        grounds=tuple(sorted(grounds, key=lambda one: (first[one.source.id], one.source.name, one.source.id))),
        rows=len(rows),
        unverified=sum(row.confidence is Confidence.UNVERIFIED for row in rows),
    )


def _may_be_in(place: Place, row: Appearance) -> bool:
    return (
        row.title == place.title
        and (place.season is None or row.season in (None, place.season))
        and (place.episode is None or row.episode in (None, place.episode))
    )


def _story_key(catalogue: Catalogue, row: Appearance) -> tuple[object, ...]:
    return (*catalogue.release_key(row.title), row.season or 0, row.episode or 0)


def _grounds(catalogue: Catalogue, rows: Sequence[Appearance]) -> Grounds:
    return Grounds(catalogue.sources[rows[0].source], tuple(_places(catalogue, rows)))


def _places(catalogue: Catalogue, rows: Sequence[Appearance]) -> Iterable[BackedPlace]:
    for (title, season), group in groupby(rows, key=lambda row: (row.title, row.season)):
        here = list(group)
        for confidence in Confidence:
            same = [row for row in here if row.confidence is confidence]
            known = tuple(sorted({row.episode for row in same if row.episode is not None}))
            if any(row.episode is None for row in same):
                yield BackedPlace(catalogue.titles[title], season, (), confidence)
            if known:
                yield BackedPlace(catalogue.titles[title], season, known, confidence)
