"""A browser for all tests of a file, and a fresh demo with the toy bot for each test."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from bot.demo.launcher import Demo, serve_demo
from playwright.async_api import Browser, BrowserContext, ViewportSize

from .toy import Toy
from .visitor import DESKTOP, Visitor, find_chromium, open_chromium

Welcome = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium that the tests of one file share."""
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    async with open_chromium() as chromium:
        yield chromium


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tabs(browser: Browser) -> BrowserContext:
    """One profile for all visitors who do not ask for their own: it keeps the fonts between tests."""
    return await browser.new_context()


@pytest.fixture(scope="module")
def port() -> int:
    """A port that the demos of one file use one after the other."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest_asyncio.fixture(loop_scope="module")
async def demo(port: int) -> AsyncIterator[Demo]:
    """The demo of the toy bot."""
    async with Toy() as toy, serve_demo(toy, port=port) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def welcome(tabs: BrowserContext, demo: Demo) -> AsyncIterator[Welcome]:
    """Let visitors come, each in a tab; they leave at the end of the test."""
    visitors: list[Visitor] = []

    async def arrive(person: str, room: str = "general", size: ViewportSize = DESKTOP) -> Visitor:
        visitors.append(await Visitor.arrive(tabs, demo, person, room, size))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        await visitor.page.close()
