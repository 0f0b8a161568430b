"""`check`, `convert`, `import` and `export` for files of own questions: what they print, write and end with."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.question_files import app
from bot.facts.question_files import ENDINGS, Form, read_questions
from bot.store.opening import open_database
from tests.cli.conftest import Run

GOOD = "A?:\n- one\n- 007\n"
BAD = "A?:\n- one\nB?: two\nC?:\n-\n"


@pytest.fixture
def run(tmp_path: Path):
    """Run a command on a file of this text; returns exit code, standard output and standard error."""

    def run(command: str, text: str, *options: str) -> tuple[int, str, str]:
        (tmp_path / "list.yaml").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(app, [command, str(tmp_path / "list.yaml"), *options])
        return result.exit_code, result.stdout, result.stderr

    return run


def test_a_clean_file_ends_well(run) -> None:
    assert run("check", GOOD) == (0, "list.yaml: in order, 1 question can be asked\n", "")


def test_all_findings_are_printed_with_their_lines(run) -> None:
    code, out, _ = run("check", BAD)
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines()] == ["line 3", "line 4", "line 5", "list.yaml"]


@pytest.mark.parametrize("form", Form)
def test_a_file_is_written_in_every_format(run, tmp_path: Path, form: Form) -> None:
    out = tmp_path / "written"
    code, printed, _ = run("convert", GOOD, "--to", form.value, "--out", str(out))
    assert (code, printed) == (1 if form is Form.OPENTDB else 0, "")
    assert read_questions(out.read_bytes(), "written").form is form
    assert run("convert", GOOD, "--to", form.value)[1] == out.read_text(encoding="utf-8")


def test_what_a_format_cannot_hold_is_told_on_standard_error(run) -> None:
    code, out, err = run("convert", GOOD, "--to", "opentdb")
    assert code == 1
    assert out.startswith('{"response_code": 0')
    assert "no place for the further accepted answers (1)" in err


def test_nothing_is_written_of_a_file_without_a_question(run, tmp_path: Path) -> None:
    code, out, err = run("convert", "- a", "--to", "own", "--out", str(tmp_path / "written"))
    assert (code, out, (tmp_path / "written").exists()) == (1, "", False)
    assert err.endswith("list.yaml: nothing was written, no question can be asked\n")


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["check", str(tmp_path / "none.yaml")]).exit_code == 2
    assert CliRunner().invoke(app, ["check", str(tmp_path)]).exit_code == 2


def test_a_format_that_is_none_is_wrong_usage(run) -> None:
    assert run("convert", GOOD, "--to", "xml")[0] == 2


SERVER = ("--server", "71")


@pytest.fixture
def house(tmp_path: Path) -> dict[str, str]:
    """A database of its own, as the environment that names it, and a file beside it."""
    (tmp_path / "harbour.yaml").write_text(f"AUTHOR: Ada\n{GOOD}B?:\n- b\n- c\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    return {"GUESTSTAR_DATABASE": str(tmp_path / "own.db")}


def bring(gueststar: Run, house: dict[str, str], name: str = "harbour.yaml", *options: str) -> tuple[int, str, str]:
    path = Path(house["GUESTSTAR_DATABASE"]).with_name(name)
    return gueststar("trivia", "import", str(path), *SERVER, *options, **house)


def test_a_file_is_imported_once(gueststar: Run, house: dict[str, str]) -> None:
    first = "harbour.yaml: 2 added to “harbour”, 0 there already, 0 without a place, 0 findings\n"
    assert bring(gueststar, house) == (0, first, "")
    again = "harbour.yaml: 0 added to “else”, 2 there already, 0 without a place, 0 findings\n"
    assert bring(gueststar, house, "harbour.yaml", "--list", "else") == (0, again, "")


def test_what_is_in_order_is_imported_and_the_rest_told_with_lines(gueststar: Run, house: dict[str, str]) -> None:
    code, out, err = bring(gueststar, house, "bad.yaml")
    assert (code, out) == (1, "bad.yaml: 1 added to “bad”, 0 there already, 0 without a place, 3 findings\n")
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 3", "line 4", "line 5"]


@pytest.mark.parametrize("form", Form)
def test_what_is_exported_can_be_checked_and_imported_again(
    gueststar: Run, house: dict[str, str], tmp_path: Path, form: Form
) -> None:
    bring(gueststar, house)
    out = tmp_path / f"out{ENDINGS[form]}"
    code, printed, err = gueststar("trivia", "export", *SERVER, str(out), **house)
    assert (code, printed) == (1 if form is Form.OPENTDB else 0, "")
    assert f"written to {out}\n2 questions\n" in err
    assert gueststar("trivia", "check", str(out))[0] == 0
    code, plain, _ = gueststar("trivia", "export", *SERVER, "--to", form.value, "--list", "HARBOUR", **house)
    assert plain == out.read_text(encoding="utf-8")
    reading = read_questions(out.read_bytes(), out.name)
    assert reading.content.author == (None if form is Form.OPENTDB else "Ada")
    assert [one.accepted for one in reading.questions] == (
        [("one",), ("b",)] if form is Form.OPENTDB else [("one", "007", "7"), ("b", "c")]
    )
    code, told, _ = gueststar("trivia", "import", str(out), "--server", "72", **house)
    assert (code, told.split(":")[1]) == (0, " 2 added to “out”, 0 there already, 0 without a place, 0 findings\n")


def test_what_is_not_there_is_told(gueststar: Run, house: dict[str, str]) -> None:
    code, out, err = gueststar("trivia", "export", *SERVER, "--to", "own", **house)
    assert (code, out) == (78, ""), "there is no database"
    bring(gueststar, house)
    assert gueststar("trivia", "export", "--server", "9", "--to", "own", **house) == (1, "", "There is none.\n")
    code, _, err = gueststar("trivia", "export", *SERVER, "--to", "own", "--list", "x", **house)
    assert code == 1
    assert err.startswith("There is no such list here")
    assert gueststar("trivia", "export", *SERVER, "--to", "word", **house)[0] == 2
    assert gueststar("trivia", "import", "/nonexistent.yaml", *SERVER, **house)[0] == 2


def test_a_database_that_a_bot_holds_is_read_but_not_written(gueststar: Run, house: dict[str, str]) -> None:
    bring(gueststar, house)
    loop = asyncio.new_event_loop()
    database = loop.run_until_complete(open_database(house["GUESTSTAR_DATABASE"]))
    try:
        code, out, err = bring(gueststar, house)
        assert (code, out) == (1, "")
        assert "already in use by process" in err
        assert err.endswith("Questions can be imported while no bot runs on the database.\n")
        assert gueststar("trivia", "export", *SERVER, "--to", "own", **house)[0] == 0
    finally:
        loop.run_until_complete(database.close())
        loop.close()


def test_what_one_file_may_not_hold_goes_into_several(gueststar: Run, house: dict[str, str], tmp_path: Path) -> None:
    path, letters = tmp_path / "many.yaml", str.maketrans("0123456789", "abcdefghij")
    for part in range(2):
        numbers = range(5_000 * part, 5_000 * part + 3_000)
        text = "".join(f"Word {str(number).translate(letters)}?:\n- a\n" for number in numbers)
        path.write_text(text, encoding="utf-8")
        assert bring(gueststar, house, "many.yaml")[0] == 0
    code, out, err = gueststar("trivia", "export", *SERVER, "--to", "red", **house)
    assert (code, out, err) == (1, "", "These are 2 files; name one to begin with, and the others stand beside it.\n")
    target = tmp_path / "all.yaml"
    assert gueststar("trivia", "export", *SERVER, str(target), "--to", "red", **house)[0] == 0
    counts = [len(read_questions(one.read_bytes(), one.name).questions) for one in (target, tmp_path / "all-2.yaml")]
    assert counts == [5_000, 1_000]
