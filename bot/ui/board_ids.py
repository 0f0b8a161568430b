"""The custom_ids of a board: which days, what comes first, which page; server and person come from the interaction."""

import re

from bot.domain.boards import BoardQuestion, Period, Sort
from bot.domain.errors import UserError
from bot.ui.trivia_ids import BOARD

PERIODS = f"{BOARD}periods"
"""Is the custom_id of the menu whose values are the same board over other days."""
SORTS = f"{BOARD}sorts"
"""Is the custom_id of the menu whose values are the same board, sorted otherwise."""

STALE = "That button is not from here, or from another version of me; /trivia board shows the board of this server."

_PERIODS = dict(zip(Period, "twme", strict=True))
_SORTS = dict(zip(Sort, "sarq", strict=True))
_FORM = re.compile(r"([twme])([sarq])([1-9][0-9]{0,4})", re.ASCII)
_LAST_PAGE = 99_999


def encode_board(question: BoardQuestion) -> str:
    """Return a question as at most seven characters; `decode_board` gives it back."""
    return f"{_PERIODS[question.period]}{_SORTS[question.sort]}{min(question.page, _LAST_PAGE)}"


def decode_board(text: str) -> BoardQuestion:
    """Return the question of a text made by `encode_board`; raises UserError for any other."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise UserError(STALE)
    period, sort, page = form.groups()
    return BoardQuestion(
        next(one for one, letter in _PERIODS.items() if letter == period),
        next(one for one, letter in _SORTS.items() if letter == sort),
        int(page),
    )


def board_id(question: BoardQuestion) -> str:
    """Return the custom_id of a button that shows a board."""
    return BOARD + encode_board(question)
