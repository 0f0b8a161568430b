"""Which column of a file says what: asked for as `character=COL,title=COL`, or found by the names themselves."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.facts.findings import shown
from bot.facts.importing_errors import WrongColumns


class Column(StrEnum):
    """What a row can tell, in the order in which `Cells` holds it."""

    CHARACTER = "character"
    CHARACTER_ID = "character_id"
    TITLE = "title"
    TITLE_ID = "title_id"
    SEASON = "season"
    EPISODE = "episode"
    EPISODE_NAME = "episode_name"
    RELEASED = "released"
    KIND = "kind"


Cells = tuple[str, ...]
"""A row's text for every `Column`, in that order; empty where the file does not say."""

NEEDED = (Column.CHARACTER, Column.TITLE)

_KEYS = frozenset(Column)
_MOST_NAMED = 12


def parse_columns(text: str) -> dict[Column, str]:
    """Return what `character=COL,title=COL` asks for.

    Raises WrongColumns for an unknown key, a key that stands twice, an empty column, or where a needed one is missing.
    """
    asked: dict[Column, str] = {}
    for part in text.split(","):
        key, _, column = (piece.strip() for piece in part.partition("="))
        if key not in _KEYS:
            raise WrongColumns(f"--columns has the key “{shown(key)}”; it can have {', '.join(Column)}.")
        if Column(key) in asked:
            raise WrongColumns(f"--columns has the key “{key}” twice; leave one of them out.")
        if not column:
            raise WrongColumns(f"--columns names no column for “{key}”; write {key}=COLUMN, the column as in the file.")
        asked[Column(key)] = column
    missing = [column for column in NEEDED if column not in asked]
    if missing:
        raise WrongColumns(f"--columns does not say where the {missing[0]} is; add {missing[0]}=COLUMN.")
    return asked


def places_in(header: Sequence[str], asked: Mapping[Column, str] | None) -> list[int]:
    """Return where in the header each `Column` is, one place behind its end for those that it has not.

    Raises WrongColumns as `require_found` does.
    """
    wanted = require_found(header, asked)
    return [header.index(wanted[column]) if column in wanted else len(header) for column in Column]


def require_found(header: Sequence[str], asked: Mapping[Column, str] | None) -> Mapping[Column, str]:
    """Return the columns asked for, those of the columns' own names if none are.

    Raises WrongColumns for one that is not in the header, or twice, or is needed and not named.
    """
    wanted = asked if asked is not None else {column: column.value for column in Column if column in header}
    for column in NEEDED:
        if column not in wanted:
            there = _listed(header)
            raise WrongColumns(f"The file has no column “{column}”: say --columns {column}=COLUMN; {there}.")
    for name in wanted.values():
        if name not in header:
            raise WrongColumns(f"There is no column “{shown(name)}” in the file; {_listed(header)}.")
        if header.count(name) > 1:
            raise WrongColumns(f"The file has the column “{shown(name)}” twice; rename one of them.")
    return wanted


def _listed(header: Sequence[str]) -> str:
    named = ", ".join(f"“{shown(one)}”" for one in header[:_MOST_NAMED])
    more = f" and {len(header) - _MOST_NAMED} more" if len(header) > _MOST_NAMED else ""
    return f"it has {named}{more}" if header else "it has none"
