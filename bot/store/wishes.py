"""Wishes as they are kept: made, found, edited and withdrawn, each write one transaction with its rules in it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.identities import ChannelId, GuildId, UserId
from bot.domain.wish_outcomes import Added, Changed, Seen, SharedWish, WishEntry, WishFilter
from bot.domain.wish_settings import BURST, DAY, MOST_IN_A_BURST, MOST_IN_A_DAY, MOST_STANDING, WishSettings
from bot.domain.wishes import (
    Actor,
    CardPlace,
    Refusal,
    Tally,
    Wanted,
    Wish,
    WishNumber,
    WishState,
    Wording,
)
from bot.store import wishes_sql as sql
from bot.store.database import Database, Parameters, Row, Statement
from bot.store.settings_sql import (
    ENSURE_SETTINGS,
    LOCK_SERVER,
    SETTINGS,
    SETTINGS_WIDTH,
    settings_from,
    settings_values,
)
from bot.store.times import moment_from, moment_text
from bot.store.votes_sql import LOCK
from bot.store.wish_rows import WISH_WIDTH, named_values, wanted_from, wish_from

DRAFT_KEPT = timedelta(days=1)
"""How long somebody may take from the command to the form; a person asleep in between is done by then."""
_EVER = "0"
_AT_ONCE = 200  # rows that become entries on the event loop, 5 microseconds each
_SECONDS_OF_A_DAY = 86_400


class WishesStore:
    """Keeps the wishes of all servers."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`, which stays the caller's to close."""
        self._database = database

    async def add(
        self,
        wanted: Wanted,
        wording: Wording,
        actor: Actor,
        person_hash: str,
        now: datetime,
        *,
        server_hash: str = "",
    ) -> Added:
        """Make a wish unless a rule or the same one stands against it; one interaction makes one.

        By the hash of the server it is known which numbers it had before its data was deleted.
        """
        values: Parameters = {
            **_rules(actor, person_hash, now),
            **named_values(wanted),
            **_wording(wording),
            "key": wanted.key,
            "occasion": wanted.occasion,
            "moderates": int(actor.moderates),
            "interaction_id": actor.interaction,
            "last_number": last_number_name(server_hash),
            "origin_id": actor.channel,
            "now": moment_text(now),
        }
        guild: Parameters = {"guild_id": actor.guild}
        once: Parameters = {"interaction_id": actor.interaction}
        _, _, refusals, _, _, made, same = await self._database.write(
            Statement(ENSURE_SETTINGS, {**settings_values(WishSettings()), **guild}, (actor.guild, 0)),
            Statement(LOCK_SERVER, guild),
            Statement(sql.ADD_REFUSAL, values),
            Statement(sql.ADD, values),
            Statement(sql.POST_NEW, {"now": moment_text(now), **once}),
            Statement(sql.MADE, {**guild, **once}),
            Statement(sql.SAME, {**guild, "key": wanted.key}),
        )
        if made:
            return Added(wish_from(made[0]))
        if same:
            return Added(wish_from(same[0]), Refusal.STANDING)
        return Added(None, Refusal(refusals[0][0]))

    async def add_refusal(self, actor: Actor, person_hash: str, now: datetime) -> Refusal | None:
        """Return which rule would keep a wish of this person out at this moment, or None."""
        settings = await self._database.fetch_all(SETTINGS, {"guild_id": actor.guild})
        if not settings:
            return None
        ((refusal,),) = await self._database.fetch_all(sql.ADD_REFUSAL, _rules(actor, person_hash, now))
        return Refusal(refusal) if refusal else None

    async def settings(self, guild: GuildId) -> WishSettings:
        """Return what a server has decided, or the defaults."""
        rows = await self._database.fetch_all(SETTINGS, {"guild_id": guild})
        return settings_from(rows[0]) if rows else WishSettings()

    async def find(self, guild: GuildId, number: WishNumber) -> Wish | None:
        """Return a wish, or None."""
        rows = await self._database.fetch_all(sql.FIND, {"guild_id": guild, "number": number})
        return wish_from(rows[0]) if rows else None

    async def seen(self, guild: GuildId, number: WishNumber, person: UserId) -> Seen | None:
        """Return a wish as a person sees it, or None."""
        rows = await self._database.fetch_all(
            sql.FIND_WITH_SETTINGS, {"guild_id": guild, "number": number, "person_id": person}
        )
        return seen_from(rows[0]) if rows else None

    async def same(self, guild: GuildId, wanted: Wanted) -> Wish | None:
        """Return the standing wish for the same, or None."""
        rows = await self._database.fetch_all(sql.SAME, {"guild_id": guild, "key": wanted.key})
        return wish_from(rows[0]) if rows else None

    async def near(self, guild: GuildId, wanted: Wanted) -> tuple[Wish, ...]:
        """Return up to five open wishes for the same two in another company or on another occasion."""
        beside = wanted.beside or wanted.who
        values: Parameters = {
            "guild_id": guild,
            "key": wanted.key,
            "pair": f"{wanted.who.key}|{wanted.into.key}|",
            "swapped": f"{beside.key}|{wanted.into.key}|{wanted.who.key}|",
        }
        return tuple(map(wish_from, await self._database.fetch_all(sql.NEAR, values)))

    async def free_texts(self, guild: GuildId) -> tuple[Wish, ...]:
        """Return the newest 500 open wishes with a name that the facts do not have."""
        return tuple(map(wish_from, await self._database.fetch_all(sql.FREE_TEXTS, {"guild_id": guild})))

    async def some(self, guild: GuildId, numbers: tuple[WishNumber, ...]) -> Mapping[WishNumber, Wish]:
        """Return up to ten wishes by their numbers."""
        wanted: Parameters = {f"n{place}": number for place, number in enumerate((*numbers, *[0] * 10)[:10], start=1)}
        rows = await self._database.fetch_all(sql.SOME, {"guild_id": guild, **wanted})
        return {wish.number: wish for wish in map(wish_from, rows)}

    async def made_by(self, guild: GuildId, person: UserId) -> tuple[Wish, ...]:
        """Return all wishes of a person in a server, the newest first."""
        rows = await self._database.fetch_all(sql.MINE, {"guild_id": guild, "person_id": person})
        if len(rows) <= _AT_ONCE:
            return tuple(map(wish_from, rows))
        return await asyncio.to_thread(lambda: tuple(map(wish_from, rows)))

    async def foreseen_by(self, guild: GuildId, person: UserId) -> tuple[Wish, ...]:
        """Return the wishes of a server that a person made or was for and that came true afterwards, newest first."""
        rows = await self._database.fetch_all(sql.FORESEEN, {"guild_id": guild, "person_id": person})
        return tuple(map(wish_from, rows))

    async def votes_cast(self, guild: GuildId, person: UserId) -> int:
        """Return how many votes of a person stand in a server."""
        ((count,),) = await self._database.fetch_all(sql.VOTES_CAST, {"guild_id": guild, "person_id": person})
        return count

    async def entries(self, guild: GuildId, wanted: WishFilter) -> tuple[WishEntry, ...]:
        """Return the wishes of a server that a filter lets through, the newest first."""
        values: Parameters = {
            "guild_id": guild,
            "state": wanted.state,
            "since": moment_text(wanted.since) if wanted.since else _EVER,
            "who": "/".join(wanted.who) if wanted.who else None,
            "into": "/".join(wanted.into) if wanted.into else None,
            "most": wanted.most,
        }
        rows = await self._database.fetch_all(sql.ENTRIES, values)
        if len(rows) <= _AT_ONCE:
            return tuple(map(_entry, rows))
        return await asyncio.to_thread(lambda: tuple(map(_entry, rows)))

    async def servers(self) -> tuple[tuple[GuildId, int, int], ...]:
        """Return the servers that have wishes, those with most first, with how many wishes and votes."""
        rows = await self._database.fetch_all(sql.SERVERS)
        return tuple((GuildId(guild), wishes, int(votes)) for guild, wishes, votes in rows)

    async def recent_tallies(self, guild: GuildId, since: datetime) -> Mapping[WishNumber, Tally]:
        """Return the votes that were cast since a moment and stand, by wish."""
        rows = await self._database.fetch_all(sql.RECENT_VOTES, {"guild_id": guild, "since": moment_text(since)})
        return {WishNumber(number): Tally(int(ups), int(downs)) for number, ups, downs in rows}

    async def shared(self, now: datetime) -> tuple[SharedWish, ...]:
        """Return the open wishes of all servers that share theirs, the same ones added up: the 500 with most votes."""
        return tuple(map(_shared, await self._database.fetch_all(sql.SHARED, {"now": moment_text(now)})))

    async def edit(self, number: WishNumber, wording: Wording, actor: Actor, now: datetime) -> Changed:
        """Change what the author says; where wishes are reviewed, one with another reason waits again."""
        values: Parameters = {
            "guild_id": actor.guild,
            "number": number,
            "person_id": actor.person,
            "moderates": int(actor.moderates),
            **_wording(wording),
        }
        return await self._change(Statement(sql.EDIT, values), number, actor, now)

    async def withdraw(self, number: WishNumber, actor: Actor, now: datetime) -> Changed:
        """Withdraw the author's own wish; the same again changes nothing."""
        values: Parameters = {"guild_id": actor.guild, "number": number, "person_id": actor.person}
        return await self._change(Statement(sql.WITHDRAW, values), number, actor, now)

    async def _change(self, change: Statement, number: WishNumber, actor: Actor, now: datetime) -> Changed:
        this: Parameters = {"guild_id": actor.guild, "number": number}
        own: Parameters = {**this, "person_id": actor.person, "now": moment_text(now)}
        _, before, _, _, after = await self._database.write(
            Statement(LOCK, this, (actor.guild, number)),
            Statement(sql.FIND, this),
            Statement(sql.REDRAW_OWN, own),
            change,
            Statement(sql.FIND, this),
        )
        if not before:
            return Changed(None, Refusal.UNKNOWN)
        wish = wish_from(after[0])
        return Changed(wish, _author_refusal(wish_from(before[0]), actor))

    async def place_card(self, wish: Wish, card: CardPlace) -> None:
        """Keep where a wish's card is posted, where none is yet."""
        await self._database.write(Statement(sql.PLACE_CARD, _place(wish, card)))

    async def place_copy(self, wish: Wish, copy: CardPlace) -> None:
        """Keep a copy as the card of an open wish that has none, and for which none is about to be posted."""
        await self._database.write(Statement(sql.PLACE_COPY, _place(wish, copy)))

    async def post_cards_again(self, now: datetime) -> None:
        """Have the card of every open wish posted anew, where all messages are gone."""
        await self._database.write(Statement(sql.LOSE_CARDS), Statement(sql.POST_ALL, {"now": moment_text(now)}))

    async def place_thread(self, wish: Wish, thread: ChannelId | None) -> None:
        """Keep in which thread a wish is discussed."""
        values: Parameters = {"guild_id": wish.guild, "number": wish.number, "thread_id": thread}
        await self._database.write(Statement(sql.PLACE_THREAD, values))

    async def redraw(self, wish: Wish, now: datetime) -> None:
        """Have the card of a wish drawn anew, where it has one."""
        values: Parameters = {"guild_id": wish.guild, "number": wish.number, "now": moment_text(now)}
        await self._database.write(Statement(sql.REDRAW, values))

    async def show_tallies_again(self, now: datetime) -> None:
        """Have cards drawn with their tallies where the time is over for which these were hidden."""
        this: Parameters = {"now": moment_text(now)}
        await self._database.write(Statement(sql.REDRAW_SHOWN_AGAIN, this), Statement(sql.SHOW_AGAIN, this))

    async def save_draft(self, draft: str, guild: GuildId, person: UserId, body: str, now: datetime) -> None:
        """Keep what somebody is about to wish for."""
        values: Parameters = {
            "id": draft,
            "guild_id": guild,
            "person_id": person,
            "body": body,
            "now": moment_text(now),
        }
        await self._database.write(Statement(sql.SAVE_DRAFT, values))

    async def draft(self, draft: str, guild: GuildId, person: UserId, now: datetime) -> str | None:
        """Return what that person is about to wish for in that server, or None."""
        values: Parameters = {
            "id": draft,
            "guild_id": guild,
            "person_id": person,
            "since": moment_text(now - DRAFT_KEPT),
        }
        rows = await self._database.fetch_all(sql.DRAFT, values)
        return rows[0][0] if rows else None

    async def drop_draft(self, draft: str, guild: GuildId, person: UserId) -> None:
        """Forget what somebody was about to wish for."""
        await self._database.write(Statement(sql.DROP_DRAFT, {"id": draft, "guild_id": guild, "person_id": person}))

    async def sweep(self, now: datetime) -> None:
        """Forget drafts, withdrawn votes and ended follows of more than a day ago."""
        before: Parameters = {"before": moment_text(now - DRAFT_KEPT)}
        for statement in (sql.SWEEP_DRAFTS, sql.SWEEP_VOTES, sql.SWEEP_FOLLOWS):
            await self._database.write(Statement(statement, before))


def last_number_name(server_hash: str) -> str:
    """Return under which name the last number of a server is kept whose data was deleted."""
    return f"last number {server_hash}"


def rules_of(actor: Actor, person_hash: str, now: datetime) -> Parameters:
    """Return what the rules about who may do something ask for."""
    return {
        "guild_id": actor.guild,
        "person_id": actor.person,
        "person_hash": person_hash,
        "roles": f",{','.join(map(str, actor.roles))},",
        "account_days": _days(actor.made_at, now),
        "member_days": _days(actor.joined_at, now),
    }


def seen_from(row: Row) -> Seen:
    """Return the wish that a row of `FIND_WITH_SETTINGS` holds, as the person sees it."""
    settings, (vote, follows) = row[WISH_WIDTH : WISH_WIDTH + SETTINGS_WIDTH], row[WISH_WIDTH + SETTINGS_WIDTH :]
    return Seen(wish_from(row), settings_from(settings), vote or 0, bool(follows))


def _rules(actor: Actor, person_hash: str, now: datetime) -> Parameters:
    return {
        **rules_of(actor, person_hash, now),
        "burst_since": moment_text(now - BURST),
        "most_in_a_burst": MOST_IN_A_BURST,
        "day_since": moment_text(now - DAY),
        "most_in_a_day": MOST_IN_A_DAY,
        "most_standing": MOST_STANDING,
    }


def _days(since: datetime | None, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() // _SECONDS_OF_A_DAY)) if since else 0


def _place(wish: Wish, card: CardPlace) -> Parameters:
    return {
        "guild_id": wish.guild,
        "number": wish.number,
        "channel_id": card.channel,
        "message_id": card.message,
    }


def _wording(wording: Wording) -> Parameters:
    return {
        "why": wording.why,
        "manner": wording.manner,
        "spoiler": int(wording.spoiler),
        "hidden": int(wording.hidden),
    }


def _author_refusal(before: Wish, actor: Actor) -> Refusal | None:
    if before.author != actor.person:
        return Refusal.FORBIDDEN
    return None if before.state in (WishState.WAITING, WishState.OPEN) else Refusal.CLOSED


def _entry(row: Row) -> WishEntry:
    number, ups, downs, made_at = row[:4]
    wanted = wanted_from(row[4:13], row[13])
    return WishEntry(WishNumber(number), wanted, Tally(ups, downs), WishState(row[14]), moment_from(made_at))


def _shared(row: Row) -> SharedWish:
    _, ups, downs, servers = row[:4]
    return SharedWish(wanted_from(row[4:13], row[13]), Tally(int(ups), int(downs)), servers)
