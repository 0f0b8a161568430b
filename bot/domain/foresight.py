"""Foresight: how many of a person's wishes came true, weighed by how few believed in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from bot.domain.wishes import Fulfilment, Tally, Wish


@dataclass(frozen=True, slots=True)
class Foresight:
    """A person's record: how many wishes they foresaw, and what these weigh together, to one decimal."""

    count: int
    score: float


def foresight_of(wishes: Iterable[Wish]) -> Foresight:
    """Return the record of a person who made these wishes, or voted for them, before they came true.

    A wish weighs 1 + log2(voters / ups), both as they were when it was settled: what everybody of a server voted for
    was an easy prediction and weighs 1; each time that only half as many believed in it adds 1, so that one of sixteen
    voters alone gets 5. The logarithm keeps one lucky wish on a large server from outweighing a habit of being right:
    of 10,000 voters alone gives 14.3. What had come true before it was wished for was not foreseen and counts nothing.
    """
    weights = [
        _weight(wish.fulfilment, wish.tally) for wish in wishes if wish.fulfilment and not wish.fulfilment.already
    ]
    return Foresight(len(weights), round(sum(weights), 1))


def _weight(fulfilment: Fulfilment, tally: Tally) -> float:
    ups = max(tally.ups, 1)  # an author who may not vote for their own wish was for it all the same
    return 1 + log2(max(fulfilment.voters, ups) / ups)
