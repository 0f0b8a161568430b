from datetime import UTC, datetime

from bot.store.command_syncs import CommandSyncs
from bot.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
APPLICATION = 2**62 + 1


async def test_before_the_first_sync_there_is_no_hash(database: Database) -> None:
    assert await CommandSyncs(database).last_hash(APPLICATION) is None


async def test_the_last_sync_of_each_application_is_remembered(database: Database) -> None:
    syncs = CommandSyncs(database)
    await syncs.record(APPLICATION, "old", NOON)
    await syncs.record(APPLICATION, "new", NOON)
    await syncs.record(7, "other", NOON)
    assert await syncs.last_hash(APPLICATION) == "new"
    assert await syncs.last_hash(7) == "other"
