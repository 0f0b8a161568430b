"""Plays about a server's own questions: typed answers, choices, and nothing of another server."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.client import Client
from bot.domain.identities import GuildId, InteractionId
from bot.domain.kept_questions import Origin
from tests.cogs.conftest import HOSTILE
from tests.cogs.play_stage import PlayRoom
from tests.cogs.wish_stage import labels, press_of, shown

pytestmark = pytest.mark.simcord(settle_timeout=0.5)

TYPED = b"""\
AUTHOR: Ana
Who runs the night ward?:
- Claire Temple
- Claire
"""
CHOICES = b"""\
author = "Ben"
[[questions]]
question = "Which one is blind?"
answers = ["Matt Murdock"]
wrong = ["Luke Cage", "Danny Rand"]
"""


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


async def bring(room: PlayRoom, data: bytes, name: str, guild: int | None = None) -> None:
    own = room.env.bot.trivia.desk.trivia.own
    origin = Origin(GuildId(guild or room.stage.guild.id), None, InteractionId(0))
    uploaded = await own.take_in(data, name, None, origin, datetime.now(UTC))
    assert uploaded.findings == ()


async def type_in(room: PlayRoom, person: object, text: str) -> str:
    form = await room.press(person, "Type an answer", message=room.question())
    return shown((await person.submit_modal(form, {"answer": text})).response)


async def test_a_typed_answer_is_taken_by_a_form_and_judged_forgivingly(room: PlayRoom) -> None:
    stage = room.stage
    await bring(room, TYPED, "ward.yaml")
    await room.begin(stage.ana, stage.ben, stage.chidi, about="own", rounds=1, seconds=20)
    assert labels(room.question())[:1] == ["Type an answer"]
    told = await type_in(room, stage.ana, "claire tempel")
    assert told == "Your answer is **claire tempel**. You can change it once until the end."
    assert "Your answer is **Clare Temple**" in await type_in(room, stage.chidi, "Clare Temple")
    await type_in(room, stage.ben, "Karen")
    await room.wait(22)
    text = next(one for one in room.texts() if "**Right:**" in one)
    assert "**Right:** Claire Temple (also Claire)" in text
    assert "2 right, 1 wrong" in text
    assert "a question of this server by Ana" in text
    assert await room.rows("SELECT answers, rights FROM own_questions") == [(3, 2)]


async def test_a_question_with_wrong_choices_has_buttons(room: PlayRoom) -> None:
    await bring(room, CHOICES, "senses.toml")
    opened = await room.open(room.stage.ana, about="own:senses", mode="solo", rounds=1)
    assert "senses" in shown(opened.response)
    await room.wait(0.2)
    assert sorted(labels(room.question())[:3]) == ["Danny Rand", "Luke Cage", "Matt Murdock"]
    await room.choose_rightly(room.stage.ana)
    await room.wait(8)
    assert "1 right answer" in room.texts()[-1]


async def test_what_is_used_up_comes_again_but_not_within_a_play(room: PlayRoom) -> None:
    await bring(room, CHOICES, "senses.toml")
    for _ in range(2):
        await room.open(room.stage.ana, about="own", mode="solo", rounds=2, seconds=5)
        await room.wait(0.2)
        await room.choose_rightly(room.stage.ana)
        await room.wait(16)
        assert "I have no further question about this" in room.texts()[-1]
        assert await room.row() is None


async def test_another_servers_questions_are_not_asked_here(room: PlayRoom) -> None:
    await bring(room, TYPED, "ward.yaml", guild=99)
    refused = await room.open(room.stage.ana, about="own")
    assert "no questions of its own yet" in shown(refused.response)
    refused = await room.open(room.stage.ana, about="own:ward")
    assert "This server has no list “ward”" in shown(refused.response)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_whatever_is_typed_harms_nobody(room: PlayRoom, text: str) -> None:
    await bring(room, TYPED, "ward.yaml")
    await room.begin(room.stage.ana, about="own", rounds=1, seconds=20)
    told = await type_in(room, room.stage.ana, text[:1_000])
    assert "](http" not in told.replace("\\]", "")
    assert "<@" not in told.replace("<\\@", "")
    assert told.startswith(("Your answer is **", "Type an answer first"))
    assert len(told) < 400


@pytest.mark.parametrize(
    ("rounds", "told"),
    [(1, "That play is over; /trivia start begins another."), (2, "Too late, that round is over.")],
)
async def test_a_form_that_comes_after_the_round_is_told_so(
    room: PlayRoom, forged: Callable[..., Any], rounds: int, told: str
) -> None:
    await bring(room, TYPED + b"Who is blind?:\n- Matt Murdock\n", "ward.yaml")
    await room.begin(room.stage.ana, room.stage.ben, about="own", rounds=rounds, seconds=5)
    old = await forged(room.channel, press_of(room.question(), "Type an answer"))
    form = await room.stage.ana.click(old, label="Press")
    await type_in(room, room.stage.ben, "Claire")
    assert await room.until_next() is (rounds == 2)
    late = await room.stage.ana.submit_modal(form, {"answer": "Claire"})
    pressed = await room.stage.ana.click(old, label="Press")
    assert [shown(late.response), shown(pressed.response)] == [told, told]


async def test_no_form_opens_in_another_channel_than_that_of_the_play(
    room: PlayRoom, forged: Callable[..., Any]
) -> None:
    await bring(room, TYPED, "ward.yaml")
    await room.begin(room.stage.ana, about="own")
    elsewhere = room.stage.guild.create_text_channel("elsewhere")
    copied = await forged(elsewhere, press_of(room.question(), "Type an answer"))
    pressed = await room.stage.ben.click(copied, label="Press")
    assert "That play is over" in shown(pressed.response)


async def test_an_answer_that_is_typed_where_another_process_has_the_play_is_to_be_tried_again(room: PlayRoom) -> None:
    await bring(room, TYPED, "ward.yaml")
    await room.begin(room.stage.ana, about="own", seconds=60)
    form = await room.press(room.stage.ana, "Type an answer")
    plays = room.env.bot.trivia.desk.trivia.plays
    plays.hold()
    await plays.close()
    late = await room.stage.ana.submit_modal(form, {"answer": "Claire"})
    pressed = await room.press(room.stage.ana, "Type an answer")
    told = "That play goes on in a moment; please try again."
    assert [shown(late.response), shown(pressed.response)] == [told, told]
