"""Commands about the bot itself: `/help` and `/about`."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.ui.about import about_page, help_page
from bot.ui.desk import Desk

if TYPE_CHECKING:
    from bot.client import Client


class About(commands.Cog):
    """What the bot is and can do, for the one who asks."""

    def __init__(self, desk: Desk, tree: app_commands.CommandTree["Client"], version: str) -> None:
        self._desk = desk
        self._tree = tree
        self._version = version

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """See what you can ask, and what the marks mean."""
        known = [command for command in self._tree.get_commands() if isinstance(command, app_commands.Command)]
        await self._desk.show(interaction, help_page((command.name, command.description) for command in known))

    @app_commands.command()
    async def about(self, interaction: Interaction) -> None:
        """See which version and facts these are, where they are from, and who owns what."""
        await self._desk.show(interaction, about_page(self._version, self._desk.lookups.summaries()))


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(About(bot.desk, bot.tree, bot.version))
