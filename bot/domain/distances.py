"""How far apart the characters of a network are: its components, mean and largest distance."""

from dataclasses import dataclass
from functools import reduce

from bot.domain.network import Network, around, members


@dataclass(frozen=True, slots=True)
class Distances:
    """How a network hangs together.

    `components` counts groups of characters that chains connect, the largest first, each with how many it has; a
    character who shares nothing with anybody is a group of one. `mean` and `largest` are over all pairs inside the
    largest group, in steps; both are None where it is a single character.
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

    Within one more step everybody reaches whom their neighbours reached before, so the sets grow for all at once: as
    many rounds as the largest distance, each of as many unions as there are pairs of neighbours.
    """
    groups = components_of(network, characters)
    sizes = tuple(group.bit_count() for group in groups)
    if not groups or sizes[0] < 2:
        return Distances(sizes, None, None)
    near = {one: tuple(members(network.neighbours[one])) for one in members(groups[0])}
    pairs_at: list[int] = []
    reached = {one: 1 << one for one in near}
    known = sizes[0]
    while known < sizes[0] ** 2:
        reached = {
            one: reduce(int.__or__, map(reached.__getitem__, others), reached[one]) for one, others in near.items()
        }
        now = sum(map(int.bit_count, reached.values()))
        pairs_at.append(now - known)
        known = now
    total = sum(steps * pairs for steps, pairs in enumerate(pairs_at, start=1))
    return Distances(sizes, total / sum(pairs_at), len(pairs_at))
