"""`gueststar data load`, killed at random moments: the old facts or the new, whole, never a mixture."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.domain.pack import Pack, UniverseId
from bot.facts.reading import read_pack
from bot.store.facts import FactsStore
from bot.store.opening import open_database

SHIPPED = Path(__file__).parents[2] / "data" / "defenders-saga"
SAGA = UniverseId("defenders-saga")


def _newer(folder: Path) -> Path:
    """Return a copy of the shipped pack with another version and a thousand sentences changed."""
    shutil.copytree(SHIPPED, folder)
    changes = (
        ("universe.toml", 'version = "2026.', 'version = "2027.'),
        ("characters.toml", 'note = "', 'note = "So '),
    )
    for name, old, new in changes:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


async def _stored(database_file: Path) -> Pack | None:
    database = await open_database(database_file)
    try:
        return await FactsStore(database).read_pack(SAGA)
    finally:
        await database.close()


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_load_leaves_the_old_or_the_new_facts(tmp_path: Path, kills: int) -> None:
    folders = (SHIPPED, _newer(tmp_path / "newer" / "defenders-saga"))
    packs = [read_pack(folder) for folder in folders]
    environment = os.environ | {"GUESTSTAR_DATABASE": str(tmp_path / "killed.db")}

    def load(folder: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "data", "load", str(folder)],
            env=environment,
            cwd=SHIPPED.parents[1],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    started = time.monotonic()
    assert load(folders[0]).wait() == 0
    whole_seconds = time.monotonic() - started
    moments = random.Random(20261122)
    seen: list[int] = []
    for _ in range(kills):
        present = packs.index(asyncio.run(_stored(tmp_path / "killed.db")))  # ValueError: a mixture
        seen.append(present)
        loading = load(folders[1 - present])
        try:
            loading.wait(timeout=whole_seconds * moments.uniform(0.5, 1.05))
        except subprocess.TimeoutExpired:
            loading.send_signal(signal.SIGKILL)
            loading.wait()
    assert packs.index(asyncio.run(_stored(tmp_path / "killed.db"))) in (0, 1)
    if kills > 50:
        assert set(seen) == {0, 1}, "some loads were killed early and some late"
