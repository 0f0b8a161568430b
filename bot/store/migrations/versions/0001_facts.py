"""The facts of packs, and when commands were last synced.

Frozen: `bot.store.schema` may grow, this stays what it was when it was released.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DISCORD_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

KINDS = "'in-person', 'voice', 'remote', 'flashback', 'archive', 'photo', 'body', 'mention'"
CREDITS = "'main', 'recurring', 'guest', 'cameo', 'uncredited'"
CONFIDENCES = "'sourced', 'unverified'"
CAST_COMPLETE = "'nothing', 'main', 'main-and-recurring', 'credited'"
TITLE_KINDS = "'series', 'film', 'special', 'comic'"


def upgrade() -> None:
    """Create every table."""
    create_universes()
    create_titles()
    create_characters()
    create_sources()
    create_appearances()
    create_meetings()
    create_command_syncs()


def create_universes() -> None:
    """Create the table of loaded packs."""
    texts = ("id", "name", "description", "version", "content_hash", "loaded_at")
    table("universes", *map(text, texts), key("universes", "id"))


def create_titles() -> None:
    """Create titles with their names, ids elsewhere, seasons and episodes."""
    table(
        "titles",
        *map(text, ("universe_id", "id", "name", "kind")),
        text("released", optional=True),
        text("cast_complete"),
        key("titles", "universe_id", "id"),
        reference("titles", "universe_id", to="universes", keys="id"),
        check("titles", "kind", f"kind IN ({TITLE_KINDS})"),
        check("titles", "cast_complete", f"cast_complete IN ({CAST_COMPLETE})"),
        check("titles", "released", "released LIKE '____-__-__'"),
    )
    create_names_of("title", "titles")
    table(
        "seasons",
        *map(text, ("universe_id", "title_id")),
        number("number"),
        text("cast_complete"),
        key("seasons", "universe_id", "title_id", "number"),
        reference("seasons", "universe_id title_id", to="titles", keys="universe_id id"),
        check("seasons", "number", "number >= 0"),
        check("seasons", "cast_complete", f"cast_complete IN ({CAST_COMPLETE})"),
    )
    table(
        "episodes",
        *map(text, ("universe_id", "title_id")),
        *map(number, ("season", "number")),
        text("name"),
        text("released", optional=True),
        key("episodes", "universe_id", "title_id", "season", "number"),
        reference("episodes", "universe_id title_id season", to="seasons", keys="universe_id title_id number"),
        check("episodes", "number", "number >= 0"),
        check("episodes", "released", "released LIKE '____-__-__'"),
    )


def create_characters() -> None:
    """Create characters with their names, ids elsewhere and performers."""
    table(
        "characters",
        *map(text, ("universe_id", "id", "name")),
        text("home", optional=True),
        text("note"),
        key("characters", "universe_id", "id"),
        reference("characters", "universe_id", to="universes", keys="id"),
        reference("characters", "universe_id home", to="titles", keys="universe_id id"),
    )
    op.create_index("characters_by_home", "characters", ["universe_id", "home"])
    create_names_of("character", "characters")
    table(
        "performances",
        *map(text, ("universe_id", "character_id")),
        number("position"),
        text("performer"),
        text("age", optional=True),
        key("performances", "universe_id", "character_id", "position"),
        reference("performances", "universe_id character_id", to="characters", keys="universe_id id"),
    )
    table(
        "performance_places",
        *map(text, ("universe_id", "character_id")),
        *map(number, ("performance", "position")),
        text("place"),
        key("performance_places", "universe_id", "character_id", "performance", "position"),
        reference(
            "performance_places",
            "universe_id character_id performance",
            to="performances",
            keys="universe_id character_id position",
        ),
    )


def create_names_of(owner: str, owners: str) -> None:
    """Create the tables of other names and of ids on other sites."""
    for name, columns in ((f"{owner}_aliases", ["alias"]), (f"{owner}_external_ids", ["site", "value"])):
        table(
            name,
            *map(text, ("universe_id", f"{owner}_id")),
            number("position"),
            *map(text, columns),
            key(name, "universe_id", f"{owner}_id", "position"),
            reference(name, f"universe_id {owner}_id", to=owners, keys="universe_id id"),
        )


def create_sources() -> None:
    """Create the table of sources."""
    table(
        "sources",
        *map(text, ("universe_id", "id", "name")),
        text("url", optional=True),
        text("read", optional=True),
        text("states"),
        key("sources", "universe_id", "id"),
        reference("sources", "universe_id", to="universes", keys="id"),
        check("sources", "read", "read LIKE '____-__-__'"),
    )


def create_appearances() -> None:
    """Create the table of who appears where."""
    table(
        "appearances",
        text("universe_id"),
        number("position"),
        text("character_id"),
        *place("appearances"),
        text("kind"),
        text("credit", optional=True),
        *map(text, ("confidence", "source_id")),
        key("appearances", "universe_id", "position"),
        reference("appearances", "universe_id character_id", to="characters", keys="universe_id id"),
        reference("appearances", "universe_id source_id", to="sources", keys="universe_id id"),
        check("appearances", "kind", f"kind IN ({KINDS})"),
        check("appearances", "credit", f"credit IN ({CREDITS})"),
        check("appearances", "confidence", f"confidence IN ({CONFIDENCES})"),
    )
    create_indexes_of("appearances", who=["character_id"], rest=["kind", "source_id"])


def create_meetings() -> None:
    """Create the table of who met whom where."""
    table(
        "meetings",
        text("universe_id"),
        number("position"),
        *map(text, ("first_id", "second_id")),
        *place("meetings"),
        *map(text, ("confidence", "source_id")),
        key("meetings", "universe_id", "position"),
        reference("meetings", "universe_id first_id", to="characters", keys="universe_id id"),
        reference("meetings", "universe_id second_id", to="characters", keys="universe_id id"),
        reference("meetings", "universe_id source_id", to="sources", keys="universe_id id"),
        check("meetings", "pair", "first_id < second_id"),
        check("meetings", "confidence", f"confidence IN ({CONFIDENCES})"),
    )
    create_indexes_of("meetings", who=["first_id", "second_id"], rest=["source_id"])
    op.create_index("meetings_by_second", "meetings", ["universe_id", "second_id"])


def create_command_syncs() -> None:
    """Create the table of the last sync an application."""
    table(
        "command_syncs",
        sa.Column("application_id", DISCORD_ID, nullable=False, autoincrement=False),
        *map(text, ("tree_hash", "synced_at")),
        key("command_syncs", "application_id"),
    )


def create_indexes_of(name: str, who: list[str], rest: list[str]) -> None:
    """Create the rule that a source states a thing once, and what deleting a title or a source looks up."""
    somewhere = [sa.text("coalesce(season, -1)"), sa.text("coalesce(episode, -1)")]
    once = ["universe_id", *who, "title_id", *somewhere, *rest]
    op.create_index(f"{name}_stated_once", name, once, unique=True)
    op.create_index(f"{name}_by_place", name, ["universe_id", "title_id", "season", "episode"])
    op.create_index(f"{name}_by_source", name, ["universe_id", "source_id"])


def table(name: str, *items: SchemaItem) -> None:
    """Create a table, strict and without row ids where the engine knows such things."""
    op.create_table(name, *items, sqlite_strict=True, sqlite_with_rowid=False)


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """Return a column of text that sorts by code point."""
    return sa.Column(name, TEXT, nullable=optional)


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.Integer, nullable=optional)


def key(table_name: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """Return the primary key."""
    return sa.PrimaryKeyConstraint(*columns, name=f"{table_name}_pk")


def reference(table_name: str, columns: str, *, to: str, keys: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key of blank-separated columns."""
    names = columns.split()
    return sa.ForeignKeyConstraint(
        names, [f"{to}.{column}" for column in keys.split()], name=f"{table_name}_{'_'.join(names)}_fk"
    )


def check(table_name: str, name: str, rule: str) -> sa.CheckConstraint:
    """Return a rule every row must keep."""
    return sa.CheckConstraint(rule, name=op.f(f"{table_name}_{name}_check"))


def place(table_name: str) -> tuple[SchemaItem, ...]:
    """Return where something happens: in an episode, else in a season, else in a title."""
    return (
        text("title_id"),
        number("season", optional=True),
        number("episode", optional=True),
        check(table_name, "episode", "episode IS NULL OR season IS NOT NULL"),
        reference(table_name, "universe_id title_id", to="titles", keys="universe_id id"),
        reference(table_name, "universe_id title_id season", to="seasons", keys="universe_id title_id number"),
        reference(
            table_name,
            "universe_id title_id season episode",
            to="episodes",
            keys="universe_id title_id season number",
        ),
    )
