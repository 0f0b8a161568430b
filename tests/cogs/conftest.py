"""What tests of the commands about crossovers and connections share: several universes, and looking at pictures."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import ui

from bot.client import Client
from bot.composition import trivia_of, wishes_of
from bot.domain.pack import Pack
from bot.facts.reading import read_pack
from bot.services.library import Library, Shelf
from bot.services.lookups import Lookups
from bot.services.wishes import Wishes
from bot.store.database import Database
from bot.store.opening import open_database
from bot.store.signing import signer_of
from tests.cogs.isles import make_crowd, make_isles, make_strangers
from tests.cogs.play_stage import PlayRoom
from tests.cogs.wish_stage import Stage, stage_of
from tests.conftest import ShelfOf, flattened

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def archipelago(pack: Pack) -> ShelfOf:
    """A store with the small universe of all tests and three more; a file's `store` returns it."""
    return ShelfOf(pack, make_isles(), make_crowd(), make_strangers())


@pytest.fixture
def guests(simcord_env: simcord.Env):
    """A channel and two people in it."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ana, ben = (guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))
    return channel, ana, ben


@pytest.fixture
def picture() -> Callable[..., Any]:
    """Return a coroutine function that gives a message's picture as its description, having looked at the file."""

    async def described(message: Any) -> str:
        (gallery,) = [one for one in flattened(message.components) if one["type"] == 12]
        (item,) = gallery["items"]
        (file,) = message.attachments
        assert file.filename == "picture.png"
        assert (await file.read()).startswith(PNG)
        assert "picture.png" in item["media"]["url"]
        assert 1 <= len(item["description"]) <= 1_024
        return item["description"]

    return described


@pytest.fixture
def forged(simcord_env: simcord.Env) -> Callable[..., Any]:
    """Return a coroutine function that posts a button with any custom_id, as if another version of the bot had."""

    async def post(channel: Any, custom_id: str) -> Any:
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.ActionRow(ui.Button[Any](label="Press", custom_id=custom_id)))
        view.stop()
        place = simcord_env.bot.get_partial_messageable(int(channel.id), type=discord.ChannelType.text)
        await place.send(view=view)
        return channel.history()[-1]

    return post


@pytest.fixture
def slowly(simcord_env: simcord.Env, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return a coroutine function that lets the answer to an action take longer than anybody should wait.

    It returns what Discord knew of the interaction while the answer was still being made, and the result at the end.
    """

    settle = simcord_env._settle_internal

    async def settled_but_for_the_thread(**_: Any) -> None:
        with suppress(TimeoutError):
            await settle(timeout=0.05)

    async def act(action: Awaitable[Any]) -> tuple[bool, Any]:
        begun, go_on = threading.Event(), threading.Event()
        answered = Lookups.answer

        def late(lookups: Lookups, *asked: Any) -> Any:
            begun.set()
            go_on.wait(10)
            return answered(lookups, *asked)

        with monkeypatch.context() as patched:
            patched.setattr(Lookups, "answer", late)
            simcord_env._settle_internal = settled_but_for_the_thread
            try:
                result = await action
                assert await asyncio.to_thread(begun.wait, 10)
                await simcord_env.advance_time(2)
                announced = result.deferred
            finally:
                go_on.set()
                del simcord_env._settle_internal
            await simcord_env.settle()
        return announced, result

    return act


HOSTILE = {
    "nonsense": "asdfgh",
    "nothing to read": "   ",
    "very long": "x" * 4_000,
    "a ping": "@everyone <@1> <@&2>",
    "a link": "[x](https://example.org) https://example.org",
    "SQL": "' OR 1=1 --",
    "right to left": "\u202egnidaer\u202c \u05e9\u05dc\u05d5\u05dd",
    "invisible": "\u200b\u2060\u00ad",
    "emoji alone": "🦹‍♀️🎭",
    "markup": "**bold** __under__ ||hidden|| </help:1> <t:0>",
    "a forged reference": "character:isles:nobody",
    "many lines": "# one\n> two\n- three",
}


@pytest.fixture(params=HOSTILE)
def hostile_text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.fixture
def kind_sentence(shown: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return what an answer says, having made sure that it is one harmless sentence for the asker alone."""

    def said(result: Any) -> str:
        assert result.ephemeral
        text = shown(result.response)
        first = text.split("\n")[0]
        assert first.endswith((".", "?", "please."))
        assert len(text) < 700
        assert "Traceback" not in text
        assert "wrong on my side" not in text
        assert not {"\u202e", "\u200b", "\x00"} & set(text)
        assert "<@" not in text.replace("\\<", "").replace("<\\@", "")
        assert "](http" not in text.replace("\\]", "")
        return text

    return said


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "kept.db")
    yield opened
    await opened.close()


@pytest.fixture
async def kept_wishes(database: Database, lookups: Lookups) -> Wishes:
    return wishes_of(database, lookups, await signer_of(database))


@pytest.fixture
def new_wish_client(lookups: Lookups, kept_wishes: Wishes) -> Callable[[], Client]:
    """Return what a restart starts: a client that keeps wishes; a file's `simcord_bot` returns one."""

    def start() -> Client:
        client = Client(lookups, "1.2.3", wishes=kept_wishes)
        client.shard_count = 1
        return client

    return start


@pytest.fixture
def stage(simcord_env: simcord.Env, database: Database, kept_wishes: Wishes) -> Stage:
    """A server with people who wish; for files whose `simcord_bot` is of `new_wish_client`."""
    return stage_of(simcord_env, database, kept_wishes)


@pytest.fixture(scope="session")
def saga() -> Pack:
    return read_pack(ROOT / "data" / "defenders-saga")


@pytest.fixture(scope="session")
def shelf_of_saga(saga: Pack) -> Shelf:
    """The shipped facts, whose catalogue and network are made once."""
    library = Library()
    asyncio.run(library.refresh(ShelfOf(saga)))
    return library.shelf


@pytest.fixture
def saga_lookups(shelf_of_saga: Shelf) -> Lookups:
    library = Library()
    library._shelf = shelf_of_saga
    return Lookups(library)


@pytest.fixture
def new_trivia_client(saga_lookups: Lookups, database: Database, kept_wishes: Wishes) -> Callable[[], Client]:
    """Return what a restart starts: a client that plays trivia over the shipped facts."""

    def start() -> Client:
        trivia = trivia_of(database, saga_lookups, kept_wishes.signer)
        client = Client(saga_lookups, "1.2.3", wishes=kept_wishes, trivia=trivia)
        client.shard_count = 1
        return client

    return start


@pytest.fixture
def room(stage: Stage) -> PlayRoom:
    """A server with people who play; for files whose `simcord_bot` is of `new_trivia_client`."""
    return PlayRoom(stage, stage.env, stage.database, stage.channel)
