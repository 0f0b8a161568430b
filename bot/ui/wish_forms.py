"""The forms in which a wish is made, changed or removed; `wish_submissions` reads them back.

discord.py is told not to keep any of them, because a submission is found by its custom_id.
"""

from collections.abc import Iterable
from typing import Any

from discord import SelectOption, TextStyle, ui

from bot.domain.identities import MessageId
from bot.domain.names import LONGEST_NAME
from bot.domain.signing import Signer
from bot.domain.wishes import LONGEST_REMOVAL, LONGEST_WHY, Wanted, Wish, Wording
from bot.ui.wish_ids import Action, wish_id
from bot.ui.wish_words import MANNER_WORDS, begun, headline

DRAFT_FORM = "wf1:"
"""Begins the custom_id of the form of a wish that was begun by a command; the draft's id follows."""
MESSAGE_FORM = "wm1:"
"""Begins the custom_id of the form of a wish that is made of a message; the message's id follows."""
WHO, INTO, WHY, MANNER, OPTIONS, REASON = "who", "into", "why", "manner", "options", "reason"
"""The custom_ids of the fields."""
SPOILER, HIDDEN = "spoiler", "hidden"
"""The values of what is chosen among the options."""

_PLAIN = Wording()


def wish_form(draft: str, wanted: Wanted, wording: Wording = _PLAIN) -> ui.Modal:
    """Return the form for what a command has begun: why, how, and what to keep from whom."""
    return _form("Make a wish", DRAFT_FORM + draft, _told(headline(wanted)), *_wording_fields(wording))


def message_form(origin: MessageId, why: str, who: str = "", into: str = "") -> ui.Modal:
    """Return the form that makes a wish of a message, whose text is the reason until it is changed."""
    return _form(
        "Make this a wish",
        f"{MESSAGE_FORM}{origin}",
        _name_field("Who should turn up?", "A character, or who plays them", WHO, who),
        _name_field("In which title?", "A series, film, special or comic", INTO, into),
        *_wording_fields(Wording(why)),
    )


def edit_form(wish: Wish, signer: Signer) -> ui.Modal:
    """Return the form in which a wish is worded anew; what is wished for stays."""
    custom_id = wish_id(signer, Action.EDIT, wish.guild, wish.number)
    return _form(f"Change wish {wish.number}", custom_id, _told(headline(wish.wanted)), *_wording_fields(wish.wording))


def removal_form(wish: Wish, signer: Signer, action: Action = Action.REMOVE) -> ui.Modal:
    """Return the form in which a moderator says why a wish is removed, or rejected in review."""
    verb = "Reject" if action is Action.REJECT else "Remove"
    text = ui.TextInput[ui.Modal](custom_id=REASON, max_length=LONGEST_REMOVAL)
    field = ui.Label[ui.Modal](text="Why?", description="Stands on the card, for all to read", component=text)
    custom_id = wish_id(signer, action, wish.guild, wish.number)
    return _form(f"{verb} wish {wish.number}", custom_id, _told(headline(wish.wanted)), field)


def _told(words: str) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay(f"**{words}**")


def _form(title: str, custom_id: str, *parts: ui.Item[Any]) -> ui.Modal:
    modal = ui.Modal(title=title, custom_id=custom_id, timeout=None)
    for part in parts:
        modal.add_item(part)
    modal.stop()
    return modal


def _name_field(label: str, description: str, custom_id: str, name: str) -> ui.Label[ui.Modal]:
    text = ui.TextInput[ui.Modal](
        custom_id=custom_id, max_length=LONGEST_NAME, default=name[:LONGEST_NAME] or None, required=True
    )
    return ui.Label(text=label, description=description, component=text)


def _wording_fields(wording: Wording) -> Iterable[ui.Label[ui.Modal]]:
    why = ui.TextInput[ui.Modal](
        custom_id=WHY,
        style=TextStyle.paragraph,
        max_length=LONGEST_WHY,
        default=wording.why[:LONGEST_WHY] or None,
        required=False,
    )
    yield ui.Label(text="Why?", description="What would they do there? You may leave it empty.", component=why)
    manners = [
        SelectOption(label=begun(words), value=manner.value, default=manner is wording.manner)
        for manner, words in MANNER_WORDS.items()
    ]
    yield ui.Label(text="How should they turn up?", component=ui.Select(custom_id=MANNER, options=manners))
    options = [
        SelectOption(
            label="It gives something away",
            value=SPOILER,
            description="The reason is covered until somebody presses it",
            default=wording.spoiler,
        ),
        SelectOption(
            label="Hide my name",
            value=HIDDEN,
            description="The card says “somebody”; only moderators still see who",
            default=wording.hidden,
        ),
    ]
    select = ui.Select[ui.Modal](
        custom_id=OPTIONS, options=options, placeholder="None", min_values=0, max_values=len(options), required=False
    )
    yield ui.Label(text="Anything else?", description="You may choose both, or none.", component=select)
