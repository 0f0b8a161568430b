from dataclasses import replace

import pytest

from bot.domain.personal_plays import NOBODY
from bot.domain.rounds.play import Phase
from bot.domain.rounds.rules import Mode
from tests.domain.rounds.sittings import OTHER, RIGHT, WRONG, Sitting, moment


def test_where_everyone_answers_a_right_choice_gives_500_and_up_to_500_more_for_speed() -> None:
    sitting = Sitting(people=4)
    sitting.begin()
    result = sitting.over((1, RIGHT, 0), (2, RIGHT, 5_000), (3, RIGHT, 19_999), (4, WRONG, 1))
    assert {int(one.person): one.points for one in result.answers} == {1: 1_000, 2: 875, 3: 500, 4: 0}
    assert result.counts == (1, 0, 3, 0)
    assert (result.answer, result.is_rated) == (RIGHT, True)


def test_the_time_of_a_changed_choice_is_that_of_the_change() -> None:
    sitting = Sitting()
    sitting.begin()
    result = sitting.over((1, WRONG, 0), (1, RIGHT, 10_000), (2, RIGHT, 3_000), (2, RIGHT, 19_000))
    assert [(one.points, one.took_ms) for one in result.answers] == [(925, 3_000), (750, 10_000)]


def test_a_round_in_which_one_alone_answered_is_not_rated() -> None:
    sitting = Sitting()
    sitting.begin()
    assert not sitting.over((1, RIGHT, 0)).is_rated


def test_everyone_plays_all_rounds_to_a_podium_where_those_who_are_level_share_a_rank() -> None:
    sitting = Sitting(people=4)
    sitting.begin()
    for _ in range(3):
        sitting.over((1, RIGHT, 2_000), (2, RIGHT, 1_000), (3, RIGHT, 2_000), (4, WRONG, 0))
    assert sitting.ranks == [(1, 2), (2, 1), (2, 3), (4, 4)]
    assert (sitting.reason, sitting.play.phase) == ("played-out", Phase.ENDED)


def test_who_presses_an_answer_plays_where_everyone_may() -> None:
    sitting = Sitting(people=1)
    sitting.begin()
    assert {int(one.person) for one in sitting.over((1, RIGHT, 0), (9, RIGHT, 100)).answers} == {1, 9}


def test_a_race_goes_to_the_first_right_press_and_is_over_with_it() -> None:
    sitting = Sitting(Mode.RACE)
    sitting.begin()
    sitting.choose(1, WRONG, 100)
    sitting.choose(2, RIGHT, 200)
    assert sitting.play.due_at == moment(sitting.asked_ms + 1_200)
    result = sitting.over((3, RIGHT, 201))
    assert [(int(one.person), one.points) for one in result.answers] == [(1, 0), (2, 1)]
    assert sitting.scores == {1: 0, 2: 1, 3: 0}


def test_in_a_race_the_press_counts_that_was_first_and_not_the_one_that_arrived_first() -> None:
    sitting = Sitting(Mode.RACE)
    sitting.begin()
    sitting.over((2, RIGHT, 300), (3, RIGHT, 299))
    assert sitting.scores == {1: 0, 2: 0, 3: 1}


def test_two_right_presses_within_one_millisecond_of_a_race_are_told_apart_by_their_ids() -> None:
    sitting = Sitting(Mode.RACE)
    sitting.begin()
    sitting.choose(3, RIGHT, 300, count=8)
    sitting.choose(2, RIGHT, 300, count=7)
    sitting.wait()
    assert sitting.scores == {1: 0, 2: 1, 3: 0}


def test_a_wrong_press_locks_out_of_the_round_of_a_race_also_if_it_arrives_after_the_right_one() -> None:
    sitting = Sitting(Mode.RACE)
    sitting.begin()
    sitting.over((1, WRONG, 100), (1, RIGHT, 200), (2, RIGHT, 400), (2, WRONG, 300), (3, RIGHT, 500))
    assert sitting.scores == {1: 0, 2: 0, 3: 1}


def test_in_survival_a_wrong_choice_and_none_cost_a_life_each_and_the_last_one_standing_wins() -> None:
    sitting = Sitting(Mode.SURVIVAL, rounds=50)
    sitting.begin()
    assert sitting.over((1, RIGHT, 0), (2, WRONG, 0)).fallen == ()
    sitting.over((1, RIGHT, 0), (2, WRONG, 0), (3, RIGHT, 0))
    assert [player.lives for player in sitting.play.players.values()] == [3, 1, 2]
    assert sitting.over((1, RIGHT, 0), (2, WRONG, 0), (3, WRONG, 0)).fallen == (2,)
    assert sitting.choose(2, RIGHT, 0).kind == "out"
    assert sitting.over((1, RIGHT, 0)).fallen == (3,)
    assert sitting.ranks == [(1, 1), (2, 3), (3, 2)]
    assert sitting.reason == "played-out"


def test_who_falls_in_the_same_round_of_survival_shares_a_rank() -> None:
    sitting = Sitting(Mode.SURVIVAL, rounds=50)
    sitting.begin()
    for _ in range(3):
        sitting.over((1, WRONG, 0), (2, OTHER, 0), (3, WRONG, 5))
    assert sitting.ranks == [(1, 1), (1, 2), (1, 3)]


def test_survival_that_runs_out_of_rounds_goes_by_lives() -> None:
    sitting = Sitting(Mode.SURVIVAL, rounds=2)
    sitting.begin()
    sitting.over((1, WRONG, 0), (2, RIGHT, 0), (3, RIGHT, 0))
    sitting.over((1, RIGHT, 0), (2, RIGHT, 0), (3, RIGHT, 0))
    assert sitting.ranks == [(1, 2), (1, 3), (3, 1)]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("meanwhile", ["asked", "chosen", "revealed", "asked for"])
def test_a_play_of_which_all_are_forgotten_ends_by_itself(mode: Mode, meanwhile: str) -> None:
    people = range(1, min(mode.seats, 2) + 1)
    sitting = Sitting(mode, people=len(people), rounds=5)
    sitting.begin()
    for person in people if meanwhile != "asked" else ():
        sitting.choose(person, RIGHT, person)
    for _ in range({"revealed": 1, "asked for": 2}.get(meanwhile, 0)):
        sitting.wait()
    asked = replace(sitting.play.asked, presses={}) if sitting.play.asked else None
    sitting.play = replace(sitting.play, host=NOBODY, asked=asked, players={}, seen={})
    sitting.resume(sitting.now)
    for _ in range(10):
        if sitting.reason is None:
            sitting.wait()
            if sitting.play.phase is Phase.ASKING and sitting.play.asked is None:
                sitting.ask()
    assert sitting.play.phase is Phase.ENDED
    assert sitting.ranks == []


def test_alone_one_survives_until_the_last_life_is_lost() -> None:
    sitting = Sitting(Mode.SURVIVAL, people=1, rounds=50)
    sitting.begin()
    for choice in (RIGHT, WRONG, RIGHT, WRONG):
        sitting.over((1, choice, 0))
    assert sitting.reason is None
    sitting.over((1, WRONG, 0))
    assert (sitting.reason, sitting.play.number, sitting.scores) == ("played-out", 5, {1: 2})


def test_a_duel_goes_to_whom_a_majority_of_its_rounds_goes() -> None:
    sitting = Sitting(Mode.DUEL, people=2, rounds=5)
    sitting.begin()
    sitting.over((1, RIGHT, 900), (2, RIGHT, 800))
    sitting.over((1, RIGHT, 900), (2, WRONG, 800))
    sitting.over((1, WRONG, 0), (2, WRONG, 0))
    sitting.over((2, RIGHT, 800))
    sitting.over((2, RIGHT, 800), (1, WRONG, 0))
    assert sitting.scores == {1: 1, 2: 3}
    assert (sitting.ranks, sitting.reason, sitting.play.number) == ([(1, 2), (2, 1)], "played-out", 5)


def test_a_duel_ends_as_soon_as_it_is_won() -> None:
    sitting = Sitting(Mode.DUEL, people=2, rounds=5)
    sitting.begin()
    for _ in range(3):
        sitting.over((1, RIGHT, 0))
    assert (sitting.reason, sitting.play.number) == ("played-out", 3)


def test_a_duel_without_a_majority_is_level_when_the_scores_are() -> None:
    sitting = Sitting(Mode.DUEL, people=2, rounds=2)
    sitting.begin()
    sitting.over((1, RIGHT, 0))
    sitting.over((2, RIGHT, 0))
    assert sitting.ranks == [(1, 1), (1, 2)]


def test_alone_a_right_answer_gives_a_point_however_long_it_took() -> None:
    sitting = Sitting(Mode.SOLO, people=1, rounds=4)
    sitting.begin()
    for choice, after in ((RIGHT, 0), (RIGHT, 19_000), (WRONG, 5), (RIGHT, 5)):
        assert not sitting.over((1, choice, after)).is_rated
    player = sitting.play.players[sitting.play.host]
    assert (player.score, player.right, player.streak, player.best_streak) == (3, 3, 1, 2)
    assert sitting.ranks == [(1, 1)]


def test_where_it_is_known_who_plays_a_round_is_over_once_all_have_chosen_and_had_time_to_change() -> None:
    sitting = Sitting(Mode.DUEL, people=2)
    sitting.begin()
    sitting.choose(1, WRONG, 1_000)
    assert sitting.play.due_at == moment(sitting.asked_ms + 21_000)
    sitting.choose(2, RIGHT, 2_000)
    assert sitting.play.due_at == moment(sitting.asked_ms + 2_000 + 3_000 + 1_000)
    sitting.choose(1, RIGHT, 4_000)
    sitting.choose(2, WRONG, 4_500)
    assert sitting.play.due_at == moment(sitting.asked_ms + 4_500 + 1_000)


def test_where_everyone_may_answer_a_round_stands_its_whole_time_for_those_who_have_yet_to_come() -> None:
    sitting = Sitting(people=1)
    sitting.begin()
    sitting.choose(1, RIGHT, 1_000)
    assert sitting.play.due_at == moment(sitting.asked_ms + 21_000)
