"""Lists of wishes: a server's, those of all servers that share theirs, and one person's own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from discord import ui

from bot.domain.foresight import Foresight
from bot.domain.identities import GuildId
from bot.domain.signing import Signer
from bot.domain.wish_outcomes import SharedWish, WishEntry
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Wish, WishState
from bot.services.wish_lists import A_PAGE, Mine, SharedPage, WishPage
from bot.services.wish_questions import WishQuestion, encode_wishes
from bot.ui.wish_card import show_press
from bot.ui.wish_parts import (
    Choice,
    Item,
    Menu,
    beside,
    footer,
    framed,
    menu_row,
    page_note,
    rows,
    turning,
)
from bot.ui.wish_words import (
    LONGEST_LISTED,
    ORDER_WORDS,
    STATE_WORDS,
    begun,
    headline,
    hidden_words,
    list_heading,
    shown_tally,
    tally_words,
)
from bot.ui.wording import counted

LIST = "wl1:"
"""Begins the custom_id of a button that shows another page of a list; the question follows."""
ORDER = "wo1:"
"""Is the custom_id of the menu whose values are the questions for a list in another order."""

_LONGEST_PAGE = 3_200  # characters; Discord takes 4,000 in all, and heading and footer need up to 600
_SHORTEST_LISTED = 25  # characters of each name: ten wishes of three such names fit, whatever they are made of

Listed = Wish | WishEntry
_Value = TypeVar("_Value")


def list_layout(
    page: WishPage, signer: Signer, guild: GuildId, now: datetime, *, who: str | None = None, into: str | None = None
) -> ui.LayoutView:
    """Return a page of a server's wishes, each with a button to its card; `who` and `into` are the names asked for."""
    question = page.question
    heading = list_heading(question, who=who, into=into)
    hidden = hidden_words(page.settings) if page.settings.hides_tallies(now) else ""
    told: Sequence[Item] = entry_items(page.entries, signer, guild, page.settings, now)
    return framed(
        ui.TextDisplay(f"## {heading}"),
        *(told or [ui.TextDisplay("There is none. Make one with `/wish add`.")]),
        *footer(counted(page.count, "wish", "wishes"), hidden, page_note(question.page, page.pages)),
        *rows(turning(question.page, page.pages, _turn(question))),
        *(menu_row(_orders(question)) if page.count > 1 else ()),
    )


def top_layout(page: SharedPage) -> ui.LayoutView:
    """Return a page of the wishes of all servers that share theirs, the same wish of several added up."""
    question = page.question
    place = (question.page - 1) * A_PAGE
    lines = _fitting(page.wishes, _shared_line)
    numbered = [f"{number}\\. {line}" for number, line in enumerate(lines, start=place + 1)]
    return framed(
        ui.TextDisplay(f"## {list_heading(question)}"),
        ui.TextDisplay("\n".join(numbered) or "No server shares its wishes yet; `/config wishes` does."),
        *footer(counted(page.count, "wish", "wishes"), page_note(question.page, page.pages)),
        *rows(turning(question.page, page.pages, _turn(question))),
    )


def mine_layout(
    mine: Mine, signer: Signer, guild: GuildId, now: datetime, turn: Callable[[int], str], *, page: int = 1
) -> ui.LayoutView:
    """Return a page of a person's own wishes and their record; `turn` gives the custom_id that shows a page.

    A page that there is not is the nearest that there is.
    """
    pages = max(1, -(-len(mine.wishes) // A_PAGE))
    page = min(max(1, page), pages)
    shown = mine.wishes[(page - 1) * A_PAGE : page * A_PAGE]
    told: Sequence[Item] = entry_items(shown, signer, guild, mine.settings, now)
    return framed(
        ui.TextDisplay(f"## Your wishes\n{_record(mine)}"),
        *(told or [ui.TextDisplay("You have made none here. `/wish add` makes one.")]),
        *footer(counted(len(mine.wishes), "wish", "wishes"), page_note(page, pages)),
        *rows(turning(page, pages, turn)),
    )


def entry_items(
    entries: Iterable[Listed], signer: Signer, guild: GuildId, own: WishSettings, now: datetime
) -> list[Item]:
    """Return wishes one below the other, at most ten, each with its tally and a button that shows its card."""
    some = list(entries)[:A_PAGE]
    lines = _fitting(some, lambda one, longest: _line(one, own, now, longest))
    return [
        beside(line, show_press(signer, guild, one.number, f"Show {one.number}"))
        for one, line in zip(some, lines, strict=True)
    ]


def _line(one: Listed, own: WishSettings, now: datetime, longest: int) -> str:
    notes = [] if one.state is WishState.WAITING else [begun(shown_tally(one.tally, own, now))]
    notes += [] if one.state is WishState.OPEN else [STATE_WORDS[one.state]]
    return f"**{headline(one.wanted, longest)}**\n{begun(' · '.join(notes))}"


def _shared_line(wish: SharedWish, longest: int) -> str:
    servers = counted(wish.servers, "server")
    return f"**{headline(wish.wanted, longest)}**\n-# {tally_words(wish.tally)} · {servers}"


def _fitting(values: Sequence[_Value], line: Callable[[_Value, int], str]) -> list[str]:
    """Return a line for each value, with names as long as all lines together leave room for."""
    lines = [line(value, LONGEST_LISTED) for value in values]
    if sum(map(len, lines)) <= _LONGEST_PAGE:
        return lines
    return [line(value, _SHORTEST_LISTED) for value in values]


def _turn(question: WishQuestion) -> Callable[[int], str]:
    return lambda page: LIST + encode_wishes(replace(question, page=page))


def _orders(question: WishQuestion) -> Menu:
    choices = [
        Choice(begun(words), encode_wishes(replace(question, order=order, page=1)), chosen=order is question.order)
        for order, words in ORDER_WORDS.items()
    ]
    return Menu(ORDER, "In which order?", tuple(choices))


def _record(mine: Mine) -> str:
    votes = counted(mine.votes, "vote")
    return f"You have {votes} on wishes here. {_foresight(mine.foresight)}"


def _foresight(foresight: Foresight) -> str:
    if not foresight.count:
        return "None that you were for has come true yet."
    return (
        f"**{counted(foresight.count, 'wish', 'wishes')}** that you were for came true: "
        f"foresight **{foresight.score:,.1f}**, more for each the fewer believed in it."
    )
