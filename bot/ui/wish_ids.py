"""Custom_ids of what is pressed about one wish: `w1:<action>:<number>:<check>`, readable in its own server only.

The check is made over version, action, server and number, so an id that was forged, cut, changed in a bit, copied from
another server or made by another version is told apart without a look-up.
"""

import re
from enum import Enum
from hmac import compare_digest

from bot.domain.identities import GuildId
from bot.domain.signing import Signer
from bot.domain.wishes import WishNumber

WISH = "w1:"
"""Begins the custom_id of everything about one wish; the digit is the version of what follows."""

_FORM = re.compile(r"w1:([a-z]{2,10}):([1-9][0-9]{0,14}):([A-Za-z0-9_-]{11})")


class Action(Enum):
    """What is done with a wish; no two are one changed bit apart."""

    UP = "up"
    DOWN = "down"
    UNVOTE = "unvote"
    """Takes one's vote back."""
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    DISCUSS = "discuss"
    SHOW = "show"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REJECT = "reject"
    REMOVE = "remove"


_ACTIONS = {action.value: action for action in Action}


def wish_id(signer: Signer, action: Action, guild: GuildId, number: WishNumber) -> str:
    """Return the custom_id of something to press; 44 characters at most."""
    code = action.value
    return f"w1:{code}:{number}:{signer.check(f'w1:{code}:{guild}:{number}')}"


def read_wish_id(signer: Signer, custom_id: str, guild: GuildId) -> tuple[Action, WishNumber] | None:
    """Return what was pressed about which wish of the server, None where the id was not made there by this bot."""
    found = _FORM.fullmatch(custom_id)
    action = _ACTIONS.get(found[1]) if found else None
    if found is None or action is None:
        return None
    number = WishNumber(int(found[2]))
    made = wish_id(signer, action, guild, number)
    return (action, number) if compare_digest(made, custom_id) else None
