"""What stands in the messages of a play of trivia, read by anybody who sees the channel."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .rigging import Message, buttons, texts

_ID = re.compile(r"t1:p:([a-z]+):(\d+)(?::(\d+)(?::(\d))?)?")
_AWARD = re.compile(r"<@(\d+)> (?:\+([\d,]+) )?\(([\d.]+) s\)")
_CHOICE = re.compile(r"^([✓✗]) .* · chosen by ([\d,]+|nobody)$", re.MULTILINE)
_PLACE = re.compile(r"^(\d+)\\\. <@(\d+)> · (.*)$", re.MULTILINE)
_PART = {
    "points": re.compile(r"([\d,]+) points?"),
    "right": re.compile(r"([\d,]+) right"),
    "lives": re.compile(r"(\d+) (?:life|lives) left"),
    "streak": re.compile(r"(\d+) in a row"),
}


@dataclass(frozen=True)
class Question:
    """A round as it is asked: the choices with what is to be pressed for each."""

    play: int
    round: int
    text: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Result:
    """A round as it is revealed. `awards` have the points, where they are told, and the seconds of who was right."""

    round: int
    text: str
    right: int
    counts: tuple[int, ...]
    awards: frozenset[tuple[int, int | None, str]]


class Place(NamedTuple):
    """A line of a podium; None is what it does not tell."""

    rank: int
    person: int
    points: int | None
    right: int | None
    lives: int | None
    streak: int | None


@dataclass(frozen=True)
class Podium:
    """The end of a play."""

    places: tuple[Place, ...]
    reason: str


def acts(message: Message) -> dict[str, tuple[int, str]]:
    """Return the play, and what is to be pressed, for each thing that can be done but answering."""
    found = ((custom_id, _ID.fullmatch(custom_id)) for custom_id in buttons(message).values())
    return {one[1]: (int(one[2]), custom_id) for custom_id, one in found if one and one[4] is None}


def question_in(message: Message) -> Question | None:
    """Return the question that a message asks, or None."""
    found = [(label, custom_id, _ID.fullmatch(custom_id)) for label, custom_id in buttons(message).items()]
    choices = [(label, custom_id, one) for label, custom_id, one in found if one and one[1] == "pick"]
    if not choices:
        return None
    _, _, first = choices[0]
    return Question(int(first[2]), int(first[3]), texts(message)[1], tuple(one[:2] for one in choices))


def result_in(message: Message) -> Result | None:
    """Return the result that a message shows, or None."""
    read = texts(message)
    if not (read and read[0].startswith("### Round") and len(read) > 2 and read[2].startswith("**Right:**")):
        return None
    choices = _CHOICE.findall(read[2])
    awards = {
        (int(person), _number(points) if points else None, seconds)
        for piece in read[3:]
        if "**Standings**" not in piece
        for person, points, seconds in _AWARD.findall(piece)
    }
    return Result(
        round=int(re.findall(r"\d+", read[0])[0]),
        text=read[1],
        right=[mark for mark, _ in choices].index("✓"),
        counts=tuple(_number(count) for _, count in choices),
        awards=frozenset(awards),
    )


def podium_in(message: Message) -> Podium | None:
    """Return the podium that a message shows, or None."""
    read = texts(message)
    if not read or not read[0].startswith("## ") or not read[-1].startswith("-# /trivia "):
        return None
    places = [
        Place(int(rank), int(person), *(_part(name, rest) for name in _PART))
        for rank, person, rest in _PLACE.findall(read[1])
    ]
    return Podium(tuple(places), read[2])


def _part(name: str, line: str) -> int | None:
    found = _PART[name].search(line)
    return _number(found[1]) if found else None


def _number(text: str) -> int:
    return 0 if text == "nobody" else int(text.replace(",", ""))
