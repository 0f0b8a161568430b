"""The bot with all Marvel comics loaded beside the shipped universe, on the rig. README.md says how to read it.

Run it as `.venv/bin/python benchmarks/beside_comics.py`; it needs `../shared/rig` and `../shared/reference`.
"""

import argparse
import asyncio
import csv
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.on_the_rig import ROOT, TYPED, Figure, Json, Rig, Stage
from bot.domain.pack import UniverseId
from bot.facts.reading import read_pack
from bot.services.handles import handle_of
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.questions import ConnectQuestion
from bot.store.facts import FactsStore
from bot.store.opening import open_database

COMICS = ROOT.parent / "shared" / "reference" / "comics_bipartite.csv.gz"
_UNIVERSE = UniverseId("comics")
_COLUMNS = "character=character,character_id=character_id,title=comic,title_id=comic_id"
_CLOSED = 64
_PAIRS_OF_CHARACTERS = 1_000
_MOST_SEEN = 200  # characters of each universe that the questions name

TYPED_COMICS = ["c", "ca", "cap", "captain a", "s", "spi", "ir", "iron", "t", "thin", "w", "wo"]
"""As `TYPED` of the other benchmark: beginnings of names that are seen most."""


@dataclass(frozen=True)
class Pairing:
    """The same thing asked of the shipped universe alone, and of the comics beside it."""

    name: str
    alone: Json
    beside: Json


def typing(command: str, option: str, typed: list[str]) -> Json:
    """Return an autocomplete that picks what is typed."""
    return {"kind": "autocomplete", "name": command, "options": {option: {"pick": typed}}, "focused": option}


def met(first: list[str], second: list[str]) -> Json:
    """Return a `/met` of two that are picked."""
    return {"kind": "slash", "name": "met", "options": {"first": {"pick": first}, "second": {"pick": second}}}


def pairings() -> list[Pairing]:
    """Return what is measured."""
    alone, beside = _most_seen_of_the_shipped(), _most_seen_of_the_comics()
    return [
        Pairing("autocomplete", typing("met", "first", TYPED), typing("met", "first", TYPED_COMICS)),
        Pairing("/met, mostly new pairs", met(alone[::2], alone[1::2]), met(beside[::2], beside[1::2])),
        Pairing("/met, the same few pairs", met(alone[:8:2], alone[1:8:2]), met(beside[:8:2], beside[1:8:2])),
    ]


def _most_seen_of_the_shipped() -> list[str]:
    pack = read_pack(ROOT / "data" / "defenders-saga")
    names = {one.id: one.name for one in pack.characters}
    return [names[one] for one, _ in Counter(row.character for row in pack.appearances).most_common(_MOST_SEEN)]


def _most_seen_of_the_comics() -> list[str]:
    with gzip.open(COMICS, "rt", encoding="utf-8") as stream:
        seen = Counter(row["character"] for row in csv.DictReader(stream) if row["character"])
    return [name for name, _ in seen.most_common(_MOST_SEEN)]


async def on_the_rig(folder: Path, pairs: int, seconds: float) -> list[Figure]:
    """Measure both bots, pair by pair, each first in turn."""
    alone, both = Stage(folder), Stage(folder, "both.db")
    async with alone.gueststar() as rig, both.gueststar() as other:  # the facts and commands come to their places
        await rig.settle()
        await other.settle()
    _import(folder / "both.db")
    figures = {one.name: Figure(f"{one.name}: CPU an interaction", "ms", 1.2) for one in pairings()}
    start, memory = Figure("start: CPU", "s", None), Figure("memory after the start", "MiB", None)
    for pair in range(pairs):
        async with AsyncExitStack() as stack:
            small = await stack.enter_async_context(alone.gueststar())
            large = await stack.enter_async_context(both.gueststar())
            for rig, values in ((small, (start.null, memory.null)), (large, (start.ours, memory.ours))):
                await rig.settle()
                values[0].append(rig.cpu())
                values[1].append(rig.rss())
            for one in pairings():
                turns = [(small, one.alone, figures[one.name].null), (large, one.beside, figures[one.name].ours)]
                for rig, what, values in turns if pair % 2 == 0 else turns[::-1]:
                    values.append(await _cpu(both, rig, what, pair, seconds))
            for rig in (small, large):
                if rig.srv.report_violations():
                    raise SystemExit(f"refused by the rig: {rig.srv.report_violations()[:3]}")
    return [*figures.values(), start, memory]


async def _cpu(stage: Stage, rig: Rig, what: Json, seed: int, seconds: float) -> float:
    fire = await stage.fire(rig, what, seed)
    full = await rig.load(fire, concurrency=_CLOSED, seconds=seconds)
    print(f"{what['name']}: {full['bot_cpu_ms']:.3f} ms, {full['per_s']:.0f}/s", file=sys.stderr, flush=True)
    return full["bot_cpu_ms"]


def _import(database: Path) -> None:
    command = [sys.executable, "-m", "bot", "data", "import", str(COMICS), "--universe", _UNIVERSE]
    options = ["--columns", _COLUMNS, "--title-kind", "comic", "--name", "Marvel comics"]
    settings = {"GUESTSTAR_DATABASE": str(database), "GUESTSTAR_FACTS": str(ROOT / "data")}
    subprocess.run([*command, *options], check=True, cwd=ROOT, env=os.environ | settings)  # noqa: S603  (our own program)


async def chains(database: Path) -> str:
    """Return what `/connect` costs between random pairs of comics characters, and how long it holds the event loop."""
    opened = await open_database(str(database), read_only=True)
    library = Library()
    await library.refresh(FactsStore(opened))
    await opened.close()
    lookups, people = Lookups(library), library.shelf.networks[_UNIVERSE].characters
    choose = random.Random(20261122)  # noqa: S311  (pairs to measure)
    gaps: list[float] = []
    watch = asyncio.create_task(_watch(gaps))
    spent: list[float] = []
    for _ in range(_PAIRS_OF_CHARACTERS):
        first, last = map(handle_of, choose.sample(people, 2))
        spent.append(await asyncio.to_thread(_spent, lookups, ConnectQuestion(_UNIVERSE, first, last)))
    watch.cancel()
    return (
        f"/connect, {len(spent):,} random pairs: {sum(spent) / len(spent):.2f} ms of CPU on average, "
        f"{max(spent):.2f} at worst; the event loop was held for {max(gaps):.1f} ms at most"
    )


def _spent(lookups: Lookups, question: ConnectQuestion) -> float:
    began = time.thread_time()
    lookups.answer(question)
    return (time.thread_time() - began) * 1_000


async def _watch(gaps: list[float]) -> None:
    """Note how much longer than asked for a short sleep takes, in milliseconds."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        gaps.append((time.perf_counter() - began - 0.001) * 1_000)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="interleaved pairs of measurements (default 5)")
    parser.add_argument("--seconds", type=float, default=4, help="length of one measurement (default 4)")
    options = parser.parse_args()
    if not COMICS.is_file():
        raise SystemExit("no comics at ../shared/reference")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure in asyncio.run(on_the_rig(folder, options.pairs, options.seconds)):
            print(figure.row())
        print(asyncio.run(chains(folder / "both.db")))


if __name__ == "__main__":
    main()
