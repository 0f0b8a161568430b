"""Take the pictures of the documentation: `scripts/screenshots`, which needs a Chromium."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser

from bot.composition import House, client_of, open_house
from bot.demo.launcher import Demo, serve_demo
from bot.domain.rounds.rules import Mode
from bot.settings import read_settings
from tests.demo.table import ROUNDS, Table, cards
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
            await _take_all(demo, house)
            stop.set()
            await running


async def _take_all(demo: Demo, house: House) -> None:
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
        await _take_trivia(browser, demo, house)
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


async def _take_trivia(browser: Browser, demo: Demo, house: House) -> None:
    table = await Table.laid((browser, browser), demo, house, "trivia")
    await table.ana.use("trivia start", rounds=str(ROUNDS), seconds="12")
    for one in (table.ben, table.chidi):
        await one.press("Join")
    await table.ana.sees("3 players:")
    await _take(table.ana, "trivia-lobby")
    await table.ana.press("Start")
    for number in range(1, ROUNDS + 1):
        posed = await table.next_question(Mode.EVERYONE)
        wrong = (posed.answer + 1) % len(posed.choices)
        await table.choose({table.ana: posed.answer, table.ben: wrong, table.chidi: posed.answer})
        if number == 1:
            await _take(table.ben, "trivia-question")
        await table.sees_answer(f"✓ {posed.right} · chosen by 2")
        if number == 1:
            await _take(table.ana, "trivia-answer")
    await table.sees_podium("last round")
    await _take(table.ben, "trivia-podium")
    await table.chidi.use("trivia board")
    await table.chidi.sees("Trivia: most points")
    await _take(table.chidi, "trivia-board")
    await _take_link_duel(table)
    await _take_daily(table)


async def _take_link_duel(table: Table) -> None:
    await table.ana.use("trivia duel", seconds="60")
    await table.ben.press("Accept")
    for turn, mover in enumerate((table.ben, table.ana, table.ben), 1):
        await mover.sees(f"Turn {turn}:")
        await table.name(mover, await table.right_move())
    await table.ana.sees("Turn 4: @Ana")
    await _take(table.ana, "trivia-duel")
    await table.ana.use("trivia stop")
    await table.chidi.sees("@Ben wins")


async def _take_daily(table: Table) -> None:
    await table.ana.use("trivia daily")
    await table.ana.sees("Question 1 of 5")
    five = cards(table.ana, "Daily of").last
    for place, right in enumerate(await table.daily_answers(), 1):
        await five.get_by_text(f"Question {place} of 5").wait_for()
        await five.get_by_role("button").nth(right if place != 3 else (right + 1) % 4).click()
        if place == 3:
            await five.get_by_text("Wrong:").wait_for()
            await _take(table.ana, "trivia-daily")
        if place < 5:
            await five.get_by_role("button", name="Next question").click()
    await five.get_by_role("button", name="Share").click()
    await table.chidi.sees("played the Daily of")
    await _take(table.ana, "trivia-daily-result")


async def _type(visitor: Visitor, option: str, value: str) -> None:
    await visitor.room.get_by_role("combobox", name=option).click()
    await visitor.page.keyboard.type(value)
    await visitor.room.get_by_role("option").first.wait_for()


async def _take(visitor: Visitor, name: str) -> None:
    await visitor.settle()
    await visitor.page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
