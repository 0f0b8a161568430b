"""A loopback Discord and a bot on it for all tests of a file."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .process import Bot, running_bot
from .rigging import RIG, Discord, loopback_discord


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the rig where it is not beside the checkout."""
    if not RIG.is_dir():
        absent = pytest.mark.skip(reason="no measuring rig at ../shared/rig")
        for item in items:
            if item.path.is_relative_to(RIG.parents[1]) and "wire" in item.path.parts:
                item.add_marker(absent)


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
