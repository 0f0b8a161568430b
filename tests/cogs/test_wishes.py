"""`/wish` as people use it: the real bot, a simulated Discord, a real database."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import Client
from bot.composition import wishes_of
from bot.services.lookups import Lookups
from bot.services.wishes import Wishes
from bot.store.database import Database
from bot.store.opening import open_database
from tests.conftest import flattened
from tests.store.wish_making import DRIFT


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "wishes.db")
    yield opened
    await opened.close()


@pytest.fixture
async def wishes(database: Database, lookups: Lookups) -> Wishes:
    return await wishes_of(database, lookups)


@pytest.fixture
def new_client(lookups: Lookups, wishes: Wishes) -> Callable[[], Client]:
    def start() -> Client:
        client = Client(lookups, "1.2.3", wishes=wishes)
        client.shard_count = 1
        return client

    return start


@pytest.fixture
def simcord_bot(new_client: Callable[[], Client]) -> Client:
    return new_client()


@pytest.fixture
def people(simcord_env: simcord.Env):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ana, ben, chidi = (guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben", "chidi"))
    role = guild.create_role("mods", permissions=discord.Permissions(manage_messages=True, manage_guild=True))
    mod = guild.add_member(simcord_env.create_user("mod"), roles=(role,))
    return channel, ana, ben, chidi, mod


def press_of(message: Any, label: str) -> str:
    """Return the custom_id of a button."""
    (found,) = [one["custom_id"] for one in flattened(message.components) if one.get("label") == label]
    return found


async def add(person: Any, channel: Any, why: str = "They would be great together.", **names: str) -> Any:
    form = await person.slash(channel, "wish add", **{"character": "Jane Doe", "into": "The Ferry", **names})
    return await person.submit_modal(form, {"why": why, "manner": ["cameo"], "options": []})


async def test_a_wish_is_made_voted_on_and_shown(people, database, shown) -> None:
    channel, ana, ben, chidi, _ = people
    made = await add(ana, channel)
    assert not made.ephemeral
    text = shown(made.response)
    for said in ("Jane Doe in The Ferry", "They would be great together.", "As a cameo", "No votes yet", "wish 1"):
        assert said in text, text
    card = made.response
    up = press_of(card, "Up")
    await ben.click(card, custom_id=up)
    assert "1 for, 0 against" in shown(channel.history()[-1])
    await chidi.click(channel.history()[-1], custom_id=press_of(card, "Down"))
    assert "1 for, 1 against" in shown(channel.history()[-1])
    own = await ana.click(channel.history()[-1], custom_id=up)
    assert own.ephemeral
    assert "your own" in shown(own.response)
    assert await database.fetch_all(DRIFT) == []
