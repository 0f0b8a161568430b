from bot.domain.links.effects import LinkEnd, LinkReceiptKind
from bot.domain.rounds.effects import EndReason
from tests.domain.links.walks import Walk

POSSIBLE = {
    EndReason.PLAYED_OUT,
    EndReason.OPPONENT_LEFT,
    EndReason.STOPPED,
    EndReason.NOT_STARTED,
    EndReason.NO_QUESTION,
    EndReason.CHANNEL_LOST,
}


def test_in_20_000_steps_no_order_of_events_breaks_a_rule() -> None:
    walk = Walk(seed=1)
    walk.run(20_000)
    assert walk.steps >= 20_000
    assert walk.duels > 100
    assert walk.reasons == POSSIBLE
    assert set(walk.ends) == set(LinkEnd) - {LinkEnd.MOST_LINKS}  # no more than 16 people are in these universes
    assert walk.told == set(LinkReceiptKind) - {LinkReceiptKind.UNSURE}  # and all that is known of them is sure
