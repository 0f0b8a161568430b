"""The results of a JSON file one by one, each with its line, which the standard reader does not tell.

Numbers stay as they are written (HAZARDS T-14: a number of a million digits is never computed), and a key that stands
in a table twice is told instead of the first being lost.
"""

import json
import re
from collections.abc import Iterator
from typing import cast

from bot.facts.question_files_draft import MOST_VALUES, UnreadableFile

RESULTS = "results"

_SPACE = re.compile(r"[ \t\n\r]*+")


class JsonTable(dict[str, object]):
    """A table, and the keys that stand in it more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.doubled = len(pairs) > len(self)


def results_of(text: str) -> Iterator[tuple[int, object]]:
    """Yield every value of the outer list, or of the list `results` of the outer table, with its line."""
    try:
        yield from _Scanner(text).results()
    except json.JSONDecodeError as error:
        raise UnreadableFile(error.lineno, f"the JSON cannot be read ({error.msg})", "correct it here") from None
    except (ValueError, RecursionError):
        raise UnreadableFile(None, "lists stand in lists, hundreds deep", "take the nesting away") from None


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._line = 1
        self._counted = 0
        self._at = 0
        self._values = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=JsonTable, parse_int=str, parse_float=str, parse_constant=str, strict=False
        )

    def results(self) -> Iterator[tuple[int, object]]:
        if self._take("["):
            yield from self._items()
        else:
            self._expect("{")
            yield from self._table()
        if self._next():
            raise json.JSONDecodeError("Extra data", self._text, self._at)

    def _table(self) -> Iterator[tuple[int, object]]:
        """Yield the results of a table just opened; its other values are looked at, and no more."""
        if self._take("}"):
            return
        while True:
            self._next()
            key = self._value()
            self._expect(":")
            if key == RESULTS and self._take("["):
                yield from self._items()
            else:
                self._next()
                self._value()
            if self._take("}"):
                return
            self._expect(",")

    def _items(self) -> Iterator[tuple[int, object]]:
        if self._take("]"):
            return
        while True:
            self._next()
            yield self._line_here(), self._value()
            if self._take("]"):
                return
            self._expect(",")

    def _value(self) -> object:
        self._values += 1
        if self._values > MOST_VALUES:
            raise UnreadableFile(self._line_here(), f"there are over {MOST_VALUES:,} values", "split the file")
        value, self._at = self._decoder.raw_decode(self._text, self._at)
        return cast("object", value)

    def _next(self) -> str:
        """Go past space, and return the character there, if any."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _take(self, mark: str) -> bool:
        found = self._next() == mark
        self._at += found
        return found

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise json.JSONDecodeError(f"{mark} expected", self._text, self._at)

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
