"""Servers with data, those that are noted as left, and one that goes, on both engines."""

import random
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.boards import RoundScore
from bot.domain.identities import GuildId
from bot.domain.personal_data import ServerHoldings
from bot.domain.plays import Tally
from bot.domain.signing import Signer
from bot.domain.wishes import Wording
from bot.services.departures import KEPT, Departures
from bot.store import departures as store_module
from bot.store.database import Database, Statement
from bot.store.departures import DeparturesStore
from bot.store.merging_sql import merge_statements
from bot.store.opening import open_database
from bot.store.plays import PlaysStore
from bot.store.schema import METADATA
from bot.store.scores import score_statements
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.people_making import found, play, question, settle_in
from tests.store.wish_making import DRIFT, GUILD, NOON, OTHER_GUILD, actor, decide, hash_of, make, person, wanted

SERVER_TABLES = {name for name, table in METADATA.tables.items() if "guild_id" in table.columns}
BLOCK = "INSERT INTO blocks (guild_id, person_hash, blocked_at) VALUES (:guild_id, 'hash', 'then')"
ASKED = "INSERT INTO asked_questions (guild_id, pool, question_id, asked_at) VALUES (:guild_id, 'own', 'one', 'then')"

SIGNER = Signer(bytes(range(32)))


@pytest.fixture
def departures(database: Database) -> DeparturesStore:
    return DeparturesStore(database, SIGNER)


async def settle_everywhere(database: Database) -> None:
    """Put both servers into every table that may hold one."""
    for number in (1, 2):
        await settle_in(database, number)
    for guild in (GUILD, OTHER_GUILD):
        await database.write(Statement(BLOCK, {"guild_id": guild}), Statement(ASKED, {"guild_id": guild}))
        await DeparturesStore(database, SIGNER).note([guild], NOON)


async def rows_of(database: Database, guild: GuildId) -> dict[str, int]:
    counts = {}
    for name in SERVER_TABLES:
        ((counts[name],),) = await database.fetch_all(f"SELECT count(*) FROM {name} WHERE guild_id = {guild}")
    return counts


async def test_no_table_holds_the_server_afterwards_and_the_other_keeps_all(
    departures: DeparturesStore, database: Database
) -> None:
    await settle_everywhere(database)
    before, other = await rows_of(database, GUILD), await rows_of(database, OTHER_GUILD)
    assert all(before.values()), "the test has it everywhere"
    fixes = await database.fetch_all("SELECT id, claim, person_id FROM fixes ORDER BY id")
    await departures.purge(GUILD)
    assert await found(database, GUILD) == {}
    assert await rows_of(database, OTHER_GUILD) == other
    assert await database.fetch_all("SELECT id, claim, person_id FROM fixes ORDER BY id") == fixes
    assert await database.fetch_all(DRIFT) == []
    assert await departures.holdings(GUILD) == ServerHoldings()
    await departures.purge(GUILD)
    assert await rows_of(database, OTHER_GUILD) == other


async def test_what_is_stored_of_a_server_is_counted(departures: DeparturesStore, database: Database) -> None:
    await settle_everywhere(database)
    assert await departures.holdings(GUILD) == ServerHoldings(
        wishes=6,
        votes=2,
        follows=2,
        drafts=2,
        blocks=1,
        audit_lines=2,
        errands=2,
        settings=1,
        fixes=2,
        scores=2,
        questions=2,
        asked=1,
        plays_underway=2,
    )


async def test_it_goes_in_small_transactions_after_each_of_which_tallies_are_right(
    departures: DeparturesStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MOST_AT_ONCE", 3)
    wishes, votes = WishesStore(database), VotesStore(database)
    made = [await make(wishes, number, wanted(f"Who {number}")) for number in range(2, 12)]
    for wish in made:
        for voter in range(20, 20 + wish.number % 4):
            await votes.vote(wish.number, 1, actor(voter), hash_of(voter), NOON)
    for source, target in ((3, 1), (5, 9), (9, 2)):
        await database.write(*merge_statements(GUILD, made[source].number, made[target].number, NOON))
    drifts, left = [], []
    delete = departures._delete_wishes

    async def watched(guild: GuildId, numbers: list[int]) -> None:
        await delete(guild, numbers)
        drifts.extend(await database.fetch_all(DRIFT))
        ((count,),) = await database.fetch_all("SELECT count(*) FROM wishes")
        left.append(count)

    monkeypatch.setattr(departures, "_delete_wishes", watched)
    await departures.purge(GUILD)
    assert drifts == []
    assert len(left) > 3
    assert left[-1] == 0
    assert await found(database, GUILD) == {}


async def test_every_table_but_that_of_fixes_says_that_a_server_has_data(
    departures: DeparturesStore, database: Database
) -> None:
    assert await departures.servers_with_data() == frozenset()
    await decide(database, GuildId(1))
    await WishesStore(database).save_draft("draft", GuildId(2), person(1), "{}", NOON)
    await database.write(Statement(BLOCK, {"guild_id": 3}))
    await database.write(
        Statement(
            "INSERT INTO audit_lines (guild_id, line, at, interaction_id, action, detail) VALUES (4, 1, '', 5, '', '')"
        ),
        Statement(
            "INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries) VALUES (5, 'digest', 0, 0, '', 0)"
        ),
    )
    await database.write(*score_statements(GuildId(6), NOON.date(), [RoundScore(person(1), 5)]))
    await database.write(Statement(ASKED, {"guild_id": 7}))
    await question(database, GuildId(8), None)
    await play(database, GuildId(9), person(1))
    assert await departures.servers_with_data() == set(range(1, 10))
    told = {"wish_drafts", "blocks", "audit_lines", "errands", "scores", "asked_questions", "own_questions", "plays"}
    through_others = {"wishes", "votes", "follows", "play_posts"}
    assert told | through_others | {"wish_settings", "fixes", "departures"} == SERVER_TABLES


async def test_whoever_moves_a_play_on_finds_it_gone(departures: DeparturesStore, database: Database) -> None:
    kept = await play(database, GUILD, person(1))
    plays = PlaysStore(database, "here", alone=True)
    before = await plays.find(GUILD, kept.id)
    assert before is not None
    await departures.purge(GUILD)
    tally = Tally(NOON.date(), (RoundScore(person(1), 5),))
    assert await plays.keep(before, {"host": 1}, tally) is False
    assert await found(database, GUILD) == {}


async def test_the_first_time_that_a_server_was_absent_stays(departures: DeparturesStore) -> None:
    await departures.note([GUILD], NOON)
    await departures.note([GUILD, OTHER_GUILD], NOON + timedelta(days=1))
    assert await departures.noted() == {GUILD: NOON, OTHER_GUILD: NOON + timedelta(days=1)}
    await departures.take_off([GUILD, GuildId(9)])
    await departures.take_off([])
    await departures.note([], NOON)
    assert await departures.noted() == {OTHER_GUILD: NOON + timedelta(days=1)}


async def test_ten_thousand_servers_come_and_go_twenty_times_and_no_row_is_lost(sqlite_path: Path) -> None:
    """An outage takes any of them away for any time short of a month; each look is of a process just started."""
    rng = random.Random(8)
    servers = frozenset(GuildId(2**60 + number) for number in range(10_000))
    database = await open_database(sqlite_path)
    try:
        await fill(database, servers)
        now = NOON
        believed = 0
        for share in (0.0, 0.001, 0.2, 0.45, 0.9, 1.0) * 3 + (0.3, 0.99):
            away = frozenset(guild for guild in servers if rng.random() < share)
            for _ in range(2):
                look = await Departures(DeparturesStore(database, SIGNER)).look(servers - away, now)
                assert look.forgotten == ()
                believed += look.believed
                now += timedelta(days=14)
            back = await Departures(DeparturesStore(database, SIGNER)).look(servers, now)
            assert (back.believed, back.absent, back.forgotten) == (True, frozenset(), ())
            now += timedelta(days=1)
        assert 20 < believed < 30
        assert await database.fetch_all("SELECT count(*) FROM blocks") == [(10_000,)]
        assert await DeparturesStore(database, SIGNER).noted() == {}
    finally:
        await database.close()


async def fill(database: Database, servers: Iterable[GuildId]) -> None:
    async with database.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO blocks (guild_id, person_hash, blocked_at) VALUES (:guild_id, :person_hash, :blocked_at)",
            [(guild, "hash", "then") for guild in servers],
        )


async def test_what_was_left_a_month_ago_goes_and_nothing_else(database: Database) -> None:
    await settle_everywhere(database)
    await DeparturesStore(database, SIGNER).take_off([GUILD, OTHER_GUILD])
    departures = Departures(DeparturesStore(database, SIGNER))
    other = await rows_of(database, OTHER_GUILD)
    here = frozenset({OTHER_GUILD, GuildId(9)})
    assert (await departures.look(here, NOON)).absent == {GUILD}
    assert (await departures.look(here, NOON + KEPT - timedelta(seconds=1))).forgotten == ()
    assert (await departures.look(here, NOON + KEPT)).forgotten == (GUILD,)
    assert await found(database, GUILD) == {}
    assert await rows_of(database, OTHER_GUILD) == {**other, "departures": 0}


async def test_a_number_is_never_given_twice_though_all_of_a_server_was_deleted(database: Database) -> None:
    wishes, departures = WishesStore(database), DeparturesStore(database, SIGNER)
    server = SIGNER.server_hash(GUILD)
    for who in ("Mara Quill", "Old Tom"):
        await make(wishes, 1, wanted(who))
    for expected in (3, 4):
        await departures.purge(GUILD)
        added = await wishes.add(wanted(), Wording(), actor(1), hash_of(1), NOON, server_hash=server)
        assert added.wish is not None
        assert added.wish.number == expected
    other = await wishes.add(wanted(), Wording(), actor(1, OTHER_GUILD), hash_of(1), NOON, server_hash="another")
    assert other.wish is not None
    assert other.wish.number == 1
