"""The form in which a person writes what is wrong, read back from its submission, and the thanks for it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from discord import Interaction, InteractionType, TextStyle, ui

from bot.domain.fixes import LONGEST_CLAIM, LONGEST_ORIGIN, Fix, Subject
from bot.domain.names import legible
from bot.services.fixes import Draft, subject_from, subject_text
from bot.ui.pages import Block, Page
from bot.ui.wording import escaped, listed

FIX = "f1:"
"""Begins the custom_id of the form; the digit is the version of what follows, the subject."""
CLAIM, ORIGIN = "claim", "origin"
"""The custom_ids of its two fields."""

_LONGEST_NAME = 80
_DEEPEST = 4  # a field sits in a label or a row


def fix_form(draft: Draft) -> ui.Modal:
    """Return the form; discord.py is told not to keep it, because its submission is found by its custom_id."""
    modal = ui.Modal(title="Mend the facts", custom_id=FIX + subject_text(draft.subject), timeout=None)
    if draft.names:
        modal.add_item(ui.TextDisplay(f"About **{_names(draft.names)}**."))
    named = f"About {listed(draft.unknown)}: " if draft.unknown else None
    modal.add_item(
        ui.Label(
            text="What is wrong or missing?",
            description="Who is (not) in which season or episode, a name, a date …",
            component=ui.TextInput(
                custom_id=CLAIM, style=TextStyle.paragraph, max_length=LONGEST_CLAIM, default=named, required=True
            ),
        )
    )
    modal.add_item(
        ui.Label(
            text="Where can that be read or seen?",
            description="The address of a page, or the episode itself",
            component=ui.TextInput(custom_id=ORIGIN, max_length=LONGEST_ORIGIN, required=True),
        )
    )
    modal.stop()
    return modal


def submitted(interaction: Interaction) -> tuple[Subject, str, str] | None:
    """Return what a form was about and what was typed into it; None for any other interaction."""
    if interaction.type is not InteractionType.modal_submit:
        return None
    data = cast("Mapping[str, Any]", interaction.data or {})
    custom_id = str(data.get("custom_id", ""))
    if not custom_id.startswith(FIX):
        return None
    typed = dict(_fields(data, _DEEPEST))
    return subject_from(custom_id.removeprefix(FIX)), typed.get(CLAIM, ""), typed.get(ORIGIN, "")


def thanks_page(fix: Fix, names: Sequence[str]) -> Page:
    """Return the page that shows a person what of theirs is kept, with nothing in it that a client acts upon."""
    about = f"About **{_names(names)}**.\n" if names else ""
    return Page(
        heading="Thank you, it is kept",
        blocks=(
            Block(f"{about}{_quoted(fix.report.claim)}\nto be read in: {escaped(fix.report.origin)}"),
            Block(
                "Answers change once a maintainer has read that page and agrees. Whoever keeps this bot sees the list."
            ),
        ),
        footer=f"fix {fix.id}",
    )


def _names(names: Sequence[str]) -> str:
    return escaped(listed([legible(name, _LONGEST_NAME) for name in names], last="in"))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in escaped(text).split("\n"))


def _fields(component: Mapping[str, Any], depth: int) -> Iterator[tuple[str, str]]:
    value = component.get("value")
    if isinstance(value, str):
        yield str(component.get("custom_id", "")), value
    if depth:
        inner = [*component.get("components", ()), *([component["component"]] if component.get("component") else [])]
        for one in inner:
            yield from _fields(one, depth - 1)
