"""The short answers that only the presser sees: the vote is in, the wish is followed, or why nothing was done."""

from discord import ui

from bot.domain.signing import Signer
from bot.domain.wish_outcomes import Seen
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Refusal, Wish
from bot.ui.wish_ids import Action, wish_id
from bot.ui.wish_parts import Press, rows, unkept
from bot.ui.wish_words import refusal_sentence

_SIDES = {1: "for", -1: "against"}


def said(sentence: str, *presses: Press) -> ui.LayoutView:
    """Return one sentence of the bot's own, with buttons below it."""
    return unkept(ui.TextDisplay(sentence), *rows(presses))


def vote_receipt(seen: Seen, before: int, signer: Signer) -> ui.LayoutView:
    """Return what became of a person's vote, which was `before` until then, with a button that takes it back."""
    number = seen.wish.number
    if not seen.vote:
        return said(f"Your vote on wish {number} is withdrawn." if before else f"You have no vote on wish {number}.")
    side = _SIDES[seen.vote]
    if before == seen.vote:
        told = f"You have voted {side} wish {number} already; a person has one vote."
    elif before:
        told = f"Your vote is changed: it is {side} wish {number} now."
    else:
        told = f"Your vote {side} wish {number} is in."
    return said(told, _press(seen.wish, signer, Action.UNVOTE, "Withdraw my vote"))


def follow_receipt(seen: Seen, signer: Signer) -> ui.LayoutView:
    """Return whether a person follows a wish now, with a button that changes it back."""
    number = seen.wish.number
    if not seen.follows:
        return said(f"You do not follow wish {number} any more.", _press(seen.wish, signer, Action.FOLLOW, "Follow"))
    told = f"You follow wish {number}: I write to you once, when it comes true."
    return said(told, _press(seen.wish, signer, Action.UNFOLLOW, "Stop following"))


def refusal_receipt(refusal: Refusal, own: WishSettings, *, voting: bool = False) -> ui.LayoutView:
    """Return why nothing was done; `voting` tells whether it was about a vote or a wish."""
    return said(refusal_sentence(refusal, own, voting=voting))


def withdraw_question(wish: Wish, signer: Signer) -> ui.LayoutView:
    """Return the question whether a person's own wish is really to be withdrawn."""
    told = f"Withdraw wish {wish.number}? Its votes go no further, and only moderators can bring it back."
    return said(told, _press(wish, signer, Action.WITHDRAW, "Withdraw it"))


def _press(wish: Wish, signer: Signer, action: Action, label: str) -> Press:
    return Press(label, wish_id(signer, action, wish.guild, wish.number))
