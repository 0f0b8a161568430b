"""The pieces of which everything about wishes is drawn: buttons, menus, pages that turn, and the frame around them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from discord import ButtonStyle, SelectOption, ui

from bot.ui.layout import ACCENT

LONGEST_LABEL = 80
LONGEST_OPTION = 100
MOST_IN_A_ROW = 5
MOST_OPTIONS = 25

Item = ui.Item[ui.LayoutView]
Button = ui.Button[ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it says, and the custom_id by which its press is known."""

    label: str
    custom_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a menu; `note` stands under it, `chosen` marks the one that holds now."""

    label: str
    value: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to pick one from, at most 25."""

    custom_id: str
    prompt: str
    choices: tuple[Choice, ...]


def framed(*items: Item) -> ui.LayoutView:
    """Return items in a container, for sending: discord.py is told not to keep it."""
    return unkept(ui.Container(*items, accent_colour=ACCENT))


def unkept(*items: Item) -> ui.LayoutView:
    """Return a layout of items whose presses are found by their custom_ids, after a restart too."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def footer(*notes: str) -> tuple[Item, ...]:
    """Return the quiet last line, of the notes that say something; nothing where none does."""
    told = " · ".join(filter(None, notes))
    return (ui.Separator(), ui.TextDisplay(f"-# {told}")) if told else ()


def button(press: Press) -> Button:
    """Return the button of a press, its label cut where it is too long."""
    return ui.Button(
        style=ButtonStyle.secondary, label=cut(press.label, LONGEST_LABEL) or "…", custom_id=press.custom_id
    )


def rows(presses: Iterable[Press]) -> tuple[Item, ...]:
    """Return buttons in rows of five, each custom_id once; nothing where there is none."""
    kept = [button(press) for press in {press.custom_id: press for press in presses}.values()]
    return tuple(ui.ActionRow(*kept[at : at + MOST_IN_A_ROW]) for at in range(0, len(kept), MOST_IN_A_ROW))


def turning(number: int, count: int, turn: Callable[[int], str]) -> tuple[Press, ...]:
    """Return the buttons to the pages beside one of several; `turn` gives the custom_id that shows a page."""
    turns = (("Previous page", number - 1), ("Next page", number + 1))
    return tuple(Press(label, turn(page)) for label, page in turns if 1 <= page <= count)


def page_note(number: int, count: int) -> str:
    """Return `page 2 of 3`, or nothing where there is but one."""
    return f"page {number:,} of {count:,}" if count > 1 else ""


def beside(text: str, press: Press) -> Item:
    """Return a text with a button beside it."""
    return ui.Section(text, accessory=button(press))


def menu_row(menu: Menu) -> tuple[Item, ...]:
    """Return a menu in a row of its own, each value once; nothing where it has no choice."""
    options = _options(menu.choices)
    if not options:
        return ()
    select: ui.Select[ui.LayoutView] = ui.Select(custom_id=menu.custom_id, placeholder=menu.prompt, options=options)
    return (ui.ActionRow(select),)


def _options(choices: Sequence[Choice]) -> list[SelectOption]:
    kept = list({choice.value: choice for choice in choices}.values())[:MOST_OPTIONS]
    return [
        SelectOption(
            label=cut(choice.label, LONGEST_OPTION) or "…",
            value=choice.value,
            description=cut(choice.note, LONGEST_OPTION) or None,
            default=choice.chosen,
        )
        for choice in kept
    ]


def cut(text: str, longest: int) -> str:
    """Return plain text on one line, with an ellipsis where it is longer than `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
