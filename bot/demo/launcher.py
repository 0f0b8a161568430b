"""Start the demo, say where it is, and end it when asked to."""

import asyncio
import errno
import importlib.util
import secrets
import signal
import socket
import threading
import webbrowser
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

import discord
from aiohttp import ClientSession, web
from discord.ext import commands

from bot.demo.world import BOT_NAME, BOT_PICTURE, FAN_CLUB, World
from bot.domain.errors import UserError

_COMPANIONS: Final = ("simcord", "markdown_it", "linkify_it", "regex", "PIL")
_HIGHEST_PORT: Final = 65_535
_GRACE_SECONDS: Final = 0.5
"""How long an open request may still take when the demo ends."""


Furnished = Callable[[], Awaitable[None]]
"""What is done once people and rooms are there."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that answers at `url`."""

    url: str
    clock: asyncio.Task[None]

    def address(self, room: str, person: str) -> str:
        """Where a room is seen as this person sees it."""
        return f"{self.url}#{room}.{person}"

    async def run_until(self, stop: asyncio.Event) -> None:
        """Wait for the end; a clock that breaks ends the demo with its error."""
        asked = asyncio.ensure_future(stop.wait())
        await asyncio.wait((asked, self.clock), return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if self.clock.done():
            self.clock.result()


async def run_demo(
    client: commands.Bot | commands.AutoShardedBot,
    *,
    port: int,
    open_browser: bool,
    announce: Callable[[str], None],
    once_furnished: Furnished | None = None,
) -> None:
    """Serve the demo until Ctrl-C or SIGTERM; `announce` gets its address once it answers.

    `once_furnished` is done when people and rooms are there: they are the same at every start, their messages are not.

    The client is one that has not logged in; at the end it is closed. Raises UserError when SimCord is not installed
    or the port cannot be had, and then leaves the client alone.
    """
    with _stop_when_signalled() as stop:
        async with serve_demo(client, port=port, once_furnished=once_furnished) as demo:
            announce(demo.url)
            if open_browser:
                threading.Thread(target=webbrowser.open, args=(demo.url,), daemon=True).start()
            await demo.run_until(stop)


@asynccontextmanager
async def serve_demo(
    client: commands.Bot | commands.AutoShardedBot,
    *,
    port: int = 0,
    world: World = FAN_CLUB,
    once_furnished: Furnished | None = None,
) -> AsyncGenerator[Demo]:
    """Serve the demo as long as the block lasts, then close the client; port 0 takes one that is free."""
    _require_simcord()
    from bot.demo.simulation import simulate  # noqa: PLC0415 - SimCord is an extra, asked for only here
    from bot.demo.site import Site  # noqa: PLC0415 - as above
    from bot.demo.stage import Stage  # noqa: PLC0415 - as above

    with _listening(port) as listener:
        port = listener.getsockname()[1]
        async with simulate(client, port=port, name=BOT_NAME, picture=BOT_PICTURE) as simulation:
            stage = Stage(simulation, world)
            await stage.furnish()
            if once_furnished:
                await once_furnished()
            names = frozenset(
                command.qualified_name for command in client.tree.walk_commands(type=discord.AppCommandType.chat_input)
            )
            site = Site(stage, names, port=port, session=secrets.token_hex(8))
            async with _served(site.application(), listener), _running(simulation.keep_time()) as clock:
                url = f"http://127.0.0.1:{port}/"
                await _see_it_answer(url)
                yield Demo(url, clock)


def _require_simcord() -> None:
    missing = [name for name in _COMPANIONS if importlib.util.find_spec(name) is None]
    if missing:
        message = (
            f"The demo needs SimCord, of which {', '.join(missing)} cannot be found: "
            "run pip install '.[demo]' in the project's folder and try again."
        )
        raise UserError(message)


@contextmanager
def _listening(port: int) -> Generator[socket.socket]:
    if not 0 <= port <= _HIGHEST_PORT:
        message = f"There is no port {port}: choose one up to {_HIGHEST_PORT} with --port."
        raise UserError(message)
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        what = "is in use" if error.errno == errno.EADDRINUSE else "cannot be used"
        message = f"Port {port} {what}: choose another with --port, for example --port {port % 50_000 + 10_000}."
        raise UserError(message) from error
    with listener:
        yield listener


@asynccontextmanager
async def _served(app: web.Application, listener: socket.socket) -> AsyncGenerator[None]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE_SECONDS)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncGenerator[asyncio.Task[None]]:
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait((task,))


async def _see_it_answer(url: str) -> None:
    async with ClientSession() as session, session.get(url) as answer:
        answer.raise_for_status()


@contextmanager
def _stop_when_signalled() -> Generator[asyncio.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; a second one does what it always does."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def ask_to_stop() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    with suppress(NotImplementedError):  # Windows: Ctrl-C cancels this task instead
        for number in signals:
            loop.add_signal_handler(number, ask_to_stop)
    try:
        yield stop
    finally:
        with suppress(NotImplementedError):
            for number in signals:
                loop.remove_signal_handler(number)
