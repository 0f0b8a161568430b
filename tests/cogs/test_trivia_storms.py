"""A hundred people in the same second, and presses that no client would send."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from bot.domain.rounds.rules import Mode
from bot.ui.play_ids import PlayAction, PlayPress, play_id
from tests.cogs.play_stage import PlayRoom
from tests.cogs.wish_stage import forging, shown

pytestmark = pytest.mark.simcord(settle_timeout=5)

PEOPLE = 100


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


async def test_of_100_people_who_answer_twice_in_the_same_second_every_last_choice_counts_once(
    room: PlayRoom, at_once: Callable[..., object]
) -> None:
    stage, chance = room.stage, random.Random(6)
    people = [stage.member(f"fan{number}") for number in range(PEOPLE)]
    await room.begin(stage.ana, rounds=1, seconds=30)
    posed, play, message = await room.posed(), await room.play(), room.question()
    first = {one.id: chance.randrange(len(posed.choices)) for one in people}
    last = {**first, people[0].id: (first[people[0].id] + 1) % len(posed.choices)}

    async def press(one: object, place: int) -> None:
        custom_id = play_id(PlayPress(PlayAction.CHOOSE, play.id, play.number, place))
        await one.click(message, custom_id=custom_id)

    await at_once(room.env, *(press(one, first[one.id]) for one in people))
    await at_once(room.env, *(press(one, last[one.id]) for one in people))
    presses = (await room.play()).asked.presses
    assert {person: one.choice for person, one in presses.items()} == last
    await room.wait(31)
    counts = [sum(place == choice for choice in last.values()) for place in range(len(posed.choices))]
    text = next(one for one in room.texts() if "**Right:**" in one).replace("\\", "")
    for choice, count in zip(posed.choices, counts, strict=True):
        assert f"{choice} · chosen by {f'{count:,}' if count else 'nobody'}" in text
    rows = await room.rows("SELECT sum(answers), sum(rights), count(*) FROM scores")
    assert tuple(rows[0]) == (PEOPLE, counts[posed.answer], PEOPLE + 1), "the host played, too, and answered nothing"


@pytest.mark.parametrize("mode", list(Mode))
async def test_forged_and_foreign_ids_change_nothing(room: PlayRoom, mode: Mode) -> None:
    if mode is Mode.SOLO:
        await room.open(room.stage.ana, mode=mode.value)
    else:
        others = [room.stage.ben] if mode is Mode.DUEL else []
        await room.begin(room.stage.ana, *others, mode=mode.value)
    await room.wait(0.2)
    play, message = await room.play(), room.question()
    before = await room.row()
    good = play_id(PlayPress(PlayAction.CHOOSE, play.id, 1, 0))
    forged = [
        play_id(PlayPress(PlayAction.CHOOSE, play.id, 2, 0)),
        play_id(PlayPress(PlayAction.CHOOSE, play.id, 1, 9)),
        play_id(PlayPress(PlayAction.CHOOSE, type(play.id)(12345), 1, 0)),
        good.replace("t1:p:", "t1:x:"),
        good + ":1",
        good.replace("pick", "PICK"),
        good.replace(":1:0", ":1"),
        good.replace(":1:0", ":٣:0"),
        "t1:",
        "t1:p:" + "9" * 90,
        "t1:p:start:" + "9" * 19,
    ]
    for custom_id in forged:
        with forging(room.env, lambda payload, custom_id=custom_id: payload["data"].update(custom_id=custom_id)):
            answer = await room.stage.chidi.click(message, custom_id=good)
        assert answer.ephemeral
        assert shown(answer.response).endswith(".")
    assert (await room.row())[1:4] == before[1:4]


async def test_a_press_from_another_channel_or_server_changes_nothing(room: PlayRoom) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben)
    play, message, before = await room.play(), room.question(), await room.row()
    elsewhere = stage.guild.create_text_channel("elsewhere")
    good = play_id(PlayPress(PlayAction.CHOOSE, play.id, 1, 0))

    def from_elsewhere(payload: Any) -> None:
        payload["channel_id"] = payload["channel"]["id"] = str(elsewhere.id)

    for forge in (from_elsewhere, lambda payload: payload.update(guild_id="1")):
        with forging(room.env, forge):
            answer = await stage.ben.click(message, custom_id=good)
        assert "That play is over" in shown(answer.response)
    assert (await room.row())[1:4] == before[1:4]


async def test_two_who_open_a_play_in_one_channel_at_once_get_one(
    room: PlayRoom, at_once: Callable[..., object]
) -> None:
    stage = room.stage
    opened = await at_once(room.env, room.open(stage.ana), room.open(stage.ben), room.open(stage.chidi))
    assert sorted(one.ephemeral for one in opened) == [False, True, True]
    assert len(await room.rows("SELECT play_id FROM plays")) == 1


async def test_the_end_and_a_stop_at_once_give_one_podium(room: PlayRoom, at_once: Callable[..., object]) -> None:
    stage = room.stage
    await room.begin(stage.ana, stage.ben, rounds=1, seconds=10)
    await room.choose_rightly(stage.ana)
    stops = [one.slash(room.channel, "trivia stop") for one in (stage.ana, stage.mod, stage.ben)]
    await at_once(room.env, *stops, room.press(stage.ana, "Stop"), room.press(stage.ana, "Skip"))
    await room.wait(12)
    assert sum("/trivia board" in one for one in room.texts()) == 1
    assert await room.row() is None
