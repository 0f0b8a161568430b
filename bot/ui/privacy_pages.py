"""What people are told about what is stored of them, and the button by which they have it deleted."""

from collections.abc import Iterable
from enum import StrEnum

from discord import ButtonStyle, Interaction, ui

from bot.domain.errors import UserError
from bot.domain.personal_data import Holdings, ServerHoldings
from bot.ui.layout import page_layout
from bot.ui.pages import Block, Page
from bot.ui.wording import counted

DELETE = "d1:"
"""Begins the custom_id of the button that deletes; the digit is the version of what follows, whose data goes."""
ARCHIVE = "gueststar.zip"
"""The name of the file that people get."""

_FOOTER = "PRIVACY.md says what is stored, how long, and who sees it"
_NO_MANAGER = (
    "Only who may manage this server can have its data deleted; ask one of them, or delete your own with "
    "/privacy delete."
)


class Whose(StrEnum):
    """Whose data goes."""

    MINE = "mine"
    SERVER = "server"


def pressed(custom_id: str) -> Whose:
    """Return whose data a button deletes; raises UserError where it is of another version, or forged.

    Person and server come from the interaction, never from the id.
    """
    try:
        return Whose(custom_id.removeprefix(DELETE))
    except ValueError:
        raise UserError("That button is from another version of me; use /privacy delete again.") from None


def require_manager(interaction: Interaction) -> int:
    """Return the server of an interaction; raises UserError where there is none, or who asks may not manage it."""
    if interaction.guild_id is None:
        raise UserError("A direct message belongs to no server; use this command in the server whose data should go.")
    if not interaction.permissions.manage_guild:
        raise UserError(_NO_MANAGER)
    return interaction.guild_id


def require_asker(interaction: Interaction) -> None:
    """Raise UserError where somebody presses a button that another person was asked by."""
    message = interaction.message
    asked = message.interaction_metadata if message else None
    if asked is None or asked.user.id != interaction.user.id:
        raise UserError("That button is for the one who asked; use /privacy delete yourself.")


def holdings_page(there_is: Holdings) -> Page:
    """Return the page that says how much is stored of a person."""
    if not there_is.total:
        return _nothing("Nothing is stored of you")
    after = (
        "Only you can see how you voted. `/privacy export` gives you all of it as a file, `/privacy delete` removes it."
    )
    return Page("What is stored of you", (Block(_lines(_of_person(there_is))), Block(after)), _FOOTER)


def exported_layout(there_is_none: bool) -> ui.LayoutView:  # noqa: FBT001  (a claim that picks the page)
    """Return the layout that goes with the file, or says that there is none."""
    if there_is_none:
        return page_layout(_nothing("Nothing is stored of you"))
    text = (
        "All that is stored of you: `gueststar.json` for programs, the tables as CSV for spreadsheets. Times are UTC."
    )
    view = page_layout(Page("Your data", (Block(text),), _FOOTER))
    view.add_item(ui.File(f"attachment://{ARCHIVE}"))
    return view


def deletion_layout(there_is: Holdings) -> ui.LayoutView:
    """Return what a person reads before they delete, with the button for it where there is something."""
    if not there_is.total:
        return page_layout(_nothing("There is nothing left of you to delete"))
    stays = (
        "**What stays, without your id:** votes go on counting, so that no tally changes, under a code that only the "
        "bot can compare with you, should you vote again; your wishes stay without your name and reason; so do fixes "
        "and questions that you sent. A server that blocked you keeps such a code, too."
    )
    blocks = (Block(f"**What goes:**\n{_lines(_of_person(there_is))}"), Block(stays), Block("This cannot be undone."))
    page = Page("Delete all that is stored of you?", blocks, _FOOTER)
    return _with_button(page, "Delete all of it", Whose.MINE)


def server_deletion_layout(there_is: ServerHoldings) -> ui.LayoutView:
    """Return what a manager reads before they delete a server's data, with the button for it."""
    if not there_is.total:
        return page_layout(_nothing("There is nothing left of this server to delete"))
    stays = (
        "**What stays:** fixes that people here sent to the maintainers, without this server's id. Cards and threads "
        "that were posted are messages of this server: their buttons answer that there is no such wish any more."
    )
    blocks = (Block(f"**What goes:**\n{_lines(_of_server(there_is))}"), Block(stays), Block("This cannot be undone."))
    page = Page("Delete all that is stored of this server?", blocks, _FOOTER)
    return _with_button(page, "Delete this server's data", Whose.SERVER)


def deleted_page(there_was: Holdings) -> Page:
    """Return the page that says that a person is forgotten."""
    if not there_was.total:
        return _nothing("There is nothing left of you to delete")
    done = (
        "Nothing that is stored names you any more. Cards that did are drawn anew within a few minutes. "
        "A play that is underway goes on without you."
    )
    return Page("You are forgotten", (Block(f"**Gone:**\n{_lines(_of_person(there_was))}"), Block(done)), _FOOTER)


def server_deleted_page(there_was: ServerHoldings) -> Page:
    """Return the page that says that a server is forgotten."""
    if not there_was.total:
        return _nothing("There is nothing left of this server to delete")
    return Page("This server is forgotten", (Block(f"**Gone:**\n{_lines(_of_server(there_was))}"),), _FOOTER)


def visibility_page(*, hidden: bool, changed: bool) -> Page:
    """Return the page that says whether a person's name stands on cards."""
    state = (
        "Your name stands on no card of a wish and on no board of trivia."
        if hidden
        else "Your name stands on the cards of your wishes and on boards of trivia."
    )
    after = "Cards that are posted are drawn anew within a few minutes." if changed else "It was so already."
    one = "" if hidden else " A wish that you made with your name hidden stays without it."
    return Page("Your name", (Block(f"{state}{one} {after}"),), _FOOTER)


def _nothing(heading: str) -> Page:
    return Page(
        heading, (Block("Look-ups are answered and forgotten; only what you write, vote or play is kept."),), _FOOTER
    )


def _with_button(page: Page, label: str, whose: Whose) -> ui.LayoutView:
    view = page_layout(page)
    view.add_item(ui.ActionRow(ui.Button(style=ButtonStyle.danger, label=label, custom_id=f"{DELETE}{whose}")))
    return view


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(f"- {part}" for part in parts)


def _of_person(there_is: Holdings) -> list[str]:
    ended = counted(there_is.traces, "trace of a vote or follow that ended", "traces of votes and follows that ended")
    return _said(
        (there_is.wishes, counted(there_is.wishes, "wish", "wishes") + " you made"),
        (there_is.votes, counted(there_is.votes, "vote")),
        (there_is.follows, counted(there_is.follows, "follow")),
        (there_is.drafts, counted(there_is.drafts, "wish", "wishes") + " you began within a day"),
        (there_is.errands, counted(there_is.errands, "message") + " waiting to be sent to you"),
        (there_is.fixes, "who sent " + counted(there_is.fixes, "fix", "fixes") + ", kept for 30 days"),
        (there_is.audit_lines, counted(there_is.audit_lines, "line") + " about what you did as a moderator"),
        (there_is.scores, "what you scored in trivia, on " + counted(there_is.scores, "day") + " in a server"),
        (there_is.daily_answers, counted(there_is.daily_answers, "answer") + " to the daily questions"),
        (there_is.questions, "who sent " + counted(there_is.questions, "question") + " to a server"),
        (there_is.plays_underway, counted(there_is.plays_underway, "play") + " of trivia that you are in just now"),
        (there_is.traces, ended + ", kept for a day or with the merged wish"),
        (there_is.hidden, "the note that your name stands on no card or board"),
    )


def _of_server(there_is: ServerHoldings) -> list[str]:
    votes, follows = counted(there_is.votes, "vote"), counted(there_is.follows, "follow")
    return _said(
        (there_is.wishes, f"{counted(there_is.wishes, 'wish', 'wishes')} with {votes} and {follows}"),
        (there_is.audit_lines, counted(there_is.audit_lines, "line") + " about what moderators did"),
        (there_is.blocks, counted(there_is.blocks, "block") + " of people"),
        (there_is.drafts + there_is.errands, "what was begun and what waits to be sent"),
        (there_is.scores, "what people scored in trivia, by day: " + counted(there_is.scores, "line")),
        (there_is.questions, counted(there_is.questions, "question") + " of the server's own"),
        (there_is.asked, "which questions were asked: " + counted(there_is.asked, "line")),
        (there_is.plays_underway, counted(there_is.plays_underway, "play") + " underway, which end at once"),
        (there_is.settings, "the settings"),
        (there_is.fixes, "the server's id beside " + counted(there_is.fixes, "fix", "fixes")),
    )


def _said(*parts: tuple[int, str]) -> list[str]:
    return [text for number, text in parts if number]
