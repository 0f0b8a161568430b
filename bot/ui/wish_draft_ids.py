"""Custom_ids of what is pressed on the way to a wish: `wd1:<draft>:<step>`; the draft is known to its owner alone."""

import re
from dataclasses import dataclass

from bot.domain.wishes import Occasion
from bot.services.wish_drafts import Part

DRAFT = "wd1:"
"""Begins the custom_id; the digit is the version of what follows."""

_PARTS = dict(zip(Part, "wib", strict=True))
_OCCASIONS = {Occasion.AGAIN: "again", Occasion.VARIANT: "variant"}
_ANYWAY = "anyway"
_FORM = re.compile(r"wd1:([A-Za-z0-9_-]{12}):(?:(again|variant|anyway)|([wib])([0-4]|n))", re.ASCII)


@dataclass(frozen=True, slots=True)
class DraftPress:
    """What was pressed: an occasion, a choice of a part (`number` None: a name of its own), or else to go on anyway."""

    draft: str
    occasion: Occasion | None = None
    part: Part | None = None
    number: int | None = None


def occasion_id(draft: str, occasion: Occasion) -> str:
    """Return the custom_id of the button for a wish for another occasion than the first."""
    return f"{DRAFT}{draft}:{_OCCASIONS[occasion]}"


def anyway_id(draft: str) -> str:
    """Return the custom_id of the button that goes on although wishes like this one stand."""
    return f"{DRAFT}{draft}:{_ANYWAY}"


def choice_id(draft: str, part: Part, number: int | None) -> str:
    """Return the custom_id of the button that says what a name means."""
    return f"{DRAFT}{draft}:{_PARTS[part]}{'n' if number is None else number}"


def read_draft_press(custom_id: str) -> DraftPress | None:
    """Return what was pressed, None for what is not of this version."""
    form = _FORM.fullmatch(custom_id)
    if form is None:
        return None
    draft, word, letter, number = form.groups()
    if letter:
        part = next(one for one, own in _PARTS.items() if own == letter)
        return DraftPress(draft, part=part, number=None if number == "n" else int(number))
    return DraftPress(draft, occasion=next((one for one, own in _OCCASIONS.items() if own == word), None))
