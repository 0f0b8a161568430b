import dataclasses

import pytest

from bot.domain import own_questions as limits
from bot.domain.own_questions import Level, OwnQuestion, faults_of

FULL = OwnQuestion(
    "q" * limits.LONGEST_QUESTION,
    tuple(f"{at:0{limits.LONGEST_ANSWER}}" for at in range(limits.MOST_ACCEPTED)),
    tuple(f"w{at:0{limits.LONGEST_ANSWER - 1}}" for at in range(limits.MOST_WRONG)),
    "c" * limits.LONGEST_CATEGORY,
    Level.HARD,
    "a" * limits.LONGEST_AUTHOR,
)


def test_a_question_within_the_limits_can_be_asked() -> None:
    assert list(faults_of(FULL)) == []
    assert list(faults_of(OwnQuestion("Who?", ("Ada",)))) == []


def test_choices_that_differ_in_case_or_marks_are_different() -> None:
    assert list(faults_of(OwnQuestion("Which?", ("GitHub",), ("Github", "x > y", "x < y")))) == []


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"text": ""}, ("there is no question", "write one")),
        ({"text": "q" * 501}, ("the question has 501 characters", "shorten it to 500")),
        ({"category": "c" * 101}, ("the category has 101 characters", "shorten it to 100")),
        ({"author": "a" * 1001}, ("the author has 1,001 characters", "shorten it to 1,000")),
        ({"accepted": ()}, ("there is no accepted answer", "add at least one")),
        ({"accepted": ("Ada", "")}, ("an answer is empty", "fill it in, or take it away")),
        ({"wrong": ("",)}, ("an answer is empty", "fill it in, or take it away")),
        ({"accepted": tuple(map(str, range(41)))}, ("there are 41 accepted answers", "keep 40")),
        ({"wrong": tuple(f"w{at}" for at in range(10))}, ("there are 10 wrong choices", "keep 9")),
        ({"accepted": ("a" * 601,)}, ("the longest answer has 601 characters", "shorten it to 600")),
        ({"wrong": ("a" * 601,)}, ("the longest answer has 601 characters", "shorten it to 600")),
        (
            {"accepted": ("Ada",), "wrong": ("Ada",)},
            ("a wrong choice is an accepted answer, too", "take one of the two away"),
        ),
        ({"wrong": ("Bo", "Bo")}, ("a wrong choice stands there twice", "take one of the two away")),
    ],
)
def test_what_is_beyond_them_is_told(change: dict[str, object], advice: tuple[str, str]) -> None:
    assert list(faults_of(dataclasses.replace(FULL, **change))) == [advice]


def test_all_faults_are_told_at_once() -> None:
    assert len(list(faults_of(OwnQuestion("", (), ("", "", "x" * 700), "c" * 200)))) == 6
