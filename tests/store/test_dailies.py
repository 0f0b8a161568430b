"""Dailies as both engines keep them: one five a day, the first answer of everybody in its turn, each counted once."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from bot.domain.dailies import Five, Given, Progress, Streak
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.domain.posed import Posed
from bot.store.asked import AskedStore
from bot.store.dailies import DailiesStore
from bot.store.database import Database, Statement
from bot.store.errors import ConstraintError
from bot.store.opening import open_database

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HARBOUR, ISLES = UniverseId("harbour"), UniverseId("isles")
ANA, BEN = UserId(2**62 + 1), UserId(2**62 + 2)
RATES = "SELECT question_id, answers, rights FROM answer_rates ORDER BY question_id"
_interactions = count(2**60)


def posed(number: int, text: str = "Who’s “there”? 🦸") -> Posed:
    return Posed("harbour", f"{number:016x}", text, 0.25, ("Zoë", "b", "c"), number % 3, source="A page", url=None)


def five_of(day: date = TODAY, universe: UniverseId = HARBOUR, questions: int = 5, first: int = 1) -> Five:
    return Five(day, universe, tuple(posed(first + at) for at in range(questions)))


def given(number: int, choice: int = 0, *, right: bool = True, interaction: int = 0) -> Given:
    return Given(number, choice, right, InteractionId(interaction or next(_interactions)))


@pytest.fixture
def dailies(database: Database) -> DailiesStore:
    return DailiesStore(database)


async def answer_all(dailies: DailiesStore, person: UserId, five: Five) -> Progress:
    await dailies.keep(five)
    for number in range(1, len(five.questions) + 1):
        progress = await dailies.record(person, five, given(number), NOON)
    return progress


async def test_the_first_five_of_a_day_stay_whoever_makes_others(dailies: DailiesStore) -> None:
    assert await dailies.find(TODAY, HARBOUR) is None
    first, second = five_of(), five_of(first=11)
    assert await dailies.keep(first) == first
    assert await dailies.keep(second) == first
    assert await dailies.find(TODAY, HARBOUR) == first
    assert await dailies.keep(five_of(universe=ISLES, questions=2)) == five_of(universe=ISLES, questions=2)
    assert await dailies.keep(five_of(TODAY + timedelta(days=1))) == five_of(TODAY + timedelta(days=1))


async def test_processes_that_make_them_at_once_agree(address: str, engine: str) -> None:
    databases = [await open_database(address) for _ in range(1 if engine == "sqlite" else 3)]
    try:
        stores = [DailiesStore(one) for one in databases]
        kept = await asyncio.gather(*(stores[at % len(stores)].keep(five_of(first=1 + at)) for at in range(30)))
        assert len(set(kept)) == 1
        assert kept[0] == await stores[0].find(TODAY, HARBOUR)
    finally:
        for one in databases:
            await one.close()


async def test_what_was_asked_in_the_thirty_days_before_is_known(dailies: DailiesStore) -> None:
    days = [TODAY - timedelta(days=ago) for ago in (31, 30, 1, 0, -1)]
    for at, day in enumerate(days):
        await dailies.keep(five_of(day, first=10 * at))
        await dailies.keep(five_of(day, ISLES, first=100 * at))
    assert [one.day for one in await dailies.before(TODAY, HARBOUR)] == days[1:3]
    assert await dailies.before(TODAY, HARBOUR) == (five_of(days[1], first=10), five_of(days[2], first=20))
    assert await dailies.before(TODAY, UniverseId("nowhere")) == ()


async def test_answers_are_kept_in_turn_and_come_back(dailies: DailiesStore) -> None:
    five = await dailies.keep(five_of())
    assert await dailies.progress(ANA, five) == Progress(five)
    first, second = given(1, 2), given(2, 0, right=False)
    assert await dailies.record(ANA, five, first, NOON) == Progress(five, (first,))
    assert await dailies.record(ANA, five, second, NOON) == Progress(five, (first, second))
    assert await dailies.progress(ANA, five) == Progress(five, (first, second))
    assert await dailies.progress(BEN, five) == Progress(five)


async def test_the_first_answer_stands_and_nothing_is_taken_out_of_turn(
    dailies: DailiesStore, database: Database
) -> None:
    five = await dailies.keep(five_of())
    first = given(1, 2)
    await dailies.record(ANA, five, first, NOON)
    for late in (given(1, 0), given(1, 2), first, given(3), given(5)):
        assert await dailies.record(ANA, five, late, NOON) == Progress(five, (first,))
    counted = [row for row in await database.fetch_all(RATES) if row[1]]
    assert counted == [(five.questions[0].id, 1, 1)]


async def test_every_answer_counts_once_for_how_hard_a_question_is(dailies: DailiesStore, database: Database) -> None:
    five = await dailies.keep(five_of(questions=1))
    presses = [(ANA, given(1, 2)), (BEN, given(1, 0, right=False)), (UserId(7), given(1, 1, right=False))]
    for person, one in presses * 3:
        await dailies.record(person, five, one, NOON)
    assert await database.fetch_all(RATES) == [(five.questions[0].id, 3, 1)]
    assert await AskedStore(database).rates([five.questions[0].id, "0" * 16]) == {five.questions[0].id: (3, 1)}


async def test_days_are_those_on_which_all_was_answered_however_much_that_is(dailies: DailiesStore) -> None:
    days = [TODAY - timedelta(days=ago) for ago in (4, 3, 2, 1, 0)]
    await answer_all(dailies, ANA, five_of(days[0]))
    await answer_all(dailies, ANA, five_of(days[1], questions=2))
    unfinished = await dailies.keep(five_of(days[2]))
    for number in range(1, 5):
        await dailies.record(ANA, unfinished, given(number), NOON)
    await answer_all(dailies, ANA, five_of(days[3], ISLES))
    progress = await answer_all(dailies, ANA, five_of(days[4], questions=1))
    assert progress.days == (days[0], days[1], days[4])
    assert progress.streak == Streak(1, 2)
    assert (await dailies.progress(BEN, five_of())).days == ()


async def test_many_at_once_in_several_processes_leave_one_answer_each(address: str, engine: str) -> None:
    """Each of twenty people presses every choice of the first question at once, several times, and the next one."""
    databases = [await open_database(address) for _ in range(1 if engine == "sqlite" else 3)]
    try:
        stores = [DailiesStore(one) for one in databases]
        five = await stores[0].keep(five_of(questions=2))
        people = [UserId(number) for number in range(1, 21)]
        for number in (1, 2):
            await stores[0].record(UserId(99), five, given(number, right=False), NOON)
            choices = [given(number, choice, right=choice == 1) for choice in (0, 1, 2)]
            presses = [(person, one) for one in choices * 3 for person in people]
            outcomes = await asyncio.gather(
                *(stores[at % len(stores)].record(*_press(five, press)) for at, press in enumerate(presses))
            )
            assert {len(one.given) for one in outcomes} == {number}
        answers = await databases[0].fetch_all(
            "SELECT person_id, number, is_right FROM daily_answers WHERE person_id < 99"
        )
        assert sorted((person, number) for person, number, _ in answers) == [
            (one, at) for one in people for at in (1, 2)
        ]
        for number in (1, 2):
            rights = sum(right for _, at, right in answers if at == number)
            assert (five.questions[number - 1].id, 21, rights) in await databases[0].fetch_all(RATES)
    finally:
        for one in databases:
            await one.close()


def _press(five: Five, press: tuple[UserId, Given]) -> tuple[UserId, Five, Given, datetime]:
    return press[0], five, press[1], NOON


@pytest.mark.parametrize(
    "change",
    ["number = 6", "number = 0", "choice = -1", "is_right = 2", "day = 'today'"],
)
async def test_the_table_refuses_what_cannot_be(dailies: DailiesStore, database: Database, change: str) -> None:
    five = await dailies.keep(five_of())
    await dailies.record(ANA, five, given(1), NOON)
    with pytest.raises(ConstraintError):
        await database.write(Statement(f"UPDATE daily_answers SET {change}"))


async def test_a_daily_without_questions_is_none(dailies: DailiesStore) -> None:
    with pytest.raises(ConstraintError):
        await dailies.keep(five_of(questions=0))
    assert await dailies.find(TODAY, HARBOUR) is None
