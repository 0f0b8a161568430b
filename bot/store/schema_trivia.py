"""The tables of trivia. A play is a row as long as it is played; what stays are scores by day and what was asked."""

from sqlalchemy import Index
from sqlalchemy import text as sql

from bot.domain.own_questions import LONGEST_QUESTION, Level, QuestionState
from bot.domain.plays import PlayKind
from bot.store.schema_columns import (
    check,
    date,
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

# `body` is the whole play as JSON; `version` grows with each change, so that two who hold it cannot both write.
# Whoever is the `owner` until `owned_until` moves it on. A row goes when its play has ended and all of it is shown.
plays = table(
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
    key("guild_id", "play_id"),
    one_of("kind", PlayKind),
    not_negative("version"),
)
Index(
    "plays_underway",
    plays.c.channel_id,
    unique=True,
    sqlite_where=sql("due_at IS NOT NULL"),
    postgresql_where=sql("due_at IS NOT NULL"),
)
Index("plays_by_lease", plays.c.owned_until)

# What of a play is still to be shown, in this order; a row goes when that is done.
play_posts = table(
    "play_posts",
    discord_id("guild_id"),
    discord_id("play_id"),
    number("number"),
    text("body"),
    key("guild_id", "play_id", "number"),
    reference(["guild_id", "play_id"], "plays", ["guild_id", "play_id"]),
)

# Of rated rounds alone: those in which two people or more chose.
scores = table(
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
    key("guild_id", "person_id", "day"),
    date("day"),
    check("rights", "rights BETWEEN 0 AND answers"),
    check("wins", "wins BETWEEN 0 AND plays"),
    *map(not_negative, ("points", "took_ms", "best_streak")),
)
# Has all that a board of few days is made of, so that no row need be looked up.
_FOR_BOARDS = ("guild_id", "day", "person_id", "points", "answers", "rights", "took_ms", "best_streak")
Index("scores_by_day", *(scores.c[column] for column in _FOR_BOARDS))
Index("scores_by_person", scores.c.person_id)

# How often a question made from the facts was answered, and rightly, anywhere; by whom is not kept.
answer_rates = table(
    "answer_rates",
    text("question_id"),
    number("answers"),
    number("rights"),
    key("question_id"),
    check("rights", "rights BETWEEN 0 AND answers"),
)

# So that no question comes twice in a server until a pool (a universe, or the server's own) is used up.
asked_questions = table(
    "asked_questions",
    discord_id("guild_id"),
    text("pool"),
    text("question_id"),
    text("asked_at"),
    key("guild_id", "pool", "question_id"),
)

own_questions = table(
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
    key("guild_id", "number"),
    check("number", "number >= 1"),
    length("text", LONGEST_QUESTION),
    one_of("level", Level),
    one_of("state", QuestionState),
    check("rights", "rights BETWEEN 0 AND answers"),
)
Index("own_questions_once", own_questions.c.guild_id, own_questions.c.fingerprint, unique=True)
Index("own_questions_by_state", own_questions.c.guild_id, own_questions.c.state)
Index("own_questions_by_person", own_questions.c.person_id)

# The `questions` of a day (five, or as many as there were), the same for all whatever becomes of the facts meanwhile.
dailies = table(
    "dailies",
    text("day"),
    text("universe_id"),
    number("questions"),
    text("body"),
    key("day", "universe_id"),
    date("day"),
    check("questions", "questions BETWEEN 1 AND 5"),
)

daily_answers = table(
    "daily_answers",
    discord_id("person_id"),
    text("universe_id"),
    text("day"),
    number("number"),
    number("choice"),
    number("is_right"),
    discord_id("interaction_id"),
    text("answered_at"),
    key("person_id", "universe_id", "day", "number"),
    date("day"),
    check("number", "number BETWEEN 1 AND 5"),
    not_negative("choice"),
    check("is_right", "is_right IN (0, 1)"),
)
