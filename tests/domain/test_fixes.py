from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import UserError
from bot.domain.fixes import (
    LONGEST_CLAIM,
    LONGEST_ORIGIN,
    PERSON_KEPT,
    Limit,
    Refusal,
    Subject,
    TooManyFixes,
    report_of,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_report_is_clean_and_its_origin_one_line() -> None:
    report = report_of(Subject(), "  She is\u202e in it.\r\n\r\n\r\nReally. ", "page\n12")
    assert report.claim == "She is in it.\n\nReally."
    assert report.origin == "page 12"


def test_texts_of_the_longest_length_pass_and_longer_ones_say_how_long_they_are() -> None:
    assert len(report_of(Subject(), "x" * LONGEST_CLAIM, "y" * LONGEST_ORIGIN).claim) == LONGEST_CLAIM
    with pytest.raises(UserError, match=r"at most 1,000 characters what is wrong or missing; it has 1,001"):
        report_of(Subject(), "x" * (LONGEST_CLAIM + 1), "y")
    with pytest.raises(UserError, match=r"at most 300 characters where it can be read"):
        report_of(Subject(), "x", "y" * (LONGEST_ORIGIN + 1))


def test_a_length_is_that_of_what_is_kept() -> None:
    assert report_of(Subject(), "x" + "\u200b" * 5_000, "y").claim == "x"


@pytest.mark.parametrize("nothing", ["", "  ", "\u3164", "🦹", "?!", "\u202e\u200b", "** **"])
def test_a_text_without_a_word_is_asked_for(nothing: str) -> None:
    with pytest.raises(UserError, match="what is wrong or missing"):
        report_of(Subject(), nothing, "y")
    with pytest.raises(UserError, match="where it can be read"):
        report_of(Subject(), "x", nothing)


@pytest.mark.parametrize(
    ("limit", "wait", "said"),
    [
        (Limit.PERSON_BURST, timedelta(seconds=1), "3 fixes within ten minutes"),
        (Limit.PERSON_BURST, timedelta(seconds=1), "in 1 minute."),
        (Limit.PERSON_BURST, timedelta(minutes=8, seconds=1), "in 9 minutes."),
        (Limit.PERSON_BURST, timedelta(0), "in 1 minute."),
        (Limit.PERSON_DAY, timedelta(minutes=59, seconds=30), "in 1 hour."),
        (Limit.PERSON_DAY, timedelta(hours=22, minutes=1), "in 23 hours."),
        (Limit.SERVER_DAY, timedelta(hours=24), "This server has sent 60 fixes"),
        (Limit.OPEN, None, "full until somebody has worked on it; please come again in some days."),
    ],
)
def test_a_limit_is_one_sentence_that_says_when(limit: Limit, wait: timedelta | None, said: str) -> None:
    error = TooManyFixes(Refusal(limit, None if wait is None else NOON + wait), NOON)
    assert said in str(error)
    assert "come again" in str(error)
    assert error.limit is limit


def test_people_are_kept_for_longer_than_any_limit_looks_back() -> None:
    assert all(limit.within is None or limit.within < PERSON_KEPT for limit in Limit)
