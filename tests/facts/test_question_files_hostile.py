"""Files of questions that mean harm end in findings, soon and in bounded memory, and never in a traceback."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.own_questions import MOST_QUESTIONS
from bot.facts.findings import MOST_LISTED
from bot.facts.question_files import read_questions
from bot.facts.question_files_draft import MOST_BYTES, MOST_VALUES

CPU_SECONDS = 2.0
MOST_MEMORY = 100_000_000
ROOM = MOST_BYTES - 200


def many(unit: str, head: str = "", tail: str = "") -> str:
    return head + unit * (ROOM // len(unit.encode())) + tail


YAML = {
    "alias": "A?: &a\n- x\nB?: *a\n",
    "anchor": "A?:\n- &a x\n",
    "laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
    "recursion": "A?: &a\n- *a\n",
    "merge": "A?: &a {b: c}\nB?:\n  <<: *a\n",
    "python tag": "A?:\n- !!python/object/apply:os.system [true]\n",
    "string tag": "A?:\n- !!str x\n",
    "own tag": "A?: !x\n- y\n",
    "tag directives": "".join(f"%TAG !a{at}! x\n" for at in range(100_000)),
    "version": "%YAML 1.1\n---\nA?:\n- x\n",
    "second document": "A?:\n- x\n---\nB?:\n- y\n",
    "a list": "- a\n- b\n",
    "a word": "word",
    "deep flow": many("["),
    "deep mappings": many("{"),
    "deep flow in an answer": many("[", "A?: "),
    "deep blocks": many("- ", "A?:\n"),
    "deep keys": many("? "),
    "deep lines": "".join(" " * at + "a:\n" for at in range(2_000)),
    "colons": many(": "),
    "answers": many("- a\n", "A?:\n"),
    "numbers": many("- 1234567\n", "A?:\n"),
    "flow answers": many("a,", "A?: [", "]"),
    "questions": "".join(f"q{at}:\n- a\n" for at in range(MOST_QUESTIONS + 1)),
    "no lists": "".join(f"q{at}: a\n" for at in range(25_000)),
    "long answer": many("a", "A?:\n- "),
    "long accents": many("é", "A?:\n- "),
    "thousand digits": "A?:\n- " + "9" * 5_000,
    "a million sixties": "A?:\n- " + "1" + ":59" * 1_000_000,
    "unclosed quote": many("a\n", 'A?:\n- "'),
    "tabs": many("\t"),
    "empty lines": many("\n"),
}
JSON = {
    "nesting": many("["),
    "nested tables": many('{"a":'),
    "nested results": many("[", '{"results":'),
    "numbers": many("1,", "[", "1]"),
    "one number": many("1", "[", "]"),
    "thousand digits": '[{"question": "A?", "correct_answer": ' + "9" * 5_000 + "}]",
    "empty tables": many("{},", "[", "{}]"),
    "other keys": many('"a":1,', "{", '"b":1}'),
    "keys of a question": "[{" + ",".join(f'"k{at}":1' for at in range(200_000)) + "}]",
    "choices": many('"é",', '[{"question":"A?","correct_answer":"a","incorrect_answers":[', '"a"]}]'),
    "ampersands": many("&amp;", '[{"question":"', '","correct_answer":"b"}]'),
    "percents": many("%41", '[{"question":"', '","correct_answer":"b"}]'),
    "entities": many("&#99999999;", '[{"question":"', '","correct_answer":"b"}]'),
    "surrogates": '[{"question":"\\ud800","correct_answer":"\\udfff"}]',
    "doubled keys": '[{"question":"A?","question":"B?","correct_answer":"b"}]',
    "a word": '"word"',
    "results that are none": '{"results": {"question": "A?"}}',
    "cut off": '{"results": [{"question": "A',
}
TOML = {
    "headers": many("[[questions]]\n"),
    "dotted key": many("a.") + " = 1",
    "quoted dotted key": many('"".') + '"" = 1',
    "dotted keys": "".join(f"[[questions]]\n{'a.' * 100_000}a = 1\n" for _ in range(10)),
    "brackets": many("["),
    "inline tables": "a = " + many("{a="),
    "quotes": many('"'),
    "triple quotes": many('"""'),
    "escaped triple quotes": many('"""\\'),
    "literals": many("'"),
    "values": many('"a",', "[[questions]]\nanswers = [", "]"),
    "escapes": many("\\u00e9", '[[questions]]\nquestion = "', '"'),
    "hexadecimal": many("f", "[[questions]]\nquestion = 0x"),
    "digits": "[[questions]]\nquestion = " + "9" * 5_000,
    "doubled key": '[[questions]]\nquestion = "A?"\nquestion = "B?"\nanswers = ["a"]\n',
    "doubled table": "[questions]\n[questions]\n",
    "wrong tables": "[[questions]]\nquestion=q\n" * MOST_QUESTIONS,
    "broad header": many(" ", "[[questions"),
}
ANY = {
    "nothing": b"",
    "byte-order mark": b"\xef\xbb\xbf",
    "zero byte": b"A?:\n- x\0y\n",
    "zeros": bytes(ROOM),
    "latin letters": "Zoë?:\n- é\n".encode("latin-1"),
    "UTF-16": "A?:\n- x\n".encode("utf-16"),
    "cut-off letter": "A?:\n- é".encode()[:-1],
    "surrogate in UTF-8": b"A?:\n- \xed\xa0\x80\n",
    "ten megabytes": b"A?:\n- x\n" * 1_500_000,
    "gzip": b"\x1f\x8b\x08\x00",
    "zip": b"PK\x03\x04\x14\x00",
    "carriage returns": b"\r" * ROOM,
    "controls": b"\x01" * ROOM,
}
FILES = (
    [(f"yaml: {name}", "a.yaml", text.encode()) for name, text in YAML.items()]
    + [(f"json: {name}", "a.json", text.encode()) for name, text in JSON.items()]
    + [(f"toml: {name}", "a.toml", text.encode()) for name, text in TOML.items()]
    + [(f"any: {name}{ending}", f"a{ending}", data) for name, data in ANY.items() for ending in ("", ".json", ".toml")]
)


@pytest.mark.parametrize(("name", "data"), [pytest.param(*rest, id=label) for label, *rest in FILES])
def test_a_hostile_file_is_refused_soon(name: str, data: bytes) -> None:
    started = time.process_time()
    reading = read_questions(data, name)
    assert time.process_time() - started < CPU_SECONDS
    assert reading.findings
    assert reading.questions == ()
    assert len(reading.findings) <= MOST_LISTED + 1
    assert all(str(one).isprintable() and len(str(one)) < 300 for one in reading.findings)


@pytest.mark.parametrize("label", ["json: percents", "json: keys of a question", "toml: values"])
def test_a_hostile_file_needs_bounded_memory(label: str) -> None:
    name, data = next(rest for one, *rest in FILES if one == label)
    tracemalloc.start()
    try:
        read_questions(data, name)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "line", "wrong"),
    [
        (YAML["alias"].encode(), 1, "there is an anchor or an alias (& or *)"),
        (YAML["python tag"].encode(), 2, "there is a tag (!)"),
        (YAML["version"].encode(), 1, "a line starts with %"),
        (YAML["second document"].encode(), 3, "a second document starts here"),
        (YAML["answers"].encode(), MOST_VALUES - 1, f"there are over {MOST_VALUES:,} values"),
        (YAML["questions"].encode(), None, f"there are over {MOST_QUESTIONS:,} questions"),
        (ANY["zero byte"], 2, "this is no plain text"),
        (ANY["latin letters"], 1, "this is no UTF-8"),
        (ANY["ten megabytes"], None, "the file is over 2 MB"),
        (ANY["nothing"], None, "there are no questions in it"),
    ],
)
def test_a_refused_file_says_why_and_where(data: bytes, line: int | None, wrong: str) -> None:
    (finding,) = read_questions(data, "a.yaml").findings
    assert (finding.line, finding.wrong) == (line, wrong)


def test_a_mark_at_the_start_and_controls_inside_do_no_harm() -> None:
    reading = read_questions("\ufeffA\x07?:\r\n- x\u202ey\x1b[2J\r\n".encode(), "a.yaml")
    assert [(one.text, one.accepted) for one in reading.questions] == [("A?", ("xy[2J",))]
    assert reading.findings == ()


def test_a_finding_beyond_the_thousandth_is_counted() -> None:
    findings = read_questions("".join(f"q{at}: a\n" for at in range(1_500)).encode(), "a.yaml").findings
    assert str(findings[-1]) == "whole file: there are 500 more findings: mend the listed ones first"


SEEDS = (
    b'AUTHOR: a\nA?:\n- x\n- 007\n"B?": [No, y]\n',
    b'{"results": [{"question": "A?", "correct_answer": "x", "incorrect_answers": ["y"]}]}',
    b'author = "a"\n[[questions]]\nquestion = "A?"\nanswers = ["x", "y"]\n',
)
PIECES = [
    b"&a ",
    b"*a",
    b"!!",
    b"[[",
    b"{",
    b'"""',
    b"\n- ",
    b"? ",
    b"%",
    b"\xff",
    b"\0",
    b"1e9",
    b"0b_",
    b"<<: ",
    b"\\u",
]


@settings(max_examples=400, deadline=None)
@given(data=st.data(), name=st.sampled_from(["a.yaml", "a.json", "a.toml", "a"]))
def test_mutated_bytes_end_in_findings_or_questions(data, name: str) -> None:
    seed = data.draw(st.sampled_from(SEEDS))
    at, removed = data.draw(st.integers(0, len(seed))), data.draw(st.integers(0, 20))
    reading = read_questions(
        seed[:at] + data.draw(st.binary(max_size=20) | st.sampled_from(PIECES)) + seed[at + removed :], name
    )
    assert reading.questions or reading.findings
    assert all(str(one).isprintable() for one in reading.findings)
