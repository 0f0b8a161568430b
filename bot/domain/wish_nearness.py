"""How far somebody is from a title today: who of its people shares an episode with them, or with whom they do."""

from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from bot.domain.chains import leading
from bot.domain.network import Network, around, is_here, members
from bot.domain.pack import Character, CharacterId, Confidence, TitleId
from bot.domain.wish_evidence import are_facts, rows_in
from bot.domain.wishes import Wanted


@dataclass(frozen=True, slots=True)
class Nearness:
    """How many go-betweens it takes from who is wished for into the title: none where they are in it already.

    Each of `between` shares an episode or film with the one before, the first with who is wished for, and the last is
    in the title. `steps` is None where no chain is known, or not all are facts. `confidence` is sourced where sources
    state every link, None without a chain.
    """

    steps: int | None = None
    between: tuple[Character, ...] = ()
    confidence: Confidence | None = None


def nearness(catalogue: Catalogue, network: Network, wanted: Wanted) -> Nearness:
    """Return how near a wish is, by a shortest chain: one that sources state, if any is, else of the most seen.

    Company is not asked about. Each character is looked at once, so the work is bounded by the network's size.
    """
    if not are_facts(catalogue, wanted):
        return Nearness()
    who, title = wanted.who.character, wanted.into.title
    own = [row.confidence for row in rows_in(catalogue, who, title) if is_here(row)]
    if own:
        return Nearness(0, (), min(own))
    there, sure = _people_of(catalogue, network, title)
    layers = _layers(network, 1 << network.number(who), there)
    if not layers:
        return Nearness()
    chain, is_sure = _chain(network, layers, sure)
    between = tuple(catalogue.person(network.characters[one]) for one in chain[1:])
    return Nearness(len(between), between, Confidence.SOURCED if is_sure else Confidence.UNVERIFIED)


def _people_of(catalogue: Catalogue, network: Network, title: TitleId) -> tuple[int, int]:
    """Return the sets of those who are in a title, and of those whom sources place there."""
    there: set[CharacterId] = set()
    sure: set[CharacterId] = set()
    for row in filter(is_here, catalogue.title_appearances(title)):
        there.add(row.character)
        if row.confidence is Confidence.SOURCED:
            sure.add(row.character)
    return _set_of(network, there), _set_of(network, sure)


def _set_of(network: Network, characters: set[CharacterId]) -> int:
    found = 0
    for one in characters:
        found |= 1 << network.number(one)
    return found


def _layers(network: Network, first: int, there: int) -> list[int]:
    """Return the sets of those at each step of the shortest chains into a set, nothing where there is none."""
    layers, unseen = [first], ~first
    while not layers[-1] & there:
        reached = around(network.neighbours, layers[-1]) & unseen
        if not reached:
            return []
        unseen &= ~reached
        layers.append(reached)
    return [*layers[:-1], layers[-1] & there]


def _chain(network: Network, layers: list[int], sure_there: int) -> tuple[list[int], bool]:
    """Return one chain through layers, and whether sources state all of it."""
    ways = leading(network.neighbours, layers)
    sure_ways = leading(network.sure_neighbours, [*layers[:-1], layers[-1] & sure_there])
    chain = [next(members(layers[0]))]
    is_sure = True
    for onward, surely in zip(ways[1:], sure_ways[1:], strict=True):
        sure = surely & network.sure_neighbours[chain[-1]]
        is_sure = is_sure and bool(sure)
        chain.append(next(members(sure or onward & network.neighbours[chain[-1]])))
    return chain, is_sure
