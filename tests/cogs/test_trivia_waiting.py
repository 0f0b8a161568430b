"""Where the database takes longer than Discord waits, and where a new play cannot be posted."""

from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import pytest

from bot.client import Client
from bot.domain.errors import UserError
from bot.services.plays import Plays
from tests.cogs.play_stage import PlayRoom, late
from tests.cogs.wish_stage import labels, shown
from tests.conftest import ExpectedError

pytestmark = pytest.mark.simcord(settle_timeout=1)


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


async def test_a_lobby_shows_who_joined_left_and_began_however_long_that_took(room: PlayRoom) -> None:
    ana, ben = room.stage.ana, room.stage.ben
    opened = await late(room.env, room.database, room.open(ana))
    assert not opened.ephemeral
    for person, label, players in ((ben, "Join", 2), (ben, "Leave", 1), (ana, "Start", 1)):
        pressed = await late(room.env, room.database, room.press(person, label))
        assert f"**{players} player" in room.texts()[0]
        assert pressed.followups == []
    await room.until_asked()
    assert labels(room.channel.history()[0]) == []


async def test_a_question_that_is_sent_and_approved_slowly_is_answered_in_the_end(room: PlayRoom) -> None:
    stage = room.stage
    form = await stage.ana.slash(room.channel, "trivia question")
    fields = {"text": "Who is blind?", "accepted": "Matt Murdock", "wrong": "", "category": ""}
    sent = await late(room.env, room.database, stage.ana.submit_modal(form, fields))
    assert sent.ephemeral
    assert "waits for a moderator" in shown(sent.response)
    queue = await stage.mod.slash(room.channel, "trivia-admin queue")
    decided = await late(room.env, room.database, stage.press(stage.mod, queue.response, "Approve"))
    assert decided.followups == []
    assert "approved" in shown(queue.response)


class LostError(aiohttp.ClientError, ExpectedError):
    """The way to Discord is interrupted."""


async def lose(*_: Any, **__: Any) -> None:
    raise LostError


@pytest.mark.parametrize("command", ["trivia start", "trivia duel"])
async def test_what_could_not_be_posted_leaves_its_channel_free(
    room: PlayRoom, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(discord.InteractionResponse, "send_message", lose)
        await room.stage.ana.slash(room.channel, command)
    await room.wait(0.1)
    assert await room.row() is None
    assert not (await room.stage.ana.slash(room.channel, command)).ephemeral
    assert await room.row()


@pytest.mark.parametrize("command", ["trivia start", "trivia duel"])
async def test_where_nobody_can_be_named_for_want_of_a_database_the_channel_stays_free(
    room: PlayRoom, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    async def away(*_: Any) -> Any:
        raise UserError("The database is away.")

    with monkeypatch.context() as patched:
        patched.setattr(Plays, "hidden", away)
        told = await room.stage.ana.slash(room.channel, command)
    assert shown(told.response) == "The database is away."
    await room.wait(5)
    assert await room.row() is None


@pytest.mark.parametrize("command", ["trivia start", "trivia duel"])
async def test_a_play_whose_answer_could_not_be_put_off_leaves_its_channel_free(
    room: PlayRoom, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(discord.InteractionResponse, "defer", lose)
    await late(room.env, room.database, room.stage.ana.slash(room.channel, command), deferred=False)
    await room.wait(5)
    assert await room.row() is None
