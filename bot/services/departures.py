"""Servers that the bot has left: noticed by a daily look at where it is, and forgotten a month later."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.personal_data import ServerHoldings

KEPT = timedelta(days=30)
"""How long the data of a server stays after the bot was first found absent: who invites it back finds all there."""
FEW_SERVERS = 10
"""Up to so many servers with data, most may really have gone since yesterday."""

_log = logging.getLogger(__name__)


class DepartureStore(Protocol):
    """Where it is kept which servers have data and which of them the bot has left."""

    async def servers_with_data(self) -> frozenset[GuildId]:
        """Return the servers of which there is anything."""
        ...

    async def noted(self) -> Mapping[GuildId, datetime]:
        """Return the servers that were absent, and since when that is known."""
        ...

    async def note(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note that servers are absent; the first time stays."""
        ...

    async def take_off(self, guilds: Collection[GuildId]) -> None:
        """Take servers off that list."""
        ...

    async def holdings(self, guild: GuildId) -> ServerHoldings:
        """Return how much is stored of a server."""
        ...

    async def purge(self, guild: GuildId) -> None:
        """Delete all that is stored of a server, and forget its id elsewhere."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """What a look came to: which servers are newly absent, are back, and are forgotten.

    `believed` is False where the answer lacked so many that it looks like a fault of Discord's; then nothing is noted
    and nothing forgotten.
    """

    believed: bool
    absent: frozenset[GuildId] = frozenset()
    back: frozenset[GuildId] = frozenset()
    forgotten: tuple[GuildId, ...] = ()


class Departures:
    """Forgets servers that the bot left, in time, and those whose managers ask for it."""

    def __init__(self, store: DepartureStore | None = None) -> None:
        """Forget what is in a store; without one there is nothing."""
        self._store = store

    async def look(self, guilds_now: frozenset[GuildId], now: datetime) -> Look:
        """Compare the servers with data with the complete list of those that the bot is in, and return what follows.

        An empty list says nothing, nor does one that lacks, from one look to the next, more than half of more than ten
        servers. A server is forgotten when it was noted `KEPT` ago, in no look since was there, and is absent now.
        """
        if self._store is None or not guilds_now:
            return Look(believed=False)
        noted = await self._store.noted()
        back = noted.keys() & guilds_now
        await self._store.take_off(back)  # also by a list that is not believed: who is on it is there
        with_data = await self._store.servers_with_data()
        fresh = with_data - guilds_now - noted.keys()
        expected = with_data - noted.keys() | back
        if len(expected) > FEW_SERVERS and len(fresh) * 2 > len(expected):
            _log.warning("the list of servers lacks %d of %d and is not believed", len(fresh), len(expected))
            return Look(believed=False, back=frozenset(back))
        await self._store.note(fresh, now)
        due = sorted(guild for guild, since in noted.items() if guild not in guilds_now and now - since >= KEPT)
        for guild in due:
            await self._store.purge(guild)
        return Look(believed=True, absent=fresh, back=frozenset(back), forgotten=tuple(due))

    async def holdings(self, guild: GuildId) -> ServerHoldings:
        """Return how much is stored of a server."""
        return await self._store.holdings(guild) if self._store else ServerHoldings()

    async def forget(self, guild: GuildId) -> ServerHoldings:
        """Delete all that is stored of a server at once, and return how much there was.

        Raises UserError where nothing can be written.
        """
        if self._store is None:
            raise UserError("This copy of the bot stores nothing about servers, so there is nothing to delete.")
        there_was = await self._store.holdings(guild)
        await self._store.purge(guild)
        return there_was
