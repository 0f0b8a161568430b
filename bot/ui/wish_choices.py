"""What is offered, and understood, while somebody fills in a command about wishes."""

import re
from collections.abc import Iterable
from itertools import islice

from discord.app_commands import Choice

from bot.domain.errors import UserError
from bot.domain.names import fold
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_outcomes import WishEntry
from bot.domain.wish_ranking import WishOrder
from bot.domain.wishes import Wanted, WishNumber, WishState
from bot.services.lookups import Lookups
from bot.services.wish_questions import Period, Scope
from bot.ui.choices import MOST_CHOICES
from bot.ui.wish_words import plain_headline

_LONGEST_CHOICE = 100
_LONGEST_NAME = 28  # so that number, who, into and beside whom fit
_NUMBER = re.compile(r"#?\s*([1-9][0-9]{0,8})(?!\d)")

ORDER_CHOICES = [
    Choice(name="hot: most votes of the last seven days", value=WishOrder.HOT.value),
    Choice(name="top: most wanted", value=WishOrder.TOP.value),
    Choice(name="new: newest first", value=WishOrder.NEW.value),
    Choice(name="closest to true by the facts", value=WishOrder.CLOSEST.value),
]
STATE_CHOICES = [
    Choice(name="open", value=WishState.OPEN.value),
    Choice(name="came true", value=WishState.CAME_TRUE.value),
    Choice(name="withdrawn", value=WishState.WITHDRAWN.value),
    Choice(name="merged into others", value=WishState.MERGED.value),
]
PERIOD_CHOICES = [
    Choice(name="at any time", value=Period.EVER.value),
    Choice(name="within a day", value=Period.DAY.value),
    Choice(name="within a week", value=Period.WEEK.value),
    Choice(name="within a month", value=Period.MONTH.value),
    Choice(name="within a year", value=Period.YEAR.value),
]
SCOPE_CHOICES = [
    Choice(name="this server", value=Scope.SERVER.value),
    Choice(name="all servers that share theirs", value=Scope.ALL.value),
]


def wish_choices(entries: Iterable[WishEntry], typed: str) -> list[Choice[str]]:
    """Return the wishes with a number or a name that begins with what is typed; the value is the number."""
    text = typed.strip().removeprefix("#")
    folded = fold(text)

    def fits(entry: WishEntry) -> bool:
        return str(entry.number).startswith(text) or (bool(folded) and folded in fold(_headline(entry.wanted)))

    fitting = (entry for entry in entries if not text or fits(entry))
    return [_choice(entry) for entry in islice(fitting, MOST_CHOICES)]


def wish_number(text: str) -> WishNumber:
    """Return the number of a wish that was picked or typed; raises UserError where it is none."""
    found = _NUMBER.match(text.strip())
    if found is None:
        raise UserError("Please give the number of the wish, or pick one from the list.")
    return WishNumber(int(found[1]))


def fact_of(
    lookups: Lookups, character: str | None, title: str | None
) -> tuple[UniverseId | None, CharacterId | None, TitleId | None]:
    """Return the universe, character and title of names, which may be left out; raises UserError for unknown ones."""
    who = lookups.character(character) if character else None
    universe = who.universe if who else None
    place = lookups.place(title, universe=universe) if title else None
    return (
        universe or (place.universe if place else None),
        who.character if who else None,
        place.place.title if place else None,
    )


def _choice(entry: WishEntry) -> Choice[str]:
    return Choice(name=f"{entry.number}: {_headline(entry.wanted)}"[:_LONGEST_CHOICE], value=str(entry.number))


def _headline(wanted: Wanted) -> str:
    beside = wanted.beside.name if wanted.beside else None
    return plain_headline(wanted.who.name, wanted.into.name, beside, wanted.occasion, _LONGEST_NAME)
