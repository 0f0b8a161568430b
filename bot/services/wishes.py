"""All that is done about wishes, under one roof."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.errands import Errand
from bot.domain.identities import ChannelId, GuildId, UserId
from bot.domain.signing import Signer
from bot.domain.wish_outcomes import Seen
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import CardPlace, Tally, Wish, WishNumber
from bot.services.ballots import Ballots
from bot.services.moderation import Moderation
from bot.services.settling import Settling
from bot.services.wish_facts import WishFacts
from bot.services.wish_lists import WishLists
from bot.services.wishing import Wishing


class CardStore(Protocol):
    """Where it is kept what stands where on Discord."""

    async def find(self, guild: GuildId, number: WishNumber) -> Wish | None:
        """Return a wish, or None."""
        ...

    async def seen(self, guild: GuildId, number: WishNumber, person: UserId) -> Seen | None:
        """Return a wish as a person sees it, or None."""
        ...

    async def settings(self, guild: GuildId) -> WishSettings:
        """Return what a server has decided."""
        ...

    async def place_card(self, wish: Wish, card: CardPlace) -> None:
        """Keep where a wish's card is posted."""
        ...

    async def place_copy(self, wish: Wish, copy: CardPlace) -> None:
        """Keep a copy as the card of an open wish that has none, and for which none is about to be posted."""
        ...

    async def place_thread(self, wish: Wish, thread: ChannelId | None) -> None:
        """Keep in which thread a wish is discussed."""
        ...

    async def redraw(self, wish: Wish, now: datetime) -> None:
        """Have the card of a wish drawn anew, where it has one."""
        ...

    async def show_tallies_again(self, now: datetime) -> None:
        """Have cards drawn with their tallies where the time is over for which these were hidden."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Forget what is only kept for a day."""
        ...


class ErrandStore(Protocol):
    """Where it is kept what is to be done on Discord."""

    async def take(self, now: datetime, most: int) -> tuple[Errand, ...]:
        """Take up to so many errands that are due."""
        ...

    async def done(self, errand: Errand) -> None:
        """Forget an errand."""
        ...

    async def later(self, errand: Errand, now: datetime) -> None:
        """Try an errand again after a while."""
        ...

    async def channel_for(self, guild: GuildId, number: WishNumber) -> ChannelId | None:
        """Return where news of a wish belongs."""
        ...

    async def add_digests(self, now: datetime) -> None:
        """Have the weekly posts made that are due."""
        ...

    async def rose(self, guild: GuildId, now: datetime) -> tuple[tuple[Wish, Tally], ...]:
        """Return the wishes that won most votes within a week."""
        ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """What makes, counts, lists, moderates and settles wishes, and where it is kept."""

    signer: Signer
    wishing: Wishing
    ballots: Ballots
    lists: WishLists
    facts: WishFacts
    moderation: Moderation
    settling: Settling
    cards: CardStore
    errands: ErrandStore
