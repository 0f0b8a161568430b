"""`/trivia board` and `/trivia me`: the real bot, a simulated Discord, a real database."""

import asyncio
import json
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import simcord
from discord.utils import utcnow

from bot.client import Client
from bot.composition import trivia_of
from bot.domain.boards import BoardQuestion, Period, RoundScore, Sort
from bot.domain.errors import UserError
from bot.domain.identities import GuildId, UserId
from bot.domain.signing import Signer
from bot.services.lookups import Lookups
from bot.store.database import Database
from bot.store.privacy import PrivacyStore
from bot.store.scores import ScoresStore, score_statements
from bot.ui.board_ids import PERIODS, SORTS, board_id, decode_board, encode_board
from tests.cogs.wish_stage import forging, labels, press_of, sent
from tests.conftest import flattened

SIGNER = Signer(bytes(range(32)))


@pytest.fixture
def simcord_bot(lookups: Lookups, database: Database) -> Client:
    client = Client(lookups, "1.2.3", trivia=trivia_of(database, lookups, SIGNER))
    client.shard_count = 1
    return client


class Scene:
    """A server with a channel, two people, and scores."""

    def __init__(self, env: simcord.Env, database: Database) -> None:
        self.env, self.database = env, database
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("general")
        self.ana, self.ben = (self.guild.add_member(env.create_user(name)) for name in ("ana", "ben"))

    async def score(self, person: Any, points: int = 500, *, ago: int = 0, guild: Any = None, **rest: int) -> None:
        """Let somebody, or an id, have scored some days ago."""
        who = UserId(int(getattr(person, "id", person)))
        result = RoundScore(who, points, **{"answers": 1, "rights": 1, "took_ms": 2_000, **rest})
        day = utcnow().date() - timedelta(days=ago)
        await self.database.write(*score_statements(GuildId(int((guild or self.guild).id)), day, [result]))

    async def board(self, person: Any, **chosen: str) -> Any:
        return await person.slash(self.channel, "trivia board", **chosen)

    async def pick(self, person: Any, message: Any, custom_id: str, label: str) -> Any:
        """Pick from one of the menus by what the option says."""
        (menu,) = [one for one in flattened(message.components) if one.get("custom_id") == custom_id]
        (value,) = [one["value"] for one in menu["options"] if one["label"] == label]
        return await person.select(message, [value], custom_id=custom_id)


@pytest.fixture
def scene(simcord_env: simcord.Env, database: Database) -> Scene:
    return Scene(simcord_env, database)


def places(answer: Any) -> list[str]:
    """Return the lines of people, as they are shown."""
    texts = [one["content"] for one in flattened(answer.response.components) if one.get("content")]
    return [line for text in texts for line in text.split("\n") if "<@" in line]


async def test_a_board_is_for_all_to_see_and_nobody_is_pinged(scene: Scene, shown) -> None:
    await scene.score(scene.ana, 1_500, answers=4, rights=3)
    await scene.score(scene.ben, 500)
    answer = await scene.board(scene.ben)
    assert not answer.ephemeral
    assert places(answer) == [
        f"1\\. <@{scene.ana.id}>: **1,500 points** · 3 of 4 right",
        f"2\\. <@{scene.ben.id}>: **500 points** · 1 of 1 right",
    ]
    text = shown(answer.response)
    assert "## Trivia: most points, the last 30 days" in text
    assert "2 people" in text
    assert "only rounds in which two people or more answered count" in text
    assert scene.env.bot.allowed_mentions is not None
    assert not any(scene.env.bot.allowed_mentions.to_dict().get("parse", ()))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("score", ["**1,200 points** · 9 of 12 right", "**900 points** · 10 of 10 right"]),
        ("accuracy", ["**100.0 %** · 10 of 10 right", "**75.0 %** · 9 of 12 right"]),
        ("streak", ["**4 in a row** · 9 of 12 right", "**2 in a row** · 10 of 10 right"]),
        ("speed", ["**1.25 s** · 10 of 10 right"]),
    ],
)
async def test_a_board_can_be_sorted(scene: Scene, sort: str, expected: list[str]) -> None:
    await scene.score(scene.ana, 1_200, answers=12, rights=9, took_ms=9_000, best_streak=4)
    await scene.score(scene.ben, 900, answers=10, rights=10, took_ms=12_500, best_streak=2)
    found = [line.partition(": ")[2] for line in places(await scene.board(scene.ana, sort=sort))]
    assert found == expected


@pytest.mark.parametrize(("period", "count"), [("today", 1), ("week", 2), ("month", 3), ("ever", 4)])
async def test_a_board_is_of_the_days_that_were_chosen(scene: Scene, period: str, count: int) -> None:
    for person, ago in ((11, 0), (12, 6), (13, 29), (14, 30)):
        await scene.score(10**17 + person, ago=ago)
    assert len(places(await scene.board(scene.ana, period=period))) == count


async def test_an_empty_board_says_how_to_get_on_it(scene: Scene, shown) -> None:
    answer = await scene.board(scene.ana)
    assert "Nobody is on it yet" in shown(answer.response)
    assert places(answer) == []
    assert "page" not in shown(answer.response)


async def test_pages_turn_in_place_and_have_everybody_once(scene: Scene, shown) -> None:
    for number in range(23):
        await scene.score(10**17 + number, 1_000 - number)
    await scene.score(scene.ana, 1)
    answer = await scene.board(scene.ana)
    found = places(answer)
    assert "page 1 of 3" in shown(answer.response)
    assert found[10:] == [f"24\\. <@{scene.ana.id}>: **1 point** · 1 of 1 right"]
    found = found[:10]
    for page in (2, 3):
        turned = await scene.ben.click(answer.response, custom_id=press_of(answer.response, "Next page"))
        assert turned.response.id == answer.response.id
        assert f"page {page} of 3" in shown(turned.response)
        found += places(turned)
        answer = turned
    assert len(found) == len(set(found)) == 24
    assert "Next page" not in labels(answer.response)
    back = await scene.ana.click(answer.response, custom_id=press_of(answer.response, "Previous page"))
    assert places(back)[:10] == found[10:20]


async def test_menus_change_days_and_order_in_place(scene: Scene, shown) -> None:
    await scene.score(scene.ana, 100, best_streak=5, ago=3)
    await scene.score(scene.ben, 900, best_streak=1)
    answer = await scene.board(scene.ana)
    other = await scene.pick(scene.ben, answer.response, SORTS, "longest streak")
    assert other.response.id == answer.response.id
    assert [line.split(" · ")[0] for line in places(other)] == [
        f"1\\. <@{scene.ana.id}>: **5 in a row**",
        f"2\\. <@{scene.ben.id}>: **1 in a row**",
    ]
    today = await scene.pick(scene.ben, other.response, PERIODS, "today")
    assert [line.split(":")[0] for line in places(today)] == [f"1\\. <@{scene.ben.id}>"]
    assert "longest streak, today" in shown(today.response), "the order stays"
    faster = await scene.pick(scene.ben, today.response, SORTS, "most points")
    assert "most points, today" in shown(faster.response), "the days stay"


async def test_whoever_looks_sees_their_own_place_wherever_it_is(scene: Scene) -> None:
    for number in range(12):
        await scene.score(10**17 + number, 1_000)
    await scene.score(scene.ben, 7)
    assert len(places(await scene.board(scene.ana))) == 10, "who is on no board has no place"
    assert places(await scene.board(scene.ben))[10:] == [f"13\\. <@{scene.ben.id}>: **7 points** · 1 of 1 right"]


async def test_who_is_hidden_is_in_nothing_that_is_sent_but_to_themselves(scene: Scene, shown) -> None:
    await scene.score(scene.ana, 900)
    await scene.score(scene.ben, 500)
    await PrivacyStore(scene.database, SIGNER).set_hidden(UserId(int(scene.ana.id)), utcnow(), hidden=True)
    for asker in (scene.ben, scene.ana):
        for sort in Sort:
            answer = await scene.board(asker, sort=sort.value, period="ever")
            assert str(scene.ana.id) not in json.dumps(list(flattened(answer.response.components)))
    assert places(await scene.board(scene.ana))[0].startswith("1\\. <@" + str(scene.ben.id))
    own = await scene.ana.slash(scene.channel, "trivia me")
    text = shown(own.response)
    assert "Your name is hidden" in text
    assert "900 points · " in text
    assert "place" not in text
    asked = [
        one for one in scene.env.http_requests if one.method in ("POST", "PATCH") and str(scene.ana.id) in str(one.json)
    ]
    assert asked == []


async def test_me_shows_somebody_their_figures_by_period_and_to_nobody_else(scene: Scene, shown) -> None:
    await scene.score(scene.ana, 1_200, answers=10, rights=8, took_ms=16_000, best_streak=4, plays=2, wins=1)
    await scene.score(scene.ana, 300, ago=10)
    await scene.score(scene.ben, 1_300)
    elsewhere = scene.env.create_guild("Elsewhere")
    await scene.score(scene.ana, 99, guild=elsewhere)
    own = await scene.ana.slash(scene.channel, "trivia me")
    assert own.ephemeral
    text = shown(own.response)
    week = (
        "1,200 points, place 2 of 2 · 8 of 10 right (80.0 %) · 2.00 s a right answer · best streak 4 · 2 plays, 1 won"
    )
    month = (
        "1,500 points, place 1 of 2 · 9 of 11 right (81.8 %) · 2.00 s a right answer · best streak 4 · 2 plays, 1 won"
    )
    for heading, line in (("Today and the last 7 days", week), ("The last 30 days and all time", month)):
        assert f"**{heading}**\n{line}" in text
    assert "only rounds in which two people or more answered count" in text
    assert "place" in text


async def test_me_says_so_where_there_is_nothing(scene: Scene, shown) -> None:
    own = await scene.ana.slash(scene.channel, "trivia me")
    assert own.ephemeral
    assert "There is nothing of you here yet" in shown(own.response)
    await scene.score(scene.ana, ago=40)
    own = await scene.ana.slash(scene.channel, "trivia me")
    assert "All time" in shown(own.response)
    assert "30 days" not in shown(own.response)


FORGED = [
    "",
    "ms",
    "ms0",
    "ms01",
    "ms-1",
    "ms1 ",
    "ms999999",
    "xs1",
    "mx1",
    "ms1:5",
    "MS1",
    "ms１",
    "ms1\n",
    "periods2",
]


@pytest.mark.parametrize("code", FORGED)
async def test_another_custom_id_is_one_kind_sentence(scene: Scene, forged, kind_sentence, code: str) -> None:
    with pytest.raises(UserError):
        decode_board(code)
    custom_id = f"t1:b:{code}"
    message = await forged(scene.channel, custom_id)
    assert "/trivia board" in kind_sentence(await scene.ana.click(message, custom_id=custom_id))


@pytest.mark.parametrize("values", [[], ["ms1", "ws1"], ["nonsense"], ["t1:b:ms1"], [""]])
async def test_a_forged_choice_is_one_kind_sentence(scene: Scene, kind_sentence, values: list[str]) -> None:
    await scene.score(scene.ana)
    answer = await scene.board(scene.ana)

    def forge(payload: Any) -> None:
        payload["data"]["values"] = values

    with forging(scene.env, forge):
        told = await scene.pick(scene.ana, answer.response, SORTS, "fastest")
    assert "/trivia board" in kind_sentence(told)


async def test_a_page_that_there_is_not_is_the_last(scene: Scene, forged) -> None:
    for number in range(12):
        await scene.score(10**17 + number)
    far = await forged(scene.channel, board_id(BoardQuestion(Period.EVER, Sort.SCORE, 99_999)))
    turned = await scene.ana.click(far, custom_id=board_id(BoardQuestion(Period.EVER, Sort.SCORE, 99_999)))
    assert len(places(turned)) == 2


def test_every_question_is_a_short_code_that_gives_it_back() -> None:
    codes = set()
    for period in Period:
        for sort in Sort:
            for page in (1, 10, 99_999):
                question = BoardQuestion(period, sort, page)
                assert decode_board(encode_board(question)) == question
                codes.add(board_id(question))
    assert len(codes) == 48
    assert max(map(len, codes)) <= 12


async def test_outside_of_a_server_there_is_no_board(scene: Scene, lookups: Lookups, simcord_env: simcord.Env) -> None:
    desk = simcord_env.bot.trivia.boards

    class Nowhere:
        guild_id = None

    with pytest.raises(UserError, match="belongs to a server"):
        await desk.show(Nowhere(), BoardQuestion())


@pytest.fixture
async def bare(scene: Scene, lookups: Lookups) -> Scene:
    """A server whose bot has no database."""
    client = Client(lookups, "1.2.3")
    client.shard_count = 1
    await scene.env.restart_bot(client)
    return scene


async def test_without_a_database_there_is_no_board(bare: Scene, kind_sentence) -> None:
    for command in ("trivia board", "trivia me"):
        assert "no place to keep plays" in kind_sentence(await bare.ana.slash(bare.channel, command))


@pytest.mark.parametrize(("command", "option"), [("trivia start", "about"), ("trivia link", "character")])
async def test_without_a_database_nothing_is_offered_and_nothing_logged(
    bare: Scene, caplog: pytest.LogCaptureFixture, command: str, option: str
) -> None:
    caplog.clear()
    assert await bare.ana.autocomplete(bare.channel, command, option, "m") == []
    assert caplog.records == []


async def test_a_slow_board_is_announced_and_then_shown(scene: Scene, monkeypatch: pytest.MonkeyPatch, shown) -> None:
    for number in range(12):
        await scene.score(10**17 + number)
    go_on = asyncio.Event()
    for name in ("board", "own"):
        monkeypatch.setattr(ScoresStore, name, _once(go_on, getattr(ScoresStore, name)))

    async def late(action: Awaitable[Any]) -> Any:
        """Return the result of what takes longer than anybody should wait."""
        go_on.clear()
        settle = scene.env._settle_internal

        async def settled_but_for_the_reading(**_: Any) -> None:
            with suppress(TimeoutError):
                await settle(timeout=0.05)

        scene.env._settle_internal = settled_but_for_the_reading
        try:
            result = await action
            await scene.env.advance_time(2)
        finally:
            go_on.set()
            del scene.env._settle_internal
        await scene.env.settle()
        return result

    answer = await late(scene.board(scene.ana))
    assert len(places(answer)) == 10
    turned = await late(scene.ana.click(answer.response, custom_id=press_of(answer.response, "Next page")))
    assert "page 2 of 2" in shown(scene.channel.history()[-1])
    assert turned.acknowledged
    own = await late(scene.ben.slash(scene.channel, "trivia me"))
    assert own.ephemeral
    assert "nothing of you" in shown(own.response)
    announced = [(one["type"], (one.get("data") or {}).get("flags", 0)) for one in sent(scene.env, path="/callback")]
    assert announced == [(5, 0), (6, 0), (5, 64)], "thinking, for all; in place; thinking, for one alone"


def _once(go_on: asyncio.Event, read: Any) -> Any:
    async def late(*asked: Any) -> Any:
        await go_on.wait()
        return await read(*asked)

    return late
