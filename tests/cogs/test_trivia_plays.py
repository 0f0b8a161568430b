"""Plays of trivia from the lobby to the podium, as people see them."""

import json
from collections.abc import Callable

import pytest
from discord.utils import utcnow

from bot.client import Client
from bot.domain.identities import UserId
from bot.domain.rounds.rules import Mode
from bot.domain.signing import Signer
from bot.store.privacy import PrivacyStore
from bot.store.privacy_plays import leave_plays
from tests.cogs.play_stage import PlayRoom
from tests.cogs.wish_stage import labels, sent, shown

pytestmark = pytest.mark.simcord(settle_timeout=0.5)


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


def assert_told_apart(room: PlayRoom, messages: int) -> None:
    """Discord makes one message of what has the same nonce."""
    nonces = [one["nonce"] for one in sent(room.env, path="/messages")]
    assert len(nonces) == len(set(nonces)) == messages


async def test_a_whole_play_from_the_lobby_to_the_podium(room: PlayRoom) -> None:
    ana, ben = room.stage.ana, room.stage.ben
    lobby = await room.open(ana, rounds=2, seconds=10)
    assert "1 player" in shown(lobby.response)
    assert labels(lobby.response) == ["Join", "Start", "Leave", "Cancel"]
    await room.press(ben, "Join")
    assert "2 players" in room.texts()[-1]
    await room.press(ana, "Start")
    await room.until_asked()
    for number in (1, 2):
        assert f"Round {number} of 2" in shown(room.question())
        told = await room.choose_rightly(ana)
        assert told.ephemeral
        assert "You can change it once" in shown(told.response)
        await room.choose_wrongly(ben)
        posed = await room.posed()
        await room.wait(11.5)
        assert f"**Right:** {posed.right.split('“')[0]}" in room.texts()[number].replace("\\", "")
        assert f"<@{ana.id}> +" in room.texts()[number]
        await room.wait(6.5)
    assert f"<@{ana.id}> wins" in room.texts()[-1]
    assert len(room.texts()) == 4, "a lobby, two rounds, a podium"
    assert await room.row() is None
    ((points, rights, plays, wins),) = await room.rows(
        "SELECT points, rights, plays, wins FROM scores WHERE person_id = :person", {"person": ana.id}
    )
    assert points > 1_000
    assert (rights, plays, wins) == (2, 1, 1)


@pytest.mark.parametrize(("mode", "people"), [(Mode.RACE, 3), (Mode.SURVIVAL, 3), (Mode.DUEL, 2), (Mode.SOLO, 1)])
async def test_every_mode_comes_to_its_podium(room: PlayRoom, mode: Mode, people: int) -> None:
    players = [room.stage.ana, room.stage.ben, room.stage.chidi][:people]
    if mode is Mode.SOLO:
        await room.open(players[0], mode=mode.value, rounds=5, seconds=10)
        await room.until_asked()
    else:
        await room.begin(*players, mode=mode.value, rounds=5, seconds=10)
    going = True
    while going:
        for one in players[1:]:
            await room.choose_wrongly(one)
        await room.choose_rightly(players[0])
        going = await room.until_next()
    last = room.texts()[-1]
    assert f"1\\. <@{players[0].id}>" in last
    assert ("/trivia start" if mode is Mode.SOLO else "/trivia board") in last
    scores = await room.rows("SELECT person_id FROM scores")
    assert len(scores) == (people if mode is not Mode.SOLO else 0), "alone nothing is rated"


async def test_an_answer_is_changed_once(room: PlayRoom) -> None:
    ana = room.stage.ana
    await room.begin(ana)
    said = [shown((await room.choose(ana, place)).response) for place in (0, 1, 0, 1)]
    assert [one.rpartition("**. ")[2] for one in said[:3]] == [
        "You can change it once until the end.",
        "That was your change.",
        "It cannot be changed any more.",
    ]
    choices = (await room.posed()).choices
    assert [one.partition("**")[2].partition("**")[0].replace("\\", "") for one in said] == [
        choices[0],
        choices[1],
        choices[1],
        choices[1],
    ]


async def test_a_channel_has_one_play_and_two_channels_have_two(room: PlayRoom) -> None:
    stage = room.stage
    other = stage.guild.create_text_channel("other")
    await room.open(stage.ana)
    again = await room.open(stage.ben)
    assert again.ephemeral
    assert "There is a play in this channel already" in shown(again.response)
    await room.begin(stage.ben, stage.chidi, channel=other, rounds=1)
    await room.press(stage.ana, "Start")
    await room.until_asked()
    await room.choose_rightly(stage.ana)
    await room.choose_rightly(stage.chidi, other)
    await room.wait(30)
    assert f"<@{stage.chidi.id}> wins" in room.texts(other)[-1]
    assert (await room.play()).number == 2


async def test_questions_do_not_come_twice_in_a_server(room: PlayRoom) -> None:
    stage = room.stage
    for _ in range(2):
        await room.begin(stage.ana, rounds=3, seconds=5)
        for _ in range(3):
            await room.choose_rightly(stage.ana)
            await room.wait(12.5)
        assert await room.row() is None
    asked = await room.rows("SELECT question_id FROM asked_questions")
    assert len(asked) == len({row[0] for row in asked}) == 6


async def test_only_the_host_and_moderators_start_skip_and_stop(room: PlayRoom) -> None:
    stage = room.stage
    await room.open(stage.ana)
    refused = await room.press(stage.ben, "Start")
    assert refused.ephemeral
    assert "Only the host or a moderator" in shown(refused.response)
    await room.press(stage.mod, "Start")
    await room.until_asked()
    assert "Only the host" in shown((await room.press(stage.ben, "Skip")).response)
    posed = await room.posed()
    await room.press(stage.ana, "Skip")
    await room.wait(0.1)
    assert "**Skipped.** Right was" in room.texts()[-1]
    await room.wait(7)
    assert (await room.posed()).id != posed.id
    stopped = await stage.mod.slash(room.channel, "trivia stop")
    await room.wait(0.1)
    assert "Done" in shown(stopped.response)
    assert "The play was stopped" in room.texts()[-1]
    none = await stage.mod.slash(room.channel, "trivia stop")
    assert "There is no play in this channel" in shown(none.response)


async def test_when_the_host_leaves_somebody_else_is(room: PlayRoom) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben)
    await room.press(stage.ana, "Leave")
    await room.wait(0.1)
    assert f"<@{stage.ben.id}> is the host now" in room.texts()[-1]
    assert (await room.play()).host == stage.ben.id
    await room.choose_rightly(stage.ben)
    await room.wait(21)
    assert "**Right:**" in room.texts()[1], "the question's own message becomes its answer"
    assert f"<@{stage.ben.id}> is the host now" in room.texts()[-1]


async def test_a_play_pauses_when_nobody_answers_and_ends_by_itself(room: PlayRoom) -> None:
    await room.begin(room.stage.ana, room.stage.ben, seconds=5)
    await room.wait(7)
    assert "Nobody answered, so the play pauses; it ends" in room.texts()[-1]
    await room.press(room.stage.chidi, "Go on")
    await room.wait(7)
    await room.wait(1)
    assert "Nobody answered any more" in room.texts()[-1]
    assert await room.row() is None


async def test_a_lobby_that_nobody_starts_is_closed(room: PlayRoom) -> None:
    await room.open(room.stage.ana)
    for _ in range(11):
        await room.wait(60)
    assert room.texts() == ["Nobody started the play within ten minutes, so the lobby is closed."]
    late = await room.open(room.stage.ben)
    assert not late.ephemeral


async def test_a_restart_in_the_middle_of_a_round_loses_nothing(
    room: PlayRoom, new_trivia_client: Callable[[], Client]
) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben, rounds=1, seconds=20)
    await room.choose_rightly(stage.ana)
    await room.env.restart_bot(new_trivia_client())
    await room.wait(1)
    await room.choose_wrongly(stage.ben)
    await room.wait(20)
    assert f"<@{stage.ana.id}> wins" in room.texts()[-1]
    assert "2\\. " in room.texts()[-1]
    assert await room.row() is None


async def test_a_deleted_question_is_answered_in_a_new_message(room: PlayRoom) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben, rounds=1)
    await room.choose_rightly(stage.ana)
    message = room.question()
    place = room.env.bot.get_partial_messageable(int(room.channel.id))
    await place.get_partial_message(int(message.id)).delete()
    await room.wait(25)
    assert any("**Right:**" in one for one in room.texts())
    assert f"<@{stage.ana.id}> wins" in room.texts()[-1]
    assert_told_apart(room, 3)


async def test_a_channel_that_vanishes_ends_its_play(room: PlayRoom) -> None:
    stage = room.stage
    other = stage.guild.create_text_channel("doomed")
    await room.begin(stage.ana, stage.ben, channel=other)
    del room.env.backend.channels[other.id]
    await room.wait(25)
    assert await room.row(other) is None
    assert room.env.bot.trivia.desk.trivia.plays.underway == 0


async def test_where_the_bot_may_not_write_it_says_so(room: PlayRoom) -> None:
    role = room.env.backend.get_guild(room.stage.guild.id).roles
    for one in role.values():
        one.permissions = int(one.permissions) & ~0x800
    refused = await room.open(room.stage.mod)
    assert "I may not write in this channel" in shown(refused.response)
    assert await room.row() is None


@pytest.mark.parametrize(
    "about",
    ["", "Daredevil", "Claire Temple", "defenders-saga", "Defenders Saga", "Questions of this server", "asdfgh"],
)
async def test_what_a_play_is_about(room: PlayRoom, about: str) -> None:
    opened = await room.open(room.stage.ana, **({"about": about} if about else {}))
    text = shown(opened.response)
    if about == "asdfgh":
        assert "I know no character or title “asdfgh”" in text
    elif about.startswith("Questions"):
        assert "no questions of its own yet" in text
    else:
        assert (about if about[:1].isupper() else "Defenders Saga") in text


async def test_subjects_are_offered_while_they_are_typed(room: PlayRoom) -> None:
    for typed, wanted in (("", "Defenders Saga"), ("clai", "Claire Temple"), ("quest", "Questions of this server")):
        offered = await room.stage.ana.autocomplete(room.channel, "trivia start", "about", typed)
        assert any(wanted in one["name"] for one in offered), offered


async def test_a_bot_that_loses_the_right_to_write_ends_the_play_and_says_so_where_it_can(room: PlayRoom) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben, rounds=3)
    await room.choose_rightly(stage.ana)
    for one in room.env.backend.get_guild(stage.guild.id).roles.values():
        one.permissions = int(one.permissions) & ~(0x800 | 0x8)
    await room.wait(40)
    assert room.texts()[-1] == "I could not write here any more, so the play is over."
    assert await room.row() is None
    assert room.env.bot.trivia.desk.trivia.plays.underway == 0


async def test_a_duel_of_which_both_are_forgotten_ends_by_itself(room: PlayRoom) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben, mode=Mode.DUEL.value, rounds=5, seconds=5)
    async with room.database.transaction() as transaction:
        for one in (stage.ana, stage.ben):
            await leave_plays(transaction, UserId(int(one.id)))
    assert not (await room.play()).players
    for _ in range(6):
        await room.wait(60)
    assert await room.row() is None
    assert room.env.bot.trivia.desk.trivia.plays.underway == 0


async def test_who_is_hidden_stands_in_nothing_that_is_sent_of_a_play(room: PlayRoom) -> None:
    ana, ben, chidi = room.stage.ana, room.stage.ben, room.stage.chidi
    await PrivacyStore(room.database, Signer(b"k" * 32)).set_hidden(UserId(int(ben.id)), utcnow(), hidden=True)
    await room.begin(ana, ben, chidi, mode=Mode.SURVIVAL.value, rounds=4, seconds=5)
    going = True
    while going:
        await room.choose_wrongly(chidi)
        await room.choose_rightly(ben)
        if (await room.play()).number == 2:
            await room.press(ana, "Leave")
        going = await room.until_next()
    assert "1\\. somebody" in room.texts()[-1]
    requests = json.dumps([one.json for one in room.env.http_requests], default=str)
    assert f"<@{ana.id}>" in requests
    assert f"<@{ben.id}>" not in requests
    assert_told_apart(room, 5)
