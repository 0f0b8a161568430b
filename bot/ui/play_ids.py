"""Custom_ids of what is pressed in a play of trivia: `t1:p:<action>:<play>`, and of answers the round and the choice.

Who presses, where and when is in the interaction; the engine refuses what does not belong together, so that an id that
somebody has copied or made is worth no more than a press.
"""

import re
from dataclasses import dataclass
from enum import Enum

from bot.domain.plays import PlayId
from bot.ui.trivia_ids import PLAY

_FORM = re.compile(rf"{PLAY}([a-z]{{2,5}}):([1-9][0-9]{{0,18}})(?::([1-9][0-9]{{0,2}})(?::([0-9]))?)?", re.ASCII)


class PlayAction(Enum):
    """What is done in a play."""

    JOIN = "join"
    LEAVE = "leave"
    START = "start"
    STOP = "stop"
    SKIP = "skip"
    GO_ON = "go"
    CHOOSE = "pick"
    TYPE = "type"
    """Opens the form for an answer, or is that form."""


_ACTIONS = {action.value: action for action in PlayAction}


@dataclass(frozen=True, slots=True)
class PlayPress:
    """What was pressed: `choice` is the place of an answer, from 0."""

    action: PlayAction
    play: PlayId
    round: int | None = None
    choice: int | None = None


def play_id(press: PlayPress) -> str:
    """Return the custom_id of something to press; 40 characters at most."""
    parts = (press.action.value, press.play, press.round, press.choice)
    return PLAY + ":".join(str(part) for part in parts if part is not None)


def read_play_id(custom_id: str) -> PlayPress | None:
    """Return what was pressed, None for what is no such id."""
    found = _FORM.fullmatch(custom_id)
    action = _ACTIONS.get(found[1]) if found else None
    if found is None or action is None:
        return None
    numbers = [int(one) if one else None for one in (found[3], found[4])]
    needed = {PlayAction.CHOOSE: 2, PlayAction.TYPE: 1, PlayAction.SKIP: 1}.get(action, 0)
    if sum(one is not None for one in numbers) != needed:
        return None
    return PlayPress(action, PlayId(int(found[2])), *numbers)
