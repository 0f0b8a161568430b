"""What moderators may do about wishes: asked of the interaction each time, put into clean words, then kept."""

import asyncio
from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.audit import AuditLine
from bot.domain.errors import UserError
from bot.domain.free_text import on_one_line
from bot.domain.identities import GuildId, UserId
from bot.domain.names import fold
from bot.domain.signing import Signer
from bot.domain.wish_outcomes import Changed
from bot.domain.wish_settings import LONGEST_WAIT_DAYS, MOST_STANDING, WishSettings
from bot.domain.wishes import LONGEST_REMOVAL, Actor, Refusal, Wish, WishNumber
from bot.services.wish_export import ExportedWishes, exported_wishes

_FORBIDDEN = Changed(None, Refusal.FORBIDDEN)


class DecisionStore(Protocol):
    """Where it is kept what moderators decide; every method that takes an actor is done once by one interaction."""

    async def settings(self, guild: GuildId) -> WishSettings:
        """Return what a server has decided."""
        ...

    async def change_settings(
        self, actor: Actor, changes: WishSettings, now: datetime, only: Collection[str]
    ) -> WishSettings:
        """Change the settings of a server whose names are in `only`, and return all as they are now."""
        ...

    async def queue(self, guild: GuildId, limit: int, after: WishNumber | None = None) -> tuple[Wish, ...]:
        """Return wishes that wait, the oldest first, those after a number."""
        ...

    async def approve(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Open a wish that waits."""
        ...

    async def reject(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        """Remove a wish that waits."""
        ...

    async def remove(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        """Remove a wish that stands."""
        ...

    async def restore(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Open a wish that was removed, withdrawn or merged."""
        ...

    async def merge(self, actor: Actor, source: WishNumber, target: WishNumber, now: datetime) -> Changed:
        """Merge a wish into another one."""
        ...

    async def block(self, actor: Actor, person_hash: str, now: datetime, detail: str = "") -> bool:
        """Keep a person from wishing, voting and sending in questions; return whether that is new."""
        ...

    async def unblock(self, actor: Actor, person_hash: str, now: datetime, detail: str = "") -> bool:
        """Let a person wish, vote and send in questions again; return whether they were kept from it."""
        ...

    async def audit(self, guild: GuildId, limit: int, before: int | None = None) -> tuple[AuditLine, ...]:
        """Return what was decided, the newest first, lines before one."""
        ...

    async def rows_for_export(self, guild: GuildId) -> tuple[Wish, ...]:
        """Return every wish of a server."""
        ...

    async def record_export(self, actor: Actor, wishes: int, now: datetime) -> None:
        """Note that so many wishes were handed out."""
        ...


class Moderation:
    """Lets moderators decide, and nobody else: FORBIDDEN is all that others get, and nothing is looked up for them."""

    def __init__(self, store: DecisionStore, signer: Signer) -> None:
        """Keep decisions in `store`, which knows people only by the hashes of `signer`."""
        self._store = store
        self._signer = signer

    async def settings(self, actor: Actor) -> WishSettings | Refusal:
        """Return what the server has decided."""
        if not actor.manages:
            return Refusal.FORBIDDEN
        return await self._store.settings(actor.guild)

    async def change_settings(
        self, actor: Actor, changes: WishSettings, now: datetime, only: Collection[str]
    ) -> WishSettings | Refusal:
        """Change the settings whose names are in `only`, and return all; raises UserError for one out of its range."""
        if not actor.manages:
            return Refusal.FORBIDDEN
        _require_ranges(changes)
        return await self._store.change_settings(actor, changes, now, only)

    async def queue(self, actor: Actor, limit: int, after: WishNumber | None = None) -> tuple[Wish, ...] | Refusal:
        """Return up to `limit` wishes that wait for a moderator, the oldest first, those after a number."""
        if not actor.moderates:
            return Refusal.FORBIDDEN
        return await self._store.queue(actor.guild, limit, after)

    async def approve(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Open a wish that waits; its card is posted then."""
        if not actor.moderates:
            return _FORBIDDEN
        return await self._store.approve(actor, number, now)

    async def reject(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        """Remove a wish that waits; raises UserError where the reason is empty or too long."""
        if not actor.moderates:
            return _FORBIDDEN
        return await self._store.reject(actor, number, _reason(reason), now)

    async def remove(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        """Remove a wish that stands; raises UserError where the reason is empty or too long."""
        if not actor.moderates:
            return _FORBIDDEN
        return await self._store.remove(actor, number, _reason(reason), now)

    async def restore(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Open a wish that was removed, withdrawn or merged; STANDING comes with the wish that stands in its place."""
        if not actor.moderates:
            return _FORBIDDEN
        return await self._store.restore(actor, number, now)

    async def merge(self, actor: Actor, source: WishNumber, target: WishNumber, now: datetime) -> Changed:
        """Merge a wish into another one, and return the former; raises UserError where they are the same."""
        if not actor.moderates:
            return _FORBIDDEN
        if source == target:
            raise UserError("A wish cannot be merged into itself; please name the number of another one.")
        return await self._store.merge(actor, source, target, now)

    async def block(self, actor: Actor, person: UserId, why: str, now: datetime) -> bool | Refusal:
        """Keep a person from wishing, voting and sending in questions; return whether that is new. `why` may be ""."""
        if not actor.moderates:
            return Refusal.FORBIDDEN
        return await self._store.block(actor, self._signer.person_hash(actor.guild, person), now, _remark(why))

    async def unblock(self, actor: Actor, person: UserId, why: str, now: datetime) -> bool | Refusal:
        """Let a person wish, vote and send in questions; return False where they may. `why` may be empty."""
        if not actor.moderates:
            return Refusal.FORBIDDEN
        return await self._store.unblock(actor, self._signer.person_hash(actor.guild, person), now, _remark(why))

    async def audit(self, actor: Actor, limit: int, before: int | None = None) -> tuple[AuditLine, ...] | Refusal:
        """Return up to `limit` lines of what was decided, the newest first, those before a line."""
        if not actor.moderates:
            return Refusal.FORBIDDEN
        return await self._store.audit(actor.guild, limit, before)

    async def export(self, actor: Actor, now: datetime) -> ExportedWishes | Refusal:
        """Return all wishes of the server as files, as `bot.services.wish_export` says; it is noted in the audit."""
        if not actor.moderates:
            return Refusal.FORBIDDEN
        wishes = await self._store.rows_for_export(actor.guild)
        files = await asyncio.to_thread(exported_wishes, wishes)
        await self._store.record_export(actor, files.count, now)
        return files


def _reason(text: str) -> str:
    reason = _remark(text)
    if not any(fold(word) for word in reason.split()):
        raise UserError("Please say in words why; nothing was changed.")
    return reason


def _remark(text: str) -> str:
    remark = on_one_line(text)
    if len(remark) > LONGEST_REMOVAL:
        raise UserError(
            f"Please say why in at most {LONGEST_REMOVAL} characters; it has {len(remark):,} and nothing was changed."
        )
    return remark


def _require_ranges(settings: WishSettings) -> None:
    _require(settings.account_days, 0, LONGEST_WAIT_DAYS, "days for the age of an account")
    _require(settings.member_days, 0, LONGEST_WAIT_DAYS, "days for the time on the server")
    _require(settings.most_wishes, 1, MOST_STANDING, "for the wishes of a person")
    if settings.most_votes is not None:
        _require(settings.most_votes, 1, MOST_STANDING, "for the votes of a person, or nothing for no limit")


def _require(number: int, least: int, most: int, what: str) -> None:
    if not least <= number <= most:
        raise UserError(f"Please choose {least:,} to {most:,} {what}; nothing was changed.")
