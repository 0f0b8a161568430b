"""Wishes come true on both engines: once, whoever settles, and whatever is killed on the way."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from bot.domain.identities import ChannelId, GuildId, MessageId
from bot.domain.pack import TitleId, UniverseId
from bot.domain.wish_facts import Granted
from bot.domain.wishes import CardPlace, Fulfilment, Manner, Named, Occasion, Wanted, Wish, WishState, Wording
from bot.services import settling
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.settling import Settling
from bot.store.database import Database, Statement
from bot.store.errands import ErrandsStore
from bot.store.facts import FactsStore
from bot.store.merging_sql import merge_statements
from bot.store.opening import open_database
from bot.store.settling import SettlingStore
from bot.store.wishes import WishesStore
from tests.domain.worlds import row
from tests.store.harbour_wishes import (
    ANN,
    ANN_IN_LAMP,
    AT,
    BOB,
    CY,
    HARBOUR,
    KEY,
    LAMP,
    LATER,
    SPRING,
    errands,
    facts,
    follow,
    found,
    load,
    post_card,
    settled,
    vote,
    wish_for,
)
from tests.store.wish_making import DRIFT, GUILD, NOON, OTHER_GUILD, actor, change, decide, make, person


@pytest.fixture
def wishes(database: Database) -> WishesStore:
    return WishesStore(database)


async def test_a_wish_comes_true_once_with_place_day_and_voters(database: Database, wishes: WishesStore) -> None:
    wish = await wish_for(wishes, ANN_IN_LAMP)
    beside = await wish_for(wishes, Wanted(BOB, LAMP))
    await post_card(wishes, wish)
    await vote(database, wish, 2, 3)
    await vote(database, wish, 4, value=-1)
    await vote(database, beside, 3, 5)
    await vote(database, beside, 6, value=0)
    await follow(database, wish, 8, 9)
    await follow(database, wish, 9, follows=False)
    assert await settled(database, facts("1", row("bob", "key"))) == 0
    pack = facts("2", row("ann", "lamp", 1, 2), row("bob", "key"))
    assert await settled(database, pack) == 1
    one = await found(wishes, wish)
    assert one.state is WishState.CAME_TRUE
    assert one.fulfilment == Fulfilment(TitleId("lamp"), 1, 2, SPRING, LATER, already=False, voters=4)
    assert (one.tally.ups, one.tally.downs, one.wording.why) == (2, 1, "because")
    assert (await found(wishes, beside)).state is WishState.OPEN
    told = [("card", 1, 0), ("follower", 1, person(8)), ("granted", 1, 0)]
    assert await errands(database) == told
    await database.write(Statement("DELETE FROM errands"))
    assert await settled(database) == 0
    assert await settled(database, pack) == 0
    assert await settled(database, facts("3", row("ann", "lamp", 1, 2))) == 0, "newer facts that say the same"
    assert await errands(database) == []


async def test_what_was_true_before_it_was_wished_for_is_not_announced(database: Database, wishes: WishesStore) -> None:
    wish = await wish_for(wishes, ANN_IN_LAMP)
    await post_card(wishes, wish)
    await follow(database, wish, 8)
    assert await settled(database, facts("1", row("ann", "lamp", 1, 1))) == 1
    fulfilment = (await found(wishes, wish)).fulfilment
    assert fulfilment
    assert (fulfilment.already, fulfilment.episode) == (True, 1)
    assert await errands(database) == [("card", 1, 0), ("follower", 1, person(8))]


async def test_what_waits_for_a_moderator_comes_true_in_silence_and_without_its_reason(
    database: Database, wishes: WishesStore
) -> None:
    await decide(database, review=True, channel=ChannelId(7))
    wish = await wish_for(wishes, ANN_IN_LAMP)
    assert wish.state is WishState.WAITING
    assert await settled(database, facts("1", row("ann", "lamp", 1, 2))) == 1
    one = await found(wishes, wish)
    assert (one.state, one.wording.why) == (WishState.CAME_TRUE, "")
    assert await errands(database) == []


async def test_the_card_of_one_that_waits_again_is_redrawn(database: Database, wishes: WishesStore) -> None:
    wish = await wish_for(wishes, ANN_IN_LAMP)
    await post_card(wishes, wish)
    await database.write(Statement("UPDATE wishes SET state = 'waiting'"))
    assert await settled(database, facts("1", row("ann", "lamp", 1, 2))) == 1
    assert await errands(database) == [("card", 1, 0)]


@pytest.mark.parametrize("channel", [None, ChannelId(7)])
async def test_the_server_is_told_where_it_has_a_channel(
    database: Database, wishes: WishesStore, channel: ChannelId | None
) -> None:
    await decide(database, channel=channel)
    await wish_for(wishes, ANN_IN_LAMP)
    await database.write(Statement("DELETE FROM errands"))  # the new card's
    await settled(database, facts("1", row("ann", "lamp", 1, 2)))
    assert await errands(database) == ([("granted", 1, 0)] if channel else [])


async def test_every_server_has_its_own_wish_voters_and_errands(database: Database, wishes: WishesStore) -> None:
    for guild in (GUILD, OTHER_GUILD):
        wish = await wish_for(wishes, ANN_IN_LAMP, guild=guild)
        await vote(database, wish, *range(2, 4 if guild == GUILD else 7))
        await post_card(wishes, wish)
    assert await settled(database, facts("1", row("ann", "lamp", 1, 2))) == 2
    voters = await database.fetch_all("SELECT guild_id, voters FROM wishes ORDER BY guild_id")
    assert voters == [(GUILD, 2), (OTHER_GUILD, 5)]
    assert len(await database.fetch_all("SELECT number FROM errands")) == 4


async def test_a_card_that_is_being_redrawn_is_redrawn_once_more(database: Database, wishes: WishesStore) -> None:
    wish = await wish_for(wishes, ANN_IN_LAMP)
    await post_card(wishes, wish)
    await wishes.redraw(wish, NOON)
    before = await database.fetch_all("SELECT due_at FROM errands WHERE kind = 'card'")
    await settled(database, facts("1", row("ann", "lamp", 1, 2)))
    assert await database.fetch_all("SELECT due_at FROM errands WHERE kind = 'card'") > before


async def test_a_copy_is_the_card_only_of_an_open_wish_that_has_none_and_gets_none(
    database: Database, wishes: WishesStore
) -> None:
    async def copy_is_card(wish: Wish) -> bool:
        await wishes.place_copy(wish, CardPlace(ChannelId(1), MessageId(2)))
        return (await found(wishes, wish)).card == CardPlace(ChannelId(1), MessageId(2))

    bare, posted, ended = [await wish_for(wishes, Wanted(one, LAMP)) for one in (ANN, BOB, CY)]
    await post_card(wishes, posted)
    await wishes.withdraw(ended.number, actor(1), LATER)
    await change(database, channel_id=7)
    awaited = await wish_for(wishes, Wanted(ANN, KEY))
    assert [await copy_is_card(one) for one in (bare, posted, ended, awaited)] == [True, False, False, False]


@pytest.mark.parametrize("what", ["withdrawn", "edited", "merged", "came true"])
async def test_a_card_that_is_being_posted_is_drawn_once_more(
    database: Database, wishes: WishesStore, what: str
) -> None:
    await decide(database, channel=ChannelId(7))
    target = await wish_for(wishes, Wanted(BOB, LAMP), 2)
    wish = await wish_for(wishes, ANN_IN_LAMP)
    (errand,) = [one for one in await ErrandsStore(database).take(NOON, 9) if one.number == wish.number]
    if what == "withdrawn":
        await wishes.withdraw(wish.number, actor(1), LATER)
    elif what == "edited":
        await wishes.edit(wish.number, Wording("Better so."), actor(1), LATER)
    elif what == "merged":
        await database.write(*merge_statements(GUILD, wish.number, target.number, LATER))
    else:
        await SettlingStore(database).settle(wish, AT, LATER)
    await post_card(wishes, wish)
    await ErrandsStore(database).done(errand)
    assert ("card", wish.number, 0) in await errands(database)


async def test_votes_between_the_look_and_the_write_count(database: Database, wishes: WishesStore) -> None:
    seen = await wish_for(wishes, ANN_IN_LAMP)
    await vote(database, seen, 2, 3)
    store = SettlingStore(database)
    assert await store.settle(seen, AT, LATER) is True
    await vote(database, seen, 4)
    one = await found(wishes, seen)
    assert one.fulfilment
    assert (one.tally.ups, one.fulfilment.voters) == (2, 2), "nobody votes on what has come true"
    assert await store.settle(seen, replace(AT, already=True), LATER) is False
    assert (await found(wishes, seen)) == one


async def test_what_asks_for_another_manner_by_now_or_stands_no_more_is_left(
    database: Database, wishes: WishesStore
) -> None:
    store = SettlingStore(database)
    edited, gone = await wish_for(wishes, ANN_IN_LAMP), await wish_for(wishes, Wanted(BOB, LAMP))
    await follow(database, edited, 8)
    await wishes.edit(edited.number, Wording("because", Manner.GUEST_ARC), actor(1), NOON)
    await wishes.withdraw(gone.number, actor(1), NOON)
    assert [await store.settle(one, AT, LATER) for one in (edited, gone)] == [False, False]
    states = await database.fetch_all("SELECT state FROM wishes ORDER BY number")
    assert states == [("open",), ("withdrawn",)]
    assert await errands(database) == []


async def test_standing_wishes_of_a_universe_come_each_once_in_batches(database: Database, wishes: WishesStore) -> None:
    await decide(database, most_wishes=100)
    wanted = [Wanted(one, into, None, when) for one in (ANN, BOB, CY) for into in (LAMP, KEY) for when in Occasion]
    made = [await make(wishes, at % 7, one, guild) for at, one in enumerate(wanted) for guild in (GUILD, OTHER_GUILD)]
    waiting, withdrawn = made[0], made[1]
    await database.write(
        Statement(
            "UPDATE wishes SET state = 'waiting' WHERE guild_id = :guild_id AND number = :number",
            {"guild_id": waiting.guild, "number": waiting.number},
        )
    )
    await wishes.withdraw(withdrawn.number, actor(0, withdrawn.guild), NOON)
    elsewhere = Named("Ann", UniverseId("other"), "ann")
    for other in (
        Wanted(elsewhere, LAMP),
        Wanted(ANN, Named("Lamp", UniverseId("other"), "lamp")),
        Wanted(Named("Ann"), LAMP),
        Wanted(ANN, LAMP, elsewhere),
        Wanted(ANN, LAMP, Named("Dee")),
    ):
        await make(wishes, 9, other)
    for most in (1, 4, 500):
        batches = [batch async for batch in SettlingStore(database).standing(HARBOUR, most)]
        assert all(len(batch) == most for batch in batches[:-1])
        came = [(one.guild, one.number) for batch in batches for one in batch]
        assert sorted(came) == sorted((one.guild, one.number) for one in made if one is not withdrawn)


async def test_facts_that_are_stored_but_not_in_memory_are_left_for_the_next_time(
    database: Database, wishes: WishesStore
) -> None:
    wish = await wish_for(wishes, ANN_IN_LAMP)
    await load(database, facts("1"))
    library = Library()
    await library.refresh(FactsStore(database))
    await load(database, facts("2", row("ann", "lamp", 1, 2)))
    service = Settling(Lookups(library), SettlingStore(database))
    assert await service.settle(LATER) == 0
    assert await SettlingStore(database).unsettled() == ((HARBOUR, facts("2").universe.content_hash),)
    await SettlingStore(database).record(HARBOUR, facts("1").universe.content_hash)
    assert len(await SettlingStore(database).unsettled()) == 1, "older facts are not remembered"
    await library.refresh(FactsStore(database))
    assert await service.settle(LATER) == 1
    assert (await found(wishes, wish)).state is WishState.CAME_TRUE
    assert await SettlingStore(database).unsettled() == ()


class Killed(Exception):
    """The process ends here."""


class DyingStore(SettlingStore):
    """Ends before or after its so-manieth step."""

    def __init__(self, database: Database, steps: int) -> None:
        super().__init__(database)
        self.left = steps

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    async def standing(self, universe: UniverseId, most: int) -> Any:
        async for batch in super().standing(universe, most):
            self._step()
            yield batch

    async def settle(self, wish: Wish, granted: Granted, now: datetime) -> bool:
        self._step()
        done = await super().settle(wish, granted, now)
        self._step()
        return done

    async def adopt(self, wish: Wish, wanted: Wanted, now: datetime) -> bool:
        self._step()
        done = await super().adopt(wish, wanted, now)
        self._step()
        return done

    async def record(self, universe: UniverseId, content_hash: str) -> None:
        self._step()
        await super().record(universe, content_hash)
        self._step()


async def test_whatever_is_killed_on_the_way_each_wish_comes_true_once(
    database: Database, wishes: WishesStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "BATCH", 2)
    await load(database, facts("1", *(row(one, "key") for one in ("ann", "bob", "cy")), row("ann", "lamp", 1, 2)))
    for steps in count():
        for wanted in (ANN_IN_LAMP, Wanted(ANN, KEY), Wanted(BOB, KEY), Wanted(Named("Cy"), KEY), Wanted(CY, LAMP)):
            wish = await wish_for(wishes, wanted)
            await follow(database, wish, 8)
        set_up = ("UPDATE wish_settings SET channel_id = 7", "DELETE FROM errands")  # the new cards'
        await database.write(*map(Statement, set_up))
        with suppress(Killed):
            await settled(database, store=DyingStore(database, steps))
            break
        told = await errands(database)
        # What was to be done is done meanwhile: whoever settles again must not ask for it again.
        await database.write(Statement("DELETE FROM errands"))
        await settled(database)
        told += await errands(database)
        true = [1, 2, 3, 4]
        expected = [("follower", one, person(8)) for one in true] + [("granted", one, 0) for one in true]
        assert sorted(told) == expected
        states = await database.fetch_all("SELECT number, state FROM wishes ORDER BY number")
        assert states == [*((one, "came-true") for one in true), (5, "open")]
        assert await SettlingStore(database).unsettled() == ()
        tables = ("errands", "follows", "wishes", "settled_facts")
        await database.write(*(Statement(f"DELETE FROM {table}") for table in tables))
    assert steps == 2 + 3 + 4 * 2 + 2, "adopting, batches, wishes, remembering"


async def test_two_processes_settle_each_wish_once_and_count_it_once(postgres_address: str) -> None:
    databases = [await open_database(postgres_address) for _ in range(2)]
    try:
        wishes = WishesStore(databases[0])
        await decide(databases[0], most_wishes=1_000, channel=ChannelId(7))
        wanted = [Wanted(who, into) for who in (ANN, BOB, CY) for into in (LAMP, KEY)]
        guilds = [GuildId(GUILD + at) for at in range(10)]
        for guild in guilds:
            await decide(databases[0], guild, channel=ChannelId(7))
            for at, one in enumerate(wanted):
                wish = await wish_for(wishes, one, at, guild)
                await follow(databases[0], wish, 8)
        await databases[0].write(Statement("DELETE FROM errands"))
        rows = [row(who, "key") for who in ("ann", "bob", "cy")]
        for number in range(1, 5):  # in rounds, so that both are in the middle of it at the same time
            await load(databases[0], facts(str(number), *rows, *[row("ann", "lamp", 1, 2)][: number - 1]))
            counts = await asyncio.gather(*(settled(database) for database in databases))
            assert sum(counts) == {1: 30, 2: 10}.get(number, 0)
        kinds = await databases[0].fetch_all("SELECT kind, count(*) FROM errands GROUP BY kind ORDER BY kind")
        assert kinds == [("follower", 40), ("granted", 40)]
    finally:
        for database in databases:
            await database.close()


async def test_votes_and_settling_at_once_leave_every_tally_the_count_of_its_votes(
    database: Database, wishes: WishesStore
) -> None:
    wanted = [Wanted(one, into) for one in (ANN, BOB, CY) for into in (LAMP, KEY)]
    made = [await wish_for(wishes, one, 20 + at) for at, one in enumerate(wanted)]
    pack = facts("1", *(row(one, "key") for one in ("ann", "bob", "cy")))
    presses = [vote(database, wish, one) for one in range(2, 12) for wish in made]
    *_, came_true = await asyncio.gather(*presses, settled(database, pack))
    assert came_true == 3
    assert await database.fetch_all(DRIFT) == []
