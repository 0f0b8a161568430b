import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.database import Database
from bot.store.facts import FactsStore
from bot.store.inspection import UniverseReport, inspect
from bot.store.opening import open_database
from bot.store.revisions import HEAD
from tests.store.packs import UNIVERSE, small_pack
from tests.store.test_facts import NOON


async def test_a_database_is_described_while_it_is_in_use(database: Database, address: str, engine: str) -> None:
    await FactsStore(database).replace_pack(small_pack("7"), NOON)
    report = await inspect(address)
    assert report.engine == {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine]
    assert report.engine_version[0].isdigit()
    assert report.revision == HEAD
    assert report.universes == (UniverseReport(UNIVERSE, "Lanterns", "7", NOON, 2, 2, 3),)
    assert report.size_bytes > 10_000
    assert report.journal_mode == {"sqlite": "wal", "postgresql": None}[engine]
    assert report.findings == ()


async def test_rows_that_refer_to_nothing_are_found(sqlite_path: Path) -> None:
    database = await open_database(sqlite_path)
    await FactsStore(database).replace_pack(small_pack(), NOON)
    await database.close()
    with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM sources")
    assert (await inspect(sqlite_path)).findings[0].endswith("refers to nothing in sources")
