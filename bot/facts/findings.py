"""What is wrong with a pack, said so that a person can find the place and mend it."""

from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from bot.domain.errors import UserError

KeyPath = tuple[str | int, ...]
"""The keys and indexes that lead to a value in a file."""

WHOLE_FILE = "whole file"
MOST_LISTED = 1_000
"""Findings that one rule, or the schema of one file, lists; more are no slip of a hand and are only counted."""

_LONGEST_SHOWN = 60


class Trouble(NamedTuple):
    """What a rule found: the file inside the pack, the keys and indexes that lead to the value, and what to do."""

    file: str
    path: KeyPath
    advice: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend, as `file: place: rule: what to do`."""

    file: str
    place: str
    rule: str
    advice: str

    def __str__(self) -> str:
        """Return the line that `gueststar data check` prints."""
        return f"{self.file}: {self.place}: {self.rule}: {self.advice}"


class BrokenPack(UserError):
    """A pack that cannot be used as it is; `findings` tells all that is wrong with it."""

    def __init__(self, pack: str, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        super().__init__(
            f"The facts in {shown(pack)} cannot be used ({count}, the first: {findings[0]}); "
            "run `gueststar data check` to see them all."
        )


def unlisted(count: int) -> str:
    """Return what to do about findings beyond `MOST_LISTED`."""
    return f"mend the listed findings first: there are {count - MOST_LISTED:,} more"


def shown(text: str) -> str:
    """Return untrusted text as it may be printed: short, on one line, invisible characters spelt out."""
    short = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in short)


def place_of(document: object, path: KeyPath) -> str:
    """Return a path as `seasons[1].appearances[3] (season 2, claire-temple)`, with what a person would look for."""
    keys, labels = "", list[str]()
    for step in path:
        document = _inside(document, step)
        if isinstance(step, int):
            keys += f"[{step}]"
            labels += _label(document)
        else:
            keys += f".{shown(step)}" if keys else shown(step)
    beside = f" ({', '.join(labels)})" if labels else ""
    return (keys or WHOLE_FILE) + beside


def _inside(document: object, step: str | int) -> object:
    if isinstance(document, dict):
        return cast("dict[str | int, object]", document).get(step)
    if isinstance(document, list) and isinstance(step, int):
        values = cast("list[object]", document)
        return values[step] if step < len(values) else None
    return None


def _label(entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return []
    table = cast("dict[str, Any]", entry)
    if isinstance(table.get("number"), int):
        return [f"{'episode' if 'name' in table else 'season'} {shown(str(table['number'])[:8])}"]
    names = [table.get(key) for key in ("id", "character", "name")]
    pair = table.get("characters")
    if isinstance(pair, list):
        names = [" + ".join(str(one) for one in cast("list[object]", pair)[:2])]
    return [shown(name) for name in names if isinstance(name, str)][:1]
