"""The commands with which moderators keep wishes in order: `/wish-admin`, and `/config wishes` for managers."""

from typing import TYPE_CHECKING

from discord import Interaction, Permissions, User, app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.domain.identities import GuildId, UserId
from bot.domain.wishes import LONGEST_REMOVAL, WishNumber
from bot.ui.moderation_desk import ModerationDesk
from bot.ui.wish_choices import wish_choices, wish_number
from bot.ui.wish_desk import WishDesk
from bot.ui.wish_ids import Action
from bot.ui.wish_submissions import submitted_removal

if TYPE_CHECKING:
    from bot.client import Client

_ONLY_SERVERS = app_commands.AppInstallationType(guild=True, user=False)
_IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_Why = app_commands.Range[str, 1, LONGEST_REMOVAL]


class WishAdmin(commands.Cog):
    """Lets moderators decide about wishes."""

    admin = app_commands.Group(
        name="wish-admin",
        description="Keep the wishes of this server in order",
        default_permissions=Permissions(manage_messages=True),
        allowed_installs=_ONLY_SERVERS,
        allowed_contexts=_IN_SERVERS,
    )
    config = app_commands.Group(
        name="config",
        description="What this server decides",
        default_permissions=Permissions(manage_guild=True),
        allowed_installs=_ONLY_SERVERS,
        allowed_contexts=_IN_SERVERS,
    )

    def __init__(self, bot: "Client") -> None:
        self._forms = bot.forms
        self._wish_desk: WishDesk = bot.wish_desk
        self._moderation: ModerationDesk = bot.moderation_desk

    async def cog_load(self) -> None:
        """Take forms."""
        self._forms.append(self._take_form)

    async def cog_unload(self) -> None:
        """Take no more."""
        self._forms.remove(self._take_form)

    @config.command()
    async def wishes(self, interaction: Interaction) -> None:
        """Decide where wishes are posted, who makes them and votes, and how many."""
        await self._moderation.panel(interaction)

    @admin.command()
    async def queue(self, interaction: Interaction) -> None:
        """Show the wishes that wait for a moderator."""
        await self._moderation.queue(interaction)

    @admin.command()
    @app_commands.describe(wish="Which wish: its number, or pick one", why="Stands on the card, for all to read")
    async def remove(self, interaction: Interaction, wish: str, why: _Why) -> None:
        """Remove a wish; its card shows nothing of its text any more."""
        await self._moderation.remove(interaction, wish_number(wish), why)

    @admin.command()
    @app_commands.describe(wish="The number of a wish that was removed, withdrawn or merged")
    async def restore(self, interaction: Interaction, wish: str) -> None:
        """Bring a wish back, with its votes."""
        await self._moderation.restore(interaction, wish_number(wish))

    @admin.command()
    @app_commands.describe(wish="The wish that ends", into="The wish that goes on; whoever voted on both counts once")
    async def merge(self, interaction: Interaction, wish: str, into: str) -> None:
        """Merge a wish into another one that means the same."""
        await self._moderation.merge(interaction, wish_number(wish), wish_number(into))

    @admin.command()
    @app_commands.describe(
        person="Who", wish="Or whoever made this wish, also where their name is hidden", why="For the audit alone"
    )
    async def block(
        self, interaction: Interaction, person: User | None = None, wish: str | None = None, why: _Why | None = None
    ) -> None:
        """Keep somebody from wishing, voting and sending in questions here."""
        whom = await self._moderation.whom(interaction, UserId(person.id) if person else None, _number_or_none(wish))
        await self._moderation.block(interaction, whom, why or "")

    @admin.command()
    @app_commands.describe(person="Who", wish="Or whoever made this wish", why="For the audit alone")
    async def unblock(
        self, interaction: Interaction, person: User | None = None, wish: str | None = None, why: _Why | None = None
    ) -> None:
        """Let somebody wish, vote and send in questions here again."""
        whom = await self._moderation.whom(interaction, UserId(person.id) if person else None, _number_or_none(wish))
        await self._moderation.unblock(interaction, whom, why or "")

    @admin.command()
    async def export(self, interaction: Interaction) -> None:
        """Take all wishes of this server out, as a table and as JSON, without who voted."""
        await self._moderation.export(interaction)

    @admin.command()
    async def audit(self, interaction: Interaction) -> None:
        """Show what moderators did."""
        await self._moderation.audit(interaction)

    @remove.autocomplete("wish")
    @merge.autocomplete("wish")
    @merge.autocomplete("into")
    async def _open_wishes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return wish_choices(await self._wish_desk.wishes.lists.standing(GuildId(interaction.guild_id or 0)), typed)

    async def _take_form(self, interaction: Interaction) -> bool:
        """Take a form that comes back."""
        if not self._wish_desk.is_open:
            return False
        signer = self._wish_desk.wishes.signer
        if removal := submitted_removal(interaction, signer, Action.REMOVE):
            await self._moderation.remove(interaction, *removal)
        elif rejection := submitted_removal(interaction, signer, Action.REJECT):
            await self._moderation.reject(interaction, *rejection)
        else:
            return await self._moderation.set_limits(interaction)
        return True


def _number_or_none(wish: str | None) -> WishNumber | None:
    return wish_number(wish) if wish else None


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(WishAdmin(bot))
