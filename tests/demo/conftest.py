"""A browser for all tests of a file, a fresh demo with the toy bot for each test, and the whole bot's own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from bot.composition import House, client_of_demo, open_house, post_again
from bot.demo.launcher import Demo, serve_demo
from bot.settings import read_settings

from .toy import Toy
from .visitor import DESKTOP, Visitor, find_chromium, open_chromium

Welcome = Callable[..., Awaitable[Visitor]]


class Running(NamedTuple):
    """The demo of the whole bot, and the house it lives in."""

    demo: Demo
    house: House


Start = Callable[[], AbstractAsyncContextManager[Running]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium that the tests of one file share."""
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    async with open_chromium() as chromium:
        yield chromium


@pytest_asyncio.fixture(loop_scope="module")
async def demo() -> AsyncIterator[Demo]:
    """The demo of the toy bot."""
    async with Toy() as toy, serve_demo(toy) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def welcome(browser: Browser, demo: Demo) -> AsyncIterator[Welcome]:
    """Let visitors come, each with a browser of their own; they leave at the end of the test."""
    visitors: list[Visitor] = []

    async def arrive(person: str, room: str = "general", size: ViewportSize = DESKTOP) -> Visitor:
        visitor = await Visitor.arrive(browser, demo, person, room, size)
        visitors.append(visitor)
        return visitor

    yield arrive
    await asyncio.gather(*(visitor.page.close() for visitor in visitors))


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """What starts the demo on a database that outlives it, as `gueststar demo` does."""
    settings = replace(read_settings(), database=str(tmp_path / "demo.db"))

    @asynccontextmanager
    async def started() -> AsyncIterator[Running]:
        async with open_house(settings) as house:
            client = client_of_demo(house)
            async with serve_demo(client, once_furnished=lambda: post_again(house, client)) as demo:
                yield Running(demo, house)

    return started
