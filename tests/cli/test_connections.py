"""The commands about crossovers, meetings and connections: as text, as the documented JSON, as a picture."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

COMMANDS: list[tuple[str, ...]] = [
    ("crossovers",),
    ("crossovers", "Iron Fist"),
    ("crossovers", "Iron Fist", "--with", "Daredevil", "--direction", "in"),
    ("met", "Claire Temple", "Matt Murdock"),
    ("together", "Claire Temple", "Luke Cage"),
    ("together", "Matt Murdock", "Jessica Jones", "Luke Cage", "Danny Rand"),
    ("connect", "Kingpin", "Kilgrave"),
    ("connect", "Kingpin", "Kilgrave", "--avoid", "Jessica Jones", "--chain", "2"),
    ("timeline", "Claire Temple"),
    ("timeline", "The Defenders", "--order", "most"),
    ("map",),
    ("map", "Jessica Jones", "--view", "web"),
    ("stats",),
]
CHARACTER = {"id", "name"}
CROSSING = CHARACTER | {"home", "into", "first", "released", "episodes", "precision", "present", "unverified"}
TRAVELLER = CHARACTER | {"home", "titles", "episodes", "unverified"}
PLACE = {"title", "season", "episode"}
SHARED = PLACE | {"name", "released", "confidence"}
MEETING = PLACE | {"confidence", "source"}
STEP = {"first", "second", "grade", "confidence", "shared", "place", "meeting"}
PNG = b"\x89PNG\r\n\x1a\n"


def answered(gueststar: Run, *arguments: str) -> dict[str, Any]:
    code, out, err = gueststar(*arguments, "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert list(answer)[:3] == ["universe", "version", "as_of"]
    assert answer["universe"] == "defenders-saga"
    return answer


def keys(answer: dict[str, Any]) -> list[str]:
    return list(answer)[3:]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_prints_text_or_json(gueststar: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = gueststar(*arguments)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) >= 3
    assert "**" not in out
    assert "\\" not in out
    assert "-# " not in out
    answered(gueststar, *arguments)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_can_be_asked_as_of_a_day_and_in_a_universe(gueststar: Run, arguments: tuple[str, ...]) -> None:
    narrowed = (*arguments, "--as-of", "2018-12-31", "--universe", "defenders-saga", "--json")
    code, out, _ = gueststar(*narrowed)
    assert code in {0, 1}
    assert json.loads(out)["as_of"] == "2018-12-31"
    assert "Born Again" not in out
    assert "born-again" not in out
    code, out, err = gueststar(*arguments, "--universe", "buffyverse")
    assert (code, out) == (1, "")
    assert err.startswith("There is no universe “buffyverse” here")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_before_anything_was_released_nothing_is_recorded(gueststar: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = gueststar(*arguments, "--as-of", "2014-01-01")
    assert code == 1
    assert len(err.splitlines()) == 1


def test_a_titles_crossovers_are_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "crossovers", "Iron Fist", "--as-of", "2017-08-31")
    assert keys(answer) == ["title", "with", "in", "out", "between"]
    assert answer["title"] == {"id": "iron-fist", "name": "Iron Fist", "kind": "series"}
    assert answer["with"] is None
    assert answer["between"] == []
    assert all(set(one) == CROSSING for one in (*answer["in"], *answer["out"]))
    (claire,) = [one for one in answer["in"] if one["id"] == "claire-temple"]
    assert (claire["home"], claire["into"], claire["present"]) == ("daredevil", "iron-fist", True)
    assert set(claire["first"]) == PLACE
    assert {one["home"] for one in answer["out"]} == {"iron-fist"}


def test_crossovers_narrow_to_a_direction_and_to_another_title(gueststar: Run) -> None:
    one_way = answered(gueststar, "crossovers", "Iron Fist", "--direction", "out")
    assert one_way["in"] == []
    assert one_way["out"]
    both = answered(gueststar, "crossovers", "Iron Fist", "--with", "Daredevil")
    assert both["with"]["id"] == "daredevil"
    assert {one["home"] for one in both["in"]} == {"daredevil"}


def test_who_travelled_most_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "crossovers", "--as-of", "2017-08-31")
    assert keys(answer) == ["travellers"]
    first = answer["travellers"][0]
    assert set(first) == TRAVELLER
    assert first["id"] == "claire-temple"
    assert first["titles"] == ["jessica-jones", "luke-cage", "iron-fist", "the-defenders"]
    lengths = [len(one["titles"]) for one in answer["travellers"]]
    assert lengths == sorted(lengths, reverse=True)


def test_all_travellers_are_printed_each_once(gueststar: Run) -> None:
    count = len(answered(gueststar, "crossovers")["travellers"])
    lines = gueststar("crossovers")[1].splitlines()
    assert count > 20, "more than a page"
    assert [line.split(".")[0] for line in lines if line[0].isdigit() and ". " in line[:5]] == [
        str(at) for at in range(1, count + 1)
    ]
    assert len([line for line in lines if "crossed over" in line]) == 1, "a heading is not repeated page by page"


def test_met_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "met", "Claire Temple", "Matt Murdock")
    assert keys(answer) == ["first", "second", "grade", "confidence", "meetings", "shared", "overlaps", "nearest"]
    assert set(answer["first"]) == CHARACTER
    assert answer["grade"] == "met"
    assert answer["confidence"] in {"sourced", "unverified"}
    assert all(set(one) == MEETING for one in answer["meetings"])
    assert all(set(one) == SHARED for one in answer["shared"])
    assert answer["nearest"] is None


def test_two_who_are_not_known_to_have_met_have_a_nearest_link_and_exit_code_1(gueststar: Run) -> None:
    code, out, err = gueststar("met", "Kilgrave", "Maya Lopez", "--json")
    answer = json.loads(out)
    assert code == 1
    assert "does not prove" in err
    assert answer["grade"] == "unknown"
    assert answer["confidence"] is None
    assert set(answer["nearest"]) == {"length", "count", "number", "grade", "confidence", "steps"}


def test_together_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "together", "Claire Temple", "Luke Cage", "Misty Knight")
    assert keys(answer) == ["characters", "shared", "near_misses"]
    assert [one["id"] for one in answer["characters"]] == ["claire-temple", "luke-cage", "misty-knight"]
    assert all(set(one) == SHARED for one in answer["shared"])
    assert all(set(one) == {"missing", "shared"} for one in answer["near_misses"])
    days = [one["released"] for one in answer["shared"]]
    assert days == sorted(days)


def test_connect_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "connect", "Kingpin", "Kilgrave", "--avoid", "Jessica Jones")
    assert keys(answer) == ["first", "last", "avoided", "connection"]
    assert answer["avoided"]["id"] == "jessica-jones"
    connection = answer["connection"]
    assert set(connection) == {"length", "count", "number", "grade", "confidence", "steps"}
    assert connection["length"] == len(connection["steps"])
    assert connection["grade"] in {"met", "same-episode"}
    for step in connection["steps"]:
        assert set(step) == STEP
        assert set(step["place"]) == SHARED
        assert step["meeting"] is None or set(step["meeting"]) == MEETING
        assert "jessica-jones" not in {step["first"], step["second"]}
    ends = connection["steps"][0]["first"], connection["steps"][-1]["second"]
    assert ends == (answer["first"]["id"], answer["last"]["id"])


def test_two_who_met_in_no_known_episode_are_connected_without_a_place(gueststar: Run) -> None:
    connection = answered(gueststar, "connect", "Caleb", "Jenny")["connection"]
    assert (connection["length"], connection["count"], connection["grade"]) == (1, 1, "met")
    [step] = connection["steps"]
    assert (step["shared"], step["place"], set(step["meeting"])) == (0, None, MEETING)


def test_chains_are_counted_through_and_around(gueststar: Run) -> None:
    first = answered(gueststar, "connect", "Kingpin", "Kilgrave")["connection"]
    assert first["number"] == 1
    count = first["count"]
    chains = [
        answered(gueststar, "connect", "Kingpin", "Kilgrave", "--chain", str(number))["connection"]
        for number in range(1, count + 1)
    ]
    assert [one["number"] for one in chains] == list(range(1, count + 1))
    assert len({json.dumps(one["steps"]) for one in chains}) == count
    assert answered(gueststar, "connect", "Kingpin", "Kilgrave", "--chain", str(count + 1))["connection"] == first


def test_timeline_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "timeline", "Claire Temple", "--as-of", "2017-08-31")
    assert keys(answer) == ["name", "lanes", "left_out", "undated"]
    assert [(one["name"], one["crossover"]) for one in answer["lanes"]] == [
        ("Daredevil", False),
        ("Jessica Jones", True),
        ("Luke Cage", True),
        ("Iron Fist", True),
        ("The Defenders", True),
    ]
    for lane in answer["lanes"]:
        for mark in lane["marks"]:
            assert set(mark) == {"first", "last", "exact", "sourced", "present"}
            assert mark["first"] <= mark["last"]


def test_a_matrix_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "map", "Luke Cage")
    assert keys(answer) == ["name", "view", "columns", "names", "cells", "names_left_out", "columns_left_out"]
    assert (answer["name"], answer["view"]) == ("Luke Cage", "matrix")
    assert all(set(one) == {"title", "part", "released"} for one in answer["columns"])
    assert len(answer["cells"]) == len(answer["names"])
    for line in answer["cells"]:
        assert len(line) == len(answer["columns"])
        assert all(one is None or set(one) == {"episodes", "sourced", "crossover", "present"} for one in line)


def test_a_web_is_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "map", "--view", "web")
    assert keys(answer) == ["name", "view", "nodes", "ties", "left_out", "ties_left_out"]
    assert all(set(one) == {"name", "home"} for one in answer["nodes"])
    for tie in answer["ties"]:
        assert set(tie) == {"first", "second", "shared", "sourced"}
        assert 0 <= tie["first"] < tie["second"] < len(answer["nodes"])
        assert tie["shared"] >= 1


def test_the_figures_are_the_documented_json(gueststar: Run) -> None:
    answer = answered(gueststar, "stats")
    assert keys(answer) == [
        "characters", "titles", "appearances", "linked_pairs", "sure_pairs", "components", "largest_component",
        "mean_distance", "largest_distance", "most_travelled", "most_connected",
    ]  # fmt: skip
    assert all(set(one) == TRAVELLER for one in answer["most_travelled"])
    assert all(set(one) == CHARACTER | {"partners", "sure"} for one in answer["most_connected"])
    assert 0 < answer["sure_pairs"] < answer["linked_pairs"]
    assert 1 <= answer["mean_distance"] <= answer["largest_distance"]


def test_every_shape_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    for shape in ("crossovers", "met", "together", "connect", "timeline", "map", "stats"):
        assert f"\n`{shape}`:" in documented


@pytest.mark.parametrize("arguments", [("timeline", "Claire Temple"), ("map",), ("map", "Luke Cage", "--view", "web")])
def test_out_writes_a_picture_beside_the_answer(gueststar: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "picture.png"
    code, out, err = gueststar(*arguments, "--out", str(file))
    assert (code, err) == (0, "")
    assert out
    assert file.read_bytes().startswith(PNG)
    code, out, _ = gueststar(*arguments, "--out", str(file), "--json")
    assert code == 0
    json.loads(out)


def test_where_there_is_nothing_to_draw_no_file_is_written(gueststar: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    code, _, err = gueststar("timeline", "Claire Temple", "--as-of", "2014-01-01", "--out", str(file))
    assert code == 1
    assert len(err.splitlines()) == 1
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_one_sentence(gueststar: Run, tmp_path: Path) -> None:
    code, _, err = gueststar("map", "--out", str(tmp_path / "none" / "picture.png"))
    assert code == 1
    assert "cannot be used" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("together", "Claire Temple"),
        ("together",),
        ("together", "a", "b", "c", "d", "e"),
        ("met", "Claire Temple"),
        ("connect", "Claire Temple"),
        ("connect", "a", "b", "--chain", "0"),
        ("connect", "a", "b", "--chain", "first"),
        ("crossovers", "Iron Fist", "--direction", "up"),
        ("timeline",),
        ("timeline", "Claire Temple", "--order", "name"),
        ("map", "--view", "pie"),
        ("map", "Luke Cage", "Iron Fist"),
        ("stats", "--as-of", "soon"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(gueststar: Run, arguments: tuple[str, ...]) -> None:
    code, out, _ = gueststar(*arguments)
    assert (code, out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("met", "Claire Temple", "Night Nurse"), "That is the same character twice"),
        (("connect", "Claire Temple", "Luke Cage", "--avoid", "Luke Cage"), "The one to avoid is an end"),
        (("crossovers", "Iron Fist", "--with", "Iron Fist"), "That is the same title twice"),
        (("crossovers", "--direction", "in"), "Say which title"),
        (("map", "Claire Temple"), "I know no title called"),
        (("together", "Claire Temple", "asdfgh"), "I know no character called “asdfgh”"),
        (("timeline", ""), "I need the name of a character"),
        (("met", "x" * 6000, "🦸"), "I know no character called"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_1(
    gueststar: Run, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = gueststar(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith(said)
    assert len(err.splitlines()) == 1
