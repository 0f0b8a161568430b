"""Files of questions: what is read of each format, what is told of the rest, and that nothing is lost on the way."""

import base64
import json
import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.free_text import cleaned, on_one_line
from bot.domain.own_questions import Level, OwnQuestion, QuestionList, faults_of
from bot.facts import question_files_own
from bot.facts.question_files import ENDINGS, Form, Reading, read_questions, write_questions

RED = """\
AUTHOR: Ada
DESCRIPTION: 'Harbour lights'
"Who runs the clinic?":
- Claire Temple
- Claire
How many piers?:
  - 007
  - 1.50
  - 12:30
  - 2015-11-20
  - null
Does it float?: [No, "Yes"]
"Which?\\nA) One\\nB) Two":
- B
"""

OWN = '''\
author = "Ada"   # a comment
description = "Harbour lights"

[[questions]]
question = """
Who?
[[questions]] is no header here"""
answers = [
    "Claire Temple",
    'Claire "the nurse"',
]
wrong = ["Karen Page"]
category = "Daredevil"
level = "easy"
author = "Bo"

[[ questions ]]
question = "Where?"
answers = ["Here"]
'''

OPENTDB = {
    "response_code": 0,
    "results": [
        {
            "type": "multiple",
            "difficulty": "hard",
            "category": "Film & TV",
            "question": 'Who runs the "night clinic" 100%?',
            "correct_answer": "Claire Temple",
            "incorrect_answers": ["Karen Page", "Zoë", "C#"],
        },
        {
            "type": "boolean",
            "difficulty": "easy",
            "category": "Film & TV",
            "question": "Is it <so>?",
            "correct_answer": "True",
            "incorrect_answers": ["False"],
        },
    ],
}


def read(text: str, name: str = "list.yaml") -> Reading:
    return read_questions(text.encode(), name)


def told(reading: Reading) -> list[str]:
    return [str(one) for one in reading.findings]


# Red


def test_a_list_of_reds_is_read_as_it_is_written_and_as_red_reads_it() -> None:
    reading = read(RED)
    assert told(reading) == []
    assert (reading.content.author, reading.content.description) == ("Ada", "Harbour lights")
    assert [(one.text, one.accepted) for one in reading.questions] == [
        ("Who runs the clinic?", ("Claire Temple", "Claire")),
        ("How many piers?", ("007", "7", "1.50", "1.5", "12:30", "750", "2015-11-20", "null")),
        ("Does it float?", ("No", "False", "Off", "Yes")),
        ("Which?\nA) One\nB) Two", ("B",)),
    ]


def test_all_findings_of_a_list_come_at_once_with_their_lines() -> None:
    text = (
        "CONFIG:\n  max_score: 5\n  delay: 10\n"
        "A?: one\n"
        "B?:\n-\n- two\n"
        "C?:\n- [1]\n- {a: b}\n"
        "D?:\n- three\n"
        "D?:\n- four\n"
        "[x]:\n- five\n"
        "AUTHOR: [Ada]\n"
        f"{'q' * 501}:\n- six\n"
        "E?: {a: b}\n"
    )
    reading = read(text)
    assert [(one.text, one.accepted) for one in reading.questions] == [("B?", ("two",)), ("D?", ("four",))]
    assert [line.split(":")[0] for line in told(reading)] == [
        f"line {at}" for at in (1, 4, 6, 8, 9, 10, 13, 15, 17, 18, 20)
    ]
    assert told(reading)[0] == (
        "line 1: the settings of Red's rounds are not taken over: choose them when you start a round"
    )
    assert "“A?” has no list of answers" in told(reading)[1]
    assert "stands on line 11, too, with other answers, of which these count" in told(reading)[6]


def test_yaml_that_cannot_be_read_gives_no_question_and_the_line() -> None:
    reading = read("A?:\n- one\nB?:\n- two: [\n")
    assert reading.questions == ()
    assert re.match(r"line \d: the YAML cannot be read \(.+\): correct the YAML here", told(reading)[0])


# OpenTDB

EXPECTED = (
    OwnQuestion(
        'Who runs the "night clinic" 100%?', ("Claire Temple",), ("Karen Page", "Zoë", "C#"), "Film & TV", Level.HARD
    ),
    OwnQuestion("Is it <so>?", ("True",), ("False",), "Film & TV", Level.EASY),
)
ENTITIES = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;", "ë": "&euml;"}


def _encoded(encode, *, types: bool = False) -> str:
    def walk(value, key=""):
        if isinstance(value, dict):
            return {name: walk(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [walk(one, key) for one in value]
        plain = not isinstance(value, str) or (not types and key in ("type", "difficulty"))
        return value if plain else encode(value)

    return json.dumps(walk(OPENTDB))


@pytest.mark.parametrize(
    "text",
    [
        _encoded(lambda text: "".join(ENTITIES.get(one, one) for one in text)),
        _encoded(lambda text: quote(text, safe="")),
        _encoded(quote_plus),
        _encoded(lambda text: base64.b64encode(text.encode()).decode(), types=True),
        json.dumps(OPENTDB["results"]).replace("&", "&amp;"),
        json.dumps(OPENTDB, indent=2).replace("&", "&#038;"),
    ],
    ids=["entities", "url3986", "urlLegacy", "base64", "results alone", "many lines"],
)
@pytest.mark.parametrize("name", ["questions.json", "message.txt"])
def test_opentdbs_questions_are_read_in_every_encoding(text: str, name: str) -> None:
    reading = read(text, name)
    assert (told(reading), reading.form, reading.questions) == ([], Form.OPENTDB, EXPECTED)


def test_all_findings_of_opentdbs_file_come_at_once_with_their_lines() -> None:
    results = [
        '{"question": "A?", "correct_answer": 5, "incorrect_answers": ["4"]}',
        '{"question": "B?", "question": "C?", "correct_answer": "b"}',
        '{"correct_answer": "b", "hint": "c"}',
        '"D?"',
        '{"question": "E?", "correct_answer": true, "incorrect_answers": [1, []]}',
        '{"question": "F?", "correct_answer": "f", "difficulty": "mild", "category": []}',
        '{"question": "G?", "correct_answer": "g", "difficulty": "mild", "category": null}',
        '{"question": "H?", "correct_answer": "h"}',
        '{"question": "H?", "correct_answer": "h"}',
    ]
    reading = read('{"results": [\n' + ",\n".join(results) + "]}", "a.json")
    assert [one.text for one in reading.questions] == ["A?", "G?", "H?"]
    assert reading.questions[0].accepted == ("5",)
    assert [one.line for one in reading.findings] == [3, 4, 4, 5, 6, 6, 7, 8, 10]


def test_numbers_in_json_stay_as_they_are_written() -> None:
    (question,) = read(
        '[{"question": "A?", "correct_answer": 1e999, "incorrect_answers": [7.50, NaN]}]', "a.json"
    ).questions
    assert (question.accepted, question.wrong) == (("1e999",), ("7.50", "NaN"))


@pytest.mark.parametrize(
    ("text", "line"),
    [('{"results": [\n{"question": "A?",\n', 3), ('{"results": [{}]\n]', 2), ("[{}]\n{}", 2), ('{\n"a" 1}', 2)],
)
def test_json_that_cannot_be_read_is_told_with_its_line(text: str, line: int) -> None:
    reading = read(text, "a.json")
    assert (reading.questions, [one.line for one in reading.findings if "cannot be read" in one.wrong]) == ((), [line])


# Our own


@pytest.mark.parametrize("name", ["list.toml", "LIST.TOML", "message.txt", "list"])
def test_our_own_format_is_read(name: str) -> None:
    reading = read(OWN, name)
    assert (told(reading), reading.form) == ([], Form.OWN)
    assert reading.content == QuestionList(
        (
            OwnQuestion(
                "Who?\n[[questions]] is no header here",
                ("Claire Temple", 'Claire "the nurse"'),
                ("Karen Page",),
                "Daredevil",
                Level.EASY,
                "Bo",
            ),
            OwnQuestion("Where?", ("Here",)),
        ),
        "Ada",
        "Harbour lights",
    )


def test_the_example_of_the_documentation_is_read() -> None:
    example = "\n".join(line[4:] for line in (question_files_own.__doc__ or "").splitlines() if line.startswith("    "))
    reading = read(example, "a.toml")
    assert (told(reading), len(reading.questions), reading.questions[0].wrong) == (
        [],
        1,
        ("Karen Page", "Trish Walker"),
    )


def test_all_findings_of_our_own_format_come_at_once_with_their_lines() -> None:
    tables = [
        'auther = "Ada"\ndescription = 5\n',
        'question = "A?"\nanswers = "a"\n',
        'question = "B?"\nanswers = ["b" "c"]\n',
        'question = "C?"\nquestion = "D?"\nanswers = ["c"]\n',
        'question = "E?"\nanswers = [5]\nlevel = "mild"\ncolour = "red"\n',
        'question = "F?"\nanswers = ["f"]\n[[question]]\n',
        'question = "G?\nanswers = ["g"]\n',
        'question = "H?"\nanswers = []\n',
        'question = "I?"\nanswers = ["i"]\n',
    ]
    reading = read("[[questions]]\n".join(tables), "a.toml")
    assert [one.text for one in reading.questions] == ["I?"]
    assert [one.line for one in reading.findings] == [1, 1, 3, 8, 11, 13, 13, 13, 18, 23, 25]


# There and back

CLEAN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
NASTY = st.text(st.sampled_from("\"\\'\n&%<>#:-[]{}*!|@`,=~?+ aA1é😀ﷺ\u00a0"), min_size=1, max_size=30)
TEXTS = (
    CLEAN | NASTY | st.sampled_from(["AUTHOR", "no", "~", "%41", "&amp;", "[[questions]]", "<<", "bXVsdGlwbGU=", "5"])
)
LINE = TEXTS.map(on_one_line).filter(bool)
ANSWERS = st.lists(LINE, unique=True, min_size=1, max_size=6).map(tuple)


@st.composite
def questions(draw) -> OwnQuestion:
    answers = draw(ANSWERS)
    right = draw(st.integers(1, len(answers)))
    maybe = st.none() | LINE
    return OwnQuestion(
        draw(TEXTS.map(cleaned).filter(bool)),
        answers[:right],
        answers[right:],
        draw(maybe),
        draw(st.none() | st.sampled_from(Level)),
        draw(maybe),
    )


MANY = st.lists(questions(), unique_by=lambda one: one.text, min_size=1, max_size=5)
LISTS = st.builds(QuestionList, MANY.map(tuple), st.none() | LINE, st.none() | LINE)


def there_and_back(content: QuestionList, form: Form) -> QuestionList:
    reading = read_questions(write_questions(content, form).data, f"list{ENDINGS[form]}")
    assert reading.findings == ()
    return reading.content


@settings(max_examples=80, deadline=None)
@given(LISTS)
def test_our_own_format_holds_everything(content: QuestionList) -> None:
    assert all(not list(faults_of(one)) for one in content.questions)
    assert write_questions(content, Form.OWN).findings == ()
    assert there_and_back(content, Form.OWN) == content


@settings(max_examples=80, deadline=None)
@given(LISTS)
def test_reds_format_keeps_questions_and_answers_and_tells_what_it_drops(content: QuestionList) -> None:
    held = tuple(OwnQuestion(one.text, one.accepted) for one in content.questions if one.text != "AUTHOR")
    findings = "\n".join(map(str, write_questions(content, Form.RED).findings))
    if held:
        assert there_and_back(content, Form.RED) == QuestionList(held, content.author, content.description)
    for one in content.questions:
        assert not one.wrong or "wrong choices" in findings
        assert not one.category or "categories" in findings
        assert not one.level or "levels" in findings
        assert not one.author or "authors of questions" in findings
        assert one.text != "AUTHOR" or "stands there twice, or is a word of Red's own" in findings


@settings(max_examples=80, deadline=None)
@given(LISTS)
def test_opentdbs_format_keeps_one_answer_and_tells_what_it_drops(content: QuestionList) -> None:
    held = tuple(
        OwnQuestion(one.text, one.accepted[:1], one.wrong, one.category, one.level) for one in content.questions
    )
    assert there_and_back(content, Form.OPENTDB) == QuestionList(held)
    findings = "\n".join(map(str, write_questions(content, Form.OPENTDB).findings))
    for one in content.questions:
        assert one.wrong or "no wrong choices" in findings
        assert len(one.accepted) == 1 or "further accepted answers" in findings
        assert not one.author or "authors of questions" in findings
    assert not (content.author or content.description) or "author or description" in findings


def test_a_truth_is_written_as_opentdb_has_it() -> None:
    written = json.loads(write_questions(QuestionList(EXPECTED), Form.OPENTDB).data)
    assert [one["type"] for one in written["results"]] == ["multiple", "boolean"]


def test_a_question_that_stands_there_twice_is_written_once_for_red() -> None:
    twice = QuestionList((OwnQuestion("Odd one out?", ("a",)), OwnQuestion("Odd one out?", ("b",))))
    writing = write_questions(twice, Form.RED)
    assert (len(writing.findings), writing.data.count(b"Odd one out?")) == (1, 1)
    assert there_and_back(twice, Form.OWN) == twice
