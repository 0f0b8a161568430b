"""The command that says how we know: `/source`."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.services.names import CHARACTERS
from bot.services.sourcing import sources_question
from bot.ui.choices import MOST_CHOICES, choices
from bot.ui.desk import Desk

if TYPE_CHECKING:
    from bot.client import Client


class Sources(commands.Cog):
    """Where the facts are from, for anybody, anywhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lookups = desk.lookups

    @app_commands.command()
    @app_commands.rename(title="in")
    @app_commands.describe(
        character="Who: a name, an alias, or who plays them",
        title="Only in this title",
        season="A season of the title, by its number",
        episode="An episode of the season, by its number",
        private="Show the answer to you alone",
    )
    async def source(
        self,
        interaction: Interaction,
        character: str,
        title: str | None = None,
        season: Range[int, 0, 999] | None = None,
        episode: Range[int, 1, 9999] | None = None,
        private: bool | None = None,
    ) -> None:
        """See how we know where somebody turned up: which page says what, and how sure it is."""
        question = sources_question(self._lookups, character, title=title, season=season, episode=episode)
        await self._desk.answer(interaction, question, private=private)

    @source.autocomplete("character")
    async def _characters(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(CHARACTERS, typed, MOST_CHOICES))

    @source.autocomplete("title")
    async def _titles(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        character = getattr(interaction.namespace, "character", None) or ""
        return choices(self._lookups.suggest_titles(character, typed, MOST_CHOICES))


async def setup(bot: "Client") -> None:
    """Add the command to a client."""
    await bot.add_cog(Sources(bot.desk))
