"""Which commands Discord was last told of, so that it is told again only when they have changed."""

from datetime import datetime

from bot.store.database import Database, Statement
from bot.store.times import moment_text

LAST_HASH = "SELECT tree_hash FROM command_syncs WHERE application_id = :application_id"

RECORD = """
INSERT INTO command_syncs (application_id, tree_hash, synced_at) VALUES (:application_id, :tree_hash, :synced_at)
ON CONFLICT (application_id) DO UPDATE SET tree_hash = excluded.tree_hash, synced_at = excluded.synced_at"""


class CommandSyncs:
    """Remembers the last sync of each application (Discord's id of a bot)."""

    def __init__(self, database: Database) -> None:
        """Remember in `database`, which stays the caller's to close."""
        self._database = database

    async def last_hash(self, application_id: int) -> str | None:
        """Return the hash of the command tree at the last sync, None if there was none."""
        rows = await self._database.fetch_all(LAST_HASH, {"application_id": application_id})
        return rows[0][0] if rows else None

    async def record(self, application_id: int, tree_hash: str, synced_at: datetime) -> None:
        """Remember a sync that Discord has accepted."""
        values = {"application_id": application_id, "tree_hash": tree_hash, "synced_at": moment_text(synced_at)}
        await self._database.write(Statement(RECORD, values))
