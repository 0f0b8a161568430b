"""Somebody with a tab open on the demo, for tests and for whoever takes pictures of it."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, FrameLocator, Locator, Page, ViewportSize, async_playwright, expect

from bot.demo.launcher import Demo

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
TALL: ViewportSize = {"width": 1280, "height": 1120}
PHONE: ViewportSize = {"width": 390, "height": 780}
SLIT: ViewportSize = {"width": 600, "height": 480}

_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 15_000
_WIDTH = 500  # of any picture
_MORE_OPTIONS = re.compile(r"^\+\d+ (more|options?)$")

expect.set_options(timeout=_PATIENCE_MS)


def find_chromium() -> str | None:
    """Where this machine's Chromium is, if it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=_SWITCHES)
        try:
            yield browser
        finally:
            await browser.close()


class Visitor:
    """One tab, in which one is one person in one room at a time."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def arrive(
        cls, browser: Browser, demo: Demo, person: str = "ana", room: str = "general", size: ViewportSize = DESKTOP
    ) -> "Visitor":
        """Come with a browser of one's own, straight to a room."""
        page = await browser.new_page(viewport=size)
        page.set_default_timeout(_PATIENCE_MS)
        await page.goto(demo.address(room, person))
        visitor = cls(page)
        await visitor.settle()
        return visitor

    @property
    def room(self) -> FrameLocator:
        """The channel's own page."""
        return self.page.frame_locator("#channel")

    @property
    def messages(self) -> Locator:
        """What was said in the room, as far as this person may see it."""
        return self.room.locator("#channel-message-list")

    @property
    def composer(self) -> Locator:
        """The line in which one writes."""
        return self.room.locator("#channel-composer-input")

    async def settle(self) -> None:
        """Wait until the room is drawn, fonts and pictures included."""
        await expect(self.room.locator("#preview-app")).to_have_attribute("aria-busy", "false")

    async def follow(self, name: str) -> None:
        """Click a room or a person in the sidebar."""
        before = self.page.url
        await self.page.locator(".sidebar").get_by_role("link", name=name).click()
        await expect(self.page).not_to_have_url(before)
        key = (await self.page.evaluate("location.hash")).removeprefix("#")
        await self.page.wait_for_function(
            "key => document.getElementById('channel').contentWindow.location.hash === '#' + key", arg=key
        )
        await self.settle()

    async def start_command(self, name: str) -> None:
        """Type a slash and pick the command."""
        await self.composer.click()
        await self.page.keyboard.type(f"/{name}")
        await self.room.get_by_role("option", name=f"/{name}").click()

    async def use(self, name: str, /, **options: str) -> None:
        """Use a command; each option is typed, and then picked where the bot or Discord suggests something."""
        await self.start_command(name)
        for option, value in options.items():
            box = await self.open_option(option)
            await self.page.keyboard.type(value)
            if await box.get_attribute("role") == "combobox":
                await self.room.get_by_role("option", name=value).first.click()
        await self.room.locator("#send-message").click()

    async def open_option(self, option: str) -> Locator:
        """Return the field of a command's option, ready to type; it is perhaps still among those that need not be."""
        box = self.room.locator(f'.command-option-input[data-option="{option}"]')
        if not await box.count():
            offered = self.room.get_by_role("option", name=option, exact=False)
            if not await offered.count():
                await self.room.get_by_text(_MORE_OPTIONS).click()
            await offered.first.click()
        await box.click()
        return box

    async def press(self, label: str) -> None:
        """Press a button under a message."""
        await self.messages.get_by_role("button", name=label).last.click()

    async def sees(self, text: str) -> None:
        """Wait until this was said."""
        await expect(self.messages.get_by_text(text).last).to_be_visible()

    async def sees_picture(self, description: str) -> Locator:
        """Wait until the newest picture is drawn and is so described, or begins to be; gives it back."""
        image = self.messages.locator("img.gallery-image").last
        await expect(image).to_have_attribute("alt", re.compile("^" + re.escape(description)))
        await expect(image).to_have_attribute("src", re.compile("^blob:"))
        await expect(image).to_be_visible()
        assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") > _WIDTH
        return image
