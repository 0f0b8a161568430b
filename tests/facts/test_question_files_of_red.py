"""Red-DiscordBot's own lists are read without a lost question, and their answers match as Red matches them.

The lists ship inside the public package Red-DiscordBot (redbot/cogs/trivia/data/lists) and are not ours to copy: where
the variable RED_TRIVIA_LISTS names their folder, or `shared/red-trivia-lists` stands beside the repository, they are
read there. Else a list of ours stands for them, which has every oddity that was met in them.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.domain.free_text import cleaned, on_one_line
from bot.domain.typed_answers import is_right
from bot.facts.question_files import ENDINGS, Form, read_questions, write_questions

BESIDE = Path(__file__).parents[3] / "shared" / "red-trivia-lists"
FOLDER = Path(os.environ.get("RED_TRIVIA_LISTS", BESIDE))
SHIPPED = sorted(FOLDER.glob("*.yaml"))
SHIPPED_QUESTIONS = 14_655  # in the 54 lists of 3.5.24

OUR_LIST = """\
AUTHOR: "Ada, with help from Bo"
DESCRIPTION: Oddities
Which portion does the green armour save?:
- One third
- 33%
- 0.333
- 0,3
- 0.(3)
- 1/3
On what stardate did it happen?:
- 50893.5
How much was it?:
- $501,926.39
- 501926.39
Which level?:
- "Map07: Dead Simple"
- 07
- 1 8
Can they travel faster (yes/no)?:
- No
Was he the youngest?:
- Yes
"True or false?":
- True
What is it?: [on, OFF, ~x, null, 2015-11-20, 12:30, 1_000, 0x1F, 1e3, .5, -5, +3]
"Which is NOT one?\\nA) These\\nB) Those":
- B
- "Those"
" With a space before?":
- Pepé Le Pew
- George R R  Martin
What is written here? >:
- St Paul’s
- WHO’S THE ONE?
- Zdeno Chara (6’9’’)
Twice?:
- first
Twice?:
- second
Which mark?:
- B+
- 0-1
- C#
- '#6'
- /24
- A10
- "\\\\#8 Frank"
- 8, Patrick, 2002-03
Which word?:
- IN
- You
- A
- the
- O'Brien
"""


LISTS = [("ours.yaml", OUR_LIST.encode()), *((path.name, path.read_bytes()) for path in SHIPPED)]
with_every_list = pytest.mark.parametrize(("name", "data"), LISTS, ids=[name for name, _ in LISTS])


def as_red_reads(data: bytes) -> dict[str, list[str]]:
    """Return questions and answers as Red takes them: YAML's values as text, a truth in three words.

    Red refuses a list with a date or a null; here they are left out.
    """
    truths = {True: ["True", "Yes", "On"], False: ["False", "No", "Off"]}
    content = yaml.safe_load(data)
    return {
        question: [
            text
            for one in answers
            if isinstance(one, str | int | float)
            for text in (truths[one] if isinstance(one, bool) else [str(one)])
        ]
        for question, answers in content.items()
        if question not in ("AUTHOR", "DESCRIPTION", "CONFIG", "$schema")
    }


def red_accepts(typed: str, answers: list[str]) -> bool:
    """Return what Red's trivia session says: an answer with a space stands anywhere, another one is a whole word."""
    guess = typed.lower()
    for smart, plain in (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"')):
        guess = guess.replace(smart, plain)
    lower = [one.lower() for one in answers]
    return any(one in guess if " " in one else one in guess.split(" ") for one in lower)


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda answer: answer,
    "shouted": str.upper,
    "with smart quotes": lambda answer: answer.replace("'", "’"),
    "after words": lambda answer: f"I think it is {answer}",
    "before words": lambda answer: f"{answer} I guess",
    "among words": lambda answer: f"well my answer would be {answer} for sure",
}
COUNT_ALONE = {"a", "am", "at", "be", "he", "i", "in", "me", "off", "on", "or", "the", "they", "you"}
"""Answers of the lists that are words of every sentence: among others they are not taken for an answer."""


@with_every_list
def test_no_question_and_no_answer_is_lost(name: str, data: bytes) -> None:
    reading = read_questions(data, name)
    expected = as_red_reads(data)
    assert all("stands on line" in one.wrong for one in reading.findings)
    assert [one.text for one in reading.questions] == [cleaned(question) for question in expected]
    for question, answers in zip(reading.questions, expected.values(), strict=True):
        assert {on_one_line(one).casefold() for one in answers} <= {one.casefold() for one in question.accepted}


@with_every_list
def test_what_red_accepts_is_right(name: str, data: bytes) -> None:
    for question, answers in zip(read_questions(data, name).questions, as_red_reads(data).values(), strict=True):
        for answer in answers:
            for way, told in WAYS.items():
                typed = told(answer)
                if red_accepts(typed, answers) and not (way == "among words" and answer.lower() in COUNT_ALONE):
                    assert is_right(typed, question.accepted), (typed, question)


@with_every_list
def test_a_list_survives_our_formats(name: str, data: bytes) -> None:
    content = read_questions(data, name).content
    for form in (Form.RED, Form.OWN):
        writing = write_questions(content, form)
        assert writing.findings == ()
        again = read_questions(writing.data, f"list{ENDINGS[form]}")
        assert (again.findings, again.content) == ((), content)


def test_the_shipped_lists_are_all_there() -> None:
    if SHIPPED:
        read = [read_questions(path.read_bytes(), path.name) for path in SHIPPED]
        assert (len(read), sum(len(one.questions) for one in read)) == (54, SHIPPED_QUESTIONS)
