"""The `gueststar` command as a person runs it: what it prints and how it ends."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.app import app
from bot.store.lock import FileLock
from tests.cli.conftest import SHIPPED, Run


def test_appearances_are_the_documented_json(gueststar: Run) -> None:
    code, out, _ = gueststar("appearances", "Claire Temple", "--as-of", "2017-08-31", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == ["universe", "version", "as_of", "character", "titles", "count"]
    assert list(answer["character"]) == ["id", "name", "aliases", "performers", "home"]
    assert (answer["universe"], answer["as_of"]) == ("defenders-saga", "2017-08-31")
    assert [title["id"] for title in answer["titles"]] == [
        "daredevil", "jessica-jones", "luke-cage", "iron-fist", "the-defenders",
    ]  # fmt: skip
    jessica = answer["titles"][1]
    assert list(jessica) == ["id", "name", "crossover", "seasons"]
    assert jessica["crossover"] is True
    (season,) = jessica["seasons"]
    assert list(season) == ["number", "precision", "credit", "kinds", "confidence", "episodes", "sources"]
    assert season["episodes"] == [{"number": 13, "name": "AKA Smile", "released": "2015-11-20", "kind": "in-person"}]
    assert list(answer["count"]) == ["titles", "seasons", "episodes", "unverified"]


@pytest.mark.parametrize(("name", "count"), [("Claire Temple", 5), ("Jeri Hogarth", 4), ("Madame Gao", 3)])
def test_the_article_holds_by_command(gueststar: Run, name: str, count: int) -> None:
    _, out, _ = gueststar("appearances", name, "--as-of", "2017-08-31", "--json")
    assert json.loads(out)["count"]["titles"] == count


@pytest.mark.parametrize(
    "arguments",
    [
        ("appearances", "Claire Temple"),
        ("appearances", "Turk Barrett", "--in", "Luke Cage", "--kind", "in-person", "--order", "most"),
        ("character", "Kingpin"),
        ("actor", "Krysten Ritter"),
        ("title", "Jessica Jones"),
        ("title", "Jessica Jones", "--season", "1", "--episode", "13"),
        ("title", "AKA Smile"),
        ("search", "daredevil"),
        ("about",),
    ],
)
def test_every_look_up_prints_a_table_or_json(gueststar: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = gueststar(*arguments)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) > 2
    code, out, _ = gueststar(*arguments, "--json")
    assert code == 0
    assert isinstance(json.loads(out), dict)


@pytest.mark.parametrize("name", ["asdfgh", "", "x" * 6000, "' OR 1=1 --", "🦸"])
def test_what_is_not_found_is_one_sentence_and_exit_code_1(gueststar: Run, name: str) -> None:
    code, out, err = gueststar("appearances", name)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [("appearances",), ("appearances", "x", "--kind", "dream"), ("appearances", "x", "--as-of", "soon"), ("nothing",)],
)
def test_wrong_usage_is_exit_code_2(gueststar: Run, arguments: tuple[str, ...]) -> None:
    assert gueststar(*arguments)[0] == 2


def test_another_universe_is_one_sentence(gueststar: Run) -> None:
    code, _, err = gueststar("appearances", "Claire Temple", "--universe", "buffyverse")
    assert code == 1
    assert err.startswith("There is no universe “buffyverse” here")


def test_data_check_reports_every_finding_with_its_place(gueststar: Run, tmp_path: Path) -> None:
    broken = tmp_path / "defenders-saga"
    shutil.copytree(SHIPPED / "defenders-saga", broken)
    universe = broken / "universe.toml"
    universe.write_text(universe.read_text(encoding="utf-8") + "colour = 1\n", encoding="utf-8")
    (broken / "titles" / "iron-fist.toml").write_text("id = ", encoding="utf-8")
    code, out, _ = gueststar("data", "check", str(broken))
    assert code == 1
    assert "defenders-saga/universe.toml" in out
    assert "defenders-saga/titles/iron-fist.toml" in out


def test_data_load_says_loaded_then_unchanged_and_a_broken_pack_changes_nothing(gueststar: Run, tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(SHIPPED, packs)
    environment = {"GUESTSTAR_DATABASE": str(tmp_path / "new.db"), "GUESTSTAR_FACTS": str(packs)}
    assert "loaded, " in gueststar("data", "load", **environment)[1]
    assert gueststar("data", "load", **environment)[1].strip().endswith("unchanged")
    characters = packs / "defenders-saga" / "characters.toml"
    characters.write_text(
        characters.read_text(encoding="utf-8").replace('"claire-temple"', '"clair"', 1), encoding="utf-8"
    )
    code, _, err = gueststar("data", "load", **environment)
    assert code == 1
    assert "claire-temple" in err
    characters.unlink()
    shutil.rmtree(packs)
    packs.mkdir()
    assert gueststar("appearances", "Claire Temple", **environment)[0] == 0


def test_data_export_writes_a_row_an_appearance(gueststar: Run) -> None:
    _, out, _ = gueststar("data", "export", "--universe", "defenders-saga", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) > 1000
    assert {row["title_id"] for row in rows if row["character_id"] == "claire-temple"} >= {"jessica-jones", "luke-cage"}


def test_data_schema_writes_what_stands_in_the_repository(gueststar: Run, tmp_path: Path) -> None:
    assert gueststar("data", "schema", str(tmp_path))[0] == 0
    for path in tmp_path.glob("*.json"):
        assert path.read_text(encoding="utf-8") == (SHIPPED / "schema" / path.name).read_text(encoding="utf-8")


def test_a_database_is_made_described_backed_up_and_restored(gueststar: Run, tmp_path: Path) -> None:
    environment = {"GUESTSTAR_DATABASE": str(tmp_path / "new.db")}
    assert gueststar("db", "info", **environment)[0] == 78
    assert gueststar("db", "upgrade", **environment)[0] == 0
    gueststar("data", "load", **environment)
    code, out, _ = gueststar("db", "info", **environment)
    assert code == 0
    assert "defenders-saga" in out
    copy = tmp_path / "copy.db"
    assert gueststar("db", "backup", str(copy), **environment)[0] == 0
    assert gueststar("db", "backup", str(copy), **environment)[0] != 0, "an existing file is not overwritten unasked"
    (tmp_path / "new.db").write_bytes(b"damaged")
    assert gueststar("appearances", "Claire Temple", **environment)[0] == 78
    assert gueststar("db", "restore", str(copy), **environment)[0] == 0
    assert gueststar("appearances", "Claire Temple", **environment)[0] == 0


def test_run_without_a_token_says_how_to_get_one(gueststar: Run) -> None:
    code, out, err = gueststar("run", DISCORD_TOKEN="")
    assert (code, out) == (78, "")
    assert "discord.com/developers" in err
    assert "gueststar demo" in err
    assert len(err.splitlines()) == 1


def test_a_hang_up_signal_before_the_bot_listens_does_not_end_it() -> None:
    hook = "event == 'import' and args[0] == 'bot.composition' and os.kill(os.getpid(), signal.SIGHUP)"
    script = f"import os, signal, sys; sys.addaudithook(lambda event, args: {hook}); from bot.cli import main; main()"
    command = [sys.executable, "-c", script, "run"]
    environment = os.environ | {"DISCORD_TOKEN": ""}
    ran = subprocess.run(
        command, cwd=SHIPPED.parent, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 78
    assert "gueststar demo" in ran.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DISCORD_TOKEN", "two words"),
        ("GUESTSTAR_LOG_LEVEL", "loud"),
        ("GUESTSTAR_DISCORD_API", "discord"),
        ("GUESTSTAR_DATABASE", "/proc/nowhere/at.db"),
    ],
)
def test_a_bad_setting_is_one_sentence_and_exit_code_78(gueststar: Run, variable: str, value: str) -> None:
    code, _, err = gueststar("run", **({"DISCORD_TOKEN": "abc"} | {variable: value}))
    assert code == 78
    assert len(err.splitlines()) == 1


def test_without_facts_their_folder_is_told_and_what_is_to_do(gueststar: Run, tmp_path: Path) -> None:
    empty = {"GUESTSTAR_DATABASE": str(tmp_path / "new.db"), "GUESTSTAR_FACTS": str(tmp_path / "nowhere")}
    code, out, err = gueststar("stats", **empty)
    assert (code, out) == (1, "")
    warning, sentence = err.splitlines()
    assert f"there is no pack of facts in {tmp_path / 'nowhere'}: set GUESTSTAR_FACTS" in warning
    assert sentence == "No facts are loaded; whoever runs the bot must load a pack first (`gueststar data load`)."
    assert gueststar("crossovers", **empty) == (1, "", f"{sentence}\n")


def test_a_database_in_use_is_exit_code_1_and_no_matter_of_configuration(gueststar: Run, tmp_path: Path) -> None:
    live = tmp_path / "live.db"
    environment = {"GUESTSTAR_DATABASE": str(live)}
    assert gueststar("db", "upgrade", **environment)[0] == 0
    assert gueststar("db", "backup", str(tmp_path / "copy.db"), **environment)[0] == 0
    lock = FileLock(live)
    try:
        for command in (("upgrade",), ("restore", str(tmp_path / "copy.db"))):
            code, out, err = gueststar("db", *command, **environment)
            assert (code, out) == (1, "")
            assert "is already in use by process" in err
        code, _, err = gueststar("db", "backup", str(live), "--overwrite", **environment)
        assert code == 1
        assert err.endswith("choose another file for the copy.\n")
    finally:
        lock.release()


def test_the_doctor_names_what_is_to_do(gueststar: Run, tmp_path: Path) -> None:
    code, out, _ = gueststar("doctor", DISCORD_TOKEN="", GUESTSTAR_FACTS=str(tmp_path))
    assert code == 1
    assert "DISCORD_TOKEN" in out
    assert "no pack of facts" in out
    assert gueststar("doctor", DISCORD_TOKEN="abc", GUESTSTAR_DATABASE=str(tmp_path / "none.db"))[0] == 0


def test_every_command_stands_in_its_documentation() -> None:
    documented = (SHIPPED.parent / "docs" / "command-line.md").read_text(encoding="utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    for group in app.registered_groups:
        commands = group.typer_instance.registered_commands if group.typer_instance else []
        names += [
            f"{group.name} {command.name or command.callback.__name__}" for command in commands if command.callback
        ]
    assert len(names) == 38
    assert [name for name in names if f"`gueststar {name}" not in documented] == []


def test_an_unsure_name_lists_what_it_may_mean_on_the_same_line(gueststar: Run) -> None:
    code, _, err = gueststar("appearances", "jones")
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "Jessica Jones (character)" in err


def test_nothing_recorded_is_exit_code_1_and_no_proof(gueststar: Run) -> None:
    code, out, err = gueststar("appearances", "Karen Page", "--in", "Hawkeye", "--json")
    assert code == 1
    assert json.loads(out)["titles"] == []
    assert "does not prove" in err
    assert gueststar("title", "Daredevil", "--season", "3", "--episode", "13", "--as-of", "2015-05-01")[0] == 1


def test_a_film_has_no_season_in_its_table(gueststar: Run) -> None:
    _, out, _ = gueststar("title", "Spider-Man: No Way Home")
    assert "None" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("data", "export", "--universe", "defenders-saga", "--out", "/nonexistent/x.csv"),
        ("data", "schema", "/proc/nowhere"),
        ("data", "fixes", "--done", "9" * 30),
    ],
)
def test_a_file_or_number_that_cannot_be_used_is_no_traceback(gueststar: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = gueststar(*arguments)
    assert code in {1, 2}
    assert "Traceback" not in err


def test_an_address_of_another_database_makes_no_file(gueststar: Run) -> None:
    code, _, err = gueststar("about", GUESTSTAR_DATABASE="mysql://user:secret@host/name")
    assert code == 78
    assert "secret" not in err


def test_a_performance_names_no_title_before_it_is_out(gueststar: Run) -> None:
    _, out, _ = gueststar("character", "Maya Lopez", "--as-of", "2021-12-31", "--json")
    assert "echo" not in json.dumps(json.loads(out)["performances"])
