"""Wishes, the votes on them, what moderators decide about them, and what the bot has to do for them.

Frozen: `bot.store.schema` may grow, this stays what it was when it was released.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0004"
down_revision = "0003"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DISCORD_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STANDING = sa.text("state IN ('waiting', 'open')")
MERGED = sa.text("merged_into IS NOT NULL")


def upgrade() -> None:
    """Create all tables."""
    create_wishes()
    create_votes()
    create_moderation()
    create_people()


def create_wishes() -> None:
    """Create wish settings, wishes."""
    table(
        "wish_settings",
        discord_id("guild_id"),
        discord_id("channel_id", optional=True),
        number("review"),
        discord_id("add_role_id", optional=True),
        discord_id("vote_role_id", optional=True),
        number("account_days"),
        number("member_days"),
        number("most_wishes"),
        number("most_votes", optional=True),
        number("self_votes"),
        text("hidden_until", optional=True),
        number("digest"),
        number("shared"),
        text("digested_at", optional=True),
        sa.PrimaryKeyConstraint("guild_id", name="wish_settings_pk"),
        check("wish_settings", "account_days", "account_days >= 0"),
        check("wish_settings", "digest", "digest IN (0, 1)"),
        check("wish_settings", "member_days", "member_days >= 0"),
        check("wish_settings", "most_votes", "most_votes >= 0"),
        check("wish_settings", "most_wishes", "most_wishes >= 0"),
        check("wish_settings", "review", "review IN (0, 1)"),
        check("wish_settings", "self_votes", "self_votes IN (0, 1)"),
        check("wish_settings", "shared", "shared IN (0, 1)"),
    )
    table(
        "wishes",
        discord_id("guild_id"),
        number("number"),
        text("key"),
        text("who_name"),
        text("who_universe", optional=True),
        text("who_id", optional=True),
        text("into_name"),
        text("into_universe", optional=True),
        text("into_id", optional=True),
        text("beside_name", optional=True),
        text("beside_universe", optional=True),
        text("beside_id", optional=True),
        text("occasion"),
        text("why"),
        text("manner"),
        number("spoiler"),
        number("hidden"),
        discord_id("author_id", optional=True),
        text("state"),
        discord_id("interaction_id"),
        text("made_at"),
        discord_id("origin_id", optional=True),
        number("ups"),
        number("downs"),
        number("merged_into", optional=True),
        text("removal", optional=True),
        text("true_title", optional=True),
        number("true_season", optional=True),
        number("true_episode", optional=True),
        text("true_on", optional=True),
        text("settled_at", optional=True),
        number("already"),
        number("voters"),
        discord_id("channel_id", optional=True),
        discord_id("message_id", optional=True),
        discord_id("thread_id", optional=True),
        sa.PrimaryKeyConstraint("guild_id", "number", name="wishes_pk"),
        sa.ForeignKeyConstraint(["guild_id"], ["wish_settings.guild_id"], name="wishes_guild_id_fk"),
        sa.ForeignKeyConstraint(
            ["guild_id", "merged_into"], ["wishes.guild_id", "wishes.number"], name="wishes_guild_id_merged_into_fk"
        ),
        check("wishes", "already", "already IN (0, 1)"),
        check("wishes", "beside", "(beside_universe IS NULL) = (beside_id IS NULL)"),
        check("wishes", "beside_name", "length(beside_name) BETWEEN 1 AND 100"),
        check("wishes", "card", "(channel_id IS NULL) = (message_id IS NULL)"),
        check("wishes", "downs", "downs >= 0"),
        check("wishes", "hidden", "hidden IN (0, 1)"),
        check("wishes", "into", "(into_universe IS NULL) = (into_id IS NULL)"),
        check("wishes", "into_name", "length(into_name) BETWEEN 1 AND 100"),
        check("wishes", "manner", "manner IN ('any', 'cameo', 'guest-arc', 'team-up')"),
        check("wishes", "merged", "(state = 'merged') = (merged_into IS NOT NULL)"),
        check("wishes", "number", "number >= 1"),
        check("wishes", "occasion", "occasion IN ('first', 'again', 'variant')"),
        check("wishes", "removal", "length(removal) BETWEEN 1 AND 200"),
        check("wishes", "settled", "(state = 'came-true') = (settled_at IS NOT NULL)"),
        check("wishes", "spoiler", "spoiler IN (0, 1)"),
        check("wishes", "state", "state IN ('waiting', 'open', 'came-true', 'withdrawn', 'removed', 'merged')"),
        check("wishes", "ups", "ups >= 0"),
        check("wishes", "who", "(who_universe IS NULL) = (who_id IS NULL)"),
        check("wishes", "who_name", "length(who_name) BETWEEN 1 AND 100"),
        check("wishes", "why", "length(why) <= 600"),
    )
    op.create_index("wishes_by_author", "wishes", ["author_id", "guild_id"])
    op.create_index("wishes_by_hope", "wishes", ["state", "into_universe", "key"])
    op.create_index("wishes_by_state", "wishes", ["guild_id", "state"])
    op.create_index(
        "wishes_by_target",
        "wishes",
        ["guild_id", "merged_into"],
        sqlite_where=MERGED,
        postgresql_where=MERGED,
    )
    op.create_index("wishes_once", "wishes", ["interaction_id"], unique=True)
    op.create_index(
        "wishes_standing", "wishes", ["guild_id", "key"], unique=True, sqlite_where=STANDING, postgresql_where=STANDING
    )


def create_votes() -> None:
    """Create votes, follows, wish drafts."""
    table(
        "votes",
        discord_id("guild_id"),
        number("number"),
        discord_id("person_id"),
        number("value"),
        discord_id("interaction_id"),
        text("voted_at"),
        number("via", optional=True),
        sa.PrimaryKeyConstraint("guild_id", "number", "person_id", name="votes_pk"),
        sa.ForeignKeyConstraint(
            ["guild_id", "number"], ["wishes.guild_id", "wishes.number"], name="votes_guild_id_number_fk"
        ),
        check("votes", "value", "value IN (-1, 0, 1)"),
    )
    op.create_index("votes_by_person", "votes", ["person_id", "guild_id"])
    op.create_index("votes_by_time", "votes", ["guild_id", "voted_at"])
    table(
        "follows",
        discord_id("guild_id"),
        number("number"),
        discord_id("person_id"),
        discord_id("interaction_id"),
        number("follows"),
        text("followed_at"),
        sa.PrimaryKeyConstraint("guild_id", "number", "person_id", name="follows_pk"),
        sa.ForeignKeyConstraint(
            ["guild_id", "number"], ["wishes.guild_id", "wishes.number"], name="follows_guild_id_number_fk"
        ),
        check("follows", "follows", "follows IN (0, 1)"),
    )
    op.create_index("follows_by_person", "follows", ["person_id"])
    table(
        "wish_drafts",
        text("id"),
        discord_id("guild_id"),
        discord_id("person_id"),
        text("body"),
        text("made_at"),
        sa.PrimaryKeyConstraint("id", name="wish_drafts_pk"),
    )
    op.create_index("wish_drafts_by_person", "wish_drafts", ["person_id"])
    op.create_index("wish_drafts_by_time", "wish_drafts", ["made_at"])


def create_moderation() -> None:
    """Create blocks, audit lines, errands."""
    table(
        "blocks",
        discord_id("guild_id"),
        text("person_hash"),
        text("blocked_at"),
        sa.PrimaryKeyConstraint("guild_id", "person_hash", name="blocks_pk"),
    )
    table(
        "audit_lines",
        discord_id("guild_id"),
        number("line"),
        text("at"),
        discord_id("actor_id", optional=True),
        discord_id("interaction_id"),
        text("action"),
        number("number", optional=True),
        text("detail"),
        sa.PrimaryKeyConstraint("guild_id", "line", name="audit_lines_pk"),
    )
    op.create_index("audit_lines_by_actor", "audit_lines", ["actor_id"])
    op.create_index("audit_lines_once", "audit_lines", ["interaction_id"], unique=True)
    table(
        "errands",
        discord_id("guild_id"),
        text("kind"),
        number("number"),
        discord_id("person_id"),
        text("due_at"),
        number("tries"),
        sa.PrimaryKeyConstraint("guild_id", "kind", "number", "person_id", name="errands_pk"),
    )
    op.create_index("errands_by_person", "errands", ["person_id"])
    op.create_index("errands_by_time", "errands", ["due_at"])


def create_people() -> None:
    """Create people, settled facts, departures, secrets."""
    table(
        "people",
        discord_id("person_id"),
        number("hidden"),
        sa.PrimaryKeyConstraint("person_id", name="people_pk"),
        check("people", "hidden", "hidden IN (0, 1)"),
    )
    table(
        "settled_facts",
        text("universe_id"),
        text("content_hash"),
        sa.PrimaryKeyConstraint("universe_id", name="settled_facts_pk"),
    )
    table(
        "departures",
        discord_id("guild_id"),
        text("noticed_at"),
        sa.PrimaryKeyConstraint("guild_id", name="departures_pk"),
    )
    table(
        "secrets",
        text("name"),
        text("value"),
        sa.PrimaryKeyConstraint("name", name="secrets_pk"),
    )


def table(name: str, *items: SchemaItem) -> None:
    """Create a table, strict and without row ids where the engine knows such things."""
    op.create_table(name, *items, sqlite_strict=True, sqlite_with_rowid=False)


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """Return a column of text that sorts by code point."""
    return sa.Column(name, TEXT, nullable=optional)


def number(name: str, *, optional: bool = False) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, sa.Integer, nullable=optional)


def discord_id(name: str, *, optional: bool = False) -> sa.Column[int]:
    """Return a column of Discord's ids."""
    return sa.Column(name, DISCORD_ID, nullable=optional, autoincrement=False)


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    """Return a rule that every row of a table must keep."""
    return sa.CheckConstraint(rule, name=op.f(f"{table}_{name}_check"))
