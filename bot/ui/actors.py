"""Who does something where, as far as an interaction says it: what is true of them at this very moment."""

from discord import Interaction, Member

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, GuildId, InteractionId, RoleId, UserId
from bot.domain.wishes import Actor


def actor_of(interaction: Interaction) -> Actor:
    """Return who acts in which server; raises UserError outside of one."""
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, Member):
        raise UserError("This belongs to a server; please use it in one that I have been added to.")
    may = interaction.permissions
    return Actor(
        guild=GuildId(interaction.guild_id),
        person=UserId(member.id),
        interaction=InteractionId(interaction.id),
        roles=tuple(map(RoleId, member._roles)),  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # `roles` names only those of a cached server, and none is
        made_at=member.created_at,
        joined_at=member.joined_at,
        moderates=may.manage_messages or may.administrator,
        manages=may.manage_guild or may.administrator,
        channel=ChannelId(interaction.channel_id) if interaction.channel_id else None,
    )
