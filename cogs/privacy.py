"""The commands about what is stored of people and servers: `/privacy`; and the daily look at which servers are left."""

import io
import logging
import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, Self, cast

from discord import Client as DiscordClient
from discord import File, Guild, Interaction, app_commands, ui
from discord.app_commands import Choice
from discord.ext import commands, tasks
from discord.utils import utcnow

from bot.domain.errors import UserError
from bot.domain.identities import GuildId, UserId
from bot.services.departures import Departures
from bot.services.privacy import Privacy as PrivacyService
from bot.ui.desk import Desk
from bot.ui.layout import page_layout
from bot.ui.privacy_pages import (
    ARCHIVE,
    DELETE,
    Whose,
    deleted_page,
    deletion_layout,
    exported_layout,
    holdings_page,
    pressed,
    require_asker,
    require_manager,
    server_deleted_page,
    server_deletion_layout,
    visibility_page,
)

if TYPE_CHECKING:
    from bot.client import Client

_log = logging.getLogger(__name__)


class _HasServices(Protocol):
    desk: Desk
    privacy: PrivacyService
    departures: Departures


class ConfirmDelete(ui.DynamicItem[ui.Button[ui.LayoutView]], template=re.escape(DELETE) + ".*"):
    """Deletes what it says, found by its custom_id, so it outlives any restart."""

    @classmethod
    async def from_custom_id(cls, _: Interaction[DiscordClient], item: ui.Item[Any], __: re.Match[str], /) -> Self:
        """Return the button as it was pressed."""
        return cls(cast("ui.Button[ui.LayoutView]", item))

    async def callback(self, interaction: Interaction[DiscordClient]) -> None:
        """Delete, and say in the place of the question what is gone."""
        services = cast("_HasServices", interaction.client)
        try:
            require_asker(interaction)
            if pressed(self.custom_id) is Whose.MINE:
                await interaction.response.defer()
                page = deleted_page(await services.privacy.forget(UserId(interaction.user.id), utcnow()))
            else:
                guild = GuildId(require_manager(interaction))
                await interaction.response.defer()
                page = server_deleted_page(await services.departures.forget(guild))
            await interaction.edit_original_response(view=page_layout(page))
        except Exception as error:  # noqa: BLE001  (the last place before the person; the desk logs it)
            await services.desk.apologise(interaction, error)


class Privacy(commands.GroupCog, name="privacy", description="What is stored of you: see it, take it, delete it"):
    """Lets people see, take and delete what is stored of them, and forgets servers that the bot has left."""

    def __init__(
        self,
        desk: Desk,
        privacy: PrivacyService,
        departures: Departures,
        servers: Callable[[], AsyncIterator[Guild]],
    ) -> None:
        self._desk = desk
        self._privacy = privacy
        self._departures = departures
        self._servers = servers

    async def cog_load(self) -> None:
        """Begin to look which servers are left, now and once a day."""
        self._look_at_servers.start()

    async def cog_unload(self) -> None:
        """Stop that."""
        self._look_at_servers.cancel()

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """See how much is stored of you: wishes, votes, follows, fixes, scores."""
        await self._desk.show(interaction, holdings_page(await self._privacy.holdings(UserId(interaction.user.id))))

    @app_commands.command()
    async def export(self, interaction: Interaction) -> None:
        """Get all that is stored of you as a file with JSON and tables."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        archive = await self._privacy.export(UserId(interaction.user.id), utcnow())
        files = [File(io.BytesIO(archive), ARCHIVE)] if archive else []
        await interaction.followup.send(view=exported_layout(archive is None), files=files, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(whose="Yours in all servers (so unless told), or all of this server, for its managers")
    @app_commands.choices(
        whose=[Choice(name="mine", value=Whose.MINE.value), Choice(name="this server's", value=Whose.SERVER.value)]
    )
    async def delete(self, interaction: Interaction, whose: str = Whose.MINE.value) -> None:
        """Delete what is stored of you, or of this server; first you see what goes and what stays."""
        if whose == Whose.SERVER:
            guild = GuildId(require_manager(interaction))
            view = server_deletion_layout(await self._departures.holdings(guild))
        else:
            view = deletion_layout(await self._privacy.holdings(UserId(interaction.user.id)))
        await interaction.response.send_message(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(name="Whether your name may stand on the cards of your wishes and on boards of trivia")
    @app_commands.choices(name=[Choice(name="hidden", value="hidden"), Choice(name="shown", value="shown")])
    async def visibility(self, interaction: Interaction, name: str) -> None:
        """Keep your name off cards of wishes and boards of trivia, in all servers, or put it on them again."""
        hidden = name == "hidden"
        changed = await self._privacy.set_hidden(UserId(interaction.user.id), utcnow(), hidden=hidden)
        await self._desk.show(interaction, visibility_page(hidden=hidden, changed=changed))

    @tasks.loop(hours=24)
    async def _look_at_servers(self) -> None:
        try:
            look = await self._departures.look(await _complete(self._servers()), utcnow())
        except UserError as error:
            _log.warning("nobody could look today which servers are left: %s", error)
        except Exception:  # noqa: BLE001  (a loop that ends would never look again)
            _log.exception("nobody could look today which servers are left")  # an outage says nothing of them
        else:
            if look.absent or look.back or look.forgotten:
                counts = (len(look.absent), len(look.back), len(look.forgotten))
                _log.info("servers newly absent: %d, back: %d, forgotten after 30 days: %d", *counts)


async def _complete(servers: AsyncIterator[Guild]) -> frozenset[GuildId]:
    """Return all servers of a list; raises UserError for one that begins anew, which could go on for ever."""
    found: set[GuildId] = set()
    async for server in servers:
        if server.id in found:
            raise UserError("Discord's list of the bot's servers repeats itself; tomorrow is another try.")
        found.add(GuildId(server.id))
    return frozenset(found)


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    bot.add_dynamic_items(ConfirmDelete)
    await bot.add_cog(Privacy(bot.desk, bot.privacy, bot.departures, partial(bot.fetch_guilds, limit=None)))
