"""The form in which somebody sends a question, and what came of it.

discord.py is told not to keep the form, because a submission is found by its custom_id.
"""

from collections.abc import Iterable

from discord import Interaction, TextStyle, ui

from bot.domain.kept_questions import MOST_KEPT, MOST_WAITING, KeptQuestion, SendRefusal, Sent
from bot.domain.own_questions import LONGEST_CATEGORY, LONGEST_QUESTION, MOST_ACCEPTED, MOST_WRONG, QuestionState
from bot.services.own_sending import NotKept
from bot.services.own_typing import LONGEST_FIELD, Typed
from bot.ui.own_ids import Step, form_id, own_id
from bot.ui.wish_parts import Press
from bot.ui.wish_receipts import said
from bot.ui.wish_submissions import filled
from bot.ui.wording import counted

TEXT, ACCEPTED, WRONG, CATEGORY = "text", "accepted", "wrong", "category"
"""The custom_ids of the fields."""

_EMPTY = Typed()


def question_form(typed: Typed = _EMPTY, draft: str | None = None) -> ui.Modal:
    """Return the form of a question, filled in with what was typed before."""
    modal = ui.Modal(title="Suggest a question", custom_id=form_id(draft), timeout=None)
    for field in _fields(typed):
        modal.add_item(field)
    modal.stop()
    return modal


def typed_into(interaction: Interaction) -> Typed:
    """Return what was typed into the form; whatever is missing is empty."""
    form = filled(interaction)
    return Typed(*(form.text(name) for name in (TEXT, ACCEPTED, WRONG, CATEGORY))) if form else _EMPTY


def sent_receipt(sent: Sent) -> ui.LayoutView:
    """Return what came of a question that is there now."""
    kept = sent.kept
    assert kept is not None  # noqa: S101  (what is not there is told by `not_kept_receipt`)
    if sent.refusal:
        return said(f"That question is here already, as question {kept.number}{_beside(kept)}.")
    if kept.state is QuestionState.WAITING:
        return said(f"Thank you: it is question {kept.number} and waits for a moderator to look at it.")
    return said(f"Question {kept.number} is added and can be asked.")


def not_kept_receipt(outcome: NotKept) -> ui.LayoutView:
    """Return all that is wrong with a question, with a button that opens the form with what was typed."""
    press = Press("Open the form again", own_id(Step.AGAIN, int(outcome.draft)))
    if outcome.refusal:
        return said(_refusal_sentence(outcome.refusal), press)
    lines = [f"- {fault.wrong}: {fault.advice}" for fault in outcome.faults]
    count = counted(len(lines), "thing")
    return said("\n".join([f"Your question is not kept yet; please mend {count} and send it again:", *lines]), press)


def _beside(kept: KeptQuestion) -> str:
    return ", which waits for a moderator" if kept.state is QuestionState.WAITING else ""


def _refusal_sentence(refusal: SendRefusal) -> str:
    if refusal is SendRefusal.BLOCKED:
        return "The moderators of this server keep you from sending in questions; ask them if you wonder why."
    if refusal is SendRefusal.WAITING:
        return (
            f"{MOST_WAITING} questions of yours wait for a moderator already; send this one when they were looked at."
        )
    return f"This server has {MOST_KEPT:,} questions, which is all it may have; ask a moderator to remove some."


def _fields(typed: Typed) -> Iterable[ui.Label[ui.Modal]]:
    yield _field("The question", "", TEXT, typed.text, LONGEST_QUESTION)
    yield _field(
        "What is right",
        f"One answer a line, the best first; up to {MOST_ACCEPTED}",
        ACCEPTED,
        typed.accepted,
        LONGEST_FIELD,
    )
    yield _field(
        "What is wrong",
        f"One choice a line, up to {MOST_WRONG}; without any, answers are typed",
        WRONG,
        typed.wrong,
        LONGEST_FIELD,
        required=False,
    )
    yield _field(
        "What it is about",
        "A category or note; you may leave it empty",
        CATEGORY,
        typed.category,
        LONGEST_CATEGORY,
        required=False,
    )


def _field(
    label: str, description: str, custom_id: str, typed: str, longest: int, *, required: bool = True
) -> ui.Label[ui.Modal]:
    text = ui.TextInput[ui.Modal](
        custom_id=custom_id,
        style=TextStyle.short if custom_id == CATEGORY else TextStyle.paragraph,
        max_length=longest,
        default=typed[:longest] or None,
        required=required,
    )
    return ui.Label(text=label, description=description or None, component=text)
