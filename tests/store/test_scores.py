"""Scores as both engines keep them, and boards that are right by a plain count."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.boards import (
    LEAST_ANSWERS,
    LEAST_RIGHTS,
    BoardPage,
    BoardQuestion,
    Period,
    Place,
    RoundScore,
    Score,
    Sort,
)
from bot.domain.identities import GuildId, UserId
from bot.store.database import Database, Statement
from bot.store.named_parameters import numbered
from bot.store.opening import open_database
from bot.store.scores import ScoresStore, rate_statement, score_statements
from bot.store.scores_sql import BOARDS
from bot.store.sqlite_connection import connect
from tests.store.wish_making import GUILD, OTHER_GUILD, person

TODAY = date(2026, 11, 22)
ALL = "SELECT * FROM scores ORDER BY guild_id, person_id, day"
Days = Mapping[tuple[UserId, date], Score]


@pytest.fixture
def scores(database: Database) -> ScoresStore:
    return ScoresStore(database)


def result(number: int, points: int = 500, **rest: int) -> RoundScore:
    return RoundScore(person(number), points, **{"answers": 1, "rights": 1, "took_ms": 2_000, **rest})


async def add(database: Database, *results: RoundScore, day: date = TODAY, guild: GuildId = GUILD) -> None:
    await database.write(*score_statements(guild, day, results))


async def hide(database: Database, *numbers: int) -> None:
    for number in numbers:
        values = {"person_id": person(number)}
        await database.write(Statement("INSERT INTO people (person_id, hidden) VALUES (:person_id, 1)", values))


async def ranked(
    scores: ScoresStore, sort: Sort = Sort.SCORE, period: Period = Period.EVER, asker: int = 99
) -> list[tuple[int, int]]:
    """Return rank and number of everybody on a board, page by page."""
    places: list[Place] = []
    page, pages = 0, 1
    while page < pages:
        found = await scores.board(GUILD, person(asker), BoardQuestion(period, sort, page + 1), TODAY)
        page, pages = found.question.page, found.pages
        places += found.places
    return [(place.rank, place.person - person(0)) for place in places]


async def test_rounds_of_a_day_are_one_row_and_the_best_streak_stays(database: Database, scores: ScoresStore) -> None:
    await add(database, result(1, 900, best_streak=3), result(2, 0, rights=0, took_ms=0))
    await add(
        database,
        result(1, 600, best_streak=2, took_ms=1_000),
        result(1, 0, answers=0, rights=0, took_ms=0, plays=1, wins=1),
    )
    await add(database, result(1, 100), day=TODAY - timedelta(days=1))
    assert await database.fetch_all(ALL) == [
        (GUILD, person(1), "2026-11-21", 100, 1, 1, 2_000, 0, 0, 0),
        (GUILD, person(1), "2026-11-22", 1_500, 2, 2, 3_000, 3, 1, 1),
        (GUILD, person(2), "2026-11-22", 0, 1, 0, 0, 0, 0, 0),
    ]
    own = await scores.own(GUILD, person(1), TODAY)
    assert [one.score.points for one in own.periods] == [1_500, 1_600, 1_600, 1_600]
    assert own.periods[1].score == Score(1_600, 3, 3, 5_000, 3, 1, 1)


async def test_where_the_guard_is_false_nothing_is_written(database: Database) -> None:
    guard = {"guild_id": GUILD, "play_id": 7, "version": 3}
    false = "EXISTS (SELECT 1 FROM plays WHERE guild_id = :guild_id AND play_id = :play_id AND version = :version + 1)"
    true = "CAST(:version AS INTEGER) = 3"
    for guard_sql, rows in ((false, 0), (true, 2)):
        await database.write(
            *score_statements(GUILD, TODAY, [result(1), result(2)], guard_sql=guard_sql, guard=guard),
            rate_statement("question", 3, 2, guard_sql=guard_sql, guard=guard),
        )
        assert len(await database.fetch_all("SELECT 1 FROM scores")) == rows
    await database.write(rate_statement("question", 4, 1), rate_statement("other", 1, 1))
    rates = await database.fetch_all("SELECT question_id, answers, rights FROM answer_rates ORDER BY question_id")
    assert rates == [("other", 1, 1), ("question", 7, 3)]


async def test_what_two_processes_add_at_once_is_all_counted(
    address: str, engine: str, database: Database, scores: ScoresStore
) -> None:
    """On PostgreSQL by a second process; each write names the same people, in another order."""
    second = await open_database(address) if engine == "postgresql" else database
    try:
        people = list(range(1, 21))

        async def play(where: Database, seed: int) -> None:
            rng = random.Random(seed)
            for _ in range(10):
                await add(where, *(result(number, 1, best_streak=seed) for number in rng.sample(people, len(people))))

        await asyncio.gather(*(play(where, seed) for seed, where in enumerate((database, second) * 3)))
    finally:
        if second is not database:
            await second.close()
    own = [await scores.own(GUILD, person(number), TODAY) for number in people]
    assert {one.periods[0].score for one in own} == {Score(60, 60, 60, 120_000, 5)}


async def test_who_is_level_shares_a_rank_and_stands_by_answers_then_by_id(
    database: Database, scores: ScoresStore
) -> None:
    await add(database, result(4, 900), result(3, 900), result(2, 900, answers=2), result(1, 500), result(5, 1_000))
    assert await ranked(scores) == [(1, 5), (2, 2), (2, 3), (2, 4), (5, 1)]


async def test_pages_have_everybody_once_and_a_page_too_far_is_the_last(
    database: Database, scores: ScoresStore
) -> None:
    rng = random.Random(5)
    points = {number: rng.randrange(8) for number in range(1, 34)}
    await add(database, *(result(number, mine) for number, mine in points.items()))
    order = sorted(points, key=lambda number: (-points[number], number))
    expected = [(1 + sum(one > points[number] for one in points.values()), number) for number in order]
    assert await ranked(scores) == expected
    far = await scores.board(GUILD, person(7), BoardQuestion(Period.EVER, Sort.SCORE, 99_999), TODAY)
    assert (far.question.page, far.pages, far.count, len(far.places)) == (4, 4, 33, 3)
    assert [(place.rank, place.person - person(0)) for place in far.places] == expected[30:]
    assert far.own is not None
    assert (far.own.rank, far.own.person - person(0)) == next(one for one in expected if one[1] == 7)


async def test_an_empty_board_is_one_empty_page(scores: ScoresStore) -> None:
    for sort in Sort:
        question = BoardQuestion(Period.WEEK, sort, 3)
        page = await scores.board(GUILD, person(1), question, TODAY)
        assert page == BoardPage(replace(question, page=1), (), None, 0, 1)
    assert not any(one.rank for one in (await scores.own(GUILD, person(1), TODAY)).periods)


async def test_another_server_has_its_own_board(database: Database, scores: ScoresStore) -> None:
    await add(database, result(1), guild=OTHER_GUILD)
    assert await ranked(scores) == []


async def test_who_has_answered_little_is_on_no_board_of_shares(database: Database, scores: ScoresStore) -> None:
    await add(
        database,
        result(1, answers=LEAST_ANSWERS, rights=LEAST_RIGHTS - 1),
        result(2, answers=LEAST_ANSWERS - 1, rights=LEAST_ANSWERS - 1),
        result(3, answers=LEAST_RIGHTS + 1, rights=LEAST_RIGHTS, took_ms=100),
        result(4, answers=0, rights=0, plays=1),
    )
    assert await ranked(scores, Sort.ACCURACY) == [(1, 3), (2, 1)]
    assert await ranked(scores, Sort.SPEED) == [(1, 3)]
    assert {number for _, number in await ranked(scores)} == {1, 2, 3}


async def test_the_same_share_of_more_answers_is_level(database: Database, scores: ScoresStore) -> None:
    await add(
        database,
        *(result(number, answers=3 * 10 * number, rights=10 * number, took_ms=70 * number) for number in range(1, 9)),
    )
    for sort in (Sort.ACCURACY, Sort.SPEED):
        assert await ranked(scores, sort) == [(1, number) for number in range(8, 0, -1)]


async def test_who_is_hidden_is_on_no_board_and_takes_no_rank(database: Database, scores: ScoresStore) -> None:
    await add(database, *(result(number, 1_000 - number) for number in range(1, 15)))
    await hide(database, 1, 3)
    await database.write(
        Statement("INSERT INTO people (person_id, hidden) VALUES (:person_id, 0)", {"person_id": person(2)})
    )
    board = await ranked(scores)
    assert board == [(rank, number) for rank, number in enumerate([2, *range(4, 15)], start=1)]
    for asker in (1, 3):
        page = await scores.board(GUILD, person(asker), BoardQuestion(Period.EVER), TODAY)
        assert page.own is None
        assert page.count == 12
        own = await scores.own(GUILD, person(asker), TODAY)
        assert own.hidden
        assert {one.rank for one in own.periods} == {None}
        assert own.periods[0].score.points == 1_000 - asker
    own = await scores.own(GUILD, person(4), TODAY)
    assert (own.hidden, own.periods[0].rank, own.periods[0].count) == (False, 2, 12)


SOME = st.integers(0, 3)
DAYS_AGO = st.sampled_from([0, 1, 6, 7, 29, 30, 400])


@st.composite
def scored(draw: st.DrawFn) -> Score:
    """Return what somebody may have done on a day: little enough that people are level, enough to be listed."""
    rights = draw(st.integers(0, 12))
    return Score(draw(SOME), draw(SOME) + rights, rights, draw(SOME) * rights, draw(SOME))


ROWS = st.dictionaries(st.tuples(st.integers(1, 14), DAYS_AGO), scored(), max_size=40)


def total(rows: Mapping[tuple[int, int], Score], period: Period) -> dict[int, Score]:
    """Return what everybody has done, added up row by row."""
    sums: dict[int, Score] = {}
    for (number, ago), one in rows.items():
        if ago < (period.days or 10_000):
            before = sums.get(number, Score())
            added = {field.name: getattr(before, field.name) + getattr(one, field.name) for field in fields(Score)}
            sums[number] = Score(**{**added, "best_streak": max(before.best_streak, one.best_streak)})
    return sums


def merit(score: Score, sort: Sort) -> float | None:
    """Return what somebody is sorted by, None where they are not listed."""
    match sort:
        case Sort.SCORE | Sort.STREAK:
            figure = score.points if sort is Sort.SCORE else score.best_streak
            return figure if score.answers else None
        case Sort.ACCURACY:
            return score.rights / score.answers if score.answers >= LEAST_ANSWERS else None
        case Sort.SPEED:
            return -score.took_ms / score.rights if score.rights >= LEAST_RIGHTS else None


def modelled(sums: Mapping[int, Score], sort: Sort) -> list[tuple[int, int]]:
    """Return rank and number of everybody on a board, best first."""
    listed = {number: found for number, one in sums.items() if (found := merit(one, sort)) is not None}
    order = sorted(listed, key=lambda number: (-listed[number], -sums[number].answers, number))
    return [(1 + sum(other > listed[number] for other in listed.values()), number) for number in order]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sets(st.integers(1, 14), max_size=4))
async def test_boards_are_what_a_plain_count_says(
    database: Database, scores: ScoresStore, rows: dict[tuple[int, int], Score], hidden: set[int]
) -> None:
    await database.write(Statement("DELETE FROM scores"), Statement("DELETE FROM people"))
    await hide(database, *hidden)
    for (number, ago), one in rows.items():
        await database.write(
            *score_statements(GUILD, TODAY - timedelta(days=ago), [RoundScore(person(number), **_fields(one))])
        )
    for period in Period:
        sums = total(rows, period)
        shown = {number: one for number, one in sums.items() if number not in hidden}
        for sort in Sort:
            assert await ranked(scores, sort, period) == modelled(shown, sort)
        for number in (1, 2):
            own = {one.period: one for one in (await scores.own(GUILD, person(number), TODAY)).periods}[period]
            ranks = {who: rank for rank, who in modelled(shown, Sort.SCORE)}
            assert own.score == sums.get(number, Score())
            assert own.rank == ranks.get(number)


def _fields(score: Score) -> dict[str, Any]:
    return {field.name: getattr(score, field.name) for field in fields(Score)}


@pytest.mark.parametrize(
    ("period", "plan"),
    [
        (Period.TODAY, "USING COVERING INDEX scores_by_day (guild_id=? AND day>?)"),
        (Period.WEEK, "USING COVERING INDEX scores_by_day (guild_id=? AND day>?)"),
        (Period.MONTH, "USING PRIMARY KEY (guild_id=?)"),
        (Period.EVER, "USING PRIMARY KEY (guild_id=?)"),
    ],
)
@pytest.mark.parametrize("sort", Sort)
def test_no_board_reads_other_servers_or_sorts_before_it_adds_up_many_days(
    sqlite_path: Path, period: Period, sort: Sort, plan: str
) -> None:
    connection = connect(sqlite_path, read_only=False)
    sql, names = numbered(BOARDS[period, sort], "?")
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * len(names))]
    connection.close()
    assert any(step.endswith(plan) for step in steps), steps
    assert not any(step in ("SCAN s", "SCAN scores") for step in steps), steps
    before = steps[: steps.index("SCAN g")]
    assert ("USE TEMP B-TREE FOR GROUP BY" in before) is (period in (Period.TODAY, Period.WEEK)), steps
