"""The daily as a service: the same for all, made once, only of its own day; real facts, a real database, no Discord."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.domain.dailies import MOST, Five, Progress, Streak
from bot.domain.errors import UserError
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import Pack, UniverseId
from bot.domain.plays import moment_of
from bot.domain.signing import Signer
from bot.domain.trivia.maker import QuestionMaker
from bot.services.daily import Daily, Pick
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.question_makers import QuestionMakers
from bot.store.asked import AskedStore
from bot.store.dailies import DailiesStore
from bot.store.database import Database, Statement
from bot.store.opening import open_database
from tests.cogs.isles import make_crowd, make_strangers
from tests.conftest import ShelfOf
from tests.domain.worlds import character, film, row, world

DAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HARBOUR, CROWD = UniverseId("harbour"), UniverseId("crowd")
ANA, BEN = UserId(11), UserId(12)
_DISCORD_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
_numbers = count()


def at(moment: datetime) -> InteractionId:
    """The id of an interaction at a moment."""
    milliseconds = round((moment - _DISCORD_BEGAN) / timedelta(milliseconds=1))
    return InteractionId((milliseconds << 22) + next(_numbers))


@pytest.fixture
def store(pack: Pack) -> ShelfOf:
    barren = world([film("mist", None)], [character("ida", None)], [row("ida", "mist")], id="barren", name="Barren")
    return ShelfOf(pack, make_strangers(), make_crowd(), barren)


def daily_of(
    database: Database, library: Library, key: bytes = b"k" * 32, makers: QuestionMakers | None = None
) -> Daily:
    """What a process has."""
    makers = makers or QuestionMakers(library)
    return Daily(Lookups(library), makers, DailiesStore(database), AskedStore(database), Signer(key))


@pytest.fixture
def daily(database: Database, library: Library) -> Daily:
    return daily_of(database, library)


async def answer(daily: Daily, five: Five, number: int, moment: datetime = NOON, *, right: bool = True) -> Progress:
    answer = five.questions[number - 1].answer
    pick = Pick(five.day, five.universe, number, answer if right else (answer + 1) % 2)
    progress = await daily.answer(ANA, pick, at(moment))
    assert progress is not None
    return progress


async def finish(daily: Daily, moment: datetime, universe: UniverseId | None = HARBOUR) -> Progress:
    progress = await daily.today(ANA, universe, at(moment))
    for number in range(progress.next_number, len(progress.five.questions) + 1):
        progress = await answer(daily, progress.five, number, moment)
    return progress


async def test_everybody_gets_the_same_five_all_day_also_from_another_process(
    daily: Daily, database: Database, library: Library
) -> None:
    first = (await daily.today(ANA, HARBOUR, at(NOON))).five
    assert (first.day, first.universe, len(first.questions)) == (DAY, HARBOUR, MOST)
    assert (await daily.today(BEN, HARBOUR, at(MIDNIGHT - timedelta(milliseconds=1)))).five == first
    assert (await daily_of(database, library).today(BEN, HARBOUR, at(NOON))).five == first
    assert (await daily.today(ANA, HARBOUR, at(MIDNIGHT))).five.day == DAY + timedelta(days=1)


async def test_without_a_universe_it_is_the_best_sourced_one(daily: Daily, lookups: Lookups) -> None:
    progress = await daily.today(ANA, None, at(NOON))
    assert progress.five.universe == lookups.universe() == CROWD


async def test_without_the_secret_nobody_can_make_the_same_questions(library: Library, tmp_path: Path) -> None:
    made: list[Five] = []
    for name, key in (("a", b"a" * 32), ("b", b"a" * 32), ("c", b"c" * 32)):
        database = await open_database(tmp_path / name)
        made.append((await daily_of(database, library, key).today(ANA, HARBOUR, at(NOON))).five)
        await database.close()
    assert made[0] == made[1] != made[2]


async def test_changed_facts_do_not_change_the_questions_of_a_day(
    daily: Daily, database: Database, library: Library, store: ShelfOf
) -> None:
    before = (await daily.today(ANA, HARBOUR, at(NOON))).five
    store.packs[HARBOUR] = replace(
        make_crowd(people=3), universe=replace(store.packs[HARBOUR].universe, version="2020.2", content_hash="hash-2")
    )
    await library.refresh(store)
    assert (await daily.today(BEN, HARBOUR, at(NOON))).five == before
    progress = await answer(daily, before, 1)
    assert progress.rights == (True,)


class Slow(QuestionMakers):
    """Counts how often a five is made, and has a maker of the crowd once it is told to."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.times = 0
        self.is_asked, self.is_told = threading.Event(), threading.Event()

    def maker(self, universe: UniverseId) -> QuestionMaker:
        self.times += 1
        if universe == CROWD:
            self.is_asked.set()
            assert self.is_told.wait(30)
        return super().maker(universe)


async def test_many_who_come_first_at_once_share_one_five(database: Database, library: Library) -> None:
    makers = Slow(library)
    daily = daily_of(database, library, makers=makers)
    found = await asyncio.gather(*(daily.today(UserId(one), HARBOUR, at(NOON)) for one in range(1, 51)))
    assert len({one.five for one in found}) == 1
    assert await database.fetch_all("SELECT count(*) FROM dailies") == [(1,)]
    assert makers.times == 1


async def test_who_asks_for_a_five_that_is_made_waits_for_no_other(database: Database, library: Library) -> None:
    makers = Slow(library)
    daily = daily_of(database, library, makers=makers)
    first = (await daily.today(ANA, HARBOUR, at(NOON))).five
    waiting = asyncio.create_task(daily.today(ANA, CROWD, at(NOON)))
    try:
        assert await asyncio.to_thread(makers.is_asked.wait, 30)
        assert (await asyncio.wait_for(daily.today(BEN, HARBOUR, at(NOON)), 5)).five == first
        assert not waiting.done()
    finally:
        makers.is_told.set()
        assert (await waiting).five.universe == CROWD


async def test_what_is_shown_is_kept_already(daily: Daily, database: Database) -> None:
    five = (await daily.today(ANA, HARBOUR, at(NOON))).five
    assert await DailiesStore(database).find(DAY, HARBOUR) == five


async def test_a_day_is_answered_one_by_one_and_the_first_answer_stands(daily: Daily) -> None:
    five = (await daily.today(ANA, HARBOUR, at(NOON))).five
    assert (await answer(daily, five, 1, right=False)).rights == (False,)
    assert (await answer(daily, five, 1)).rights == (False,)
    assert (await answer(daily, five, 3)).rights == (False,)
    assert (await answer(daily, five, 2)).rights == (False, True)
    assert (await daily.today(ANA, HARBOUR, at(NOON))).next_number == 3
    assert (await daily.today(BEN, HARBOUR, at(NOON))).next_number == 1


@pytest.mark.parametrize(("early", "taken"), [(1, True), (0, False), (-1, False), (-86_400_000, False)])
async def test_the_moment_of_the_press_decides_to_the_millisecond(daily: Daily, early: int, taken: object) -> None:
    await daily.today(ANA, HARBOUR, at(NOON))
    pressed = at(MIDNIGHT - timedelta(milliseconds=early))
    assert (moment_of(pressed) < MIDNIGHT) is taken
    progress = await daily.answer(ANA, Pick(DAY, HARBOUR, 1, 0), pressed)
    assert (progress is not None) is taken
    assert len((await daily.today(ANA, HARBOUR, at(NOON))).given) == int(taken is True)


async def test_a_day_that_has_not_come_cannot_be_answered(daily: Daily) -> None:
    await daily.today(ANA, HARBOUR, at(MIDNIGHT))
    assert await daily.answer(ANA, Pick(DAY + timedelta(days=1), HARBOUR, 1, 0), at(NOON)) is None


async def test_a_day_that_is_over_is_seen_by_those_alone_who_answered_all(daily: Daily) -> None:
    done = await finish(daily, NOON)
    await daily.today(BEN, HARBOUR, at(NOON))
    assert await daily.of_day(ANA, DAY, HARBOUR, at(MIDNIGHT)) == done
    assert await daily.of_day(BEN, DAY, HARBOUR, at(MIDNIGHT)) is None
    still = await daily.of_day(BEN, DAY, HARBOUR, at(NOON))
    assert still is not None
    assert not still.is_done
    assert await daily.of_day(ANA, DAY - timedelta(days=1), HARBOUR, at(NOON)) is None


async def test_days_in_a_row_are_a_streak_of_that_universe(daily: Daily) -> None:
    for days, expected in (
        (0, Streak(1, 1)),
        (1, Streak(2, 2)),
        (3, Streak(1, 2)),
        (4, Streak(2, 2)),
        (5, Streak(3, 3)),
    ):
        assert (await finish(daily, NOON + timedelta(days=days))).streak == expected
    assert (await finish(daily, NOON + timedelta(days=6), UniverseId("strangers"))).streak == Streak(1, 1)
    unfinished = await daily.today(ANA, HARBOUR, at(NOON + timedelta(days=6)))
    assert unfinished.streak == Streak(3, 3), "yesterday counts until today is over"


@pytest.mark.parametrize(("number", "choice"), [(6, 0), (0, 0), (1, 9), (-1, 0), (10**30, 0), (1, 10**30), (1, -1)])
async def test_there_is_no_other_question_and_no_other_choice(daily: Daily, number: int, choice: int) -> None:
    await daily.today(ANA, HARBOUR, at(NOON))
    with pytest.raises(UserError, match="no such question"):
        await daily.answer(ANA, Pick(DAY, HARBOUR, number, choice), at(NOON))


async def test_nothing_is_answered_that_nobody_has_asked_for(daily: Daily) -> None:
    with pytest.raises(UserError, match="no such question"):
        await daily.answer(ANA, Pick(DAY, HARBOUR, 1, 0), at(NOON))


async def test_a_universe_that_is_not_there_is_one_sentence(daily: Daily) -> None:
    gone = UniverseId("gone")
    for doing in (
        daily.today(ANA, gone, at(NOON)),
        daily.of_day(ANA, DAY, gone, at(NOON)),
        daily.answer(ANA, Pick(DAY, gone, 1, 0), at(NOON)),
    ):
        with pytest.raises(UserError, match="There is no universe “gone” here"):
            await doing


async def test_a_universe_that_is_taken_away_takes_no_answers(daily: Daily, library: Library, store: ShelfOf) -> None:
    await daily.today(ANA, HARBOUR, at(NOON))
    del store.packs[HARBOUR]
    await library.refresh(store)
    with pytest.raises(UserError, match="There is no universe “harbour” here"):
        await daily.answer(ANA, Pick(DAY, HARBOUR, 1, 0), at(NOON))


async def test_few_facts_give_fewer_questions_and_too_few_a_sentence(daily: Daily, database: Database) -> None:
    few = await daily.today(ANA, UniverseId("strangers"), at(NOON))
    assert len(few.five.questions) == 4
    assert (await finish(daily, NOON, UniverseId("strangers"))).is_done
    with pytest.raises(UserError, match="The facts of Barren prove too little"):
        await daily.today(ANA, UniverseId("barren"), at(NOON))
    assert await database.fetch_all("SELECT universe_id FROM dailies") == [("strangers",)]


async def test_what_was_asked_the_days_before_is_not_asked_again(daily: Daily) -> None:
    asked: set[str] = set()
    for days in range(4):
        five = (await daily.today(ANA, CROWD, at(NOON + timedelta(days=days)))).five
        assert asked.isdisjoint(one.id for one in five.questions)
        asked |= {one.id for one in five.questions}


async def test_questions_that_turned_out_to_be_hard_come_last(
    daily: Daily, database: Database, library: Library
) -> None:
    five = (await daily.today(ANA, HARBOUR, at(NOON))).five
    easiest = five.questions[0].id
    await database.write(
        Statement("DELETE FROM dailies"),
        Statement("INSERT INTO answer_rates VALUES (:id, 1000, 0)", {"id": easiest}),
    )
    again = (await daily_of(database, library).today(ANA, HARBOUR, at(NOON))).five
    assert {one.id for one in again.questions} == {one.id for one in five.questions}
    assert again.questions[-1].id == easiest
