"""Commands about who crossed over: `/crossovers` and `/stats`."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.domain.crossovers import Direction
from bot.services.connections import crossovers_question, figures_question
from bot.services.names import TITLES
from bot.ui.choices import DIRECTION_CHOICES, MOST_CHOICES, choices, filled_in, universe_choices
from bot.ui.desk import Desk

if TYPE_CHECKING:
    from bot.client import Client


class Crossovers(commands.Cog):
    """Who came in from elsewhere, who went out, who travelled most."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lookups = desk.lookups

    @app_commands.command()
    @app_commands.rename(beside="with")
    @app_commands.describe(
        title="Into and out of which title; without one, who travelled most",
        beside="Only from and to this title",
        direction="Only into it, or only out of it",
        universe="Only in this universe",
        private="Show the answer to you alone",
    )
    @app_commands.choices(direction=DIRECTION_CHOICES)
    async def crossovers(
        self,
        interaction: Interaction,
        title: str | None = None,
        beside: str | None = None,
        direction: str = Direction.BOTH.value,
        universe: str | None = None,
        private: bool | None = None,
    ) -> None:
        """See who came into a title from elsewhere and who went out, or who travelled most."""
        question = crossovers_question(
            self._lookups, title, beside, Direction(direction), self._lookups.universe_named(universe)
        )
        await self._desk.answer(interaction, question, private=private)

    @app_commands.command()
    @app_commands.describe(universe="Which universe", private="Show the answer to you alone")
    async def stats(self, interaction: Interaction, universe: str | None = None, private: bool | None = None) -> None:
        """See a universe in figures: most travelled, most connected, how far apart all are."""
        question = figures_question(self._lookups, self._lookups.universe_named(universe))
        await self._desk.answer(interaction, question, private=private)

    @crossovers.autocomplete("title")
    async def _titles(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest_beside(TITLES, typed, MOST_CHOICES, filled_in(interaction, "with")))

    @crossovers.autocomplete("beside")
    async def _titles_beside(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest_beside(TITLES, typed, MOST_CHOICES, filled_in(interaction, "title")))

    @crossovers.autocomplete("universe")
    @stats.autocomplete("universe")
    async def _universes(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return universe_choices(self._lookups.summaries(), typed)


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(Crossovers(bot.desk))
