"""Commands about the bot itself: `/help` and `/about`."""

from typing import TYPE_CHECKING, Any

from discord import AppCommandType, Interaction, app_commands
from discord.ext import commands

from bot.ui.about import HelpEntry, about_page, help_page
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
        await self._desk.show(
            interaction, help_page(map(_entry, self._tree.get_commands(type=AppCommandType.chat_input)))
        )

    @app_commands.command()
    async def about(self, interaction: Interaction) -> None:
        """See which version and facts these are, where they are from, and who owns what."""
        await self._desk.show(interaction, about_page(self._version, self._desk.lookups.summaries()))


def _entry(command: app_commands.Command[Any, ..., Any] | app_commands.Group) -> HelpEntry:
    parts = [one.name for one in command.commands] if isinstance(command, app_commands.Group) else []
    return HelpEntry(command.name, command.description, tuple(parts))


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(About(bot.desk, bot.tree, bot.version))
