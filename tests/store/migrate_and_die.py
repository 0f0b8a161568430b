# ruff: noqa: T201, BLE001 - a script that prints; a fork must not run on into pytest's code
"""Open a database again and again, dying a little later each time; print the revision that is found after each.

Arguments: the address, how many statements later each time, and, to play a later release, its newest revision and
its folder of migrations.
The process forks once everything is imported, which is far quicker than starting anew.
"""

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from bot.store import revisions

if len(sys.argv) > 3:
    revisions.HEAD, revisions.MIGRATIONS = sys.argv[3], Path(sys.argv[4])

from bot.store import migrating, opening, postgres_opening

DEATH = 9
REVISION = "SELECT version_num FROM alembic_version"


class Fate:
    """Ends the process, without any cleaning up, instead of the n-th statement."""

    def __init__(self, statements: int) -> None:
        self.left = statements

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            os._exit(DEATH)


def bind_sqlite(fate: Fate) -> None:
    class Mortal(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            fate()
            return super().execute(*arguments)

    connect = sqlite3.connect
    sqlite3.connect = lambda *arguments, **options: connect(*arguments, factory=Mortal, **options)


def bind_postgres(fate: Fate) -> None:
    for name in ("execute", "fetchval"):
        original = getattr(asyncpg.Connection, name)

        async def mortal(self: Any, *arguments: Any, original: Any = original, **options: Any) -> Any:
            fate()
            return await original(self, *arguments, **options)

        setattr(asyncpg.Connection, name, mortal)


async def open_and_close(address: str) -> None:
    await (await opening.open_database(address)).close()


def survives(address: str, statements: int) -> bool:
    child = os.fork()
    if child == 0:
        fate = Fate(statements)
        bind_sqlite(fate)
        bind_postgres(fate)
        try:
            asyncio.run(open_and_close(address))
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, DEATH):
        sys.exit(f"the opening failed after {statements} statements")
    return code == 0


def revision_of(address: str) -> str | None:
    return (
        asyncio.run(revision_of_postgres(address)) if address.startswith("postgresql:") else revision_of_sqlite(address)
    )


def revision_of_sqlite(address: str) -> str | None:
    if not Path(address).exists():
        return None
    with closing(sqlite3.connect(address)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
        return connection.execute(REVISION).fetchone()[0] if tables else None


async def revision_of_postgres(address: str) -> str | None:
    connection = await asyncpg.connect(address)
    try:
        return await postgres_opening.stored_revision(connection)
    finally:
        await connection.close()


if __name__ == "__main__":
    migrating.migrations_from(None, "sqlite")  # whatever Alembic imports late, it imports now
    for statements in count(step=int(sys.argv[2])):
        alive = survives(sys.argv[1], statements)
        print(revision_of(sys.argv[1]), flush=True)
        if alive:
            break
