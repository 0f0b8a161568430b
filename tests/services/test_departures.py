"""Which servers a look takes for left, without Discord or a database."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.personal_data import ServerHoldings
from bot.services.departures import KEPT, Departures, Look

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ELSEWHERE = frozenset({GuildId(99)})


class Servers:
    """A store that keeps which servers there are, and which are noted."""

    def __init__(self, *guilds: int) -> None:
        self.there = {GuildId(guild) for guild in guilds}
        self.list: dict[GuildId, datetime] = {}
        self.purged: list[GuildId] = []

    async def servers_with_data(self) -> frozenset[GuildId]:
        return frozenset(self.there)

    async def noted(self) -> Mapping[GuildId, datetime]:
        return dict(self.list)

    async def note(self, guilds: Collection[GuildId], now: datetime) -> None:
        for guild in guilds:
            self.list.setdefault(guild, now)

    async def take_off(self, guilds: Collection[GuildId]) -> None:
        for guild in guilds:
            self.list.pop(guild, None)

    async def holdings(self, guild: GuildId) -> ServerHoldings:
        return ServerHoldings(settings=int(guild in self.there))

    async def purge(self, guild: GuildId) -> None:
        self.there.discard(guild)
        self.list.pop(guild, None)
        self.purged.append(guild)


def guilds(*numbers: int) -> frozenset[GuildId]:
    return frozenset(map(GuildId, numbers))


async def test_a_server_goes_thirty_days_after_it_was_first_found_absent() -> None:
    store = Servers(1, 2)
    departures = Departures(store)
    assert await departures.look(guilds(1, 2, 3), NOON) == Look(believed=True)
    assert await departures.look(guilds(1, 3), NOON + DAY) == Look(believed=True, absent=guilds(2))
    for day in range(2, 31):
        assert await departures.look(guilds(1, 3), NOON + day * DAY) == Look(believed=True)
    look = await departures.look(guilds(1, 3), NOON + DAY + KEPT)
    assert look == Look(believed=True, forgotten=(GuildId(2),))
    assert store.purged == [2]


async def test_who_comes_back_begins_anew() -> None:
    store = Servers(1, 2)
    departures = Departures(store)
    await departures.look(guilds(1), NOON)
    assert (await departures.look(guilds(1, 2), NOON + KEPT)).back == guilds(2)
    assert (await departures.look(guilds(1), NOON + KEPT + DAY)).absent == guilds(2)
    assert (await departures.look(guilds(1), NOON + 2 * KEPT)).forgotten == ()
    assert store.purged == []


async def test_a_month_without_any_look_is_no_month_of_absence() -> None:
    store = Servers(1, 2)
    departures = Departures(store)
    assert (await departures.look(guilds(1), NOON + 5 * KEPT)).forgotten == ()
    assert store.list == {2: NOON + 5 * KEPT}


async def test_an_empty_list_says_nothing() -> None:
    store = Servers(1, 2)
    store.list[GuildId(2)] = NOON - KEPT
    assert await Departures(store).look(frozenset(), NOON) == Look(believed=False)
    assert (store.purged, store.list) == ([], {2: NOON - KEPT})


@pytest.mark.parametrize(("count", "lacking"), [(11, 6), (11, 5), (12, 6), (10, 9)])
async def test_a_list_that_lacks_more_than_half_of_more_than_ten_is_not_believed(
    count: int, lacking: int, caplog: pytest.LogCaptureFixture
) -> None:
    believed = (count, lacking) != (11, 6)
    store = Servers(*range(count))
    store.list[GuildId(50)] = NOON - KEPT
    look = await Departures(store).look(guilds(*range(lacking, count)), NOON)
    assert look.believed is believed
    assert store.purged == ([50] if believed else [])
    assert (f"lacks {lacking} of {count}" in caplog.text) is not believed
    assert set(store.list) == (set(range(lacking)) if believed else {50})


async def test_who_is_on_a_list_that_is_not_believed_is_there_all_the_same() -> None:
    store = Servers(*range(20))
    departures = Departures(store)
    await departures.look(guilds(*range(1, 20)), NOON)
    look = await departures.look(guilds(0, 1), NOON + DAY)
    assert look == Look(believed=False, back=guilds(0))
    assert (await departures.look(guilds(*range(1, 20)), NOON + KEPT)).forgotten == ()


async def test_many_that_left_one_after_another_do_go() -> None:
    store = Servers(*range(12))
    departures = Departures(store)
    for day in range(11):
        assert (await departures.look(guilds(*range(day + 1, 12)), NOON + day * DAY)).believed
    for day in range(30, 41):
        await departures.look(guilds(11), NOON + day * DAY)
    assert store.there == {11}


async def test_a_server_that_cannot_be_deleted_today_is_tomorrow() -> None:
    class Failing(Servers):
        broken = True

        async def purge(self, guild: GuildId) -> None:
            if self.broken:
                raise UserError("not now")
            await super().purge(guild)

    store = Failing(1)
    departures = Departures(store)
    await departures.look(ELSEWHERE, NOON)
    with pytest.raises(UserError, match="not now"):
        await departures.look(ELSEWHERE, NOON + KEPT)
    store.broken = False
    assert (await departures.look(ELSEWHERE, NOON + KEPT + DAY)).forgotten == (1,)


Looks = st.lists(st.tuples(st.integers(0, 20), st.frozensets(st.integers(0, 15), max_size=16)), max_size=30)


@given(Looks)
async def test_nothing_goes_that_was_there_within_thirty_days(looks: list[tuple[int, frozenset[int]]]) -> None:
    store = Servers(*range(16))
    departures = Departures(store)
    now, seen = NOON, dict.fromkeys(range(16), NOON)
    for days, present in looks:
        now += days * DAY
        seen.update(dict.fromkeys(present, now))
        look = await departures.look(guilds(*present), now)
        assert all(now - seen[guild] >= KEPT and guild not in present for guild in look.forgotten)


async def test_on_request_it_goes_at_once() -> None:
    departures = Departures(Servers(1))
    assert await departures.holdings(GuildId(1)) == ServerHoldings(settings=1)
    assert (await departures.forget(GuildId(1))).total == 1
    assert (await departures.forget(GuildId(1))).total == 0


async def test_without_a_database_there_is_nothing() -> None:
    departures = Departures()
    assert await departures.look(guilds(1), NOON) == Look(believed=False)
    assert (await departures.holdings(GuildId(1))).total == 0
    with pytest.raises(UserError, match=r"^This copy of the bot stores nothing .*\.$"):
        await departures.forget(GuildId(1))
