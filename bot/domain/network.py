"""Who shares an episode with whom, as numbers and sets of them.

A set of characters is one whole number, a bit each: `&`, `|` and `bit_count` deal with thousands of them at once, which
makes exact answers about a whole universe cheap without a graph library (docs/adr/0009).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, CharacterId, Confidence, Kind, TitleId, TitleKind
from bot.domain.viewpoint import Viewpoint

Spot = tuple[TitleId, int | None, int | None]
"""An episode as title, season and number, or a film, special or comic as its title alone."""

SPOKEN_OF = frozenset({Kind.PHOTO, Kind.MENTION})
"""Kinds in which somebody is not there: only pictured or spoken of. They link nobody."""


def is_here(row: Appearance) -> bool:
    """Tell whether a row says that somebody is there, not only pictured or spoken of."""
    return row.kind not in SPOKEN_OF


def is_exact(catalogue: Catalogue, row: Appearance) -> bool:
    """Tell whether a row names an episode, or a title that is not a series; two in one such place share it."""
    return row.episode is not None or (row.season is None and catalogue.titles[row.title].kind is not TitleKind.SERIES)


class Network:
    """Who is in which known episode, film, special or comic, as seen from a viewpoint.

    Characters are numbered from the one in most places on, places in release order. `neighbours` holds for each
    character the set of those who share a place with them; `sure_neighbours` of those whom sources place there both.
    """

    def __init__(self, catalogue: Catalogue, viewpoint: Viewpoint) -> None:
        spots, sure = _spots(catalogue, viewpoint)
        self.characters: Sequence[CharacterId] = sorted(spots, key=lambda one: (-len(spots[one]), one))
        self._numbers = {one: number for number, one in enumerate(self.characters)}
        in_order: Sequence[Spot] = sorted(
            {spot for own in spots.values() for spot in own}, key=lambda spot: _story_key(catalogue, spot)
        )
        self._all_places = [Place(*spot) for spot in in_order]
        place = {spot: number for number, spot in enumerate(in_order)}
        self._places = [tuple(sorted(place[spot] for spot in spots[one])) for one in self.characters]
        self._sure_places = [frozenset(place[spot] for spot in sure[one]) for one in self.characters]
        self.neighbours: Sequence[int] = _neighbours(self._places, len(in_order))
        self.sure_neighbours: Sequence[int] = (
            self.neighbours if sure == spots else _neighbours(self._sure_places, len(in_order))
        )

    def number(self, character: CharacterId) -> int:
        """Return the number of a character of the universe."""
        return self._numbers[character]

    def place(self, number: int) -> Place:
        """Return a place by its number."""
        return self._all_places[number]

    def places(self, character: int) -> tuple[int, ...]:
        """Return the places of a character, in release order."""
        return self._places[character]

    def shared(self, *characters: int) -> list[int]:
        """Return the places of all of some characters, in release order."""
        first, *others = (self._places[one] for one in characters)
        return sorted(set(first).intersection(*others))

    def surest(self, places: Sequence[int], *characters: int) -> int:
        """Return the first of some shared places in which sources state all who share it, else the first."""
        sure = set(places).intersection(*(self._sure_places[one] for one in characters))
        return min(sure, default=places[0])

    def confidence(self, place: int, *characters: int) -> Confidence:
        """Return how sure it is that all of some characters are in a place that they share."""
        sure = all(place in self._sure_places[one] for one in characters)
        return Confidence.SOURCED if sure else Confidence.UNVERIFIED


def members(characters: int) -> Iterator[int]:
    """Yield the numbers of a set, the lowest first."""
    while characters:
        lowest = characters & -characters
        yield lowest.bit_length() - 1
        characters ^= lowest


def around(neighbours: Sequence[int], characters: int) -> int:
    """Return the set of all neighbours of a set."""
    return reduce(int.__or__, map(neighbours.__getitem__, members(characters)), 0)


def _spots(
    catalogue: Catalogue, viewpoint: Viewpoint
) -> tuple[dict[CharacterId, set[Spot]], dict[CharacterId, set[Spot]]]:
    """Return the exact places of each character, and those of them that a source states."""
    spots: dict[CharacterId, set[Spot]] = {one: set() for one in catalogue.characters}
    sure: dict[CharacterId, set[Spot]] = {one: set() for one in catalogue.characters}
    for one in catalogue.characters:
        for row in catalogue.appearances(one):
            if is_here(row) and is_exact(catalogue, row) and catalogue.may_see(viewpoint, row):
                spot = (row.title, row.season, row.episode)
                spots[one].add(spot)
                if row.confidence is Confidence.SOURCED:
                    sure[one].add(spot)
    return spots, sure


def _story_key(catalogue: Catalogue, spot: Spot) -> tuple[object, ...]:
    title, season, episode = spot
    released = catalogue.released(title, season, episode) or date.max
    return (released, *catalogue.release_key(title), season or 0, episode or 0)


def _neighbours(places: Iterable[Iterable[int]], count: int) -> list[int]:
    """Return the set of those who share a place with each character, by character."""
    present = [0] * count
    by_character = [tuple(own) for own in places]
    for number, own in enumerate(by_character):
        bit = 1 << number
        for place in own:
            present[place] |= bit
    neighbours: list[int] = []
    for number, own in enumerate(by_character):
        together = 0
        for place in own:
            together |= present[place]
        neighbours.append(together & ~(1 << number))
    return neighbours
