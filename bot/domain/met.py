"""Whether two characters have met: the strongest thing that the facts can say, with its evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.appearances import visible_rows
from bot.domain.cards import Encounter, encounters_of
from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue, Part
from bot.domain.company import SharedPlace, shared_places
from bot.domain.connections import Connection, connection_of
from bot.domain.network import Network, is_exact, is_here
from bot.domain.pack import Appearance, CastComplete, Character, CharacterId, Confidence, Title, TitleId
from bot.domain.viewpoint import Viewpoint


class MetGrade(StrEnum):
    """What can be said of two characters, the strongest first."""

    MET = "met"
    """A meeting on screen is recorded."""
    SAME_EPISODE = "same-episode"
    """Both are in an episode, film, special or comic."""
    SAME_SEASON = "same-season"
    """Both are in a season (or series), and of one of them the episodes (or seasons) are not known."""
    SPOKEN_OF = "spoken-of"
    """One is only pictured or spoken of where the other is."""
    NEVER = "never"
    """In every season and film one of them is absent, and its credited cast is wholly listed."""
    UNKNOWN = "unknown"
    """The facts can tell nothing."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A place of two characters as exactly as it is known, and how sure both rows are."""

    title: Title
    place: Place
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Met:
    """The answer to: have these two met?

    `confidence` is that of the best evidence for the grade (None where there is none to give). `meetings` and `shared`
    are complete, in release order; `overlaps` hold the evidence of the two grades below. `nearest` is the shortest
    chain between two of whom no shared episode is known.
    """

    first: Character
    second: Character
    grade: MetGrade
    confidence: Confidence | None
    meetings: tuple[Encounter, ...]
    shared: tuple[SharedPlace, ...]
    overlaps: tuple[Overlap, ...]
    nearest: Connection | None


def met(catalogue: Catalogue, network: Network, first: CharacterId, second: CharacterId, viewpoint: Viewpoint) -> Met:
    """Return what is known of two different characters and each other."""
    numbers = (network.number(first), network.number(second))
    shared = shared_places(catalogue, network, network.shared(*numbers), numbers)
    meetings = encounters_of(catalogue, first, viewpoint, second)
    overlaps: tuple[Overlap, ...] = ()
    if meetings:
        grade, evidence = MetGrade.MET, [one.meeting.confidence for one in meetings]
    elif shared:
        grade, evidence = MetGrade.SAME_EPISODE, [one.confidence for one in shared]
    else:
        grade, overlaps = _weaker(catalogue, first, second, viewpoint)
        evidence = [one.confidence for one in overlaps]
    return Met(
        first=catalogue.person(first),
        second=catalogue.person(second),
        grade=grade,
        confidence=_best(evidence),
        meetings=meetings,
        shared=shared,
        overlaps=overlaps,
        nearest=None if meetings or shared else connection_of(catalogue, network, first, second, viewpoint=viewpoint),
    )


def _weaker(
    catalogue: Catalogue, first: CharacterId, second: CharacterId, viewpoint: Viewpoint
) -> tuple[MetGrade, tuple[Overlap, ...]]:
    """Return the grade of two who share no known episode, with its evidence."""
    rows = visible_rows(catalogue, first, viewpoint), visible_rows(catalogue, second, viewpoint)
    pairs = _loosely_together(catalogue, *rows)
    for grade, present in ((MetGrade.SAME_SEASON, 2), (MetGrade.SPOKEN_OF, 1)):
        overlaps = [_overlap(catalogue, *pair) for pair in pairs if sum(map(is_here, pair)) == present]
        if overlaps:
            return grade, _in_release_order(catalogue, overlaps)
    return (MetGrade.NEVER if _is_never(catalogue, (first, second), viewpoint) else MetGrade.UNKNOWN), ()


def _loosely_together(
    catalogue: Catalogue, rows: Collection[Appearance], others: Collection[Appearance]
) -> list[tuple[Appearance, Appearance]]:
    """Return the pairs of rows that are, or may be, in one place, one of them loose: not there, or not known where."""
    common = {row.title for row in rows}.intersection(other.title for other in others)
    by_place: defaultdict[tuple[TitleId, int | None, int | None], list[Appearance]] = defaultdict(list)
    by_part: defaultdict[tuple[TitleId, int | None], list[Appearance]] = defaultdict(list)
    for other in (other for other in others if other.title in common):
        by_place[other.title, other.season, other.episode].append(other)
        for part in {other.season, None}:
            by_part[other.title, part].append(other)
    pairs: list[tuple[Appearance, Appearance]] = []
    for row in (row for row in rows if row.title in common):
        exactly = (row.title, row.season, row.episode)
        known = by_part.get(exactly[:2], ()) if row.episode is None else by_place.get(exactly, ())
        vaguer = {(row.title, row.season, None), (row.title, None, None)} - {exactly}
        beside = (other for place in vaguer for other in by_place.get(place, ()))
        pairs += [
            (row, other) for other in (*known, *beside) if _is_loose(catalogue, row) or _is_loose(catalogue, other)
        ]
    return pairs


def _is_loose(catalogue: Catalogue, row: Appearance) -> bool:
    return not (is_here(row) and is_exact(catalogue, row))


def _overlap(catalogue: Catalogue, row: Appearance, other: Appearance) -> Overlap:
    season = row.season if row.season == other.season else None
    episode = row.episode if row.episode == other.episode else None
    sure = row.confidence is other.confidence is Confidence.SOURCED
    return Overlap(
        catalogue.titles[row.title],
        Place(row.title, season, episode),
        Confidence.SOURCED if sure else Confidence.UNVERIFIED,
    )


def _in_release_order(catalogue: Catalogue, overlaps: Iterable[Overlap]) -> tuple[Overlap, ...]:
    """Return each place once, as surely as it is known."""
    surest = {one.place: one for one in sorted(overlaps, key=lambda one: one.confidence, reverse=True)}

    def story_key(one: Overlap) -> tuple[object, ...]:
        return (*catalogue.release_key(one.place.title), one.place.season or 0, one.place.episode or 0)

    return tuple(sorted(surest.values(), key=story_key))


def _is_never(catalogue: Catalogue, characters: Iterable[CharacterId], viewpoint: Viewpoint) -> bool:
    """Tell whether something may be out, and all of it lists its credited cast whole and lacks one of two.

    A row may be hidden because its season is not over, or its day not known: it places somebody there all the same.
    """
    parts: list[Part] = []
    for part in _parts_out(catalogue, viewpoint):
        if part.complete is not CastComplete.CREDITED:
            return False  # mostly the first one: a universe may have thousands
        parts.append(part)
    seen = [
        {
            (row.title, row.season)
            for row in catalogue.appearances(one)
            if _may_be_out(catalogue.titles[row.title], row.season, row.episode, viewpoint)
        }
        for one in characters
    ]
    return bool(parts) and not any(
        all((part.title_id, part.season) in own or (part.title_id, None) in own for own in seen) for part in parts
    )


def _parts_out(catalogue: Catalogue, viewpoint: Viewpoint) -> Iterator[Part]:
    """Yield every season and title without seasons that may be out."""
    return (part for part in catalogue.parts_by_release if _may_be_out(part.title, part.season, None, viewpoint))


def _may_be_out(title: Title, season: int | None, episode: int | None, viewpoint: Viewpoint) -> bool:
    """Tell whether some of a place may be out; an unknown day may be any."""
    days = [
        one.released
        for part in title.seasons
        for one in part.episodes
        if season in (None, part.number) and episode in (None, one.number)
    ]
    known = days if title.seasons else [title.released]
    return not known or any(day is None or viewpoint.allows(day) for day in known)


def _best(evidence: Collection[Confidence]) -> Confidence | None:
    if not evidence:
        return None
    return Confidence.SOURCED if Confidence.SOURCED in evidence else Confidence.UNVERIFIED
