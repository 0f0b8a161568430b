"""People in plays that are still underway: whether somebody is in the values of one, and the values without them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.domain.identities import UserId

NOBODY = UserId(0)
"""Stands where somebody was; it is no id of Discord's, and is shown as somebody."""
SOMEBODY = "somebody"
"""Stands where somebody's id was typed."""

Values = Mapping[str, Any]


def text_without(text: str, person: UserId) -> str:
    """Return a text with a word in the place of somebody's id or mention; as part of a longer number it is none."""
    return re.sub(rf"<@!?{person}>|(?<!\d){person}(?!\d)", SOMEBODY, text)


def play_without(values: Values, person: UserId) -> dict[str, Any]:
    """Return the values of a play (`bot.domain.rounds.values`, or of another kind) without somebody.

    From trivia they go with their points and their choice, and if they were the host, whoever has been there longest
    is. Of any other kind, and wherever else they are named, nobody stands in their place.
    """
    return values_without(_unseated(values, person) if "players" in values else values, person)


def values_without(value: Any, person: UserId) -> Any:  # noqa: ANN401  (any value of JSON)
    """Return any plain values with nobody in the place of somebody, wherever they are."""
    match value:
        case bool():
            return value
        case int():
            return NOBODY if value == person else value
        case str():
            return text_without(value, person)
        case dict():
            parts = cast("dict[str, Any]", value)
            return {name: values_without(part, person) for name, part in parts.items()}
        case list() | tuple():
            return [values_without(one, person) for one in cast("Sequence[Any]", value)]
        case _:
            return value


def _unseated(values: Values, person: UserId) -> dict[str, Any]:
    players = [one for one in values["players"] if one["person"] != person]
    asked: Values | None = values["asked"]
    if asked is not None:
        asked = {**asked, "presses": [one for one in asked["presses"] if one["person"] != person]}
    return {
        **values,
        "host": _host(players) if values["host"] == person else values["host"],
        "asked": asked,
        "players": players,
        "seen": [pair for pair in values["seen"] if pair[0] != person],
    }


def _host(players: Sequence[Values]) -> int:
    """Return who leads now: of those who have not left, whoever joined first."""
    present = [(one["joined"], one["person"]) for one in players if not one["is_gone"]]
    return min(present)[1] if present else NOBODY
