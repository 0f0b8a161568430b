"""Custom_ids of what is pressed in a link duel: `t1:l:<action>:<play>`, then the turn and the character where needed.

None says who would be a right move: a character stands in one only where somebody has typed something like their name.
"""

import re
from dataclasses import dataclass
from enum import Enum

from bot.domain.pack import CharacterId
from bot.domain.plays import PlayId
from bot.ui.trivia_ids import LINK

_FORM = re.compile(
    rf"{LINK}([a-z]{{2,6}}):([1-9][0-9]{{0,18}})(?::([1-9][0-9]{{0,2}})(?::([a-z0-9]+(?:-[a-z0-9]+)*))?)?"
)
_LONGEST_CHARACTER = 32


class LinkAction(Enum):
    """What is done in a link duel."""

    ACCEPT = "accept"
    CANCEL = "cancel"
    NAME = "name"
    """Opens the form for a name in a turn, or is that form."""
    PICK = "pick"
    """Names a character whom a typed name may have meant."""
    QUIT = "quit"
    """Asks whether somebody really resigns."""
    RESIGN = "resign"


_ACTIONS = {action.value: action for action in LinkAction}
_PARTS = {LinkAction.NAME: 1, LinkAction.PICK: 2}


@dataclass(frozen=True, slots=True)
class LinkPress:
    """What was pressed, in which turn where that matters, and who is named by it."""

    action: LinkAction
    play: PlayId
    turn: int | None = None
    character: CharacterId | None = None


def link_id(press: LinkPress) -> str:
    """Return the custom_id of something to press; 70 characters at most."""
    parts = (press.action.value, press.play, press.turn, press.character)
    return LINK + ":".join(str(part) for part in parts if part is not None)


def read_link_id(custom_id: str) -> LinkPress | None:
    """Return what was pressed, None for what is no such id."""
    found = _FORM.fullmatch(custom_id)
    action = _ACTIONS.get(found[1]) if found else None
    if (
        found is None
        or action is None
        or sum(part is not None for part in (found[3], found[4])) != _PARTS.get(action, 0)
    ):
        return None
    if found[4] and len(found[4]) > _LONGEST_CHARACTER:
        return None
    turn = int(found[3]) if found[3] else None
    return LinkPress(action, PlayId(int(found[2])), turn, CharacterId(found[4]) if found[4] else None)
