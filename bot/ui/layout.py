"""Draw a page as a Discord layout (Components V2)."""

from collections.abc import Iterable

from discord import ButtonStyle, Colour, MediaGalleryItem, SelectOption, ui

from bot.services.question_texts import encode
from bot.services.questions import Question
from bot.ui.pages import Block, Link, Menu, Page

ASK = "q1:"
"""Begins the custom_id of a button that asks a question; the digit is the version of what follows."""
TURN = "p1:"
"""Begins the custom_id of a button that turns the page where it stands."""
SHARE = "s1:"
"""Begins the custom_id of a button that posts a private answer for all to see."""
PICK = "m1:"
"""Begins the custom_id of a menu whose values are questions."""

WISH_FOR = "n1:"
"""Begins the custom_id of a button that begins a wish; the question follows at whose answer it stands."""

PICTURE = "picture.png"
"""The name under which a page's picture is attached."""

ACCENT = Colour(0xB3202C)
_LONGEST_LABEL = 80
_LONGEST_OPTION = 100
_LONGEST_PROMPT = 150
_BUTTONS_A_ROW = 5


def page_layout(page: Page, share: Question | None = None) -> ui.LayoutView:
    """Return the layout of a page, with a Share button where `share` is the question it answers.

    discord.py is told not to keep it: what is pressed is found again by its custom_id, after a restart too.
    """
    view = ui.LayoutView(timeout=None)
    used: set[str] = set()
    view.add_item(_body(page, used))
    wishing = [_button(WISH_FOR, page.wish, used)] if page.wish else []
    _add_row(view, (*wishing, *(_button(ASK, link, used) for link in page.links)))
    for place, menu in enumerate(page.menus):
        view.add_item(ui.ActionRow(_select(f"{PICK}{place}", menu)))
    _add_row(view, _turning(page, share, used))
    view.stop()
    return view


def sentence_layout(sentence: str, links: Iterable[Link] = ()) -> ui.LayoutView:
    """Return the layout of one sentence with links below it."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(sentence))
    used: set[str] = set()
    _add_row(view, (_button(ASK, link, used) for link in links))
    view.stop()
    return view


def _body(page: Page, used: set[str]) -> ui.Container[ui.LayoutView]:
    parts: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(f"## {page.heading}")]
    if page.picture:
        parts.append(ui.Separator(visible=False))
        parts.append(ui.MediaGallery(MediaGalleryItem(f"attachment://{PICTURE}", description=page.picture.alt)))
    for place, block in enumerate(page.blocks):
        if place and not block.link:
            parts.append(ui.Separator(visible=False))  # a little air between paragraphs
        parts.append(_block(block, used))
    footer = [page.footer] if page.footer else []
    if page.count > 1:
        footer.append(f"page {page.number} of {page.count}")
    if footer:
        parts.extend((ui.Separator(), ui.TextDisplay("-# " + " · ".join(footer))))
    return ui.Container(*parts, accent_colour=ACCENT)


def _block(block: Block, used: set[str]) -> ui.Item[ui.LayoutView]:
    button = _button(ASK, block.link, used) if block.link else None
    return ui.Section(block.text, accessory=button) if button else ui.TextDisplay(block.text)


def _button(prefix: str, link: Link, used: set[str]) -> ui.Button[ui.LayoutView] | None:
    custom_id = prefix + encode(link.question)
    if custom_id in used:  # Discord refuses a message in which two are the same
        return None
    used.add(custom_id)
    return ui.Button(style=ButtonStyle.secondary, label=_cut(link.label, _LONGEST_LABEL), custom_id=custom_id)


def _turning(page: Page, share: Question | None, used: set[str]) -> list[ui.Button[ui.LayoutView] | None]:
    buttons = [
        _button(TURN, Link(label, question), used)
        for label, question in (("Previous page", page.previous), ("Next page", page.next))
        if question is not None
    ]
    if share is not None:
        buttons.append(_button(SHARE, Link("Share here", share), used))
    return buttons


def _select(custom_id: str, menu: Menu) -> ui.Select[ui.LayoutView]:
    options = {encode(link.question): link for link in menu.links}
    return ui.Select(
        custom_id=custom_id,
        placeholder=_cut(menu.prompt, _LONGEST_PROMPT),
        options=[
            SelectOption(
                label=_cut(link.label, _LONGEST_OPTION),
                value=value,
                description=_cut(link.note, _LONGEST_OPTION) or None,
            )
            for value, link in options.items()
        ],
    )


def _add_row(view: ui.LayoutView, buttons: Iterable[ui.Button[ui.LayoutView] | None]) -> None:
    row = [button for button in buttons if button is not None][:_BUTTONS_A_ROW]
    if row:
        view.add_item(ui.ActionRow(*row))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
