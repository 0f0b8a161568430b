"""Places in words: one episode or film as a person names it, and lists of them drawn together."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from bot.domain.cards import Encounter
from bot.domain.cast import Place
from bot.domain.company import SharedPlace
from bot.domain.pack import Confidence, Title, TitleId
from bot.ui.wording import UNVERIFIED_MARK, code, counted, day, escaped, listed, ranges

_TITLES_A_LINE = 5


def place_name(title: Title, place: Place, name: str = "") -> str:
    """Return a place as `The Defenders 1x02 “Mean Right Hook”`, harmless in a message."""
    where = f"{escaped(title.name)} {code(place.season, place.episode)}".strip()
    return f"{where} “{escaped(name)}”" if name else where


def shared_name(one: SharedPlace) -> str:
    """Return a shared place with its name, day and how sure it is."""
    released = f" ({day(one.released)})" if one.released else ""
    return place_name(one.title, one.place, one.name) + released + mark(one.confidence)


def encounter_name(one: Encounter) -> str:
    """Return where a meeting was, and how sure it is."""
    place = Place(one.title.id, one.meeting.season, one.meeting.episode)
    return place_name(one.title, place) + mark(one.meeting.confidence)


def beginning(name: str, spots: Collection[tuple[TitleId, date | None]]) -> str:
    """Return `first in <name>` for the first of some places; where no dates tell which that is, only that it is one."""
    if len(spots) == 1:
        return f"in {name}"
    is_known = all(released for _, released in spots) or len({title for title, _ in spots}) == 1
    return f"first in {name}" if is_known else f"in {name} and elsewhere"


def first_shared(places: Sequence[SharedPlace]) -> str:
    """Return where some first were together, as far as that is known."""
    return beginning(shared_name(places[0]), [(one.title.id, one.released) for one in places])


def first_met(meetings: Sequence[Encounter]) -> str:
    """Return where two first met, as far as that is known."""
    return beginning(encounter_name(meetings[0]), [(one.title.id, one.released) for one in meetings])


def mark(confidence: Confidence) -> str:
    """Return the mark of what no source states, or nothing."""
    return UNVERIFIED_MARK if confidence is Confidence.UNVERIFIED else ""


def shared_lines(places: Iterable[SharedPlace]) -> list[str]:
    """Return a line for each season of places in release order, and for each few films, specials or comics in a row."""
    return _lines(_Spot(one.title, one.place, one.confidence) for one in places)


def met_lines(meetings: Iterable[Encounter]) -> list[str]:
    """Return the places of meetings in release order as `shared_lines` does; of some only the season is known."""
    return _lines(
        _Spot(one.title, Place(one.title.id, one.meeting.season, one.meeting.episode), one.meeting.confidence)
        for one in meetings
    )


class _Spot(NamedTuple):
    """Where something was, and how sure that is."""

    title: Title
    place: Place
    confidence: Confidence


def _lines(spots: Iterable[_Spot]) -> list[str]:
    lines: list[str] = []
    for season, group in groupby(spots, key=_season):
        own = list(group)
        if season:
            lines.append(f"**{escaped(own[0].title.name)}** season {own[0].place.season}{_episodes(own)}")
        else:
            names = [f"**{escaped(one.title.name)}**{mark(one.confidence)}" for one in own]
            lines += [", ".join(names[at : at + _TITLES_A_LINE]) for at in range(0, len(names), _TITLES_A_LINE)]
    return lines


def _season(one: _Spot) -> tuple[TitleId, int] | None:
    return None if one.place.season is None else (one.title.id, one.place.season)


def counted_places(places: Sequence[SharedPlace]) -> str:
    """Return how many there are, with the word for what they are: `3 episodes`, `1 film`, `4 episodes and films`."""
    kinds = dict.fromkeys("episode" if one.place.episode is not None else one.title.kind.value for one in places)
    words = listed([f"{kind}s" for kind in kinds])
    return f"{len(places):,} {words}" if len(places) != 1 else counted(1, next(iter(kinds)))


def _episodes(spots: Sequence[_Spot]) -> str:
    """Return the episodes of one season, the sure ones first; where none is known, how sure the season is."""
    parts: list[str] = []
    for confidence in Confidence:
        numbers = [one.place.episode for one in spots if one.confidence is confidence and one.place.episode is not None]
        if numbers:
            parts.append(ranges(numbers).replace(",", f"{mark(confidence)},") + mark(confidence))
    return f": {', '.join(parts)}" if parts else mark(spots[0].confidence)
