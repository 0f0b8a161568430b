# ruff: noqa: ASYNC220, ASYNC240, FBT001 - small files, one short process, parameters of pytest
import asyncio
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import ConfigurationError
from bot.store.database import Database, Statement
from bot.store.errors import UnavailableError
from bot.store.facts import FactsStore
from bot.store.lock import DatabaseInUse
from bot.store.opening import open_database
from bot.store.revisions import HEAD
from tests.store.packs import UNIVERSE, long_pack
from tests.store.test_facts import NOON

ROOT = Path(__file__).parents[2]
INSERT = Statement("INSERT INTO command_syncs (application_id, tree_hash, synced_at) VALUES (1, 'x', 'now')")
NEWER = "UPDATE alembic_version SET version_num = '9999'"
FOREIGN = "UPDATE alembic_version SET version_num = 'ae1027a6acf'"
NONE = "DELETE FROM alembic_version"


async def reason_not_to_open(address: str | Path, *, read_only: bool = False) -> str:
    """The one sentence that says why; it names the place and ends with a full stop."""
    with pytest.raises((ConfigurationError, DatabaseInUse)) as caught:
        await open_database(address, read_only=read_only)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


async def change(address: str, statement: str) -> None:
    database = await open_database(address)
    await database.write(Statement(statement))
    await database.close()


async def test_a_database_is_made_with_its_folder_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "var" / "deep" / "gueststar.sqlite3"
    database = await open_database(path)
    assert await FactsStore(database).universes() == ()
    await database.close()
    assert path.is_file()


async def test_an_empty_database_is_given_its_tables(empty_address: str) -> None:
    database = await open_database(empty_address)
    assert await FactsStore(database).universes() == ()
    assert await database.fetch_all("SELECT version_num FROM alembic_version") == [(HEAD,)]
    await database.close()


async def test_two_who_open_an_empty_database_at_once_do_not_hurt_each_other(empty_address: str, engine: str) -> None:
    opened = await asyncio.gather(*(open_database(empty_address) for _ in range(4)), return_exceptions=True)
    databases = [one for one in opened if not isinstance(one, BaseException)]
    refusals = [one for one in opened if isinstance(one, BaseException)]
    try:
        assert len(databases) == (1 if engine == "sqlite" else 4)
        assert all(isinstance(refusal, DatabaseInUse) for refusal in refusals)
        for database in databases:
            assert await FactsStore(database).universes() == ()
    finally:
        for database in databases:
            await database.close()


async def test_a_second_process_is_told_who_writes_already(sqlite_path: Path) -> None:
    holder = "from bot.store.lock import FileLock; import sys; lock = FileLock(__import__('pathlib').Path(sys.argv[1]))"
    script = f"{holder}; print('locked', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, sqlite_path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        assert f"process {process.pid}:" in await reason_not_to_open(sqlite_path)
        reader = await open_database(sqlite_path, read_only=True)
        assert await FactsStore(reader).universes() == ()
        await reader.close()
        process.kill()
    await (await open_database(sqlite_path)).close()


async def test_a_reader_sees_what_the_writer_commits(address: str, database: Database) -> None:
    reader = await open_database(address, read_only=True)
    await database.write(INSERT)
    assert await reader.fetch_all("SELECT tree_hash FROM command_syncs") == [("x",)]
    await reader.close()


async def test_a_reader_needs_a_database_and_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "none" / "gueststar.sqlite3"
    assert str(path) in await reason_not_to_open(path, read_only=True)
    assert not path.parent.exists()


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_tables_of_a_newer_version_are_refused(address: str, read_only: bool) -> None:
    await change(address, NEWER)
    assert "update this program" in await reason_not_to_open(address, read_only=read_only)


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_revision_of_another_program_is_refused(address: str, read_only: bool) -> None:
    await change(address, FOREIGN)
    assert "another program" in await reason_not_to_open(address, read_only=read_only)


async def test_a_reader_does_not_migrate(empty_address: str, engine: str) -> None:
    if engine == "sqlite":
        Path(empty_address).touch()
    assert "gueststar db upgrade" in await reason_not_to_open(empty_address, read_only=True)


def _a_folder(path: Path) -> None:
    path.mkdir()


def _a_text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 100)


def _a_short_text(path: Path) -> None:
    path.write_text("x")


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def _cut_in_half(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("CREATE TABLE t (x)")
        connection.execute("INSERT INTO t VALUES (randomblob(100000))")
        connection.commit()
    os.truncate(path, path.stat().st_size // 2)


def _scrambled(path: Path) -> None:
    _of_another_program(path)
    content = bytearray(path.read_bytes())
    content[100:4000] = random.Random(1).randbytes(3900)
    path.write_bytes(content)


UNREADABLE = {
    "is a folder": _a_folder,
    "is not a SQLite database": _a_text,
    "not a SQLite database": _a_short_text,
    "another program": _of_another_program,
    "is damaged": _scrambled,
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("reason", UNREADABLE)
async def test_a_file_that_is_no_database_of_ours_is_refused_in_one_sentence(
    tmp_path: Path, reason: str, read_only: bool
) -> None:
    path = tmp_path / "gueststar.sqlite3"
    UNREADABLE[reason](path)
    sentence = await reason_not_to_open(path, read_only=read_only)
    assert reason in sentence
    assert str(path) in sentence


async def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("not a folder")
    assert str(tmp_path / "var") in await reason_not_to_open(tmp_path / "var" / "gueststar.sqlite3")


AS_NOBODY = """
import asyncio, os, sys
from bot.store.opening import open_database
from bot.domain.errors import ConfigurationError
asyncio.run(asyncio.to_thread(int))  # nobody may not be able to read the rest of Python
os.setgid(65534) if os.getuid() == 0 else None
os.setuid(65534) if os.getuid() == 0 else None
try:
    asyncio.run(open_database(sys.argv[1], read_only=sys.argv[2] == "True"))
except ConfigurationError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "read_only"),
    [(0o000, 0o777, True), (0o000, 0o777, False), (0o444, 0o555, False), (0o666, 0o000, False)],
)
def test_a_missing_permission_is_one_sentence(
    sqlite_path: Path, file_mode: int, folder_mode: int, *, read_only: bool
) -> None:
    folder = sqlite_path.parent / "folder"
    folder.mkdir()
    moved = sqlite_path.rename(folder / "gueststar.sqlite3")
    for parent in [*folder.parents][:3]:
        parent.chmod(0o755)  # pytest's own folders are private
    moved.chmod(file_mode)
    folder.chmod(folder_mode)
    told = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, moved, str(read_only)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    folder.chmod(0o700)
    assert str(moved) in told
    assert told.endswith(".\n")


async def test_postgres_that_cannot_be_reached_is_one_sentence_without_the_password() -> None:
    sentence = await reason_not_to_open("postgresql://bot:s3cret@127.0.0.1:1/gueststar")
    assert "127.0.0.1:1/gueststar" in sentence
    assert "s3cret" not in sentence


async def test_a_postgres_database_that_is_not_there_is_one_sentence(postgres_address: str) -> None:
    assert "does not exist" in await reason_not_to_open(postgres_address.replace("/test_", "/no_test_"))


@pytest.mark.parametrize("url", ["postgresql://[", "postgresql://host:port/x"])
async def test_a_url_that_cannot_be_read_is_one_sentence(url: str) -> None:
    await reason_not_to_open(url)


def test_a_usual_opening_imports_neither_sqlalchemy_nor_alembic(address: str) -> None:
    script = """
import asyncio, sys
from bot.store.opening import open_database
async def main():
    await (await open_database(sys.argv[1])).close()
asyncio.run(main())
print(sorted({"sqlalchemy", "alembic", "asyncpg"} & set(sys.modules)))
"""
    imported = subprocess.run(
        [sys.executable, "-c", script, address], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert imported.strip() in ("[]", "['asyncpg']")
    assert ("asyncpg" in imported) == address.startswith("postgresql:")


async def test_damage_is_detected_or_harmless_but_never_a_wrong_pack(sqlite_path: Path) -> None:
    """Bytes are overturned at random places; what can still be read is what was written."""
    pack = long_pack("a", 200)
    database = await open_database(sqlite_path)
    await FactsStore(database).replace_pack(pack, NOON)
    await database.close()
    sound = sqlite_path.read_bytes()
    chance = random.Random(20261122)
    for _ in range(40):
        damaged = bytearray(sound)
        start = chance.randrange(len(damaged) - 512)
        damaged[start : start + 512] = bytes(512)
        sqlite_path.write_bytes(damaged)
        assert await _pack_or_sentence(sqlite_path) in (pack, "refused")


async def _pack_or_sentence(path: Path) -> object:
    try:
        database = await open_database(path)
    except ConfigurationError:
        return "refused"
    try:
        return await FactsStore(database).read_pack(UNIVERSE)
    except UnavailableError:
        return "refused"
    finally:
        await database.close()
