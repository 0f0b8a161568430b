"""One SQL text for both engines: `:name` becomes the numbered places that the drivers want."""

import re
from functools import cache
from typing import NamedTuple

# Literals, quoted names, comments and `::type` are stepped over; what is left with one colon is a parameter.
_TOKENS = re.compile(r"""'(?:[^']|'')*' | "[^"]*" | --[^\n]* | :: | :(?P<name>[a-z_][a-z0-9_]*)""", re.VERBOSE)


class NumberedSql(NamedTuple):
    """A text with numbered places, and the parameters' names in the order of their numbers."""

    text: str
    names: tuple[str, ...]


@cache  # the texts are constants of the modules, so there is an end to them
def numbered(sql: str, mark: str) -> NumberedSql:
    """Return `sql` with `:name` as `$1` (mark `$`, asyncpg) or `?1` (mark `?`, SQLite); a name keeps one number."""
    names: dict[str, int] = {}

    def place(token: re.Match[str]) -> str:
        name = token["name"]
        return token[0] if name is None else f"{mark}{names.setdefault(name, len(names) + 1)}"

    text = _TOKENS.sub(place, sql)
    return NumberedSql(text, tuple(names))
