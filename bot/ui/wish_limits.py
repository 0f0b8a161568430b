"""The form of the limits that a server sets on wishes, and what was typed into it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from discord import Interaction, ui

from bot.domain.errors import UserError
from bot.domain.wish_settings import LONGEST_WAIT_DAYS, MOST_STANDING, WishSettings
from bot.ui.wish_panel import PANEL, Control
from bot.ui.wish_submissions import Filled, filled

ACCOUNT_DAYS, MEMBER_DAYS, MOST_WISHES, MOST_VOTES, HIDDEN_UNTIL = "account", "member", "wishes", "votes", "hidden"
"""The custom_ids of the fields."""
LIMITS_FORM = PANEL + Control.LIMITS
"""Is the custom_id of the form."""

_NUMBER = re.compile(r"[0-9]{1,7}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class _Field:
    """A number to be typed: what it is called, and between what it lies."""

    custom_id: str
    label: str
    description: str
    least: int
    most: int


_FIELDS = (
    _Field(ACCOUNT_DAYS, "How many days old must an account be?", "0 for any age", 0, LONGEST_WAIT_DAYS),
    _Field(MEMBER_DAYS, "How many days on this server?", "0 for however long", 0, LONGEST_WAIT_DAYS),
    _Field(MOST_WISHES, "Standing wishes a person at most", "1 or more", 1, MOST_STANDING),
    _Field(MOST_VOTES, "Votes on open wishes a person at most", "Empty for any number", 1, MOST_STANDING),
)


def limits_form(own: WishSettings) -> ui.Modal:
    """Return the form, filled with what holds now; discord.py is told not to keep it."""
    modal = ui.Modal(title="Limits of wishes", custom_id=LIMITS_FORM, timeout=None)
    for label in _labels(own):
        modal.add_item(label)
    modal.stop()
    return modal


def submitted_limits(interaction: Interaction, own: WishSettings) -> WishSettings | None:
    """Return settings with the limits that were typed, None for any other interaction.

    What was left out stays as it is in `own`. Raises UserError for what is no number in its bounds, or no day.
    """
    form = filled(interaction)
    if form is None or form.custom_id != LIMITS_FORM:
        return None
    account, member, wishes, votes = (_number(form, field) for field in _FIELDS)
    return replace(
        own,
        account_days=own.account_days if account is None else account,
        member_days=own.member_days if member is None else member,
        most_wishes=own.most_wishes if wishes is None else wishes,
        most_votes=votes if MOST_VOTES in form.typed else own.most_votes,
        hidden_until=_moment(form.text(HIDDEN_UNTIL)) if HIDDEN_UNTIL in form.typed else own.hidden_until,
    )


def _labels(own: WishSettings) -> Iterable[ui.Label[ui.Modal]]:
    present = (own.account_days, own.member_days, own.most_wishes, own.most_votes)
    for field, number in zip(_FIELDS, present, strict=True):
        text = ui.TextInput[ui.Modal](
            custom_id=field.custom_id,
            max_length=len(str(field.most)),
            default=None if number is None else str(number),
            required=field.custom_id != MOST_VOTES,
        )
        yield ui.Label(text=field.label, description=field.description, component=text)
    until = own.hidden_until.date().isoformat() if own.hidden_until else None
    text = ui.TextInput[ui.Modal](
        custom_id=HIDDEN_UNTIL, placeholder="YYYY-MM-DD", max_length=10, default=until, required=False
    )
    yield ui.Label(
        text="Hide tallies until", description="The beginning of a day, UTC; empty shows them", component=text
    )


def _number(form: Filled, field: _Field) -> int | None:
    typed = form.text(field.custom_id).strip()
    if not typed:
        return None
    number = int(typed) if _NUMBER.fullmatch(typed) else -1
    if not field.least <= number <= field.most:
        raise UserError(
            f"“{field.label}” takes a whole number from {field.least} to {field.most:,}; nothing was changed, "
            "so please try again."
        )
    return number


def _moment(typed: str) -> datetime | None:
    text = typed.strip()
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:  # there is no such day
        pass
    raise UserError("“Hide tallies until” takes a day as 2026-12-31; nothing was changed, so please try again.")
