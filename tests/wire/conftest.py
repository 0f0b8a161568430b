"""A loopback Discord and a bot on it for all tests of a file."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .process import Bot, running_bot
from .rigging import Discord, loopback_discord


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[Discord]:
    """A Discord that has not heard of the bot yet."""
    async with loopback_discord() as discord:
        yield discord


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: Discord, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """A bot on it, started once for the file."""
    async with running_bot(discord, tmp_path_factory.mktemp("bot")) as bot:
        yield bot
