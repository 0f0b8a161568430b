"""The commands with which moderators look after a server's own questions: `/trivia-admin`."""

from typing import TYPE_CHECKING

from discord import Attachment, Interaction, app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.domain.kept_questions import LONGEST_LIST
from bot.ui.trivia_presses import TriviaDesks

if TYPE_CHECKING:
    from bot.client import Client

_FORMATS = [
    Choice(name="Ours (TOML), which holds everything", value="own"),
    Choice(name="Red-DiscordBot's (YAML)", value="red"),
    Choice(name="OpenTDB's (JSON)", value="opentdb"),
]
_ListName = app_commands.Range[str, 1, LONGEST_LIST]
_Number = app_commands.Range[int, 1, 2**31 - 1]


@app_commands.default_permissions(manage_messages=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class TriviaAdmin(commands.GroupCog, group_name="trivia-admin", group_description="Look after your own questions"):
    """Takes and hands out questions."""

    def __init__(self, bot: "Client") -> None:
        self._desks: TriviaDesks = bot.trivia

    @app_commands.command()
    @app_commands.rename(list_name="list")
    @app_commands.describe(
        file="Red's YAML, OpenTDB's JSON or our TOML, up to 2 MB",
        list_name="How the list is called; without it, as the file",
    )
    async def upload(self, interaction: Interaction, file: Attachment, list_name: _ListName | None = None) -> None:
        """Add the questions of a file; I tell all that is wrong with it, line by line."""
        await self._desks.own.upload(interaction, file, list_name)

    @app_commands.command()
    @app_commands.rename(form="format", list_name="list")
    @app_commands.choices(form=_FORMATS)
    @app_commands.describe(form="Of the file; without it, ours", list_name="Only this list; without it, all questions")
    async def export(
        self, interaction: Interaction, form: Choice[str] | None = None, list_name: _ListName | None = None
    ) -> None:
        """Take this server's own questions out, as a file."""
        await self._desks.own.export(interaction, form.value if form else "own", list_name)

    @app_commands.command()
    async def queue(self, interaction: Interaction) -> None:
        """Look at the questions that people have sent, and approve or reject them."""
        await self._desks.own.queue(interaction)

    @app_commands.command(name="list")
    @app_commands.rename(list_name="list")
    @app_commands.describe(list_name="Only this list; without it, all questions")
    async def list_questions(self, interaction: Interaction, list_name: _ListName | None = None) -> None:
        """Show this server's own questions with their numbers, and how often they were answered rightly."""
        await self._desks.own.list(interaction, list_name)

    @app_commands.command()
    @app_commands.rename(list_name="list")
    @app_commands.describe(number="The number of a question", list_name="Or a whole list; I ask before I do it")
    async def remove(
        self, interaction: Interaction, number: _Number | None = None, list_name: _ListName | None = None
    ) -> None:
        """Remove a question, or a whole list."""
        await self._desks.own.remove(interaction, number, list_name)

    @upload.autocomplete("list_name")
    @export.autocomplete("list_name")
    @list_questions.autocomplete("list_name")
    @remove.autocomplete("list_name")
    async def _lists(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return [Choice(name=name, value=name) for name in await self._desks.own.list_names(interaction, typed)]


async def setup(bot: "Client") -> None:
    """Add the commands to the bot."""
    await bot.add_cog(TriviaAdmin(bot))
