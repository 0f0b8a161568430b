"""What an import of 96,662 rows takes, beside inserting the same rows with a bare `executemany`.

Run it as `.venv/bin/python benchmarks/importing.py [FILE]`. Both write to a file with a journal of their own, one after
the other in turn; the ratio is the median of the pairs' ratios.
"""

import asyncio
import contextlib
import csv
import gzip
import io
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.cli import main as gueststar
from bot.store.opening import open_database

COMICS = Path(__file__).resolve().parents[2] / "shared" / "reference" / "comics_bipartite.csv.gz"
COLUMNS = "character=character,character_id=character_id,title=comic,title_id=comic_id"
PAIRS = 7
PLAIN_TABLE = """
CREATE TABLE appearances (
    character_id TEXT NOT NULL, character TEXT NOT NULL, comic_id TEXT NOT NULL, comic TEXT NOT NULL,
    PRIMARY KEY (character_id, comic_id)
)"""


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes, by the clock on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def plainly_inserted(rows: list[list[str]], database: Path) -> float:
    """Return what the bare insert of rows that are in memory takes, with its commit."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute(PLAIN_TABLE)

        def insert() -> None:
            with connection:
                connection.executemany("INSERT INTO appearances VALUES (?, ?, ?, ?)", rows)

        return seconds(insert)


def imported(file: Path, database: Path) -> float:
    """Return what the command takes, from the arguments to the end, without the start of Python."""
    os.environ["GUESTSTAR_DATABASE"] = str(database)
    sys.argv = ["gueststar", "data", "import", str(file), "--universe", "comics", "--columns", COLUMNS]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        taken = seconds(lambda: _ended(gueststar))
    if "imported, " not in said.getvalue():
        sys.exit("the import failed")
    return taken


def _ended(command: Callable[[], None]) -> None:
    with contextlib.suppress(SystemExit):
        command()


async def _make(database: Path) -> None:
    await (await open_database(database)).close()


def main() -> None:
    """Measure in pairs and print one table."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else COMICS
    if not file.exists():
        sys.exit(f"There is no {file}; name a CSV of comics as the only argument.")
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "template.db")
        asyncio.run(_make(template))
        pairs = []
        for number in range(PAIRS + 1):
            database = Path(folder, f"{number}.db")
            shutil.copy(template, database)
            pairs.append((imported(file, database), plainly_inserted(rows, Path(folder, f"plain-{number}.db"))))
    del pairs[0]  # it imports the modules
    own, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratios = sorted(one / other for one, other in pairs)
    print("| rows | import, s | bare executemany, s | ratio | ratios |\n|---|---|---|---|---|")
    spread = f"{ratios[0]:.2f}-{ratios[-1]:.2f}"
    print(f"| {len(rows):,} | {own:.2f} | {plain:.3f} | {statistics.median(ratios):.2f} | {spread} |")


if __name__ == "__main__":
    main()
