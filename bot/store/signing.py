"""The key by which this installation knows its own buttons again: made once, kept in the database."""

import secrets

from bot.domain.signing import Signer
from bot.store.database import Database, Statement

_NAME = "buttons"
_BYTES = 32
_KEEP = "INSERT INTO secrets (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"
_READ = "SELECT value FROM secrets WHERE name = :name"


async def signer_of(database: Database) -> Signer:
    """Return what signs with the key of a database; every process that shares the database has the same."""
    _, rows = await database.write(
        Statement(_KEEP, {"name": _NAME, "value": secrets.token_hex(_BYTES)}), Statement(_READ, {"name": _NAME})
    )
    return Signer(bytes.fromhex(rows[0][0]))
