"""Votes and follows as they are kept: one a person, the newest press counts, the tally changes with them."""

from datetime import datetime

from bot.domain.signing import nobody_of
from bot.domain.wish_outcomes import Pressed
from bot.domain.wishes import Actor, Refusal, WishNumber
from bot.store import votes_sql as sql
from bot.store.database import Database, Parameters, Rows, Statement
from bot.store.times import moment_text
from bot.store.wishes import rules_of, seen_from
from bot.store.wishes_sql import FIND_WITH_SETTINGS


class VotesStore:
    """Keeps who is for which wish."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`, which stays the caller's to close."""
        self._database = database

    async def vote(self, number: WishNumber, value: int, actor: Actor, person_hash: str, now: datetime) -> Pressed:
        """Record a vote (1, -1, or 0 to take it back) where the rules allow it, and return the wish with it counted.

        A press that is delivered again, or after a newer one, changes nothing.
        """
        this: Parameters = {"guild_id": actor.guild, "number": number, "person_id": actor.person}
        rules: Parameters = {**rules_of(actor, person_hash, now), **this, "value": value}
        press: Parameters = {**rules, "interaction_id": actor.interaction}
        _, _, _, before, _, _, refusals, found = await self._database.write(
            Statement(sql.LOCK_LIMIT, {"guild_id": actor.guild}, (actor.guild, number), waits=True),
            Statement(sql.LOCK, {"guild_id": actor.guild, "number": number}, waits=True),
            Statement(sql.RECLAIM, {**rules, "nobody": nobody_of(person_hash)}),
            Statement(sql.BEFORE, this),
            Statement(sql.COUNT, press),
            Statement(sql.RECORD, {**press, "now": moment_text(now)}),
            Statement(sql.REFUSAL, rules),
            Statement(FIND_WITH_SETTINGS, this),
        )
        return _pressed(found, refusals, before)

    async def follow(
        self, number: WishNumber, actor: Actor, person_hash: str, now: datetime, *, follows: bool
    ) -> Pressed:
        """Record whether a person wants to be told when a wish comes true."""
        this: Parameters = {"guild_id": actor.guild, "number": number, "person_id": actor.person}
        rule: Parameters = {
            "guild_id": actor.guild,
            "number": number,
            "person_hash": person_hash,
            "follows": int(follows),
        }
        values: Parameters = {**this, **rule, "interaction_id": actor.interaction, "now": moment_text(now)}
        _, _, refusals, found = await self._database.write(
            Statement(sql.LOCK, {"guild_id": actor.guild, "number": number}, (actor.guild, number), waits=True),
            Statement(sql.FOLLOW, values),
            Statement(sql.FOLLOW_REFUSAL, rule),
            Statement(FIND_WITH_SETTINGS, this),
        )
        return _pressed(found, refusals, [])


def _pressed(found: Rows, refusals: Rows, before: Rows) -> Pressed:
    if not found:
        return Pressed(None, Refusal.UNKNOWN)
    refusal = refusals[0][0]
    return Pressed(seen_from(found[0]), Refusal(refusal) if refusal else None, before[0][0] if before else 0)
