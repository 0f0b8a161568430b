import random
from dataclasses import replace

import pytest

from bot.domain.identities import ChannelId, GuildId, UserId
from bot.domain.plays import PlayId
from bot.domain.rounds.engine import step
from bot.domain.rounds.events import Chose, Left
from bot.domain.rounds.rules import Mode
from tests.domain.rounds.sittings import OTHER, RIGHT, WRONG, Sitting, caller, result_in


def begun(mode: Mode = Mode.EVERYONE, people: int = 3, seconds: int = 20) -> Sitting:
    sitting = Sitting(mode, people, seconds=seconds)
    sitting.begin()
    return sitting


def test_a_choice_is_changed_once_and_no_more() -> None:
    sitting = begun()
    kinds = [sitting.choose(2, choice, at).kind for at, choice in enumerate((WRONG, OTHER, RIGHT, OTHER, WRONG))]
    assert kinds == ["taken", "changed", "spent", "kept", "spent"]
    assert result_in(sitting.wait()).answers[0].choice == OTHER


def test_a_receipt_says_which_choice_stands() -> None:
    sitting = begun()
    choices = [sitting.choose(2, choice, at).choice for at, choice in enumerate((WRONG, WRONG, OTHER, RIGHT))]
    assert choices == [WRONG, WRONG, OTHER, OTHER]


def test_the_same_choice_again_is_no_change_and_keeps_its_time() -> None:
    sitting = begun()
    assert [sitting.choose(2, choice, at).kind for choice, at in ((WRONG, 5), (WRONG, 9), (RIGHT, 12))] == [
        "taken",
        "kept",
        "changed",
    ]


def test_a_press_that_is_older_than_the_newest_changes_nothing() -> None:
    sitting = begun()
    sitting.choose(2, RIGHT, 500)
    before = sitting.play
    assert sitting.choose(2, WRONG, 400).kind == "kept"
    assert sitting.play is before


def test_a_press_delivered_again_changes_nothing() -> None:
    sitting = begun()
    sitting.choose(2, WRONG, 100)
    sitting.choose(2, RIGHT, 500)
    before = sitting.play
    for choice, at in ((WRONG, 100), (RIGHT, 500)):
        sitting.choose(2, choice, at)
        assert sitting.play is before


@pytest.mark.parametrize("mode", [Mode.SURVIVAL, Mode.DUEL, Mode.SOLO])
def test_who_was_not_in_the_lobby_cannot_answer_where_it_is_fixed_who_plays(mode: Mode) -> None:
    sitting = begun(mode, people=1 if mode is Mode.SOLO else 2)
    before = sitting.play
    assert sitting.choose(9, RIGHT, 0).kind == "not-playing"
    assert sitting.play is before


def test_a_choice_of_another_round_is_too_late() -> None:
    sitting = begun()
    sitting.over((1, RIGHT, 0))
    before = sitting.play
    assert sitting.choose(2, RIGHT, 50, number=1).kind == "too-late"
    assert sitting.play is before


def test_presses_of_another_play_server_or_channel_and_choices_that_there_are_not_change_nothing() -> None:
    sitting = begun()
    press = caller(2, sitting.asked_ms + 5)
    strange = [
        Chose(replace(press, play=PlayId(31)), 1, RIGHT),
        Chose(replace(press, guild=GuildId(11)), 1, RIGHT),
        Chose(replace(press, channel=ChannelId(21)), 1, RIGHT),
        Left(replace(press, guild=GuildId(11))),
        Chose(press, 1, 4),
        Chose(press, 1, -1),
    ]
    for event in strange:
        play, effects = step(sitting.play, event)
        assert play is sitting.play
        assert effects == ()


def test_in_a_race_the_receipt_is_the_same_whether_a_press_is_right_or_wrong() -> None:
    for choice in (RIGHT, WRONG):
        sitting = begun(Mode.RACE)
        assert [sitting.choose(2, choice, 10).kind, sitting.choose(3, OTHER, 20).kind] == ["taken", "taken"]
        assert sitting.choose(2, OTHER, 30).kind == "spent"


def test_of_10_000_answers_a_millisecond_before_or_at_or_after_the_end_those_count_that_were_before_it() -> None:
    rng = random.Random(1)
    wrong = trials = 0
    while trials < 10_000:
        seconds = rng.choice((5, 20, 120))
        sitting = begun(people=1, seconds=seconds)
        offsets = {person: rng.choice((-1, 0, 1)) for person in range(2, 52)}
        for person in rng.sample(sorted(offsets), len(offsets)):
            sitting.choose(person, RIGHT, seconds * 1_000 + offsets[person], count=rng.randrange(1 << 22))
        counted = {int(one.person) for one in result_in(sitting.wait()).answers}
        wrong += sum((person in counted) != (offset < 0) for person, offset in offsets.items())
        trials += len(offsets)
    assert wrong == 0


@pytest.mark.parametrize("seed", range(5))
def test_of_100_people_who_press_twice_within_a_second_the_last_press_before_the_end_counts_once(seed: int) -> None:
    rng = random.Random(seed)
    sitting = begun(people=100)
    begins = 19_500  # half of the second is after the end
    presses = [
        (person, rng.randrange(4), begins + rng.randrange(1_000), person * 2 + which)
        for person in range(1, 101)
        for which in range(2)
    ]
    for person, choice, after, count in rng.sample(presses, len(presses)):
        sitting.choose(person, choice, after, count)
    expected = {person: choice for person, choice, after, _ in sorted(presses, key=_time) if after < 20_000}
    answers = result_in(sitting.wait()).answers
    assert {int(one.person): one.choice for one in answers} == expected
    assert len(answers) == len(expected) > 60


def _time(press: tuple[int, int, int, int]) -> tuple[int, int]:
    return press[2], press[3]


def test_what_was_pressed_before_the_end_counts_if_it_arrives_within_a_second_after_it() -> None:
    sitting = begun()
    sitting.now = sitting.asked_ms + 20_900
    assert sitting.choose(2, RIGHT, 19_999).kind == "taken"
    sitting.wait()
    assert sitting.choose(3, RIGHT, 19_998, number=1).kind == "too-late"


def test_a_press_before_the_question_is_known_to_stand_takes_no_time_and_never_less() -> None:
    sitting = begun()
    sitting.choose(UserId(2), RIGHT, -300)
    (answer,) = result_in(sitting.wait()).answers
    assert (answer.took_ms, answer.points) == (0, 1_000)
