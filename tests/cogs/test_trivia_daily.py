"""`/trivia daily` as people play it: the real bot, a simulated Discord, a real database."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import Client
from bot.composition import trivia_of
from bot.domain.pack import Pack, UniverseId
from bot.domain.posed import Posed, posed_from
from bot.domain.signing import Signer
from bot.domain.trivia.maker import QuestionMaker
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.store.database import Database, Statement
from bot.store.opening import open_database
from tests.cogs.isles import make_strangers
from tests.cogs.wish_stage import forging, labels, press_of, sent, shown
from tests.conftest import ShelfOf, flattened
from tests.domain.worlds import character, film, row, world

LURE = "t1:d:today:harbour"


@pytest.fixture
def store(pack: Pack) -> ShelfOf:
    barren = world([film("mist", None)], [character("ida", None)], [row("ida", "mist")], id="barren", name="Barren")
    return ShelfOf(pack, make_strangers(), barren)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "dailies.db")
    yield opened
    await opened.close()


@pytest.fixture
def new_client(lookups: Lookups, database: Database) -> Callable[[], Client]:
    def start() -> Client:
        client = Client(lookups, "1.2.3", trivia=trivia_of(database, lookups, Signer(b"k" * 32)))
        client.shard_count = 1
        return client

    return start


@pytest.fixture
def simcord_bot(new_client: Callable[[], Client]) -> Client:
    return new_client()


@dataclass
class Table:
    """A channel with people in it, and looks at what is stored of their dailies."""

    env: simcord.Env
    database: Database
    channel: Any
    ana: Any
    ben: Any

    async def open(self, person: Any, universe: str | None = "harbour") -> Any:
        """Return what `/trivia daily` answers."""
        options = {"universe": universe} if universe else {}
        return await person.slash(self.channel, "trivia daily", **options)

    async def five(self, universe: str = "harbour") -> Sequence[Posed]:
        """Return the newest questions that are kept."""
        rows = await self.database.fetch_all(
            "SELECT body FROM dailies WHERE universe_id = :id ORDER BY day DESC LIMIT 1", {"id": universe}
        )
        return [posed_from(one) for one in json.loads(rows[0][0])]

    async def pick(self, person: Any, message: Any, posed: Posed, *, right: bool = True) -> Any:
        """Return what is answered to the press of a choice."""
        name = posed.right if right else next(one for one in posed.choices if one != posed.right)
        return await person.click(message, custom_id=self.id_of(message, posed.choices.index(name)))

    def id_of(self, message: Any, choice: int) -> str:
        """Return the custom_id of a choice, whatever it says."""
        buttons = [one["custom_id"] for one in flattened(message.components) if one.get("custom_id")]
        return buttons[choice]

    async def play(self, person: Any, rights: str, universe: str = "harbour") -> Any:
        """Return what is answered to the last press of somebody who answers all, rightly (+) or not (-)."""
        answer = await self.open(person, universe)
        five = await self.five(universe)
        for place, (posed, sign) in enumerate(zip(five, rights, strict=True)):
            if place:
                answer = await self.press(person, answer.response, "Next question")
            answer = await self.pick(person, answer.response, posed, right=sign == "+")
        return answer

    async def press(self, person: Any, message: Any, label: str) -> Any:
        return await person.click(message, custom_id=press_of(message, label))

    async def answers(self) -> list[tuple[Any, ...]]:
        return list(
            await self.database.fetch_all(
                "SELECT person_id, day, number, is_right FROM daily_answers ORDER BY person_id, day, number"
            )
        )

    def turn_clock(self, moment: datetime) -> None:
        """Let it be a moment, without anything happening until then."""
        clock = self.env.backend.clock
        clock._epoch += moment - clock.now()

    @property
    def midnight(self) -> datetime:
        now = self.env.backend.clock.now()
        return datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)

    @property
    def today(self) -> str:
        return self.env.backend.clock.now().date().isoformat()


@pytest.fixture
def table(simcord_env: simcord.Env, database: Database) -> Table:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ana, ben = (guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))
    return Table(simcord_env, database, channel, ana, ben)


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


async def test_a_restart_in_the_middle_loses_nothing(table: Table, new_client: Callable[[], Client]) -> None:
    first = await table.open(table.ana)
    five = await table.five()
    answered = await table.pick(table.ana, first.response, five[0], right=False)
    await table.env.restart_bot(new_client())
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
