"""What moderators decide about wishes, each decision one transaction with its line in the audit of the server."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime

from bot.domain.audit import Action, AuditLine, settings_in_words
from bot.domain.identities import GuildId, UserId
from bot.domain.wish_outcomes import Changed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Refusal, Wish, WishNumber, WishState
from bot.store import moderation_sql as sql
from bot.store.database import Database, Parameters, Row, Rows, Statement
from bot.store.errors import ConstraintError
from bot.store.merging_sql import locking_statements, merge_statements, unmerge_statements
from bot.store.settings_sql import ENSURE_SETTINGS, LOCK_SERVER, SETTINGS, settings_from, settings_values
from bot.store.times import moment_from, moment_text
from bot.store.wish_rows import wish_from

_ALL_SETTINGS = tuple(field.name for field in fields(WishSettings))
_RESTORABLE = (WishState.REMOVED, WishState.WITHDRAWN, WishState.MERGED)


class ModerationStore:
    """Keeps what the moderators of all servers decided.

    Every decision is made once by one interaction: delivered again it changes nothing, and its outcome is the same
    (with the wish as it is by then). Of two that contradict each other the later one is refused, in any process.
    """

    def __init__(self, database: Database) -> None:
        """Keep it in `database`, which stays the caller's to close."""
        self._database = database

    async def settings(self, guild: GuildId) -> WishSettings:
        """Return what a server has decided, or the defaults."""
        rows = await self._database.fetch_all(SETTINGS, {"guild_id": guild})
        return settings_from(rows[0]) if rows else WishSettings()

    async def change_settings(
        self, actor: Actor, changes: WishSettings, now: datetime, only: Collection[str] = _ALL_SETTINGS
    ) -> WishSettings:
        """Change settings of a server, those in `only`, and return all as they are now; the audit says what differs.

        What was sent before the newest change of a setting does not change it, whenever it is delivered.
        """
        columns = settings_values(changes)
        changed = [column for name, column in zip(_ALL_SETTINGS, columns, strict=True) if name in only]
        if not changed:
            return await self.settings(actor.guild)
        words = zip(columns, settings_in_words(changes), strict=True)
        values: Parameters = {
            **_line_values(actor, Action.SETTINGS, now),
            **columns,
            **{f"{column}_words": f"{said}; " for column, said in words},
        }
        statements = (*_first(actor.guild), *(Statement(part, values) for part in sql.change_of(changed)))
        outcome = [Statement(sql.DONE, values), Statement(SETTINGS, {"guild_id": actor.guild})]
        _, (settings,) = await self._write_once(statements, outcome)
        return settings_from(settings)

    async def queue(self, guild: GuildId, limit: int, after: WishNumber | None = None) -> tuple[Wish, ...]:
        """Return up to `limit` wishes that wait for a moderator, the oldest first, those after a number."""
        values: Parameters = {"guild_id": guild, "limit": limit, "after": after or 0}
        return tuple(map(wish_from, await self._database.fetch_all(sql.QUEUE, values)))

    async def approve(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Open a wish that waits, and have its card posted."""
        return await self._decide(sql.APPROVE, actor, number, _line_values(actor, Action.APPROVED, now, number))

    async def reject(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        """Remove a wish that waits."""
        return await self._decide(sql.REJECT, actor, number, _line_values(actor, Action.REJECTED, now, number, reason))

    async def remove(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        """Remove a wish that stands."""
        return await self._decide(sql.REMOVE, actor, number, _line_values(actor, Action.REMOVED, now, number, reason))

    async def restore(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Open a wish that was removed, withdrawn or merged, whose votes then leave the wish it was merged into.

        Refused as STANDING, with the wish that stands, where the same wish was made meanwhile.
        """
        rows = await self._database.fetch_all(sql.MERGED_INTO, {"guild_id": actor.guild, "number": number})
        target = rows[0][0] if rows else None
        values = _line_values(actor, Action.RESTORED, now, number, "" if target is None else str(target))
        if target is None:
            return await self._decide(sql.RESTORE, actor, number, values)
        return await self._write_decision(
            *locking_statements(actor.guild, number, target),
            Statement(sql.UNMERGE_LINE, {**values, "source": number, "target": target}),
            *unmerge_statements(actor.guild, number, target, now),
            values=values,
        )

    async def merge(self, actor: Actor, source: WishNumber, target: WishNumber, now: datetime) -> Changed:
        """Merge a wish that stands into another one, or into the one that was merged into; return the source.

        Refused as CLOSED where they are the same, one does not stand, or an open one would go into one that waits.
        """
        rows = await self._database.fetch_all(sql.MERGED_INTO, {"guild_id": actor.guild, "number": target})
        if not rows:
            return Changed(None, Refusal.UNKNOWN)
        into = WishNumber(rows[0][0] or target)
        values = _line_values(actor, Action.MERGED, now, source, str(into))
        return await self._write_decision(
            *locking_statements(actor.guild, source, into),
            Statement(sql.MERGE_LINE, {**values, "source": source, "target": into}),
            *merge_statements(actor.guild, source, into, now),
            values=values,
        )

    async def block(self, actor: Actor, person_hash: str, now: datetime, detail: str = "") -> bool:
        """Keep a person from wishing, voting and sending in questions; return False where they were already."""
        values: Parameters = {**_line_values(actor, Action.BLOCKED, now, detail=detail), "person_hash": person_hash}
        return await self._change_block(sql.BLOCK_LINE, sql.BLOCK, values, actor.guild)

    async def unblock(self, actor: Actor, person_hash: str, now: datetime, detail: str = "") -> bool:
        """Let a person wish, vote and send in questions again; return False where they may already."""
        values: Parameters = {**_line_values(actor, Action.UNBLOCKED, now, detail=detail), "person_hash": person_hash}
        return await self._change_block(sql.UNBLOCK_LINE, sql.UNBLOCK, values, actor.guild)

    async def audit(self, guild: GuildId, limit: int, before: int | None = None) -> tuple[AuditLine, ...]:
        """Return up to `limit` lines of what was decided in a server, the newest first, those before a line."""
        values: Parameters = {"guild_id": guild, "limit": limit, "before": before}
        return tuple(map(_audit_line, await self._database.fetch_all(sql.AUDIT, values)))

    async def rows_for_export(self, guild: GuildId) -> tuple[Wish, ...]:
        """Return every wish of a server, whatever became of it, by number."""
        rows = await self._database.fetch_all(sql.EXPORT, {"guild_id": guild})
        return await asyncio.to_thread(lambda: tuple(map(wish_from, rows)))

    async def record_export(self, actor: Actor, wishes: int, now: datetime) -> None:
        """Note in the audit that so many wishes were handed out."""
        values = _line_values(actor, Action.EXPORTED, now, detail=str(wishes))
        await self._database.write(*_first(actor.guild), Statement(sql.EXPORTED, values))

    async def _decide(self, decision: sql.Decision, actor: Actor, number: WishNumber, values: Parameters) -> Changed:
        return await self._write_decision(
            *locking_statements(actor.guild, number),
            *(Statement(part, values) for part in decision),
            values=values,
        )

    async def _write_decision(self, *statements: Statement, values: Parameters) -> Changed:
        outcome = [Statement(part, values) for part in (sql.DONE, sql.FIND, sql.STANDING_TWIN)]
        done, found, twins = await self._write_once(statements, outcome)
        if not found:
            return Changed(None, Refusal.UNKNOWN)
        wish = wish_from(found[0])
        if done:
            return Changed(wish)
        if twins and values["action"] == Action.RESTORED and wish.state in _RESTORABLE:
            return Changed(wish_from(twins[0]), Refusal.STANDING)
        return Changed(wish, Refusal.CLOSED)

    async def _change_block(self, line: str, change: str, values: Parameters, guild: GuildId) -> bool:
        statements = (*_first(guild), Statement(line, values), Statement(change, values))
        (done,) = await self._write_once(statements, [Statement(sql.DONE, values)])
        return bool(done)

    async def _write_once(self, statements: Sequence[Statement], outcome: Sequence[Statement]) -> list[Rows]:
        """Return the rows of `outcome` after the write, or, of one that was done before, without it."""
        try:
            rows = await self._database.write(*statements, *outcome)
        except ConstraintError:
            rows = await self._database.fetch_together(*outcome)
            if not rows[0]:
                raise
        return rows[-len(outcome) :]


def _first(guild: GuildId) -> tuple[Statement, Statement]:
    """Return what makes sure that a server has settings, and then waits for whoever moderates in it."""
    defaults: Parameters = {**settings_values(WishSettings()), "guild_id": guild}
    return Statement(ENSURE_SETTINGS, defaults, (guild, 0)), Statement(LOCK_SERVER, {"guild_id": guild})


def _line_values(
    actor: Actor, action: Action, now: datetime, number: WishNumber | None = None, detail: str = ""
) -> Parameters:
    return {
        "guild_id": actor.guild,
        "actor_id": actor.person,
        "interaction_id": actor.interaction,
        "action": action,
        "number": number,
        "detail": detail,
        "now": moment_text(now),
    }


def _audit_line(row: Row) -> AuditLine:
    line, at, actor, action, number, detail = row
    return AuditLine(
        line,
        moment_from(at),
        None if actor is None else UserId(actor),
        Action(action),
        None if number is None else WishNumber(number),
        detail,
    )
