# ruff: noqa: T201, BLE001 - a script that prints; a fork must not run on into pytest's code
"""Replace packs for ever in a child, kill it at a random moment, look; print `whole` for each pack found unmixed.

Arguments: the address and how often. Every child works on what the one before it left behind.
"""

import asyncio
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from itertools import cycle

from bot.store.facts import FactsStore
from bot.store.opening import open_database
from tests.store.packs import UNIVERSE, long_pack

PACKS = (long_pack("a"), long_pack("b"))
NOW = datetime(2026, 11, 22, tzinfo=UTC)
LONGEST_LIFE_SECONDS = 0.3


async def replace_for_ever(address: str, report: int) -> None:
    facts = FactsStore(await open_database(address))
    for pack in cycle(PACKS):
        await facts.replace_pack(pack, NOW)
        os.write(report, b".")


def live_and_die(address: str, life: float) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(replace_for_ever(address, writing))
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os.close(writing)
    if not os.read(reading, 1):
        sys.exit("the child ended by itself")
    time.sleep(life)  # the moment of the fault, not a synchronisation
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)


async def what_is_there(address: str) -> str:
    database = await open_database(address)
    try:
        found = await FactsStore(database).read_pack(UNIVERSE)
        return "whole" if found in PACKS else f"mixed:{found.universe if found else None}"
    finally:
        await database.close()


if __name__ == "__main__":
    chance = random.Random(20261122)
    for _ in range(int(sys.argv[2])):
        live_and_die(sys.argv[1], chance.uniform(0, LONGEST_LIFE_SECONDS))
        print(asyncio.run(what_is_there(sys.argv[1])), flush=True)
