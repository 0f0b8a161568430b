"""Files of a server's own questions, read and written in three formats: Red's, OpenTDB's and our own.

A file may come from anywhere (HAZARDS T-14): it is refused by its size before it is looked at, nothing in it is run,
followed or built, and all that is wrong with it is found at once, with the lines. A file that cannot be read to its end
gives no question at all; one whose questions can be told apart gives those that are in order.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from bot.domain.own_questions import (
    LONGEST_AUTHOR,
    LONGEST_DESCRIPTION,
    MOST_QUESTIONS,
    Fault,
    OwnQuestion,
    QuestionList,
    faults_of,
    overlong,
)
from bot.facts.question_files_draft import MOST_BYTES, Draft, Findings, LineFinding, UnreadableFile
from bot.facts.question_files_opentdb import read_opentdb, write_opentdb
from bot.facts.question_files_own import read_own, write_own
from bot.facts.question_files_red import read_red, write_red


class Form(StrEnum):
    """The formats of question files."""

    RED = "red"
    OPENTDB = "opentdb"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: the questions that are in order, and all that is wrong with the others."""

    form: Form | None
    content: QuestionList
    findings: tuple[LineFinding, ...]

    @property
    def questions(self) -> tuple[OwnQuestion, ...]:
        """The questions that can be asked, in the order of the file."""
        return self.content.questions


@dataclass(frozen=True, slots=True)
class Writing:
    """A file, and what of the questions its format cannot hold."""

    data: bytes
    findings: tuple[LineFinding, ...]


ENDINGS = {Form.RED: ".yaml", Form.OPENTDB: ".json", Form.OWN: ".toml"}
"""How the names of the files end."""

_READERS: dict[Form, Callable[[str, Findings], Draft]] = {
    Form.RED: read_red,
    Form.OPENTDB: read_opentdb,
    Form.OWN: read_own,
}
_FORMS = {ending: form for form, ending in ENDINGS.items()} | {".yml": Form.RED}
_OWN = re.compile(r"^[ \t]*(?:\[\[[ \t]*questions|(?:author|description)[ \t]*=)", re.MULTILINE)
_LINE_END = re.compile("\r\n?")
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")  # which YAML refuses
_HEAD = 4096


def read_questions(data: bytes, name: str) -> Reading:
    """Return what a file says, whose name tells its format (.yaml, .json, .toml), else its first characters do.

    Never raises: what cannot be read is a finding. It takes under two seconds of CPU and 100 MB at the worst.
    """
    findings, form = Findings(), None
    try:
        text = _text_of(data)
        form = _form_of(text, name)
        content = _looked_over(_READERS[form](text, findings), findings)
    except UnreadableFile as unreadable:
        found = unreadable.finding
        findings.add(found.line, Fault(found.wrong, found.advice))
        content = QuestionList(())
    return Reading(form, content, findings.all())


def write_questions(content: QuestionList, form: Form) -> Writing:
    """Return questions as a file in UTF-8, and what of them the format cannot hold."""
    findings = Findings()
    if form is Form.OWN:
        text = write_own(content)
    else:
        _tell_left_out(content, form, findings)
        text = write_red(content, findings) if form is Form.RED else write_opentdb(content, findings)
    return Writing(text.encode(), findings.all())


def _text_of(data: bytes) -> str:
    """Return a file's text with plain line ends and without controls, or raise UnreadableFile."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile(None, f"the file is over {MOST_BYTES // 1024**2} MB", "split it")
    content = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise UnreadableFile(line, "this is no plain text", "unpack it, or save it as text in UTF-8")
    try:
        return _UNSEEN.sub("", _LINE_END.sub("\n", content.decode()))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(line, "this is no UTF-8", "save the file as plain text in UTF-8") from None


def _form_of(text: str, name: str) -> Form:
    ending = PurePath(name).suffix.casefold()
    if ending in _FORMS:
        return _FORMS[ending]
    head = text[:_HEAD].lstrip()
    if _OWN.search(head):
        return Form.OWN
    return Form.OPENTDB if head.startswith(("{", "[")) else Form.RED


def _looked_over(draft: Draft, findings: Findings) -> QuestionList:
    """Return what is in order of a draft."""
    for fault in (
        *overlong("author", draft.author, LONGEST_AUTHOR),
        *overlong("description", draft.description, LONGEST_DESCRIPTION),
    ):
        findings.add(None, fault)
    if not draft.questions and not findings.count:
        raise UnreadableFile(None, "there are no questions in it", "write some, or choose another file")
    if len(draft.questions) > MOST_QUESTIONS:
        raise UnreadableFile(None, f"there are over {MOST_QUESTIONS:,} questions", "split the file")
    return QuestionList(
        _in_order(draft, findings), _fit(draft.author, LONGEST_AUTHOR), _fit(draft.description, LONGEST_DESCRIPTION)
    )


def _fit(text: str | None, longest: int) -> str | None:
    return text if text and len(text) <= longest else None


def _in_order(draft: Draft, findings: Findings) -> tuple[OwnQuestion, ...]:
    """Return the questions that can be asked, each once."""
    lines: dict[OwnQuestion, int] = {}
    for line, question in draft.questions:
        faults = list(faults_of(question))
        if question in lines:
            wrong = f"this question stands on line {lines[question]}, too"
            faults.append(Fault(wrong, "take one of the two away"))
        for fault in faults:
            findings.add(line, fault)
        if not faults:
            lines[question] = line
    return tuple(lines)


def _tell_left_out(content: QuestionList, form: Form, findings: Findings) -> None:
    """Note what Red's or OpenTDB's format has no place for."""
    questions = content.questions
    left_out = {"authors of questions": sum(one.author is not None for one in questions)}
    if form is Form.RED:
        left_out["wrong choices"] = sum(bool(one.wrong) for one in questions)
        left_out["categories"] = sum(one.category is not None for one in questions)
        left_out["levels"] = sum(one.level is not None for one in questions)
    else:
        left_out["further accepted answers"] = sum(len(one.accepted) > 1 for one in questions)
        left_out["author or description of the list"] = sum(map(bool, (content.author, content.description)))
    for what, count in left_out.items():
        if count:
            wrong = f"the format has no place for the {what} ({count:,})"
            findings.add(None, Fault(wrong, "write our own format to keep them"))
