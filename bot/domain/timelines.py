"""When a character was where, or who was in a title when: lanes over release days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from bot.domain.appearances import Order, home_of, visible_rows
from bot.domain.cast import Place, cast_of
from bot.domain.catalogue import Catalogue
from bot.domain.drawings import Lane, Mark, Timeline
from bot.domain.network import is_exact, is_here
from bot.domain.pack import Appearance, CharacterId, Confidence, TitleId
from bot.domain.viewpoint import Viewpoint

MOST_LANES = 14
"""Lanes of a timeline that stay legible on a phone."""


def timeline_of_character(
    catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint, order: Order = Order.RELEASE
) -> Timeline:
    """Return a lane for each title a character is in, with a mark for each episode."""
    home = home_of(catalogue, character, viewpoint)
    rows = visible_rows(catalogue, character, viewpoint)
    lanes = [
        _lane(catalogue, catalogue.titles[title].name, own, crossover=None if home is None else title != home.id)
        for title, own in groupby(rows, key=lambda row: row.title)
    ]
    return _timeline(catalogue, catalogue.person(character).name, lanes, rows, order)


def timeline_of_title(
    catalogue: Catalogue, title: TitleId, viewpoint: Viewpoint, order: Order = Order.RELEASE
) -> Timeline:
    """Return a lane for each character of a title with their episodes: visitors first, if not all fit."""
    rows = [row for row in catalogue.title_appearances(title) if catalogue.may_see(viewpoint, row)]
    ordered = sorted(rows, key=lambda row: row.character)
    own = {character: list(group) for character, group in groupby(ordered, key=lambda row: row.character)}
    lanes = [
        _lane(catalogue, one.character.name, own[one.character.id], crossover=one.visitor if one.home else None)
        for one in cast_of(catalogue, Place(title), viewpoint).members
    ]
    return _timeline(catalogue, catalogue.titles[title].name, lanes, rows, order)


def _timeline(
    catalogue: Catalogue, heading: str, lanes: Sequence[Lane], rows: Iterable[Appearance], order: Order
) -> Timeline:
    """Return as many lanes as fit, crossovers and the fullest before others; one without any known day is no lane."""
    dated = [lane for lane in lanes if lane.marks]
    kept = sorted(dated, key=lambda lane: (not lane.crossover, -len(lane.marks)))[:MOST_LANES]
    return Timeline(
        heading=heading,
        lanes=tuple(_ordered(kept, order)),
        left_out=len(dated) - len(kept),
        undated=len({(row.title, row.season, row.episode) for row in rows if not _days(catalogue, row)}),
    )


def _ordered(lanes: Iterable[Lane], order: Order) -> list[Lane]:
    by_release = sorted(lanes, key=lambda lane: (lane.marks[0].first, lane.name))
    if order is Order.MOST:
        return sorted(by_release, key=lambda lane: -len(lane.marks))
    return by_release[::-1] if order is Order.NEWEST else by_release


def _lane(catalogue: Catalogue, name: str, rows: Iterable[Appearance], *, crossover: bool | None) -> Lane:
    """Return a lane with one mark a place; a season, or a series, has none of its own beside marks of its episodes."""
    marks: list[tuple[int | None, Mark]] = []
    for (season, _), group in groupby(rows, key=lambda row: (row.season, row.episode)):
        own = list(group)
        days = _days(catalogue, own[0])
        if days:
            marks.append((season, _mark(own, days, exact=is_exact(catalogue, own[0]))))
    known = {season for season, mark in marks if mark.exact}
    told = [mark for season, mark in marks if mark.exact or not (season in known or (season is None and known))]
    return Lane(name, crossover, tuple(sorted(told, key=lambda mark: (mark.first, mark.last))))


def _mark(rows: Sequence[Appearance], days: Sequence[date], *, exact: bool) -> Mark:
    mark = Mark(min(days), max(days), exact, sourced=False, here=any(map(is_here, rows)))
    counted = [row for row in rows if is_here(row) or not mark.here]
    return replace(mark, sourced=any(row.confidence is Confidence.SOURCED for row in counted))


def _days(catalogue: Catalogue, row: Appearance) -> list[date]:
    """Return the known release days of a row's place: one of an episode or film, several of a season or series."""
    if is_exact(catalogue, row):
        day = catalogue.released(row.title, row.season, row.episode)
        return [day] if day else []
    seasons = [one for one in catalogue.titles[row.title].seasons if row.season in (None, one.number)]
    return [one.released for season in seasons for one in season.episodes if one.released]
