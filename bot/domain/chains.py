"""The shortest chains of shared episodes between two characters: how long, how many, and each of them by number."""

from collections.abc import Sequence

from bot.domain.network import Network, around, members


class Chains:
    """All shortest chains between two different characters of a network, some others left aside.

    The work is bounded by the network's size: each character is looked at once to find the length and once to count.
    """

    def __init__(self, network: Network, first: int, last: int, avoid: int = 0) -> None:
        """Find them; `avoid` is the set of characters that no chain may pass."""
        self._network = network
        self._layers = _layers(network.neighbours, first, last, avoid)
        self._ways = _ways(network.neighbours, self._layers)
        self._sure = leading(network.sure_neighbours, self._layers)

    @property
    def length(self) -> int | None:
        """Return the steps of the shortest chains, or None where there is no chain."""
        return len(self._layers) - 1 if self._layers else None

    @property
    def count(self) -> int:
        """Return how many shortest chains there are."""
        return self._ways[0].total(self._layers[0]) if self._layers else 0

    def chain(self, number: int) -> tuple[int, ...]:
        """Return the characters of a chain, counted from 0; the first is one that sources state all along, if any is.

        Raises IndexError where there are not so many.
        """
        if not 0 <= number < self.count:
            raise IndexError(number)
        chain = [next(members(self._layers[0]))]
        for layer in range(1, len(self._layers)):
            for one in self._onward(chain[-1], layer):
                ways = self._ways[layer].total(1 << one)
                if number < ways:
                    chain.append(one)
                    break
                number -= ways
        return tuple(chain)

    def _onward(self, one: int, layer: int) -> list[int]:
        """Return who may come next, the surest way on first, then the most seen."""
        onward = self._network.neighbours[one] & self._layers[layer]
        sure = onward & self._network.sure_neighbours[one] & self._sure[layer]
        return [*members(sure), *members(onward & ~sure)]


class _Weights:
    """A number for each of some characters, kept by binary digit so that a whole set is summed up at once."""

    def __init__(self, ones: int = 0) -> None:
        """Begin with 1 for all of a set."""
        self._digits = [ones]

    def put(self, one: int, weight: int) -> None:
        """Keep the number of one character."""
        while len(self._digits) < weight.bit_length():
            self._digits.append(0)
        for digit in members(weight):
            self._digits[digit] |= 1 << one

    def total(self, characters: int) -> int:
        """Return the sum over a set."""
        return sum((characters & held).bit_count() << digit for digit, held in enumerate(self._digits))


def _layers(neighbours: Sequence[int], first: int, last: int, avoid: int) -> list[int]:
    """Return the sets of characters at each step of the shortest chains, nothing where there is none.

    Both ends reach out, the smaller circle next, until the circles touch.
    """
    circles = ([1 << first], [1 << last])
    unseen = [~(avoid | 1 << first), ~(avoid | 1 << last)]
    while not circles[0][-1] & circles[1][-1]:
        side = circles[0][-1].bit_count() > circles[1][-1].bit_count()
        reached = around(neighbours, circles[side][-1]) & unseen[side]
        if not reached:
            return []
        unseen[side] &= ~reached
        circles[side].append(reached)
    touching = circles[0][-1] & circles[1][-1]
    before, after = (_narrowed(neighbours, own, touching) for own in circles)
    return [*before, *reversed(after[:-1])]


def _narrowed(neighbours: Sequence[int], circles: Sequence[int], touching: int) -> list[int]:
    """Return of an end's circles only who leads to those that touch the other's; the end itself surely does."""
    end = circles[:1] if len(circles) > 1 else ()
    return [*end, *leading(neighbours, [*circles[1:-1], touching])]


def leading(neighbours: Sequence[int], layers: Sequence[int]) -> list[int]:
    """Return of each layer only who leads on to the next, and so to the last."""
    leading = list(layers[-1:])
    for layer in reversed(layers[:-1]):
        leading.append(around(neighbours, leading[-1]) & layer)
    return leading[::-1]


def _ways(neighbours: Sequence[int], layers: Sequence[int]) -> list[_Weights]:
    """Return for each layer in how many ways each of its characters leads to the end: of the last two, all in one."""
    ways = [_Weights(layer) for layer in layers[-2:]]
    for step, layer in reversed(list(enumerate(layers[:-2]))):
        weights = _Weights()
        for one in members(layer):
            weights.put(one, ways[0].total(neighbours[one] & layers[step + 1]))
        ways.insert(0, weights)
    return ways
