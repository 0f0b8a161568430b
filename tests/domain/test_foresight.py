from datetime import UTC, datetime

import pytest

from bot.domain.foresight import Foresight, foresight_of
from bot.domain.identities import GuildId, UserId
from bot.domain.pack import TitleId
from bot.domain.wishes import Fulfilment, Named, Tally, Wanted, Wish, WishNumber, WishState, Wording

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def wish(ups: int, voters: int, *, already: bool = False, downs: int = 0) -> Wish:
    return Wish(
        guild=GuildId(1),
        number=WishNumber(1),
        wanted=Wanted(Named("Ann"), Named("Lamp")),
        wording=Wording(),
        author=UserId(1),
        shown_author=UserId(1),
        state=WishState.CAME_TRUE,
        made_at=NOON,
        tally=Tally(ups, downs),
        fulfilment=Fulfilment(TitleId("lamp"), 1, 1, None, NOON, already, voters),
    )


@pytest.mark.parametrize(
    ("ups", "voters", "score"),
    [(16, 16, 1), (8, 16, 2), (1, 16, 5), (1, 1, 1), (3, 10, 2.7), (1, 10_000, 14.3), (0, 16, 5), (0, 0, 1), (5, 4, 1)],
)
def test_a_wish_weighs_the_more_the_fewer_of_the_voters_believed_in_it(ups: int, voters: int, score: float) -> None:
    assert foresight_of([wish(ups, voters)]) == Foresight(1, score)


def test_who_is_against_a_wish_does_not_make_it_rarer() -> None:
    assert foresight_of([wish(2, 8, downs=6)]) == foresight_of([wish(2, 8)])


def test_several_add_up_and_are_rounded_once() -> None:
    assert foresight_of([wish(3, 10)] * 3) == Foresight(3, 8.2)
    assert foresight_of([]) == Foresight(0, 0)


def test_what_had_come_true_already_was_not_foreseen() -> None:
    assert foresight_of([wish(1, 16, already=True), wish(1, 2)]) == Foresight(1, 2)
