"""The command with which people say what is wrong in the facts: `/fix`."""

import logging
from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext import commands, tasks
from discord.utils import utcnow

from bot.domain.errors import UserError
from bot.domain.fixes import Sender
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.services.fixes import Fixes as FixesService
from bot.services.names import CHARACTERS, TITLES
from bot.ui.choices import MOST_CHOICES, choices
from bot.ui.desk import Desk
from bot.ui.fix_form import fix_form, submitted, thanks_page

if TYPE_CHECKING:
    from bot.client import Client

_log = logging.getLogger(__name__)


class Fixes(commands.Cog):
    """Takes what people know better, and forgets in time who they were."""

    def __init__(self, bot: "Client") -> None:
        self._forms = bot.forms
        self._desk: Desk = bot.desk
        self._lookups = bot.desk.lookups
        self._fixes: FixesService = bot.fixes

    async def cog_load(self) -> None:
        """Take forms, and begin to forget people, now and once a day."""
        self._forms.append(self._take_form)
        self._forget_people.start()

    async def cog_unload(self) -> None:
        """Stop that."""
        self._forms.remove(self._take_form)
        self._forget_people.cancel()

    @app_commands.command()
    @app_commands.describe(
        character="Who it is about: a name, an alias, or who plays them",
        title="Which title it is about",
    )
    async def fix(self, interaction: Interaction, character: str | None = None, title: str | None = None) -> None:
        """Say what is wrong or missing in the facts, and where that can be read."""
        draft = await self._fixes.begin(character, title, _sender(interaction), utcnow())
        await interaction.response.send_modal(fix_form(draft))

    @fix.autocomplete("character")
    async def _characters(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(CHARACTERS, typed, MOST_CHOICES))

    @fix.autocomplete("title")
    async def _titles(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(TITLES, typed, MOST_CHOICES))

    async def _take_form(self, interaction: Interaction) -> bool:
        """Take the form that comes back."""
        form = submitted(interaction)
        if form is not None:
            fix = await self._fixes.submit(*form, _sender(interaction), utcnow())
            await self._desk.show(interaction, thanks_page(fix, self._fixes.names_of(fix.report.subject)))
        return form is not None

    @tasks.loop(hours=24)
    async def _forget_people(self) -> None:
        try:
            forgotten = await self._fixes.forget_people(utcnow())
        except UserError as error:
            _log.warning("who sent old fixes could not be forgotten today: %s", error)
        except Exception:  # noqa: BLE001  (a loop that ends would never forget again)
            _log.exception("who sent old fixes could not be forgotten today")  # tomorrow is another try
        else:
            if forgotten:
                _log.info("forgot who sent %d fixes", forgotten)


def _sender(interaction: Interaction) -> Sender:
    guild = GuildId(interaction.guild_id) if interaction.guild_id else None
    return Sender(InteractionId(interaction.id), UserId(interaction.user.id), guild)


async def setup(bot: "Client") -> None:
    """Add the command to a client."""
    await bot.add_cog(Fixes(bot))
