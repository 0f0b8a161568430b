"""The messenger: posts and redraws cards, tells of wishes that came true, posts the week's news. Each thing once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from time import monotonic

import discord
from discord import ui

from bot.domain.errands import Errand, ErrandKind
from bot.domain.identities import ChannelId, MessageId
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import CardPlace, Wish, WishState
from bot.services.wishes import Wishes
from bot.ui.unsent import UNSENT
from bot.ui.wish_card import card_layout
from bot.ui.wish_news import came_true_layout, digest_layout, follower_layout

_log = logging.getLogger(__name__)
_AT_A_TIME = 20  # errands; Discord takes 50 requests a second of a bot, and answers come first
_NOBODY = discord.AllowedMentions.none()
_NONCE_BYTES = 12  # 24 characters; Discord takes 25
_REFUSED = (discord.Forbidden, discord.NotFound)  # asking again would only be counted against the bot


class Messenger:
    """Does the errands that are due, one after another; what fails is tried again later."""

    def __init__(self, client: discord.Client, wishes: Wishes) -> None:
        self._client = client
        self._wishes = wishes
        self._turn = asyncio.Lock()
        self._ways: Mapping[ErrandKind, Callable[[Errand, datetime], Awaitable[None]]] = {
            ErrandKind.CARD: self._card,
            ErrandKind.GRANTED: self._granted,
            ErrandKind.FOLLOWER: self._follower,
            ErrandKind.DIGEST: self._digest,
        }

    async def run(self, now: datetime) -> int:
        """Do what is due; return how many errands that were, none while they are being done already."""
        done = 0
        if self._turn.locked():
            return done
        async with self._turn:
            begun, moment = monotonic(), now
            while taken := await self._wishes.errands.take(moment, _AT_A_TIME):
                for errand in taken:
                    await self._do(errand, moment)
                done += len(taken)
                moment = now + timedelta(seconds=monotonic() - begun)  # a lease that began long ago would be over
        return done

    async def _do(self, errand: Errand, now: datetime) -> None:
        try:
            await self._ways[errand.kind](errand, now)
        except _REFUSED as refusal:
            _log.info("an errand (%s) is given up: %s", errand.kind, refusal)
        except UNSENT as failure:
            _log.warning("an errand (%s) has to wait: %s", errand.kind, failure)
            await self._wishes.errands.later(errand, now)
            return
        except Exception:  # noqa: BLE001  (one that cannot be done must not keep the others waiting)
            _log.exception("an errand (%s) failed", errand.kind)
            await self._wishes.errands.later(errand, now)
            return
        await self._wishes.errands.done(errand)

    async def _card(self, errand: Errand, now: datetime) -> None:
        wish = await self._wishes.cards.find(errand.guild, errand.number)
        if wish is None:
            return
        own = await self._wishes.cards.settings(wish.guild)
        view = card_layout(wish, self._wishes.facts.of(wish), self._wishes.signer, own=own, now=now)
        if wish.card:
            card = self._place(wish.card.channel).get_partial_message(wish.card.message)
            await card.edit(view=view, allowed_mentions=_NOBODY)  # discord.py adds the client's own to new ones only
        elif wish.state is WishState.OPEN:
            await self._post_card(errand, wish, view)
        await self._redraw_if_late(wish, own, now)

    async def _redraw_if_late(self, drawn: Wish, own: WishSettings, now: datetime) -> None:
        """Have a card drawn once more whose wish was changed while Discord took its time."""
        wish = await self._wishes.cards.find(drawn.guild, drawn.number)
        settings = await self._wishes.cards.settings(drawn.guild)
        if wish and (replace(wish, card=drawn.card), settings) != (drawn, own):
            await self._wishes.cards.redraw(wish, now)

    async def _post_card(self, errand: Errand, wish: Wish, view: ui.LayoutView) -> None:
        channel = await self._wishes.errands.channel_for(wish.guild, wish.number)
        if channel is None:
            return
        message = await self._place(channel).send(view=view, nonce=_nonce(errand))
        await self._wishes.cards.place_card(wish, CardPlace(channel, MessageId(message.id)))

    async def _granted(self, errand: Errand, now: datetime) -> None:
        wish = await self._wishes.cards.find(errand.guild, errand.number)
        channel = await self._wishes.errands.channel_for(errand.guild, errand.number)
        if wish and channel:
            own = await self._wishes.cards.settings(errand.guild)
            view = came_true_layout(wish, self._wishes.facts.of(wish), own=own, now=now)
            await self._place(channel).send(view=view, nonce=_nonce(errand))

    async def _follower(self, errand: Errand, now: datetime) -> None:
        wish = await self._wishes.cards.find(errand.guild, errand.number)
        if wish and errand.person:
            channel = await self._client.create_dm(discord.Object(errand.person))
            own = await self._wishes.cards.settings(errand.guild)
            view = follower_layout(wish, self._wishes.facts.of(wish), own=own, now=now)
            await channel.send(view=view, nonce=_nonce(errand))

    async def _digest(self, errand: Errand, now: datetime) -> None:
        own = await self._wishes.cards.settings(errand.guild)
        rose = await self._wishes.errands.rose(errand.guild, now)
        if own.digest and own.channel and rose and not own.hides_tallies(now):
            view = digest_layout(rose, self._wishes.signer, errand.guild)
            await self._place(own.channel).send(view=view, nonce=_nonce(errand))

    def _place(self, channel: ChannelId) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel)


def _nonce(errand: Errand) -> str:
    """Return what Discord knows the same message by for some minutes, should it be sent twice."""
    text = f"{errand.kind}:{errand.guild}:{errand.number}:{errand.person}"
    if errand.kind is ErrandKind.DIGEST:
        text += f":{errand.taken_until:%G-%V}"
    return blake2b(text.encode(), digest_size=_NONCE_BYTES).hexdigest()
