"""How far apart the characters of a network are: its components, mean and largest distance."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from bot.domain.network import Network, around, members

_MOST_UNIONS = 40_000_000
"""Of sets of characters; all Marvel comics take a million. In the largest import one takes some microseconds."""


@dataclass(frozen=True, slots=True)
class Distances:
    """How a network hangs together.

    `components` counts groups of characters that chains connect, the largest first, each with how many it has; a
    character who shares nothing with anybody is a group of one. `mean` and `largest` are over all pairs inside the
    largest group, in steps; both are None for a single character, and where counting them would take minutes.
    """

    components: tuple[int, ...]
    mean: float | None
    largest: int | None


def components_of(network: Network, characters: int) -> list[int]:
    """Return the sets of characters that chains connect, the largest first, around those of a set."""
    left = characters
    found: list[int] = []
    while left:
        group, edge = 0, left & -left
        while edge:
            group |= edge
            edge = around(network.neighbours, edge) & ~group
        found.append(group)
        left &= ~group
    return sorted(found, key=int.bit_count, reverse=True)


def distances_of(network: Network, characters: int) -> Distances:
    """Return how a set of the characters of a network hangs together; it has to hold all their neighbours.

    Within one more step everybody reaches whom those reached before who share a place with them, so the sets grow for
    all at once: as many rounds as the largest distance, each of two unions for every character in a place.
    """
    groups = components_of(network, characters)
    sizes = tuple(group.bit_count() for group in groups)
    if not groups or sizes[0] < 2:
        return Distances(sizes, None, None)
    places = {one: network.places(one) for one in members(groups[0])}
    most_rounds = _MOST_UNIONS // (2 * sum(map(len, places.values())))
    reached = {one: 1 << one for one in places}
    pairs_at: list[int] = []
    known = sizes[0]
    while known < sizes[0] ** 2:
        if len(pairs_at) == most_rounds:
            return Distances(sizes, None, None)
        reached = _one_step_more(places, reached)
        now = sum(map(int.bit_count, reached.values()))
        pairs_at.append(now - known)
        known = now
    total = sum(steps * pairs for steps, pairs in enumerate(pairs_at, start=1))
    return Distances(sizes, total / sum(pairs_at), len(pairs_at))


def _one_step_more(places: Mapping[int, Sequence[int]], reached: Mapping[int, int]) -> dict[int, int]:
    """Return whom each character reaches with one step more than before."""
    together: defaultdict[int, int] = defaultdict(int)
    for one, own in places.items():
        for place in own:
            together[place] |= reached[one]
    return {one: reduce(int.__or__, map(together.__getitem__, own), reached[one]) for one, own in places.items()}
