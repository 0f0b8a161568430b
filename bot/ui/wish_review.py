"""What moderators see: the wishes that wait for them, and what was done, line by line."""

from collections.abc import Sequence

from discord import ui

from bot.domain.audit import Action as Deed
from bot.domain.audit import AuditLine
from bot.domain.signing import Signer
from bot.domain.wishes import Wish
from bot.ui.wish_card import reason
from bot.ui.wish_ids import Action, wish_id
from bot.ui.wish_parts import Item, Press, cut, footer, framed, rows
from bot.ui.wish_words import LONGEST_LISTED, MANNER_WORDS, author_words, headline
from bot.ui.wording import day, escaped, shortened

REVIEWS_A_PAGE = 5
"""Wishes of the queue on one page."""
LINES_A_PAGE = 10
"""Lines of the audit on one page."""

_LONGEST_PAGE = 3_600  # characters; Discord takes 4,000 in all
_LONGEST_CHANGE = 250  # characters of what is different in the settings
_LONGEST_DETAIL = 100

_DEED_WORDS = {
    Deed.APPROVED: "approved wish {number}",
    Deed.REJECTED: "rejected wish {number}{said}",
    Deed.REMOVED: "removed wish {number}{said}",
    Deed.RESTORED: "restored wish {number}",
    Deed.MERGED: "merged wish {number} into wish {detail}",
    Deed.BLOCKED: "blocked somebody{said}",
    Deed.UNBLOCKED: "unblocked somebody{said}",
    Deed.SETTINGS: "changed the settings{change}",
    Deed.EXPORTED: "exported {detail} wishes",
}


def review_layout(waiting: Sequence[Wish], signer: Signer, more: str | None = None) -> ui.LayoutView:
    """Return up to five wishes that wait, each to be approved or rejected; `more` is the id of a button to the next.

    A reason is cut where all would not fit into a message; the button to the card shows it whole.
    """
    some = waiting[:REVIEWS_A_PAGE]
    if not some:
        return framed(ui.TextDisplay("## Nothing waits\nEvery wish has been looked at."))
    room = _LONGEST_PAGE // len(some)
    items: list[Item] = [ui.TextDisplay("## Wishes that wait")]
    for wish in some:
        items += [*(ui.TextDisplay(part) for part in _waiting(wish, room)), *rows(_decisions(wish, signer))]
    return framed(*items, *rows([Press("Those after these", more)] if more else []))


def audit_layout(lines: Sequence[AuditLine], older: str | None = None) -> ui.LayoutView:
    """Return up to ten things that were done, the newest first; `older` is the id of a button to those before."""
    told = "\n".join(f"- {audit_words(line)}" for line in lines[:LINES_A_PAGE])
    return framed(
        ui.TextDisplay("## What moderators did"),
        ui.TextDisplay(told or "Nothing yet."),
        *footer("times are UTC" if told else ""),
        *rows([Press("Older", older)] if older else []),
    )


def audit_words(line: AuditLine) -> str:
    """Return what was done, as one line, harmless in a message: when, who, to which wish, what was said about it."""
    detail = escaped(cut(line.detail, _LONGEST_DETAIL))
    deed = _DEED_WORDS[line.action].format(
        number=line.number,
        detail=detail,
        said=f": {detail}" if detail else "",
        change=f": {shortened(line.detail, _LONGEST_CHANGE)}" if line.detail else "",
    )
    return f"{day(line.at)}, {line.at:%H:%M} · {author_words(line.actor)} {deed}"


def _waiting(wish: Wish, room: int) -> list[str]:
    """Return what there is to look at of a wish, in at most so many characters in all."""
    wording = wish.wording
    head = f"**{headline(wish.wanted, LONGEST_LISTED)}**"
    foot = f"-# wish {wish.number} · {MANNER_WORDS[wording.manner]} · by {author_words(wish.author)}"
    foot += " · wants to be hidden" if wording.hidden else ""
    why = _fitting_reason(wish, room - len(head) - len(foot))
    return [head, why, foot] if why else [head, foot]


def _fitting_reason(wish: Wish, room: int) -> str:
    """Return as much of the reason as fits, covered where it gives something away."""
    why, told = wish.wording.why, ""
    length = len(why)
    while length and len(told := reason(shortened(why, length), spoiler=wish.wording.spoiler)) > room:
        length = length * 9 // 10
    return told


def _decisions(wish: Wish, signer: Signer) -> list[Press]:
    actions = ((Action.APPROVE, "Approve"), (Action.REJECT, "Reject"), (Action.SHOW, "Show"))
    return [
        Press(f"{label} {wish.number}", wish_id(signer, action, wish.guild, wish.number)) for action, label in actions
    ]
