"""What a board and somebody's own figures look like."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from discord import ui
from discord.app_commands import Choice as CommandChoice

from bot.domain.boards import (
    LEAST_ANSWERS,
    LEAST_RIGHTS,
    BoardPage,
    BoardQuestion,
    OwnPeriod,
    OwnRecord,
    Period,
    Place,
    Score,
    Sort,
)
from bot.ui.board_ids import PERIODS, SORTS, board_id, encode_board
from bot.ui.wish_parts import Choice, Item, Menu, footer, framed, menu_row, page_note, rows, turning
from bot.ui.wording import counted, listed

PERIOD_WORDS = {
    Period.TODAY: "today",
    Period.WEEK: "the last 7 days",
    Period.MONTH: "the last 30 days",
    Period.EVER: "all time",
}
SORT_WORDS = {
    Sort.SCORE: "most points",
    Sort.ACCURACY: "most accurate",
    Sort.STREAK: "longest streak",
    Sort.SPEED: "fastest",
}
PERIOD_CHOICES = [CommandChoice(name=words, value=period.value) for period, words in PERIOD_WORDS.items()]
SORT_CHOICES = [CommandChoice(name=words, value=sort.value) for sort, words in SORT_WORDS.items()]

_RATED = "only rounds in which two people or more answered count"
_DAYS = "days are those of UTC"
_ON_IT = {
    Sort.SCORE: "",
    Sort.ACCURACY: f"listed from {LEAST_ANSWERS} answers on",
    Sort.STREAK: "right answers in a row within a play",
    Sort.SPEED: f"listed from {LEAST_RIGHTS} right answers on",
}
_NOBODY = f"Nobody is on it yet, as {_RATED}. `/trivia start` begins a play."
_NOTHING = f"There is nothing of you here yet, as {_RATED}. `/trivia start` begins a play."
_HIDDEN = "Your name is hidden, so you are on no board; `/privacy visibility` changes that."


def board_layout(page: BoardPage) -> ui.LayoutView:
    """Return a page of a board, with the asker's place below where it is on another page."""
    question = page.question
    lines = [_line(place, question.sort) for place in page.places]
    own = page.own if page.own and page.own.person not in {place.person for place in page.places} else None
    below: tuple[Item, ...] = (ui.Separator(), ui.TextDisplay(_line(own, question.sort))) if own else ()
    return framed(
        ui.TextDisplay(f"## Trivia: {SORT_WORDS[question.sort]}, {PERIOD_WORDS[question.period]}"),
        ui.TextDisplay("\n".join(lines) or _NOBODY),
        *below,
        *footer(
            counted(page.count, "person", "people") if page.count else "",
            _RATED if page.count else "",
            _ON_IT[question.sort],
            _DAYS,
            page_note(question.page, page.pages),
        ),
        *rows(turning(question.page, page.pages, _turn(question))),
        *menu_row(_periods(question)),
        *menu_row(_sorts(question)),
    )


def own_layout(record: OwnRecord) -> ui.LayoutView:
    """Return somebody's own figures of each period in which there are any."""
    there = [one for one in record.periods if one.score != Score()]
    parts = [_own_part(list(alike)) for _, alike in groupby(there, _figures)] or [_NOTHING]
    if record.hidden:
        parts.append(_HIDDEN)
    return framed(
        ui.TextDisplay("## Your trivia in this server"), ui.TextDisplay("\n\n".join(parts)), *footer(_RATED, _DAYS)
    )


def _line(place: Place, sort: Sort) -> str:
    score = place.score
    figure = {
        Sort.SCORE: counted(score.points, "point"),
        Sort.ACCURACY: _accuracy(score),
        Sort.STREAK: f"{score.best_streak:,} in a row",
        Sort.SPEED: _speed(score),
    }[sort]
    return f"{place.rank:,}\\. <@{place.person}>: **{figure}** · {_rights(score)}"


def _figures(one: OwnPeriod) -> tuple[Score, int | None, int]:
    return one.score, one.rank, one.count


def _own_part(alike: Sequence[OwnPeriod]) -> str:
    """Return the figures of periods that have the same, one after another, as those of a newcomer do."""
    one = alike[0]
    score = one.score
    heading = listed([PERIOD_WORDS[each.period] for each in alike])
    rank = f", place {one.rank:,} of {one.count:,}" if one.rank else ""
    facts = (
        f"{counted(score.points, 'point')}{rank}",
        f"{_rights(score)} ({_accuracy(score)})" if score.answers else "",
        f"{_speed(score)} a right answer" if score.rights else "",
        f"best streak {score.best_streak:,}",
        f"{counted(score.plays, 'play')}, {score.wins:,} won",
    )
    return f"**{heading[0].upper()}{heading[1:]}**\n{' · '.join(filter(None, facts))}"


def _rights(score: Score) -> str:
    return f"{score.rights:,} of {score.answers:,} right"


def _accuracy(score: Score) -> str:
    return f"{(score.accuracy or 0) * 100:.1f} %"


def _speed(score: Score) -> str:
    return f"{(score.mean_ms or 0) / 1_000:.2f} s"


def _turn(question: BoardQuestion) -> Callable[[int], str]:
    return lambda page: board_id(replace(question, page=page))


def _periods(question: BoardQuestion) -> Menu:
    choices = (
        Choice(words, encode_board(BoardQuestion(period, question.sort)), chosen=period is question.period)
        for period, words in PERIOD_WORDS.items()
    )
    return Menu(PERIODS, "Which days?", tuple(choices))


def _sorts(question: BoardQuestion) -> Menu:
    choices = (
        Choice(words, encode_board(BoardQuestion(question.period, sort)), chosen=sort is question.sort)
        for sort, words in SORT_WORDS.items()
    )
    return Menu(SORTS, "What comes first?", tuple(choices))
