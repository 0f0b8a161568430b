"""What a daily is made of, and how streaks are counted, without Discord, a database or a clock."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dailies import (
    FRESH_DAYS,
    MOST,
    Five,
    Given,
    Progress,
    Streak,
    day_of,
    grid_of,
    grid_words,
    questions_of_day,
    rising,
    seed_of,
    streak_of,
)
from bot.domain.identities import InteractionId
from bot.domain.pack import UniverseId
from bot.domain.posed import Posed, posed_of
from bot.domain.signing import Signer
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import TriviaKind
from tests.cogs.isles import make_crowd, make_strangers
from tests.conftest import make_pack
from tests.domain.trivia.worlds import maker_of, packs

HARBOUR = UniverseId("harbour")
KEY = bytes(range(32))
TODAY = date(2026, 11, 23)
DAYS = st.integers(0, 60).map(lambda days: TODAY - timedelta(days=days))


def fives_of(maker: QuestionMaker, days: int) -> list[Five]:
    """The fives of days in a row, each made with a view to those before."""
    fives: list[Five] = []
    for number in range(days):
        day = TODAY + timedelta(days=number)
        chance = random.Random(number)
        since = day - timedelta(days=FRESH_DAYS)
        before = [one for one in fives if one.day >= since]
        made = questions_of_day(maker, chance, day, before)
        fives.append(Five(day, HARBOUR, rising(HARBOUR, made, {})))
    return fives


def posed(choices: int = 3, answer: int = 0) -> Posed:
    return Posed("harbour", "00ff", "Who?", 0.3, tuple("abcde"[:choices]), answer)


def test_nobody_without_the_secret_can_tell_what_chance_begins_with() -> None:
    seed = seed_of(Signer(KEY), TODAY, HARBOUR)
    others = (
        seed_of(Signer(KEY[::-1]), TODAY, HARBOUR),
        seed_of(Signer(KEY), TODAY + timedelta(days=1), HARBOUR),
        seed_of(Signer(KEY), TODAY, UniverseId("isles")),
    )
    assert len({seed, *others}) == 4
    assert seed == seed_of(Signer(KEY), TODAY, HARBOUR) == "FTZRsvvh194", "two processes begin with the same"


@settings(max_examples=40)
@given(packs(), st.integers(0, 999))
def test_the_questions_of_a_day_differ_and_the_same_chance_draws_the_same(pack, seed: int) -> None:
    made = questions_of_day(maker_of(pack, 60), random.Random(seed), TODAY, [])
    assert len(made) <= MOST
    assert len({one.id for one in made}) == len({one.text for one in made}) == len(made)
    assert made == questions_of_day(maker_of(pack, 60), random.Random(seed), TODAY, [])


def test_there_are_five_of_five_kinds_where_the_facts_prove_as_many() -> None:
    for number in range(20):
        made = questions_of_day(maker_of(make_pack()), random.Random(number), TODAY, [])
        assert len({one.kind for one in made}) == MOST


def test_of_one_kind_alone_there_are_five_and_of_few_facts_as_many_as_they_prove() -> None:
    crowd = questions_of_day(maker_of(make_crowd()), random.Random(1), TODAY, [])
    assert [one.kind for one in crowd] == [TriviaKind.RELEASE_ORDER] * MOST
    few = questions_of_day(maker_of(make_strangers()), random.Random(1), TODAY, [])
    assert len(few) == 4


def test_nothing_of_the_last_thirty_days_comes_again_where_there_is_enough() -> None:
    fives = fives_of(maker_of(make_crowd()), 34)
    for place, five in enumerate(fives):
        recent = {one.id for other in fives[max(0, place - FRESH_DAYS) : place] for one in other.questions}
        assert len(five.questions) == MOST
        assert recent.isdisjoint(one.id for one in five.questions)


def test_where_facts_are_few_what_was_asked_longest_ago_comes_again_first() -> None:
    fives = fives_of(maker_of(make_pack()), 12)
    assert all(len(one.questions) == MOST for one in fives)
    for before, after in pairwise(fives):
        assert {one.id for one in before.questions}.isdisjoint(one.id for one in after.questions)
    asked = Counter(one.id for five in fives for one in five.questions)
    assert max(asked.values()) > 1, "twelve days need more than there is"


def test_what_comes_again_is_of_kinds_that_are_not_there_yet() -> None:
    maker = maker_of(make_pack())
    drawn = [maker.question(random.Random(seed), kind) for seed in range(40) for kind in TriviaKind]
    every = {one.id: one for one in drawn if one}
    left = next(one for one in every.values() if one.kind is TriviaKind.WHO_PLAYS)
    asked = tuple(posed_of(HARBOUR, one) for one in every.values() if one.id != left.id)
    yesterday = Five(TODAY - timedelta(days=1), HARBOUR, asked)
    for number in range(5):
        made = questions_of_day(maker, random.Random(number), TODAY, [yesterday])
        assert made[0].id == left.id, "the only one that was not asked"
        assert len({one.kind for one in made}) == MOST


def test_questions_are_sorted_by_how_hard_they_turned_out_to_be() -> None:
    made = questions_of_day(maker_of(make_pack()), random.Random(3), TODAY, [])
    estimated = rising(HARBOUR, made, {})
    assert [one.difficulty for one in estimated] == sorted(one.difficulty for one in estimated)
    easiest = estimated[0]
    corrected = rising(HARBOUR, made, {easiest.id: (1_000, 0), "0" * 16: (5, 5)})
    assert corrected[-1].id == easiest.id
    assert corrected[-1].difficulty > 0.95
    assert {one.id for one in corrected} == {one.id for one in made}
    assert posed_of("harbour", made[0]) in estimated


def test_a_day_ends_at_midnight_of_greenwich() -> None:
    five = Five(date(2026, 12, 31), HARBOUR, (posed(),))
    assert five.ends_at == datetime(2027, 1, 1, tzinfo=UTC)
    assert day_of(five.ends_at - timedelta(microseconds=1)) == five.day
    assert day_of(five.ends_at) == date(2027, 1, 1)
    assert day_of(datetime(2026, 12, 31, 20, tzinfo=timezone(timedelta(hours=-5)))) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("number", "choice", "there"),
    [(1, 0, True), (1, 2, True), (1, 3, False), (2, 1, True), (2, 2, False), (0, 0, False), (3, 0, False)],
)
def test_only_what_was_asked_can_be_answered(number: int, choice: int, there: object) -> None:
    assert Five(TODAY, HARBOUR, (posed(3), posed(2))).has(number, choice) is there
    assert not Five(TODAY, HARBOUR, (posed(3),)).has(1, -1)


def test_how_far_somebody_is() -> None:
    five = Five(TODAY, HARBOUR, (posed(3), posed(2)))
    first, second = Given(1, 0, True, InteractionId(5)), Given(2, 1, False, InteractionId(7))
    begun, done = Progress(five, (first,)), Progress(five, (first, second), (TODAY,))
    assert (Progress(five).next_number, Progress(five).is_done, Progress(five).rights) == (1, False, ())
    assert (begun.next_number, begun.is_done, begun.rights) == (2, False, (True,))
    assert (done.is_done, done.rights, done.streak) == (True, (True, False), Streak(1, 1))
    assert done.by(InteractionId(7)) == second
    assert done.by(InteractionId(6)) is None


def test_a_grid_says_right_and_wrong_in_signs_and_words_and_nothing_else() -> None:
    rights = (True, True, False, True, False)
    assert grid_of(rights) == "✓ ✓ ✗ ✓ ✗"
    assert grid_words(rights) == "right, right, wrong, right, wrong"
    assert (grid_of(()), grid_words(())) == ("", "")


@given(st.lists(DAYS), DAYS)
def test_streaks_are_what_counting_day_by_day_gives(days: list[date], today: date) -> None:
    done = {day for day in days if day <= today}
    length = best = 0
    for back in range(200, -1, -1):
        length = length + 1 if today - timedelta(days=back) in done else 0
        best = max(best, length)
    until_yesterday = 0
    while today - timedelta(days=until_yesterday + 1) in done:
        until_yesterday += 1
    current = until_yesterday + 1 if today in done else until_yesterday
    assert streak_of(days, today) == Streak(current, best)


@given(st.lists(DAYS), DAYS)
def test_neither_order_nor_repetition_nor_the_future_counts(days: list[date], today: date) -> None:
    streak = streak_of(days, today)
    later = [today + timedelta(days=ahead) for ahead in (1, 2, 3)]
    assert streak == streak_of([*reversed(days), *days, *later], today)
    assert 0 <= streak.current <= streak.best <= len(set(days))


@given(st.lists(DAYS), DAYS)
def test_another_day_makes_a_streak_one_longer_and_a_missed_one_ends_it(days: list[date], today: date) -> None:
    before = [day for day in days if day < today]
    asleep = streak_of(before, today)
    assert streak_of([*before, today], today).current == asleep.current + 1
    assert streak_of([*before, today], today + timedelta(days=1)).current == asleep.current + 1, (
        "until yesterday counts"
    )
    assert streak_of([*before, today], today + timedelta(days=2)) == Streak(0, max(asleep.best, asleep.current + 1))
