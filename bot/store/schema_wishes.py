"""The tables of wishes. Every row names its server; a person's id stands only where PRIVACY.md says it does.

Wishes refer to no fact, because facts are replaced and what was wished for stays.
"""

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.schema import SchemaItem

from bot.domain.wishes import LONGEST_NAME, LONGEST_REMOVAL, LONGEST_WHY, Manner, Occasion, WishState
from bot.store.schema_columns import (
    check,
    discord_id,
    key,
    length,
    not_negative,
    number,
    one_of,
    reference,
    table,
    text,
)


def _flag(name: str) -> tuple[SchemaItem, ...]:
    return (number(name), check(name, f"{name} IN (0, 1)"))


def _named(part: str, *, optional: bool = False) -> tuple[SchemaItem, ...]:
    """A character or title: by name, and of the facts with universe and id."""
    return (
        text(f"{part}_name", optional=optional),
        text(f"{part}_universe", optional=True),
        text(f"{part}_id", optional=True),
        length(f"{part}_name", LONGEST_NAME),
        check(part, f"({part}_universe IS NULL) = ({part}_id IS NULL)"),
    )


wish_settings = table(
    "wish_settings",
    discord_id("guild_id"),
    discord_id("channel_id", optional=True),
    *_flag("review"),
    discord_id("add_role_id", optional=True),
    discord_id("vote_role_id", optional=True),
    number("account_days"),
    number("member_days"),
    number("most_wishes"),
    number("most_votes", optional=True),
    *_flag("self_votes"),
    text("hidden_until", optional=True),
    *_flag("digest"),
    *_flag("shared"),
    text("digested_at", optional=True),
    key("guild_id"),
    not_negative("account_days"),
    not_negative("member_days"),
    not_negative("most_wishes"),
    not_negative("most_votes"),
)

wishes = table(
    "wishes",
    discord_id("guild_id"),
    number("number"),
    text("key"),
    *_named("who"),
    *_named("into"),
    *_named("beside", optional=True),
    text("occasion"),
    text("why"),
    text("manner"),
    *_flag("spoiler"),
    *_flag("hidden"),
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
    *_flag("already"),
    number("voters"),
    discord_id("channel_id", optional=True),
    discord_id("message_id", optional=True),
    discord_id("thread_id", optional=True),
    key("guild_id", "number"),
    reference(["guild_id"], "wish_settings", ["guild_id"]),
    reference(["guild_id", "merged_into"], "wishes", ["guild_id", "number"]),
    check("number", "number >= 1"),
    one_of("occasion", Occasion),
    one_of("manner", Manner),
    one_of("state", WishState),
    check("why", f"length(why) <= {LONGEST_WHY}"),
    length("removal", LONGEST_REMOVAL),
    not_negative("ups"),
    not_negative("downs"),
    check("merged", "(state = 'merged') = (merged_into IS NOT NULL)"),
    check("settled", "(state = 'came-true') = (settled_at IS NOT NULL)"),
    check("card", "(channel_id IS NULL) = (message_id IS NULL)"),
)
Index("wishes_once", wishes.c.interaction_id, unique=True)
Index(
    "wishes_standing",
    wishes.c.guild_id,
    wishes.c.key,
    unique=True,
    sqlite_where=sql("state IN ('waiting', 'open')"),
    postgresql_where=sql("state IN ('waiting', 'open')"),
)
Index("wishes_by_author", wishes.c.author_id, wishes.c.guild_id)
Index("wishes_by_state", wishes.c.guild_id, wishes.c.state)
Index("wishes_by_hope", wishes.c.state, wishes.c.into_universe, wishes.c.key)
# Without it, each wish that goes is looked for among all of its server: 10,000 took seconds.
Index(
    "wishes_by_target",
    wishes.c.guild_id,
    wishes.c.merged_into,
    sqlite_where=sql("merged_into IS NOT NULL"),
    postgresql_where=sql("merged_into IS NOT NULL"),
)

# A withdrawn vote has the value 0 for a day, so that an older press that is delivered again does not bring it back;
# `via` is the wish from which a merged vote came. A negative person is nobody: who voted so was forgotten.
votes = table(
    "votes",
    discord_id("guild_id"),
    number("number"),
    discord_id("person_id"),
    number("value"),
    discord_id("interaction_id"),
    text("voted_at"),
    number("via", optional=True),
    key("guild_id", "number", "person_id"),
    reference(["guild_id", "number"], "wishes", ["guild_id", "number"]),
    check("value", "value IN (-1, 0, 1)"),
)
Index("votes_by_person", votes.c.person_id, votes.c.guild_id)
Index("votes_by_time", votes.c.guild_id, votes.c.voted_at)

follows = table(
    "follows",
    discord_id("guild_id"),
    number("number"),
    discord_id("person_id"),
    discord_id("interaction_id"),
    *_flag("follows"),
    text("followed_at"),
    key("guild_id", "number", "person_id"),
    reference(["guild_id", "number"], "wishes", ["guild_id", "number"]),
)
Index("follows_by_person", follows.c.person_id)

# What somebody is about to wish for, from the command to the form that is sent.
wish_drafts = table(
    "wish_drafts",
    text("id"),
    discord_id("guild_id"),
    discord_id("person_id"),
    text("body"),
    text("made_at"),
    key("id"),
)
Index("wish_drafts_by_person", wish_drafts.c.person_id)
Index("wish_drafts_by_time", wish_drafts.c.made_at)

# The person is a keyed hash, so that no id stays here of somebody who had theirs deleted.
blocks = table(
    "blocks",
    discord_id("guild_id"),
    text("person_hash"),
    text("blocked_at"),
    key("guild_id", "person_hash"),
)

audit_lines = table(
    "audit_lines",
    discord_id("guild_id"),
    number("line"),
    text("at"),
    discord_id("actor_id", optional=True),
    discord_id("interaction_id"),
    text("action"),
    number("number", optional=True),
    text("detail"),
    key("guild_id", "line"),
)
Index("audit_lines_once", audit_lines.c.interaction_id, unique=True)
Index("audit_lines_by_actor", audit_lines.c.actor_id)

# What is to be sent or edited on Discord, each thing once; a row goes when that is done.
errands = table(
    "errands",
    discord_id("guild_id"),
    text("kind"),
    number("number"),
    discord_id("person_id"),
    text("due_at"),
    number("tries"),
    key("guild_id", "kind", "number", "person_id"),
)
Index("errands_by_time", errands.c.due_at)
Index("errands_by_person", errands.c.person_id)

people = table("people", discord_id("person_id"), *_flag("hidden"), key("person_id"))

# Of which facts it has been looked up which wishes came true in them.
settled_facts = table("settled_facts", text("universe_id"), text("content_hash"), key("universe_id"))

# Servers that the bot was found to have left, and when that was noticed.
departures = table("departures", discord_id("guild_id"), text("noticed_at"), key("guild_id"))

# What only this installation knows, such as the key that signs buttons.
secrets = table("secrets", text("name"), text("value"), key("name"))
