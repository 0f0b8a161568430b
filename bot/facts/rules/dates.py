"""Rules about dates. There is no clock here: the latest plausible day follows from the version of the pack."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bot.facts.draft import Draft
from bot.facts.files import SOURCES
from bot.facts.findings import KeyPath, Trouble
from bot.facts.models import SeasonEntry

EARLIEST_YEAR = 1900
YEARS_AHEAD = 5


def dates_ordered(draft: Draft) -> Iterator[Trouble]:
    """No episode is released before the one before it, no season before the last one began."""
    for file, path, season in draft.seasons():
        dated = [(at, one.released) for at, one in enumerate(season.episodes) if one.released]
        for (_, before), (at, after) in pairwise(dated):
            if after < before:
                place = (*path, "episodes", at, "released")
                yield Trouble(file, place, f"correct it: the episode before is of {before}")
    for file, title in draft.titles.items():
        begun = [(at, day) for at, one in enumerate(title.seasons) if one.number and (day := _begun(one))]
        for (_, before), (at, after) in pairwise(begun):
            if after < before:
                yield Trouble(file, ("seasons", at), f"correct its dates: the season before began on {before}")


def _begun(season: SeasonEntry) -> date | None:
    return min((one.released for one in season.episodes if one.released), default=None)


def dates_plausible(draft: Draft) -> Iterator[Trouble]:
    """No date is before 1900, or more than five years after the version of the pack."""
    latest = int(draft.universe.version.partition(".")[0]) + YEARS_AHEAD if draft.universe else date.max.year
    for file, path, day in _dates(draft):
        if day is not None and not EARLIEST_YEAR <= day.year <= latest:
            yield Trouble(file, path, f"correct {day}: it is not in the years {EARLIEST_YEAR} to {latest}")


def _dates(draft: Draft) -> Iterator[tuple[str, KeyPath, date | None]]:
    for at, source in enumerate(draft.sources or ()):
        yield SOURCES, ("sources", at, "read"), source.read
    for file, title in draft.titles.items():
        yield file, ("released",), title.released
    for file, path, season in draft.seasons():
        for at, episode in enumerate(season.episodes):
            yield file, (*path, "episodes", at, "released"), episode.released
