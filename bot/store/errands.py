"""Errands as they are kept: taken by one process at a time, gone when done."""

from datetime import datetime, timedelta

from bot.domain.errands import LEASE, Errand, ErrandKind, wait_after
from bot.domain.identities import ChannelId, GuildId, UserId
from bot.domain.wishes import Tally, Wish, WishNumber
from bot.store.database import Database, Parameters, Row, Statement
from bot.store.times import moment_from, moment_text
from bot.store.wish_rows import WISH_COLUMNS, WISH_WIDTH, wish_from

_KEY = "guild_id, kind, number, person_id"
_THIS = """
guild_id = :guild_id AND kind = :kind AND number = :number AND person_id = :person_id AND due_at = :taken_until"""

_TAKE = f"""
UPDATE errands SET due_at = :taken_until, tries = tries + 1
WHERE due_at <= :now AND ({_KEY}) IN (
    SELECT {_KEY} FROM errands WHERE due_at <= :now ORDER BY due_at, {_KEY} LIMIT :most
)
RETURNING {_KEY}, due_at, tries"""  # noqa: S608 - of constants

# Only as it was taken: who asked for the same again meanwhile is served once more.
_DONE = f"DELETE FROM errands WHERE {_THIS}"  # noqa: S608 - of constants
_LATER = f"UPDATE errands SET due_at = :due_at WHERE {_THIS}"  # noqa: S608 - of constants

_PLACE = """
SELECT coalesce(s.channel_id, w.channel_id, w.origin_id) FROM wishes w
JOIN wish_settings s ON s.guild_id = w.guild_id WHERE w.guild_id = :guild_id AND w.number = :number"""

_DUE_DIGEST = """
digest = 1 AND channel_id IS NOT NULL AND (digested_at IS NULL OR digested_at <= :week_ago)"""
_ADD_DIGESTS = f"""
INSERT INTO errands ({_KEY}, due_at, tries) SELECT guild_id, 'digest', 0, 0, :now, 0 FROM wish_settings
WHERE {_DUE_DIGEST} ON CONFLICT ({_KEY}) DO NOTHING"""  # noqa: S608 - of constants
_MARK_DIGESTS = f"UPDATE wish_settings SET digested_at = :now WHERE {_DUE_DIGEST}"  # noqa: S608 - of constants

_ROSE = f"""
SELECT {WISH_COLUMNS}, g.ups, g.downs FROM wishes w JOIN (
    SELECT number, sum(CASE WHEN value = 1 THEN 1 ELSE 0 END) AS ups,
        sum(CASE WHEN value = -1 THEN 1 ELSE 0 END) AS downs
    FROM votes WHERE guild_id = :guild_id AND voted_at >= :week_ago AND value <> 0 GROUP BY number
) g ON g.number = w.number
WHERE w.guild_id = :guild_id AND w.state = 'open' AND g.ups > g.downs
ORDER BY g.ups - g.downs DESC, w.number LIMIT 5"""  # noqa: S608 - of constants

_WEEK = timedelta(days=7)


class ErrandsStore:
    """Keeps what is to be done on Discord."""

    def __init__(self, database: Database) -> None:
        """Keep it in `database`, which stays the caller's to close."""
        self._database = database

    async def take(self, now: datetime, most: int) -> tuple[Errand, ...]:
        """Take up to so many errands that are due; nobody else takes them while the lease lasts."""
        values: Parameters = {"now": moment_text(now), "taken_until": moment_text(now + LEASE), "most": most}
        (taken,) = await self._database.write(Statement(_TAKE, values))
        return tuple(map(_errand, taken))

    async def done(self, errand: Errand) -> None:
        """Forget an errand that is done, or cannot be."""
        await self._database.write(Statement(_DONE, _values(errand)))

    async def later(self, errand: Errand, now: datetime) -> None:
        """Try an errand again after a while, or forget it after too many tries."""
        wait = wait_after(errand.tries)
        if wait is None:
            await self.done(errand)
            return
        await self._database.write(Statement(_LATER, {**_values(errand), "due_at": moment_text(now + wait)}))

    async def channel_for(self, guild: GuildId, number: WishNumber) -> ChannelId | None:
        """Return where news of a wish belongs: the server's wish channel, else where it was made."""
        rows = await self._database.fetch_all(_PLACE, {"guild_id": guild, "number": number})
        return ChannelId(rows[0][0]) if rows and rows[0][0] else None

    async def add_digests(self, now: datetime) -> None:
        """Have the weekly post made for every server that wants one and had none for a week."""
        values: Parameters = {"now": moment_text(now), "week_ago": moment_text(now - _WEEK)}
        await self._database.write(Statement(_ADD_DIGESTS, values), Statement(_MARK_DIGESTS, values))

    async def rose(self, guild: GuildId, now: datetime) -> tuple[tuple[Wish, Tally], ...]:
        """Return up to five open wishes that won most votes within a week, each with the votes of that week."""
        values: Parameters = {"guild_id": guild, "week_ago": moment_text(now - _WEEK)}
        rows = await self._database.fetch_all(_ROSE, values)
        return tuple((wish_from(row), Tally(int(row[WISH_WIDTH]), int(row[WISH_WIDTH + 1]))) for row in rows)


def _errand(row: Row) -> Errand:
    guild, kind, number, person, taken_until, tries = row
    return Errand(
        GuildId(guild),
        ErrandKind(kind),
        WishNumber(number),
        UserId(person) if person else None,
        moment_from(taken_until),
        tries,
    )


def _values(errand: Errand) -> Parameters:
    return {
        "guild_id": errand.guild,
        "kind": errand.kind,
        "number": errand.number,
        "person_id": errand.person or 0,
        "taken_until": moment_text(errand.taken_until),
    }
