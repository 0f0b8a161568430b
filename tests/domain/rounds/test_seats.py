import pytest

from bot.domain.rounds.effects import NewHost
from bot.domain.rounds.events import Joined, Left, Started
from bot.domain.rounds.rules import MOST_PLAYERS, Mode
from tests.domain.rounds.sittings import RIGHT, WRONG, Sitting, kind_in


def test_when_the_host_leaves_whoever_has_been_there_longest_is_the_host() -> None:
    sitting = Sitting(people=3)
    sitting.press(Left, 2)
    sitting.press(Joined, 2)
    assert NewHost(3) in sitting.press(Left, 1)
    assert sitting.play.host == 3


@pytest.mark.parametrize("begins", [False, True])
def test_a_play_ends_when_everybody_has_left(*, begins: bool) -> None:
    sitting = Sitting(people=2)
    if begins:
        sitting.begin()
    sitting.press(Left, 1)
    sitting.press(Left, 2)
    assert sitting.reason == "everybody-left"


def test_who_leaves_keeps_the_points_and_the_choice_of_the_round() -> None:
    sitting = Sitting(people=3)
    sitting.begin()
    sitting.over((2, RIGHT, 0))
    sitting.choose(2, RIGHT, 0)
    sitting.press(Left, 2)
    sitting.wait()
    assert sitting.scores == {1: 0, 2: 2_000, 3: 0}


def test_who_comes_back_goes_on_with_their_points() -> None:
    sitting = Sitting(people=3)
    sitting.begin()
    sitting.over((2, RIGHT, 0))
    sitting.press(Left, 2)
    assert kind_in(sitting.press(Joined, 2)) == "joined"
    sitting.over((2, RIGHT, 5_000))
    assert sitting.scores[2] == 1_875


def test_a_duel_is_won_by_whom_the_other_one_leaves() -> None:
    sitting = Sitting(Mode.DUEL, people=2)
    sitting.begin()
    sitting.over((1, RIGHT, 0))
    sitting.press(Left, 1)
    assert (sitting.reason, sitting.ranks) == ("opponent-left", [(1, 2), (2, 1)])


def test_who_leaves_survival_has_fallen_and_the_last_one_standing_wins() -> None:
    sitting = Sitting(Mode.SURVIVAL)
    sitting.begin()
    sitting.over((1, RIGHT, 0), (2, WRONG, 0), (3, WRONG, 0))
    sitting.choose(1, WRONG, 0)
    sitting.press(Left, 1)
    sitting.over((2, RIGHT, 0), (3, RIGHT, 0))
    assert sitting.play.players[1].fell_in == 2
    sitting.press(Left, 3)
    assert (sitting.reason, sitting.ranks) == ("played-out", [(1, 2), (2, 3), (3, 1)])


def test_a_round_that_was_over_when_the_last_one_left_still_counts() -> None:
    sitting = Sitting(Mode.SOLO, people=1)
    sitting.begin()
    sitting.choose(1, RIGHT, 100)
    sitting.press(Left, 1, at=sitting.asked_ms + 3_100)
    assert (sitting.scores, sitting.reason) == ({1: 1}, "everybody-left")


@pytest.mark.parametrize(("mode", "seats"), [(Mode.SOLO, 1), (Mode.DUEL, 2), (Mode.RACE, MOST_PLAYERS)])
def test_a_mode_has_its_seats(mode: Mode, seats: int) -> None:
    sitting = Sitting(mode, people=seats)
    assert kind_in(sitting.press(Joined, 1_000)) == "full"
    assert len(sitting.play.players) == seats


def test_a_full_play_takes_no_choice_of_more_people() -> None:
    sitting = Sitting(Mode.EVERYONE, people=MOST_PLAYERS)
    sitting.begin()
    assert sitting.choose(1_000, RIGHT, 0).kind == "full"


@pytest.mark.parametrize(
    ("mode", "kind"), [(Mode.EVERYONE, "joined"), (Mode.RACE, "joined"), (Mode.SURVIVAL, "underway")]
)
def test_only_an_open_mode_is_joined_once_it_is_underway(mode: Mode, kind: str) -> None:
    sitting = Sitting(mode, people=2)
    sitting.begin()
    assert kind_in(sitting.press(Joined, 7)) == kind


def test_joining_twice_and_leaving_without_having_joined_change_nothing() -> None:
    sitting = Sitting(people=2)
    before = sitting.play
    assert kind_in(sitting.press(Joined, 2)) == "already"
    assert kind_in(sitting.press(Left, 7)) == "not-playing"
    assert sitting.play is before


def test_an_older_press_of_a_race_does_not_bring_back_who_has_left() -> None:
    sitting = Sitting(Mode.RACE, people=3)
    sitting.begin()
    sitting.choose(2, RIGHT, 300)
    sitting.press(Left, 2)
    sitting.choose(2, WRONG, 200)
    assert sitting.play.players[2].is_gone
    sitting.wait()
    assert sitting.scores == {1: 0, 2: 0, 3: 0}


def test_a_press_delivered_again_after_a_newer_one_is_not_done_again() -> None:
    sitting = Sitting(people=2)
    sitting.press(Left, 2, at=500)
    sitting.press(Joined, 2, at=600)
    before = sitting.play
    for ms in (500, 600):
        assert sitting.press(Left, 2, at=ms) == ()
    assert sitting.play is before


def test_the_host_or_a_moderator_starts_and_nobody_else() -> None:
    sitting = Sitting(people=2)
    assert kind_in(sitting.press(Started, 2)) == "not-yours"
    assert kind_in(sitting.press(Started, 9, moderates=True)) == "done"
    assert kind_in(sitting.press(Started, 1)) == "nothing"


def test_a_duel_starts_with_two() -> None:
    sitting = Sitting(Mode.DUEL, people=1)
    assert kind_in(sitting.press(Started, 1)) == "needs-two"
    sitting.press(Joined, 2)
    assert kind_in(sitting.press(Started, 1)) == "done"
