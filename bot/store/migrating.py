"""Alembic turned into plain SQL, which the driver at hand then runs; imported only when a migration is due.

Rendering the SQL instead of lending Alembic a connection keeps one way to both engines: no second driver, no
greenlets, and each migration is visibly one transaction together with its row in `alembic_version`.
"""

import sqlite3
from collections.abc import Sequence
from io import StringIO
from threading import Lock
from typing import Literal, TypeAlias

from alembic import command
from alembic.config import Config

from bot.store.revisions import BASE, MIGRATIONS
from bot.store.sqlite_group import begin, commit, roll_back

Dialect: TypeAlias = Literal["sqlite", "postgresql"]
Migration: TypeAlias = Sequence[str]

_alembic = Lock()  # its `op` and `context` are globals


class _Statements(StringIO):
    """Takes what Alembic prints: one statement, or one comment, a call."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def write(self, text: str, /) -> int:
        self.texts.append(text.strip())
        return len(text)


def alembic_config(dialect: Dialect, output: StringIO | None = None) -> Config:
    """Return Alembic's configuration for this program's revisions."""
    config = Config(output_buffer=output)
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["dialect"] = dialect
    return config


def migrations_from(stored: str | None, dialect: Dialect) -> Sequence[Migration]:
    """Return the statements of each migration that leads from `stored` (None: no tables) to the newest revision."""
    output = _Statements()
    with _alembic:
        command.upgrade(alembic_config(dialect, output), f"{stored or BASE}:head", sql=True)
    migrations: list[list[str]] = []
    for text in output.texts:
        if text == "BEGIN;":
            migrations.append([])
        elif text != "COMMIT;" and not text.startswith("--"):
            migrations[-1].append(text)
    return migrations


def migrate_sqlite(connection: sqlite3.Connection, stored: str | None) -> None:
    """Bring the tables from `stored` to the newest revision, each migration wholly or not at all."""
    for migration in migrations_from(stored, "sqlite"):
        begin(connection)
        try:
            for statement in migration:
                connection.execute(statement)
            commit(connection)
        except BaseException:
            roll_back(connection)
            raise
