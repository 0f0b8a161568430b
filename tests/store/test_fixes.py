"""Fixes as both engines keep them: what the limits allow, once, and nameless after a while."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.domain.fixes import LONGEST_CLAIM, LONGEST_ORIGIN, Fix, FixId, Limit, Refusal, Report, Sender, Subject
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.store.database import Database, Statement
from bot.store.errors import ConstraintError, ReadOnlyError, UnavailableError
from bot.store.fixes import FixesStore
from bot.store.opening import open_database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LANTERNS = UniverseId("lanterns")
ADA = Subject(LANTERNS, CharacterId("ada"), TitleId("pier-nine"))
REPORT = Report(ADA, "Ada is in 1x02, too.", "1x02, minute 12")
ROWS = "SELECT * FROM fixes ORDER BY id"
_interactions = count(2**60)


def sender(person: int = 1, guild: int | None = 7) -> Sender:
    return Sender(
        InteractionId(next(_interactions)), UserId(2**62 + person), None if guild is None else GuildId(2**61 + guild)
    )


@pytest.fixture
def fixes(database: Database) -> FixesStore:
    return FixesStore(database)


async def test_a_fix_comes_back_as_it_was_sent_under_the_next_number(fixes: FixesStore) -> None:
    vague = Report(Subject(), "Zoë’s name is missing 🦸‍♀️\n\nreally", "https://example.org/é?a='b'")
    assert await fixes.record(REPORT, sender(1), NOON) == FixId(1)
    assert await fixes.record(vague, sender(2, None), NOON + timedelta(microseconds=1)) == FixId(2)
    assert await fixes.open_fixes() == (
        Fix(FixId(1), NOON, REPORT),
        Fix(FixId(2), NOON + timedelta(microseconds=1), vague),
    )
    assert await fixes.open_fixes(LANTERNS) == (Fix(FixId(1), NOON, REPORT),)
    assert await fixes.open_fixes(UniverseId("elsewhere")) == ()


async def test_the_same_interaction_again_stores_nothing_and_gets_the_same_number(fixes: FixesStore) -> None:
    once = sender()
    numbers = await asyncio.gather(*(fixes.record(REPORT, once, NOON) for _ in range(20)))
    assert set(numbers) == {FixId(1)}
    assert await fixes.record(REPORT, once, NOON + timedelta(minutes=1)) == FixId(1)
    for _ in range(Limit.PERSON_BURST.most - 1):
        await fixes.record(REPORT, sender(), NOON)
    assert isinstance(await fixes.record(REPORT, sender(), NOON), Refusal)
    assert await fixes.record(REPORT, once, NOON) == FixId(1), "also when the limit is reached"
    assert len(await fixes.open_fixes()) == 3


async def test_a_person_may_send_three_in_ten_minutes_and_is_told_when_the_next(fixes: FixesStore) -> None:
    for minute in range(3):
        assert await fixes.refusal(sender(), NOON) is None
        assert isinstance(await fixes.record(REPORT, sender(), NOON + timedelta(minutes=minute)), int)
    at = NOON + timedelta(minutes=9, seconds=59)
    expected = Refusal(Limit.PERSON_BURST, NOON + timedelta(minutes=10))
    assert await fixes.record(REPORT, sender(), at) == expected
    assert await fixes.record(REPORT, sender(guild=None), at) == expected, "wherever they are"
    assert await fixes.refusal(sender(), at) == expected
    assert isinstance(await fixes.record(REPORT, sender(2), at), int), "somebody else may"
    assert isinstance(await fixes.record(REPORT, sender(), expected.again_at), int), "and at that moment they may again"


async def test_a_person_may_send_ten_a_day(fixes: FixesStore) -> None:
    for number in range(10):
        assert isinstance(await fixes.record(REPORT, sender(), NOON + timedelta(hours=number)), int)
    at = NOON + timedelta(hours=10)
    assert await fixes.record(REPORT, sender(), at) == Refusal(Limit.PERSON_DAY, NOON + timedelta(days=1))
    assert isinstance(await fixes.record(REPORT, sender(), NOON + timedelta(days=1)), int)


async def test_of_two_limits_the_one_that_lasts_longer_is_named(fixes: FixesStore) -> None:
    for number in range(10):
        await fixes.record(REPORT, sender(), NOON + timedelta(minutes=4 * number))
    refusal = await fixes.record(REPORT, sender(), NOON + timedelta(minutes=37))
    assert refusal == Refusal(Limit.PERSON_DAY, NOON + timedelta(days=1))


async def test_a_server_may_send_sixty_a_day_and_others_still_may(fixes: FixesStore) -> None:
    for person in range(60):
        assert isinstance(await fixes.record(REPORT, sender(person), NOON), int)
    assert await fixes.record(REPORT, sender(99), NOON) == Refusal(Limit.SERVER_DAY, NOON + timedelta(days=1))
    assert isinstance(await fixes.record(REPORT, sender(99, guild=8), NOON), int)
    assert isinstance(await fixes.record(REPORT, sender(99, guild=None), NOON), int)


async def test_five_thousand_stay_open_and_closing_one_makes_room(fixes: FixesStore, database: Database) -> None:
    await fill(database, 4_999)
    assert await fixes.record(REPORT, sender(), NOON) == FixId(5_000)
    assert await fixes.record(REPORT, sender(2), NOON) == Refusal(Limit.OPEN, None)
    assert await fixes.refusal(sender(2), NOON) == Refusal(Limit.OPEN, None)
    assert await fixes.close(FixId(17), NOON)
    assert await fixes.record(REPORT, sender(2), NOON) == FixId(5_001)


async def fill(database: Database, rows: int) -> None:
    columns = "id, interaction_id, claim, origin, received_at"
    async with database.transaction() as transaction:
        await transaction.execute_many(
            f"INSERT INTO fixes ({columns}) VALUES (:id, :interaction_id, :claim, :origin, :received_at)",
            [(number, number, "c", "o", "2020-01-01T00:00:00.000000+00:00") for number in range(1, rows + 1)],
        )


async def test_a_thousand_at_once_by_one_person_store_three(fixes: FixesStore) -> None:
    outcomes = await asyncio.gather(*(fixes.record(REPORT, sender(), NOON) for _ in range(1_000)))
    assert sum(isinstance(outcome, int) for outcome in outcomes) == 3
    assert len(await fixes.open_fixes()) == 3


async def test_a_thousand_at_once_by_as_many_people_store_what_the_server_may(fixes: FixesStore) -> None:
    outcomes = await asyncio.gather(*(fixes.record(REPORT, sender(person), NOON) for person in range(1_000)))
    numbers = sorted(outcome for outcome in outcomes if isinstance(outcome, int))
    assert numbers == list(range(1, 61))


async def test_two_processes_on_one_server_keep_one_limit(postgres_address: str) -> None:
    databases = [await open_database(postgres_address) for _ in range(2)]
    first, second = map(FixesStore, databases)
    try:
        await asyncio.gather(first.record(REPORT, sender(0, 0), NOON), second.record(REPORT, sender(0, 0), NOON))
        for person in range(1, 21):  # in rounds, so that both are in the middle of it at the same time
            tries = (store.record(REPORT, sender(person, person), NOON) for _ in range(3) for store in (first, second))
            outcomes = await asyncio.gather(*tries)
            assert sum(isinstance(outcome, int) for outcome in outcomes) == 3
        assert len(await first.open_fixes()) == 2 + 20 * 3
    finally:
        for database in databases:
            await database.close()


async def test_closing_is_once_and_takes_it_off_the_list(fixes: FixesStore, database: Database) -> None:
    await fixes.record(REPORT, sender(), NOON)
    assert await fixes.close(FixId(1), NOON) is True
    assert await fixes.close(FixId(1), NOON) is False
    assert await fixes.close(FixId(2), NOON) is False
    assert await fixes.open_fixes() == ()
    assert len(await database.fetch_all(ROWS)) == 1


async def test_who_sent_it_is_forgotten_and_the_fix_stays(fixes: FixesStore, database: Database) -> None:
    await fixes.record(REPORT, sender(), NOON)
    await fixes.record(REPORT, sender(), NOON + timedelta(minutes=1))
    kept = await fixes.open_fixes()
    assert await fixes.forget_people(NOON + timedelta(seconds=30)) == 1
    assert await fixes.forget_people(NOON + timedelta(seconds=30)) == 0
    assert await fixes.open_fixes() == kept
    people = await database.fetch_all("SELECT person_id, guild_id FROM fixes ORDER BY id")
    assert people == [(None, None), (2**62 + 1, 2**61 + 7)]


@pytest.mark.parametrize(
    "report",
    [
        replace(REPORT, claim=""),
        replace(REPORT, claim="x" * (LONGEST_CLAIM + 1)),
        replace(REPORT, origin="é" * (LONGEST_ORIGIN + 1)),
        replace(REPORT, origin=""),
        replace(REPORT, subject=Subject(None, CharacterId("ada"), None)),
    ],
)
async def test_what_breaks_a_rule_of_the_table_is_refused(fixes: FixesStore, report: Report) -> None:
    with pytest.raises(ConstraintError):
        await fixes.record(report, sender(), NOON)
    assert await fixes.open_fixes() == ()


async def test_the_longest_texts_fit_whatever_their_letters(fixes: FixesStore) -> None:
    longest = Report(ADA, "𝔘" * LONGEST_CLAIM, "é" * LONGEST_ORIGIN)
    assert await fixes.record(longest, sender(), NOON) == FixId(1)
    assert (await fixes.open_fixes())[0].report == longest


async def test_a_database_for_reading_only_takes_nothing(address: str) -> None:
    database = await open_database(address, read_only=True)
    try:
        with pytest.raises(ReadOnlyError):
            await FixesStore(database).record(REPORT, sender(), NOON)
    finally:
        await database.close()


async def test_a_full_disk_is_one_sentence_and_keeps_nothing(sqlite_path: Path) -> None:
    database = await open_database(sqlite_path)
    fixes = FixesStore(database)
    long = replace(REPORT, claim="x" * 1_000)
    stored = 0

    async def go_on() -> None:
        nonlocal stored
        for stored in range(1_000):
            await fixes.record(long, sender(stored, stored), NOON)

    try:
        ((pages,),) = (await database.write(Statement("PRAGMA page_count")))[0]
        await database.write(Statement(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(UnavailableError, match="try again in a minute"):
            await go_on()
        assert len(await fixes.open_fixes()) == stored
    finally:
        await database.close()
