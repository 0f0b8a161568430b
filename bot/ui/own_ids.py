"""Custom_ids of a server's own questions: `t1:o:<step>:<number>[:<mark>]`. The server is always the interaction's."""

import re
from enum import StrEnum
from typing import NamedTuple

from bot.domain.kept_questions import QuestionNumber, QuestionRef
from bot.ui.trivia_ids import OWN


class Step(StrEnum):
    """What a button does."""

    AGAIN = "again"
    """Opens the form with what was typed; the number is that of the interaction by which it was sent."""
    QUEUE = "queue"
    """Shows the question that waits after a number."""
    APPROVE = "approve"
    REJECT = "reject"
    WHOLE = "whole"
    """Hands a question out as a file."""
    PAGE = "page"
    """Shows a page of a list, or, without a mark, of all questions."""
    CLEAR = "clear"
    """Removes a whole list."""


class OwnPress(NamedTuple):
    """What was pressed; `mark` is of a question or of the name of a list."""

    step: Step
    number: int
    mark: str = ""

    @property
    def ref(self) -> QuestionRef:
        """Return the question that is meant."""
        return QuestionRef(QuestionNumber(self.number), self.mark)


_STEPS = "|".join(Step)
_PRESS = re.compile(rf"{re.escape(OWN)}({_STEPS}):(0|[1-9][0-9]{{0,18}})(?::([0-9a-f]{{16}}))?", re.ASCII)
_FORM = re.compile(rf"{re.escape(OWN)}send(?::([1-9][0-9]{{0,18}}))?", re.ASCII)
_MARKED = {Step.APPROVE, Step.REJECT, Step.WHOLE, Step.CLEAR}
_LARGEST = 2**31 - 1  # of a number of a question, as it is kept


def own_id(step: Step, number: int = 0, mark: str = "") -> str:
    """Return the custom_id of a button."""
    return f"{OWN}{step}:{number}" + (f":{mark}" if mark else "")


def question_id(step: Step, ref: QuestionRef) -> str:
    """Return the custom_id of a button about one question."""
    return own_id(step, ref.number, ref.mark)


def form_id(draft: str | None = None) -> str:
    """Return the custom_id of the form of a question, which may have been taken up from a draft."""
    return f"{OWN}send" + (f":{draft}" if draft else "")


def read_own_press(custom_id: str) -> OwnPress | None:
    """Return what was pressed, None for what is not of this version."""
    found = _PRESS.fullmatch(custom_id)
    if found is None:
        return None
    press = OwnPress(Step(found[1]), int(found[2]), found[3] or "")
    if press.step is Step.AGAIN:
        return None if press.mark else press
    if press.number > _LARGEST or (press.step in _MARKED and not press.mark):
        return None
    return press


def read_form_id(custom_id: str) -> tuple[str | None] | None:
    """Return the draft (or None) from which a form was taken up; None for what is not of this version."""
    found = _FORM.fullmatch(custom_id)
    return (found[1],) if found else None
