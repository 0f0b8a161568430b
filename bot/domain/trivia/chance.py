"""Chance as the questions need it: a `random.Random` that is handed in, and how something is picked with it."""

from collections.abc import Callable, Iterable, MutableSequence, Sequence
from typing import Any, Protocol, TypeVar

from bot.domain.network import members

_T = TypeVar("_T")


class Chance(Protocol):
    """What is asked of a `random.Random`; the same seed gives the same questions."""

    def random(self) -> float:
        """Return a number from 0 up to, but not including, 1."""
        ...

    def randrange(self, start: int, /) -> int:
        """Return a whole number from 0 up to, but not including, another."""
        ...

    def choice(self, seq: Sequence[_T], /) -> _T:
        """Return one of a sequence that is not empty."""
        ...

    def sample(self, population: Sequence[_T], k: int) -> list[_T]:
        """Return that many of a sequence, each place at most once."""
        ...

    def shuffle(self, x: MutableSequence[Any], /) -> None:
        """Put a sequence in a random order."""
        ...


def early(chance: Chance, ones: Sequence[_T]) -> _T:
    """Return one of a sequence that is not empty, the first more often: the first half in 7 of 10 draws."""
    return ones[int(len(ones) * chance.random() ** 2)]


def shuffled(chance: Chance, ones: Iterable[_T]) -> list[_T]:
    """Return some in a random order."""
    order = list(ones)
    chance.shuffle(order)
    return order


def first_fitting(ones: Iterable[_T], fits: Callable[[_T], bool], most: int) -> list[_T]:
    """Return the first different ones that fit, as many as are wanted at the most."""
    found: dict[_T, None] = {}
    for one in ones:
        if len(found) == most:
            break
        if one not in found and fits(one):
            found[one] = None
    return list(found)


def some_bits(chance: Chance, characters: int, most: int) -> list[int]:
    """Return up to so many members of a set of numbers, in a random order; of a small set all may come."""
    if characters.bit_count() <= 2 * most:
        return shuffled(chance, members(characters))[:most]
    width = characters.bit_length()
    found: dict[int, None] = {}
    for _ in range(3 * most):
        start = chance.randrange(width)
        beyond = characters >> start
        lowest = start + (beyond & -beyond).bit_length() - 1
        found[lowest] = None
        if len(found) == most:
            break
    return list(found)
