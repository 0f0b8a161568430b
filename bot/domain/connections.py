"""How two characters are connected: a shortest chain of shared episodes, each step with its reason."""

from dataclasses import dataclass
from itertools import pairwise

from bot.domain.cards import Encounter, encounters_of, surest
from bot.domain.catalogue import Catalogue
from bot.domain.chains import Chains
from bot.domain.company import SharedPlace, shared_place
from bot.domain.network import Network
from bot.domain.pack import Character, CharacterId, Confidence
from bot.domain.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Step:
    """Two who share episodes, `shared` many, or have met all the same: of some meetings only the season is known.

    `place` is the first episode they share (sourced, if one is). `reason` is their first meeting on record (sourced,
    if one is), else that place.
    """

    first: Character
    second: Character
    shared: int
    place: SharedPlace | None
    reason: Encounter | SharedPlace

    @property
    def meeting(self) -> Encounter | None:
        """Return the meeting that is the reason, if one is."""
        return self.reason if isinstance(self.reason, Encounter) else None

    @property
    def confidence(self) -> Confidence:
        """Return how sure the step is: as sure as its reason."""
        return (self.reason.meeting if isinstance(self.reason, Encounter) else self.reason).confidence


@dataclass(frozen=True, slots=True)
class Connection:
    """One of `count` chains of the fewest steps, the one of that `number`, counted from 1."""

    steps: tuple[Step, ...]
    number: int
    count: int

    @property
    def confidence(self) -> Confidence:
        """Return how sure the chain is: as sure as its weakest step."""
        unsure = any(step.confidence is Confidence.UNVERIFIED for step in self.steps)
        return Confidence.UNVERIFIED if unsure else Confidence.SOURCED

    @property
    def met_throughout(self) -> bool:
        """Return whether a meeting on screen is recorded for every step; else the weakest only shares an episode."""
        return all(step.meeting for step in self.steps)


@dataclass(frozen=True, slots=True)
class Connected:
    """The answer to: how are these two connected (leaving one aside)? `connection` is None where no chain is known."""

    first: Character
    last: Character
    avoided: Character | None
    connection: Connection | None


def connected(
    catalogue: Catalogue,
    network: Network,
    first: CharacterId,
    last: CharacterId,
    *,
    avoid: CharacterId | None = None,
    number: int = 1,
    viewpoint: Viewpoint,
) -> Connected:
    """Return how two different characters are connected; after the last chain the numbers begin anew."""
    return Connected(
        first=catalogue.person(first),
        last=catalogue.person(last),
        avoided=catalogue.person(avoid) if avoid else None,
        connection=connection_of(catalogue, network, first, last, avoid=avoid, number=number, viewpoint=viewpoint),
    )


def connection_of(
    catalogue: Catalogue,
    network: Network,
    first: CharacterId,
    last: CharacterId,
    *,
    avoid: CharacterId | None = None,
    number: int = 1,
    viewpoint: Viewpoint,
) -> Connection | None:
    """Return a chain between two different characters, or None where none is known.

    Two who have met are one step apart even where no episode is known that they share.
    """
    meetings = encounters_of(catalogue, first, viewpoint, last)
    if meetings and not network.shared(network.number(first), network.number(last)):
        step = Step(catalogue.person(first), catalogue.person(last), 0, None, surest(meetings))
        return Connection((step,), number=1, count=1)
    avoided = 1 << network.number(avoid) if avoid else 0
    chains = Chains(network, network.number(first), network.number(last), avoided)
    if not chains.count:
        return None
    place = (number - 1) % chains.count
    chain = chains.chain(place)
    steps = (_step(catalogue, network, *pair, viewpoint) for pair in pairwise(chain))
    return Connection(tuple(steps), place + 1, chains.count)


def _step(catalogue: Catalogue, network: Network, first: int, second: int, viewpoint: Viewpoint) -> Step:
    one, other = network.characters[first], network.characters[second]
    shared = network.shared(first, second)
    place = shared_place(catalogue, network, network.surest(shared, first, second), (first, second))
    meetings = encounters_of(catalogue, one, viewpoint, other)
    return Step(
        first=catalogue.person(one),
        second=catalogue.person(other),
        shared=len(shared),
        place=place,
        reason=surest(meetings) if meetings else place,
    )
