"""`gueststar trivia sample`: what it prints and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SHIPPED, Run

KINDS_DOCUMENTED = (SHIPPED.parent / "docs" / "trivia.md").read_text(encoding="utf-8")


def test_questions_are_the_documented_json(gueststar: Run) -> None:
    code, out, err = gueststar("trivia", "sample", "--count", "20", "--seed", "1", "--json")
    questions = json.loads(out)
    assert (code, err, len(questions)) == (0, "", 20)
    for one in questions:
        assert list(one) == ["kind", "text", "choices", "answer", "about", "difficulty", "source"]
        assert all(list(choice) == ["id", "name"] for choice in one["choices"])
        assert f"`{one['kind']}`" in KINDS_DOCUMENTED
        assert one["source"] is None or list(one["source"]) == ["id", "name", "url"]


def test_the_same_seed_gives_the_same_questions_and_another_gives_others(gueststar: Run) -> None:
    first, again, other = (gueststar("trivia", "sample", "--seed", seed, "--json")[1] for seed in ("5", "5", "6"))
    assert first == again
    assert first != other


def test_a_person_reads_the_choices_with_the_right_one_marked(gueststar: Run) -> None:
    code, out, _ = gueststar("trivia", "sample", "--kind", "who-plays", "--count", "3", "--seed", "2")
    assert code == 0
    assert out.count("Who plays ") == 3
    assert out.count("   * ") == 3
    assert "who-plays, difficulty " in out


@pytest.mark.parametrize(
    "options", [("--kind", "riddle"), ("--count", "0"), ("--count", "1000000"), ("--count", "x"), ("--seed", "x")]
)
def test_wrong_usage_is_exit_code_2(gueststar: Run, options: tuple[str, ...]) -> None:
    assert gueststar("trivia", "sample", *options)[0] == 2


def test_an_unknown_universe_is_one_sentence_and_exit_code_1(gueststar: Run) -> None:
    code, out, err = gueststar("trivia", "sample", "--universe", "nowhere")
    assert (code, out, len(err.splitlines())) == (1, "", 1)


def test_a_kind_that_the_universe_cannot_give_is_one_sentence_and_exit_code_1(gueststar: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("character,title\nAda,Lights\nBo,Lights\n", encoding="utf-8")
    environment = {"GUESTSTAR_DATABASE": str(tmp_path / "new.db")}
    assert gueststar("data", "import", str(table), "--universe", "lanterns", **environment)[0] == 0
    for options in (("--kind", "who-plays"), ()):
        code, out, err = gueststar("trivia", "sample", "--universe", "lanterns", *options, **environment)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
        assert "docs/trivia.md" in err


def test_fewer_questions_than_wished_are_told(gueststar: Run) -> None:
    code, out, err = gueststar("trivia", "sample", "--kind", "which-season", "--count", "5000", "--json")
    assert code == 0
    assert err == f"There are {len(json.loads(out))} different questions, not 5000.\n"
