"""What moderators see of a server's own questions: those that wait, lists of them, and what came of files."""

from collections.abc import Iterable, Sequence

from discord import ui

from bot.domain.kept_questions import (
    MOST_KEPT,
    Decided,
    KeptQuestion,
    QuestionsPage,
    WaitingQuestion,
    list_mark,
)
from bot.domain.own_questions import QuestionState
from bot.services.own_files import Exported
from bot.services.own_questions import Uploaded
from bot.ui.own_ids import Step, own_id, question_id
from bot.ui.wish_parts import Item, Press, cut, footer, framed, page_note, rows, turning
from bot.ui.wish_receipts import said
from bot.ui.wording import counted, escaped, shortlist

QUESTIONS_A_PAGE = 10

_ROOM = 1_000  # characters of the answers of either kind: with the question they fit into a message of 4,000
_EVERYTHING = 10**6  # characters, which no question has
_LONGEST_LINE = 120
_LONGEST_FINDINGS = 1_500  # characters; with what comes before they fit into a message of 2,000


def queue_layout(waiting: WaitingQuestion, note: str = "") -> ui.LayoutView:
    """Return a question that waits, to be approved or rejected; `note` is what was done before."""
    told: tuple[Item, ...] = (ui.TextDisplay(note), ui.Separator(visible=False)) if note else ()
    kept = waiting.kept
    if kept is None:
        rest = "Every question has been looked at." if not waiting.count else "Those before this one still wait."
        first: list[Press] = [Press("From the beginning", own_id(Step.QUEUE))] if waiting.count else []
        return framed(*told, ui.TextDisplay(f"## Nothing more waits\n{rest}"), *rows(first))
    presses = [
        Press("Approve", question_id(Step.APPROVE, kept.ref)),
        Press("Reject", question_id(Step.REJECT, kept.ref)),
    ]
    presses += [Press("Next", own_id(Step.QUEUE, kept.number))] if waiting.more else []
    presses += [Press("Show all of it", question_id(Step.WHOLE, kept.ref))] if _is_cut(kept) else []
    shown: list[Item] = [ui.TextDisplay(part) for part in ("## A question that waits", *_parts(kept))]
    return framed(
        *told,
        *shown,
        *footer(f"question {kept.number}", _category(kept), _sender(kept), f"{waiting.count:,} wait"),
        *rows(presses),
    )


def decided_words(kept_number: int, decided: Decided, *, approve: bool) -> str:
    """Return what came of a decision."""
    if decided is Decided.GONE:
        return f"Question {kept_number} is decided already: somebody has rejected or removed it."
    if decided is Decided.LATE:
        return f"Question {kept_number} is decided already: somebody has approved it."
    return f"Question {kept_number} is {'approved and can be asked' if approve else 'rejected and gone'}."


def questions_layout(page: QuestionsPage, number: int, list_name: str | None) -> ui.LayoutView:
    """Return a page of a server's questions, with how they fared."""
    pages = max(1, -(-page.count // QUESTIONS_A_PAGE))
    heading = f"The list “{escaped(list_name)}”" if list_name else "All questions of this server"
    mark = list_mark(list_name) if list_name else ""
    lines = [_line(kept, with_list=not list_name) for kept in page.questions]
    return framed(
        ui.TextDisplay(f"## {heading}"),
        ui.TextDisplay("\n".join(lines) or "There is none. Bring some with `/trivia-admin upload`."),
        *footer(counted(page.count, "question"), page_note(number, pages)),
        *rows(turning(number, pages, lambda turned: own_id(Step.PAGE, turned, mark))),
    )


def removal_layout(list_name: str, count: int) -> ui.LayoutView:
    """Return the question whether a whole list is to be removed."""
    told = f"Remove the list “{escaped(list_name)}” with {counted(count, 'question')}? Nothing brings it back."
    return said(told, Press("Remove it", own_id(Step.CLEAR, 0, list_mark(list_name))))


def uploaded_words(done: Uploaded) -> str:
    """Return what came of a file, without what is wrong with it."""
    new, already, left_out = done.imported
    added = counted(new, "question") if new else "No question"
    parts = [f"{added} added to the list “{escaped(done.list_name)}”"]
    if already:
        parts.append(f"{already:,} {'was' if already == 1 else 'were'} here already")
    if left_out:
        parts.append(f"{left_out:,} found no place, as a server has room for {MOST_KEPT:,}")
    if done.findings:
        parts.append(f"{counted(len(done.findings), 'finding')} to mend")
    return "; ".join(parts) + "."


def exported_words(done: Exported) -> str:
    """Return what is in some files, without what their format cannot hold."""
    files = f", in {len(done.files)} files as one may hold no more" if len(done.files) > 1 else ""
    return f"{counted(done.count, 'question')}{files}."


def short_findings(findings: Sequence[str]) -> str | None:
    """Return lines as they can stand in a message, or None where they are too long and need a file."""
    told = "\n".join(f"- {escaped(line)}" for line in findings)
    return told if len(told) <= _LONGEST_FINDINGS else None


def whole_text(kept: KeptQuestion) -> str:
    """Return all of a question as plain text."""
    question = kept.question
    right, wrong = (_block(answers) for answers in (question.accepted, question.wrong))
    return f"Question {kept.number}\n\n{question.text}\n\nRight:\n{right}\nWrong:\n{wrong}\n"


def _block(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines) or "(none)\n"


def _parts(kept: KeptQuestion) -> list[str]:
    question = kept.question
    parts = [f"**Question**\n{escaped(question.text)}", f"**Right:** {_answers(question.accepted)}"]
    return [*parts, f"**Wrong:** {_answers(question.wrong)}"] if question.wrong else parts


def _answers(answers: Sequence[str], room: int = _ROOM) -> str:
    return shortlist([f"“{escaped(one)}”" for one in answers], room, len(answers))


def _is_cut(kept: KeptQuestion) -> bool:
    """Tell whether some answers are not shown."""
    question = kept.question
    return any(_answers(one) != _answers(one, _EVERYTHING) for one in (question.accepted, question.wrong) if one)


def _line(kept: KeptQuestion, *, with_list: bool) -> str:
    notes = [_rate(kept)] if kept.state is QuestionState.APPROVED else ["waits"]
    notes += [f"“{escaped(cut(kept.list_name, _LONGEST_LINE // 2))}”"] if with_list and kept.list_name else []
    return f"**{kept.number}** {escaped(cut(kept.question.text, _LONGEST_LINE))} · {' · '.join(notes)}"


def _rate(kept: KeptQuestion) -> str:
    return f"{kept.rights:,} of {counted(kept.answers, 'answer')} right" if kept.answers else "not answered yet"


def _category(kept: KeptQuestion) -> str:
    return escaped(kept.question.category or "")


def _sender(kept: KeptQuestion) -> str:
    return f"by <@{kept.person}>" if kept.person else ""
