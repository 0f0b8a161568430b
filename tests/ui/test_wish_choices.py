"""What is offered, and understood, while somebody fills in a command about wishes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.wish_outcomes import WishEntry
from bot.domain.wish_ranking import WishOrder
from bot.domain.wishes import Named, Occasion, Tally, Wanted, WishNumber, WishState
from bot.services.lookups import Lookups
from bot.services.wish_questions import Period, Scope
from bot.ui.wish_choices import (
    ORDER_CHOICES,
    PERIOD_CHOICES,
    SCOPE_CHOICES,
    STATE_CHOICES,
    fact_of,
    wish_choices,
    wish_number,
)
from tests.ui.wish_showing import WANTED

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def entry(number: int, who: str = "Ann", into: str = "Pier", beside: str | None = None) -> WishEntry:
    wanted = Wanted(Named(who), Named(into), Named(beside) if beside else None)
    return WishEntry(WishNumber(number), wanted, Tally(), WishState.OPEN, NOON)


SOME = [entry(12, "Zoë"), entry(2, "Bob"), entry(1, "Ann", "Lighthouse", "Zoë")]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", "12 2 1"),
        ("1", "12 1"),
        ("#1", "12 1"),
        ("2", "2"),
        ("zoe", "12 1"),
        ("LIGHT", "1"),
        ("nobody", ""),
        (" ", "12 2 1"),
    ],
)
def test_wishes_are_found_by_number_and_name(typed: str, numbers: str) -> None:
    assert [one.value for one in wish_choices(SOME, typed)] == numbers.split()


def test_at_most_as_many_are_offered_as_discord_takes() -> None:
    assert len(wish_choices((entry(number) for number in range(1, 10_000)), "")) == 25


@given(st.lists(st.builds(WishEntry, st.integers(1, 10**9 - 1).map(WishNumber), WANTED, st.just(Tally()),
                          st.sampled_from(WishState), st.just(NOON)), min_size=1, max_size=5))  # fmt: skip
def test_what_is_offered_fits_and_is_understood(entries: list[WishEntry]) -> None:
    for choice, one in zip(wish_choices(entries, ""), entries, strict=True):
        assert 1 <= len(choice.name) <= 100
        assert wish_number(str(choice.value)) == one.number
        assert wish_number(choice.name) == one.number, "whoever sends the label instead of the value is understood"


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("#7", 7), (" # 7 ", 7), ("7: Ann in Pier", 7), ("999999999", 999999999)]
)
def test_a_number_is_read(text: str, number: int) -> None:
    assert wish_number(text) == number


@pytest.mark.parametrize("text", ["", "x", "0", "-1", "07", "1234567890", "٣", "²", "\u202e1", "Ann 7"])
def test_what_is_no_number_is_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="give the number of the wish"):
        wish_number(text)


def test_names_of_facts_are_found_within_one_universe(lookups: Lookups) -> None:
    assert fact_of(lookups, None, None) == (None, None, None)
    assert fact_of(lookups, "Kim Rhee", None) == ("harbour", "jane-doe", None)
    assert fact_of(lookups, None, "the ferry") == ("harbour", None, "ferry")
    assert fact_of(lookups, "Old Tom", "lighthouse") == ("harbour", "old-tom", "lighthouse")
    with pytest.raises(UserError):
        fact_of(lookups, "Nobody", None)
    with pytest.raises(UserError):
        fact_of(lookups, "Old Tom", "Nowhere")


def test_every_choice_of_a_command_is_a_value_and_none_is_private() -> None:
    assert {one.value for one in ORDER_CHOICES} == set(WishOrder)
    assert {one.value for one in PERIOD_CHOICES} == set(Period)
    assert {one.value for one in SCOPE_CHOICES} == set(Scope)
    assert {one.value for one in STATE_CHOICES} == set(WishState) - {WishState.WAITING, WishState.REMOVED}
    for one in (*ORDER_CHOICES, *PERIOD_CHOICES, *SCOPE_CHOICES, *STATE_CHOICES):
        assert 1 <= len(one.name) <= 100


def test_an_occasion_is_told() -> None:
    wanted = Wanted(Named("Ann"), Named("Pier"), None, Occasion.AGAIN)
    (one,) = wish_choices([WishEntry(WishNumber(1), wanted, Tally(), WishState.OPEN, NOON)], "")
    assert one.name == "1: Ann in Pier again"
