"""What servers were asked, so that nothing comes twice, and how often questions were answered rightly anywhere."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.identities import GuildId
from bot.store.database import Database, Parameters, Statement
from bot.store.times import moment_text

_ASKED = "SELECT question_id FROM asked_questions WHERE guild_id = :guild_id AND pool = :pool"
_RESERVE = """
INSERT INTO asked_questions (guild_id, pool, question_id, asked_at)
VALUES (:guild_id, :pool, :question_id, :now) ON CONFLICT DO NOTHING RETURNING question_id"""
_FORGET = "DELETE FROM asked_questions WHERE guild_id = :guild_id AND pool = :pool"
_RATE = "SELECT answers, rights FROM answer_rates WHERE question_id = :question_id"


class AskedStore:
    """Keeps which questions were asked where."""

    def __init__(self, database: Database) -> None:
        """Keep it in `database`, which stays the caller's to close."""
        self._database = database

    async def asked(self, guild: GuildId, pool: str) -> frozenset[str]:
        """Return the questions of a pool that a server was asked."""
        rows = await self._database.fetch_all(_ASKED, {"guild_id": guild, "pool": pool})
        return frozenset(row[0] for row in rows)

    async def reserve(self, guild: GuildId, pool: str, question: str, now: datetime) -> bool:
        """Note that a server is asked a question; return False where it was already."""
        values: Parameters = {"guild_id": guild, "pool": pool, "question_id": question, "now": moment_text(now)}
        (noted,) = await self._database.write(Statement(_RESERVE, values))
        return bool(noted)

    async def forget_asked(self, guild: GuildId, pool: str) -> None:
        """Let a server be asked all questions of a pool again."""
        await self._database.write(Statement(_FORGET, {"guild_id": guild, "pool": pool}))

    async def rates(self, questions: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return how often questions of the facts were answered, and how often rightly; the others are left out."""
        wanted = tuple(questions)
        found = await self._database.fetch_together(*(Statement(_RATE, {"question_id": one}) for one in wanted))
        return {one: (rows[0][0], rows[0][1]) for one, rows in zip(wanted, found, strict=True) if rows}
