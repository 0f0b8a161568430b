"""Every question that `gueststar trivia sample` prints has exactly one right answer by the rows of `data export`."""

import csv
import io
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli.trivia import question_json
from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import TitleKind
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import TriviaKind
from bot.domain.viewpoint import EVERYTHING
from bot.facts.exporting import appearance_table, write_csv
from bot.facts.importing import Instructions, read_import
from bot.facts.importing_columns import parse_columns
from tests.trivia_checker import VERDICTS, Facts, complaint, read_facts

FACTS = Path(__file__).parents[1] / "data"
TABLE = Path(__file__).parents[2] / "shared" / "reference" / "comics_bipartite.csv.gz"
COLUMNS = "character=character,character_id=character_id,title=comic,title_id=comic_id"
SAGA, COMICS = "defenders-saga", "comics"
SOME, SOME_COMICS, MANY = 1_500, 400, 10_000
MOST_CPU = 60
"""Seconds that ten thousand questions may cost, with the start of the program and the reading of the facts."""
LISTED_KINDS = {
    "appeared-in", "never-entered", "which-episode", "odd-one-out", "shared-with", "chain", "how-many-titles",
}  # fmt: skip
needs_comics = pytest.mark.skipif(not TABLE.exists(), reason="the reference tables are not beside the repository")

Run = Callable[..., str]


@pytest.fixture(scope="module")
def gueststar(tmp_path_factory) -> Run:
    """Run the command on a database of its own; returns standard output."""
    database = tmp_path_factory.mktemp("trivia") / "facts.db"
    environment = os.environ | {"GUESTSTAR_DATABASE": str(database), "GUESTSTAR_FACTS": str(FACTS)}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(
            command, env=environment, cwd=FACTS.parent, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    run("data", "load")
    return run


def exported(gueststar: Run, universe: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gueststar("data", "export", "--universe", universe), newline="")))


@pytest.fixture(scope="module")
def saga(gueststar: Run) -> Facts:
    return read_facts(exported(gueststar, SAGA), FACTS / SAGA)


def sampled(gueststar: Run, universe: str, count: int, seed: int) -> list[dict[str, Any]]:
    options = ("--universe", universe, "--count", str(count), "--seed", str(seed), "--json")
    return json.loads(gueststar("trivia", "sample", *options))


@pytest.fixture(scope="module")
def saga_questions(gueststar: Run) -> list[dict[str, Any]]:
    return sampled(gueststar, SAGA, SOME, 2015)


def troubles(facts: Facts, questions: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    found = ((complaint(facts, question), question) for question in questions)
    return [(trouble, question) for trouble, question in found if trouble]


def kinds_of(questions: Sequence[dict[str, Any]]) -> set[str]:
    return {question["kind"] for question in questions}


def test_every_question_about_the_saga_is_proved_and_no_kind_is_missing(
    saga: Facts, saga_questions: list[dict[str, Any]]
) -> None:
    assert troubles(saga, saga_questions) == []
    assert kinds_of(saga_questions) == set(VERDICTS)


@dataclass(frozen=True)
class Comics:
    """The comics as imported, and what their export says."""

    maker: QuestionMaker
    facts: Facts


@pytest.fixture(scope="module")
def comics() -> Comics:
    instructions = Instructions(COMICS, columns=parse_columns(COLUMNS), title_kind=TitleKind.COMIC)
    pack = read_import(TABLE, instructions, date(2026, 11, 22), lambda _: None).pack
    catalogue = Catalogue(pack)
    table = io.StringIO(newline="")
    write_csv(appearance_table(pack), table)
    table.seek(0)
    return Comics(QuestionMaker(catalogue, Network(catalogue, EVERYTHING)), read_facts(csv.DictReader(table)))


@needs_comics
def test_every_question_about_the_comics_is_what_the_list_says(comics: Comics) -> None:
    made = comics.maker.questions(random.Random(2002), list(TriviaKind), SOME_COMICS)
    questions = [question_json(one) for one in made]
    assert len(questions) == SOME_COMICS
    assert troubles(comics.facts, questions) == []
    assert kinds_of(questions) == LISTED_KINDS


def test_the_checker_objects_to_another_answer_and_to_a_swapped_choice(
    saga: Facts, saga_questions: list[dict[str, Any]]
) -> None:
    for question in saga_questions[:200]:
        answer, count = question["answer"], len(question["choices"])
        assert complaint(saga, question | {"answer": (answer + 1) % count})
        doubled = [*question["choices"][:answer], question["choices"][answer - 1], *question["choices"][answer + 1 :]]
        assert complaint(saga, question | {"choices": doubled})


def test_neither_place_nor_length_tells_the_answer(saga_questions: list[dict[str, Any]]) -> None:
    questions = [one for one in saga_questions if len(one["choices"]) == 4]
    mixed = [one for one in questions if one["kind"] not in ("how-many-titles", "which-season")]
    places = Counter(one["answer"] for one in mixed)
    assert all(0.2 < places[place] / len(mixed) < 0.3 for place in range(4))
    lengths = [[len(choice["name"]) for choice in one["choices"]] for one in mixed]
    rights = [own[one["answer"]] for own, one in zip(lengths, mixed, strict=True)]
    for extreme in (max, min):
        shares = [(right == extreme(own)) / own.count(extreme(own)) for own, right in zip(lengths, rights, strict=True)]
        assert 0.18 < sum(shares) / len(shares) < 0.32


@pytest.mark.long
def test_ten_thousand_questions_about_the_saga(gueststar: Run, saga: Facts) -> None:
    check_many(gueststar, SAGA, saga, set(VERDICTS))


@pytest.mark.long
@needs_comics
def test_ten_thousand_questions_about_the_comics(gueststar: Run) -> None:
    options = ("--universe", COMICS, "--title-kind", "comic", "--columns", COLUMNS)
    gueststar("data", "import", str(TABLE), *options)
    check_many(gueststar, COMICS, read_facts(exported(gueststar, COMICS)), LISTED_KINDS)


def check_many(gueststar: Run, universe: str, facts: Facts, kinds: set[str]) -> None:
    before = cpu_of_children()
    questions = sampled(gueststar, universe, MANY, 20150410)
    assert cpu_of_children() - before < MOST_CPU
    assert len(questions) == MANY
    assert troubles(facts, questions) == []
    assert kinds_of(questions) == kinds
    asked = {(one["kind"], one["text"], *sorted(choice["id"] for choice in one["choices"])) for one in questions}
    assert len(asked) == MANY


def cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
