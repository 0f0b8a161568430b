"""How a layout about wishes reaches the person who asked for it, whatever they pressed or typed."""

from discord import Interaction, ui

from bot.domain.identities import ChannelId, MessageId
from bot.domain.wishes import CardPlace


async def reply(interaction: Interaction, view: ui.LayoutView) -> None:
    """Show a layout to the one who asked alone: in place where what they pressed is theirs alone, too."""
    message = interaction.message
    if message is not None and message.flags.ephemeral and not interaction.response.is_done():
        await interaction.response.edit_message(view=view)
    else:
        await tell(interaction, view)


async def tell(interaction: Interaction, view: ui.LayoutView) -> None:
    """Show a layout to the one who asked alone, as a message of its own."""
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def post(interaction: Interaction, view: ui.LayoutView) -> CardPlace | None:
    """Post a layout for all to see; return where, None where Discord does not say."""
    if interaction.response.is_done():
        number = (await interaction.followup.send(view=view, wait=True)).id
    else:
        number = (await interaction.response.send_message(view=view)).message_id
    if interaction.channel_id is None or number is None:
        return None
    return CardPlace(ChannelId(interaction.channel_id), MessageId(number))
