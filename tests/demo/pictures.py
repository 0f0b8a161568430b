"""Take the pictures of the documentation: `scripts/screenshots`, which needs a Chromium."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser

from bot.composition import client_of, open_house
from bot.demo.launcher import Demo, serve_demo
from bot.settings import read_settings
from tests.demo.visitor import DESKTOP, PHONE, TALL, Visitor, open_chromium

IMAGES = Path(__file__).parents[2] / "docs" / "images"


async def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        settings = replace(read_settings(), database=str(Path(folder) / "demo.db"))
        async with (
            open_house(settings) as house,
            serve_demo(client_of(house)) as demo,
        ):
            stop = asyncio.Event()
            running = asyncio.create_task(demo.run_until(stop))
            await _take_all(demo)
            stop.set()
            await running


async def _take_all(demo: Demo) -> None:
    async with open_chromium() as browser:
        ana = await Visitor.arrive(browser, demo)
        await ana.start_command("appearances")
        await _type(ana, "character", "clare tempel")
        await _take(ana, "autocomplete")
        await ana.room.get_by_role("option", name="Claire Temple").click()
        await ana.room.locator("#send-message").click()
        await ana.sees("Who is this?")
        await _take(ana, "appearances")
        ben = await Visitor.arrive(browser, demo, "ben", "crossovers")
        for command, option, value, seen, picture in (
            ("title", "name", "AKA Smile", "At home here", "title"),
            ("character", "name", "Turk Barrett", "Seen in", "character"),
            ("source", "character", "Turk Barrett", "read ", "source"),
            ("actor", "name", "Krysten Ritter", "(performer)", "actor"),
            ("search", "text", "iron fist", "Found for", "search"),
            ("about", "", "", "unofficial", "about"),
        ):
            await ben.start_command(command)
            if option:
                await _type(ben, option, value)
                await ben.page.keyboard.press("Escape" if command == "search" else "Enter")
            await ben.room.locator("#send-message").click()
            await ben.sees(seen)
            await _take(ben, picture)
        for command, options, seen, picture in (
            ("crossovers", {"title": "Iron Fist"}, "Crossovers of Iron Fist", "crossovers"),
            ("met", {"first": "Claire Temple", "second": "Foggy Nelson"}, "They met on screen", "met"),
            (
                "together",
                {"first": "Claire Temple", "second": "Luke Cage", "third": "Misty Knight"},
                "All of them are in",
                "together",
            ),
            ("connect", {"first": "Wilson Fisk", "second": "Kilgrave"}, "From Wilson Fisk to Kilgrave", "connect"),
            ("stats", {}, "in figures", "stats"),
        ):
            await ben.use(command, **options)
            await ben.sees(seen)
            await _take(ben, picture)
        dana = await Visitor.arrive(browser, demo, "dana", "casting", size=TALL)
        for command, options, seen, picture in (
            ("timeline", {"name": "Claire Temple"}, "Timeline of Claire Temple", "timeline"),
            ("map", {}, "Who is where in Defenders Saga", "map"),
            ("map", {"view": "who shares episodes"}, "Who shares episodes in Defenders Saga", "web"),
        ):
            await dana.use(command, **options)
            await dana.sees_picture(seen)
            await _take(dana, picture)
        await _take_wishes(browser, demo)
        phone = await Visitor.arrive(browser, demo, "chidi", size=PHONE)
        await phone.sees("Who is this?")
        await _take(phone, "phone")


async def _take_wishes(browser: Browser, demo: Demo) -> None:
    ana, ben, chidi, dana = [
        await Visitor.arrive(browser, demo, name, "wishes", size=TALL if name == "dana" else DESKTOP)
        for name in ("ana", "ben", "chidi", "dana")
    ]
    await ana.use("wish add", character="Luke Cage", into="Jessica Jones")
    await ana.sees("It has happened already")
    await _take(ana, "wish-happened")
    for who, into, why in (
        ("Matt Murdock", "Jessica Jones", "She hires a lawyer, he hears that she lies. One case, two liars, one bar."),
        ("Frank Castle", "Hawkeye", "Two very different ideas of a quiet Christmas."),
    ):
        await ana.use("wish add", character=who, into=into)
        form = ana.room.get_by_role("dialog")
        await form.locator("textarea").first.fill(why)
        await form.get_by_role("button", name="Submit").click()
        await ben.sees(f"{who} in {into}")
    for visitor, label, tally in ((ben, "Up", "1 for, 0 against"), (chidi, "Up", "2 for, 0 against")):
        await visitor.press(label)
        await visitor.sees(tally)
    await ben.press("Follow")
    await ben.sees("You follow wish 2")
    await _take(ben, "wish")
    await chidi.use("wish list")
    await chidi.sees("Open wishes")
    await _take(chidi, "wish-list")
    await dana.use("config wishes")
    await dana.sees("Wishes on this server")
    await _take(dana, "wish-panel")


async def _type(visitor: Visitor, option: str, value: str) -> None:
    await visitor.room.get_by_role("combobox", name=option).click()
    await visitor.page.keyboard.type(value)
    await visitor.room.get_by_role("option").first.wait_for()


async def _take(visitor: Visitor, name: str) -> None:
    await visitor.settle()
    await visitor.page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
