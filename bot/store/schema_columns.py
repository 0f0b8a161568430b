"""What the tables are made of, the same for both engines.

Moments are ISO-8601 text in UTC, dates ISO-8601 text.
"""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

METADATA = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

# Text sorts by code point on both engines, as in Python; SQLite's strict tables know no VARCHAR and no BIGINT.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
DISCORD_ID = BigInteger().with_variant(Integer(), "sqlite")


def table(name: str, *items: SchemaItem) -> Table:
    """Return a table of ours: strict and without row ids where the engine knows such things."""
    return Table(name, METADATA, *items, sqlite_strict=True, sqlite_with_rowid=False)


def text(name: str, *, optional: bool = False) -> Column[str]:
    """Return a column of text."""
    return Column(name, TEXT, nullable=optional)


def number(name: str, *, optional: bool = False) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, Integer, nullable=optional)


def key(*columns: str) -> PrimaryKeyConstraint:
    """Return the primary key."""
    return PrimaryKeyConstraint(*columns)


def reference(columns: Iterable[str], table: str, keys: Iterable[str]) -> ForeignKeyConstraint:
    """Return a reference of some columns to those of another table."""
    return ForeignKeyConstraint(list(columns), [f"{table}.{key}" for key in keys])


def of_universe() -> ForeignKeyConstraint:
    """Return the reference to the universe that a row belongs to."""
    return reference(["universe_id"], "universes", ["id"])


def check(name: str, rule: str) -> CheckConstraint:
    """Return a rule that every row must keep."""
    return CheckConstraint(rule, name=name)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Return the rule that a column holds one of some values."""
    return check(column, f"{column} IN ({', '.join(repr(value.value) for value in values)})")


def not_negative(column: str) -> CheckConstraint:
    """Return the rule that a column counts something."""
    return check(column, f"{column} >= 0")


def date(column: str) -> CheckConstraint:
    """Return the rule that a column holds a date."""
    return check(column, f"{column} LIKE '____-__-__'")


def place() -> tuple[SchemaItem, ...]:
    """Return where something happens: in an episode, else in a season, else in a title."""
    return (
        text("title_id"),
        number("season", optional=True),
        number("episode", optional=True),
        check("episode", "episode IS NULL OR season IS NOT NULL"),
        reference(["universe_id", "title_id"], "titles", ["universe_id", "id"]),
        reference(["universe_id", "title_id", "season"], "seasons", ["universe_id", "title_id", "number"]),
        reference(
            ["universe_id", "title_id", "season", "episode"],
            "episodes",
            ["universe_id", "title_id", "season", "number"],
        ),
    )


def discord_id(name: str, *, optional: bool = False) -> Column[int]:
    """Return a column of Discord's ids."""
    return Column(name, DISCORD_ID, nullable=optional, autoincrement=False)


def length(column: str, most: int) -> CheckConstraint:
    """Return the rule that a text has from one to so many characters."""
    return check(column, f"length({column}) BETWEEN 1 AND {most}")
