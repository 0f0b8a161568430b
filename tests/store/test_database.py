# ruff: noqa: PT012 - what is asked within a transaction is the statement under test
import asyncio
import gc
import random
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import Database, Statement
from bot.store.errors import ConstraintError, ReadOnlyError, UnavailableError
from bot.store.opening import open_database
from bot.store.postgres import CONNECTIONS

INSERT = (
    "INSERT INTO command_syncs (application_id, tree_hash, synced_at) VALUES (:id, :hash, 'now') RETURNING tree_hash"
)
IDS = "SELECT application_id FROM command_syncs ORDER BY application_id"
COUNT = "SELECT count(*), count(DISTINCT tree_hash) FROM command_syncs"


def insert(number: Any, text: Any = "x") -> Statement:
    return Statement(INSERT, {"id": number, "hash": text})


async def ids(database: Database) -> list[int]:
    return [number for (number,) in await database.fetch_all(IDS)]


async def test_a_write_gives_back_its_rows_and_is_seen_at_once(database: Database) -> None:
    assert await database.write(insert(1, "first"), insert(2**63 - 1, "last")) == [[("first",)], [("last",)]]
    assert await ids(database) == [1, 2**63 - 1]


async def test_a_write_of_several_statements_is_all_or_nothing(database: Database) -> None:
    with pytest.raises(ConstraintError):
        await database.write(insert(1), insert(2), insert(1))
    assert await ids(database) == []


@pytest.mark.parametrize("bad", [insert(1), insert("text"), insert(2, None), insert(2**70), Statement("nonsense")])
async def test_a_bad_write_does_not_hurt_its_neighbours(database: Database, bad: Statement) -> None:
    good = [insert(number) for number in range(1, 20)]
    writes = [database.write(write) for write in (*good[:10], bad, *good[10:])]
    answers = await asyncio.gather(*writes, return_exceptions=True)
    assert [isinstance(answer, Exception) for answer in answers] == [False] * 10 + [True] + [False] * 9
    assert await ids(database) == list(range(1, 20))


async def test_what_was_acknowledged_is_committed_for_everybody(database: Database, address: str) -> None:
    onlooker = await open_database(address, read_only=True)
    try:

        async def write_and_look(number: int) -> bool:
            await database.write(insert(number))
            return number in await ids(onlooker)

        assert all(await asyncio.gather(*map(write_and_look, range(50))))
    finally:
        await onlooker.close()


async def test_readings_taken_together_are_of_one_moment(database: Database) -> None:
    async def write_on() -> None:
        for number in range(100):
            await database.write(insert(number))

    writing = asyncio.create_task(write_on())
    while not writing.done():
        first, second, third = await database.fetch_together(Statement(IDS), Statement(COUNT), Statement(IDS))
        assert first == third
        assert second[0][0] == len(first)
    await writing


async def test_a_transaction_that_fails_is_undone_and_its_error_passed_on(database: Database) -> None:
    failure = FileNotFoundError("the caller's own")
    with pytest.raises(FileNotFoundError) as caught:
        async with database.transaction() as transaction:
            await transaction.fetch_all(*insert(1)[:2])
            raise failure
    assert caught.value is failure
    await database.write(insert(1))
    assert await ids(database) == [1]


async def test_a_constraint_ends_a_transaction_that_does_not_catch_it(database: Database) -> None:
    with pytest.raises(ConstraintError):
        async with database.transaction() as transaction:
            await transaction.execute_many(INSERT.removesuffix(" RETURNING tree_hash"), [(1, "a"), (2, "b"), (1, "c")])
    assert await ids(database) == []


async def test_rows_are_given_in_the_order_in_which_the_text_names_them(database: Database) -> None:
    reordered = "INSERT INTO command_syncs (tree_hash, synced_at, application_id) VALUES (:hash, :hash, :id)"
    async with database.transaction() as transaction:
        await transaction.execute_many(reordered, ((f"h{number}", number) for number in range(3)))
    assert await database.fetch_all("SELECT * FROM command_syncs WHERE application_id = :id", {"id": 2}) == [
        (2, "h2", "h2")
    ]


async def test_transactions_wait_for_one_another(database: Database) -> None:
    async def add_one_to_the_count(name: int) -> None:
        async with database.transaction() as transaction:
            ((count, _),) = await transaction.fetch_all(COUNT)
            await transaction.fetch_all(*insert(count, f"{name}")[:2])

    await asyncio.gather(*map(add_one_to_the_count, range(10)))
    assert await ids(database) == list(range(10))


async def test_a_cancellation_at_any_moment_leaks_no_transaction(database: Database) -> None:
    """Rows are written in pairs; a transaction left half done would show a single one, or stop the next writer."""
    chance = random.Random(20261122)

    async def in_a_transaction(number: int) -> None:
        async with database.transaction() as transaction:
            await transaction.fetch_all(*insert(number, f"{number}")[:2])
            await transaction.fetch_all(*insert(-number, f"{number}")[:2])

    async def in_one_write(number: int) -> None:
        await database.write(insert(number, f"{number}"), insert(-number, f"{number}"))

    for number in range(1, 151):
        work = chance.choice((in_a_transaction, in_one_write))
        tasks = [asyncio.create_task(work(number * 10 + extra)) for extra in range(3)]
        for _ in range(chance.randrange(25)):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
            if chance.random() < 0.3:
                await asyncio.sleep(0)
                task.cancel()  # once more, while it cleans up
        await asyncio.gather(*tasks, return_exceptions=True)
        ((rows, texts),) = await database.fetch_all(COUNT)
        assert rows == 2 * texts
    async with asyncio.timeout(2):
        await database.write(insert(0))


async def test_a_database_opened_for_reading_refuses_to_write(address: str) -> None:
    database = await open_database(address, read_only=True)
    try:
        with pytest.raises(ReadOnlyError):
            await database.write(insert(1))
        with pytest.raises(ReadOnlyError):
            async with database.transaction():
                pytest.fail("a reader has no transaction")
        with pytest.raises(ReadOnlyError):
            await database.fetch_all(*insert(1)[:2])
        assert await ids(database) == []
    finally:
        await database.close()


async def test_closing_waits_for_the_writes_under_way(address: str) -> None:
    database = await open_database(address)
    writes = [asyncio.create_task(database.write(insert(number))) for number in range(50)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    again = await open_database(address, read_only=True)
    try:
        assert await ids(again) == list(range(50))
    finally:
        await again.close()


async def test_a_closed_database_refuses_and_closes_again_without_harm(address: str) -> None:
    database = await open_database(address)
    await database.close()
    await database.close()
    for ask in (database.fetch_all(IDS), database.fetch_together(Statement(IDS)), database.write(insert(1))):
        with pytest.raises(RuntimeError, match="closed"):
            await ask
    with pytest.raises(RuntimeError, match="closed"):
        async with database.transaction():
            pytest.fail("a closed database has no transaction")


async def test_nothing_is_left_of_a_closed_database(address: str, engine: str) -> None:
    database = await open_database(address)
    await database.write(insert(1))
    await database.fetch_all(IDS)
    await database.close()
    # The loop's own executor ("asyncio_0") stays with the loop.
    assert [thread.name for thread in threading.enumerate() if "_connection_worker" in thread.name] == []
    assert asyncio.all_tasks() == {asyncio.current_task()}
    if engine == "sqlite":
        names = sorted(path.name for path in Path(address).parent.iterdir())
        assert names == ["gueststar.sqlite3", "gueststar.sqlite3.lock"]
    gc.collect()  # an unclosed connection would warn, and warnings are errors


async def test_an_idle_database_has_no_task(database: Database) -> None:
    await database.write(insert(1))
    await asyncio.sleep(0)
    assert {task.get_name() for task in asyncio.all_tasks()} == {asyncio.current_task().get_name()}


async def test_a_full_disk_is_an_honest_failure_that_keeps_what_was_acknowledged(sqlite_path: Path) -> None:
    database = await open_database(sqlite_path)
    try:
        await database.write(Statement("PRAGMA max_page_count = 1"))  # SQLite then answers as on a full disk
        acknowledged = []
        with pytest.raises(UnavailableError) as caught:
            for number in range(1000):
                await database.write(insert(number, "x" * 3000))
                acknowledged.append(number)
        assert str(sqlite_path) not in str(caught.value)
        assert await ids(database) == acknowledged
        await database.write(Statement("PRAGMA max_page_count = 100000"))
        await database.write(insert(5000))
        assert await ids(database) == [*acknowledged, 5000]
    finally:
        await database.close()


async def test_a_transaction_that_sqlite_has_ended_writes_nothing_more(sqlite_path: Path) -> None:
    database = await open_database(sqlite_path)
    try:
        with pytest.raises(RuntimeError, match="ended"):
            async with database.transaction() as transaction:
                await transaction.fetch_all(*insert(1)[:2])
                await transaction.fetch_all("ROLLBACK")  # as SQLite does by itself on some failures
                await transaction.fetch_all(*insert(2)[:2])
        assert await ids(database) == []
    finally:
        await database.close()


async def test_lost_connections_are_told_and_replaced(postgres_address: str) -> None:
    """Each pooled connection that was cut costs one honest failure at most; then the service is back."""

    async def write_again(number: int) -> None:
        for _ in range(CONNECTIONS):
            with suppress(UnavailableError):
                await database.write(insert(number))
                return
        await database.write(insert(number))

    database = await open_database(postgres_address)
    end_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    try:
        await database.write(insert(1))
        with pytest.raises(UnavailableError):
            await database.fetch_all(end_others)
        await write_again(2)
        with pytest.raises(UnavailableError):
            async with database.transaction() as transaction:
                await transaction.fetch_all(*insert(3)[:2])
                await transaction.fetch_all(end_others)
        await write_again(4)
        with pytest.raises(UnavailableError):
            await database.write(insert(5), Statement(end_others))
        await write_again(6)
        assert await ids(database) == [1, 2, 4, 6]
    finally:
        await database.close()


async def test_the_durability_that_is_promised_is_switched_on(sqlite_path: Path) -> None:
    database = await open_database(sqlite_path)
    try:
        async with database.transaction() as transaction:
            settings = {
                name: (await transaction.fetch_all(f"PRAGMA {name}"))[0][0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "journal_size_limit")
            }
        assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "journal_size_limit": 64 << 20}
        assert await database.fetch_all("PRAGMA wal_autocheckpoint") == [(0,)]
    finally:
        await database.close()
