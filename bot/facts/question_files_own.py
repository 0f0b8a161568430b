'''Our own format, which holds all that the others do: TOML, one table a question, made to be written by hand.

    author = "The harbour fans"                     # both lines may be left out
    description = "Who was where"

    [[questions]]
    question = "Who runs the night clinic?"         # several lines: """..."""
    answers = ["Claire Temple", "Claire"]           # all are right; the first one is shown
    wrong = ["Karen Page", "Trish Walker"]          # this and all below may be left out
    category = "Daredevil"
    level = "easy"                                  # easy, medium or hard
    author = "Ada"                                  # where it is not the whole list's

Every table is read by itself, so that one slip hides no other, and a finding has its line. Before anything is parsed,
the file's skeleton is looked at, which is the file without what stands in quotes and comments: a table that has more
marks than a question needs is refused (the parser needs time in the square of a dotted key's parts, HAZARDS T-14).
'''

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from bot.domain.own_questions import MOST_QUESTIONS, Fault, Level, OwnQuestion, QuestionList
from bot.facts.findings import shown
from bot.facts.question_files_draft import Draft, Findings, UnreadableFile, line_text, question_text

_LONGEST_TABLE = 256 * 1024  # characters: fifty answers of 600, each written as escapes of ten, are longer
_MOST_MARKS = {"[": 12, ".": 12, "=": 12, ",": 100}
_OPAQUE = re.compile(
    r'"""(?:[^"\\]++|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+\\?"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_SHOWN = re.compile(r"[^\n]")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\][ \t]*$", re.MULTILINE)
_POSITION = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_HEAD_KEYS = frozenset({"author", "description"})
_KEYS = frozenset({"question", "answers", "wrong", "category", "level", "author"})
_LONGEST_ON_A_LINE = 100

_Toml = dict[str, object]


def read_own(text: str, findings: Findings) -> Draft:
    """Return what a file says; raises UnreadableFile for one that holds too many tables."""
    skeleton = _OPAQUE.sub(lambda found: _SHOWN.sub(" ", found[0]), text)
    starts = [found.start() for found in _HEADER.finditer(skeleton)]
    if len(starts) > MOST_QUESTIONS:
        raise UnreadableFile(None, f"there are over {MOST_QUESTIONS:,} questions", "split the file")
    draft, line = Draft(), 1
    for at, (start, end) in enumerate(pairwise([0, *starts, len(text)])):
        table = _parsed(text[start:end], skeleton[start:end], line, findings)
        if table is not None and at == 0:
            _read_head(table, draft, findings)
        elif table is not None:
            draft.questions += [(line, one) for one in _questions(table, line, findings)]
        line += text.count("\n", start, end)
    return draft


def _parsed(text: str, skeleton: str, line: int, findings: Findings) -> _Toml | None:
    """Return the tables of a part of the file, or None where it is refused or no TOML, which becomes a finding."""
    for mark, most in _MOST_MARKS.items():
        if skeleton.count(mark) > most or len(text) > _LONGEST_TABLE:
            findings.add(line, Fault("there is more here than a question needs", "write it as the format's example"))
            return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        position = _POSITION.search(str(error))
        inside = int(position[1]) if position and position[1] else text.rstrip().count("\n") + 1
        wrong = f"the TOML cannot be read ({shown(_POSITION.sub('', str(error)))})"
        findings.add(line + inside - 1, Fault(wrong, "correct it here: texts need quotes, and lists need commas"))
        return None


def _read_head(table: _Toml, draft: Draft, findings: Findings) -> None:
    for fault in (*_unknown(table, _HEAD_KEYS), *_no_texts(table, _HEAD_KEYS)):
        findings.add(1, fault)
    draft.author, draft.description = _line(table, "author"), _line(table, "description")


def _questions(table: _Toml, line: int, findings: Findings) -> Iterator[OwnQuestion]:
    """Yield the question of one table, if it can be told."""
    (one,) = cast("list[_Toml]", table["questions"])
    level = _line(one, "level")
    faults = [
        *_unknown(table, frozenset({"questions"})),
        *_unknown(one, _KEYS),
        *_no_texts(one, frozenset({"question", "category", "level", "author"})),
        *_no_lists(one),
    ]
    if level and level not in {known.value for known in Level}:
        faults.append(Fault(f"“{shown(level)}” is no level", "write easy, medium or hard"))
    for fault in faults:
        findings.add(line, fault)
    if not faults:
        yield OwnQuestion(
            question_text(cast("str", one.get("question", ""))),
            _lines(one, "answers"),
            _lines(one, "wrong"),
            _line(one, "category"),
            Level(level) if level else None,
            _line(one, "author"),
        )


def _unknown(table: _Toml, known: frozenset[str]) -> Iterator[Fault]:
    for key in sorted(table.keys() - known):
        yield Fault(f"“{shown(key)}” is not read", f"take it away, or write one of {', '.join(sorted(known))}")


def _no_texts(table: _Toml, keys: frozenset[str]) -> Iterator[Fault]:
    for key in sorted(keys & table.keys()):
        if not isinstance(table[key], str):
            yield Fault(f"{key} is no text", f'write {key} = "..."')


def _no_lists(table: _Toml) -> Iterator[Fault]:
    for key in ("answers", "wrong"):
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in cast("list[object]", value)):
            yield Fault(f"{key} is no list of texts", f'write {key} = ["...", "..."]')


def _line(table: _Toml, key: str) -> str | None:
    value = table.get(key)
    return (line_text(value) or None) if isinstance(value, str) else None


def _lines(table: _Toml, key: str) -> tuple[str, ...]:
    return tuple(map(line_text, cast("list[str]", table.get(key, []))))


def write_own(questions: QuestionList) -> str:
    """Return a list in our own format, which holds all of it."""
    head = [f"{key} = {_quoted(text)}\n" for key, text in _head(questions) if text]
    return "\n".join(filter(None, ["".join(head), *map(_table, questions.questions)]))


def _head(questions: QuestionList) -> tuple[tuple[str, str | None], ...]:
    return (("author", questions.author), ("description", questions.description))


def _table(question: OwnQuestion) -> str:
    lines = ["[[questions]]", f"question = {_quoted(question.text)}", f"answers = {_list(question.accepted)}"]
    if question.wrong:
        lines.append(f"wrong = {_list(question.wrong)}")
    rest = (("category", question.category), ("level", question.level), ("author", question.author))
    lines += [f"{key} = {_quoted(text)}" for key, text in rest if text]
    return "\n".join(lines) + "\n"


def _list(texts: tuple[str, ...]) -> str:
    quoted = [_quoted(text) for text in texts]
    if sum(map(len, quoted)) <= _LONGEST_ON_A_LINE:
        return f"[{', '.join(quoted)}]"
    return "[\n" + "".join(f"    {text},\n" for text in quoted) + "]"


def _quoted(text: str) -> str:
    """Return a text as a basic string, of whose escapes JSON's are a part; TOML escapes one control more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
