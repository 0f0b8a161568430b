"""Commands about two or more characters: `/met`, `/together` and `/connect`."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.services.connections import connect_question, met_question, together_question
from bot.services.names import CHARACTERS
from bot.ui.choices import MOST_CHOICES, choices, filled_in
from bot.ui.desk import Desk

if TYPE_CHECKING:
    from bot.client import Client

_WHO = "Who: a name, an alias, or who plays them"
_OPTIONS = ("first", "second", "third", "fourth", "avoid")


class Connections(commands.Cog):
    """Who met, who shares episodes, how they are connected."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lookups = desk.lookups

    @app_commands.command()
    @app_commands.describe(first=_WHO, second="Who else", private="Show the answer to you alone")
    async def met(self, interaction: Interaction, first: str, second: str, private: bool | None = None) -> None:
        """See whether two have met: on screen, in one episode, or provably never."""
        await self._desk.answer(interaction, met_question(self._lookups, first, second), private=private)

    @app_commands.command()
    @app_commands.describe(
        first=_WHO,
        second="Who else",
        third="Who else",
        fourth="Who else",
        private="Show the answer to you alone",
    )
    async def together(
        self,
        interaction: Interaction,
        first: str,
        second: str,
        third: str | None = None,
        fourth: str | None = None,
        private: bool | None = None,
    ) -> None:
        """See the episodes that two to four characters share, and where only one is missing."""
        names = [name for name in (first, second, third, fourth) if name]
        await self._desk.answer(interaction, together_question(self._lookups, names), private=private)

    @app_commands.command()
    @app_commands.describe(
        first=_WHO,
        second="Who is at the other end",
        avoid="Not through this character",
        private="Show the answer to you alone",
    )
    async def connect(
        self, interaction: Interaction, first: str, second: str, avoid: str | None = None, private: bool | None = None
    ) -> None:
        """See a shortest chain of shared episodes between two characters, with a reason a step."""
        question = connect_question(self._lookups, first, second, avoid=avoid)
        await self._desk.answer(interaction, question, private=private)

    @met.autocomplete("first")
    @met.autocomplete("second")
    @together.autocomplete("first")
    @together.autocomplete("second")
    @together.autocomplete("third")
    @together.autocomplete("fourth")
    @connect.autocomplete("first")
    @connect.autocomplete("second")
    @connect.autocomplete("avoid")
    async def _characters(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        others = filled_in(interaction, *_OPTIONS)
        return choices(self._lookups.suggest_beside(CHARACTERS, typed, MOST_CHOICES, others))


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(Connections(bot.desk))
