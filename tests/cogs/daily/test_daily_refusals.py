"""What a daily does not take: too late, twice, forged, out of turn, of a universe without facts."""

import asyncio
import json
import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.pack import UniverseId
from bot.domain.trivia.maker import QuestionMaker
from bot.services.library import Library
from bot.store.database import Database, Statement
from tests.cogs.daily.table import Table
from tests.cogs.play_stage import late
from tests.cogs.wish_stage import forging, sent, shown
from tests.conftest import ShelfOf

LURE = "t1:d:today:harbour"


async def test_every_answer_is_kept_before_it_is_said_what_it_was_worth(table: Table, database: Database) -> None:
    first = await table.open(table.ana)
    await database.write(
        Statement("CREATE TRIGGER full BEFORE INSERT ON daily_answers BEGIN SELECT RAISE(ABORT, 'x'); END")
    )
    told = await table.pick(table.ana, first.response, (await table.five())[0])
    assert "Right" not in shown(told.response)
    assert "It is logged as" in shown(told.response)
    table.env.errors.clear()


async def test_midnight_ends_a_day_to_the_millisecond(table: Table) -> None:
    first = await table.open(table.ana)
    five, midnight, day = await table.five(), table.midnight, table.today
    table.turn_clock(midnight - timedelta(milliseconds=1))
    answered = await table.pick(table.ana, first.response, five[0])
    assert "Next question" in shown(answered.response)
    bens = await table.open(table.ben)
    table.turn_clock(midnight)
    late = await table.pick(table.ben, bens.response, five[0])
    assert late.response.ephemeral
    assert "That day is over" in shown(late.response)
    assert "That day is over" in shown((await table.press(table.ana, answered.response, "Next question")).response)
    assert await table.answers() == [(table.ana.id, day, 1, 1)]
    today = await table.press(table.ben, late.response, "Play today's")
    assert "Question 1 of 5" in shown(today.response)
    assert {one.id for one in await table.five()}.isdisjoint(one.id for one in five)


async def test_a_press_with_an_id_of_somebody_elses_message_is_ones_own(table: Table, forged: Any) -> None:
    await table.open(table.ana)
    posed = (await table.five())[0]
    custom_id = f"t1:d:pick:{table.today}:1:{posed.answer}:harbour"
    message = await forged(table.channel, custom_id)
    told = await table.ben.click(message, custom_id=custom_id)
    assert told.ephemeral
    assert [row[0] for row in await table.answers()] == [table.ben.id]
    assert "Question 1 of 5" in shown((await table.open(table.ana)).response)


FORGED = {
    "question 6": "t1:d:pick:{day}:6:0:harbour",
    "choice 9": "t1:d:pick:{day}:1:9:harbour",
    "a choice there is not": "t1:d:pick:{day}:1:4:strangers",
    "a question there is not": "t1:d:pick:{day}:5:0:strangers",
    "a huge number": "t1:d:pick:{day}:1:" + "9" * 60 + ":harbour",
    "no day": "t1:d:pick:2026-02-30:1:0:harbour",
    "an unknown universe": "t1:d:pick:{day}:1:0:gone",
    "nobody has asked for it": "t1:d:pick:{day}:1:0:barren",
    "nothing": "t1:d:",
    "a new line": "t1:d:today:harbour\n",
    "not finished": "t1:d:share:{day}:harbour",
    "never played": "t1:d:share:2020-01-01:harbour",
    "shared from nowhere": "t1:d:share:{day}:gone",
    "SQL": "t1:d:pick:{day}:1:0:' OR 1=1 --",
}


@pytest.mark.parametrize("custom_id", FORGED.values(), ids=FORGED)
async def test_forged_presses_are_one_sentence_and_change_nothing(
    table: Table, forged: Any, kind_sentence: Any, custom_id: str
) -> None:
    await table.open(table.ana)
    await table.open(table.ana, "strangers")
    before = await table.database.fetch_all("SELECT * FROM dailies")
    message = await forged(table.channel, LURE)

    def forge(payload: Any) -> None:
        payload["data"]["custom_id"] = custom_id.format(day=table.today)

    with forging(table.env, forge):
        told = await table.ana.click(message, custom_id=LURE)
    kind_sentence(told)
    assert await table.answers() == []
    assert await table.database.fetch_all("SELECT * FROM dailies") == before


@pytest.mark.parametrize("days", [-400_000, -1, 1, 400])
async def test_a_press_of_another_day_is_not_taken(table: Table, forged: Any, days: int) -> None:
    await table.open(table.ana)
    day = "0001-01-01" if days < -1_000 else (table.midnight + timedelta(days=days - 1)).date().isoformat()
    for action in (f"pick:{day}:1:0", f"on:{day}"):
        message = await forged(table.channel, f"t1:d:{action}:harbour")
        told = await table.ana.click(message, custom_id=f"t1:d:{action}:harbour")
        assert told.ephemeral
        assert "That day is over" in shown(told.response)
    assert await table.answers() == []


async def test_out_of_turn_nothing_is_taken(table: Table, forged: Any) -> None:
    await table.open(table.ana)
    custom_id = f"t1:d:pick:{table.today}:3:0:harbour"
    told = await table.ana.click(await forged(table.channel, custom_id), custom_id=custom_id)
    assert "Question 1 of 5" in shown(told.response)
    assert await table.answers() == []


async def test_of_few_facts_there_are_fewer_questions_and_of_too_few_a_sentence(
    table: Table, kind_sentence: Any
) -> None:
    few = await table.play(table.ana, "+++-", "strangers")
    assert "3 of 4" in shown(few.response)
    assert "✓ ✓ ✓ ✗" in shown(few.response)
    assert "The facts of Barren prove too little" in kind_sentence(await table.open(table.ana, "barren"))
    assert "There is no universe “nowhere” here" in kind_sentence(await table.open(table.ana, "nowhere"))


async def test_a_universe_that_was_taken_away_is_one_sentence(
    table: Table, kind_sentence: Any, store: ShelfOf, library: Library
) -> None:
    first = await table.open(table.ana)
    posed = (await table.five())[0]
    del store.packs[UniverseId("harbour")]
    await library.refresh(store)
    assert "There is no universe “harbour” here" in kind_sentence(await table.pick(table.ana, first.response, posed))
    assert await table.answers() == []


async def test_nobody_is_pinged(table: Table) -> None:
    result = await table.play(table.ana, "+++++")
    await table.press(table.ana, result.response, "Share")
    told = [body["data"] for body in sent(table.env, path="callback")]
    assert {json.dumps(one["allowed_mentions"]) for one in told if "allowed_mentions" in one} == {'{"parse": []}'}
    assert told[-1]["allowed_mentions"] == {"parse": []}, "the shared one names a person"


async def test_who_asks_first_where_making_takes_long_is_told_to_wait(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, made = threading.Event(), threading.Event(), QuestionMaker.question
    settle = table.env._settle_internal

    def late(maker: QuestionMaker, *asked: Any) -> Any:
        begun.set()
        go_on.wait(10)
        return made(maker, *asked)

    async def settled_but_for_the_thread(**_: Any) -> None:
        with suppress(TimeoutError):
            await settle(timeout=0.05)

    monkeypatch.setattr(QuestionMaker, "question", late)
    table.env._settle_internal = settled_but_for_the_thread
    try:
        answer = await table.open(table.ana)
        assert await asyncio.to_thread(begun.wait, 10)
        await table.env.advance_time(2)
        assert answer.deferred
    finally:
        go_on.set()
        del table.env._settle_internal
    await table.env.settle()
    assert answer.ephemeral
    assert "Question 1 of 5" in shown(answer.response)
    assert table.channel.history(viewer=table.ben) == []


async def test_what_the_database_takes_long_over_is_shown_where_it_was_pressed(table: Table) -> None:
    env, database, message = table.env, table.database, (await table.open(table.ana)).response
    for number, posed in enumerate(await table.five(), start=1):
        picked = await late(env, database, table.pick(table.ana, message, posed))
        assert picked.followups == []
        assert f"Question {number} of 5" in shown(message)
        assert "✓ Right" in shown(message)
        if number < 5:
            await late(env, database, table.press(table.ana, message, "Next question"), reads=True)
            assert f"Question {number + 1} of 5" in shown(message)
    shared = await late(env, database, table.press(table.ana, message, "Share"), reads=True)
    assert "5 of 5" in shown(message), "that stays as it is"
    (told,) = shared.followups
    assert not told.ephemeral
    assert f"<@{table.ana.id}> played" in shown(told)


async def test_there_are_no_forms_of_dailies_and_boards(table: Table) -> None:
    for prefix in ("t1:d:today:harbour", "t1:b:anything", "t1:"):
        form = await table.ana.slash(table.channel, "trivia question")
        with forging(table.env, lambda payload, custom_id=prefix: payload["data"].update(custom_id=custom_id)):
            told = await table.ana.submit_modal(form, {"text": "Who?", "accepted": "Ann", "wrong": "", "category": ""})
        assert told.ephemeral
        assert "That button is not from here" in shown(told.response)
