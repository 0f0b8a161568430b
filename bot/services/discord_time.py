"""What Discord's clock says, as far as one can tell from here: rounds end by its time, not by this machine's."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

_REMEMBERED = 50  # interactions


class DiscordTime:
    """The clock of the machine, set by what arrives: an interaction has the moment at which Discord numbered it.

    Of the newest fifty the one counts that was on its way for the least time, so this is slow by that time.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Take this machine's clock, in UTC."""
        self._clock = clock
        self._ahead: deque[timedelta] = deque(maxlen=_REMEMBERED)

    def now(self) -> datetime:
        """Return the time."""
        return self._clock() - min(self._ahead, default=timedelta())

    def heard(self, moment: datetime) -> None:
        """Note when something was numbered that has just arrived."""
        self._ahead.append(self._clock() - moment)
