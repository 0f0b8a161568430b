"""`check` and `convert` for files of own questions: what they print, write and end with."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.question_files import app
from bot.facts.question_files import Form, read_questions

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
