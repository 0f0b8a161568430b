"""What was gathered from a file to the domain's pack, in canonical order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import orjson

from bot.domain.names import LONGEST_NAME
from bot.domain.pack import (
    Appearance,
    CastComplete,
    Character,
    CharacterId,
    Confidence,
    Episode,
    Pack,
    Season,
    Source,
    Title,
    TitleId,
    TitleKind,
    Universe,
)
from bot.facts.hashing import digest
from bot.facts.importing_rows import KIND_BITS, KINDS, PLACE_BITS, Gathering, Part, Person, Place, Told, Work, clean
from bot.facts.importing_slugs import Identified, slugs_of

EXTERNAL_KEY = "import"
"""Under which a character or title keeps the id that the file gives, where that is no slug."""
LONGEST_EXTERNAL = 100
_ALL_PLACES, _ALL_KINDS = (1 << PLACE_BITS) - 1, (1 << KIND_BITS) - 1
_KINDS_IN_ORDER = sorted(KINDS, key=lambda kind: kind.value)
_Spot = tuple[TitleId, int | None, int | None]
_EXTERNAL = re.compile(r"[A-Za-z0-9._:/-]+")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of an import share; `title_kind` is that of titles without seasons."""

    universe: Universe
    source: Source
    confidence: Confidence
    title_kind: TitleKind
    complete: CastComplete


def pack_of(gathering: Gathering, frame: Frame) -> Pack:
    """Return the pack of all rows that were taken.

    Its content hash leaves out the version and the day of reading, so that a file has one hash on every day.
    """
    people = _with_slugs(gathering.people, {row >> PLACE_BITS + KIND_BITS for row in gathering.rows}, "character")
    works = _with_slugs(gathering.works, {work for work, _, _ in gathering.places}, "title")
    characters = tuple([_character(slug, gathering.people[number]) for slug, number in people])
    titles = tuple([_title(slug, gathering.works[number], frame) for slug, number in works])
    places = _places(gathering.places, works)
    rows = _rows(gathering, people, places)
    source = replace(frame.source, read=None)
    told = (frame.universe, source, frame.confidence, titles, characters, [spot for spot, _ in places], rows)
    return Pack(
        universe=replace(frame.universe, content_hash=digest([("import", orjson.dumps(told))])),
        titles=titles,
        characters=characters,
        sources=(frame.source,),
        appearances=tuple(_appearances(rows, characters, [spot for spot, _ in places], frame)),
        meetings=(),
    )


def display_name(told: str, id: str) -> str:
    """Return a name that is not empty and not too long; both texts are clean."""
    name = told or f"(no name, {id})"
    return name if len(name) <= LONGEST_NAME else clean(name[: LONGEST_NAME - 1]) + "…"


def _with_slugs(found: Sequence[Person] | Sequence[Work], used: set[int], what: str) -> list[tuple[str, int]]:
    """Return the slugs of those that are used, sorted, each with its number."""
    numbers = list(used)
    slugs = slugs_of([Identified(found[number].id, found[number].told.name) for number in numbers], what)
    return sorted(zip(slugs, numbers, strict=True))


def _external(slug: str, id: str) -> tuple[tuple[str, str], ...]:
    fits = id != slug and len(id) <= LONGEST_EXTERNAL and _EXTERNAL.fullmatch(id)
    return ((EXTERNAL_KEY, id),) if fits else ()


def _character(slug: str, person: Person) -> Character:
    name = display_name(person.told.name, person.id)
    return Character(CharacterId(slug), name, (), None, "", (), _external(slug, person.id))


def _title(slug: str, work: Work, frame: Frame) -> Title:
    is_series = bool(work.seasons) or frame.title_kind is TitleKind.SERIES
    return Title(
        id=TitleId(slug),
        name=display_name(work.told.name, work.id),
        kind=TitleKind.SERIES if is_series else frame.title_kind,
        aliases=(),
        released=None if is_series else work.told.released,
        cast_complete=CastComplete.NOTHING if is_series else frame.complete,
        seasons=tuple(_season(number, part, frame.complete) for number, part in sorted(work.seasons.items())),
        external=_external(slug, work.id),
    )


def _season(number: int, part: Part, complete: CastComplete) -> Season:
    """Return a season with all episodes up to the last that is known, since a pack's have no gaps."""
    unknown = Told()
    told = ((at, part.episodes.get(at, unknown)) for at in range(1, part.last + 1))
    return Season(number, complete, tuple(_episode(at, one) for at, one in told))


def _episode(number: int, told: Told) -> Episode:
    name = display_name(told.name, "") if told.name else f"Episode {number}"
    return Episode(number, name, told.released)


def _places(places: Sequence[Place], works: Sequence[tuple[str, int]]) -> list[tuple[_Spot, int]]:
    """Return the places in canonical order, each with its number."""
    ids = {number: TitleId(slug) for slug, number in works}
    spots = [((ids[work], season, episode), number) for number, (work, season, episode) in enumerate(places)]
    return sorted(spots, key=_spot_key)


def _spot_key(one: tuple[_Spot, int]) -> tuple[str, int, int]:
    (title, season, episode), _ = one
    return (title, -1 if season is None else season, -1 if episode is None else episode)


def _rows(gathering: Gathering, people: Sequence[tuple[str, int]], places: Sequence[tuple[_Spot, int]]) -> list[int]:
    """Return the rows in canonical order, as numbers again, of the ranks of what they name: these sort fast."""
    person_ranks = _ranks([number for _, number in people], len(gathering.people))
    place_ranks = _ranks([number for _, number in places], len(places))
    kind_ranks = _ranks([KINDS.index(kind) for kind in _KINDS_IN_ORDER], len(KINDS))
    return sorted(
        [
            (person_ranks[row >> PLACE_BITS + KIND_BITS] << PLACE_BITS | place_ranks[row >> KIND_BITS & _ALL_PLACES])
            << KIND_BITS
            | kind_ranks[row & _ALL_KINDS]
            for row in gathering.rows
        ]
    )


def _ranks(order: Sequence[int], count: int) -> list[int]:
    """Return the rank of each number, of some of them in order."""
    ranks = [0] * count
    for rank, number in enumerate(order):
        ranks[number] = rank
    return ranks


def _appearances(
    rows: Sequence[int], characters: Sequence[Character], spots: Sequence[_Spot], frame: Frame
) -> Iterator[Appearance]:
    """Return the rows, made column by column, which is quicker than one after the other."""
    places = [spots[row >> KIND_BITS & _ALL_PLACES] for row in rows]
    return map(
        Appearance,
        [characters[row >> PLACE_BITS + KIND_BITS].id for row in rows],
        [title for title, _, _ in places],
        [season for _, season, _ in places],
        [episode for _, _, episode in places],
        [_KINDS_IN_ORDER[row & _ALL_KINDS] for row in rows],
        repeat(None),
        repeat(frame.confidence),
        repeat(frame.source.id),
    )
