# ruff: noqa: ASYNC240 - the files are small, and nothing else runs
import asyncio
import os
import random
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import ConfigurationError, UserError
from bot.domain.pack import Pack
from bot.store.backup import backup, restore
from bot.store.database import Database, Statement
from bot.store.facts import FactsStore
from bot.store.lock import DatabaseInUse
from bot.store.opening import open_database
from bot.store.revisions import HEAD
from tests.store.packs import UNIVERSE, long_pack, small_pack
from tests.store.test_facts import NOON

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
KEPT = "gueststar.sqlite3.replaced-20261122T183000Z"
INSERT = "INSERT INTO command_syncs (application_id, tree_hash, synced_at) VALUES (:id, 'x', 'now')"


@pytest.fixture
async def running(sqlite_path: Path) -> AsyncIterator[Database]:
    """A database in use, whose newest facts are still in its -wal."""
    database = await open_database(sqlite_path)
    await FactsStore(database).replace_pack(small_pack(), NOON)
    yield database
    await database.close()


@pytest.fixture
async def saved(running: Database, sqlite_path: Path, tmp_path: Path) -> Path:
    """A backup of the small pack; the database has moved on to another one and is closed."""
    path = tmp_path / "backups" / "monday.sqlite3"
    path.parent.mkdir()
    await backup(sqlite_path, path)
    await FactsStore(running).replace_pack(long_pack("later", 50), NOON)
    await running.close()
    return path


@pytest.fixture
async def saved_elsewhere(running: Database, sqlite_path: Path, tmp_path: Path) -> Path:
    """A backup of the database that goes on running."""
    path = tmp_path / "backups" / "tuesday.sqlite3"
    path.parent.mkdir()
    await backup(sqlite_path, path)
    return path


def _symbolic(path: Path) -> Path:
    link = path.with_name("link")
    link.symlink_to(path)
    return link


def _hard(path: Path) -> Path:
    link = path.with_name("link")
    link.hardlink_to(path)
    return link


async def _syncs_in(path: Path) -> int:
    database = await open_database(path)
    try:
        ((count,),) = await database.fetch_all("SELECT count(*) FROM command_syncs")
        return count
    finally:
        await database.close()


async def pack_in(path: Path) -> Pack | None:
    database = await open_database(path)
    try:
        return await FactsStore(database).read_pack(UNIVERSE)
    finally:
        await database.close()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


async def test_a_backup_is_made_while_the_bot_writes(running: Database, sqlite_path: Path, tmp_path: Path) -> None:
    async def write_on() -> None:
        for number in range(200):
            await running.write(Statement(INSERT, {"id": number}))

    writing = asyncio.create_task(write_on())
    result = await backup(sqlite_path, tmp_path / "copy.sqlite3")
    await writing
    assert result.path == tmp_path / "copy.sqlite3"
    assert result.size_bytes == result.path.stat().st_size
    assert result.revision == HEAD
    assert await pack_in(result.path) == small_pack()


async def test_a_backup_of_a_database_at_rest_counts_its_rows(saved: Path, sqlite_path: Path, tmp_path: Path) -> None:
    first = await backup(saved, tmp_path / "a.sqlite3")
    second = await backup(sqlite_path, tmp_path / "b.sqlite3")
    with closing(sqlite3.connect(saved)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        assert first.rows == sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in tables)
    assert second.rows != first.rows


async def test_a_backup_does_not_write_over_a_file_unless_told(saved: Path, sqlite_path: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(UserError, match="exists already"):
        await backup(sqlite_path, saved)
    assert saved.read_bytes() == before
    await backup(sqlite_path, saved, overwrite=True)
    assert await pack_in(saved) == long_pack("later", 50)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", ".lock"])
@pytest.mark.parametrize("alias", [Path, _symbolic, _hard], ids=["itself", "symbolic link", "hard link"])
async def test_a_backup_is_never_written_over_the_database_itself(
    running: Database, sqlite_path: Path, suffix: str, alias: Callable[[Path], Path]
) -> None:
    target = alias(sqlite_path.with_name(sqlite_path.name + suffix))
    with pytest.raises(UserError, match="choose another file"):
        await backup(sqlite_path, target, overwrite=True)
    await running.write(Statement(INSERT, {"id": 1}))
    await running.close()
    assert await _syncs_in(sqlite_path) == 1


async def test_a_backup_is_never_written_over_another_database_in_use(
    running: Database, saved_elsewhere: Path, sqlite_path: Path
) -> None:
    with pytest.raises(DatabaseInUse, match=str(os.getpid())):
        await backup(saved_elsewhere, sqlite_path, overwrite=True)
    await running.write(Statement(INSERT, {"id": 1}))
    await running.close()
    assert await _syncs_in(sqlite_path) == 1


@pytest.mark.parametrize("overwrite", [True, False])
async def test_a_journal_of_what_had_the_name_before_is_not_played_into_a_backup(
    running: Database, saved_elsewhere: Path, sqlite_path: Path, *, overwrite: bool
) -> None:
    await running.write(Statement(INSERT, {"id": 1}))
    killed = saved_elsewhere.with_name("killed.sqlite3")
    for suffix in ("", "-wal") if overwrite else ("-wal",):
        shutil.copyfile(f"{sqlite_path}{suffix}", f"{killed}{suffix}")
    await backup(saved_elsewhere, killed, overwrite=overwrite)
    assert f"{killed.name}-wal" not in names_in(killed.parent)
    assert await pack_in(killed) == small_pack()
    assert await _syncs_in(killed) == 0


async def test_a_backup_leaves_nothing_but_itself(saved: Path) -> None:
    assert names_in(saved.parent) == {saved.name}


async def test_what_a_killed_backup_left_is_cleared_away(sqlite_path: Path, tmp_path: Path) -> None:
    (tmp_path / ".copy.sqlite3.partial").write_text("half a copy")
    await backup(sqlite_path, tmp_path / "copy.sqlite3")
    assert ".copy.sqlite3.partial" not in names_in(tmp_path)


@pytest.mark.parametrize("source", ["missing.sqlite3", ""])
async def test_a_backup_needs_a_database(sqlite_path: Path, tmp_path: Path, source: str) -> None:
    with pytest.raises(ConfigurationError, match="no database file"):
        await backup(tmp_path / source, tmp_path / "copy.sqlite3")
    with pytest.raises(ConfigurationError, match="no folder"):
        await backup(sqlite_path, tmp_path / "nowhere" / "copy.sqlite3")


async def test_a_damaged_database_gives_no_backup(saved: Path, tmp_path: Path) -> None:
    _damage(saved)
    with pytest.raises(UserError):
        await backup(saved, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()


async def test_a_restored_database_is_the_backup_and_the_other_one_is_kept(saved: Path, sqlite_path: Path) -> None:
    result = await restore(saved, sqlite_path, now=NOW)
    assert result.path == sqlite_path
    assert result.replaced == sqlite_path.with_name(KEPT)
    assert result.revision == HEAD
    assert await pack_in(sqlite_path) == small_pack()
    assert await pack_in(result.replaced) == long_pack("later", 50)
    assert await pack_in(saved) == small_pack()


async def test_a_second_restore_in_the_same_second_keeps_both(saved: Path, sqlite_path: Path) -> None:
    first = await restore(saved, sqlite_path, now=NOW)
    second = await restore(saved, sqlite_path, now=NOW)
    assert await pack_in(first.replaced) == long_pack("later", 50)
    assert await pack_in(second.replaced) == small_pack()


async def test_a_database_is_restored_where_there_is_none(saved: Path, tmp_path: Path) -> None:
    result = await restore(saved, tmp_path / "fresh.sqlite3", now=NOW)
    assert result.replaced is None
    assert await pack_in(result.path) == small_pack()


async def test_a_stale_journal_is_not_played_into_the_restored_file(saved: Path, sqlite_path: Path) -> None:
    """What a killed process leaves in the -wal goes with the database that is replaced."""
    journal = sqlite_path.with_name(f"{sqlite_path.name}-wal")
    with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE universes SET name = 'only in the journal'")
        crashed = sqlite_path.read_bytes(), journal.read_bytes()
    sqlite_path.write_bytes(crashed[0])
    journal.write_bytes(crashed[1])
    result = await restore(saved, sqlite_path, now=NOW)
    assert await pack_in(sqlite_path) == small_pack()
    assert (await pack_in(result.replaced)).universe.name == "only in the journal"
    assert journal.name not in names_in(sqlite_path.parent)


async def test_a_journal_without_its_database_is_removed(saved: Path, sqlite_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_path, isolation_level=None)) as connection:
        connection.execute("UPDATE universes SET name = 'only in the journal'")
        journal = sqlite_path.with_name(f"{sqlite_path.name}-wal")
        content = journal.read_bytes()
    sqlite_path.unlink()
    journal.write_bytes(content)
    await restore(saved, sqlite_path, now=NOW)
    assert await pack_in(sqlite_path) == small_pack()


async def test_a_damaged_database_is_replaced_and_kept_with_its_journal(saved: Path, sqlite_path: Path) -> None:
    sqlite_path.write_bytes(b"no database at all")
    sqlite_path.with_name(f"{sqlite_path.name}-wal").write_bytes(b"no journal either")
    result = await restore(saved, sqlite_path, now=NOW)
    assert await pack_in(sqlite_path) == small_pack()
    assert result.replaced.read_bytes() == b"no database at all"
    assert sqlite_path.with_name(f"{KEPT}-wal").read_bytes() == b"no journal either"


async def test_a_restore_is_refused_while_the_bot_runs(running: Database, sqlite_path: Path, tmp_path: Path) -> None:
    await backup(sqlite_path, tmp_path / "copy.sqlite3")
    with pytest.raises(DatabaseInUse, match=str(os.getpid())):
        await restore(tmp_path / "copy.sqlite3", sqlite_path, now=NOW)
    assert await FactsStore(running).read_pack(UNIVERSE) == small_pack()


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5000:20000] = random.Random(7).randbytes(15000)
    path.write_bytes(content)


def _no_database(path: Path) -> None:
    path.write_text("Dear diary")


def _another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _orphaned(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM characters")


def _in_use(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"changes")


@pytest.mark.parametrize("spoil", [_damage, _no_database, _another_program, _empty, _newer, _orphaned, _in_use])
async def test_a_bad_backup_is_refused_and_changes_nothing(saved: Path, sqlite_path: Path, spoil: object) -> None:
    spoil(saved)
    before = names_in(sqlite_path.parent)
    with pytest.raises(UserError) as caught:
        await restore(saved, sqlite_path, now=NOW)
    assert str(caught.value).endswith(".")
    assert str(saved) in str(caught.value)
    assert names_in(sqlite_path.parent) == before
    assert await pack_in(sqlite_path) == long_pack("later", 50)


@pytest.mark.parametrize("address", ["postgresql://localhost/gueststar", "postgres://localhost/gueststar"])
async def test_postgres_has_tools_of_its_own(address: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="pg_dump"):
        await backup(address, tmp_path / "copy")
    with pytest.raises(UserError, match="pg_restore"):
        await restore(tmp_path / "copy", address, now=NOW)
