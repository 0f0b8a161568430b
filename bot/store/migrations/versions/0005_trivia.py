"""Plays of trivia, the scores that stay of them, questions of servers, and the daily five.

Frozen: `bot.store.schema` may grow, this stays what it was when it was released.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0005"
down_revision = "0004"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DISCORD_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDERWAY = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Create all tables."""
    create_plays()
    create_scores()
    create_own_questions()
    create_dailies()


def create_plays() -> None:
    """Create plays and what is to be shown of them."""
    table(
        "plays",
        discord_id("guild_id"),
        discord_id("play_id"),
        discord_id("channel_id"),
        text("kind"),
        text("subject"),
        text("body"),
        text("question", optional=True),
        discord_id("message_id", optional=True),
        number("version"),
        text("due_at", optional=True),
        text("owner"),
        text("owned_until"),
        sa.PrimaryKeyConstraint("guild_id", "play_id", name="plays_pk"),
        check("plays", "kind", "kind IN ('trivia', 'links')"),
        check("plays", "version", "version >= 0"),
    )
    op.create_index(
        "plays_underway", "plays", ["channel_id"], unique=True, sqlite_where=UNDERWAY, postgresql_where=UNDERWAY
    )
    op.create_index("plays_by_lease", "plays", ["owned_until"])
    table(
        "play_posts",
        discord_id("guild_id"),
        discord_id("play_id"),
        number("number"),
        text("body"),
        sa.PrimaryKeyConstraint("guild_id", "play_id", "number", name="play_posts_pk"),
        sa.ForeignKeyConstraint(
            ["guild_id", "play_id"], ["plays.guild_id", "plays.play_id"], name="play_posts_guild_id_play_id_fk"
        ),
    )


def create_scores() -> None:
    """Create scores, answer rates, asked questions."""
    table(
        "scores",
        discord_id("guild_id"),
        discord_id("person_id"),
        text("day"),
        number("points"),
        number("answers"),
        number("rights"),
        number("took_ms"),
        number("best_streak"),
        number("plays"),
        number("wins"),
        sa.PrimaryKeyConstraint("guild_id", "person_id", "day", name="scores_pk"),
        check("scores", "day", "day LIKE '____-__-__'"),
        check("scores", "rights", "rights BETWEEN 0 AND answers"),
        check("scores", "wins", "wins BETWEEN 0 AND plays"),
        check("scores", "points", "points >= 0"),
        check("scores", "took_ms", "took_ms >= 0"),
        check("scores", "best_streak", "best_streak >= 0"),
    )
    for_boards = ["guild_id", "day", "person_id", "points", "answers", "rights", "took_ms", "best_streak"]
    op.create_index("scores_by_day", "scores", for_boards)
    op.create_index("scores_by_person", "scores", ["person_id"])
    table(
        "answer_rates",
        text("question_id"),
        number("answers"),
        number("rights"),
        sa.PrimaryKeyConstraint("question_id", name="answer_rates_pk"),
        check("answer_rates", "rights", "rights BETWEEN 0 AND answers"),
    )
    table(
        "asked_questions",
        discord_id("guild_id"),
        text("pool"),
        text("question_id"),
        text("asked_at"),
        sa.PrimaryKeyConstraint("guild_id", "pool", "question_id", name="asked_questions_pk"),
    )


def create_own_questions() -> None:
    """Create the questions of servers."""
    table(
        "own_questions",
        discord_id("guild_id"),
        number("number"),
        text("fingerprint"),
        text("text"),
        text("accepted"),
        text("wrong"),
        text("category", optional=True),
        text("level", optional=True),
        text("author", optional=True),
        text("list", optional=True),
        text("state"),
        discord_id("person_id", optional=True),
        discord_id("interaction_id"),
        text("made_at"),
        number("answers"),
        number("rights"),
        sa.PrimaryKeyConstraint("guild_id", "number", name="own_questions_pk"),
        check("own_questions", "number", "number >= 1"),
        check("own_questions", "text", "length(text) BETWEEN 1 AND 500"),
        check("own_questions", "level", "level IN ('easy', 'medium', 'hard')"),
        check("own_questions", "state", "state IN ('waiting', 'approved')"),
        check("own_questions", "rights", "rights BETWEEN 0 AND answers"),
    )
    op.create_index("own_questions_once", "own_questions", ["guild_id", "fingerprint"], unique=True)
    op.create_index("own_questions_by_state", "own_questions", ["guild_id", "state"])
    op.create_index("own_questions_by_person", "own_questions", ["person_id"])


def create_dailies() -> None:
    """Create the daily five and what was answered."""
    table(
        "dailies",
        text("day"),
        text("universe_id"),
        number("questions"),
        text("body"),
        sa.PrimaryKeyConstraint("day", "universe_id", name="dailies_pk"),
        check("dailies", "day", "day LIKE '____-__-__'"),
        check("dailies", "questions", "questions BETWEEN 1 AND 5"),
    )
    table(
        "daily_answers",
        discord_id("person_id"),
        text("universe_id"),
        text("day"),
        number("number"),
        number("choice"),
        number("is_right"),
        discord_id("interaction_id"),
        text("answered_at"),
        sa.PrimaryKeyConstraint("person_id", "universe_id", "day", "number", name="daily_answers_pk"),
        check("daily_answers", "day", "day LIKE '____-__-__'"),
        check("daily_answers", "number", "number BETWEEN 1 AND 5"),
        check("daily_answers", "choice", "choice >= 0"),
        check("daily_answers", "is_right", "is_right IN (0, 1)"),
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
