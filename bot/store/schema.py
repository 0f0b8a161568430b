"""The tables as they are now, written once for both engines; the migrations lead here, and a test holds them to it.

Order matters to facts, so lists carry their `position`. Moments are ISO-8601 text in UTC, dates ISO-8601 text.
"""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.schema import SchemaItem

from bot.domain.fixes import LONGEST_CLAIM, LONGEST_ORIGIN
from bot.domain.pack import CastComplete, Confidence, Credit, Kind, TitleKind

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


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(name, METADATA, *items, sqlite_strict=True, sqlite_with_rowid=False)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, TEXT, nullable=optional)


def _number(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


def _key(*columns: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(*columns)


def _reference(columns: Iterable[str], table: str, keys: Iterable[str]) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(list(columns), [f"{table}.{key}" for key in keys])


def _of_universe() -> ForeignKeyConstraint:
    return _reference(["universe_id"], "universes", ["id"])


def _check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    return _check(column, f"{column} IN ({', '.join(repr(value.value) for value in values)})")


def _not_negative(column: str) -> CheckConstraint:
    return _check(column, f"{column} >= 0")


def _date(column: str) -> CheckConstraint:
    return _check(column, f"{column} LIKE '____-__-__'")


def _place() -> tuple[SchemaItem, ...]:
    """Where something happens: in an episode, else in a season, else in a title."""
    return (
        _text("title_id"),
        _number("season", optional=True),
        _number("episode", optional=True),
        _check("episode", "episode IS NULL OR season IS NOT NULL"),
        _reference(["universe_id", "title_id"], "titles", ["universe_id", "id"]),
        _reference(["universe_id", "title_id", "season"], "seasons", ["universe_id", "title_id", "number"]),
        _reference(
            ["universe_id", "title_id", "season", "episode"],
            "episodes",
            ["universe_id", "title_id", "season", "number"],
        ),
    )


universes = _table(
    "universes",
    _text("id"),
    _text("name"),
    _text("description"),
    _text("version"),
    _text("content_hash"),
    _text("loaded_at"),
    _key("id"),
)

titles = _table(
    "titles",
    _text("universe_id"),
    _text("id"),
    _text("name"),
    _text("kind"),
    _text("released", optional=True),
    _text("cast_complete"),
    _key("universe_id", "id"),
    _of_universe(),
    _one_of("kind", TitleKind),
    _one_of("cast_complete", CastComplete),
    _date("released"),
)

seasons = _table(
    "seasons",
    _text("universe_id"),
    _text("title_id"),
    _number("number"),
    _text("cast_complete"),
    _key("universe_id", "title_id", "number"),
    _reference(["universe_id", "title_id"], "titles", ["universe_id", "id"]),
    _not_negative("number"),
    _one_of("cast_complete", CastComplete),
)

episodes = _table(
    "episodes",
    _text("universe_id"),
    _text("title_id"),
    _number("season"),
    _number("number"),
    _text("name"),
    _text("released", optional=True),
    _key("universe_id", "title_id", "season", "number"),
    _reference(["universe_id", "title_id", "season"], "seasons", ["universe_id", "title_id", "number"]),
    _not_negative("number"),
    _date("released"),
)

characters = _table(
    "characters",
    _text("universe_id"),
    _text("id"),
    _text("name"),
    _text("home", optional=True),
    _text("note"),
    _key("universe_id", "id"),
    _of_universe(),
    _reference(["universe_id", "home"], "titles", ["universe_id", "id"]),
)
Index("characters_by_home", characters.c.universe_id, characters.c.home)

performances = _table(
    "performances",
    _text("universe_id"),
    _text("character_id"),
    _number("position"),
    _text("performer"),
    _text("age", optional=True),
    _key("universe_id", "character_id", "position"),
    _reference(["universe_id", "character_id"], "characters", ["universe_id", "id"]),
)

performance_places = _table(
    "performance_places",
    _text("universe_id"),
    _text("character_id"),
    _number("performance"),
    _number("position"),
    _text("place"),
    _key("universe_id", "character_id", "performance", "position"),
    _reference(
        ["universe_id", "character_id", "performance"], "performances", ["universe_id", "character_id", "position"]
    ),
)


def _names_of(owner: str, owners: str) -> Table:
    return _table(
        f"{owner}_aliases",
        _text("universe_id"),
        _text(f"{owner}_id"),
        _number("position"),
        _text("alias"),
        _key("universe_id", f"{owner}_id", "position"),
        _reference(["universe_id", f"{owner}_id"], owners, ["universe_id", "id"]),
    )


def _external_ids_of(owner: str, owners: str) -> Table:
    return _table(
        f"{owner}_external_ids",
        _text("universe_id"),
        _text(f"{owner}_id"),
        _number("position"),
        _text("site"),
        _text("value"),
        _key("universe_id", f"{owner}_id", "position"),
        _reference(["universe_id", f"{owner}_id"], owners, ["universe_id", "id"]),
    )


title_aliases = _names_of("title", "titles")
title_external_ids = _external_ids_of("title", "titles")
character_aliases = _names_of("character", "characters")
character_external_ids = _external_ids_of("character", "characters")

sources = _table(
    "sources",
    _text("universe_id"),
    _text("id"),
    _text("name"),
    _text("url", optional=True),
    _text("read", optional=True),
    _text("states"),
    _key("universe_id", "id"),
    _of_universe(),
    _date("read"),
)

appearances = _table(
    "appearances",
    _text("universe_id"),
    _number("position"),
    _text("character_id"),
    *_place(),
    _text("kind"),
    _text("credit", optional=True),
    _text("confidence"),
    _text("source_id"),
    _key("universe_id", "position"),
    _reference(["universe_id", "character_id"], "characters", ["universe_id", "id"]),
    _reference(["universe_id", "source_id"], "sources", ["universe_id", "id"]),
    _one_of("kind", Kind),
    _one_of("credit", Credit),
    _one_of("confidence", Confidence),
)

meetings = _table(
    "meetings",
    _text("universe_id"),
    _number("position"),
    _text("first_id"),
    _text("second_id"),
    *_place(),
    _text("confidence"),
    _text("source_id"),
    _key("universe_id", "position"),
    _reference(["universe_id", "first_id"], "characters", ["universe_id", "id"]),
    _reference(["universe_id", "second_id"], "characters", ["universe_id", "id"]),
    _reference(["universe_id", "source_id"], "sources", ["universe_id", "id"]),
    _check("pair", "first_id < second_id"),
    _one_of("confidence", Confidence),
)


def _stated_once(table: Table, *who: str) -> None:
    """Let one source state a thing once only; nulls are made equal, which they are not to a unique index."""
    columns = [table.c[name] for name in ("universe_id", *who, "title_id")]
    place = [func.coalesce(table.c[name], text("-1")) for name in ("season", "episode")]
    rest = [table.c[name] for name in ("kind", "source_id") if name in table.c]
    Index(f"{table.name}_stated_once", *columns, *place, *rest, unique=True)


# Every reference is looked up from its other end when a row is deleted. A universe is deleted as a whole, its facts
# first: SQLite then finds none left by the universe alone, while PostgreSQL would step over all that are just deleted.
for _table_of_facts in (appearances, meetings):
    _columns = _table_of_facts.c
    for _name, _wanted in (("place", ("title_id", "season", "episode")), ("source", ("source_id",))):
        _index = Index(f"{_table_of_facts.name}_by_{_name}", *_columns["universe_id", *_wanted])
        _index.ddl_if(dialect="postgresql")
_stated_once(appearances, "character_id")
_stated_once(meetings, "first_id", "second_id")
Index("meetings_by_second", meetings.c.universe_id, meetings.c.second_id)


def _discord_id(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, DISCORD_ID, nullable=optional, autoincrement=False)


def _length(column: str, most: int) -> CheckConstraint:
    return _check(column, f"length({column}) BETWEEN 1 AND {most}")


command_syncs = _table(
    "command_syncs",
    _discord_id("application_id"),
    _text("tree_hash"),
    _text("synced_at"),
    _key("application_id"),
)

# What people say is wrong. It refers to no fact, because facts are replaced and what was said of them stays.
fixes = _table(
    "fixes",
    Column("id", Integer, nullable=False, autoincrement=False),
    _discord_id("interaction_id"),
    _text("universe_id", optional=True),
    _text("character_id", optional=True),
    _text("title_id", optional=True),
    _text("claim"),
    _text("origin"),
    _discord_id("person_id", optional=True),
    _discord_id("guild_id", optional=True),
    _text("received_at"),
    _text("done_at", optional=True),
    _key("id"),
    _check("id", "id >= 1"),
    _check("subject", "universe_id IS NOT NULL OR (character_id IS NULL AND title_id IS NULL)"),
    _length("claim", LONGEST_CLAIM),
    _length("origin", LONGEST_ORIGIN),
    _check("sender", "person_id IS NOT NULL OR guild_id IS NULL"),
)
Index("fixes_once", fixes.c.interaction_id, unique=True)
Index("fixes_by_person", fixes.c.person_id, fixes.c.received_at)
Index("fixes_by_guild", fixes.c.guild_id, fixes.c.received_at)
Index("fixes_by_state", fixes.c.done_at, fixes.c.id)

# Who counts before writing passes here first, so that on either engine no two do at the same time.
turnstiles = _table("turnstiles", _text("name"), _text("passed_at"), _key("name"))
