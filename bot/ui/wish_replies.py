"""How a layout about wishes reaches the person who asked for it, whatever they pressed or typed."""

from collections.abc import Awaitable, Callable
from functools import partial

from discord import Interaction, InteractionResponseType, ui

from bot.domain.identities import ChannelId, MessageId
from bot.domain.wishes import CardPlace


async def reply(interaction: Interaction, view: ui.LayoutView) -> None:
    """Show a layout to the one who asked alone: in place where what they pressed is theirs alone, too."""
    if _is_theirs(interaction) and interaction.response.type in (None, InteractionResponseType.deferred_message_update):
        await put_in_place(interaction, view)
    else:
        await tell(interaction, view)


def put_off(interaction: Interaction) -> Callable[[], Awaitable[object]]:
    """Return what tells Discord that a `reply` will come: without a word where it takes the place of a message."""
    return partial(interaction.response.defer, ephemeral=True, thinking=not _is_theirs(interaction))


async def put_in_place(interaction: Interaction, view: ui.LayoutView) -> None:
    """Show a layout in the place of what was pressed, also where that was put off without a word."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.edit_message(view=view)


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


def _is_theirs(interaction: Interaction) -> bool:
    """Tell whether something was pressed that only the one who pressed it sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
