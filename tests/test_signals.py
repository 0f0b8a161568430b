"""What becomes of a load of changed facts that a signal has begun."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.composition import House, loading_when_told, open_house
from bot.settings import Settings
from bot.store.database import Statement

SHIPPED = Path(__file__).parents[1] / "data" / "defenders-saga"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An open house with the shipped facts in a folder of its own."""
    shutil.copytree(SHIPPED, tmp_path / "facts" / SHIPPED.name)
    settings = Settings("", str(tmp_path / "gueststar.db"), tmp_path / "facts", logging.INFO, "")
    async with open_house(settings) as house:
        yield house


def change(house: House) -> None:
    file = house.facts / SHIPPED.name / "universe.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(
        "\n".join('version = "2999.1.1"' if line.startswith("version =") else line for line in lines), encoding="utf-8"
    )


def version(house: House) -> str:
    (summary,) = house.lookups.summaries()
    return summary.universe.version


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  (nothing that the bot does here sets an event)
            await asyncio.sleep(0)


async def test_no_load_is_under_way_any_more_when_the_database_closes(house: House) -> None:
    change(house)
    before, old = asyncio.all_tasks(), version(house)
    told = asyncio.Event()
    async with loading_when_told(house, told):
        told.set()
        await until(lambda: not told.is_set())
    assert asyncio.all_tasks() <= before
    assert version(house) == old


async def test_a_load_that_fails_for_whatever_reason_is_told_and_the_next_signal_is_obeyed(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    change(house)
    told = asyncio.Event()
    async with loading_when_told(house, told):
        await house.database.write(Statement("ALTER TABLE universes RENAME TO elsewhere"))
        told.set()
        await until(lambda: "the facts stay as they are" in caplog.text)
        await house.database.write(Statement("ALTER TABLE elsewhere RENAME TO universes"))
        told.set()
        await until(lambda: version(house) == "2999.1.1")
