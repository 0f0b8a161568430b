"""Lists of wishes: of a server, of all servers that share theirs, and one person's own."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.domain.foresight import Foresight, foresight_of
from bot.domain.identities import GuildId, UserId
from bot.domain.wish_outcomes import SharedWish, WishEntry, WishFilter
from bot.domain.wish_ranking import RECENT, WishOrder, ranked, ranked_over_servers
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import STANDING, Actor, Tally, Wish, WishNumber, WishState
from bot.services.wish_facts import WishFacts
from bot.services.wish_questions import WishQuestion

A_PAGE = 10
"""Wishes on one page of a list."""
_MOST_OFFERED = 200  # of which those that fit what is typed are shown, at every key
_AT_ONCE = 1_000  # wishes that are sorted on the event loop, 2 microseconds each


class ListStore(Protocol):
    """Where lists are read."""

    async def settings(self, guild: GuildId) -> WishSettings:
        """Return what a server has decided."""
        ...

    async def entries(self, guild: GuildId, wanted: WishFilter) -> tuple[WishEntry, ...]:
        """Return the wishes of a server that a filter lets through."""
        ...

    async def recent_tallies(self, guild: GuildId, since: datetime) -> Mapping[WishNumber, Tally]:
        """Return the votes that were cast since a moment, by wish."""
        ...

    async def shared(self, now: datetime) -> tuple[SharedWish, ...]:
        """Return the open wishes of all servers that share theirs."""
        ...

    async def made_by(self, guild: GuildId, person: UserId) -> tuple[Wish, ...]:
        """Return all wishes of a person in a server."""
        ...

    async def foreseen_by(self, guild: GuildId, person: UserId) -> tuple[Wish, ...]:
        """Return the wishes that a person made or was for and that came true afterwards."""
        ...

    async def votes_cast(self, guild: GuildId, person: UserId) -> int:
        """Return how many votes of a person stand in a server."""
        ...


@dataclass(frozen=True, slots=True)
class WishPage:
    """One page of a list. `question` has the page and order that are really shown."""

    question: WishQuestion
    entries: tuple[WishEntry, ...]
    count: int
    pages: int
    settings: WishSettings


@dataclass(frozen=True, slots=True)
class SharedPage:
    """One page of the wishes of all servers."""

    question: WishQuestion
    wishes: tuple[SharedWish, ...]
    count: int
    pages: int


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person has to do with the wishes of a server."""

    wishes: tuple[Wish, ...]
    votes: int
    foresight: Foresight
    settings: WishSettings


class WishLists:
    """Answers what is wished for."""

    def __init__(self, store: ListStore, facts: WishFacts) -> None:
        self._store = store
        self._facts = facts

    async def of_server(self, guild: GuildId, question: WishQuestion, now: datetime) -> WishPage:
        """Return a page of a server's wishes; while tallies are hidden, the order gives nothing away either."""
        settings = await self._store.settings(guild)
        entries = await self._store.entries(guild, _filter(question, now))
        order = question.order
        if settings.hides_tallies(now):
            order = WishOrder.NEW if order in (WishOrder.HOT, WishOrder.TOP) else order
            entries = tuple(replace(one, tally=Tally()) for one in entries)  # equals are told apart by it
        in_order = await self._in_order(guild, entries, order, now)
        page, pages = _page(question.page, len(in_order))
        shown = in_order[(page - 1) * A_PAGE : page * A_PAGE]
        return WishPage(replace(question, page=page, order=order), tuple(shown), len(in_order), pages, settings)

    async def of_all(self, question: WishQuestion, now: datetime) -> SharedPage:
        """Return a page of the wishes of all servers that share theirs, the best liked first."""
        in_order = await self.over_servers(now)
        page, pages = _page(question.page, len(in_order))
        shown = in_order[(page - 1) * A_PAGE : page * A_PAGE]
        return SharedPage(replace(question, page=page), tuple(shown), len(in_order), pages)

    async def whole(self, guild: GuildId, order: WishOrder, state: WishState, now: datetime) -> list[WishEntry]:
        """Return all wishes of a server in a state, for whoever keeps the bot."""
        return await self._in_order(guild, await self._store.entries(guild, WishFilter(state=state)), order, now)

    async def over_servers(self, now: datetime) -> list[SharedWish]:
        """Return the wishes of all servers that share theirs, the best liked first."""
        return ranked_over_servers(await self._store.shared(now))

    async def mine(self, actor: Actor) -> Mine:
        """Return what a person has to do with the wishes of a server."""
        guild, person = actor.guild, actor.person
        foreseen = await self._store.foreseen_by(guild, person)
        return Mine(
            await self._store.made_by(guild, person),
            await self._store.votes_cast(guild, person),
            foresight_of(foreseen),
            await self._store.settings(guild),
        )

    async def own(self, actor: Actor) -> tuple[WishEntry, ...]:
        """Return a person's standing wishes in a server, the newest first, to pick one from."""
        wishes = await self._store.made_by(actor.guild, actor.person)
        return tuple(
            WishEntry(one.number, one.wanted, one.tally, one.state, one.made_at)
            for one in wishes
            if one.state in STANDING
        )

    async def standing(self, guild: GuildId) -> tuple[WishEntry, ...]:
        """Return the newest open wishes of a server to pick one from; any other is found by its number."""
        return await self._store.entries(guild, WishFilter(most=_MOST_OFFERED))

    async def _in_order(
        self, guild: GuildId, entries: tuple[WishEntry, ...], order: WishOrder, now: datetime
    ) -> list[WishEntry]:
        recent = await self._store.recent_tallies(guild, now - RECENT) if order is WishOrder.HOT else None
        steps = await self._facts.steps(entries) if order is WishOrder.CLOSEST else None
        if len(entries) <= _AT_ONCE:
            return ranked(entries, order, recent, steps)
        return await asyncio.to_thread(ranked, entries, order, recent, steps)


def _filter(question: WishQuestion, now: datetime) -> WishFilter:
    universe, length = question.universe, question.period.length
    return WishFilter(
        who=(universe, question.who) if universe and question.who else None,
        into=(universe, question.into) if universe and question.into else None,
        state=question.state if question.state not in (WishState.WAITING, WishState.REMOVED) else WishState.OPEN,
        since=now - length if length else None,
    )


def _page(number: int, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // A_PAGE))
    return min(max(1, number), pages), pages
