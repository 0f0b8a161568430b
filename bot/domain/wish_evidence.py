"""Where somebody who is wished for is in the title already, alone or beside the one they are wished to be with."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from bot.domain.appearances import credit_rank
from bot.domain.cards import encounters_of
from bot.domain.cast import Place, episode_at
from bot.domain.catalogue import Catalogue
from bot.domain.network import Network, is_here
from bot.domain.pack import Appearance, CharacterId, Confidence, Credit, Kind, Title, TitleId, TitleKind
from bot.domain.viewpoint import EVERYTHING
from bot.domain.wishes import Wanted

_title = attrgetter("title")
_KIND_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where somebody is, as exactly as it is known; `name` is the episode's, else empty.

    `kind`, `credit` and `confidence` are those of the surest row, the most present and prominent of several. Where two
    are looked for, `confidence` is that of both being there, and `met` says that a meeting is on record.
    """

    title: Title
    place: Place
    name: str
    released: date | None
    kind: Kind
    credit: Credit | None
    confidence: Confidence
    met: bool = False

    @property
    def is_exact(self) -> bool:
        """Tell whether it is one episode, film, special or comic; two in one such place share it."""
        return self.place.episode is not None or (self.place.season is None and self.title.kind is not TitleKind.SERIES)

    @property
    def is_sourced(self) -> bool:
        """Tell whether a source states it."""
        return self.confidence is Confidence.SOURCED


def are_facts(catalogue: Catalogue, wanted: Wanted) -> bool:
    """Tell whether all that a wish names is in one universe's facts, and nobody is to be beside themself."""
    people = [wanted.who, wanted.beside] if wanted.beside else [wanted.who]
    return (
        all(part.universe == catalogue.universe.id for part in (*people, wanted.into))
        and all(one.character in catalogue.characters for one in people)
        and wanted.into.title in catalogue.titles
        and len({one.id for one in people}) == len(people)
    )


def rows_in(catalogue: Catalogue, character: CharacterId, title: TitleId) -> Sequence[Appearance]:
    """Return the rows of a character in one title, by season and episode."""
    rows = catalogue.appearances(character)  # in the order of titles; the most seen have thousands
    start = bisect_left(rows, title, key=_title)
    return rows[start : bisect_right(rows, title, start, key=_title)]


def sightings(catalogue: Catalogue, rows: Iterable[Appearance]) -> list[Sighting]:
    """Return the places of one character's rows in one title, each once, in story order."""
    by_place = groupby(rows, key=lambda row: Place(row.title, row.season, row.episode))
    return sorted((_sighting(catalogue, place, list(own)) for place, own in by_place), key=story_key)


def sightings_together(catalogue: Catalogue, network: Network, wanted: Wanted) -> list[Sighting]:
    """Return where in the title both are: in one exact place, or where a meeting is on record; in story order."""
    if wanted.beside is None:
        return []
    title, people = wanted.into.title, (wanted.who.character, wanted.beside.character)
    rows = [row for row in rows_in(catalogue, people[0], title) if is_here(row)]
    numbers = [network.number(one) for one in people]
    sure = {network.place(at): network.confidence(at, *numbers) for at in network.shared(*numbers)}
    own = {one.place: one for one in sightings(catalogue, rows)}
    found = {place: replace(own[place], confidence=sure[place]) for place in own if place in sure}
    for encounter in encounters_of(catalogue, people[0], EVERYTHING, people[1]):
        meeting = encounter.meeting
        if meeting.title == title:
            place = Place(title, meeting.season, meeting.episode)
            there = found.get(place) or own.get(place) or _met_at(catalogue, place)
            known = meeting.confidence if place not in found else min(meeting.confidence, found[place].confidence)
            found[place] = replace(there, confidence=known, met=True)
    return sorted(found.values(), key=story_key)


def spoken_of_together(catalogue: Catalogue, wanted: Wanted) -> list[Sighting]:
    """Return the episodes and films of the title where one is and the other is only pictured or spoken of."""
    if wanted.beside is None:
        return []
    title = wanted.into.title
    own, other = (rows_in(catalogue, one.character, title) for one in (wanted.who, wanted.beside))
    present = [{_place(row) for row in rows if is_here(row)} for rows in (own, other)]
    absent = [{_place(row) for row in rows if not is_here(row)} for rows in (own, other)]
    here = (absent[0] - present[0]) & present[1] | (absent[1] - present[1]) & present[0]
    beside = {one.place: one.confidence for one in sightings(catalogue, other)}
    found = sightings(catalogue, (row for row in own if _place(row) in here))
    return [replace(one, confidence=max(one.confidence, beside[one.place])) for one in found if one.is_exact]


def story_key(sighting: Sighting) -> tuple[object, ...]:
    """Sort places of one title by release, unknown days last, then by number; a whole season after its episodes."""
    place = sighting.place
    numbers = (place.season is None, place.season or 0, place.episode is None, place.episode or 0)
    return (sighting.released or date.max, *numbers)


def _place(row: Appearance) -> Place:
    return Place(row.title, row.season, row.episode)


def _sighting(catalogue: Catalogue, place: Place, rows: list[Appearance]) -> Sighting:
    sourced = [row for row in rows if row.confidence is Confidence.SOURCED]
    surest = sourced or rows
    return _at(
        catalogue,
        place,
        min((row.kind for row in surest), key=_KIND_RANKS.__getitem__),
        min((row.credit for row in surest), key=credit_rank),
        Confidence.SOURCED if sourced else Confidence.UNVERIFIED,
    )


def _met_at(catalogue: Catalogue, place: Place) -> Sighting:
    """Return the place of a meeting on screen where no row is as exact."""
    return _at(catalogue, place, Kind.IN_PERSON, None, Confidence.UNVERIFIED)


def _at(catalogue: Catalogue, place: Place, kind: Kind, credit: Credit | None, confidence: Confidence) -> Sighting:
    episode = episode_at(catalogue, place)
    released = catalogue.released(place.title, place.season, place.episode)
    return Sighting(
        catalogue.titles[place.title], place, episode.name if episode else "", released, kind, credit, confidence
    )
