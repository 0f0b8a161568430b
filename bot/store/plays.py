"""Plays as they are kept: moved on by one process at a time, and gone when all of them is shown."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any

from bot.domain.identities import ChannelId, GuildId, MessageId, UserId
from bot.domain.plays import LEASE, KeptPlay, PlayId, PlayKind, Post, Tally
from bot.domain.posed import OWN
from bot.store import plays_sql as sql
from bot.store.database import Database, Parameters, Row, Statement
from bot.store.scores import rate_statement, score_statements
from bot.store.times import moment_from, moment_text


class PlaysStore:
    """Keeps plays for one process, which is their `owner`."""

    def __init__(self, database: Database, owner: str, *, alone: bool) -> None:
        """Keep them in `database`, which stays the caller's to close.

        `alone` says that no other process can have it open, so that whatever another one owns was left alone by it.
        """
        self._database = database
        self._owner = owner
        self._alone = int(alone)

    async def open(self, kept: KeptPlay, now: datetime) -> bool:
        """Keep a new play; return False, and keep nothing, where one is underway in its channel."""
        values: Parameters = {
            **_key(kept.guild, kept.id),
            **_parts(kept),
            "channel_id": kept.channel,
            "kind": kept.kind.value,
            **self._lease(now),
        }
        (opened,) = await self._database.write(Statement(sql.OPEN, values))
        return bool(opened)

    async def keep(self, kept: KeptPlay, post: Mapping[str, Any] | None = None, tally: Tally | None = None) -> bool:
        """Keep a play as it is now, what is to be shown of that, and the scores, all or nothing.

        Return False, and keep nothing, where it was changed or taken by somebody else since it was of this `version`.
        """
        this: Parameters = {**_key(kept.guild, kept.id), "version": kept.version, "owner": self._owner}
        turn = (kept.guild, kept.id)
        statements: list[Statement] = []
        if post is not None or tally is not None:
            statements.append(Statement(sql.LOCK, _key(kept.guild, kept.id), turn, waits=True))
        if post is not None:
            statements.append(Statement(sql.ADD_POST, {**this, "post": json.dumps(post)}))
        if tally is not None:
            statements += score_statements(kept.guild, tally.day, tally.scores, guard_sql=sql.UNCHANGED, guard=this)
            if tally.question:
                statements.append(_rate(kept.guild, tally, tally.question, this))
        *_, changed = await self._database.write(*statements, Statement(sql.KEEP, {**this, **_parts(kept)}, turn))
        return bool(changed)

    async def find(self, guild: GuildId, play: PlayId) -> KeptPlay | None:
        """Return a play with its posts, as of one moment, or None."""
        this = _key(guild, play)
        rows, posts = await self._database.fetch_together(Statement(sql.FIND, this), Statement(sql.POSTS, this))
        return _kept(rows[0], posts) if rows else None

    async def owns(self, guild: GuildId, play: PlayId) -> bool:
        """Tell whether a play is there and this process's to move on."""
        ((count,),) = await self._database.fetch_all(sql.OWNED, {**_key(guild, play), "owner": self._owner})
        return bool(count)

    async def mine(self) -> tuple[tuple[GuildId, PlayId], ...]:
        """Return all plays that are this process's to move on."""
        rows = await self._database.fetch_all(sql.MINE, {"owner": self._owner})
        return tuple((GuildId(guild), PlayId(play)) for guild, play in rows)

    async def in_channel(self, guild: GuildId, channel: ChannelId) -> PlayId | None:
        """Return the play underway in a channel, or None."""
        rows = await self._database.fetch_all(sql.IN_CHANNEL, {"guild_id": guild, "channel_id": channel})
        return PlayId(rows[0][0]) if rows else None

    async def place(self, kept: KeptPlay, message: MessageId) -> None:
        """Keep where a play was shown last."""
        this: Parameters = {**_key(kept.guild, kept.id), "owner": self._owner}
        await self._database.write(Statement(sql.PLACE, {**this, "message_id": message}))

    async def shown(self, kept: KeptPlay, post: Post) -> None:
        """Forget a post that is shown, and the play with the last one."""
        this = _key(kept.guild, kept.id)
        await self._database.write(
            Statement(sql.DROP_POST, {**this, "number": post.number}), Statement(sql.DROP_ENDED, this)
        )

    async def forget(self, kept: KeptPlay) -> None:
        """Forget a play that has ended, of which there is nothing more to be shown."""
        await self._database.write(Statement(sql.DROP_ENDED, _key(kept.guild, kept.id)))

    async def take(self, now: datetime) -> tuple[KeptPlay, ...]:
        """Take the plays that no process moves on any more."""
        values: Parameters = {"now": moment_text(now), "alone": self._alone, **self._lease(now)}
        left_alone: Parameters = {name: values[name] for name in ("now", "alone", "owner")}
        taken: list[KeptPlay] = []
        for guild, play in await self._database.fetch_all(sql.LEFT_ALONE, left_alone):
            this = _key(GuildId(guild), PlayId(play))
            rows, posts = await self._database.write(
                Statement(sql.TAKE, {**values, **this}, (guild, play)), Statement(sql.POSTS, this)
            )
            taken += [_kept(row, posts) for row in rows]
        return tuple(taken)

    async def renew(self, now: datetime) -> None:
        """Say that this process still moves its plays on."""
        await self._database.write(Statement(sql.RENEW, self._lease(now)))

    async def let_go(self, now: datetime) -> None:
        """Say that this process moves on none any more."""
        await self._database.write(Statement(sql.LET_GO, {"owner": self._owner, "now": moment_text(now)}))

    async def hidden(self, people: Collection[UserId]) -> frozenset[UserId]:
        """Return who of some people has themselves hidden."""
        wanted, most = tuple(people), len(sql.PLACES)
        parts = (wanted[first : first + most] for first in range(0, len(wanted), most))
        statements = (Statement(sql.HIDDEN, dict(zip_longest(sql.PLACES, part))) for part in parts)
        found = await self._database.fetch_together(*statements)
        return frozenset(UserId(person) for rows in found for (person,) in rows)

    async def forget_messages(self) -> None:
        """Forget in which messages plays stand."""
        await self._database.write(Statement(sql.FORGET_MESSAGES, {}))

    def _lease(self, now: datetime) -> Parameters:
        return {"owner": self._owner, "owned_until": moment_text(now + LEASE)}


def _rate(guild: GuildId, tally: Tally, question: str, guard: Parameters) -> Statement:
    if tally.pool != OWN:
        return rate_statement(question, tally.answers, tally.rights, guard_sql=sql.UNCHANGED, guard=guard)
    counts: Parameters = {"question_id": question, "answers": tally.answers, "rights": tally.rights}
    return Statement(sql.RATE_OWN, {**guard, **counts, "guild_id": guild})


def _key(guild: GuildId, play: PlayId) -> Parameters:
    return {"guild_id": guild, "play_id": play}


def _parts(kept: KeptPlay) -> Parameters:
    return {
        "subject": json.dumps(kept.subject),
        "body": json.dumps(kept.body),
        "question": json.dumps(kept.question) if kept.question is not None else None,
        "due_at": moment_text(kept.due_at) if kept.due_at else None,
    }


def _kept(row: Row, posts: Collection[Row]) -> KeptPlay:
    guild, play, channel, kind, subject, body, question, message, version, due_at = row
    return KeptPlay(
        guild=GuildId(guild),
        id=PlayId(play),
        channel=ChannelId(channel),
        kind=PlayKind(kind),
        subject=json.loads(subject),
        body=json.loads(body),
        question=json.loads(question) if question else None,
        message=MessageId(message) if message else None,
        version=version,
        due_at=moment_from(due_at) if due_at else None,
        posts=tuple(Post(number, json.loads(values)) for number, values in posts),
    )
