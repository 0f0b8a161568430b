"""What the readers of question files share: findings with their lines, and what is found before it is looked over."""

from dataclasses import dataclass, field

from bot.domain.free_text import cleaned, on_one_line
from bot.domain.own_questions import LONGEST_ANSWER, LONGEST_QUESTION, Fault, OwnQuestion
from bot.facts.findings import MOST_LISTED, WHOLE_FILE

MOST_BYTES = 2 * 1024 * 1024
"""What a file may have: Red's 54 lists together have 1.2 MB, and the largest of them 95 kB."""
MOST_VALUES = 60_000
"""Questions, answers and other values of a file (HAZARDS T-14): five thousand questions with twelve each."""
DEEPEST = 4
"""How deep values may stand in one another: a list of tables that hold lists, and no format has more."""

_MOST_CLEANED = 8  # times the limit; what is longer stays too long without its invisible characters


@dataclass(frozen=True, slots=True)
class LineFinding:
    """One thing to mend, as `line 12: what is wrong: what to do`; a line of None is the whole file."""

    line: int | None
    wrong: str
    advice: str

    def __str__(self) -> str:
        """Return the line that `gueststar trivia check` prints."""
        place = WHOLE_FILE if self.line is None else f"line {self.line}"
        return f"{place}: {self.wrong}: {self.advice}"


class UnreadableFile(Exception):
    """A file that cannot be read to its end, so that nothing of it is; `finding` tells why."""

    def __init__(self, line: int | None, wrong: str, advice: str) -> None:
        super().__init__(wrong)
        self.finding = LineFinding(line, wrong, advice)


class Findings:
    """What was found: all are counted, `MOST_LISTED` are kept."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: list[LineFinding] = []

    def add(self, line: int | None, fault: Fault) -> None:
        """Note one thing to mend."""
        self.count += 1
        if len(self._kept) < MOST_LISTED:
            self._kept.append(LineFinding(line, fault.wrong, fault.advice))

    def all(self) -> tuple[LineFinding, ...]:
        """Return the findings by their lines, and at the end how many more there are."""
        told = sorted(self._kept, key=lambda one: one.line or 0)
        more = self.count - len(told)
        if more:
            told.append(LineFinding(None, f"there are {more:,} more findings", "mend the listed ones first"))
        return tuple(told)


@dataclass(slots=True)
class Draft:
    """What a file says: its questions with their lines, not looked over yet, and whose they are."""

    questions: list[tuple[int, OwnQuestion]] = field(default_factory=list[tuple[int, OwnQuestion]])
    author: str | None = None
    description: str | None = None


def question_text(text: str) -> str:
    """Return a question as it is kept: clean, with its lines. What is far too long stays as it is."""
    return text if len(text) > _MOST_CLEANED * LONGEST_QUESTION else cleaned(text)


def line_text(text: str) -> str:
    """Return an answer, or another text of one line, as it is kept. What is far too long stays as it is."""
    return text if len(text) > _MOST_CLEANED * LONGEST_ANSWER else on_one_line(text)
