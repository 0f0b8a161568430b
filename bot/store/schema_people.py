"""The tables of what people say is wrong in the facts, and of the bot's own affairs."""

from sqlalchemy import Column, Index, Integer

from bot.domain.fixes import LONGEST_CLAIM, LONGEST_ORIGIN
from bot.store.schema_columns import check, discord_id, key, length, table, text

command_syncs = table(
    "command_syncs",
    discord_id("application_id"),
    text("tree_hash"),
    text("synced_at"),
    key("application_id"),
)

# What people say is wrong. It refers to no fact, because facts are replaced and what was said of them stays.
fixes = table(
    "fixes",
    Column("id", Integer, nullable=False, autoincrement=False),
    discord_id("interaction_id"),
    text("universe_id", optional=True),
    text("character_id", optional=True),
    text("title_id", optional=True),
    text("claim"),
    text("origin"),
    discord_id("person_id", optional=True),
    discord_id("guild_id", optional=True),
    text("received_at"),
    text("done_at", optional=True),
    key("id"),
    check("id", "id >= 1"),
    check("subject", "universe_id IS NOT NULL OR (character_id IS NULL AND title_id IS NULL)"),
    length("claim", LONGEST_CLAIM),
    length("origin", LONGEST_ORIGIN),
    check("sender", "person_id IS NOT NULL OR guild_id IS NULL"),
)
Index("fixes_once", fixes.c.interaction_id, unique=True)
Index("fixes_by_person", fixes.c.person_id, fixes.c.received_at)
Index("fixes_by_guild", fixes.c.guild_id, fixes.c.received_at)
Index("fixes_by_state", fixes.c.done_at, fixes.c.id)

# Who counts before writing passes here first, so that on either engine no two do at the same time.
turnstiles = table("turnstiles", text("name"), text("passed_at"), key("name"))
