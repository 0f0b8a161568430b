"""What people can ask about what is stored of them: how much, all of it, none of it any more, and not their name."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.domain.errors import UserError
from bot.domain.identities import UserId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.personal_data import Cell, Holdings, Sheet
from bot.services.lookups import Lookups
from bot.services.personal_archive import archive_of

MOST_ROWS = 120_000
"""Rows that are handed out as a file: 100,000 votes are one of 6.5 MB, made in 2.3 s with about 100 MB of memory."""
MOST_BYTES = 8_000_000
"""Of that file: Discord takes 10 MiB with a message (`discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES`)."""

_AT_ONCE = 2  # files made at the same time
_TOO_MUCH = "Too much is stored of you to send it here; ask whoever keeps this bot for the file."
_NOWHERE = "This copy of the bot stores nothing about people, so there is nothing to change."


class PrivacyStore(Protocol):
    """Where everything of a person is found."""

    async def holdings(self, person: UserId) -> Holdings:
        """Return how much is stored of a person."""
        ...

    async def sheets(self, person: UserId) -> tuple[Sheet, ...]:
        """Return all that is stored of a person, table by table."""
        ...

    async def set_hidden(self, person: UserId, now: datetime, *, hidden: bool) -> bool:
        """Keep a person's name off cards or put it on again; return whether it was otherwise before."""
        ...

    async def forget(self, person: UserId, now: datetime) -> Holdings:
        """Take a person out of every table; return how much of them there was."""
        ...


class Privacy:
    """Answers people about their data."""

    def __init__(self, lookups: Lookups, store: PrivacyStore | None = None) -> None:
        """Name facts by `lookups`; without a store nothing is kept of anybody."""
        self._lookups = lookups
        self._store = store
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def holdings(self, person: UserId) -> Holdings:
        """Return how much is stored of a person."""
        return await self._store.holdings(person) if self._store else Holdings()

    async def export(self, person: UserId, now: datetime) -> bytes | None:
        """Return all that is stored of a person as a zip file, None where nothing is.

        Raises UserError, one sentence, for more than a message takes.
        """
        async with self._turns:
            there_is = await self.holdings(person)
            if self._store is None or not there_is.total:
                return None
            if there_is.total > MOST_ROWS:
                raise UserError(_TOO_MUCH)
            sheets = [self._with_names(sheet) for sheet in await self._store.sheets(person)]
            archive = await asyncio.to_thread(archive_of, person, sheets, now)
        if len(archive) > MOST_BYTES:
            raise UserError(_TOO_MUCH)
        return archive

    async def set_hidden(self, person: UserId, now: datetime, *, hidden: bool) -> bool:
        """Keep a person's name off cards or put it on again; return whether it was otherwise before."""
        return await self._required().set_hidden(person, now, hidden=hidden)

    async def forget(self, person: UserId, now: datetime) -> Holdings:
        """Take a person out of everything, for certain; return how much of them there was, nothing the second time."""
        return await self._required().forget(person, now)

    def _required(self) -> PrivacyStore:
        if self._store is None:
            raise UserError(_NOWHERE)
        return self._store

    def _with_names(self, sheet: Sheet) -> Sheet:
        """Return a table of fixes with the names that the facts have for its ids; any other as it is."""
        if sheet.name != "fixes":
            return sheet
        rows = [(*row, *self._names(dict(zip(sheet.columns, row, strict=True)))) for row in sheet.rows]
        return replace(sheet, columns=(*sheet.columns, "character", "title"), rows=rows)

    def _names(self, fix: dict[str, Cell]) -> Sequence[str | None]:
        catalogue = self._lookups.shelf.catalogues.get(UniverseId(str(fix["universe_id"])))
        if catalogue is None:
            return None, None
        character = catalogue.characters.get(CharacterId(str(fix["character_id"])))
        title = catalogue.titles.get(TitleId(str(fix["title_id"])))
        return character.name if character else None, title.name if title else None
