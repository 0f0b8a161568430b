"""Wishes as visitors of the demo see them, with an end of the process in the middle."""

import pytest
from playwright.async_api import Browser

from .conftest import Start
from .visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_card_and_its_votes_are_there_again_after_the_end_of_the_process(
    browser: Browser, start: Start
) -> None:
    async with start() as (demo, _):
        ana = await Visitor.arrive(browser, demo, "ana", "wishes")
        ben = await Visitor.arrive(browser, demo, "ben", "wishes")
        await ana.use("wish add", character="Matt Murdock", into="Jessica Jones")
        form = ana.room.get_by_role("dialog")
        await form.locator("textarea").first.fill("Two liars, one bar.")
        await form.get_by_role("button", name="Submit").click()
        await ben.sees("Two liars, one bar.")
        await ben.press("Up")
        await ana.sees("1 for, 0 against")
    async with start() as (demo, _):
        ben, chidi = [await Visitor.arrive(browser, demo, name, "wishes") for name in ("ben", "chidi")]
        await chidi.sees("1 for, 0 against")
        await chidi.press("Up")
        await ben.sees("2 for, 0 against")
        await ben.press("Up")
        await ben.sees("You have voted for wish 1 already")
        await ben.press("Withdraw my vote")
        await chidi.sees("1 for, 0 against")
