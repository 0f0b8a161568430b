"""What a second universe of 97,000 appearances adds to the start, the memory, autocomplete and answers.

Run it as `.venv/bin/python benchmarks/size.py [DATABASE]`; it takes about two minutes. DATABASE is a SQLite file that
holds such a universe beside the shipped facts; without it one is built of the comics in `../shared/reference`.
Each state of the bot, with the shipped facts alone and with both, is measured in processes of its own, in turn.
"""

import asyncio
import csv
import gc
import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.composition import House, open_house
from bot.domain import pack as domain
from bot.services.names import CHARACTERS, TITLES
from bot.settings import read_settings
from bot.store.facts import FactsStore
from bot.store.opening import open_database

ROOT = Path(__file__).resolve().parents[1]
COMICS = ROOT.parent / "shared" / "reference" / "comics_bipartite.csv.gz"
_PAIRS = 7
_ROUNDS = 5
_ROUND_SECONDS = 0.03
_MOST = 25  # suggestions, as Discord shows
_INTERACTION = 500.0  # microseconds that an autocomplete costs besides: the gateway, the request, discord.py
_TYPED = {
    "one letter": "c",
    "three letters": "cla",
    "a word inside a name": "murdock",
    "two words in another order": "murdock ma",
    "misspelt": "clair tempel",
    "misspelt, one word": "spiderrman",
    "nothing found": "xqzv wkjq",
}


def comics() -> domain.Pack:
    """Return the network of comics as a universe: characters in titles without seasons, all of it unverified."""
    with gzip.open(COMICS, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {_id(row["character"], row["character_id"]): row["character"] for row in rows}
    titles = {_id(row["comic"], row["comic_id"]): row["comic"] for row in rows}
    source = domain.Source(domain.SourceId("network"), "Network of comics", None, date(2026, 11, 22), "Who is where.")
    places = {(_id(row["character"], row["character_id"]), _id(row["comic"], row["comic_id"])) for row in rows}
    return domain.Pack(
        universe=domain.Universe(domain.UniverseId("comics"), "Comics", "A large universe.", "2026.11.1", "comics"),
        titles=tuple(_title(id, titles[id]) for id in sorted(titles)),
        characters=tuple(
            domain.Character(domain.CharacterId(id), names[id], (), None, "", (), ()) for id in sorted(names)
        ),
        sources=(source,),
        appearances=tuple(_appearance(*place, source.id) for place in sorted(places)),
        meetings=(),
    )


def _id(name: str, number: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{slug[: 31 - len(number)].rstrip('-')}-{number}".lstrip("-")


def _title(id: str, name: str) -> domain.Title:
    nothing = domain.CastComplete.NOTHING
    return domain.Title(domain.TitleId(id), name, domain.TitleKind.COMIC, (), None, nothing, (), ())


def _appearance(character: str, title: str, source: domain.SourceId) -> domain.Appearance:
    who, where = domain.CharacterId(character), domain.TitleId(title)
    kind, unverified = domain.Kind.IN_PERSON, domain.Confidence.UNVERIFIED
    return domain.Appearance(who, where, None, None, kind, None, unverified, source)


async def build(path: Path, *packs: domain.Pack) -> None:
    """Make a database of the shipped facts and some packs."""
    async with open_house(replace(read_settings(), database=str(path))):
        pass
    database = await open_database(path)
    try:
        for pack in packs:
            await FactsStore(database).replace_pack(pack, datetime.now(UTC))
    finally:
        await database.close()


async def measure(database: str) -> dict[str, float]:
    """Return the figures of this process, by name: seconds, MiB, and microseconds of CPU for all else."""
    gc.collect()
    before = time.perf_counter(), time.process_time()
    async with open_house(replace(read_settings(), database=database)) as house:
        figures = {
            "start, seconds": time.perf_counter() - before[0],
            "start, s of CPU": time.process_time() - before[1],
        }
        gc.collect()
        figures |= {"RSS, MiB": _status("VmRSS"), "RSS at its peak, MiB": _status("VmHWM")}
        gc.freeze()  # as the client does
        return figures | {name: _cost(work) for name, work in _works(house)}


def _status(name: str) -> float:
    """Return a figure of this process in MiB; `getrusage` would count the peak of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _works(house: House) -> Iterator[tuple[str, Callable[[], object]]]:
    lookups, shelf = house.lookups, house.lookups.shelf
    catalogue = max(shelf.catalogues.values(), key=lambda one: len(one.titles))
    character = max(catalogue.characters, key=lambda one: len(catalogue.appearances(one)))
    title = max(catalogue.titles, key=lambda one: len(catalogue.title_appearances(one)))
    quiet = min(catalogue.characters, key=lambda one: len(catalogue.appearances(one)) or len(catalogue.titles))
    who, hardly = (f"character:{catalogue.universe.id}:{one}" for one in (character, quiet))
    where = f"title:{catalogue.universe.id}:{title}"

    def anew(work: Callable[[], object]) -> object:
        shelf.names._remembered.clear()  # noqa: SLF001  (what was typed before costs next to nothing)
        return work()

    for name, text in _TYPED.items():
        yield f"suggest, {name}", lambda text=text: anew(lambda: lookups.suggest(CHARACTERS, text, _MOST))
        yield f"suggest titles, {name}", lambda text=text: anew(lambda: lookups.suggest(TITLES, text, _MOST))
    for name, text in {"nothing typed": "", "one letter": "d", "three letters": "def"}.items():
        for whose, one in {"busiest": who, "quietest": hardly}.items():
            yield (
                f"suggest titles of the {whose} character, {name}",
                lambda one=one, text=text: anew(lambda: lookups.suggest_titles(one, text, _MOST)),
            )
    questions = lookups.appearances(who), lookups.character(who), lookups.place(where)
    for name, question in zip(("/appearances", "/character", "/title"), questions, strict=True):
        yield f"answer, {name} with the most rows", lambda question=question: lookups.answer(question)


def _cost(work: Callable[[], object]) -> float:
    work()
    rounds = []
    for _ in range(_ROUNDS):
        calls, start = 0, time.process_time()
        while (spent := time.process_time() - start) < _ROUND_SECONDS:
            work()
            calls += 1
        rounds.append(spent / calls * 1e6)
    return statistics.median(rounds)


def in_a_process(database: Path) -> dict[str, float]:
    """Return what another process measures."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", str(database)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603  (this very file)


def report(shipped: list[dict[str, float]], both: list[dict[str, float]]) -> Iterator[str]:
    """Yield a table of medians; the ratio of a suggestion is that of an interaction which holds it."""
    yield "| | shipped facts | with the large universe | more | ratio |\n|---|---|---|---|---|"
    for name in shipped[0]:
        less, more = (statistics.median(one[name] for one in some) for some in (shipped, both))
        beside = _INTERACTION if name.startswith("suggest") else 0
        digits = 2 if "start" in name else 1
        yield (
            f"| {name} | {less:,.{digits}f} | {more:,.{digits}f} | {more - less:+,.{digits}f} "
            f"| {(beside + more) / (beside + less):.2f} |"
        )


def main() -> None:
    """Measure both states and print one table."""
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(asyncio.run(measure(sys.argv[2]))))
        return
    if not sys.argv[1:] and not COMICS.exists():
        print(f"Nothing was measured: give a database, or put the network of comics at {COMICS}.")
        return
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        asyncio.run(build(small))
        if sys.argv[1:]:
            large = Path(sys.argv[1]).resolve()
        else:
            asyncio.run(build(large, comics()))
        pairs = [(in_a_process(small), in_a_process(large)) for _ in range(_PAIRS)]
    print(*report([one for one, _ in pairs], [two for _, two in pairs]), sep="\n")


if __name__ == "__main__":
    main()
