"""Discord's clock, as far as it can be told from what arrives."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.services.discord_time import DiscordTime

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEAST = timedelta(milliseconds=80)


class Machine:
    """A machine whose clock is off, beside Discord's, which stands at noon."""

    def __init__(self, off: float) -> None:
        self.off = timedelta(seconds=off)
        self.time = DiscordTime(lambda: NOON + self.off)

    def hear(self, *lags_ms: int) -> None:
        """Something arrives that was on its way for so long."""
        for lag in lags_ms:
            self.time.heard(NOON - timedelta(milliseconds=lag))


@pytest.mark.parametrize("off", [5, 0, -5, 86_400])
def test_what_was_on_its_way_for_the_least_time_says_what_the_time_is(off: float) -> None:
    machine = Machine(off)
    machine.hear(300, 80, 900)
    assert machine.time.now() == NOON - LEAST


def test_a_machine_is_believed_until_something_arrives() -> None:
    assert Machine(5).time.now() == NOON + timedelta(seconds=5)


@pytest.mark.parametrize("off", [5, -5])
def test_a_machine_whose_clock_was_set_is_found_out_after_fifty(off: float) -> None:
    machine = Machine(0)
    machine.hear(80)
    machine.off = timedelta(seconds=off)
    machine.hear(*[80] * 50)
    assert machine.time.now() == NOON - LEAST
