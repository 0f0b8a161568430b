"""How a duel begins, whose time runs how long, and how it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identities import ChannelId, GuildId, UserId
from bot.domain.links.effects import LinkReceipt, ShowInvitation
from bot.domain.links.engine import step
from bot.domain.links.events import Accepted, Named, Resigned
from bot.domain.links.rules import LinkRules
from bot.domain.pack import CharacterId, UniverseId
from bot.domain.plays import PlayId
from bot.domain.rounds.effects import Ended, WaitUntil
from bot.domain.rounds.events import ChannelLost, Resumed, Shown, Skipped, TimeUp
from tests.domain.links.duels import GUEST, HOST, STRANGER, UNIVERSE, Table, caller, crowd, moment


def begun(**others) -> Table:
    table = Table(**others)
    table.accept()
    return table


def test_an_invitation_says_who_looks_for_whom_how_long_and_not_with_whom_it_begins() -> None:
    table = Table(invited=GUEST, seconds=20)
    show, wait = table.log
    assert show == ShowInvitation(table.duel.id, UNIVERSE, HOST, GUEST, 20, moment(600_000))
    assert wait == WaitUntil(moment(600_000))
    assert "ann" not in repr(show)


def test_anybody_but_the_host_accepts_an_open_invitation() -> None:
    table = Table()
    assert table.accept(HOST) == "own"
    assert table.accept(STRANGER) == "started"
    assert table.duel.players == (HOST, STRANGER)
    assert table.accept(GUEST) == "underway"


def test_only_who_is_invited_accepts() -> None:
    table = Table(invited=GUEST)
    assert table.accept(STRANGER) == "not-invited"
    assert table.accept(GUEST) == "started"


def test_the_first_turn_shows_the_first_character_to_the_opponent() -> None:
    table = begun()
    (turn,) = table.turns
    assert (turn.turn, turn.mover, turn.waiting, turn.links) == (1, GUEST, HOST, 0)
    assert [one.character for one in turn.chain] == ["ann"]
    assert turn.ends_at == moment(31_000)


def test_nobody_accepts_for_ten_minutes_and_it_is_over() -> None:
    table = Table()
    assert table.hand(TimeUp(moment(599_999))) == (WaitUntil(moment(600_000)),)
    table.wait()
    assert table.over == ("not-accepted", None, "not-started")


@pytest.mark.parametrize("person", [HOST, GUEST])
def test_who_made_or_got_an_invitation_ends_it(person: UserId) -> None:
    table = Table(invited=GUEST)
    assert table.stop(STRANGER) == "not-yours"
    assert table.stop(person) == "done"
    assert table.over == ("cancelled", None, "stopped")


def test_a_moderator_ends_an_invitation_and_a_duel_without_a_winner() -> None:
    invitation, duel = Table(), begun()
    for table in (invitation, duel):
        assert table.stop(STRANGER, moderates=True) == "done"
        assert table.over == ("stopped", None, "stopped")


def test_who_plays_and_stops_the_duel_resigns_moderator_or_not() -> None:
    for moderates in (False, True):
        table = begun()
        assert table.stop(HOST, moderates=moderates) == "done"
        assert table.over == ("resigned", GUEST, "opponent-left")


def test_either_resigns_at_any_time_and_the_other_wins() -> None:
    for person, winner in ((HOST, GUEST), (GUEST, HOST)):
        table = begun()
        assert table.resign(STRANGER) == "not-playing"
        assert table.resign(person) == "done"
        assert table.over == ("resigned", winner, "opponent-left")


def test_an_invitation_cannot_be_resigned() -> None:
    assert Table().resign(HOST) == "not-begun"


def test_who_resigns_when_the_others_clock_had_run_out_has_won_before() -> None:
    table = begun()
    assert table.resign(HOST, at=table.ends_ms) == "done"
    assert table.over == ("time-up", HOST, "played-out")
    table = begun()
    table.resign(HOST, at=table.ends_ms - 1)
    assert table.over == ("resigned", GUEST, "opponent-left")


def test_a_turn_cannot_be_skipped() -> None:
    table = begun()
    assert Table.told(table.hand(Skipped(caller(HOST, 9_000, moderates=True)))) == "nothing"


def test_a_turn_lasts_from_when_it_stands_there_and_is_waited_for_a_second_longer() -> None:
    table = Table(seconds=10)
    table.accept(at=1_000)
    assert table.duel.ends_at == moment(11_500)
    assert table.waits == moment(12_500)
    table.name("bob", at=4_000)
    assert table.duel.ends_at == moment(14_500)


def test_a_turn_never_ends_sooner_than_was_shown_and_its_clock_starts_once() -> None:
    table = begun()
    ends_at = table.duel.ends_at
    table.hand(Shown(moment(9_000), 1))
    assert table.duel.ends_at == ends_at
    table.name("bob", at=8_000)
    table.hand(Shown(moment(1_000), 2))
    assert table.duel.ends_at == moment(38_500)


def test_the_message_of_another_turn_starts_no_clock() -> None:
    table = Table()
    table.hand(Accepted(caller(GUEST, 1_000)))
    before = table.duel
    assert table.hand(Shown(moment(2_000), 2)) == ()
    assert table.duel is before


def test_when_the_clock_runs_out_the_other_wins() -> None:
    table = begun()
    table.name("bob")
    assert table.hand(TimeUp(table.duel.ends_at)) == (WaitUntil(table.duel.ends_at + timedelta(seconds=1)),)
    table.wait()
    assert table.over == ("time-up", GUEST, "played-out")


def test_a_turn_that_nobody_can_have_seen_is_waited_for_once_more() -> None:
    table = Table()
    table.hand(Accepted(caller(GUEST, 1_000)))
    table.wait()
    assert table.over is None
    assert table.name("bob") == "linked"
    table = Table()
    table.hand(Accepted(caller(GUEST, 1_000)))
    table.wait()
    table.wait()
    assert table.over == ("time-up", HOST, "played-out")


def test_after_a_restart_a_turn_is_shown_anew_with_its_whole_time_once() -> None:
    table = begun()
    table.hand(Resumed(moment(500_000)))
    shown = table.turns[-1]
    assert (shown.turn, shown.is_renewed, shown.ends_at) == (1, True, moment(530_000))
    table.hand(Shown(moment(501_000), 1))
    assert table.duel.ends_at == moment(531_000)
    table.hand(Resumed(moment(520_000)))
    assert table.duel.ends_at == moment(531_000)
    assert table.over is None
    table.hand(Resumed(moment(600_000)))
    assert table.over == ("time-up", HOST, "played-out")


def test_the_next_turn_may_be_given_its_time_anew_again() -> None:
    table = begun()
    table.hand(Resumed(moment(500_000)))
    table.name("bob", at=505_000)
    table.hand(Resumed(moment(900_000)))
    assert table.turns[-1].ends_at == moment(930_000)
    assert table.name("cid", at=920_000) == "linked"


def test_an_invitation_stands_after_a_restart_as_long_as_it_would_have() -> None:
    table = Table()
    assert table.hand(Resumed(moment(300_000))) == (WaitUntil(moment(600_000)),)
    table.hand(Resumed(moment(700_000)))
    assert table.over == ("not-accepted", None, "not-started")


def test_a_lost_channel_ends_it_and_nothing_is_shown() -> None:
    table = begun()
    (ended,) = table.hand(ChannelLost(moment(5_000)))
    assert isinstance(ended, Ended)
    assert ended.reason == "channel-lost"
    assert table.duel.due_at is None


def test_after_the_end_nothing_changes() -> None:
    table = begun()
    table.resign(HOST)
    ended = table.duel
    for event in (
        Named(caller(GUEST, 50_000), CharacterId("bob"), 1),
        Accepted(caller(GUEST, 50_000)),
        TimeUp(moment(90_000)),
        Resumed(moment(90_000)),
        ChannelLost(moment(90_000)),
    ):
        assert table.hand(event) == ()
        assert table.duel is ended


def test_presses_from_another_play_server_or_channel_change_nothing() -> None:
    table = begun()
    press = caller(GUEST, 5_000)
    for elsewhere in (
        replace(press, play=PlayId(31)),
        replace(press, guild=GuildId(11)),
        replace(press, channel=ChannelId(21)),
    ):
        for event in (Named(elsewhere, CharacterId("bob"), 1), Resigned(elsewhere)):
            assert step(table.duel, event, table.judge) == (table.duel, ())


def test_a_turn_shows_the_last_ten_of_the_chain_and_how_many_links_there_are() -> None:
    people = "abcdefghijklmnop"
    table = begun(pack=crowd(*(people[at : at + 2] for at in range(len(people) - 1))), first="a")
    for who in people[1:13]:
        table.name(who)
    turn = table.turns[-1]
    assert (turn.turn, turn.links) == (13, 12)
    assert "".join(step.character for step in turn.chain) == people[3:13]


def test_receipts_are_for_the_one_who_pressed() -> None:
    table = begun()
    table.name("bob")
    receipts = [one for one in table.log if isinstance(one, LinkReceipt)]
    assert {one.person for one in receipts} == {GUEST}


@pytest.mark.parametrize("seconds", [9, 121])
def test_a_turn_lasts_10_to_120_seconds(seconds: int) -> None:
    with pytest.raises(ValueError, match="10 to 120"):
        LinkRules(UniverseId("world"), seconds)
