"""People in plays that are underway, which are kept as values of JSON: where somebody is found, and taken out."""

import json
from typing import Any, NamedTuple

from bot.domain.identities import InteractionId, UserId
from bot.domain.personal_data import Sheet
from bot.domain.personal_plays import play_without, values_without
from bot.domain.plays import moment_of
from bot.store.database import Parameters, Rows, Statement, Transaction
from bot.store.times import moment_text

LEAST_SURE_ID = 10**14
"""Discord's ids have had 17 digits and more since 2015; a shorter number in a text or in values is any number."""

PLAYS = """
SELECT guild_id, play_id, channel_id, kind, version, subject, body, question FROM plays
WHERE subject LIKE :pattern OR body LIKE :pattern OR question LIKE :pattern ORDER BY guild_id, play_id"""
POSTS = """
SELECT p.guild_id, p.play_id, g.channel_id, g.kind, p.number, p.body
FROM play_posts p JOIN plays g ON g.guild_id = p.guild_id AND g.play_id = p.play_id
WHERE p.body LIKE :pattern ORDER BY p.guild_id, p.play_id, p.number"""

# Whoever moves the play on meets a version that is not theirs, and reads it again.
_REWRITE_PLAY = """
UPDATE plays SET subject = :subject, body = :body, question = :question, version = version + 1
WHERE guild_id = :guild_id AND play_id = :play_id AND version = :version"""
_REWRITE_POST = """
UPDATE play_posts SET body = :body WHERE guild_id = :guild_id AND play_id = :play_id AND number = :number"""

_COLUMNS = ("guild_id", "play_id", "channel_id", "kind", "since")


class _PlayRow(NamedTuple):
    """A row of `PLAYS`."""

    guild: int
    play: int
    channel: int
    kind: str
    version: int
    subject: str
    body: str
    question: str | None


class _PostRow(NamedTuple):
    """A row of `POSTS`."""

    guild: int
    play: int
    channel: int
    kind: str
    number: int
    body: str


def finding(person: UserId) -> tuple[Statement, Statement]:
    """Return the queries for the plays and posts that may name somebody; `plays_with` looks closer at both."""
    pattern: Parameters = {"pattern": f"%{person}%" if person >= LEAST_SURE_ID else ""}
    return Statement(PLAYS, pattern), Statement(POSTS, pattern)


def plays_with(person: UserId, plays: Rows, posts: Rows) -> Sheet:
    """Return the plays that do name somebody, each once: where, of which kind, since when."""
    naming = {row[:4] for row in plays if _without_play(_PlayRow(*row), person)}
    naming |= {row[:4] for row in posts if _without_post(_PostRow(*row), person)}
    rows = [(*row, moment_text(moment_of(InteractionId(row[1])))) for row in sorted(naming)]
    return Sheet("plays", _COLUMNS, rows)


async def count_plays(transaction: Transaction, person: UserId) -> int:
    """Return how many plays name somebody."""
    plays, posts = [await transaction.fetch_all(one.sql, one.parameters) for one in finding(person)]
    return len(plays_with(person, plays, posts).rows)


async def leave_plays(transaction: Transaction, person: UserId) -> None:
    """Take somebody out of the plays that are underway; one that is just being moved on stays as it is."""
    plays, posts = [await transaction.fetch_all(one.sql, one.parameters) for one in finding(person)]
    rewritten = [_without_play(_PlayRow(*row), person) for row in plays]
    rewritten += [_without_post(_PostRow(*row), person) for row in posts]
    for statement in filter(None, rewritten):
        await transaction.fetch_all(statement.sql, statement.parameters)


def _without_play(row: _PlayRow, person: UserId) -> Statement | None:
    """Return what writes a play without somebody, None where they are not in it."""
    subject, body = json.loads(row.subject), json.loads(row.body)
    question: Any = json.loads(row.question) if row.question else None
    before = (subject, body, question)
    after = (
        values_without(subject, person),
        play_without(body, person),
        values_without(question, person),
    )
    if before == after:
        return None
    subject, body, question = after
    return Statement(
        _REWRITE_PLAY,
        {
            "guild_id": row.guild,
            "play_id": row.play,
            "version": row.version,
            "subject": json.dumps(subject),
            "body": json.dumps(body),
            "question": json.dumps(question) if question is not None else None,
        },
    )


def _without_post(row: _PostRow, person: UserId) -> Statement | None:
    """Return what writes a post without somebody, None where they are not in it."""
    before: Any = json.loads(row.body)
    after = values_without(before, person)
    if before == after:
        return None
    this: Parameters = {"guild_id": row.guild, "play_id": row.play, "number": row.number}
    return Statement(_REWRITE_POST, {**this, "body": json.dumps(after)})
