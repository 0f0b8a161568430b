from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pack import Source, SourceId
from bot.domain.trivia.question import Choice, Question, TriviaKind, corrected_difficulty

PAGE = Source(SourceId("page"), "A page", None, date(2020, 1, 2), "Who is where.")


def question(*wrong: str, right: str = "ann", title: str = "lamp") -> Question:
    choices = (*(Choice(one, one.title()) for one in wrong), Choice(right, right.title()))
    about = {"title": title, "cast": "main"}
    return Question(TriviaKind.NEVER_ENTERED, "Who?", choices, len(wrong), about, 0.3, PAGE)


def test_a_question_is_known_again_whatever_its_wrong_choices_are() -> None:
    assert question("bob", "cy").id == question("dan").id


def test_another_answer_or_subject_is_another_question() -> None:
    assert len({question("bob").id, question("bob", right="cy").id, question("bob", title="key").id}) == 3


def test_the_id_of_a_question_stays_for_good() -> None:
    assert question("bob").id == "283368a6314c1685"


def test_the_order_in_which_a_question_names_its_parts_does_not_matter() -> None:
    one = question("bob")
    other = Question(one.kind, one.text, one.choices, one.answer, dict(reversed(one.about.items())), 0.3, None)
    assert one.id == other.id


@pytest.mark.parametrize(
    ("estimate", "right", "asked", "expected"), [(0.4, 0, 0, 0.4), (0.4, 10, 10, 0.2), (0.4, 0, 10, 0.7)]
)
def test_an_estimate_counts_for_ten_answers(estimate: float, right: int, asked: int, expected: float) -> None:
    assert corrected_difficulty(estimate, right, asked) == pytest.approx(expected)


@given(st.floats(0, 1), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_corrected_difficulty_lies_between_the_estimate_and_what_was_seen(
    estimate: float, right: int, wrong: int
) -> None:
    found = corrected_difficulty(estimate, right, right + wrong)
    seen = wrong / (right + wrong) if right + wrong else estimate
    assert min(estimate, seen) - 1e-9 <= found <= max(estimate, seen) + 1e-9
