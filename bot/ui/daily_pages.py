"""The pages of the daily five: a question, what an answer was worth, the result, and the grid that is shared.

Before an answer nothing depends on which choice is right, and a grid says nothing of any question.
"""

from collections.abc import Iterable
from datetime import datetime

from discord import ui
from discord.utils import format_dt

from bot.domain.dailies import Five, Given, Progress, Streak, grid_of, grid_words
from bot.domain.identities import UserId
from bot.domain.pack import UniverseId
from bot.domain.posed import Posed
from bot.services.daily import Pick
from bot.ui.addresses import web_address
from bot.ui.daily_ids import go_on_id, pick_id, share_id, today_id
from bot.ui.wish_parts import Item, Press, footer, framed, rows, unkept
from bot.ui.wording import counted, day, escaped, shortened

_LONGEST_TEXT = 1_800  # characters of a question once it is escaped; all of a message has 4,000
_LONGEST_NAME = 120
_ALONE = "only you see this"
_STANDS = "That one is answered already, and the first answer stands."
_LATE = (
    "That day is over (it ended at midnight, UTC), and its questions are taken no more. The five of today are there."
)


def question_layout(progress: Progress, universe: str, note: str = "") -> ui.LayoutView:
    """Return the question that somebody is at, with a button for each choice; `note` is said above it."""
    five, number = progress.five, progress.next_number
    posed = five.questions[number - 1]
    picks = (
        Press(choice, pick_id(Pick(five.day, five.universe, number, place)))
        for place, choice in enumerate(posed.choices)
    )
    return framed(
        ui.TextDisplay(_heading(five, universe)),
        *_said(note),
        ui.TextDisplay(_question(five, number)),
        *rows(picks),
        *footer("one answer, which stands", f"ends {format_dt(five.ends_at, 'R')}", _ALONE),
    )


def answered_layout(progress: Progress, given: Given, universe: str, now: datetime) -> ui.LayoutView:
    """Return what an answer was worth, the right one and its source; after the last one the result, too."""
    five = progress.five
    posed = five.questions[given.number - 1]
    onward = Press("Next question", go_on_id(five.day, five.universe))
    return framed(
        ui.TextDisplay(_heading(five, universe)),
        ui.TextDisplay(f"{_question(five, given.number)}\n\n{_verdict(posed, given)}"),
        *_source(posed),
        *(_result(progress, now) if progress.is_done else rows([onward])),
        *footer(_ALONE),
    )


def result_layout(progress: Progress, universe: str, now: datetime) -> ui.LayoutView:
    """Return how somebody did who has answered all, and when the next ones come."""
    return framed(ui.TextDisplay(_heading(progress.five, universe)), *_result(progress, now), *footer(_ALONE))


def present_layout(progress: Progress, universe: str, now: datetime, *, repeated: bool = False) -> ui.LayoutView:
    """Return where somebody is: a question, or the result; `repeated` where they have answered one a second time."""
    if progress.is_done:
        return result_layout(progress, universe, now)
    return question_layout(progress, universe, _STANDS if repeated else "")


def share_layout(progress: Progress, universe: str, person: UserId) -> ui.LayoutView:
    """Return what everybody may see of somebody's result, with a button to the five of the day."""
    five, streak = progress.five, progress.streak
    return framed(
        ui.TextDisplay(f"<@{person}> played the {_name(five, universe)}: **{_score(progress)}**"),
        ui.TextDisplay(_grid(progress)),
        *footer(f"{counted(streak.current, 'day')} in a row"),
        *rows([Press("Play today's", today_id(five.universe))]),
    )


def late_layout(universe: UniverseId) -> ui.LayoutView:
    """Return that a day is over, with a button to the five of today."""
    return unkept(ui.TextDisplay(_LATE), *rows([Press("Play today's", today_id(universe))]))


def _said(note: str) -> Iterable[Item]:
    if note:
        yield ui.TextDisplay(note)


def _heading(five: Five, universe: str) -> str:
    return f"## {_name(five, universe)}"


def _name(five: Five, universe: str) -> str:
    return f"Daily of {shortened(escaped(universe), _LONGEST_NAME)}, {day(five.day)}"


def _question(five: Five, number: int) -> str:
    text = shortened(escaped(five.questions[number - 1].text), _LONGEST_TEXT)
    return f"**Question {number} of {len(five.questions)}**\n{text}"


def _verdict(posed: Posed, given: Given) -> str:
    right = escaped(posed.right)
    if given.is_right:
        return f"✓ Right: **{right}**."
    return f"✗ Wrong: you chose {escaped(posed.choices[given.choice])}. Right is **{right}**."


def _source(posed: Posed) -> Iterable[Item]:
    if posed.source:
        address = web_address(posed.url)
        link = (address.link or escaped(address.host)) if address else ""
        name = shortened(escaped(posed.source), _LONGEST_NAME)
        yield ui.TextDisplay("-# " + " · ".join(filter(None, (f"Source: {name}", link))))


def _result(progress: Progress, now: datetime) -> Iterable[Item]:
    five = progress.five
    yield ui.Separator(visible=False)
    yield ui.TextDisplay(f"### {_score(progress)}\n{_grid(progress)}")
    share = Press("Share", share_id(five.day, five.universe))
    if now < five.ends_at:
        yield ui.TextDisplay(f"{_streak(progress.streak)} The next five come {format_dt(five.ends_at, 'R')}.")
        yield from rows([share])
    else:
        yield ui.TextDisplay(f"{_streak(progress.streak)} The next five are there.")
        yield from rows([share, Press("Play today's", today_id(five.universe))])


def _score(progress: Progress) -> str:
    return f"{sum(progress.rights)} of {len(progress.five.questions)}"


def _grid(progress: Progress) -> str:
    return f"{grid_of(progress.rights)}\n-# {grid_words(progress.rights)}"


def _streak(streak: Streak) -> str:
    return f"Your streak: **{counted(streak.current, 'day')}** in a row, at best {counted(streak.best, 'day')}."
