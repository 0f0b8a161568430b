"""`/trivia daily` as people play it: the real bot, a simulated Discord, a real database."""

import json
from datetime import timedelta
from typing import Any

from bot.services.lookups import Lookups
from bot.store.database import Database, Statement
from tests.cogs.daily.table import Table, client_of
from tests.cogs.wish_stage import labels, shown


async def test_somebody_plays_the_five_and_shares_how_it_went(table: Table) -> None:
    first = await table.open(table.ana)
    assert first.ephemeral
    five = await table.five()
    assert len(five) == 5
    assert "Daily of Harbour Tales" in shown(first.response)
    assert "Question 1 of 5" in shown(first.response)
    assert labels(first.response) == list(five[0].choices)
    right = await table.pick(table.ana, first.response, five[0])
    assert f"✓ Right: **{five[0].right}**." in shown(right.response)
    second = await table.press(table.ana, right.response, "Next question")
    assert "Question 2 of 5" in shown(second.response)
    wrong = await table.pick(table.ana, second.response, five[1], right=False)
    assert f"Right is **{five[1].right}**." in shown(wrong.response)
    answer = wrong
    for posed in five[2:]:
        question = await table.press(table.ana, answer.response, "Next question")
        answer = await table.pick(table.ana, question.response, posed)
    text = shown(answer.response)
    for part in ("4 of 5", "✓ ✗ ✓ ✓ ✓", "right, wrong, right, right, right", "**1 day** in a row", ":R>", "Share"):
        assert part in text
    assert table.channel.history(viewer=table.ben) == [], "all of that was for the player alone"
    shared = await table.press(table.ana, answer.response, "Share")
    assert not shared.ephemeral
    (message,) = table.channel.history(viewer=table.ben)
    text = shown(message)
    for part in (f"<@{table.ana.id}>", "4 of 5", "✓ ✗ ✓ ✓ ✓", "1 day in a row"):
        assert part in text
    payload = json.dumps(message.components, default=str, ensure_ascii=False)
    for posed in five:
        assert posed.text not in payload
        assert posed.id not in payload
        assert all(choice not in payload for choice in posed.choices if not choice.isdigit())


async def test_everybody_gets_the_same_questions_in_the_same_order(table: Table) -> None:
    one, other = await table.open(table.ana), await table.open(table.ben)
    assert shown(one.response) == shown(other.response)
    assert labels(one.response) == labels(other.response)


async def test_the_source_of_a_fact_is_named_once_it_is_answered(table: Table) -> None:
    await table.open(table.ana)
    seen = 0
    answer: Any = None
    for place, posed in enumerate(await table.five()):
        question = await (table.press(table.ana, answer.response, "Next question") if place else table.open(table.ana))
        assert "wiki.example.org" not in shown(question.response)
        answer = await table.pick(table.ana, question.response, posed)
        assert ("Source: A page · <https://wiki.example.org/mara>" in shown(answer.response)) is bool(posed.source)
        seen += bool(posed.source)
    assert seen


async def test_before_the_press_nothing_differs_by_the_answer(table: Table) -> None:
    before = await table.open(table.ana)
    (row,) = await table.database.fetch_all("SELECT body FROM dailies")
    values = json.loads(row[0])
    for one in values:
        one.update(answer=(one["answer"] + 1) % len(one["choices"]), source="Elsewhere", url=None, difficulty=0.99)
    await table.database.write(Statement("UPDATE dailies SET body = :body", {"body": json.dumps(values)}))
    after = await table.open(table.ana)
    first, second = (each.response.components for each in (before, after))
    assert first == second
    assert values[0]["id"] not in json.dumps([one.json for one in table.env.http_requests], default=str)


async def test_a_restart_in_the_middle_loses_nothing(table: Table, lookups: Lookups, database: Database) -> None:
    first = await table.open(table.ana)
    five = await table.five()
    answered = await table.pick(table.ana, first.response, five[0], right=False)
    await table.env.restart_bot(client_of(lookups, database))
    again = await table.open(table.ana)
    assert "Question 2 of 5" in shown(again.response)
    onward = await table.press(table.ana, answered.response, "Next question")
    assert labels(onward.response) == list(five[1].choices), "also from a message of before"
    await table.pick(table.ana, onward.response, five[1])
    assert [row[2:] for row in await table.answers()] == [(1, 0), (2, 1)]


async def test_the_first_answer_stands(table: Table) -> None:
    one, other = await table.open(table.ana), await table.open(table.ana)
    five = await table.five()
    await table.pick(table.ana, one.response, five[0], right=False)
    again = await table.pick(table.ana, other.response, five[0])
    assert "first answer stands" in shown(again.response)
    assert "Question 2 of 5" in shown(again.response)
    assert [row[2:] for row in await table.answers()] == [(1, 0)]


async def test_two_people_and_one_of_them_twice_at_once(table: Table, at_once: Any) -> None:
    messages = [(await table.open(table.ana)).response for _ in range(3)]
    bens = (await table.open(table.ben)).response
    five = await table.five()
    presses = [table.ana.click(one, custom_id=table.id_of(one, 0)) for one in messages]
    results = await at_once(table.env, *presses, table.ben.click(bens, custom_id=table.id_of(bens, 0)))
    assert all(one.acknowledged for one in results)
    verdicts = [shown(one.response) for one in results]
    assert sum("Next question" in one for one in verdicts) == 2
    assert sum("first answer stands" in one for one in verdicts) == 2
    assert [row[0] for row in await table.answers()] == sorted([table.ana.id, table.ben.id])
    rates = await table.database.fetch_all("SELECT answers, rights FROM answer_rates WHERE answers > 0")
    assert rates == [(2, 2 if five[0].answer == 0 else 0)]


async def test_streaks_grow_and_end_and_a_result_can_be_shared_the_day_after(table: Table) -> None:
    begun = table.env.backend.clock.now()
    for days, told in (
        (0, "**1 day** in a row"),
        (1, "**2 days** in a row"),
        (3, "**1 day** in a row, at best 2 days"),
    ):
        table.turn_clock(begun + timedelta(days=days))
        result = await table.play(table.ana, "+++++")
        assert told in shown(result.response)
    table.turn_clock(begun + timedelta(days=4))
    shared = await table.press(table.ana, result.response, "Share")
    assert "1 day in a row" in shown(shared.response)
    again = await table.ana.slash(table.channel, "trivia daily")
    assert "Question 1 of 5" in shown(again.response)


async def test_who_comes_back_after_all_is_answered_sees_the_result(table: Table) -> None:
    await table.play(table.ana, "+-+-+")
    again = await table.open(table.ana)
    assert again.ephemeral
    assert "3 of 5" in shown(again.response)
    assert labels(again.response) == ["Share"]


async def test_others_begin_at_a_shared_result_and_nobody_presses_for_another(table: Table) -> None:
    result = await table.play(table.ana, "+++++")
    await table.press(table.ana, result.response, "Share")
    (message,) = table.channel.history(viewer=table.ben)
    theirs = await table.press(table.ben, message, "Play today's")
    assert theirs.ephemeral
    assert "Question 1 of 5" in shown(theirs.response)
    assert shown(table.channel.history(viewer=table.ben)[0]) == shown(message), "what all see stays as it is"
    own = await table.press(table.ana, message, "Play today's")
    assert "5 of 5" in shown(own.response)


async def test_universes_are_offered_and_understood_by_name(table: Table) -> None:
    offered = await table.ana.autocomplete(table.channel, "trivia daily", "universe", "har")
    assert [one.name if hasattr(one, "name") else one["name"] for one in offered] == ["Harbour Tales"]
    assert "Daily of Harbour Tales" in shown((await table.open(table.ana, "Harbour Tales")).response)
    assert "Daily of Harbour Tales" in shown((await table.open(table.ana, None)).response), "the best sourced one"


async def test_who_is_hidden_may_still_share_by_their_own_act(table: Table) -> None:
    await table.database.write(
        Statement("INSERT INTO people (person_id, hidden) VALUES (:id, 1)", {"id": table.ana.id})
    )
    result = await table.play(table.ana, "+++++")
    shared = await table.press(table.ana, result.response, "Share")
    assert f"<@{table.ana.id}>" in shown(shared.response)
