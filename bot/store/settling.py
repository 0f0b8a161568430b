"""Wishes that come true, each settled once by whoever is first, and names that facts have come to know."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.domain.pack import UniverseId
from bot.domain.wish_facts import Granted
from bot.domain.wishes import Wanted, Wish
from bot.store import settling_sql as sql
from bot.store.database import Database, Parameters, Row, Statement
from bot.store.merging_sql import locking_statements, merge_statements
from bot.store.times import moment_text
from bot.store.votes_sql import LOCK
from bot.store.wish_rows import WISH_WIDTH, named_values, wish_from
from bot.store.wishes_sql import REDRAW

_TRIES = 3  # somebody votes, moderates or wishes the same between the look and the write; seldom twice
_FIRST = ("", -1, -1)  # sorts before every wish


class SettlingStore:
    """Finds the wishes that facts can settle, in all servers, and settles them."""

    def __init__(self, database: Database) -> None:
        """Settle in `database`, which stays the caller's to close."""
        self._database = database

    async def unsettled(self) -> tuple[tuple[UniverseId, str], ...]:
        """Return the universes, each with its content hash, whose present facts nobody has looked through yet."""
        rows = await self._database.fetch_all(sql.UNSETTLED)
        return tuple((UniverseId(universe), content_hash) for universe, content_hash in rows)

    async def standing(self, universe: UniverseId, most: int) -> AsyncIterator[Sequence[Wish]]:
        """Yield the standing wishes of facts of a universe, at most so many at a time."""
        key, guild, number = _FIRST
        while True:
            after: Parameters = {"universe_id": universe, "key": key, "guild_id": guild, "number": number, "most": most}
            rows = await self._database.fetch_all(sql.STANDING, after)
            if not rows:
                return
            yield tuple(map(wish_from, rows))
            (guild, number), key = rows[-1][:2], rows[-1][WISH_WIDTH]

    async def free_texts(self, most: int) -> AsyncIterator[Sequence[Wish]]:
        """Yield the standing wishes with a name that is no fact, at most so many at a time."""
        _, guild, number = _FIRST
        while True:
            after: Parameters = {"guild_id": guild, "number": number, "most": most}
            rows = await self._database.fetch_all(sql.FREE_TEXTS, after)
            if not rows:
                return
            yield tuple(map(wish_from, rows))
            guild, number = rows[-1][:2]

    async def settle(self, wish: Wish, granted: Granted, now: datetime) -> bool:
        """Let a wish have come true; return whether it was this write that did, for certain.

        It does nothing where the wish does not stand any more or asks for another manner than when it was read. Its
        card is redrawn where it has one, its followers are told, and so is the server, unless it had come true before
        it was made. A wish that waits for a moderator comes true in silence and without its reason, which nobody has
        looked at.
        """
        this: Parameters = {"guild_id": wish.guild, "number": wish.number}
        place = granted.place
        values: Parameters = {
            **this,
            "manner": wish.wording.manner,
            "title": place.title,
            "season": place.season,
            "episode": place.episode,
            "released": granted.released.isoformat() if granted.released else None,
            "already": int(granted.already),
            "now": moment_text(now),
        }
        *_, settled = await self._database.write(
            Statement(LOCK, this, (wish.guild, wish.number)),
            Statement(sql.CARD, values),
            Statement(sql.GRANTED, values),
            Statement(sql.FOLLOWERS, values),
            Statement(sql.SETTLE, values),
        )
        return bool(settled)

    async def adopt(self, wish: Wish, wanted: Wanted, now: datetime) -> bool:
        """Let a standing wish mean facts where it had only names; return whether that was done.

        Where its server has the same wish already, the younger is merged into the older; but one that waits for a
        moderator always into one that is open.
        """
        for _ in range(_TRIES):
            same: Parameters = {"guild_id": wish.guild, "key": wanted.key}
            this: Parameters = {"guild_id": wish.guild, "number": wish.number}
            own, others = await self._database.fetch_together(Statement(sql.STATE, this), Statement(sql.SAME, same))
            merging = _merging(wish, own[0][0], others[0], now) if own and others else _lock(wish)
            rekeying: Parameters = {**this, **named_values(wanted), "key": wanted.key}
            *before, rekeyed, _ = await self._database.write(
                *merging,
                Statement(sql.REKEY, rekeying),
                Statement(REDRAW, {**this, "now": moment_text(now)}),
            )
            if rekeyed or before[-1]:
                return True
        return False

    async def record(self, universe: UniverseId, content_hash: str) -> None:
        """Remember that all standing wishes were looked up in these facts, if they still are the present ones."""
        await self._database.write(Statement(sql.RECORD, {"universe_id": universe, "content_hash": content_hash}))


def _lock(wish: Wish) -> list[Statement]:
    """Return what keeps the same wish from being made meanwhile."""
    return locking_statements(wish.guild, wish.number)


def _merging(wish: Wish, state: str, same: Row, now: datetime) -> list[Statement]:
    """Return the write that merges a wish and the one that means the same, by the ages and states of both."""
    number, other_state = same
    younger, older = max(wish.number, number), min(wish.number, number)
    waiting = {wish.number: state == "waiting", number: other_state == "waiting"}
    source, target = (older, younger) if waiting[older] and not waiting[younger] else (younger, older)
    return merge_statements(wish.guild, source, target, now)
