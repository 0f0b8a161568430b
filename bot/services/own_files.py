"""A server's questions as files: how files are read and written, and what of many questions goes into one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol

from bot.domain.free_text import on_one_line
from bot.domain.kept_questions import LONGEST_LIST
from bot.domain.own_questions import MOST_QUESTIONS, OwnQuestion, QuestionList

_VALUES_BESIDE_ANSWERS = 10  # of one question in any format: its text, its table or list, category, level, author
_NAMELESS = "questions"


class Reading(Protocol):
    """What a file says."""

    @property
    def content(self) -> QuestionList:
        """The questions that are in order."""
        ...

    @property
    def findings(self) -> Sequence[object]:
        """All that is wrong with the others, each as a line of text."""
        ...


class Writing(Protocol):
    """A file."""

    @property
    def data(self) -> bytes:
        """What is in it."""
        ...

    @property
    def findings(self) -> Sequence[object]:
        """What its format cannot hold, each as a line of text."""
        ...


@dataclass(frozen=True, slots=True)
class QuestionFiles:
    """How files are read and written, and how large one may be; `endings` are those of the names, by format."""

    read: Callable[[bytes, str], Reading]
    write: Callable[[QuestionList, str], Writing]
    endings: Mapping[str, str]
    most_bytes: int
    most_values: int


@dataclass(frozen=True, slots=True)
class Exported:
    """Files with names, how many questions they hold, and what their format does not."""

    files: tuple[tuple[str, bytes], ...]
    count: int
    findings: tuple[str, ...]

    @property
    def size(self) -> int:
        """Return the bytes of all."""
        return sum(len(data) for _, data in self.files)


def list_name_of(file_name: str) -> str:
    """Return how a list is called that comes from a file: as the file without its ending."""
    stem = on_one_line(PurePath(file_name[: 4 * LONGEST_LIST].replace("\\", "/")).stem)
    return stem[:LONGEST_LIST].strip() or _NAMELESS


def exported(questions: Sequence[OwnQuestion], files: QuestionFiles, form: str, name: str) -> Exported:
    """Return questions as files that can be read again, as few as possible; takes seconds, so use a thread."""
    writings = [writing for part in _parts(questions, files) for writing in _written(part, files, form)]
    ending = files.endings[form]
    names = [f"{name}{f'-{number}' if number > 1 else ''}{ending}" for number in range(1, len(writings) + 1)]
    findings = dict.fromkeys(str(one) for writing in writings for one in writing.findings)
    return Exported(
        tuple((name, one.data) for name, one in zip(names, writings, strict=True)), len(questions), tuple(findings)
    )


def safe_name(list_name: str | None) -> str:
    """Return the name of a list as one of a file that every system takes."""
    kept = "".join(one if one.isascii() and one.isalnum() else "-" for one in list_name or "")
    return "-".join(filter(None, kept.split("-")))[:LONGEST_LIST] or _NAMELESS


def _parts(questions: Sequence[OwnQuestion], files: QuestionFiles) -> Iterator[list[OwnQuestion]]:
    """Yield as many questions as a file may hold."""
    part, values = list[OwnQuestion](), 0
    for question in questions:
        more = len(question.accepted) + len(question.wrong) + _VALUES_BESIDE_ANSWERS
        if part and (len(part) == MOST_QUESTIONS or values + more > files.most_values):
            yield part
            part, values = [], 0
        part.append(question)
        values += more
    if part:
        yield part


def _written(part: Sequence[OwnQuestion], files: QuestionFiles, form: str) -> list[Writing]:
    """Return a file, or several where one would be too large to be read again."""
    writing = files.write(_listed(part), form)
    if len(writing.data) <= files.most_bytes or len(part) == 1:
        return [writing]
    middle = len(part) // 2
    return [*_written(part[:middle], files, form), *_written(part[middle:], files, form)]


def _listed(questions: Sequence[OwnQuestion]) -> QuestionList:
    """Return questions as a list, whose author it is where all have the same."""
    authors = {one.author for one in questions}
    if len(authors) > 1 or None in authors:
        return QuestionList(tuple(questions))
    return QuestionList(tuple(replace(one, author=None) for one in questions), authors.pop())
