"""The threads in which wishes are discussed."""

import discord
from discord import Interaction

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, MessageId
from bot.domain.wishes import CardPlace, Wish
from bot.ui.wish_words import plain_headline

_ALREADY_A_THREAD = 160004
_NO_THREAD = "Discord lets me begin no thread here; talk right here instead."
_LONGEST_NAME = 100  # characters (Discord, start thread from message)


class WishThreads:
    """Finds the thread about a wish, or begins one."""

    def __init__(self, client: discord.Client) -> None:
        """Find them on Discord by a client."""
        self._client = client

    async def standing(self, wish: Wish) -> ChannelId | None:
        """Return the thread about a wish, None where there is none or somebody has deleted it."""
        if wish.thread is None:
            return None
        try:
            await self._client.http.get_channel(wish.thread)
        except discord.NotFound:
            return None
        except discord.HTTPException:  # it may be there all the same
            return wish.thread
        return wish.thread

    async def begin(self, interaction: Interaction, wish: Wish) -> ChannelId:
        """Begin a thread at the card, so that all copies lead to one; at what was pressed where that is deleted.

        Raises UserError where there can be none.
        """
        if interaction.message is None or interaction.message.flags.ephemeral or interaction.channel_id is None:
            raise UserError("A thread begins at a card that all can see; press Discuss there.")
        pressed = CardPlace(ChannelId(interaction.channel_id), MessageId(interaction.message.id))
        card = wish.card or pressed
        if card.channel == pressed.channel and not interaction.app_permissions.create_public_threads:
            raise UserError("I may not begin threads in this channel; ask a moderator to let me, or talk right here.")
        thread = await self._at(card, wish)
        if thread is None and card != pressed:
            thread = await self._at(pressed, wish)
        if thread is None:
            raise UserError(_NO_THREAD)
        return thread

    async def _at(self, place: CardPlace, wish: Wish) -> ChannelId | None:
        """Return the thread that begins at a message, of which Discord lets there be one; None if that is gone."""
        name = plain_headline(
            wish.wanted.who.name, wish.wanted.into.name, None, wish.wanted.occasion, _LONGEST_NAME // 2 - 5
        )
        try:
            begun = await self._client.http.start_thread_with_message(
                place.channel, place.message, name=name[:_LONGEST_NAME], auto_archive_duration=10_080
            )
        except discord.NotFound:
            return None
        except discord.HTTPException as failure:
            if failure.code != _ALREADY_A_THREAD:
                raise UserError(_NO_THREAD) from failure
            return ChannelId(place.message)  # Discord gives a thread the number of the message it began at
        return ChannelId(int(begun["id"]))
