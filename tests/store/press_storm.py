"""Deliver one process's share of a storm of presses on one wish: shuffled, many at a time.

Arguments: the address, the wish's number, how many people, how often each presses, which share, of how many shares.
Says `ready`, waits for a line, presses, and prints how many deliveries it made.
"""

import asyncio
import random
import sys
from collections.abc import Iterator

from bot.domain.wishes import WishNumber
from bot.store.opening import open_database
from bot.store.votes import VotesStore
from tests.store.wish_making import NOON, actor, hash_of

AT_ONCE = 64
FIRST_PERSON = 10
COPIES = 2


def press_of(person: int, turn: int) -> int:
    """Return the interaction by which a person presses for the n-th time."""
    return turn << 32 | person


def deliveries(people: int, presses: int) -> list[tuple[int, int]]:
    """Return all presses of all people, each as often as it is delivered, as (person, interaction), in any order."""
    presses_of_all = [
        (person, press_of(person, turn))
        for person in range(FIRST_PERSON, FIRST_PERSON + people)
        for turn in range(1, presses + 1)
    ] * COPIES
    random.Random(20261122).shuffle(presses_of_all)
    return presses_of_all


async def deliver(address: str, number: WishNumber, mine: list[tuple[int, int]]) -> None:
    database = await open_database(address)
    try:
        print("ready", flush=True)  # noqa: T201 - to who has started it
        sys.stdin.readline()
        votes, left = VotesStore(database), iter(mine)
        await asyncio.gather(*(press_all(votes, number, left) for _ in range(AT_ONCE)))
    finally:
        await database.close()


async def press_all(votes: VotesStore, number: WishNumber, left: Iterator[tuple[int, int]]) -> None:
    for person, press in left:
        pressed = await votes.vote(number, 1, actor(person, press=press), hash_of(person), NOON)
        assert pressed.refusal is None
        assert pressed.seen is not None
        assert pressed.seen.vote == 1


if __name__ == "__main__":
    people, presses, share, shares = map(int, sys.argv[3:7])
    own = deliveries(people, presses)[share::shares]
    asyncio.run(deliver(sys.argv[1], WishNumber(int(sys.argv[2])), own))
    print(len(own))  # noqa: T201 - the same
