"""The commands about crossovers and connections as a visitor of the demo sees them, pictures and odd names included."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.client import Client
from bot.demo.launcher import Demo, serve_demo
from bot.domain.pack import Pack
from bot.services.library import Library
from bot.services.lookups import Lookups
from tests.cogs.isles import make_isles, renamed
from tests.conftest import ShelfOf

from .conftest import Welcome
from .visitor import PHONE, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

ODD = "**Ann** [x](https://x.example) @everyone ||y|| `z`"
ODDER = '# Bea, "the <@1>" / 🎭 \u05e9\u05dc\u05d5\u05dd'


async def _served(pack: Pack) -> AsyncIterator[Demo]:
    library = Library()
    await library.refresh(ShelfOf(pack))
    async with Client(Lookups(library), "1.2.3") as client, serve_demo(client) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def demo() -> AsyncIterator[Demo]:
    """The demo of the real bot, which knows the isles."""
    async for running in _served(make_isles()):
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def odd_demo() -> AsyncIterator[Demo]:
    """The same with two whose names look like markup."""
    pack = make_isles()
    odd = renamed(renamed(pack, "ann", ODD), "bea", ODDER)
    async for running in _served(replace(odd, universe=replace(pack.universe, content_hash="odd"))):
        yield running


@pytest.mark.parametrize(
    ("command", "options", "seen"),
    [
        ("crossovers", {"title": "Beta", "direction": "into it"}, "Into Beta: 3"),
        ("crossovers", {"universe": "Isles"}, "Who travelled most in Isles"),
        ("stats", {}, "Isles in figures"),
        ("met", {"first": "Ann", "second": "Cid"}, "They met on screen"),
        ("together", {"first": "Cid", "second": "Dan", "third": "Eve"}, "Cid and Dan without Eve"),
        ("connect", {"first": "Ann", "second": "Eve", "avoid": "Cid"}, "From Ann to Eve without Cid"),
    ],
)
async def test_each_command_answers(welcome: Welcome, command: str, options: dict[str, str], seen: str) -> None:
    ana = await welcome("ana")
    await ana.use(command, **options)
    await ana.sees(seen)


async def test_pictures_are_shown_to_everybody_with_their_descriptions(welcome: Welcome) -> None:
    ana, ben = await welcome("ana"), await welcome("ben")
    await ana.use("timeline", name="Ann")
    timeline = (
        "Timeline of Ann. Alpha: 3 episodes or films, 1 Apr 2015 to 3 Apr 2015; "
        "Beta (crossover): 1 episode or film, 1 Apr 2017."
    )
    for visitor in (ana, ben):
        await visitor.sees_picture(timeline)
    await ana.use("map", title="Gale", view="who shares episodes")
    web = (
        "Who shares episodes in Gale, and how many, the most first. Shown are Cid, Dan, Eve, Fay and Old Tom. "
        "Cid and Dan 1; Cid and Eve 1; Cid and Fay 1; Cid and Old Tom 1; Dan and Eve 1; Dan and Fay 1; "
        "Dan and Old Tom 1; Eve and Fay 1; Eve and Old Tom 1; and 1 more."
    )
    for visitor in (ana, ben):
        await visitor.sees_picture(web)


async def test_another_one_shows_the_next_chain(welcome: Welcome) -> None:
    ana = await welcome("ana", "dm")
    await ana.use("connect", first="Bea", second="Eve")
    for number in (1, 2, 3, 1):
        await ana.sees(f"chain {number} of 3 as short")
        await ana.press("Another one")


async def test_a_pressed_button_draws_another_picture(welcome: Welcome) -> None:
    ana = await welcome("ana", "dm")
    await ana.use("map", title="Alpha")
    await ana.sees("Who is where: Alpha")
    await ana.press("Who shares episodes?")
    await ana.sees("Who shares episodes: Alpha")
    await ana.sees_picture(
        "Who shares episodes in Alpha, and how many, the most first. Shown are Ann and Bea. Ann and Bea 2."
    )


async def test_a_picture_fits_a_phone(welcome: Welcome) -> None:
    ana = await welcome("ana", size=PHONE)
    await ana.use("map", title="Beta")
    await ana.sees("Who is where: Beta")
    image = ana.messages.locator("img[alt^='Who is where in Beta']")
    await expect(image).to_be_visible()
    box = await image.bounding_box()
    assert box
    assert box["width"] <= PHONE["width"]
    for frame in ana.page.frames:
        assert await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_names_that_look_like_markup_are_shown_as_they_are(browser: Browser, odd_demo: Demo) -> None:
    ana = await Visitor.arrive(browser, odd_demo)
    for command, options, seen in (
        ("met", {"first": ODD, "second": "Cid"}, "They met on screen"),
        ("together", {"first": ODD, "second": ODDER}, "Both are in 2 episodes"),
        ("connect", {"first": ODDER, "second": "Eve"}, "chain 1 of 3"),
        ("crossovers", {"title": "Beta"}, "Into Beta: 3"),
        ("stats", {}, "Isles in figures"),
    ):
        await ana.use(command, **options)
        await ana.sees(seen)
        message = ana.messages.locator("article, li").last
        if "connect" not in command:
            await expect(message).to_contain_text(ODD)
        if "met" not in command:
            await expect(message).to_contain_text(ODDER)
        for made in ("a[href*='x.example']", "code", "blockquote", "h1", ".mention", ".spoiler"):
            await expect(message.locator(made)).to_have_count(0)
    await ana.use("timeline", name=ODD)
    await ana.sees("When: ")
    await expect(ana.messages.locator("article, li").last).to_contain_text(f"When: {ODD}")
    image = ana.messages.locator("img[alt^='Timeline of']")
    assert (await image.get_attribute("alt") or "").startswith(f"Timeline of {ODD}. ")
    await ana.page.close()
