"""What people can ask about boards: a server's, and their own figures."""

from datetime import UTC, date, datetime
from typing import Protocol

from bot.domain.boards import BoardPage, BoardQuestion, OwnRecord
from bot.domain.identities import GuildId, UserId


class BoardStore(Protocol):
    """Where scores are read."""

    async def board(self, guild: GuildId, person: UserId, question: BoardQuestion, today: date) -> BoardPage:
        """Return a page of a board, the last one where there are fewer, and the place of one person."""
        ...

    async def own(self, guild: GuildId, person: UserId, today: date) -> OwnRecord:
        """Return somebody's figures of each period, and their rank by score."""
        ...


class Boards:
    """Answers who has done how well in a server, by days in UTC."""

    def __init__(self, store: BoardStore) -> None:
        self._store = store

    async def board(self, guild: GuildId, person: UserId, question: BoardQuestion, now: datetime) -> BoardPage:
        """Return a page of a server's board, the last one where there are fewer, and the asker's own place."""
        return await self._store.board(guild, person, question, now.astimezone(UTC).date())

    async def own(self, guild: GuildId, person: UserId, now: datetime) -> OwnRecord:
        """Return somebody's own figures in a server."""
        return await self._store.own(guild, person, now.astimezone(UTC).date())
