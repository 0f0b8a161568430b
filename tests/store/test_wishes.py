"""Wishes as they are kept, on both engines: the rules in the write itself, drafts, lists and what is swept."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.identities import ChannelId, MessageId, RoleId
from bot.domain.pack import CharacterId, TitleId
from bot.domain.wish_outcomes import WishFilter
from bot.domain.wish_settings import BURST, MOST_IN_A_BURST, MOST_IN_A_DAY
from bot.domain.wishes import (
    Actor,
    CardPlace,
    Manner,
    Named,
    Occasion,
    Refusal,
    Tally,
    Wanted,
    Wish,
    WishNumber,
    Wording,
)
from bot.store import wishes as kept
from bot.store.database import Database, Row, Statement
from bot.store.errors import UnavailableError
from bot.store.times import moment_text
from bot.store.votes import VotesStore
from bot.store.wish_rows import wish_from
from bot.store.wishes import WishesStore
from tests.store.wish_making import (
    GUILD,
    HARBOUR,
    NOON,
    OTHER_GUILD,
    actor,
    change,
    decide,
    hash_of,
    make,
    named,
    person,
    wanted,
)

DAY = timedelta(days=1)


@pytest.fixture
def store(database: Database) -> WishesStore:
    return WishesStore(database)


@pytest.fixture
def add(store: WishesStore) -> Callable[..., Awaitable[Refusal | None]]:
    """Return a coroutine function that tries to make a wish and gives the refusal, the same asked for beforehand."""

    async def refusal(who: Actor, into: str = "Jane Doe", number: int = 1) -> Refusal | None:
        before = await store.add_refusal(who, hash_of(number), NOON)
        added = await store.add(wanted(into=into), Wording(), who, hash_of(number), NOON)
        assert added.refusal == before
        assert (added.wish is None) == (added.refusal is not None)
        return added.refusal

    return refusal


async def test_a_wish_is_kept_as_it_was_said(store: WishesStore) -> None:
    what = Wanted(named("Mara Quill"), Named("Pier Nine"), named("Jane Doe"), Occasion.VARIANT)
    said = Wording("Because.\nReally.", Manner.GUEST_ARC, spoiler=True, hidden=True)
    added = await store.add(what, said, actor(), hash_of(1), NOON)
    assert added.wish
    assert added.wish == await store.find(GUILD, WishNumber(1))
    assert (added.wish.wanted, added.wish.wording, added.wish.made_at) == (what, said, NOON)
    assert (added.wish.author, added.wish.shown_author, added.wish.tally) == (person(1), None, Tally())
    assert await store.find(OTHER_GUILD, WishNumber(1)) is None


async def test_numbers_count_the_wishes_of_one_server(store: WishesStore) -> None:
    numbers = [(await make(store, what=wanted(f"Person {one}"))).number for one in range(3)]
    assert numbers == [1, 2, 3]
    assert (await make(store, guild=OTHER_GUILD)).number == 1


async def test_the_same_is_made_once_by_many_at_once(store: WishesStore, database: Database) -> None:
    results = await asyncio.gather(
        *(WishesStore(database).add(wanted(), Wording(), actor(one), hash_of(one), NOON) for one in range(1, 13))
    )
    assert sum(one.refusal is None for one in results) == 1
    assert {one.refusal for one in results} == {None, Refusal.STANDING}
    assert {one.wish.number for one in results if one.wish} == {1}


async def test_different_ones_at_once_get_different_numbers(store: WishesStore, database: Database) -> None:
    results = await asyncio.gather(
        *(
            WishesStore(database).add(wanted(f"Person {one}"), Wording(), actor(one), hash_of(one), NOON)
            for one in range(1, 13)
        )
    )
    assert sorted(one.wish.number for one in results if one.wish) == list(range(1, 13))


async def test_one_interaction_makes_one_wish(store: WishesStore) -> None:
    one = actor(press=5)
    first = await store.add(wanted(), Wording("first"), one, hash_of(1), NOON)
    again = await store.add(wanted("Old Tom"), Wording("again"), one, hash_of(1), NOON)
    assert (again.wish, again.refusal) == (first.wish, None)
    assert await store.find(GUILD, WishNumber(2)) is None


async def test_a_limit_holds_for_many_at_once(store: WishesStore, database: Database) -> None:
    await decide(database, most_wishes=2)
    results = await asyncio.gather(
        *(WishesStore(database).add(wanted(f"P {one}"), Wording(), actor(1), hash_of(1), NOON) for one in range(8))
    )
    assert [one.refusal for one in results].count(None) == 2
    assert {one.refusal for one in results} == {None, Refusal.WISHES}


async def test_each_rule_keeps_its_own_out(database: Database, add, store: WishesStore) -> None:
    await decide(database, add_role=RoleId(7), account_days=10, member_days=5)
    right = actor(1, roles=(RoleId(6), RoleId(7)), made_at=NOON - 10 * DAY, joined_at=NOON - 5 * DAY)
    assert await add(replace(right, roles=(RoleId(77), RoleId(8)))) is Refusal.ROLE
    assert await add(replace(right, made_at=NOON - 10 * DAY + timedelta(seconds=1))) is Refusal.ACCOUNT
    assert await add(replace(right, joined_at=NOON - 5 * DAY + timedelta(seconds=1))) is Refusal.MEMBER
    assert await add(replace(right, joined_at=None)) is Refusal.MEMBER
    blocking = "INSERT INTO blocks (guild_id, person_hash, blocked_at) VALUES (:guild, :hash, '2026')"
    await database.write(Statement(blocking, {"guild": GUILD, "hash": hash_of(9)}))
    assert await add(right, number=9) is Refusal.BLOCKED
    assert await add(right) is None
    assert await store.find(GUILD, WishNumber(2)) is None


async def test_a_burst_ends(store: WishesStore, database: Database, add) -> None:
    await decide(database, most_wishes=100)
    for number in range(MOST_IN_A_BURST):
        assert await add(actor(1), f"Title {number}") is None
    assert await add(actor(1), "One More") is Refusal.BURST
    assert await add(actor(2), "One More") is None
    late = NOON + BURST
    assert (await store.add(wanted(into="Later"), Wording(), actor(1), hash_of(1), late)).refusal is None


async def test_a_person_makes_so_many_wishes_in_a_day_those_that_ended_counted(
    store: WishesStore, database: Database
) -> None:
    await decide(database, most_wishes=100)

    async def add_after(minutes: int, number: int = 1) -> Refusal | None:
        now = NOON + timedelta(minutes=minutes)
        added = await store.add(wanted(into=f"Pier {minutes}"), Wording(), actor(number), hash_of(number), now)
        if added.wish and minutes % 2:
            await store.withdraw(added.wish.number, actor(number), now)
        return added.refusal

    assert {await add_after(3 * at) for at in range(MOST_IN_A_DAY)} == {None}
    assert await add_after(24 * 60 - 1) is Refusal.DAY
    assert await store.add_refusal(actor(1), hash_of(1), NOON + DAY - timedelta(seconds=1)) is Refusal.DAY
    assert await add_after(24 * 60 - 1, number=2) is None
    assert await add_after(24 * 60) is None
    assert await add_after(24 * 60 + 2) is Refusal.DAY


async def test_many_wishes_of_a_person_are_read_beside_the_event_loop(
    store: WishesStore, database: Database, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set[int]()

    def noticed(row: Row) -> Wish:
        threads.add(threading.get_ident())
        return wish_from(row)

    monkeypatch.setattr(kept, "wish_from", noticed)
    monkeypatch.setattr(kept, "_AT_ONCE", 2)
    await decide(database, most_wishes=100)
    for number in range(2):
        await add(actor(1), f"Title {number}")
    threads.clear()
    await store.made_by(GUILD, actor(1).person)
    assert threads == {threading.get_ident()}, "few are read at once"
    await add(actor(1), "Title 2")
    threads.clear()
    assert [one.number for one in await store.made_by(GUILD, actor(1).person)] == [3, 2, 1]
    assert threads
    assert threading.get_ident() not in threads


async def test_those_reviewed_wait_unless_a_moderator_makes_them(store: WishesStore, database: Database) -> None:
    await decide(database, review=True)
    assert (await make(store)).state == "waiting"
    own = await store.add(wanted("Old Tom"), Wording(), actor(2, moderates=True), hash_of(2), NOON)
    assert own.wish
    assert own.wish.state == "open"


async def test_near_ones_are_open_and_of_the_same_two(store: WishesStore) -> None:
    both = await make(store, 1, wanted(beside="Old Tom"))
    again = await make(store, 2, wanted(occasion=Occasion.AGAIN))
    await make(store, 3, wanted("Old Tom"))
    await make(store, 4, wanted(into="Lighthouse"))
    assert {one.number for one in await store.near(GUILD, wanted())} == {both.number, again.number}
    swapped = await store.near(GUILD, wanted("Old Tom", beside="Mara Quill"))
    assert both.number in {one.number for one in swapped}
    await store.withdraw(both.number, actor(1), NOON)
    assert {one.number for one in await store.near(GUILD, wanted())} == {again.number}
    assert await store.near(OTHER_GUILD, wanted()) == ()


async def test_a_name_with_signs_of_patterns_is_near_to_nothing_else(store: WishesStore) -> None:
    await make(store, 1, Wanted(Named("Ann"), Named("Pier"), Named("Bob")))
    assert await store.near(GUILD, Wanted(Named("%"), Named("%"))) == ()
    assert await store.near(GUILD, Wanted(Named("A_n"), Named("Pier"))) == ()


async def test_only_the_author_edits_and_withdraws_and_only_while_it_stands(store: WishesStore) -> None:
    wish = await make(store)
    other = await store.edit(wish.number, Wording("mine"), actor(2), NOON)
    assert (other.refusal, other.wish and other.wish.wording.why) == (Refusal.FORBIDDEN, "because")
    assert (await store.withdraw(wish.number, actor(2), NOON)).refusal is Refusal.FORBIDDEN
    assert (await store.edit(wish.number, Wording("x"), actor(1, OTHER_GUILD), NOON)).refusal is Refusal.UNKNOWN
    done = await store.edit(wish.number, Wording("anew", Manner.ANY, hidden=True), actor(1), NOON)
    assert done.refusal is None
    assert done.wish
    assert (done.wish.wording, done.wish.shown_author) == (Wording("anew", hidden=True), None)
    assert (await store.withdraw(wish.number, actor(1), NOON)).refusal is None
    assert (await store.edit(wish.number, Wording("late"), actor(1), NOON)).refusal is Refusal.CLOSED
    found = await store.find(GUILD, wish.number)
    assert found
    assert (found.state, found.wording.why) == ("withdrawn", "anew")


async def test_another_reason_waits_again_and_another_manner_does_not(store: WishesStore, database: Database) -> None:
    wish = await make(store)
    await change(database, review=1)
    kept = await store.edit(wish.number, Wording("because", Manner.CAMEO), actor(1), NOON)
    assert kept.wish
    assert kept.wish.state == "open"
    waits = await store.edit(wish.number, Wording("anew"), actor(1), NOON)
    assert waits.wish
    assert waits.wish.state == "waiting"


async def test_a_draft_is_its_owners_in_its_server_for_a_day(store: WishesStore) -> None:
    await store.save_draft("d", GUILD, person(1), "one", NOON)
    await store.save_draft("d", GUILD, person(1), "two", NOON + DAY / 2)
    assert await store.draft("d", GUILD, person(1), NOON + DAY - timedelta(seconds=1)) == "two"
    for guild, who, late in ((GUILD, 2, NOON), (OTHER_GUILD, 1, NOON), (GUILD, 1, NOON + DAY)):
        assert await store.draft("d", guild, person(who), late) is None
    await store.drop_draft("d", GUILD, person(2))
    assert await store.draft("d", GUILD, person(1), NOON) == "two"
    await store.drop_draft("d", GUILD, person(1))
    assert await store.draft("d", GUILD, person(1), NOON) is None


async def test_a_draft_of_somebody_else_is_not_written_over(store: WishesStore) -> None:
    await store.save_draft("d", GUILD, person(1), "one", NOON)
    await store.save_draft("d", GUILD, person(2), "two", NOON)
    assert await store.draft("d", GUILD, person(1), NOON) == "one"


async def test_what_is_kept_a_day_is_swept_and_nothing_else(store: WishesStore, database: Database) -> None:
    wish = await make(store)
    votes = VotesStore(database)
    for who, value in ((2, 1), (3, 1), (3, 0)):
        await votes.vote(wish.number, value, actor(who), hash_of(who), NOON)
    for who, follows in ((4, True), (5, True), (5, False)):
        await votes.follow(wish.number, actor(who), hash_of(who), NOON, follows=follows)
    await store.save_draft("d", GUILD, person(1), "one", NOON)

    async def rows() -> tuple[int, ...]:
        tables = ("wish_drafts", "votes", "follows")
        return tuple([len(await database.fetch_all(f"SELECT 1 FROM {table}", {})) for table in tables])

    await store.sweep(NOON + DAY)
    assert await rows() == (1, 2, 2)
    await store.sweep(NOON + DAY + timedelta(seconds=1))
    assert await rows() == (0, 1, 1)


async def test_the_first_place_of_a_card_is_kept(store: WishesStore) -> None:
    wish = await make(store)
    one, other = (CardPlace(ChannelId(5), MessageId(number)) for number in (6, 7))
    await store.place_card(wish, one)
    await store.place_card(wish, other)
    found = await store.find(GUILD, wish.number)
    assert found
    assert found.card == one
    await store.place_thread(wish, ChannelId(9))
    found = await store.find(GUILD, wish.number)
    assert found
    assert (found.card, found.thread) == (one, ChannelId(9))


async def test_a_filter_lets_through_what_it_names(store: WishesStore) -> None:
    await make(store, 1, wanted("Mara Quill", "Jane Doe"))
    await make(store, 2, wanted("Old Tom", "Lighthouse", beside="Mara Quill"))
    await make(store, 3, Wanted(Named("Mara Quill"), Named("Jane Doe")))

    async def numbers(**chosen: object) -> list[int]:
        return [one.number for one in await store.entries(GUILD, WishFilter(**chosen))]  # type: ignore[arg-type]

    assert await numbers() == [3, 2, 1]
    assert await numbers(who=(HARBOUR, CharacterId("mara-quill"))) == [2, 1]
    assert await numbers(into=(HARBOUR, TitleId("jane-doe"))) == [1]
    assert await numbers(since=NOON) == [3, 2, 1]
    assert await numbers(since=NOON + timedelta(seconds=1)) == []
    assert await store.entries(OTHER_GUILD, WishFilter()) == ()


async def test_what_is_shared_adds_up_without_free_text_or_hidden_tallies(
    store: WishesStore, database: Database
) -> None:
    votes = VotesStore(database)
    for guild in (GUILD, OTHER_GUILD):
        wish = await make(store, guild=guild)
        await votes.vote(wish.number, 1, actor(2, guild), hash_of(2), NOON)
        for free in (
            Wanted(Named("Ann"), named("Jane Doe")),
            Wanted(named("Old Tom"), Named("Pier")),
            Wanted(named("Old Tom"), named("Jane Doe"), Named("Bob")),
        ):
            await make(store, what=free, guild=guild)
    assert await store.shared(NOON) == ()
    await change(database, shared=1)
    assert [(one.wanted, one.tally, one.servers) for one in await store.shared(NOON)] == [(wanted(), Tally(1, 0), 1)]
    await change(database, OTHER_GUILD, shared=1)
    assert [(one.wanted, one.tally, one.servers) for one in await store.shared(NOON)] == [(wanted(), Tally(2, 0), 2)]
    await change(database, OTHER_GUILD, hidden_until="2999-01-01T00:00:00.000000+00:00")
    assert [one.servers for one in await store.shared(NOON)] == [1]


async def test_cards_are_drawn_with_their_tallies_again_though_the_process_dies_after_one_write(
    store: WishesStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for guild, until in ((GUILD, NOON), (OTHER_GUILD, NOON + DAY)):
        await store.place_card(await make(store, guild=guild), CardPlace(ChannelId(5), MessageId(6)))
        await make(store, 2, wanted("Old Tom"), guild)
        await change(database, guild, hidden_until=moment_text(until))
    await database.write(Statement("DELETE FROM errands"))
    await store.show_tallies_again(NOON - timedelta(microseconds=1))
    assert await database.fetch_all("SELECT * FROM errands") == []
    write = database.write

    async def dead(*_: Statement) -> None:
        raise UnavailableError("the process is dead")

    async def last(*statements: Statement) -> object:
        monkeypatch.setattr(database, "write", dead)
        return await write(*statements)

    monkeypatch.setattr(database, "write", last)
    with suppress(UnavailableError):
        await store.show_tallies_again(NOON)
    monkeypatch.undo()
    await store.show_tallies_again(NOON + timedelta(hours=1))

    assert await database.fetch_all("SELECT guild_id, kind, number FROM errands") == [(GUILD, "card", 1)]
    settings = await store.settings(GUILD), await store.settings(OTHER_GUILD)
    assert [one.hidden_until for one in settings] == [None, NOON + DAY]


async def test_servers_are_counted(store: WishesStore, database: Database) -> None:
    assert await store.servers() == ()
    wish = await make(store)
    await make(store, 2, wanted("Old Tom"))
    await make(store, guild=OTHER_GUILD)
    await VotesStore(database).vote(wish.number, -1, actor(2), hash_of(2), NOON)
    assert await store.servers() == ((GUILD, 2, 1), (OTHER_GUILD, 1, 0))
