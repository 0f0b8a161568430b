"""What somebody types into the form of a question: as it was typed, as a question, and as the text that is kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain.free_text import cleaned, on_one_line
from bot.domain.own_questions import LONGEST_CATEGORY, LONGEST_QUESTION, OwnQuestion

LONGEST_FIELD = 4_000
"""Characters of several lines: what Discord takes in one field of a form."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were typed; in `accepted` and `wrong` every line is one answer."""

    text: str = ""
    accepted: str = ""
    wrong: str = ""
    category: str = ""

    def __post_init__(self) -> None:
        longest = (LONGEST_QUESTION, LONGEST_FIELD, LONGEST_FIELD, LONGEST_CATEGORY)
        for name, most in zip(self.__slots__, longest, strict=True):  # Discord's client lets nobody type more
            object.__setattr__(self, name, getattr(self, name)[:most])


def question_of(typed: Typed) -> OwnQuestion:
    """Return what was typed as a question, clean and perhaps with faults; the same answer twice is one."""
    return OwnQuestion(
        text=cleaned(typed.text),
        accepted=tuple(dict.fromkeys(_lines(typed.accepted))),
        wrong=tuple(dict.fromkeys(_lines(typed.wrong))),
        category=on_one_line(typed.category) or None,
    )


def typed_text(typed: Typed) -> str:
    """Return what was typed as text; `typed_from` gives it back. Whatever it was, any database takes it."""
    return json.dumps(asdict(typed))


def typed_from(text: str) -> Typed:
    """Return what was typed of a text made by `typed_text`."""
    body: Mapping[str, Any] = json.loads(text)
    return Typed(*(str(body[name]) for name in Typed.__slots__))


def _lines(text: str) -> list[str]:
    return [line for line in map(on_one_line, cleaned(text).split("\n")) if line]
