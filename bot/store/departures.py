"""Servers with data, those that the bot was found to have left, and how what is kept of one goes."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from bot.domain.identities import GuildId
from bot.domain.personal_data import ServerHoldings
from bot.domain.signing import Signer
from bot.store import departures_sql as sql
from bot.store.database import Database, Parameters, Rows, Statement
from bot.store.settings_sql import LOCK_SERVER
from bot.store.times import moment_from, moment_text
from bot.store.until_free import until_free
from bot.store.votes_sql import LOCK
from bot.store.wishes import last_number_name

MOST_AT_ONCE = 2_000
"""Rows of one transaction, but for a wish with more votes: about a hundredth of a second in which nobody can vote."""


class DeparturesStore:
    """Knows every table that may hold a server's id."""

    def __init__(self, database: Database, signer: Signer) -> None:
        """Look after `database`, which stays the caller's to close; `signer` gives deleted servers other names."""
        self._database = database
        self._signer = signer

    async def servers_with_data(self) -> frozenset[GuildId]:
        """Return the servers of which there is anything but fixes."""
        return frozenset(GuildId(guild) for (guild,) in await self._database.fetch_all(sql.WITH_DATA))

    async def noted(self) -> Mapping[GuildId, datetime]:
        """Return the servers that were absent when last looked, and since when that is known."""
        return {GuildId(guild): moment_from(noticed) for guild, noticed in await self._database.fetch_all(sql.NOTED)}

    async def note(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note that servers are absent; of those that are noted already the first time stays."""
        if guilds:
            async with self._database.transaction() as transaction:
                await transaction.execute_many(sql.NOTE, [(guild, moment_text(now)) for guild in sorted(guilds)])

    async def take_off(self, guilds: Collection[GuildId]) -> None:
        """Take servers off that list."""
        if guilds:
            async with self._database.transaction() as transaction:
                await transaction.execute_many(sql.TAKE_OFF, [(guild,) for guild in sorted(guilds)])

    async def holdings(self, guild: GuildId) -> ServerHoldings:
        """Return how much is stored of a server."""
        (counts,) = await self._database.fetch_all(sql.HOLDINGS, {"guild_id": guild})
        return ServerHoldings(*counts)

    async def purge(self, guild: GuildId) -> None:
        """Delete all that is stored of a server, and forget its id where what people sent stays.

        Done in transactions of some thousand rows, after each of which all tallies are right; what broke off is
        finished by the next time.
        """
        this: Parameters = {"guild_id": guild}
        name = last_number_name(self._signer.server_hash(guild))
        await self._database.write(
            Statement(LOCK_SERVER, this, (guild, 0)), Statement(sql.KEEP_LAST_NUMBER, {**this, "name": name})
        )
        while wishes := await self._database.fetch_all(sql.WISHES, this):
            for numbers in _portions(wishes):
                await self._delete_wishes(guild, numbers)
        await self._database.write(*(Statement(statement, this) for statement in sql.END_PLAYS))
        for bite in sql.BITES:
            most = {**this, "most": MOST_AT_ONCE}
            while len((await self._database.write(Statement(bite, most)))[0]) == MOST_AT_ONCE:
                pass
        await self._database.write(
            Statement(LOCK_SERVER, this, (guild, 0)),
            Statement(sql.DELETE_SETTINGS, this),
            Statement(sql.TAKE_OFF, this),
        )
        await self._database.wipe_deleted()

    async def _delete_wishes(self, guild: GuildId, numbers: list[int]) -> None:
        async def work() -> None:
            async with self._database.transaction() as transaction:
                await transaction.fetch_all(LOCK_SERVER, {"guild_id": guild})
                await transaction.execute_many(LOCK, [(guild, number) for number in numbers])
                await transaction.fetch_all(sql.UNMERGE, {"guild_id": guild})
                for statement in sql.DELETE_WISH:
                    await transaction.execute_many(statement, [(guild, number) for number in numbers])

        await until_free(work)


def _portions(wishes: Rows) -> Iterator[list[int]]:
    """Return the numbers of wishes, as many at a time as have some thousand votes together."""
    portion: list[int] = []
    weight = 0
    for number, votes in wishes:
        portion.append(number)
        weight += votes + 1
        if weight >= MOST_AT_ONCE:
            yield portion
            portion, weight = [], 0
    if portion:
        yield portion
