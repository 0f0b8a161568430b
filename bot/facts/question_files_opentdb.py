"""OpenTDB's questions: JSON as its API gives them, or a list of its results alone.

    {"response_code": 0, "results": [{"type": "multiple", "difficulty": "easy", "category": "Film",
     "question": "Who runs the &quot;night clinic&quot;?", "correct_answer": "Claire Temple",
     "incorrect_answers": ["Karen Page", "Trish Walker", "Misty Knight"]}]}

The texts have HTML entities (the default), or are percent-encoded (`encode=url3986` and `urlLegacy`) or base64, which
the file does not say: base64 is told by the types, percents by a file without one space (opentdb.com/api_config.php).
"""

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import cast
from urllib.parse import unquote, unquote_plus

from bot.domain.own_questions import LONGEST_ANSWER, MOST_QUESTIONS, Fault, Level, OwnQuestion, QuestionList
from bot.facts.findings import shown
from bot.facts.question_files_draft import (
    MOST_VALUES,
    Draft,
    Findings,
    UnreadableFile,
    line_text,
    question_text,
)
from bot.facts.question_files_json import JsonTable, results_of

_KNOWN = frozenset({"type", "difficulty", "category", "question", "correct_answer", "incorrect_answers"})
_BASE64_TYPES = frozenset(base64.b64encode(kind).decode() for kind in (b"multiple", b"boolean"))
_PERCENT = re.compile("%[0-9A-Fa-f]{2}")
_MOST_DECODED = 20 * LONGEST_ANSWER  # an emoji is twelve characters in percents
_TRUTHS = ("True", "False")

_Decode = Callable[[str], str]


def read_opentdb(text: str, findings: Findings) -> Draft:
    """Return what a file says; raises UnreadableFile for what is no JSON, or holds too much."""
    tables, values = list[tuple[int, JsonTable]](), 0
    for line, result in results_of(text):
        values += 1
        if isinstance(result, JsonTable):
            values += sum(len(cast("list[object]", one)) if isinstance(one, list) else 1 for one in result.values())
            tables.append((line, result))
        else:
            findings.add(line, Fault("this is no question", 'write {"question": ..., "correct_answer": ...}'))
        if values > MOST_VALUES or len(tables) > MOST_QUESTIONS:
            most = f"{MOST_QUESTIONS:,} questions, or {MOST_VALUES:,} values"
            raise UnreadableFile(line, f"there are over {most}", "split the file")
    decode = _bounded(_decoder([table for _, table in tables]))
    return Draft([(line, one) for line, table in tables for one in _questions(line, table, decode, findings)])


def _decoder(tables: list[JsonTable]) -> _Decode:
    """Return what makes plain text of the texts of a file."""
    texts = [text for table in tables for value in table.values() for text in _texts_in(value)]
    if any(table.get("type") in _BASE64_TYPES for table in tables):
        return _from_base64
    if any(" " in text for text in texts) or not any(_PERCENT.search(text) for text in texts):
        return html.unescape
    return unquote if any("%20" in text for text in texts) else unquote_plus


def _bounded(decode: _Decode) -> _Decode:
    """Return what decodes texts that can become short enough; the others are too long as they are."""
    return lambda text: text if len(text) > _MOST_DECODED else decode(text)


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:  # no base64, or not of UTF-8
        return text


def _texts_in(value: object) -> Iterable[str]:
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    return (one for one in values if isinstance(one, str))


def _questions(line: int, table: JsonTable, decode: _Decode, findings: Findings) -> Iterator[OwnQuestion]:
    """Yield the question of a table, if it can be told; what is not as OpenTDB has it becomes findings."""
    faults = list(_faults_of(table))
    for fault in faults:
        findings.add(line, fault)
    text, right, wrong = table.get("question"), table.get("correct_answer"), table.get("incorrect_answers", [])
    if faults or not isinstance(text, str) or not isinstance(right, str):
        return
    category = line_text(decode("".join(_texts_in(table.get("category")))))
    level = line_text(decode("".join(_texts_in(table.get("difficulty"))))).casefold()
    if level and level not in {one.value for one in Level}:
        findings.add(line, Fault(f"“{shown(level)}” is no difficulty", "write easy, medium or hard"))
    yield OwnQuestion(
        question_text(decode(text)),
        (line_text(decode(right)),),
        tuple(line_text(decode(one)) for one in _texts_in(wrong)),
        category or None,
        next((one for one in Level if one.value == level), None),
    )


def _faults_of(table: JsonTable) -> Iterator[Fault]:
    if table.doubled:
        yield Fault("a key stands there twice", "take one of the two away")
    for key in sorted(table.keys() - _KNOWN):
        yield Fault(f"“{shown(key)}” is not read", "take it away: OpenTDB has no such key")
    for key in ("question", "correct_answer"):
        if not isinstance(table.get(key), str):
            yield Fault(f"{key} is missing, or no text", f'write "{key}": "..."')
    for key in ("type", "difficulty", "category"):
        if not isinstance(table.get(key), str | None):
            yield Fault(f"{key} is no text", f'write "{key}": "..."')
    wrong = table.get("incorrect_answers", [])
    if not isinstance(wrong, list) or not all(isinstance(one, str) for one in cast("list[object]", wrong)):
        yield Fault("incorrect_answers is no list of texts", 'write "incorrect_answers": ["...", "..."]')


def write_opentdb(questions: QuestionList, findings: Findings) -> str:
    """Return a file as OpenTDB's API gives it, with HTML entities; what it cannot hold becomes findings."""
    for place, question in enumerate(questions.questions, start=1):
        if not question.wrong:
            fault = Fault(
                f"question {place} has no wrong choices", "add some: programs for OpenTDB's files expect them"
            )
            findings.add(None, fault)
    results = ",\n".join(json.dumps(_result(one), ensure_ascii=False) for one in questions.questions)
    return f'{{"response_code": 0, "results": [\n{results}\n]}}\n'


def _result(question: OwnQuestion) -> dict[str, object]:
    choices = {question.accepted[0], *question.wrong}
    return {
        "type": "boolean" if choices == set(_TRUTHS) else "multiple",
        "difficulty": question.level or "",
        "category": _entities(question.category or ""),
        "question": _entities(question.text),
        "correct_answer": _entities(question.accepted[0]),
        "incorrect_answers": [_entities(one) for one in question.wrong],
    }


def _entities(text: str) -> str:
    return html.escape(text).replace("%", "&#37;")  # so that no reader takes it for percent-encoded
