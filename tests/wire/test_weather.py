"""What networks and Discord do to a connection and to requests: the bot goes on."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from .process import Bot
from .rigging import Discord, buttons, is_private, over, texts

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("bot")]

CALLBACK = "POST /interactions"
_RESUMABLE_CLOSES = (1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009)
_CLOSES = (1000, *(pytest.param(code, marks=pytest.mark.long) for code in (1001, 4000, 4009)))


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def still_answering(discord: Discord, bot: Bot) -> Any:
    """After every test: the same process answers, and what it sent broke no rule."""
    yield
    discord.server.faults.clear()
    assert bot.process.returncode is None
    assert (await discord.slash("appearances", {"character": "Claire Temple"})).status == "ok"
    assert discord.violations == []
    assert bot.log.count("an interaction failed") == discord.counts.get("fault_drop", 0)


@pytest.mark.parametrize("fault", ["drop", "reconnect", "invalid_resumable"])
async def test_a_broken_connection_is_resumed_and_what_was_asked_meanwhile_is_answered(
    discord: Discord, fault: str
) -> None:
    resumed = discord.counts.get("resumed", 0)

    await discord.disturb(fault)
    meanwhile = discord.server.slash("help")
    await discord.counts.until("resumed", resumed + 1)

    assert (await over(meanwhile)).status == "ok"
    assert discord.counts["identify"] == 1


@pytest.mark.parametrize("code", _RESUMABLE_CLOSES)
async def test_a_connection_closed_by_discord_is_resumed(discord: Discord, code: int) -> None:
    resumed = discord.counts.get("resumed", 0)

    await discord.disturb("close", code=code)

    await discord.counts.until("resumed", resumed + 1)


async def test_a_heartbeat_asked_for_is_given(discord: Discord) -> None:
    connection = discord.server.session().conn
    before = connection.last_beat

    await discord.disturb("beat")
    async with asyncio.timeout(5):
        while connection.last_beat == before:
            await discord.slash("help")

    assert connection.ws.closed is False


@pytest.mark.parametrize("code", _CLOSES)
async def test_a_session_that_discord_has_forgotten_is_begun_anew_at_the_same_address(
    discord: Discord, code: int
) -> None:
    starts = discord.counts["identify"]
    session = discord.server.session()

    del discord.server.sessions[session.id]
    await session.conn.ws.close(code=code)
    await discord.counts.until("identify", starts + 1)

    assert discord.counts["sync"] == 1


@pytest.mark.long
async def test_an_invalid_session_is_begun_anew(discord: Discord) -> None:
    starts = discord.counts["identify"]

    await discord.disturb("invalid")

    await discord.counts.until("identify", starts + 1)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "429", "retry_after": 0.2},
        {"kind": "429", "retry_after": 0.2, "scope": "shared"},
        {"kind": "429", "retry_after": 0.2, "global": True, "scope": "global"},
        {"kind": "500"},
        {"kind": "502"},
        {"kind": "503"},
        {"kind": "slow", "delay": 1.0},
    ],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
async def test_an_answer_that_meets_trouble_once_still_arrives(discord: Discord, fault: dict[str, Any]) -> None:
    asked = await discord.slash("appearances", {"character": "Claire Temple"})
    discord.fail(match=CALLBACK, times=3, **fault)

    answered, pressed, offered = await asyncio.gather(
        discord.slash("title", {"name": "The Defenders"}),
        discord.press(asked.original, buttons(asked.original)["Who is this?"]),
        discord.typed("search", {"text": "a"}, "text"),
    )

    assert (answered.status, pressed.status) == ("ok", "ok")
    assert offered
    assert discord.server.faults == []


async def test_answers_that_all_fail_are_given_up_and_later_ones_arrive(discord: Discord) -> None:
    late = discord.counts.get("late", 0)
    discord.fail(match=CALLBACK, kind="503")

    lost = await asyncio.gather(*(discord.slash("help", user=number) for number in range(5, 10)))

    assert {one.status for one in lost} == {"timeout"}
    discord.server.faults.clear()
    await discord.counts.until("late", late + len(lost))


async def test_an_answer_that_reached_discord_too_late_is_not_tried_again(discord: Discord) -> None:
    late = discord.counts.get("late", 0)
    discord.fail(match=CALLBACK, kind="slow", delay=3.1, times=1)

    lost = await discord.slash("help")
    await discord.counts.until("late", late + 1)
    await discord.slash("help")

    assert lost.status == "timeout"
    assert discord.counts["late"] == late + 1


async def test_a_slow_answer_holds_up_nobody_else(discord: Discord) -> None:
    slowed = discord.counts.get("fault_slow", 0)
    discord.fail(match=CALLBACK, kind="slow", delay=1.5, times=1)
    slow = discord.server.slash("about")
    await discord.counts.until("fault_slow", slowed + 1)

    others = await asyncio.gather(*(discord.slash("help", user=number) for number in range(5, 25)))

    assert slow.status == "pending"
    assert all(one.status == "ok" and one.ack_ms < 1_000 for one in others)
    assert (await over(slow)).status == "ok"


async def test_a_person_whose_answer_is_cut_off_is_told_to_ask_again(discord: Discord) -> None:
    discord.fail(match=CALLBACK, kind="drop", times=1)

    cut_off = await discord.slash("title", {"name": "The Defenders"})

    assert cut_off.status == "ok"
    assert is_private(cut_off.original)


async def test_a_crowd_that_asks_at_once_is_answered_each(discord: Discord) -> None:
    asked = await asyncio.gather(
        *(discord.slash("appearances", {"character": "Claire Temple"}, user=number) for number in range(5, 305))
    )

    assert {one.status for one in asked} == {"ok"}
    assert len({tuple(texts(one.original)) for one in asked}) == 1
