"""Commands that answer with a picture: `/timeline` and `/map`."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.domain.appearances import Order
from bot.domain.maps import View
from bot.services.connections import map_question, timeline_question
from bot.services.names import CHARACTERS_AND_TITLES, TITLES
from bot.ui.choices import MOST_CHOICES, ORDER_CHOICES, VIEW_CHOICES, choices, universe_choices
from bot.ui.desk import Desk

if TYPE_CHECKING:
    from bot.client import Client


class Pictures(commands.Cog):
    """Timelines and maps."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lookups = desk.lookups

    @app_commands.command()
    @app_commands.describe(
        name="A character or a title", order="How the lanes are sorted", private="Show the answer to you alone"
    )
    @app_commands.choices(order=ORDER_CHOICES)
    async def timeline(
        self, interaction: Interaction, name: str, order: str = Order.RELEASE.value, private: bool | None = None
    ) -> None:
        """See in a picture when somebody was where, or who was in a title when."""
        question = timeline_question(self._lookups, name, Order(order))
        await self._desk.answer(interaction, question, private=private)

    @app_commands.command(name="map")
    @app_commands.describe(
        title="Of which title; without one, of the whole universe",
        view="Who is in which season, or who shares episodes with whom",
        universe="Only in this universe",
        private="Show the answer to you alone",
    )
    @app_commands.choices(view=VIEW_CHOICES)
    async def draw_map(
        self,
        interaction: Interaction,
        title: str | None = None,
        view: str = View.MATRIX.value,
        universe: str | None = None,
        private: bool | None = None,
    ) -> None:
        """See in a picture who is where, or who shares episodes with whom."""
        question = map_question(self._lookups, title, View(view), self._lookups.universe_named(universe))
        await self._desk.answer(interaction, question, private=private)

    @timeline.autocomplete("name")
    async def _names(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(CHARACTERS_AND_TITLES, typed, MOST_CHOICES))

    @draw_map.autocomplete("title")
    async def _titles(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(TITLES, typed, MOST_CHOICES))

    @draw_map.autocomplete("universe")
    async def _universes(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return universe_choices(self._lookups.summaries(), typed)


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(Pictures(bot.desk))
