"""A bot process of the tests: nothing tells it that its Discord is not the real one but one setting."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import VARIABLES

from .rigging import ROOT, Discord

TOKEN = "rig-token"
COMPLAINTS = ("Traceback", "ResourceWarning", "Unclosed", "never awaited", "was destroyed", "never retrieved")
_SLOWEST_END_SECONDS = 10
_BARRED = Path(__file__).parent / "loopback_only"


@dataclass
class Bot:
    """A running `gueststar run`."""

    process: asyncio.subprocess.Process
    output: Path

    @property
    def log(self) -> str:
        """Everything it has printed."""
        return self.output.read_text(encoding="utf-8")

    @property
    def complaints(self) -> list[str]:
        """The words of trouble in what it has printed."""
        return [complaint for complaint in COMPLAINTS if complaint in self.log]

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, wait as long as a supervisor would; return the exit code."""
        self.process.send_signal(number)
        async with asyncio.timeout(_SLOWEST_END_SECONDS):
            return await self.process.wait()


@asynccontextmanager
async def running_bot(discord: Discord, folder: Path, **settings: str) -> AsyncIterator[Bot]:
    """Run a bot that keeps its database in `folder`, once it answers; kill it if it still runs at the end."""
    starts = discord.counts.get("identify", 0)
    async with starting_bot(discord, folder, **settings) as bot:
        await _connected(bot, discord, starts + 1)
        yield bot


@asynccontextmanager
async def starting_bot(discord: Discord, folder: Path, **settings: str) -> AsyncIterator[Bot]:
    """Start a bot without waiting for anything; kill it if it still runs at the end."""
    output = folder / f"output-{discord.counts.get('identify', 0) + 1}.txt"
    with output.open("wb") as stream:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env=environment(discord, folder, **settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
        )
    try:
        yield Bot(process, output)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def environment(discord: Discord, folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a bot process: nobody's own settings, and the whole of Discord is loopback."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GUESTSTAR_", "PYTHON"))},
        **dict.fromkeys(VARIABLES, ""),
        "DISCORD_TOKEN": TOKEN,
        "GUESTSTAR_DATABASE": str(folder / "gueststar.db"),
        "GUESTSTAR_DISCORD_API": f"{discord.url}/api/v10",
        "PYTHONPATH": str(_BARRED),
        **settings,
    }


async def failing_start(discord: Discord, folder: Path, **settings: str) -> tuple[int, str, str]:
    """Run a bot that is expected to give up; return its exit code and what it wrote to stdout and stderr."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env=environment(discord, folder, **settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(2 * _SLOWEST_END_SECONDS):
            said, complained = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return process.returncode, said.decode(), complained.decode()


async def _connected(bot: Bot, discord: Discord, starts: int) -> None:
    ready = asyncio.create_task(discord.counts.until("identify", starts))
    ended = asyncio.create_task(bot.process.wait())
    try:
        await asyncio.wait((ready, ended), return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            raise AssertionError(f"the bot ended with {bot.process.returncode}:\n{bot.log}")
        await ready
        assert (await discord.slash("help")).status == "ok"
    finally:
        for task in (ready, ended):
            task.cancel()
        await asyncio.gather(ready, ended, return_exceptions=True)
