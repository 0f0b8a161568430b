"""In what order wishes are listed, so that a handful of early votes own nothing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from math import sqrt

from bot.domain.wish_outcomes import SharedWish, WishEntry
from bot.domain.wishes import Tally, WishNumber

RECENT = timedelta(days=7)
"""Votes of the last week make a wish hot."""
_FAR = 1_000  # steps; more than any universe has from one end to the other
_Z = 1.96  # standard deviations: the interval holds the true share in 95 of 100 cases


class WishOrder(StrEnum):
    """What comes first in a list of wishes."""

    HOT = "hot"
    TOP = "top"
    NEW = "new"
    CLOSEST = "closest"


def score_of(tally: Tally) -> float:
    """Return, from 0 to 1, the share of voters for a wish that is at least to be expected were everybody to vote.

    This is the lower end of Wilson's score interval (E. B. Wilson, 1927): three votes for it and none against give
    0.44, thirty give 0.89. So a wish rises by being liked by many, neither by one early vote nor by sheer age; the
    mean of votes would put the three before ninety-nine of a hundred, their difference a disputed wish before both.
    """
    votes = tally.ups + tally.downs
    if not votes:
        return 0.0
    share, spread = tally.ups / votes, _Z * _Z / votes
    middle = share + spread / 2
    return max(0.0, (middle - _Z * sqrt((share * (1 - share) + spread / 4) / votes)) / (1 + spread))


def ranked(
    entries: Sequence[WishEntry],
    order: WishOrder,
    recent: Mapping[WishNumber, Tally] | None = None,
    steps: Mapping[WishNumber, int] | None = None,
) -> list[WishEntry]:
    """Return wishes in an order; equals by votes, then the older ones first.

    `recent` is what HOT goes by, `steps` what CLOSEST goes by: a wish without any is far.
    """

    def key(one: WishEntry) -> tuple[float, float, int, int]:
        return (_first(one, order, recent or {}, steps or {}), -score_of(one.tally), -one.tally.ups, one.number)

    return sorted(entries, key=key)


def ranked_over_servers(wishes: Sequence[SharedWish]) -> list[SharedWish]:
    """Return the wishes of several servers, the best liked first; equals in as many servers as possible."""
    return sorted(wishes, key=lambda one: (-score_of(one.tally), -one.tally.ups, -one.servers, one.wanted.key))


def _first(
    one: WishEntry, order: WishOrder, recent: Mapping[WishNumber, Tally], steps: Mapping[WishNumber, int]
) -> float:
    match order:
        case WishOrder.HOT:
            return -score_of(recent.get(one.number, Tally()))
        case WishOrder.NEW:
            return -one.number
        case WishOrder.CLOSEST:
            return steps.get(one.number, _FAR)
        case WishOrder.TOP:
            return 0
