"""The demo starts, refuses and ends as it should; no browser is needed."""

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.demo import launcher
from bot.demo.launcher import run_demo, serve_demo
from bot.domain.errors import UserError

from .toy import Toy

pytestmark = pytest.mark.asyncio

_ROOT = Path(__file__).parents[2]
_SLOWEST_END_SECONDS = 2
_COMPLAINTS = ("Traceback", "ResourceWarning", "Unclosed", "never awaited", "was destroyed", "never retrieved")


@asynccontextmanager
async def _demo_process() -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-X", "dev", "-W", "ignore::DeprecationWarning", "tests/demo/toy.py", "0"),
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield process, (await process.stdout.readline()).decode().strip()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_soon_and_cleanly(number: signal.Signals) -> None:
    async with _demo_process() as (process, url), ClientSession() as visitor:
        async with visitor.get(url) as page:
            assert page.status == 200
        process.send_signal(number)
        async with asyncio.timeout(_SLOWEST_END_SECONDS):
            _, errors = await process.communicate()
    assert process.returncode == 0
    assert not [complaint for complaint in _COMPLAINTS if complaint in errors.decode()]


async def test_the_address_is_announced_when_the_page_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)

    async def use_it_then_stop() -> None:
        async with ClientSession() as visitor, visitor.get(said[0]) as page:
            assert "Gueststar demo" in await page.text()
        os.kill(os.getpid(), signal.SIGINT)

    tasks: list[asyncio.Task[None]] = []

    def announce(url: str) -> None:
        said.append(url)
        tasks.append(asyncio.create_task(use_it_then_stop()))

    async with Toy() as toy:
        await run_demo(toy, port=0, open_browser=True, announce=announce)
        assert toy.is_closed()
    await tasks[0]
    assert opened == said


async def test_a_busy_port_is_one_sentence_and_leaves_the_bot_alone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with Toy() as toy:
            with pytest.raises(UserError, match=rf"^Port {port} is in use: choose another with --port, .*\.$"):
                await run_demo(toy, port=port, open_browser=False, announce=print)
            assert toy.user is None


@pytest.mark.parametrize("port", [-1, 65536])
async def test_an_impossible_port_is_one_sentence(port: int) -> None:
    async with Toy() as toy:
        with pytest.raises(UserError, match=rf"^There is no port {port}: choose one up to 65535 with --port\.$"):
            await run_demo(toy, port=port, open_browser=False, announce=print)


async def test_without_simcord_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "_COMPANIONS", ("simcord_of_another_time", "PIL"))
    async with Toy() as toy:
        with pytest.raises(UserError, match=r"simcord_of_another_time cannot be found: run pip install '\.\[demo\]'"):
            await run_demo(toy, port=0, open_browser=False, announce=print)


async def test_the_same_port_serves_again_at_once() -> None:
    port = 0
    for _ in range(2):
        async with Toy() as toy, serve_demo(toy, port=port) as demo, ClientSession() as visitor:
            port = int(demo.url.rstrip("/").rpartition(":")[2])
            async with visitor.get(demo.url) as page:
                assert page.status == 200


async def test_it_listens_on_loopback_for_its_own_name_only() -> None:
    async with Toy() as toy, serve_demo(toy) as demo, ClientSession() as visitor:
        for host, status in (("127.0.0.1", 200), ("localhost", 200), ("gueststar.example", 403)):
            port = demo.url.rstrip("/").rpartition(":")[2]
            async with visitor.get(demo.url, headers={"Host": f"{host}:{port}"}) as page:
                assert page.status == status
        async with visitor.get(f"{demo.url}api/state", headers={"X-Simcord-Capability": "general.nobody"}) as state:
            assert state.status == 401
        async with visitor.get(f"{demo.url}demo/unread/nobody") as unread:
            assert unread.status == 404


async def test_hints_name_only_commands_that_the_bot_has() -> None:
    async with Toy() as toy, serve_demo(toy) as demo, ClientSession() as visitor:
        async with visitor.get(f"{demo.url}demo/world") as answer:
            world = await answer.json()
        commands = {command.name for command in toy.tree.get_commands()}
    hints = [hint["command"] for room in world["rooms"] for hint in room["hints"]]
    assert "appearances" in hints
    assert set(hints) <= commands


async def test_a_clock_that_breaks_ends_the_demo_with_its_error() -> None:
    async with Toy() as toy, serve_demo(toy) as demo:
        demo.clock.cancel()
        with pytest.raises(asyncio.CancelledError):
            await demo.run_until(asyncio.Event())
