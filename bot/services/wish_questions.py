"""Questions about many wishes, as values and as the short text that a button carries."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_ranking import WishOrder
from bot.domain.wishes import WishState

_STALE = "That button is from another version of the bot; please ask again with /wish list."


class Scope(StrEnum):
    """Whose wishes: a server's, or those of all servers that share theirs."""

    SERVER = "server"
    ALL = "all"


class Period(StrEnum):
    """Made since when."""

    EVER = "ever"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def length(self) -> timedelta | None:
        """Return how far back it goes, None for all time."""
        days = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 365}.get(self)
        return timedelta(days=days) if days else None


@dataclass(frozen=True, slots=True)
class WishQuestion:
    """Which wishes, in which order, which page. `who` and `into` are facts of `universe`."""

    scope: Scope = Scope.SERVER
    order: WishOrder = WishOrder.HOT
    state: WishState = WishState.OPEN
    period: Period = Period.EVER
    page: int = 1
    universe: UniverseId | None = None
    who: CharacterId | None = None
    into: TitleId | None = None


_SCOPES = dict(zip(Scope, "sa", strict=True))
_ORDERS = dict(zip(WishOrder, "htnc", strict=True))
_STATES = dict(zip(WishState, "wotxrm", strict=True))
_PERIODS = dict(zip(Period, "edwmy", strict=True))
_FORM = re.compile(
    r"([sa])([htnc])([wotxrm])([edwmy])([1-9][0-9]{0,3}):([a-z0-9-]{0,20}):([a-z0-9-]{0,32}):([a-z0-9-]{0,32})",
    re.ASCII,
)
_LAST_PAGE = 9_999


def encode_wishes(question: WishQuestion) -> str:
    """Return a question as at most 95 characters; `decode_wishes` gives it back."""
    letters = (_SCOPES[question.scope], _ORDERS[question.order], _STATES[question.state], _PERIODS[question.period])
    page = min(question.page, _LAST_PAGE)
    return f"{''.join(letters)}{page}:{question.universe or ''}:{question.who or ''}:{question.into or ''}"


def decode_wishes(text: str) -> WishQuestion:
    """Return the question of a text made by `encode_wishes`; raises UserError for any other."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise UserError(_STALE)
    scope, order, state, period, page, universe, who, into = form.groups()
    return WishQuestion(
        next(one for one, letter in _SCOPES.items() if letter == scope),
        next(one for one, letter in _ORDERS.items() if letter == order),
        next(one for one, letter in _STATES.items() if letter == state),
        next(one for one, letter in _PERIODS.items() if letter == period),
        int(page),
        UniverseId(universe) or None,
        CharacterId(who) or None,
        TitleId(into) or None,
    )
