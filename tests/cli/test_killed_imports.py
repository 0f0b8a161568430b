"""`gueststar data import`, killed at random moments: the old universe or the new, whole, never a mixture."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.domain.pack import Appearance, UniverseId
from bot.store.facts import FactsStore
from bot.store.opening import open_database
from tests.cli.conftest import SHIPPED

ROWS = 20_000
UNIVERSE = UniverseId("lanterns")


def _table(path: Path, word: str) -> Path:
    lines = (f"{word} {number % 97},Pier {number}" for number in range(ROWS))
    path.write_text("\n".join(["character,title", *lines]), encoding="utf-8")
    return path


async def _stored(database_file: Path) -> tuple[Appearance, ...]:
    database = await open_database(database_file)
    try:
        pack = await FactsStore(database).read_pack(UNIVERSE)
        return pack.appearances if pack else ()
    finally:
        await database.close()


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_killed_import_leaves_the_old_or_the_new_universe(tmp_path: Path, kills: int) -> None:
    tables = (_table(tmp_path / "old.csv", "Ada"), _table(tmp_path / "new.csv", "Bo"))
    database = tmp_path / "killed.db"
    environment = os.environ | {"GUESTSTAR_DATABASE": str(database)}

    def start(table: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "data", "import", str(table), "--universe", UNIVERSE],
            env=environment,
            cwd=SHIPPED.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    whole: list[tuple[Appearance, ...]] = []
    seconds = 0.0
    for table in tables:
        started = time.monotonic()
        assert start(table).wait() == 0
        seconds = time.monotonic() - started  # of the second, which finds the database made
        whole.append(asyncio.run(_stored(database)))
    assert [len(rows) for rows in whole] == [ROWS, ROWS]
    moments = random.Random(20261122)
    seen: list[int] = []
    for _ in range(kills):
        present = whole.index(asyncio.run(_stored(database)))  # ValueError: a mixture
        seen.append(present)
        importing = start(tables[1 - present])
        try:
            importing.wait(timeout=seconds * moments.uniform(0.3, 1.05))
        except subprocess.TimeoutExpired:
            importing.send_signal(signal.SIGKILL)
            importing.wait()
    assert whole.index(asyncio.run(_stored(database))) in (0, 1)
    if kills > 10:
        assert set(seen) == {0, 1}, "some imports were killed early and some late"
