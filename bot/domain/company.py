"""The episodes that several characters share, and those in which only one of them is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.cast import Place, episode_at
from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import Character, CharacterId, Confidence, Title


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """An episode, film, special or comic that some characters share; sourced if the presence of all of them is.

    `name` is the episode's; it is empty for a title without episodes.
    """

    title: Title
    place: Place
    name: str
    released: date | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What all but one share, without the one."""

    missing: Character
    shared: tuple[SharedPlace, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The answer to: which episodes do these characters share? All in release order.

    `near_misses` are only looked for among three or more, and have no entry for a character without one.
    """

    characters: tuple[Character, ...]
    shared: tuple[SharedPlace, ...]
    near_misses: tuple[NearMiss, ...]

    @property
    def unverified(self) -> int:
        """Return how many places rest on a row that no source states."""
        places = [*self.shared, *(place for miss in self.near_misses for place in miss.shared)]
        return sum(place.confidence is Confidence.UNVERIFIED for place in places)


def company_of(catalogue: Catalogue, network: Network, characters: Sequence[CharacterId]) -> Company:
    """Return what two or more different characters share."""
    numbers = [network.number(one) for one in characters]
    shared = network.shared(*numbers)
    misses: list[NearMiss] = []
    for place, one in enumerate(characters):
        others = [*numbers[:place], *numbers[place + 1 :]]
        near = sorted({*network.shared(*others)}.difference(shared)) if len(others) > 1 else []
        if near:
            misses.append(NearMiss(catalogue.person(one), shared_places(catalogue, network, near, others)))
    return Company(
        characters=tuple(catalogue.person(one) for one in characters),
        shared=shared_places(catalogue, network, shared, numbers),
        near_misses=tuple(misses),
    )


def shared_places(
    catalogue: Catalogue, network: Network, places: Iterable[int], characters: Sequence[int]
) -> tuple[SharedPlace, ...]:
    """Return places of a network that some of its characters share."""
    return tuple(shared_place(catalogue, network, place, characters) for place in places)


def shared_place(catalogue: Catalogue, network: Network, number: int, characters: Sequence[int]) -> SharedPlace:
    """Return a place of a network that some of its characters share."""
    place = network.place(number)
    episode = episode_at(catalogue, place)
    return SharedPlace(
        title=catalogue.titles[place.title],
        place=place,
        name=episode.name if episode else "",
        released=catalogue.released(place.title, place.season, place.episode),
        confidence=network.confidence(number, *characters),
    )
