import pytest

from bot.domain.rounds.play import Round
from bot.domain.rounds.rules import Rules
from bot.domain.rounds.typed import typed_choice
from tests.domain.rounds.sittings import moment


@pytest.mark.parametrize(("rounds", "seconds"), [(0, 20), (51, 20), (10, 4), (10, 121)])
def test_rules_outside_the_limits_are_refused(rounds: int, seconds: int) -> None:
    with pytest.raises(ValueError, match="not"):
        Rules(rounds=rounds, seconds=seconds)


@pytest.mark.parametrize(("answer", "choices"), [(-1, 4), (4, 4), (2, 1)])
def test_a_question_whose_answer_is_none_of_its_choices_is_refused(answer: int, choices: int) -> None:
    with pytest.raises(ValueError, match="cannot be number"):
        Round("q", answer, choices, moment(0), moment(1))


def test_a_round_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match="before it has begun"):
        Round("q", 0, 2, moment(1), moment(1))


def test_a_question_without_choices_takes_whatever_is_typed() -> None:
    asked = Round("q", 0, 0, moment(0), moment(1))
    right, wrong = (typed_choice("Claire  TEMPLE", is_right=one) for one in (True, False))
    assert asked.is_typed
    assert asked.takes(right)
    assert asked.is_right(right)
    assert not asked.is_right(wrong)
    assert typed_choice("claire temple", is_right=True) == right
    assert typed_choice("claire", is_right=True) != right
