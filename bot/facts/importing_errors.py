"""What can be wrong with a file to import: with the whole of it, with how it was asked for, or with single rows."""

from bot.domain.errors import UserError
from bot.facts.findings import MOST_LISTED


class UnfitImport(UserError):
    """A file that is not imported at all; its text is one sentence that says why, and what to do."""


class WrongColumns(UserError):
    """Columns, or another option, that were asked for wrongly; the command line ends with exit code 2."""


class BadRow(Exception):
    """One row that is left out; its text says what to do about it."""


class Complaints:
    """The rows that are left out, with the numbers of their lines: all are counted, `MOST_LISTED` are told."""

    def __init__(self) -> None:
        self.count = 0
        self._told: list[tuple[int, str]] = []

    def add(self, line: int, advice: str) -> None:
        """Note one bad row."""
        self.count += 1
        if len(self._told) < MOST_LISTED:
            self._told.append((line, advice))

    def lines(self) -> list[str]:
        """Return one line a bad row, as `line 12: what to do`, and at the end how many more there are."""
        told = [f"line {line}: {advice}" for line, advice in self._told]
        more = self.count - len(told)
        return [*told, f"and {more:,} more bad rows"] if more else told
