"""TOML text to plain tables, with bombs refused before the parser sees them.

The parser needs time in the square of a dotted key's parts (46 seconds for 50,000) and memory for every value, and
the schema tells every fault, so the marks that make keys and values are counted in the bytes first. Deep brackets end
in a RecursionError, which is caught.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from bot.facts.findings import WHOLE_FILE, shown

LONGEST_LINE = 8_000
MOST_DOTS_A_LINE = 20
MOST_A_FILE = {b".": 150_000, b"[": 150_000, b"{": 10_000, b"=": 300_000, b",": 300_000}
"""What tables, keys and values are written with; a title of 8 MB stays below."""

_POSITION = re.compile(r"\s*\(at (line \d+, column \d+|end of document)\)$")


class UnfitText(Exception):
    """Bytes that are no TOML, or more than is looked at; `place` says where."""

    def __init__(self, place: str, advice: str) -> None:
        super().__init__(advice)
        self.place = place
        self.advice = advice


def parse(content: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file, or raise `UnfitText`."""
    for place, advice in _bombs(content):
        raise UnfitText(place, advice)
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnfitText(f"line {line}", "save the file as UTF-8") from None
    except RecursionError:
        raise UnfitText(WHOLE_FILE, "remove the nesting: brackets are hundreds deep") from None
    except ValueError as error:
        raise _told(str(error)) from None


def _told(message: str) -> UnfitText:
    position = _POSITION.search(message)
    place = position[1] if position else WHOLE_FILE
    return UnfitText(place, f"correct the TOML ({shown(_POSITION.sub('', message))})")


def _bombs(content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield "line 1", "save the file without a byte-order mark"
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            yield f"line {number}", f"break the line: it is over {LONGEST_LINE:,} bytes long"
        if line.count(b".") > MOST_DOTS_A_LINE:
            yield f"line {number}", f"break the line: it has over {MOST_DOTS_A_LINE} dots"
    for mark, most in MOST_A_FILE.items():
        if content.count(mark) > most:
            yield WHOLE_FILE, f"split the file: it has over {most:,} times {mark.decode()}"
