"""The tables of facts. Order matters to facts, so lists carry their `position`."""

from sqlalchemy import Index, Table, func, literal_column

from bot.domain.pack import CastComplete, Confidence, Credit, Kind, TitleKind
from bot.store.schema_columns import (
    check,
    date,
    key,
    not_negative,
    number,
    of_universe,
    one_of,
    place,
    reference,
    table,
    text,
)

universes = table(
    "universes",
    text("id"),
    text("name"),
    text("description"),
    text("version"),
    text("content_hash"),
    text("loaded_at"),
    key("id"),
)

titles = table(
    "titles",
    text("universe_id"),
    text("id"),
    text("name"),
    text("kind"),
    text("released", optional=True),
    text("cast_complete"),
    key("universe_id", "id"),
    of_universe(),
    one_of("kind", TitleKind),
    one_of("cast_complete", CastComplete),
    date("released"),
)

seasons = table(
    "seasons",
    text("universe_id"),
    text("title_id"),
    number("number"),
    text("cast_complete"),
    key("universe_id", "title_id", "number"),
    reference(["universe_id", "title_id"], "titles", ["universe_id", "id"]),
    not_negative("number"),
    one_of("cast_complete", CastComplete),
)

episodes = table(
    "episodes",
    text("universe_id"),
    text("title_id"),
    number("season"),
    number("number"),
    text("name"),
    text("released", optional=True),
    key("universe_id", "title_id", "season", "number"),
    reference(["universe_id", "title_id", "season"], "seasons", ["universe_id", "title_id", "number"]),
    not_negative("number"),
    date("released"),
)

characters = table(
    "characters",
    text("universe_id"),
    text("id"),
    text("name"),
    text("home", optional=True),
    text("note"),
    key("universe_id", "id"),
    of_universe(),
    reference(["universe_id", "home"], "titles", ["universe_id", "id"]),
)
Index("characters_by_home", characters.c.universe_id, characters.c.home)

performances = table(
    "performances",
    text("universe_id"),
    text("character_id"),
    number("position"),
    text("performer"),
    text("age", optional=True),
    key("universe_id", "character_id", "position"),
    reference(["universe_id", "character_id"], "characters", ["universe_id", "id"]),
)

performance_places = table(
    "performance_places",
    text("universe_id"),
    text("character_id"),
    number("performance"),
    number("position"),
    text("place"),
    key("universe_id", "character_id", "performance", "position"),
    reference(
        ["universe_id", "character_id", "performance"], "performances", ["universe_id", "character_id", "position"]
    ),
)


def _names_of(owner: str, owners: str) -> Table:
    return table(
        f"{owner}_aliases",
        text("universe_id"),
        text(f"{owner}_id"),
        number("position"),
        text("alias"),
        key("universe_id", f"{owner}_id", "position"),
        reference(["universe_id", f"{owner}_id"], owners, ["universe_id", "id"]),
    )


def _external_ids_of(owner: str, owners: str) -> Table:
    return table(
        f"{owner}_external_ids",
        text("universe_id"),
        text(f"{owner}_id"),
        number("position"),
        text("site"),
        text("value"),
        key("universe_id", f"{owner}_id", "position"),
        reference(["universe_id", f"{owner}_id"], owners, ["universe_id", "id"]),
    )


title_aliases = _names_of("title", "titles")
title_external_ids = _external_ids_of("title", "titles")
character_aliases = _names_of("character", "characters")
character_external_ids = _external_ids_of("character", "characters")

sources = table(
    "sources",
    text("universe_id"),
    text("id"),
    text("name"),
    text("url", optional=True),
    text("read", optional=True),
    text("states"),
    key("universe_id", "id"),
    of_universe(),
    date("read"),
)

appearances = table(
    "appearances",
    text("universe_id"),
    number("position"),
    text("character_id"),
    *place(),
    text("kind"),
    text("credit", optional=True),
    text("confidence"),
    text("source_id"),
    key("universe_id", "position"),
    reference(["universe_id", "character_id"], "characters", ["universe_id", "id"]),
    reference(["universe_id", "source_id"], "sources", ["universe_id", "id"]),
    one_of("kind", Kind),
    one_of("credit", Credit),
    one_of("confidence", Confidence),
)

meetings = table(
    "meetings",
    text("universe_id"),
    number("position"),
    text("first_id"),
    text("second_id"),
    *place(),
    text("confidence"),
    text("source_id"),
    key("universe_id", "position"),
    reference(["universe_id", "first_id"], "characters", ["universe_id", "id"]),
    reference(["universe_id", "second_id"], "characters", ["universe_id", "id"]),
    reference(["universe_id", "source_id"], "sources", ["universe_id", "id"]),
    check("pair", "first_id < second_id"),
    one_of("confidence", Confidence),
)


def _stated_once(table: Table, *who: str) -> None:
    """Let one source state a thing once only; nulls are made equal, which they are not to a unique index."""
    columns = [table.c[name] for name in ("universe_id", *who, "title_id")]
    place = [func.coalesce(table.c[name], literal_column("-1")) for name in ("season", "episode")]
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
