"""Migrations lead to the schema, and are there wholly or not at all, whenever the process is killed."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.store.facts import FactsStore
from bot.store.migrating import alembic_config, migrations_from
from bot.store.opening import open_database
from bot.store.revisions import HEAD, MIGRATIONS
from bot.store.schema import METADATA, schema_facts
from tests.store.packs import UNIVERSE, small_pack
from tests.store.test_facts import NOON

ROOT = Path(__file__).parents[2]
FIRST_TABLES = [one.name for one in vars(schema_facts).values() if isinstance(one, Table)]
KILLER = "tests.store.migrate_and_die"

EVERY_FOURTH_STATEMENT_OR_ALL = pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])

NEXT_RELEASE = '''
"""What a later release may do: a new table, filled from an old one."""
from alembic import op
import sqlalchemy as sa
revision = "{number}"
down_revision = "{before}"

def upgrade() -> None:
    op.create_table("names_{number}", sa.Column("id", sa.Text), sa.Column("name", sa.Text))
    op.execute("INSERT INTO names_{number} SELECT id, name FROM characters")
'''


@pytest.fixture
def next_releases(tmp_path: Path) -> list[str]:
    """The arguments that let a process believe in two later revisions."""
    later = tmp_path / "migrations"
    versions = later / "versions"
    versions.mkdir(parents=True)
    for file in (MIGRATIONS / "env.py", *(MIGRATIONS / "versions").glob("0*.py")):
        (later / file.relative_to(MIGRATIONS)).write_text(file.read_text())
    before = HEAD
    for step in (1, 2):
        number = f"{int(HEAD) + step:04}"
        (versions / f"{number}_next.py").write_text(NEXT_RELEASE.format(number=number, before=before))
        before = number
    return [before, str(later)]


def test_the_constant_is_alembics_head() -> None:
    scripts = ScriptDirectory.from_config(alembic_config("sqlite"))
    assert scripts.get_heads() == [HEAD]
    assert all(script.revision.isdigit() and len(script.revision) == 4 for script in scripts.walk_revisions())


@pytest.mark.parametrize(("name", "dialect"), [("sqlite", sqlite.dialect()), ("postgresql", postgresql.dialect())])
def test_migrations_lead_to_the_schema(name: Any, dialect: Any) -> None:
    """While revisions only create, and drop indexes, the texts are compared; others will need the catalogues."""
    made = [text for migration in migrations_from(None, name) for text in migration]
    wanted = [str(CreateTable(table).compile(dialect=dialect)) for table in METADATA.sorted_tables]
    indexes = [index for table in METADATA.sorted_tables for index in table.indexes]
    meant = [index for index in indexes if index._ddl_if is None or index._ddl_if.dialect == name]
    wanted += [str(CreateIndex(index).compile(dialect=dialect)) for index in meant]
    made = [_normal(text) for text in made if "alembic_version" not in text]
    dropped = [text.removeprefix("DROP INDEX ") for text in made if text.startswith("DROP INDEX ")]
    made = [text for text in made if not any(f"INDEX {name} " in f"{text} " for name in dropped)]
    assert sorted(made) == sorted(_normal(text) for text in wanted)


def _normal(statement: str) -> str:
    """The same whatever the blanks and the order of the parts of a table, except for its columns."""
    lines = [line.strip().rstrip(",;") for line in statement.strip().splitlines()]
    constraints = sorted(line for line in lines if line.startswith("CONSTRAINT"))
    return " ".join([line for line in lines if line and not line.startswith("CONSTRAINT")] + constraints)


def _tables(address: str) -> set[str]:
    """The tables that are there, seen without any code of ours."""
    if address.startswith("postgresql:"):
        return asyncio.run(_postgres_tables(address))
    with closing(sqlite3.connect(address)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


async def _postgres_tables(address: str) -> set[str]:
    connection = await asyncpg.connect(address)
    try:
        rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {row[0] for row in rows}
    finally:
        await connection.close()


def die_at_statements(address: str, step: int, *release: str) -> list[str]:
    """Kill the opening at its first statement, `step` later and so on; return the revision after each death."""
    ran = subprocess.run(
        [sys.executable, "-m", KILLER, address, str(step), *release],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


@EVERY_FOURTH_STATEMENT_OR_ALL
def test_the_first_migration_killed_anywhere_leaves_nothing_or_everything(empty_address: str, step: int) -> None:
    after = die_at_statements(empty_address, step)
    before = after.count("None")
    assert after == ["None"] * before + sorted(after[before:]), "a revision is there wholly or not at all"
    assert before > len(FIRST_TABLES) / step
    assert after[-1] == HEAD
    assert _tables(empty_address) == {*METADATA.tables, "alembic_version"}


@EVERY_FOURTH_STATEMENT_OR_ALL
def test_later_migrations_killed_anywhere_leave_the_facts_and_a_whole_revision(
    address: str, step: int, next_releases: list[str], engine: str
) -> None:
    asyncio.run(_store(address))
    revisions = die_at_statements(address, step, *next_releases)
    assert revisions == sorted(revisions)
    assert set(revisions) <= {HEAD, f"{int(HEAD) + 1:04}", next_releases[0]}
    assert revisions[-1] == next_releases[0]
    assert {f"names_{revision}" for revision in set(revisions) - {HEAD}} < _tables(address)
    if engine == "sqlite":
        asyncio.run(_require_the_backup(Path(f"{address}.before-{next_releases[0]}")))


async def _store(address: str) -> None:
    database = await open_database(address)
    await FactsStore(database).replace_pack(small_pack(), NOON)
    await database.close()


async def _require_the_backup(backup: Path) -> None:
    """What was made beside the file before the last migration is a whole database, with the facts."""
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        ((revision,),) = connection.execute("SELECT version_num FROM alembic_version")
        assert revision >= HEAD
        assert connection.execute("SELECT id FROM universes").fetchall() == [(UNIVERSE,)]
    assert not [path.name for path in backup.parent.iterdir() if "partial" in path.name]
