"""How the process starts, starts again, takes over new facts and ends."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .process import Bot, running_bot, starting_bot
from .rigging import ROOT, Discord, buttons, is_private, loopback_discord, menus, over, texts

pytestmark = pytest.mark.asyncio

_DEVELOPMENT = {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error::ResourceWarning"}
_CLOSED_FOR_GOOD = (1000, 1001)  # close codes after which Discord forgets a session


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[Discord]:
    """A Discord of the test's own."""
    async with loopback_discord() as discord:
        yield discord
        assert discord.violations == []


async def test_commands_are_registered_once_and_not_again_at_the_next_start(discord: Discord, tmp_path: Path) -> None:
    for _ in range(2):
        async with running_bot(discord, tmp_path) as bot:
            assert (await discord.slash("help")).status == "ok"
            assert await bot.end() == 0

    assert discord.counts["sync"] == 1
    assert [one.method for one in discord.sent if one.path.endswith("/commands")] == ["PUT"]


async def test_commands_are_registered_again_for_a_new_database(discord: Discord, tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        async with running_bot(discord, tmp_path / name) as bot:
            assert await bot.end() == 0

    assert discord.counts["sync"] == 2


async def test_what_was_answered_before_a_crash_can_be_used_after_it(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path) as bot:
        public = (await discord.slash("title", {"name": "The Defenders"})).original
        private = (await discord.slash("character", {"name": "Luke Cage", "private": True})).original
        unsure = (await discord.slash("search", {"text": "jones"})).original
        form = await discord.slash("fix", {"character": "Luke Cage"})
        await bot.end(signal.SIGKILL)

    async with running_bot(discord, tmp_path) as bot:
        pressed = [
            await discord.press(public, buttons(public)["Next page"]),
            await discord.press(private, buttons(private)["Share here"]),
            *[
                await discord.press(message, menu, next(iter(options.values())))
                for message in (public, unsure)
                for menu, options in menus(message).items()
            ],
        ]
        filled = await discord.fill(form, {"claim": "He is in it, too.", "origin": "the episode"})
        assert bot.complaints == []

    assert is_private(filled.original)
    assert len(pressed) >= 4
    assert {one.status for one in pressed} == {"ok"}
    assert all(texts(one.original)[0].startswith("## ") for one in pressed)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
async def test_a_signal_ends_it_in_peace_and_leaves_the_session_to_be_resumed(
    discord: Discord, tmp_path: Path, number: signal.Signals
) -> None:
    async with running_bot(discord, tmp_path, **_DEVELOPMENT) as bot:
        asked = await discord.slash("title", {"name": "The Defenders"})
        await discord.press(asked.original, buttons(asked.original)["Next page"])
        await discord.typed("search", {"text": "a"}, "text")
        socket = discord.socket()

        assert await bot.end(number) == 0

    assert bot.complaints == []
    assert socket.close_code not in (None, *_CLOSED_FOR_GOOD)


@pytest.mark.parametrize("count", [2, 5])
async def test_an_impatient_person_who_signals_again_ends_it_all_the_same(
    discord: Discord, tmp_path: Path, count: int
) -> None:
    async with running_bot(discord, tmp_path, **_DEVELOPMENT) as bot:
        for _ in range(count - 1):
            bot.process.send_signal(signal.SIGINT)

        assert await bot.end(signal.SIGTERM) == 0

    assert bot.complaints == []


async def test_answers_under_way_still_arrive_when_a_signal_ends_it(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path, **_DEVELOPMENT) as bot:
        discord.fail(match="POST /interactions", kind="slow", delay=1.0)
        asked = [discord.server.slash("help"), discord.server.autocomplete("search", {"text": "a"}, "text")]
        await discord.counts.until("fault_slow", len(asked))

        assert await bot.end() == 0

    assert bot.complaints == []
    assert [(await over(one)).status for one in asked] == ["ok", "ok"]


async def test_a_signal_between_two_connections_ends_it_in_peace(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path, **_DEVELOPMENT) as bot:
        await discord.disturb("invalid")

        assert await bot.end() == 0

    assert bot.complaints == []


@pytest.mark.parametrize("step", ["GET /users/@me", "PUT /applications", "GET /gateway/bot"])
async def test_a_signal_while_it_logs_in_ends_it_in_peace(discord: Discord, tmp_path: Path, step: str) -> None:
    discord.fail(match=step, kind="slow", delay=1.0)
    async with starting_bot(discord, tmp_path, **_DEVELOPMENT) as bot:
        await discord.counts.until("fault_slow", 1)

        assert await bot.end() == 0

    assert bot.complaints == []
    assert "identify" not in discord.counts


async def test_a_signal_ends_it_although_discord_has_fallen_silent(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path) as bot:
        never = asyncio.Event()
        asked = asyncio.Event()

        async def say_nothing(*_: Any) -> None:
            asked.set()
            await never.wait()

        discord.server._gateway_msg = say_nothing
        await discord.disturb("beat")
        await asked.wait()

        assert await bot.end() == 0

    never.set()
    assert bot.complaints == []


async def test_a_token_that_is_revoked_while_it_runs_is_explained(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path) as bot:
        await discord.disturb("close", code=4004)
        async with asyncio.timeout(10):
            assert await bot.process.wait() == 78

    assert "DISCORD_TOKEN" in bot.log.splitlines()[-1]
    assert bot.complaints == []


async def test_changed_facts_are_taken_over_at_a_signal_and_broken_ones_are_not(
    discord: Discord, tmp_path: Path
) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(ROOT / "data", facts)
    universe = facts / "defenders-saga" / "universe.toml"
    text = universe.read_text(encoding="utf-8")

    async with running_bot(discord, tmp_path, GUESTSTAR_FACTS=str(facts)) as bot:
        universe.write_text(_with_version(text, "2999.1.1"), encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await _logged(bot, discord, "loaded facts defenders-saga 2999.1.1")
        await _shown(discord, "facts 2999.1.1")

        universe.write_text("this is not a universe", encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await _logged(bot, discord, "the facts stay as they are")
        await _shown(discord, "facts 2999.1.1")

        assert bot.complaints == []
        assert await bot.end() == 0


async def test_facts_that_change_while_it_starts_are_taken_over_once_it_has_started(
    discord: Discord, tmp_path: Path
) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(ROOT / "data", facts)
    universe = facts / "defenders-saga" / "universe.toml"

    async with starting_bot(discord, tmp_path, GUESTSTAR_FACTS=str(facts), **_DEVELOPMENT) as bot:
        async with asyncio.timeout(20):
            # All packs are read by then, and none is in the library.
            while "loaded facts" not in bot.log:  # noqa: ASYNC110  (another process sets no event)
                await asyncio.sleep(0)
        universe.write_text(_with_version(universe.read_text(encoding="utf-8"), "2999.1.1"), encoding="utf-8")
        bot.process.send_signal(signal.SIGHUP)
        await discord.counts.until("identify", 1)
        await _shown(discord, "facts 2999.1.1")

        assert bot.complaints == []
        assert await bot.end() == 0


async def test_a_folder_without_facts_is_told_at_the_start_and_at_each_signal(discord: Discord, tmp_path: Path) -> None:
    told = f"there is no pack of facts in {tmp_path / 'nowhere'}"
    async with running_bot(discord, tmp_path, GUESTSTAR_FACTS=str(tmp_path / "nowhere")) as bot:
        assert bot.log.count(told) == 1
        bot.process.send_signal(signal.SIGHUP)
        await _logged(bot, discord, told, times=2)
        assert "No facts are loaded" in "".join(texts((await discord.slash("stats")).original))
        assert await bot.end() == 0


@pytest.mark.long
async def test_a_gateway_that_stops_to_answer_heartbeats_is_left_for_a_new_connection(
    discord: Discord, tmp_path: Path
) -> None:
    discord.server.heartbeat_ms = 1_000
    async with running_bot(discord, tmp_path) as bot:
        await discord.disturb("mute")
        async with asyncio.timeout(100):  # discord.py waits 60 s
            while not discord.counts.get("resumed"):
                await discord.counts.changed()

        assert (await discord.slash("help")).status == "ok"
        assert await bot.end() == 0


def _with_version(text: str, version: str) -> str:
    lines = [f'version = "{version}"' if line.startswith("version =") else line for line in text.splitlines()]
    return "\n".join(lines) + "\n"


async def _logged(bot: Bot, discord: Discord, words: str, times: int = 1) -> None:
    async with asyncio.timeout(10):
        while bot.log.count(words) < times:
            await discord.slash("help")


async def _shown(discord: Discord, words: str) -> None:
    async with asyncio.timeout(10):
        while words not in "".join(texts((await discord.slash("about")).original)):
            continue
