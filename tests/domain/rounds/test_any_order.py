import pytest

from bot.domain.rounds.effects import EndReason
from bot.domain.rounds.rules import Mode
from tests.domain.rounds.walks import Walk


@pytest.mark.parametrize("mode", Mode)
def test_in_20_000_steps_of_a_mode_no_order_of_events_breaks_a_rule(mode: Mode) -> None:
    walk = Walk(mode, seed=1)
    walk.run(20_000)
    assert walk.steps >= 20_000
    assert walk.plays > 100
    possible = set(EndReason) - ({EndReason.OPPONENT_LEFT} if mode is not Mode.DUEL else set())
    assert walk.reasons == possible
