"""What was written into the forms about wishes, read back from their submission; whatever is missing is left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from discord import Interaction, InteractionType

from bot.domain.identities import GuildId, MessageId
from bot.domain.signing import Signer
from bot.domain.wishes import Manner, WishNumber, Wording
from bot.ui.wish_forms import (
    DRAFT_FORM,
    HIDDEN,
    INTO,
    MANNER,
    MESSAGE_FORM,
    OPTIONS,
    REASON,
    SPOILER,
    WHO,
    WHY,
)
from bot.ui.wish_ids import Action, read_wish_id

_DEEPEST = 4  # a field sits in a label or a row
_MESSAGE = re.compile(r"[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent: its custom_id, what was typed into each field and picked in each."""

    custom_id: str
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def text(self, custom_id: str) -> str:
        """Return what was typed into a field, or nothing."""
        return self.typed.get(custom_id, "")


@dataclass(frozen=True, slots=True)
class SentWish:
    """The form of a wish that a command began."""

    draft: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class SentMessageWish:
    """The form of a wish that is made of a message; the names are as typed."""

    origin: MessageId
    who: str
    into: str
    wording: Wording


def filled(interaction: Interaction) -> Filled | None:
    """Return what was written into a form; None for any other interaction."""
    if interaction.type is not InteractionType.modal_submit:
        return None
    data = cast("Mapping[str, Any]", interaction.data or {})
    typed: dict[str, str] = {}
    picked: dict[str, tuple[str, ...]] = {}
    for one in _fields(data, _DEEPEST):
        custom_id, value, values = str(one.get("custom_id", "")), one.get("value"), one.get("values")
        if isinstance(value, str):
            typed[custom_id] = value
        if isinstance(values, list):
            picked[custom_id] = tuple(str(each) for each in cast("list[object]", values))
    return Filled(str(data.get("custom_id", "")), typed, picked)


def submitted_wish(interaction: Interaction) -> SentWish | None:
    """Return the form of a wish that a command began; None for any other interaction."""
    form = filled(interaction)
    if form is None or not form.custom_id.startswith(DRAFT_FORM):
        return None
    return SentWish(form.custom_id.removeprefix(DRAFT_FORM), _wording(form))


def submitted_message_wish(interaction: Interaction) -> SentMessageWish | None:
    """Return the form of a wish that is made of a message; None for any other interaction."""
    form = filled(interaction)
    if form is None or not form.custom_id.startswith(MESSAGE_FORM):
        return None
    origin = form.custom_id.removeprefix(MESSAGE_FORM)
    if not _MESSAGE.fullmatch(origin):
        return None
    return SentMessageWish(MessageId(int(origin)), form.text(WHO), form.text(INTO), _wording(form))


def submitted_edit(interaction: Interaction, signer: Signer) -> tuple[WishNumber, Wording] | None:
    """Return which wish of the server is to be worded how; None for any other interaction, or a forged form."""
    form = filled(interaction)
    number = _number(interaction, form, signer, Action.EDIT)
    return (number, _wording(form)) if form and number else None


def submitted_removal(
    interaction: Interaction, signer: Signer, action: Action = Action.REMOVE
) -> tuple[WishNumber, str] | None:
    """Return which wish of the server is to be removed (or rejected) and why; None as above."""
    form = filled(interaction)
    number = _number(interaction, form, signer, action)
    return (number, form.text(REASON)) if form and number else None


def _number(interaction: Interaction, form: Filled | None, signer: Signer, action: Action) -> WishNumber | None:
    if form is None or interaction.guild_id is None:
        return None
    read = read_wish_id(signer, form.custom_id, GuildId(interaction.guild_id))
    return read[1] if read and read[0] is action else None


def _wording(form: Filled) -> Wording:
    manner = next(iter(form.picked.get(MANNER, ())), Manner.ANY.value)
    options = form.picked.get(OPTIONS, ())
    return Wording(
        why=form.text(WHY),
        manner=Manner(manner) if manner in set(Manner) else Manner.ANY,
        spoiler=SPOILER in options,
        hidden=HIDDEN in options,
    )


def _fields(component: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    yield component
    parts = component.get("components")
    inner: list[object] = [
        *(cast("list[object]", parts) if isinstance(parts, list) else ()),
        component.get("component"),
    ]
    for one in inner if depth else ():
        if isinstance(one, Mapping):
            yield from _fields(cast("Mapping[str, Any]", one), depth - 1)
