"""The demo as its visitors see it, in Debian's Chromium."""

import asyncio

import pytest
from playwright.async_api import Browser, expect

from bot.demo.launcher import Demo, serve_demo

from .conftest import Welcome
from .toy import Toy
from .visitor import PHONE, SLIT, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_stranger_finds_people_rooms_and_what_to_try_and_no_tools(browser: Browser, demo: Demo) -> None:
    page = await browser.new_page()
    await page.goto(demo.url)
    visitor = Visitor(page)
    await visitor.sees("Let's ask Gueststar.")
    await expect(page.get_by_role("heading", name="Hell's Kitchen Fan Club")).to_be_visible()
    await expect(page.locator(".sidebar a")).to_contain_text(
        ["general", "crossovers", "casting", "Gueststar", "Ana", "Ben", "Chidi", "Dana"]
    )
    await expect(page.locator("#hint")).to_have_text("Try it: type / and pick appearances, then Claire Temple.")
    await expect(page.locator(".sidebar a[aria-current]")).to_contain_text(["general", "Ana"])
    for tool in ("#toolbar", "#messages-sidebar", "#inspector-panel"):
        await expect(visitor.room.locator(tool)).to_be_hidden()
    await page.close()


async def test_a_command_is_picked_completed_and_answered_in_two_browsers(welcome: Welcome) -> None:
    ana, ben = await asyncio.gather(welcome("ana"), welcome("ben"))
    await ana.start_command("appearances")
    await ana.page.keyboard.type("cla")
    await expect(ana.room.get_by_role("option")).to_have_text(["Claire Temple", "Clara Oswald"])
    await ana.room.get_by_role("option", name="Claire Temple").click()
    await ana.room.locator("#send-message").click()
    for visitor in (ana, ben):
        await visitor.sees("AKA Smile")
        await expect(visitor.messages).to_contain_text("Ana used /appearances")


async def test_a_message_written_by_hand_reaches_the_others(welcome: Welcome) -> None:
    ana, ben = await asyncio.gather(welcome("ana"), welcome("ben"))
    await ana.composer.fill("Hello, Ben!")
    await ana.page.keyboard.press("Enter")
    await ben.sees("Hello, Ben!")


async def test_an_ephemeral_answer_is_for_its_viewer_only(welcome: Welcome) -> None:
    ana, ben = await asyncio.gather(welcome("ana"), welcome("ben"))
    await ana.use("whisper")
    await ana.sees("Only for Ana.")
    await ben.use("ballot")
    await ben.sees("Who should cross over?")
    await expect(ben.messages).not_to_contain_text("Only for")


async def test_a_button_answers_after_the_page_was_loaded_again(welcome: Welcome) -> None:
    ana, ben = await asyncio.gather(welcome("ana"), welcome("ben"))
    await ana.use("ballot")
    await ben.press("Claire (0)")
    await ana.sees("claire: 1")
    await ben.page.reload()
    await ben.settle()
    await expect(ben.page.locator(".people a[aria-current]")).to_have_text("Ben")
    await ben.press("Claire (1)")
    await ana.sees("claire: 2")


async def test_four_people_clicking_at_once_lose_nothing(welcome: Welcome) -> None:
    people = await asyncio.gather(*(welcome(name) for name in ("ana", "ben", "chidi", "dana")))
    await people[0].use("ballot")
    await asyncio.gather(*(person.sees("Who should cross over?") for person in people))
    await asyncio.gather(*(person.press("Claire") for person in people))
    for person in people:
        await person.sees("claire: 4")


async def test_a_form_opens_and_its_answer_is_said(welcome: Welcome) -> None:
    ana = await welcome("ana", "crossovers")
    await ana.use("wish")
    await ana.room.get_by_label("Your wish").fill("Foggy in Hawkins")
    await ana.room.get_by_role("button", name="Submit").click()
    await ana.sees("Ana wishes: Foggy in Hawkins")


async def test_rooms_are_apart_and_tell_of_news(welcome: Welcome) -> None:
    ana, ben = await asyncio.gather(welcome("ana"), welcome("ben", "casting"))
    await expect(ana.page.locator(".rooms a.unread")).to_have_count(0)
    await ben.use("ballot")
    await expect(ana.page.locator(".rooms a.unread")).to_have_text("#casting")
    await ana.follow("casting")
    await ana.sees("Who should cross over?")
    await expect(ana.page.locator(".rooms a.unread")).to_have_count(0)
    await ana.follow("general")
    await ana.sees("Let's ask Gueststar.")
    await expect(ana.messages).not_to_contain_text("Who should cross over?")


async def test_everybody_has_a_direct_line_of_their_own(welcome: Welcome) -> None:
    ana = await welcome("ana", "dm")
    await ana.use("appearances", character="Foggy Nelson")
    await ana.sees("Foggy Nelson")
    await ana.follow("Ben")
    await expect(ana.room.get_by_text("No messages in this channel.")).to_be_visible()


async def test_the_newest_message_stays_in_sight_until_one_scrolls_up(welcome: Welcome) -> None:
    ana = await welcome("ana", size=SLIT)
    for character in ("Luke Cage", "Foggy Nelson"):
        await ana.use("appearances", character=character)
        await expect(ana.messages.get_by_role("heading", name=character)).to_be_in_viewport()
    await ana.messages.hover()
    await ana.page.mouse.wheel(0, -5000)
    await expect(ana.messages.get_by_text("Is it me")).to_be_in_viewport()
    ben = await welcome("ben", size=SLIT)
    await expect(ben.messages.get_by_role("heading", name="Foggy Nelson")).to_be_in_viewport()
    await ben.use("ballot")
    await ana.sees("Who should cross over?")
    await expect(ana.messages.get_by_text("Is it me")).to_be_in_viewport()
    await ana.use("whisper")
    await expect(ana.messages.get_by_text("Only for Ana.")).to_be_in_viewport()


async def test_the_clock_runs_while_nobody_does_anything(welcome: Welcome) -> None:
    ana = await welcome("ana")
    await ana.use("hurry")
    await ana.sees("Too late.")


async def test_a_slow_answer_keeps_nobody_waiting(welcome: Welcome) -> None:
    ana, ben = await asyncio.gather(welcome("ana"), welcome("ben"))
    await ana.use("slow")
    await ben.sees("Thinking…")
    await ben.use("whisper")
    await ben.sees("Only for Ben.")
    await ana.sees("Done at last.")


async def test_a_failed_command_is_told(welcome: Welcome, caplog: pytest.LogCaptureFixture) -> None:
    ana = await welcome("ana")
    await ana.use("broken")
    await expect(ana.page.get_by_role("status")).to_have_text("This interaction failed.")
    assert "broken on purpose" in caplog.text
    await ana.use("whisper")
    await ana.sees("Only for Ana.")


async def test_it_works_on_a_phone(welcome: Welcome) -> None:
    ana = await welcome("ana", size=PHONE)
    await expect(ana.page.get_by_role("link", name="casting")).to_be_hidden()
    await ana.page.get_by_role("button", name="Channels and people").click()
    await ana.follow("Chidi")
    await expect(ana.page.get_by_role("link", name="casting")).to_be_hidden()
    await ana.use("appearances", character="Luke Cage")
    await ana.sees("AKA Smile")
    await expect(ana.messages).to_contain_text("Chidi used /appearances")
    for frame in ana.page.frames:
        assert await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_page_comes_back_when_the_demo_is_started_again(browser: Browser) -> None:
    async with Toy() as toy, serve_demo(toy) as first:
        ana = await Visitor.arrive(browser, first, "ana", "casting")
        await ana.use("ballot")
        await ana.sees("Who should cross over?")
    await expect(ana.page.get_by_role("status")).to_contain_text("The demo has stopped.")
    port = int(first.url.rstrip("/").rpartition(":")[2])
    async with Toy() as toy, serve_demo(toy, port=port):
        await expect(ana.messages).not_to_contain_text("Who should cross over?")
        await ana.sees("both see what happens")
        await expect(ana.page.get_by_role("status")).to_be_hidden()
        await ana.page.close()
