# ruff: noqa: T201, BLE001 - a script that prints; a fork must not run on into pytest's code
"""Vote, wish and withdraw for ever in a child, kill it at a random moment, and look for all that it was told is kept.

Arguments: the address, how often, and `early` for a store that answers before it commits. Every child works on what
the one before it left behind. Prints what is amiss, after which nobody is killed any more, and last the figures.
"""

import asyncio
import json
import os
import random
import select
import signal
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from bot.domain.wishes import Actor, WishNumber, Wording
from bot.store.database import Database, Row, Statement
from bot.store.group_commit import GroupCommit, Outcome
from bot.store.opening import is_postgres, open_database
from bot.store.sqlite import SqliteDatabase
from bot.store.sqlite_connection import Worker
from bot.store.sqlite_group import _write_one, begin, commit
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.wish_making import DRIFT, NOON, actor, hash_of, make, wanted

WISHES, PEOPLE = 20, 200
AT_ONCE = 24
LONGEST_LIFE_SECONDS = 0.2
LIFE_BITS = 32  # an interaction's number says in which life it was, and the how manieth there
VOTED, MADE, WITHDRAWN = b"v", b"m", b"w"
_ACKNOWLEDGED = struct.Struct("<cQ")


class Vote(NamedTuple):
    """Who presses what on which wish."""

    wish: int
    person: int
    value: int


def vote_of(interaction: int) -> Vote:
    """Return which vote an interaction is, so that a row tells by itself whether it is right."""
    chance = random.Random(interaction)
    return Vote(chance.randint(1, WISHES), chance.randrange(PEOPLE), chance.choice((1, -1, 0)))


class AnsweringEarly(GroupCommit):
    """The mistake that has to be found out: answers once all is written, and commits then."""

    def __init__(self, database: SqliteDatabase, writer: Worker) -> None:
        super().__init__(database._write_group, database._turn)
        self._writer = writer

    async def _settle(self, group: Sequence) -> None:
        def write(connection) -> list[Outcome]:
            begin(connection)
            return [_write_one(connection, one.statements) for one in group]

        for one, outcome in zip(group, await self._writer.run(write), strict=True):
            one.settle(outcome)
        await self._writer.run(commit)


class Child:
    """Does one thing after another, and reports each as soon as it is answered."""

    def __init__(self, database: Database, life: int, report: int) -> None:
        self._wishes, self._votes = WishesStore(database), VotesStore(database)
        self._interactions = count((life << LIFE_BITS) + 1)
        self._report = report

    async def act_for_ever(self) -> None:
        for interaction in self._interactions:
            if interaction % 20 == 0:
                await self._make(interaction)
            else:
                await self._vote(interaction)

    async def _vote(self, interaction: int) -> None:
        wish, person, value = vote_of(interaction)
        who = actor(person, press=interaction)
        pressed = await self._votes.vote(WishNumber(wish), value, who, hash_of(person), NOON)
        assert pressed.refusal is None
        self._tell(VOTED, interaction)

    async def _make(self, interaction: int) -> None:
        author = PEOPLE + interaction
        who = actor(author, press=interaction)
        what = wanted(f"Who {interaction}")
        added = await self._wishes.add(what, Wording("because"), who, hash_of(author), NOON)
        assert added.wish is not None
        self._tell(MADE, interaction)
        if interaction % 80:
            await self._withdraw(added.wish.number, who, interaction)

    async def _withdraw(self, number: WishNumber, who: Actor, interaction: int) -> None:
        changed = await self._wishes.withdraw(number, who, NOON)
        assert changed.refusal is None
        self._tell(WITHDRAWN, interaction)

    def _tell(self, deed: bytes, interaction: int) -> None:
        os.write(self._report, _ACKNOWLEDGED.pack(deed, interaction))


async def act_for_ever(address: str, life: int, report: int, *, early: bool) -> None:
    database = await open_database(address)
    if early:
        assert isinstance(database, SqliteDatabase)
        assert database._writer is not None
        database._group = AnsweringEarly(database, database._writer)
    child = Child(database, life, report)
    await asyncio.gather(*(child.act_for_ever() for _ in range(AT_ONCE)))


def live_and_die(address: str, life: int, seconds: float, *, early: bool) -> bytes:
    """Return all that a child has reported when it is killed so long after its first report."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(act_for_ever(address, life, writing, early=early))
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os.close(writing)
    reports = [os.read(reading, 1 << 16)]
    if not reports[0]:
        sys.exit("the child ended by itself")
    end = time.monotonic() + seconds  # the moment of the fault, not a synchronisation
    while (left := end - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        reports.append(os.read(reading, 1 << 16))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit("the child ended by itself")
    while more := os.read(reading, 1 << 16):
        reports.append(more)
    os.close(reading)
    return b"".join(reports)


@dataclass
class Acknowledged:
    """All that any child was told is done."""

    votes: int = 0
    newest: dict[tuple[int, int], int] = field(default_factory=dict)
    """By wish and person the newest interaction."""
    made: set[int] = field(default_factory=set)
    withdrawn: set[int] = field(default_factory=set)

    def read(self, reports: bytes) -> None:
        for deed, interaction in _ACKNOWLEDGED.iter_unpack(reports):
            if deed == VOTED:
                this = vote_of(interaction)[:2]
                self.votes += 1
                self.newest[this] = max(interaction, self.newest.get(this, 0))
            else:
                (self.made if deed == MADE else self.withdrawn).add(interaction)


VOTES = f"SELECT number, person_id - {2**62}, value, interaction_id FROM votes"
OTHER_WISHES = f"SELECT interaction_id, state FROM wishes WHERE number > {WISHES}"


async def what_is_amiss(address: str, told: Acknowledged) -> list[str]:
    database = await open_database(address)
    try:
        votes, others, drift = await database.fetch_together(*map(Statement, (VOTES, OTHER_WISHES, DRIFT)))
        check = [] if is_postgres(address) else await database.fetch_all("PRAGMA integrity_check")
    finally:
        await database.close()
    damage = [f"damaged: {text}" for (text,) in check if text != "ok"]
    return [
        *damage,
        *_amiss_in_votes(votes, told),
        *_amiss_in_wishes(others, told),
        *(f"drift: {row}" for row in drift),
    ]


def _amiss_in_votes(rows: Sequence[Row], told: Acknowledged) -> list[str]:
    kept = {(wish, person): interaction for wish, person, _, interaction in rows}
    amiss = [
        f"lost: {vote_of(interaction)}" for this, interaction in told.newest.items() if kept.get(this, 0) < interaction
    ]
    amiss += [f"never cast: {row}" for row in rows if vote_of(row[3]) != row[:3]]
    doubled = len(rows) - min(len(kept), len(set(kept.values())))
    return [*amiss, f"doubled: {doubled}"] if doubled else amiss


def _amiss_in_wishes(rows: Sequence[Row], told: Acknowledged) -> list[str]:
    states = dict(rows)
    amiss = [f"lost: wish {interaction}" for interaction in told.made - states.keys()]
    amiss += [f"lost: end of {one}" for one in told.withdrawn if states.get(one) != "withdrawn"]
    doubled = len(rows) - len(states)
    return [*amiss, f"doubled: {doubled} wishes"] if doubled else amiss


async def prepare(address: str) -> None:
    database = await open_database(address)
    try:
        for number in range(WISHES):
            await make(WishesStore(database), PEOPLE + number, wanted(f"First {number}"))
    finally:
        await database.close()


def main(address: str, kills: int, *, early: bool) -> list[str]:
    """Kill so often, or until something is amiss, print the figures and return what is."""
    asyncio.run(prepare(address))
    chance, told, amiss = random.Random(20261122), Acknowledged(), []
    life, began = 0, time.monotonic()
    while life < kills and not amiss:
        life += 1
        seconds = chance.uniform(0, LONGEST_LIFE_SECONDS)
        told.read(live_and_die(address, life, seconds, early=early))
        amiss = asyncio.run(what_is_amiss(address, told))
    figures = {"kills": life, "votes": told.votes, "wishes": len(told.made), "withdrawn": len(told.withdrawn)}
    print("\n".join([*amiss[:20], json.dumps({**figures, "seconds": round(time.monotonic() - began)})]))
    return amiss


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1], int(sys.argv[2]), early=sys.argv[3:] == ["early"]) else 0)
