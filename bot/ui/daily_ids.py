"""Custom_ids of what is pressed about the daily five: what is done, the day, the universe, and never what is right.

Whose answers they are is not in them: those of whoever presses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.dailies import MOST
from bot.domain.pack import UniverseId
from bot.services.daily import Pick
from bot.ui.trivia_ids import DAILY


class DailyAction(Enum):
    """What is done."""

    TODAY = "today"
    """Shows where one is with the five of the day on which it is pressed."""
    GO_ON = "on"
    """Shows where one is with the five of a certain day."""
    SHARE = "share"
    """Posts one's result of a day for all to see."""
    PICK = "pick"
    """Answers a question."""


@dataclass(frozen=True, slots=True)
class DailyPress:
    """What was pressed; `day` is None for today's, `number` and `choice` are those of a picked answer."""

    action: DailyAction
    universe: UniverseId
    day: date | None = None
    number: int = 0
    choice: int = 0

    @property
    def pick(self) -> Pick:
        """Return the choice that was pressed."""
        assert self.day is not None  # noqa: S101  (only today's has none)
        return Pick(self.day, self.universe, self.number, self.choice)


_DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
_UNIVERSE = r"(?P<universe>[a-z0-9-]{1,20})"
_FORMS = {
    DailyAction.TODAY: re.compile(f"{DAILY}today:{_UNIVERSE}"),
    DailyAction.GO_ON: re.compile(f"{DAILY}on:{_DAY}:{_UNIVERSE}"),
    DailyAction.SHARE: re.compile(f"{DAILY}share:{_DAY}:{_UNIVERSE}"),
    DailyAction.PICK: re.compile(f"{DAILY}pick:{_DAY}:(?P<number>[1-{MOST}]):(?P<choice>[0-4]):{_UNIVERSE}"),
}


def today_id(universe: UniverseId) -> str:
    """Return the custom_id of what shows the five of the day."""
    return f"{DAILY}today:{universe}"


def go_on_id(day: date, universe: UniverseId) -> str:
    """Return the custom_id of what shows where one is with the five of a day."""
    return f"{DAILY}on:{day.isoformat()}:{universe}"


def share_id(day: date, universe: UniverseId) -> str:
    """Return the custom_id of what shares one's result of a day."""
    return f"{DAILY}share:{day.isoformat()}:{universe}"


def pick_id(pick: Pick) -> str:
    """Return the custom_id of an answer; 47 characters at most."""
    return f"{DAILY}pick:{pick.day.isoformat()}:{pick.number}:{pick.choice}:{pick.universe}"


def read_daily_id(custom_id: str) -> DailyPress | None:
    """Return what was pressed, None for what is no custom_id of the dailies."""
    for action, form in _FORMS.items():
        found = form.fullmatch(custom_id)
        if found:
            return _press(action, found.groupdict())
    return None


def _press(action: DailyAction, parts: Mapping[str, str]) -> DailyPress | None:
    try:
        day = date.fromisoformat(parts["day"]) if "day" in parts else None
    except ValueError:  # there is no such day
        return None
    number, choice = (int(parts.get(name, 0)) for name in ("number", "choice"))
    return DailyPress(action, UniverseId(parts["universe"]), day, number, choice)
