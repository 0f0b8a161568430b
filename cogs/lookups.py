"""Commands that look up who is where: `/appearances`, `/character`, `/actor`, `/title` and `/search`."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.domain.appearances import Order
from bot.domain.pack import Kind
from bot.services.names import ANYTHING, CHARACTERS, PERFORMERS, PLACES
from bot.ui.choices import KIND_CHOICES, MOST_CHOICES, ORDER_CHOICES, choices
from bot.ui.desk import Desk

if TYPE_CHECKING:
    from bot.client import Client


class Lookups(commands.Cog):
    """Look-ups, for anybody, anywhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lookups = desk.lookups

    @app_commands.command()
    @app_commands.rename(title="in")
    @app_commands.describe(
        character="Who: a name, an alias, or who plays them",
        title="Only in this title",
        kind="Only appearances of this kind",
        order="How the titles are sorted",
        private="Show the answer to you alone",
    )
    @app_commands.choices(kind=KIND_CHOICES, order=ORDER_CHOICES)
    async def appearances(
        self,
        interaction: Interaction,
        character: str,
        title: str | None = None,
        kind: str | None = None,
        order: str = Order.RELEASE.value,
        private: bool | None = None,
    ) -> None:
        """See every title, season and known episode somebody turned up in."""
        question = self._lookups.appearances(
            character, title=title, kind=Kind(kind) if kind else None, order=Order(order)
        )
        await self._desk.answer(interaction, question, private=private)

    @app_commands.command()
    @app_commands.describe(name="Who: a name, an alias, or who plays them", private="Show the answer to you alone")
    async def character(self, interaction: Interaction, name: str, private: bool | None = None) -> None:
        """See who somebody is, where they turned up, and where they provably did not."""
        await self._desk.answer(interaction, self._lookups.character(name), private=private)

    @app_commands.command()
    @app_commands.describe(name="Which performer", private="Show the answer to you alone")
    async def actor(self, interaction: Interaction, name: str, private: bool | None = None) -> None:
        """See whom a performer plays, and in which titles."""
        await self._desk.answer(interaction, self._lookups.performer(name), private=private)

    @app_commands.command()
    @app_commands.describe(
        name="Which title, season or episode",
        season="A season of the title, by its number",
        episode="An episode of the season, by its number",
        private="Show the answer to you alone",
    )
    async def title(
        self,
        interaction: Interaction,
        name: str,
        season: Range[int, 0, 999] | None = None,
        episode: Range[int, 1, 9999] | None = None,
        private: bool | None = None,
    ) -> None:
        """See who is in a series, season, episode or film, visitors first."""
        await self._desk.answer(interaction, self._lookups.place(name, season, episode), private=private)

    @app_commands.command()
    @app_commands.describe(text="Any name, or part of one", private="Show the answer to you alone")
    async def search(self, interaction: Interaction, text: str, private: bool | None = None) -> None:
        """Find characters, performers, titles and episodes by name, told apart."""
        await self._desk.answer(interaction, self._lookups.search(text), private=private)

    @appearances.autocomplete("character")
    @character.autocomplete("name")
    async def _characters(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(CHARACTERS, typed, MOST_CHOICES))

    @appearances.autocomplete("title")
    async def _titles(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        character = getattr(interaction.namespace, "character", None) or ""
        return choices(self._lookups.suggest_titles(character, typed, MOST_CHOICES))

    @actor.autocomplete("name")
    async def _performers(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(PERFORMERS, typed, MOST_CHOICES))

    @title.autocomplete("name")
    async def _places(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(PLACES, typed, MOST_CHOICES))

    @search.autocomplete("text")
    async def _anything(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(ANYTHING, typed, MOST_CHOICES))


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(Lookups(bot.desk))
