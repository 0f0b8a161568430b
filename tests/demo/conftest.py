"""A browser for all tests of a file, and a fresh demo with the toy bot for each test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from bot.demo.launcher import Demo, serve_demo

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
