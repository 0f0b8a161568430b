"""The board: answers drawn as layouts and pictures, once for as long as the facts stay what they are."""

import asyncio
from dataclasses import dataclass
from io import BytesIO

import discord
from discord import ui

from bot.domain.drawings import Drawing
from bot.domain.errors import UserError
from bot.pictures import png_of
from bot.services.contents import is_heavy
from bot.services.library import Shelf
from bot.services.lookups import Lookups
from bot.services.questions import Question
from bot.ui.answers import page_of
from bot.ui.layout import PICTURE, page_layout
from bot.ui.pages import Page

_MOST_DRAWN = 1_024  # layouts kept, of some 10 kB each
_MOST_PICTURE_BYTES = 16 * 1024 * 1024
_MOST_UNDER_WAY = 200  # answers drawn at a moment; more would keep everybody waiting for seconds
_BUSY = "I am drawing for many people at this moment; please ask again in a few seconds."

_Key = tuple[Question, bool]
_Underway = tuple[_Key, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer ready to be sent."""

    view: ui.LayoutView
    png: bytes | None

    def files(self) -> list[discord.File]:
        """Return what is attached to it: files that can be sent once."""
        return [discord.File(BytesIO(self.png), PICTURE)] if self.png else []


class Board:
    """Draws answers: light ones at once, heavy ones and pictures in a thread, each only once at a time."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._drawn: dict[_Key, Drawn] = {}
        self._pictures: dict[Drawing, bytes] = {}
        self._under_way: dict[_Underway, asyncio.Task[Drawn]] = {}  # by the identity of the facts, too
        self._shelf = lookups.shelf

    def at_once(self, question: Question, *, shareable: bool) -> Drawn | None:
        """Return an answer that is known or quickly drawn, else None."""
        if self._shelf is not self._lookups.shelf:
            self._drawn, self._shelf = {}, self._lookups.shelf
        drawn = self._drawn.get((question, shareable))
        if drawn is None and not is_heavy(question):
            drawn = self._kept((question, shareable), self._page(question), None)
        return drawn

    async def draw(self, question: Question, *, shareable: bool) -> Drawn:
        """Return an answer that takes a while; those who ask the same at the same time wait for one drawing of it.

        Raises UserError where there is no answer, or too many are being drawn.
        """
        shelf = self._lookups.shelf
        key = (question, shareable)
        underway = (key, id(shelf))
        if underway not in self._under_way:
            if len(self._under_way) >= _MOST_UNDER_WAY:
                raise UserError(_BUSY)
            self._under_way[underway] = task = asyncio.create_task(self._draw(key, shelf))
            task.add_done_callback(lambda _: self._under_way.pop(underway, None))
        return await asyncio.shield(self._under_way[underway])  # one who goes away does not take it from the others

    async def _draw(self, key: _Key, shelf: Shelf) -> Drawn:
        page = await asyncio.to_thread(self._page, key[0])
        png = await self._png(page.picture.drawing) if page.picture else None
        return self._kept(key, page, png) if shelf is self._lookups.shelf else _drawn(key, page, png)

    def _page(self, question: Question) -> Page:
        return page_of(self._lookups.answer(question))

    async def _png(self, drawing: Drawing) -> bytes:
        """Return a picture, known by what it shows."""
        png = self._pictures.get(drawing)
        if png is None:
            png = await asyncio.to_thread(png_of, drawing)
            if sum(map(len, self._pictures.values())) + len(png) > _MOST_PICTURE_BYTES:
                self._pictures = {}
                self._drawn = {key: drawn for key, drawn in self._drawn.items() if drawn.png is None}
            self._pictures[drawing] = png
        return png

    def _kept(self, key: _Key, page: Page, png: bytes | None) -> Drawn:
        if len(self._drawn) >= _MOST_DRAWN:
            self._drawn = {}
        self._drawn[key] = drawn = _drawn(key, page, png)
        return drawn


def _drawn(key: _Key, page: Page, png: bytes | None) -> Drawn:
    question, shareable = key
    return Drawn(page_layout(page, question if shareable else None), png)
