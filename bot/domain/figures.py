"""A universe in figures: how much there is, who travelled most, who knows most others, how far apart all are."""

from dataclasses import dataclass
from itertools import islice

from bot.domain.catalogue import Catalogue
from bot.domain.crossovers import Traveller, travellers_of
from bot.domain.distances import Distances, distances_of
from bot.domain.network import Network, is_here
from bot.domain.pack import Character
from bot.domain.viewpoint import Viewpoint

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Partners:
    """A character and with how many others they share an episode, with `sure` of them one where sources place both."""

    character: Character
    partners: int
    sure: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a universe from a viewpoint.

    `appearances` counts rows in which somebody is there, `characters` and `titles` those in at least one of them,
    `linked_pairs` pairs who share an episode, film, special or comic, `sure_pairs` those of them whom sources place
    both in one. `distances` are among the `characters`.
    """

    characters: int
    titles: int
    appearances: int
    linked_pairs: int
    sure_pairs: int
    most_travelled: tuple[Traveller, ...]
    most_connected: tuple[Partners, ...]
    distances: Distances


def figures_of(catalogue: Catalogue, network: Network, viewpoint: Viewpoint) -> Figures:
    """Return the figures of a universe."""
    rows = [
        row
        for character in catalogue.characters
        for row in catalogue.appearances(character)
        if is_here(row) and catalogue.may_see(viewpoint, row)
    ]
    characters = {row.character for row in rows}
    partners, sure = ([one.bit_count() for one in own] for own in (network.neighbours, network.sure_neighbours))
    most = sorted(range(len(partners)), key=lambda one: (-partners[one], network.characters[one]))
    return Figures(
        characters=len(characters),
        titles=len({row.title for row in rows}),
        appearances=len(rows),
        linked_pairs=sum(partners) // 2,
        sure_pairs=sum(sure) // 2,
        most_travelled=tuple(islice(travellers_of(catalogue, viewpoint).travellers, _MOST_NAMED)),
        most_connected=tuple(
            Partners(catalogue.person(network.characters[one]), partners[one], sure[one])
            for one in most[:_MOST_NAMED]
            if partners[one]
        ),
        distances=distances_of(network, sum(1 << network.number(one) for one in characters)),
    )
