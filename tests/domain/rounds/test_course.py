import pytest

from bot.domain.rounds.effects import Ask, Ended, EndReason, Pause, Podium, Reveal, Show, WaitUntil
from bot.domain.rounds.events import Asked, ChannelLost, RanOut, Shown, Skipped, Started, Stopped, TimeUp, WentOn
from bot.domain.rounds.play import Phase
from bot.domain.rounds.rules import Mode
from tests.domain.rounds.sittings import RIGHT, WRONG, Sitting, caller, kind_in, moment, result_in


def begun(mode: Mode = Mode.EVERYONE, people: int = 3, rounds: int = 3) -> Sitting:
    sitting = Sitting(mode, people, rounds)
    sitting.begin()
    return sitting


def test_a_question_is_asked_for_then_shown_and_its_time_begins_when_it_stands_there() -> None:
    sitting = Sitting()
    assert Ask(1) in sitting.press(Started, 1)
    assert Show(1, "q", moment(25_000)) in sitting.hand(Asked(moment(5_000), 1, "q", RIGHT, 4))
    assert sitting.hand(Shown(moment(5_400), 1)) == (WaitUntil(moment(26_400)),)
    assert sitting.play.asked is not None
    assert sitting.play.asked.ends_at == moment(25_400)


def test_the_time_of_a_question_does_not_begin_sooner_than_it_was_set_and_only_once() -> None:
    sitting = begun()
    before = sitting.play
    sitting.hand(Shown(moment(sitting.asked_ms + 900), 1))
    assert sitting.play is before
    other = Sitting()
    other.press(Started, 1)
    other.hand(Asked(moment(5_000), 1, "q", RIGHT, 4))
    other.hand(Shown(moment(4_000), 1))
    assert other.play.asked is not None
    assert other.play.asked.ends_at == moment(25_000)


def test_a_second_question_for_a_round_and_one_for_another_change_nothing() -> None:
    sitting = begun()
    before = sitting.play
    for number in (1, 2):
        assert sitting.hand(Asked(moment(6_000), number, "other", WRONG, 4)) == ()
    assert sitting.play is before


def test_time_that_is_up_too_early_is_waited_for() -> None:
    sitting = begun()
    due = sitting.play.due_at
    assert due is not None
    assert sitting.hand(TimeUp(moment(sitting.asked_ms + 20_999))) == (WaitUntil(due),)


def test_after_an_answer_was_read_comes_the_next_question() -> None:
    sitting = begun()
    sitting.choose(1, RIGHT, 0)
    assert [type(effect) for effect in sitting.wait()] == [Reveal, WaitUntil]
    assert sitting.play.due_at == moment(sitting.asked_ms + 21_000 + 6_000)
    assert Ask(2) in sitting.wait()


def test_a_round_in_which_nobody_chose_pauses_the_play_and_a_second_in_a_row_ends_it() -> None:
    sitting = begun(rounds=9)
    effects = sitting.wait()
    assert [type(effect) for effect in effects] == [Reveal, Pause, WaitUntil]
    assert kind_in(sitting.press(WentOn, 2)) == "done"
    sitting.ask()
    assert [type(effect) for effect in sitting.wait()] == [Reveal, Podium, Ended]
    assert sitting.reason == "nobody-answered"


def test_a_round_with_an_answer_in_between_is_a_reason_to_pause_again_and_not_to_end() -> None:
    sitting = begun(rounds=9)
    sitting.wait()
    sitting.press(WentOn, 2)
    sitting.ask()
    sitting.over((1, WRONG, 0))
    sitting.wait()
    assert sitting.play.phase is Phase.PAUSED


def test_a_pause_nobody_ends_ends_the_play() -> None:
    sitting = begun()
    sitting.wait()
    assert sitting.play.due_at == moment(sitting.asked_ms + 21_000 + 300_000)
    sitting.wait()
    assert sitting.reason == "nobody-answered"


@pytest.mark.parametrize(("mode", "kind"), [(Mode.EVERYONE, "done"), (Mode.DUEL, "not-playing")])
def test_a_stranger_goes_on_with_an_open_play_only(mode: Mode, kind: str) -> None:
    sitting = begun(mode, people=2)
    assert kind_in(sitting.press(WentOn, 9)) == "nothing"
    sitting.wait()
    assert kind_in(sitting.press(WentOn, 9)) == kind


def test_a_skipped_round_shows_its_answer_and_counts_for_nobody() -> None:
    sitting = begun(Mode.SURVIVAL)
    sitting.choose(1, RIGHT, 0)
    sitting.choose(2, WRONG, 0)
    effects = sitting.press(Skipped, 1)
    result = result_in(effects)
    assert (result.is_skipped, result.answer, result.answers, result.counts) == (True, RIGHT, (), (0, 0, 0, 0))
    assert {player.lives for player in sitting.play.players.values()} == {3}
    assert (sitting.play.phase, sitting.play.empty) == (Phase.REVEALED, 0)


@pytest.mark.parametrize("kind", [Skipped, Stopped])
def test_skipping_and_stopping_are_for_the_host_and_moderators(kind: type) -> None:
    sitting = begun()
    before = sitting.play
    assert kind_in(sitting.press(kind, 2)) == "not-yours"
    assert sitting.play is before
    assert kind_in(sitting.press(kind, 9, moderates=True)) == "done"
    assert sitting.play is not before


def test_a_skip_delivered_again_or_of_an_earlier_round_does_not_skip_the_next_one() -> None:
    sitting = begun()
    skip = Skipped(caller(1, 2_500))
    sitting.hand(skip)
    sitting.wait()
    sitting.ask()
    before = sitting.play
    assert sitting.hand(skip) == ()
    assert kind_in(sitting.hand(Skipped(caller(1, sitting.now + 5), round=1))) == "nothing"
    assert sitting.play is before


def test_a_round_that_is_over_can_no_longer_be_skipped_away() -> None:
    sitting = begun(Mode.RACE)
    sitting.choose(2, RIGHT, 500)
    assert not result_in(sitting.press(Skipped, 1, at=sitting.asked_ms + 600)).is_skipped
    assert sitting.scores[2] == 1


def test_a_play_that_is_stopped_ends_with_its_points_and_without_the_round_being_asked() -> None:
    sitting = begun()
    sitting.over((2, RIGHT, 0))
    sitting.choose(3, RIGHT, 0)
    effects = sitting.press(Stopped, 1)
    assert [type(effect) for effect in effects[1:]] == [Reveal, Podium, Ended]
    assert result_in(effects).is_skipped
    assert sitting.ranks == [(1, 2), (2, 1), (2, 3)]


def test_a_round_that_is_over_counts_when_a_play_is_stopped() -> None:
    sitting = begun()
    sitting.choose(3, RIGHT, 0)
    assert isinstance(sitting.press(Stopped, 1, at=sitting.asked_ms + 20_000)[1], Reveal)
    assert sitting.scores[3] == 1_000


def test_a_lobby_that_is_not_started_ends_without_a_podium() -> None:
    sitting = Sitting()
    assert sitting.wait() == (Ended(EndReason.NOT_STARTED),)


@pytest.mark.parametrize("runs_out", [True, False])
def test_a_play_without_a_question_ends_with_its_points(*, runs_out: bool) -> None:
    sitting = begun()
    sitting.over((1, RIGHT, 0))
    sitting.press(Skipped, 1)
    sitting.wait()
    assert sitting.hand(RanOut(moment(sitting.now), 2)) == ()
    effects = sitting.hand(RanOut(moment(sitting.now), 3)) if runs_out else sitting.wait()
    assert [type(effect) for effect in effects] == [Podium, Ended]
    assert sitting.reason == "no-question"


def test_a_lost_channel_ends_a_play_without_anything_to_show() -> None:
    sitting = begun()
    assert sitting.hand(ChannelLost(moment(sitting.now))) == (Ended(EndReason.CHANNEL_LOST),)


def test_nothing_happens_after_the_end() -> None:
    sitting = begun()
    sitting.press(Stopped, 1)
    before = sitting.play
    for kind in (Skipped, Stopped, Started, WentOn):
        assert sitting.press(kind, 1) == ()
    assert sitting.resume(10**9) == ()
    assert sitting.hand(ChannelLost(moment(10**9))) == ()
    assert sitting.play is before


def test_after_a_restart_a_round_that_is_not_over_is_waited_for() -> None:
    sitting = begun()
    sitting.choose(2, RIGHT, 0)
    due, before = sitting.play.due_at, sitting.play
    assert due is not None
    assert sitting.resume(sitting.asked_ms + 15_000) == (WaitUntil(due),)
    assert sitting.play == before


def test_after_a_restart_a_round_that_is_over_is_revealed_with_the_choices_that_were_kept() -> None:
    sitting = begun()
    sitting.choose(2, RIGHT, 0)
    result = result_in(sitting.resume(10**8))
    assert [(int(one.person), one.points) for one in result.answers] == [(2, 1_000)]
    assert sitting.play.due_at == moment(10**8 + 6_000)


def test_after_a_restart_a_question_that_was_asked_for_is_asked_for_again() -> None:
    sitting = Sitting()
    sitting.press(Started, 1)
    assert sitting.resume(10**8) == (Ask(1), WaitUntil(moment(10**8 + 60_000)))


def test_after_a_restart_a_question_that_nobody_is_known_to_have_seen_is_shown_with_its_whole_time() -> None:
    sitting = Sitting()
    sitting.press(Started, 1)
    sitting.hand(Asked(moment(5_000), 1, "q", RIGHT, 4))
    assert sitting.resume(10**8) == (Show(1, "q", moment(10**8 + 20_000)), WaitUntil(moment(10**8 + 21_000)))


def test_after_a_restart_a_question_that_somebody_answered_is_not_shown_again() -> None:
    sitting = Sitting()
    sitting.press(Started, 1)
    sitting.asked_ms = 5_000
    sitting.hand(Asked(moment(5_000), 1, "q", RIGHT, 4))
    sitting.choose(2, RIGHT, 50)
    assert sitting.resume(6_000) == (WaitUntil(moment(26_000)),)
