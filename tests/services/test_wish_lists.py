"""Lists of wishes without a database: pages, orders, and what hidden tallies keep from being told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_outcomes import SharedWish, WishEntry, WishFilter
from bot.domain.wish_ranking import RECENT, WishOrder
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Named, Tally, Wanted, Wish, WishNumber, WishState, Wording
from bot.services.lookups import Lookups
from bot.services.wish_facts import WishFacts
from bot.services.wish_lists import A_PAGE, WishLists
from bot.services.wish_questions import Period, Scope, WishQuestion

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD = GuildId(3)
ANA = Actor(GUILD, UserId(1), InteractionId(1))
HARBOUR = UniverseId("harbour")
WANTED = Wanted(Named("Ann"), Named("Pier"))


def entry(number: int, ups: int = 0) -> WishEntry:
    return WishEntry(WishNumber(number), WANTED, Tally(ups), WishState.OPEN, NOON)


class Ledger:
    """A store of as many wishes as a test wants, that writes down what it is asked."""

    def __init__(self, *entries: WishEntry) -> None:
        self.listed = entries
        self.own = WishSettings()
        self.recent: Mapping[WishNumber, Tally] = {}
        self.over: tuple[SharedWish, ...] = ()
        self.made: tuple[Wish, ...] = ()
        self.asked: list[object] = []

    async def settings(self, guild: GuildId) -> WishSettings:
        return self.own

    async def entries(self, guild: GuildId, wanted: WishFilter) -> tuple[WishEntry, ...]:
        self.asked.append(wanted)
        return self.listed

    async def recent_tallies(self, guild: GuildId, since: datetime) -> Mapping[WishNumber, Tally]:
        self.asked.append(since)
        return self.recent

    async def shared(self, now: datetime) -> tuple[SharedWish, ...]:
        return self.over

    async def made_by(self, guild: GuildId, person: UserId) -> tuple[Wish, ...]:
        return self.made

    async def foreseen_by(self, guild: GuildId, person: UserId) -> tuple[Wish, ...]:
        return ()

    async def votes_cast(self, guild: GuildId, person: UserId) -> int:
        return 7


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(*(entry(number, ups=number % 7) for number in range(1, 26)))


@pytest.fixture
def lists(ledger: Ledger, lookups: Lookups) -> WishLists:
    return WishLists(ledger, WishFacts(lookups))


@pytest.mark.parametrize(("asked", "page", "count"), [(1, 1, A_PAGE), (2, 2, A_PAGE), (3, 3, 5), (99, 3, 5)])
async def test_pages_are_whole_and_one_that_is_not_there_is_the_last(
    lists: WishLists, asked: int, page: int, count: int
) -> None:
    found = await lists.of_server(GUILD, WishQuestion(page=asked, order=WishOrder.NEW), NOON)
    assert (found.question.page, len(found.entries), found.count, found.pages) == (page, count, 25, 3)


async def test_all_pages_together_are_the_list(lists: WishLists) -> None:
    pages = [await lists.of_server(GUILD, WishQuestion(page=one, order=WishOrder.NEW), NOON) for one in (1, 2, 3)]
    assert [one.number for page in pages for one in page.entries] == list(range(25, 0, -1))


async def test_nothing_is_one_empty_page(lookups: Lookups) -> None:
    found = await WishLists(Ledger(), WishFacts(lookups)).of_server(GUILD, WishQuestion(page=5), NOON)
    assert (found.entries, found.count, found.pages, found.question.page) == ((), 0, 1, 1)


@pytest.mark.parametrize("order", WishOrder)
async def test_while_tallies_are_hidden_no_order_goes_by_them(
    ledger: Ledger, lists: WishLists, order: WishOrder
) -> None:
    ledger.own = WishSettings(hidden_until=NOON + timedelta(seconds=1))
    ledger.recent = {WishNumber(1): Tally(99)}
    found = await lists.of_server(GUILD, WishQuestion(order=order), NOON)
    ledger.listed = tuple(replace(one, tally=Tally(0, one.number)) for one in ledger.listed)
    otherwise = await lists.of_server(GUILD, WishQuestion(order=order), NOON)
    assert [one.number for one in found.entries] == [one.number for one in otherwise.entries]
    assert found.question.order is (WishOrder.CLOSEST if order is WishOrder.CLOSEST else WishOrder.NEW)
    ledger.own = WishSettings(hidden_until=NOON)
    assert (await lists.of_server(GUILD, WishQuestion(order=order), NOON)).question.order is order


async def test_hot_asks_for_the_votes_of_a_week(ledger: Ledger, lists: WishLists) -> None:
    ledger.recent = {WishNumber(5): Tally(3)}
    found = await lists.of_server(GUILD, WishQuestion(), NOON)
    assert found.entries[0].number == 5
    assert NOON - RECENT in ledger.asked


async def test_close_ones_come_first_by_the_facts(ledger: Ledger, lists: WishLists) -> None:
    near = Wanted(Named("Mara Quill", HARBOUR, "mara-quill"), Named("Jane Doe", HARBOUR, "jane-doe"))
    ledger.listed = (entry(2, 99), replace(entry(1), wanted=near))
    found = await lists.of_server(GUILD, WishQuestion(order=WishOrder.CLOSEST), NOON)
    assert [one.number for one in found.entries] == [1, 2]


async def test_a_question_becomes_a_filter(ledger: Ledger, lists: WishLists) -> None:
    question = WishQuestion(
        Scope.SERVER, WishOrder.NEW, WishState.CAME_TRUE, Period.WEEK, 1, HARBOUR, CharacterId("a"), TitleId("b")
    )
    await lists.of_server(GUILD, question, NOON)
    await lists.of_server(GUILD, WishQuestion(order=WishOrder.NEW), NOON)
    assert ledger.asked == [
        WishFilter((HARBOUR, CharacterId("a")), (HARBOUR, TitleId("b")), WishState.CAME_TRUE, NOON - timedelta(days=7)),
        WishFilter(),
    ]


@pytest.mark.parametrize("state", [WishState.WAITING, WishState.REMOVED])
async def test_what_is_private_is_never_asked_for(ledger: Ledger, lists: WishLists, state: WishState) -> None:
    await lists.of_server(GUILD, WishQuestion(order=WishOrder.NEW, state=state), NOON)
    assert ledger.asked == [WishFilter(state=WishState.OPEN)]


async def test_the_top_of_all_has_pages(ledger: Ledger, lists: WishLists) -> None:
    ledger.over = tuple(SharedWish(Wanted(Named(f"P{one:02}"), Named("Pier")), Tally(one), 1) for one in range(1, 13))
    first = await lists.of_all(WishQuestion(Scope.ALL), NOON)
    last = await lists.of_all(WishQuestion(Scope.ALL, page=9), NOON)
    assert [one.tally.ups for one in (*first.wishes, *last.wishes)] == list(range(12, 0, -1))
    assert (last.question.page, last.pages, last.count) == (2, 2, 12)


async def test_ones_own_to_pick_from_are_those_that_stand(ledger: Ledger, lists: WishLists) -> None:
    ledger.made = tuple(
        Wish(GUILD, WishNumber(at), WANTED, Wording(), ANA.person, ANA.person, state, NOON, Tally())
        for at, state in enumerate(WishState, 1)
    )
    assert {one.state for one in await lists.own(ANA)} == {WishState.OPEN, WishState.WAITING}
    mine = await lists.mine(ANA)
    assert (len(mine.wishes), mine.votes, mine.foresight.count) == (len(WishState), 7, 0)
