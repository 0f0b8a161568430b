"""Many people press one button again and again, over several processes: one vote each."""

import asyncio
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.domain.wishes import Tally
from bot.store.database import Rows, Statement
from bot.store.opening import open_database
from bot.store.wishes import WishesStore
from tests.store.press_storm import COPIES, FIRST_PERSON, press_of
from tests.store.wish_making import DRIFT, GUILD, make, person

ROOT = Path(__file__).parents[2]
STORM = "tests.store.press_storm"
PRESSES = 20
LONGEST_SECONDS = 1_800
VOTES = "SELECT person_id, value, interaction_id FROM votes ORDER BY person_id"


async def made(address: str) -> int:
    database = await open_database(address)
    try:
        return (await make(WishesStore(database))).number
    finally:
        await database.close()


async def kept(address: str, number: int) -> tuple[Tally, Rows, Rows]:
    database = await open_database(address)
    try:
        wish = await WishesStore(database).find(GUILD, number)
        votes, drift = await database.fetch_together(Statement(VOTES), Statement(DRIFT))
        assert wish is not None
        return wish.tally, votes, drift
    finally:
        await database.close()


def storm(address: str, number: int, people: int, processes: int) -> int:
    """Press in all processes from the same moment on; return how many deliveries they made."""
    with ExitStack() as stack:
        children = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", STORM, address, *map(str, (number, people, PRESSES, share, processes))],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for share in range(processes)
        ]
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in children:
            assert child.stdin is not None
            child.stdin.write("\n")
            child.stdin.flush()
        return sum(int(child.communicate(timeout=LONGEST_SECONDS)[0]) for child in children)


def check_storm(address: str, people: int, processes: int) -> None:
    number = asyncio.run(made(address))
    assert storm(address, number, people, processes) == people * PRESSES * COPIES
    tally, votes, drift = asyncio.run(kept(address, number))
    assert tally == Tally(people, 0)
    newest = {person(one): press_of(one, PRESSES) for one in range(FIRST_PERSON, FIRST_PERSON + people)}
    assert votes == [(one, 1, press) for one, press in sorted(newest.items())]
    assert drift == []


def test_everybody_has_one_vote_however_often_they_press(sqlite_path: Path) -> None:
    check_storm(str(sqlite_path), people=1_000, processes=1)


# All presses of four processes wait for one row: of 1,000 people that takes minutes there.
@pytest.mark.parametrize("people", [100, pytest.param(1_000, marks=pytest.mark.long)])
def test_the_same_is_so_over_four_processes_on_postgresql(postgres_address: str, people: int) -> None:
    check_storm(postgres_address, people, processes=4)
