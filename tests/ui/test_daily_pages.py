"""The pages of the daily: within Discord's limits, harmless whatever is in the facts, and telling nothing too early."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dailies import Five, Given, Progress
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.domain.posed import Posed
from bot.ui.daily_pages import (
    answered_layout,
    late_layout,
    present_layout,
    question_layout,
    result_layout,
    share_layout,
)
from tests.ui.wish_showing import NASTY, assert_fits, assert_inert, harmless, ids, labels, parts, said

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAGA = UniverseId("defenders-saga")
ANA = UserId(2**63 - 1)
SOURCE, URL = "Wikipedia: Claire Temple", "https://wiki.example.org/claire"
TEXTS = st.sampled_from(NASTY).map(lambda text: " ".join(text.split())) | st.text("ab *_[]()", min_size=1, max_size=900)


def posed(number: int = 1, text: str = "Where?", answer: int = 1, *names: str, source: str | None = SOURCE) -> Posed:
    names = names or tuple(f"Choice {number}.{place}" for place in range(4))
    return Posed(SAGA, f"{number:016x}", text, 0.3, names, answer, source=source, url=URL if source else None)


def progress(rights: str = "", questions: int = 5, **first: object) -> Progress:
    five = Five(DAY, SAGA, tuple(posed(number) for number in range(1, questions + 1)))
    if first:
        five = replace(five, questions=(replace(five.questions[0], **first), *five.questions[1:]))
    given = tuple(
        Given(number, 1 if sign == "+" else 0, sign == "+", InteractionId(number))
        for number, sign in enumerate(rights, 1)
    )
    days = (DAY - timedelta(days=1), DAY) if len(rights) == questions else ()
    return Progress(five, given, days)


def test_a_question_has_a_button_of_words_for_each_choice() -> None:
    view = question_layout(progress("+"), "Defenders Saga")
    assert_fits(view)
    assert labels(view) == [f"Choice 2.{place}" for place in range(4)]
    assert list(ids(view).values()) == [f"t1:d:pick:2026-11-23:2:{place}:defenders-saga" for place in range(4)]
    for part in ("Daily of Defenders Saga, 23 Nov 2026", "Question 2 of 5", "Where?", "only you see this"):
        assert part in said(view)


@pytest.mark.parametrize("number", range(5))
def test_before_the_press_nothing_is_another_when_another_choice_is_right(number: int) -> None:
    shown = set()
    for answer in range(4):
        here = progress("+" * number)
        changed = replace(here.five.questions[number], answer=answer, source=f"Page {answer}", difficulty=answer / 4)
        five = replace(
            here.five, questions=(*here.five.questions[:number], changed, *here.five.questions[number + 1 :])
        )
        view = present_layout(replace(here, five=five), "Defenders Saga", NOON)
        assert SOURCE not in said(view)
        shown.add(repr(list(parts(view))))
    assert len(shown) == 1


def test_after_the_press_it_says_what_is_right_and_how_we_know() -> None:
    here = progress("+-")
    right, wrong = (answered_layout(here, one, "Defenders Saga", NOON) for one in here.given)
    assert "✓ Right: **Choice 1.1**." in said(right)
    assert "✗ Wrong: you chose Choice 2.0. Right is **Choice 2.1**." in said(wrong)
    for view in (right, wrong):
        assert_fits(view)
        assert f"Source: {SOURCE} · <{URL}>" in said(view)
        assert ids(view) == {"Next question": "t1:d:on:2026-11-23:defenders-saga"}


def test_without_a_source_none_is_named() -> None:
    here = progress("+", source=None, url=None)
    assert "Source" not in said(answered_layout(here, here.given[0], "Saga", NOON))
    unread = progress("+", url=None)
    assert f"Source: {SOURCE}" in said(answered_layout(unread, unread.given[0], "Saga", NOON))


def test_the_last_answer_brings_the_result_and_when_the_next_come() -> None:
    here = progress("+-++-")
    for view in (answered_layout(here, here.given[-1], "Saga", NOON), result_layout(here, "Saga", NOON)):
        assert_fits(view)
        text = said(view)
        for part in ("3 of 5", "✓ ✗ ✓ ✓ ✗", "right, wrong, right, right, wrong", "<t:1795478400:R>"):
            assert part in text
        assert "Your streak: **2 days** in a row, at best 2 days." in text
        assert ids(view) == {"Share": "t1:d:share:2026-11-23:defenders-saga"}
    assert "✗ Wrong" in said(answered_layout(here, here.given[-1], "Saga", NOON))


def test_a_result_that_is_looked_at_later_leads_to_the_questions_of_that_day() -> None:
    view = result_layout(progress("+++++"), "Saga", NOON + timedelta(days=1))
    assert "The next five are there." in said(view)
    assert labels(view) == ["Share", "Play today's"]


def test_of_fewer_questions_it_speaks_honestly() -> None:
    assert "Question 1 of 3" in said(question_layout(progress("", 3), "Saga"))
    assert "2 of 3" in said(result_layout(progress("+-+", 3), "Saga", NOON))


def test_who_answers_twice_is_told_that_the_first_stands() -> None:
    assert "first answer stands" in said(present_layout(progress("+"), "Saga", NOON, repeated=True))
    assert "first answer stands" not in said(present_layout(progress("+"), "Saga", NOON))
    assert "5 of 5" in said(present_layout(progress("+++++"), "Saga", NOON, repeated=True))


def test_what_is_shared_tells_how_it_went_and_nothing_of_the_questions() -> None:
    view = share_layout(progress("+-++-"), "Defenders Saga", ANA)
    assert_fits(view)
    text = said(view)
    for part in (f"<@{ANA}>", "Daily of Defenders Saga, 23 Nov 2026", "3 of 5", "✓ ✗ ✓ ✓ ✗", "2 days in a row"):
        assert part in text
    assert "right, wrong, right, right, wrong" in text
    assert ids(view) == {"Play today's": "t1:d:today:defenders-saga"}
    whole = repr(list(parts(view)))
    for word in ("Where", "Choice", SOURCE, URL, "pick"):
        assert word not in whole


def test_two_who_did_as_well_on_other_questions_share_the_same() -> None:
    one = progress("+-++-")
    other = replace(one, five=replace(one.five, questions=tuple(posed(number, "Who?", 2) for number in range(6, 11))))
    assert repr(list(parts(share_layout(one, "Saga", ANA)))) == repr(list(parts(share_layout(other, "Saga", ANA))))


def test_who_comes_late_is_led_to_today() -> None:
    view = late_layout(SAGA)
    assert_fits(view)
    assert "ended at midnight, UTC" in said(view)
    assert ids(view) == {"Play today's": "t1:d:today:defenders-saga"}


@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=5), TEXTS, TEXTS)
def test_whatever_the_facts_say_is_shown_as_it_is_and_fits(
    text: str, names: list[str], source: str, universe: str
) -> None:
    choices = tuple(name[:80].strip() or "x" for name in names)
    nasty = progress("-", text=text[:1_000], choices=choices, source=source)
    plain = progress("-", text=harmless(text[:1_000]), choices=tuple(map(harmless, choices)), source=harmless(source))
    for view, twin in zip(_all(nasty, universe), _all(plain, harmless(universe)), strict=True):
        assert_fits(view)
        assert_inert(view, twin)


def _all(here: Progress, universe: str):
    yield question_layout(replace(here, given=()), universe)
    yield answered_layout(here, here.given[0], universe, NOON)
    done = replace(here, five=replace(here.five, questions=here.five.questions[:1]), days=(DAY,))
    yield answered_layout(done, here.given[0], universe, NOON)
    yield share_layout(done, universe, ANA)
