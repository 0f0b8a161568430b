"""Gueststar beside a bot that does nothing, both over sockets on a loopback Discord. README.md says how to read it.

Run it as `.venv/bin/python benchmarks/on_the_rig.py`, with `--quick` for a look of two minutes.
"""

import argparse
import asyncio
import importlib
import json
import os
import platform
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RIG = ROOT.parent / "shared" / "rig"

NAMES = [
    *("Claire Temple", "Matt Murdock", "Foggy Nelson", "Karen Page", "Jessica Jones", "Luke Cage", "Misty Knight"),
    *("Turk Barrett", "Stick", "Madame Gao", "Frank Castle", "Jeri Hogarth"),
]
TYPED = ["c", "cl", "cla", "claire t", "m", "mat", "lu", "luke", "j", "jess", "k", "fo"]
TITLES = ["Daredevil", "Jessica Jones", "Luke Cage", "Iron Fist", "The Defenders", "The Punisher"]

_CLOSED = 64  # people who ask again as soon as they are answered: the bot is saturated
_RATE = 200  # a second
_GUILDS = (10, 1_010)
_DISTURBED = 0.15  # of a core, taken by anything else while a figure was measured
_SOAK_STEP = 5_000
_OWN = ("GUESTSTAR_", "DISCORD_", "PYTHON")  # variables that a bot under measure does not inherit
_REMEMBERED = 2_000  # messages and interactions the rig keeps during a soak; its own memory is not the point

Json = dict[str, Any]
Rig = Any  # the rig has no types


@dataclass(frozen=True)
class Load:
    """Something people do, what they do to the null bot instead, and how much dearer it may be."""

    name: str
    asked: Json
    beside: Json
    goal: float


NULL_SLASH: Json = {"kind": "slash", "name": "ping", "options": {"name": "Claire Temple"}}
NULL_TYPING: Json = {"kind": "autocomplete", "name": "ping", "options": {"name": {"pick": TYPED}}, "focused": "name"}
TYPING: Json = {
    "kind": "autocomplete",
    "name": "appearances",
    "options": {"character": {"pick": TYPED}},
    "focused": "character",
}
LOADS = (
    Load("autocomplete", TYPING, NULL_TYPING, 1.2),
    Load(
        "/appearances",
        {"kind": "slash", "name": "appearances", "options": {"character": {"pick": NAMES}}},
        NULL_SLASH,
        2.0,
    ),
    Load("/title", {"kind": "slash", "name": "title", "options": {"name": {"pick": TITLES}}}, NULL_SLASH, 2.0),
)
SELDOM = [f"{typed} {number}" for typed in TYPED for number in range(1_000)]
SOAK: tuple[Json, ...] = (
    TYPING,
    {**TYPING, "options": {"character": {"pick": SELDOM}}},
    *(one.asked for one in LOADS[1:]),
    {"kind": "slash", "name": "character", "options": {"name": {"pick": NAMES}}},
    {"kind": "slash", "name": "search", "options": {"text": {"pick": TYPED}}},
    {"kind": "slash", "name": "search", "options": {"text": {"pick": SELDOM}}},
    {
        "kind": "slash",
        "name": "title",
        "options": {"name": {"pick": TITLES}, "season": 1, "episode": {"pick": [1, 2, 3, 4]}},
    },
    {"kind": "slash", "name": "actor", "options": {"name": "Rosario Dawson"}},
    {"kind": "slash", "name": "appearances", "options": {"character": "asdfgh"}},
)


@dataclass
class Figure:
    """Pairs of measurements: ours and the null bot's, taken one right after the other."""

    name: str
    unit: str
    goal: float | None
    ours: list[float] = field(default_factory=list)
    null: list[float] = field(default_factory=list)
    disturbed: int = 0

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return statistics.median(ours / null for ours, null in zip(self.ours, self.null, strict=True))

    def row(self) -> str:
        """Return the figure as a line of a Markdown table."""
        goal = "" if self.goal is None else f"≤ {self.goal:g}"
        ours, null = statistics.median(self.ours), statistics.median(self.null)
        spread = f"{min(self.ours):.3g}-{max(self.ours):.3g} / {min(self.null):.3g}-{max(self.null):.3g}"
        ratio = f"**{self.ratio:.2f}**" if min(self.null) else ""
        disturbed = f", {self.disturbed} disturbed" if self.disturbed else ""
        return (
            f"| {self.name} | {ours:.3g} | {null:.3g} | {self.unit} | {ratio} | {goal} "
            f"| {len(self.ours)} pairs, {spread}{disturbed} |"
        )


class Stage:
    """Starts bots on loopback Discords of their own."""

    def __init__(self, folder: Path, database: str = "gueststar.db") -> None:
        self._folder = folder
        self._drive = _rig_module("drive")
        self._database = folder / database
        self._commands: Json = {}

    def gueststar(self, guilds: int = _GUILDS[0]) -> Rig:
        """Return a rig with our bot: the address of its Discord is a setting of its own."""

        class Ours(self._drive.Rig):
            def environ(rig) -> dict[str, str]:  # noqa: N805  (of the rig, not of the stage)
                return _environment(
                    DISCORD_TOKEN="rig",  # noqa: S106  (no token of anybody)
                    GUESTSTAR_DATABASE=str(self._database),
                    GUESTSTAR_LOG_LEVEL="WARNING",
                    GUESTSTAR_DISCORD_API=f"{rig.url}/api/v10",
                )

        command = [sys.executable, "-m", "bot", "run"]
        rig = Ours(command, guilds=guilds, cwd=ROOT, wait_sync=False, **self._server("gueststar"))
        rig.srv.commands = self._commands  # every Discord knows what one of them was told, as the database says
        return rig

    def null(self, guilds: int = _GUILDS[0]) -> Rig:
        """Return a rig with the null bot, which answers everything with a constant."""
        command = [sys.executable, str(RIG / "nullbot.py")]
        return self._drive.Rig(command, guilds=guilds, **self._server("nullbot"))

    def _server(self, name: str) -> Json:
        return {"openapi": False, "keep_bodies": False, "log": str(self._folder / f"{name}.log")}

    async def fire(self, rig: Rig, what: Json, seed: int) -> Callable[[int, float | None], Any]:
        """Return what sends one interaction each time it is called."""
        return await self._drive.firer(rig, what, random.Random(seed))  # noqa: S311  (a choice of names)


async def under_load(stage: Stage, pairs: int, seconds: float) -> list[Figure]:
    """Measure CPU at saturation, p99 and time-outs at a rate, pair by pair, each bot first in turn."""
    cpu = {one.name: Figure(f"{one.name}: CPU an interaction, saturated", "ms", one.goal) for one in LOADS}
    p99 = {one.name: Figure(f"{one.name}: p99 at {_RATE}/s", "ms", 2.0) for one in LOADS}
    lost = {one.name: Figure(f"{one.name}: time-outs at {_RATE}/s", "", None) for one in LOADS}
    for pair in range(pairs):
        async with AsyncExitStack() as stack:
            ours = await stack.enter_async_context(stage.gueststar())
            null = await stack.enter_async_context(stage.null())
            for load in LOADS:
                turns = [(ours, load.asked, "ours"), (null, load.beside, "null")]
                for rig, what, side in turns if pair % 2 == 0 else turns[::-1]:
                    fire = await stage.fire(rig, what, pair)
                    full = await rig.load(fire, concurrency=_CLOSED, seconds=seconds)
                    steady = await rig.load(fire, rate=_RATE, seconds=seconds)
                    note(cpu[load.name], side, full["bot_cpu_ms"], full)
                    note(p99[load.name], side, steady["ack_ms"]["p99"], steady)
                    note(lost[load.name], side, steady["timeouts"] + steady["unfinished"], steady)
                    say(f"pair {pair + 1}: {load.name:<13} {side} {full['bot_cpu_ms']:.3f} ms, {full['per_s']:.0f}/s")
            for rig in (ours, null):
                if rig.srv.report_violations():
                    raise SystemExit(f"refused by the rig: {rig.srv.report_violations()[:3]}")
    return [*cpu.values(), *p99.values(), *lost.values()]


async def starting(stage: Stage, pairs: int) -> Figure:
    """Measure the CPU of a start, ours with its facts in the database and its commands registered."""
    figure = Figure("start with the facts in place: CPU", "s", 2.0)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(stage.gueststar())
        null = await stack.enter_async_context(stage.null())
        for pair in range(pairs):
            for rig, side in ((ours, "ours"), (null, "null")) if pair % 2 == 0 else ((null, "null"), (ours, "ours")):
                rig.kill()
                await rig.spawn()
                await rig.settle()
                note(figure, side, rig.cpu(), None)
        say(f"start: ours {figure.ours}, null {figure.null}")
    return figure


async def guild_memory(stage: Stage, pairs: int) -> Figure:
    """Measure how much memory 1,000 more servers take."""
    figure = Figure("memory for 1,000 servers more", "MiB", None)
    for _ in range(pairs):
        for bot, side in ((stage.gueststar, "ours"), (stage.null, "null")):
            sizes = []
            for guilds in _GUILDS:
                async with bot(guilds) as rig:
                    await rig.settle(0.5, 90)
                    sizes.append(rig.rss())
            note(figure, side, (sizes[1] - sizes[0]) * 1_000 / (_GUILDS[1] - _GUILDS[0]), None)
    say(f"memory: ours {figure.ours}, null {figure.null}")
    return figure


async def soak(stage: Stage, answers: int) -> list[float]:
    """Return the bot's memory in MiB after every few thousand answers of every kind."""
    sizes = []
    async with stage.gueststar() as rig:
        remember_little(rig)
        fires = [await stage.fire(rig, what, seed) for seed, what in enumerate(SOAK)]
        for _ in range(answers // _SOAK_STEP):
            result = await rig.load(
                lambda n, due: fires[n % len(fires)](n, due), concurrency=32, count=_SOAK_STEP, seconds=600
            )
            if result["ok"] != result["sent"]:
                raise SystemExit(f"an answer was lost: {result}")
            sizes.append(round(rig.rss(), 1))
            say(f"soak: {len(sizes) * _SOAK_STEP:,} answers, {sizes[-1]} MiB")
    return sizes


def report(figures: Iterable[Figure], sizes: Sequence[float]) -> str:
    """Return everything measured as Markdown."""
    lines = [
        f"{_machine()}, {datetime.now(UTC):%d %b %Y}; load of the machine at the end {os.getloadavg()[0]:.1f}.",
        "",
        "| | ours | null | | ratio | goal | raw |",
        "|---|---|---|---|---|---|---|",
        *(figure.row() for figure in figures),
    ]
    if sizes:
        lines.extend(("", f"RSS every {_SOAK_STEP:,} answers of every kind: {', '.join(map(str, sizes))} MiB."))
    return "\n".join(lines)


def note(figure: Figure, side: str, value: float, run: Json | None) -> None:
    """Add a measurement of one side to a figure; `run` says how much else the machine did meanwhile."""
    (figure.ours if side == "ours" else figure.null).append(value)
    figure.disturbed += run is not None and max(run["others_busy"], run["stolen"]) > _DISTURBED


def remember_little(rig: Rig) -> None:
    """Keep the rig's own memory out of a soak."""
    for kept in (rig.srv.messages, rig.srv.by_id, rig.srv.by_token):
        kept.size = _REMEMBERED


def prepare() -> None:
    """Load the rig, or end with a sentence where there is none."""
    _rig_module("drive")
    try:
        importlib.import_module("uvloop").install()  # for the rig alone: it drives more
    except ImportError:
        say("without uvloop the rig is slower; figures of the bot are the same")


def _environment(**settings: str) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}
    return {**bare, "GUESTSTAR_FACTS": str(ROOT / "data"), **settings}


def _rig_module(name: str) -> Rig:
    if not RIG.is_dir():
        raise SystemExit("no measuring rig at ../shared/rig")
    sys.dont_write_bytecode = True
    if str(RIG) not in sys.path:
        sys.path.append(str(RIG))
    return importlib.import_module(name)


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    cpu = next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), platform.machine())
    packages = ", ".join(f"{name} {version(name)}" for name in ("discord.py", "aiohttp", "orjson"))
    return f"{os.cpu_count()} CPUs ({cpu}), Python {platform.python_version()}, {packages}"


def say(line: str) -> None:
    """Tell whoever waits how far it is."""
    print(line, file=sys.stderr, flush=True)


async def _all(pairs: int, seconds: float, answers: int) -> tuple[list[Figure], list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        async with stage.gueststar() as rig:  # the facts come into the database, the commands to Discord
            await rig.settle()
        figures = [await starting(stage, pairs + 2)]
        figures.extend(await under_load(stage, pairs, seconds))
        figures.append(await guild_memory(stage, pairs))
        return figures, await soak(stage, answers)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="interleaved pairs of measurements (default 5)")
    parser.add_argument("--seconds", type=float, default=5, help="length of one measurement (default 5)")
    parser.add_argument("--soak", type=int, default=50_000, help="answers of the soak (default 50,000; 0: none)")
    parser.add_argument("--quick", action="store_true", help="3 pairs of 2 seconds, no soak")
    parser.add_argument("--out", type=Path, help="write the raw figures there as JSON, too")
    options = parser.parse_args()
    if options.quick:
        options.pairs, options.seconds, options.soak = 3, 2.0, 0
    prepare()
    figures, sizes = asyncio.run(_all(options.pairs, options.seconds, options.soak))
    print(report(figures, sizes))
    if options.out:
        options.out.write_text(json.dumps({"figures": [asdict(one) for one in figures], "soak": sizes}, indent=1))


if __name__ == "__main__":
    main()
