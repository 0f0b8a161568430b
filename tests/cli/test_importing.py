"""`gueststar data import` and `data remove` on a real database: what they print, keep and refuse."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.composition import open_house
from bot.facts.importing import Instructions, read_import
from bot.settings import read_settings
from bot.store.facts import FactsStore
from bot.store.lock import FileLock
from tests.cli.conftest import SHIPPED, Run

REFERENCE = SHIPPED.parents[1] / "shared" / "reference"
GOOD = "character,title,season,episode\nAda Lund,Harbour Lights,1,2\nBo,Harbour Lights,1,2\nBo,Harbour Lights,1,2\n"
BAD = "Cy,Harbour Lights,one,2\n,Harbour Lights,1,2\n"


@pytest.fixture
def lanterns(gueststar: Run, tmp_path: Path, shipped_database: Path) -> Run:
    """Run a command on a database of the test's own, with a table of rows beside it."""
    (tmp_path / "table.csv").write_text(GOOD, encoding="utf-8")
    database = tmp_path / "gueststar.db"
    gueststar("about")
    shutil.copy(shipped_database, database)

    def run(*arguments: str, **environment: str):
        return gueststar(*arguments, **({"GUESTSTAR_DATABASE": str(database)} | environment))

    return run


@pytest.fixture
def table(tmp_path: Path) -> str:
    return str(tmp_path / "table.csv")


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    path = tmp_path / "alone.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def rows(run: Run, universe: str = "lanterns", form: str = "csv") -> list[dict]:
    code, out, _ = run("data", "export", "--universe", universe, "--format", form)
    if code:
        return []
    return list(csv.DictReader(io.StringIO(out))) if form == "csv" else list(map(json.loads, out.splitlines()))


def test_an_import_says_what_it_kept_and_the_same_again_is_unchanged(lanterns: Run, table: str) -> None:
    code, out, err = lanterns("data", "import", table, "--universe", "lanterns", "--name", "Lanterns")
    assert (code, err) == (0, "")
    assert out.endswith(": imported, 3 rows read, 2 appearances kept, 2 characters, 1 title, 0 bad rows, 1 duplicate\n")
    code, again, _ = lanterns("data", "import", table, "--universe", "lanterns", "--name", "Lanterns")
    assert (code, again) == (0, out.replace("imported", "unchanged"))
    assert lanterns("appearances", "Ada Lund", "--universe", "lanterns")[0] == 0


def test_a_sourced_import_is_unchanged_on_another_day(lanterns: Run, table: str, monkeypatch) -> None:
    arguments = ("data", "import", table, "--universe", "lanterns", "--source-url", "https://example.org/table")
    assert ": imported, " in lanterns(*arguments)[1]

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz).replace(year=2031)

    monkeypatch.setattr("bot.cli.imports.datetime", Later)
    assert ": unchanged, " in lanterns(*arguments)[1]
    assert {row["confidence"] for row in rows(lanterns)} == {"sourced"}


def test_a_changed_file_takes_the_place_of_the_one_before(lanterns: Run, table: str) -> None:
    lanterns("data", "import", table, "--universe", "lanterns")
    Path(table).write_text("character,title\nDee,Pier\n", encoding="utf-8")
    code, out, _ = lanterns("data", "import", table, "--universe", "lanterns")
    assert code == 0
    assert ".2: imported, 1 row read" in out
    assert [row["character"] for row in rows(lanterns)] == ["Dee"]


def test_bad_rows_are_told_and_the_rest_is_kept(lanterns: Run, table: str) -> None:
    Path(table).write_text(GOOD + BAD, encoding="utf-8")
    code, out, err = lanterns("data", "import", table, "--universe", "lanterns")
    assert code == 0
    assert "2 appearances kept" in out
    assert "2 bad rows" in out
    first, second = err.splitlines()
    assert first.startswith("line 5: write the season as a number")
    assert second == "line 6: name the character"


def test_a_strict_import_with_a_bad_row_changes_nothing(lanterns: Run, table: str) -> None:
    lanterns("data", "import", table, "--universe", "lanterns")
    before = rows(lanterns)
    Path(table).write_text(BAD.join(["character,title,season,episode\nDee,Pier,,\n", ""]), encoding="utf-8")
    code, out, err = lanterns("data", "import", table, "--universe", "lanterns", "--strict")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "Nothing was imported: 2 rows must be mended first."
    assert rows(lanterns) == before


def test_a_file_without_a_good_row_changes_nothing(lanterns: Run, table: str) -> None:
    lanterns("data", "import", table, "--universe", "lanterns")
    before = rows(lanterns)
    Path(table).write_text("character,title\n,Pier\n", encoding="utf-8")
    code, out, err = lanterns("data", "import", table, "--universe", "lanterns")
    assert (code, out) == (1, "")
    assert "no row of table.csv says who appears where" in err
    assert rows(lanterns) == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("--universe", "lanterns", "--columns", "character=nobody,title=title"),
        ("--universe", "lanterns", "--columns", "character=character,title=title,colour=title"),
        ("--universe", "lanterns", "--columns", "character=character,character=title"),
        ("--universe", "No Slug"),
        ("--universe", "lanterns", "--source-url", "nowhere"),
    ],
)
def test_wrong_options_are_one_sentence_and_exit_code_2(lanterns: Run, table: str, wrong: tuple[str, ...]) -> None:
    code, out, err = lanterns("data", "import", table, *wrong)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert rows(lanterns) == []


@pytest.mark.parametrize("name", ["none.csv", "", "\x1b[2J.csv"])
def test_a_file_that_cannot_be_read_is_one_sentence(lanterns: Run, tmp_path: Path, name: str) -> None:
    code, out, err = lanterns("data", "import", str(tmp_path / name), "--universe", "lanterns")
    assert (code, out) == (1, "")
    assert "cannot be used" in err
    assert "Traceback" not in err


def test_a_shipped_universe_is_neither_replaced_nor_removed(lanterns: Run, table: str) -> None:
    before = rows(lanterns, "defenders-saga")
    for command in (("import", table), ("remove", "--yes")):
        code, out, err = lanterns("data", *command, "--universe", "defenders-saga")
        assert (code, out) == (1, "")
        assert "from where every start loads it" in err
    assert rows(lanterns, "defenders-saga") == before


def test_an_import_can_be_removed_once(lanterns: Run, table: str) -> None:
    lanterns("data", "import", table, "--universe", "lanterns")
    assert lanterns("data", "remove", "--universe", "lanterns", "--yes")[:2] == (0, "lanterns: removed\n")
    code, out, err = lanterns("data", "remove", "--universe", "lanterns", "--yes")
    assert (code, out) == (1, "")
    assert "There is no universe “lanterns”" in err
    assert rows(lanterns, "defenders-saga")


def test_without_a_yes_nothing_is_removed(lanterns: Run, table: str, monkeypatch) -> None:
    lanterns("data", "import", table, "--universe", "lanterns")
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    assert lanterns("data", "remove", "--universe", "lanterns")[0] == 1
    assert rows(lanterns)


def test_a_database_in_use_is_one_sentence(lanterns: Run, table: str, tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "gueststar.db")
    try:
        for command in (("import", table), ("remove", "--yes")):
            code, out, err = lanterns("data", *command, "--universe", "lanterns")
            assert (code, out) == (1, "")
            assert "is already in use by process" in err
            assert len(err.splitlines()) == 1
    finally:
        lock.release()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_is_imported_without_options_and_is_the_same(lanterns: Run, tmp_path: Path, form: str) -> None:
    table = tmp_path / "awkward.csv"
    names = ["=1+1", "-Ada, “Lund”", 'B"o"', "C/y\nDee", "🏮 Éa", "'@Fay"]
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("character", "title"), *((name, name) for name in names)])
    lanterns("data", "import", str(table), "--universe", "lanterns")
    again = tmp_path / f"again.{form}"
    lanterns("data", "export", "--universe", "lanterns", "--format", form, "--out", str(again))
    code, _, err = lanterns("data", "import", str(again), "--universe", "copy")
    assert (code, err) == (0, "")
    mine, copied = ([row | {"universe": ""} for row in rows(lanterns, one, "jsonl")] for one in ("lanterns", "copy"))
    assert mine == copied
    assert {row["character"] for row in mine} == {name.replace("\n", " ") for name in names}


def test_shipped_facts_exported_can_be_imported_beside_them(lanterns: Run, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    lanterns("data", "export", "--universe", "defenders-saga", "--out", str(again))
    code, out, err = lanterns("data", "import", str(again), "--universe", "copy")
    assert (code, err) == (0, "")
    assert " 0 bad rows, 0 duplicates" in out
    kept = ("character_id", "character", "title_id", "title", "season", "episode", "episode_name", "released", "kind")
    shipped, copied = (
        [[row[key] for key in kept] for row in rows(lanterns, one)] for one in ("defenders-saga", "copy")
    )
    assert shipped == copied


def test_meetings_are_exported(lanterns: Run) -> None:
    arguments = ("data", "export", "--universe", "defenders-saga", "--rows", "meetings")
    found = list(csv.DictReader(io.StringIO(lanterns(*arguments)[1])))
    lines = [json.loads(line) for line in lanterns(*arguments, "--format", "jsonl")[1].splitlines()]
    assert len(found) == len(lines) > 10
    assert list(found[0]) == list(lines[0]) == [
        "universe", "first_id", "first", "second_id", "second", "title_id", "title", "season", "episode", "confidence",
        "source",
    ]  # fmt: skip


def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a process says that gets Ctrl-C; once more where the first one comes in the moment before a read waits."""
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=10)
    process.kill()
    raise AssertionError("three interruptions did not end it")


def test_an_interrupted_import_says_so_and_changes_nothing(lanterns: Run, table: str, tmp_path: Path) -> None:
    lanterns("data", "import", table, "--universe", "lanterns")
    before = rows(lanterns)
    pipe = tmp_path / "endless.csv"
    os.mkfifo(pipe)
    importing = subprocess.Popen(
        [sys.executable, "-m", "bot", "data", "import", str(pipe), "--universe", "lanterns"],
        env=os.environ | {"GUESTSTAR_DATABASE": str(tmp_path / "gueststar.db")},
        cwd=SHIPPED.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with pipe.open("w", encoding="utf-8") as stream:  # opens as soon as the import reads
        stream.write("character,title\nDee,Pier\n")
        stream.flush()
        out, err = interrupted(importing)
    assert (importing.returncode, out) == (130, "")
    assert err == "Interrupted: lanterns is in the database as it was before.\n"
    assert rows(lanterns) == before


async def test_a_running_bot_takes_over_at_sighup_what_was_imported_and_removed(tmp_path: Path, table_file) -> None:
    settings = replace(read_settings(), database=str(tmp_path / "running.db"), facts=tmp_path / "no-packs")
    async with open_house(settings) as house:
        store = FactsStore(house.database)
        imported = read_import(table_file, Instructions("lanterns"), date(2026, 11, 22), lambda _: None)
        await store.replace_pack(imported.pack, datetime.now(UTC))
        await house.load()  # what SIGHUP does
        assert [one.universe for one in house.library.shelf.catalogues.values()] == [imported.pack.universe]
        await store.remove_universe(imported.pack.universe.id)
        await house.load()
        assert house.library.shelf.catalogues == {}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference tables are not beside the repository")
def test_the_comics_are_imported_and_can_be_asked_about(lanterns: Run) -> None:
    columns = "character=character,character_id=character_id,title=comic,title_id=comic_id"
    file = str(REFERENCE / "comics_bipartite.csv.gz")
    options = ("--universe", "comics", "--columns", columns, "--title-kind", "comic")
    code, out, err = lanterns("data", "import", file, *options)
    assert (code, err) == (0, "")
    assert out.split(": ")[1] == (
        "imported, 96,662 rows read, 96,662 appearances kept, 6,486 characters, 12,942 titles, 0 bad rows, "
        "0 duplicates\n"
    )
    assert lanterns("appearances", "CAPTAIN AMERICA", "--universe", "comics", "--json")[0] == 0
