"""Rows by the thousand: however many, however lazy, all of them or none."""

import pytest

from bot.store.database import Database
from bot.store.errors import ConstraintError
from bot.store.sqlite_bulk import MOST_VALUES

INSERT = "INSERT INTO command_syncs (application_id, tree_hash, synced_at) VALUES (:id, :hash, :at)"
AT_ONCE = MOST_VALUES // 3
COUNTS = "SELECT count(*), min(application_id), max(application_id), max(tree_hash) FROM command_syncs"


@pytest.mark.parametrize("count", [1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE, 2 * AT_ONCE + 1])
async def test_every_row_is_inserted_whatever_their_number(database: Database, count: int) -> None:
    async with database.transaction() as transaction:
        await transaction.execute_many(INSERT, ((number, "x", "now") for number in range(1, count + 1)))
    assert await database.fetch_all(COUNTS) == [(count, 1, count, "x")]


async def test_no_rows_are_no_error(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute_many(INSERT, iter(()))
    assert await database.fetch_all(COUNTS) == [(0, None, None, None)]


async def test_one_row_too_many_takes_all_back(database: Database) -> None:
    rows = [(number, "x", "now") for number in range(1, AT_ONCE + 2)]
    with pytest.raises(ConstraintError):
        async with database.transaction() as transaction:
            await transaction.execute_many(INSERT, [*rows, rows[0]])
    assert await database.fetch_all(COUNTS) == [(0, None, None, None)]


async def test_lazy_rows_that_fail_take_all_back(database: Database) -> None:
    def rows():
        yield from ((number, "x", "now") for number in range(1, AT_ONCE + 2))
        raise LookupError

    with pytest.raises(LookupError):
        async with database.transaction() as transaction:
            await transaction.execute_many(INSERT, rows())
    assert await database.fetch_all(COUNTS) == [(0, None, None, None)]
