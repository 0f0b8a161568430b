"""A person leaves every table on both engines, and the tallies stay what they were."""

import asyncio
import random
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.identities import UserId
from bot.domain.look_alikes import skeleton_of
from bot.domain.personal_data import Holdings
from bot.domain.rounds.values import play_from
from bot.domain.signing import Signer
from bot.domain.wishes import Named, Tally, Wanted, WishNumber, WishState
from bot.store import privacy as privacy_module
from bot.store import privacy_plays, sqlite_wiping
from bot.store.database import Database, Statement
from bot.store.merging_sql import merge_statements
from bot.store.opening import open_database
from bot.store.plays import PlaysStore
from bot.store.privacy import PrivacyStore
from bot.store.schema import METADATA
from bot.store.sqlite_connection import connect
from bot.store.sqlite_wiping import wipe
from bot.store.times import moment_text
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.people_making import (
    IN_PLAYS,
    PERSON_COLUMNS,
    errand,
    found,
    line,
    of_person,
    play,
    post,
    question,
    settle_in,
)
from tests.store.wish_making import DRIFT, GUILD, NOON, actor, hash_of, make, person, wanted

LATER = NOON + timedelta(hours=1)
EVERYTHING = Holdings(
    wishes=2,
    votes=2,
    follows=2,
    drafts=2,
    fixes=1,
    audit_lines=2,
    errands=2,
    scores=2,
    daily_answers=1,
    questions=2,
    traces=4,
    hidden=1,
    plays_underway=2,
)
CARDS = "SELECT guild_id, number, tries FROM errands WHERE kind = 'card' AND person_id = 0 ORDER BY guild_id, number"
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"""
TALLIES = "SELECT guild_id, number, ups, downs FROM wishes ORDER BY guild_id, number"


SIGNER = Signer(bytes(range(32)))


@pytest.fixture
def privacy(database: Database) -> PrivacyStore:
    return PrivacyStore(database, SIGNER)


async def rows_of_all(database: Database) -> dict[str, list[Any]]:
    return {name: sorted(await database.fetch_all(f"SELECT * FROM {name}"), key=repr) for name in METADATA.tables}


def test_no_column_of_a_person_is_forgotten_here() -> None:
    assert set().union(*map(of_person, METADATA.tables.values())) == PERSON_COLUMNS


async def test_of_somebody_who_did_nothing_nothing_is_stored(privacy: PrivacyStore, database: Database) -> None:
    await settle_in(database, 2)
    before = await rows_of_all(database)
    assert await privacy.holdings(person(1)) == Holdings()
    assert await privacy.forget(person(1), LATER) == Holdings()
    assert [len(sheet.rows) for sheet in await privacy.sheets(person(1))] == [0] * 12
    assert await rows_of_all(database) == before


async def test_all_that_is_stored_is_counted_and_handed_out(privacy: PrivacyStore, database: Database) -> None:
    await settle_in(database, 1)
    await settle_in(database, 2)
    assert await privacy.holdings(person(1)) == EVERYTHING
    sheets = {sheet.name: sheet for sheet in await privacy.sheets(person(1))}
    assert {name: len(sheet.rows) for name, sheet in sheets.items()} == {
        "wishes": 2,
        "votes": 4,
        "follows": 4,
        "fixes": 1,
        "drafts": 2,
        "audit": 2,
        "messages": 2,
        "scores": 2,
        "daily": 1,
        "questions": 2,
        "visibility": 1,
        "plays": 2,
    }
    wish = dict(zip(sheets["wishes"].columns, sheets["wishes"].rows[0], strict=True))
    assert (wish["guild_id"], wish["who"], wish["who_id"], wish["into_title"], wish["why"]) == (
        GUILD,
        "Own 1",
        "own-1",
        "Jane Doe",
        "because",
    )
    vote = dict(zip(sheets["votes"].columns, sheets["votes"].rows[0], strict=True))
    assert vote["who"].startswith("Theirs")
    assert vote["value"] == 1
    play = dict(zip(sheets["plays"].columns, sheets["plays"].rows[0], strict=True))
    assert (play["guild_id"], play["kind"]) == (GUILD, "trivia")
    assert play["since"] < moment_text(NOON)
    for sheet in sheets.values():
        assert not {"ups", "downs", "author_id", "person_id"} & set(sheet.columns), "of nobody else"
    assert "why" not in sheets["votes"].columns


async def test_no_table_holds_the_id_afterwards_and_everybody_else_keeps_all(
    privacy: PrivacyStore, database: Database
) -> None:
    await settle_in(database, 2)
    alone = await rows_of_all(database)
    await settle_in(database, 1)
    places = await found(database, person(1))
    assert set(places) == PERSON_COLUMNS | IN_PLAYS, "the test has them everywhere"
    tallies = await database.fetch_all(TALLIES)
    assert await privacy.forget(person(1), LATER) == EVERYTHING
    assert await found(database, person(1)) == {}
    assert await database.fetch_all(TALLIES) == tallies
    assert await database.fetch_all(DRIFT) == []
    after = await rows_of_all(database)
    for name, rows in alone.items():
        assert [row for row in rows if row not in after[name]] == [], name


async def test_a_second_time_there_is_nothing_left_and_nothing_changes(
    privacy: PrivacyStore, database: Database
) -> None:
    await settle_in(database, 1)
    await privacy.forget(person(1), LATER)
    once = await rows_of_all(database)
    assert await privacy.holdings(person(1)) == Holdings()
    assert await privacy.forget(person(1), LATER + timedelta(hours=1)) == Holdings()
    assert await rows_of_all(database) == once


async def test_votes_count_on_as_nobodys_and_whoever_comes_back_has_no_second_one(
    privacy: PrivacyStore, database: Database
) -> None:
    wishes, votes = WishesStore(database), VotesStore(database)
    made = [await make(wishes, number, wanted(f"Who {number}")) for number in range(2, 6)]
    known_as = SIGNER.person_hash(GUILD, person(1))
    for place, wish in enumerate(made):
        await votes.vote(wish.number, 1 if place % 2 else -1, actor(1), known_as, NOON)
    await privacy.forget(person(1), LATER)
    rows = await database.fetch_all("SELECT person_id, value, interaction_id FROM votes ORDER BY number")
    assert [value for _, value, _ in rows] == [-1, 1] * 2
    assert all(nobody < 0 for nobody, _, _ in rows)
    assert {interaction for _, _, interaction in rows} == {0}
    seen = await votes.vote(made[0].number, 1, actor(1), known_as, LATER)
    assert seen.seen is not None
    assert (seen.seen.wish.tally, seen.before) == (Tally(1, 0), -1), "their old vote is changed"
    await privacy.forget(person(1), LATER)
    again = await votes.vote(made[0].number, 1, actor(1), known_as, LATER)
    assert again.seen is not None
    assert again.seen.wish.tally == Tally(1, 0)
    assert await database.fetch_all(DRIFT) == []


async def test_a_vote_of_an_earlier_life_in_a_merged_wish_gives_way_to_a_newer_one(
    privacy: PrivacyStore, database: Database
) -> None:
    wishes, votes = WishesStore(database), VotesStore(database)
    source, target = await make(wishes, 2), await make(wishes, 2, wanted("Old Tom"))
    known_as = SIGNER.person_hash(GUILD, person(1))
    await votes.vote(source.number, 1, actor(1), known_as, NOON)
    await privacy.forget(person(1), LATER)
    await votes.vote(target.number, -1, actor(1), known_as, LATER)
    await database.write(*merge_statements(GUILD, source.number, target.number, LATER))
    await privacy.forget(person(1), LATER)
    assert await database.fetch_all(DRIFT) == []
    found = await wishes.find(GUILD, target.number)
    assert found is not None
    assert found.tally == Tally(0, 1)


async def test_a_merged_wish_can_be_forgotten_and_restored(privacy: PrivacyStore, database: Database) -> None:
    wishes, votes = WishesStore(database), VotesStore(database)
    source, target = await make(wishes, 2, wanted("One")), await make(wishes, 3, wanted("Two"))
    for voter in (1, 4):
        await votes.vote(source.number, 1, actor(voter), hash_of(voter), NOON)
    await database.write(*merge_statements(GUILD, source.number, target.number, NOON))
    assert await privacy.holdings(person(1)) == Holdings(votes=1, traces=1)
    await privacy.forget(person(1), LATER)
    assert await found(database, person(1)) == {}
    assert await database.fetch_all(DRIFT) == []
    merged = await wishes.find(GUILD, target.number)
    assert merged is not None
    assert merged.tally.ups == 2


async def test_a_wish_stays_without_author_and_reason_and_its_card_is_drawn_anew(
    privacy: PrivacyStore, database: Database
) -> None:
    wishes = WishesStore(database)
    posted, unposted, waiting = [await make(wishes, 1, wanted(name)) for name in ("One", "Two", "Three")]
    others = await make(wishes, 2, wanted("Four"))
    await post(database, GUILD, posted.number)
    await post(database, GUILD, others.number)
    await errand(database, GUILD, waiting.number, 0, "card")
    await privacy.forget(person(1), LATER)
    assert await database.fetch_all(CARDS) == [(GUILD, posted.number, 0), (GUILD, waiting.number, 0)]
    for wish in (posted, unposted, waiting):
        kept = await wishes.find(GUILD, wish.number)
        assert kept is not None
        assert (kept.author, kept.shown_author, kept.wording.why) == (None, None, "")
        assert (kept.wanted, kept.state) == (wish.wanted, WishState.OPEN)
    kept = await wishes.find(GUILD, others.number)
    assert kept is not None
    assert (kept.author, kept.wording.why) == (person(2), "because")


async def test_an_id_that_others_typed_goes_from_their_texts(privacy: PrivacyStore, database: Database) -> None:
    wishes = WishesStore(database)
    who, other = person(1), 10 * person(1) + 7
    for number, text in enumerate((f"as <@{who}> says, {who}.", f"{other} is a number", "nothing"), start=2):
        wish = await make(wishes, number, wanted(f"Who {number}"))
        await post(database, GUILD, wish.number)
        await database.write(
            Statement(
                "UPDATE wishes SET why = :why, removal = :why WHERE number = :number",
                {"why": text, "number": wish.number},
            )
        )
    await make(wishes, 5, Wanted(Named(f"Fan {who}"), Named("Lighthouse")))
    await line(database, GUILD, person(9), f"blocked <@!{who}>")
    await wishes.save_draft("draft", GUILD, person(8), f'{{"who": "{who}"}}', NOON)
    await privacy.forget(who, LATER)
    assert await database.fetch_all("SELECT why, removal FROM wishes WHERE number < 4 ORDER BY number") == [
        ("as somebody says, somebody.",) * 2,
        (f"{other} is a number",) * 2,
        ("nothing",) * 2,
    ]
    assert await database.fetch_all("SELECT who_name, key FROM wishes WHERE number = 4") == [
        ("Fan somebody", f"~{skeleton_of('Fan')} somebody|~{skeleton_of('Lighthouse')}||first#4")
    ]
    assert await database.fetch_all("SELECT detail FROM audit_lines") == [("blocked somebody",)]
    assert await database.fetch_all("SELECT id FROM wish_drafts") == []
    assert (GUILD, 1, 0) in await database.fetch_all(CARDS)
    assert set(await found(database, who)) == {("wishes", "why"), ("wishes", "removal")}, "as part of another number"


async def test_an_id_that_others_typed_goes_from_the_questions_of_servers(
    privacy: PrivacyStore, database: Database
) -> None:
    who, other = person(1), 10 * person(1) + 7
    typed = {"accepted": f'["<@{who}>", "a {who}"]', "wrong": f'["{other}"]', "author": f"{who}", "list": f"by {who}"}
    await question(database, GUILD, person(2), f"Who is <@!{who}>?", category=f"{who}!", **typed)
    await privacy.forget(who, LATER)
    columns = "text, accepted, wrong, author, list, category, person_id, answers"
    assert await database.fetch_all(f"SELECT {columns} FROM own_questions") == [
        (
            "Who is somebody?",
            '["somebody", "a somebody"]',
            f'["{other}"]',
            "somebody",
            "by somebody",
            "somebody!",
            person(2),
            3,
        )
    ]


async def test_a_question_stays_without_who_sent_it(privacy: PrivacyStore, database: Database) -> None:
    await question(database, GUILD, person(1))
    await privacy.forget(person(1), LATER)
    rows = await database.fetch_all("SELECT text, person_id, interaction_id, answers, rights FROM own_questions")
    assert rows == [("Who?", None, 0, 3, 2)]


async def test_a_play_goes_on_without_somebody_and_whoever_moves_it_reads_it_again(
    privacy: PrivacyStore, database: Database
) -> None:
    kept = await play(database, GUILD, person(1))
    plays = PlaysStore(database, "here", alone=True)
    before = await plays.find(GUILD, kept.id)
    assert before is not None
    await privacy.forget(person(1), LATER)
    after = await plays.find(GUILD, kept.id)
    assert after is not None
    assert after.version == before.version + 1
    assert await plays.keep(before) is False, "of an older version"
    assert await plays.keep(after) is True
    assert play_from(after.body).host == 0
    assert play_from(after.body).players == {}
    assert after.subject == {"pool": "own", "by": 0}
    assert after.question == {"text": "Who is somebody?", "difficulty": 0.5}
    assert [one.values for one in after.posts] == [{"host": 0, "standings": [{"rank": 1, "person": 0}]}]


async def test_a_longer_number_in_a_play_is_nobodys_id(privacy: PrivacyStore, database: Database) -> None:
    await play(database, GUILD, UserId(10 * person(1) % 2**63))
    await database.write(Statement("UPDATE plays SET subject = :subject", {"subject": f'["{person(1)}0"]'}))
    before = await rows_of_all(database)
    assert (await privacy.holdings(person(1))).total == 0
    await privacy.forget(person(1), LATER)
    assert await rows_of_all(database) == before


async def test_a_small_number_in_a_play_is_nobodys_id(privacy: PrivacyStore, database: Database) -> None:
    await play(database, GUILD, person(9))
    before = await rows_of_all(database)
    await privacy.forget(UserId(3), LATER)
    assert await rows_of_all(database) == before, "it has three rounds"


async def test_on_postgresql_a_play_that_is_just_moved_on_is_left_all_the_same(
    postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read of it is not written back over what another process has done since."""
    first, second = [await open_database(postgres_address) for _ in range(2)]
    try:
        kept = await play(first, GUILD, person(1))
        plays, tries = PlaysStore(second, "here", alone=False), 0
        without_play = privacy_plays._without_play

        def meanwhile(row: Any, who: UserId) -> Any:
            nonlocal tries
            tries += 1
            return without_play(row._replace(version=row.version - 1) if tries == 2 else row, who)

        monkeypatch.setattr(privacy_plays, "_without_play", meanwhile)
        await PrivacyStore(first, SIGNER).forget(person(1), LATER)
        assert tries > 3, "once more than to count, to leave, and to count"
        assert await found(first, person(1)) == {}
        now = await plays.find(GUILD, kept.id)
        assert now is not None
        assert now.version == 2
    finally:
        for database in (first, second):
            await database.close()


async def test_a_small_number_in_a_text_is_nobodys_id(privacy: PrivacyStore, database: Database) -> None:
    await line(database, GUILD, person(9), "season 5")
    await privacy.forget(type(person(1))(5), LATER)
    assert await database.fetch_all("SELECT detail FROM audit_lines") == [("season 5",)]


async def test_hidden_and_shown_change_once_and_draw_the_cards_anew(privacy: PrivacyStore, database: Database) -> None:
    wishes = WishesStore(database)
    wish = await make(wishes, 1)
    await post(database, GUILD, wish.number)
    assert await privacy.set_hidden(person(1), LATER, hidden=False) is False
    assert await privacy.set_hidden(person(1), LATER, hidden=True) is True
    assert await privacy.set_hidden(person(1), LATER, hidden=True) is False
    kept = await wishes.find(GUILD, wish.number)
    assert kept is not None
    assert (kept.author, kept.shown_author) == (person(1), None)
    assert await database.fetch_all(CARDS) == [(GUILD, wish.number, 0)]
    assert await privacy.holdings(person(1)) == Holdings(wishes=1, hidden=1)
    await post(database, GUILD, wish.number)
    assert await privacy.set_hidden(person(1), LATER, hidden=False) is True
    assert await database.fetch_all(CARDS) == [(GUILD, wish.number, 0)]
    assert await privacy.holdings(person(1)) == Holdings(wishes=1)


@pytest.mark.parametrize("seed", range(3))
async def test_votes_at_the_same_time_are_before_or_after_as_a_whole(
    address: str, engine: str, database: Database, seed: int
) -> None:
    """On PostgreSQL a second process votes, adds and merges while the first one forgets."""
    second = await open_database(address) if engine == "postgresql" else database
    try:
        rng = random.Random(seed)
        wishes, votes = WishesStore(second), VotesStore(second)
        made = [await make(wishes, number, wanted(f"Who {number}")) for number in range(2, 10)]

        async def press() -> None:
            await asyncio.sleep(rng.random() / 50)
            number = rng.choice(made).number
            await votes.vote(number, rng.choice((1, -1, 0)), actor(1), hash_of(1), NOON)

        async def forget() -> None:
            await asyncio.sleep(rng.random() / 50)
            await PrivacyStore(database, SIGNER).forget(person(1), NOON)

        async def merge(source: WishNumber, target: WishNumber) -> None:
            await asyncio.sleep(rng.random() / 50)
            await second.write(*merge_statements(GUILD, source, target, NOON))

        async def add() -> None:
            await asyncio.sleep(rng.random() / 50)
            await wishes.add(wanted("New"), made[0].wording, actor(1), hash_of(1), NOON)

        work: list[Callable[[], Any]] = [press] * 60 + [forget] * 6 + [add]
        await asyncio.gather(*(one() for one in work), merge(made[0].number, made[1].number))
        assert await database.fetch_all(DRIFT) == []
        await PrivacyStore(database, SIGNER).forget(person(1), NOON)
        assert await found(database, person(1)) == {}
        assert await database.fetch_all(DRIFT) == []
    finally:
        if second is not database:
            await second.close()


async def test_on_postgresql_a_vote_in_the_middle_waits_and_counts_anew(
    postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the locks it would be counted by the vote that is just losing its name."""
    first, second = [await open_database(postgres_address) for _ in range(2)]
    try:
        wish = await make(WishesStore(first), 2)
        votes = VotesStore(second)
        await votes.vote(wish.number, 1, actor(1), hash_of(1), NOON)
        voting: list[asyncio.Task[Any]] = []
        unname = privacy_module._unname_votes

        async def slowly(*asked: Any) -> None:
            await unname(*asked)
            voting.append(asyncio.create_task(votes.vote(wish.number, -1, actor(1), hash_of(1), NOON)))
            while await second.fetch_all(WAITING) == [(0,)]:
                pass

        monkeypatch.setattr(privacy_module, "_unname_votes", slowly)
        await asyncio.wait_for(PrivacyStore(first, SIGNER).forget(person(1), LATER), 20)
        await voting[0]
        assert await first.fetch_all(DRIFT) == []
        assert await first.fetch_all(TALLIES) == [(GUILD, wish.number, 1, 1)]
        assert set(await found(first, person(1))) == {("votes", "person_id")}, "wholly afterwards"
    finally:
        for database in (first, second):
            await database.close()


async def test_on_postgresql_a_transaction_given_up_in_a_circle_is_done_anew(
    postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await open_database(postgres_address)
    try:
        await settle_in(database, 1)
        privacy = PrivacyStore(database, SIGNER)
        forget, tries = privacy._forget, 0

        async def unlucky(*asked: Any) -> Holdings:
            nonlocal tries
            tries += 1
            if tries < 3:
                await database.fetch_all("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$")
            return await forget(*asked)

        monkeypatch.setattr(privacy, "_forget", unlucky)
        assert await privacy.forget(person(1), LATER) == EVERYTHING
        assert tries == 3
    finally:
        await database.close()


NEEDLE = UserId(0x1234_5678_9ABC_DEF1)


@pytest.mark.parametrize("seed", range(4))
async def test_the_file_holds_no_byte_of_the_id_any_more(sqlite_path: Path, seed: int) -> None:
    """Written in any order, so that pages split and fill again: SQLite leaves copies of rows in their gaps."""
    database = await open_database(sqlite_path)
    try:
        await fill(database, 1_500, random.Random(seed))
        assert (await PrivacyStore(database, SIGNER).holdings(NEEDLE)).total == 3_000
        assert needles(sqlite_path) > 3_000
        await PrivacyStore(database, SIGNER).forget(NEEDLE, LATER)
        assert needles(sqlite_path) == 0, "at once"
        await fill(database, 1_500, random.Random(seed))
        await PrivacyStore(database, SIGNER).forget(NEEDLE, LATER)
    finally:
        await database.close()
    assert needles(sqlite_path) == 0, "so soon after the first time: once it is closed"


def needles(path: Path) -> int:
    """Count the id in all files, as the numbers that SQLite writes and as text."""
    files = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    return files.count(NEEDLE.to_bytes(8, "big")) + files.count(str(NEEDLE).encode())


def test_a_file_that_cannot_be_written_anew_now_is_tried_again(
    sqlite_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(connect(sqlite_path, read_only=False)) as connection:
        ((patience,),) = connection.execute("PRAGMA busy_timeout")
        connection.execute("BEGIN")
        assert wipe(connection) is False
        assert "could not be written anew" in caplog.text
        connection.execute("ROLLBACK")
        assert wipe(connection) is True
        assert connection.execute("PRAGMA busy_timeout").fetchall() == [(patience,)]


def test_a_large_file_is_left_to_its_keeper(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_wiping, "MOST_BYTES", 10_000)
    with closing(connect(sqlite_path, read_only=False)) as connection:
        connection.execute("BEGIN")
        assert wipe(connection) is True, "nothing is tried"


async def fill(database: Database, wishes: int, rng: random.Random) -> None:
    """Give NEEDLE, between two others, votes and follows on as many wishes, and nobody anything else."""
    await database.write(
        *map(Statement, ("DELETE FROM votes", "DELETE FROM follows", "DELETE FROM errands", "DELETE FROM wishes"))
    )
    first = await make(WishesStore(database), 90)
    async with database.transaction() as transaction:
        names = "guild_id, key, who_name, into_name, occasion, why, manner, spoiler, hidden, state, made_at, ups, downs"
        await transaction.fetch_all(
            f"INSERT INTO wishes ({names}, already, voters, number, interaction_id) "
            f"WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < :most) "
            f"SELECT {names.replace('key', 'key || i')}, 0, 0, i, i FROM wishes, n WHERE number = :first",
            {"most": wishes, "first": first.number},
        )
        rows = [(GUILD, number, NEEDLE + who) for number in range(1, wishes + 1) for who in (-1, 0, 1)]
        rng.shuffle(rows)
        await transaction.execute_many(
            "INSERT INTO votes (guild_id, number, person_id, value, interaction_id, voted_at) "
            "VALUES (:guild_id, :number, :person_id, 1, 7, '2026-11-22T12:00:00.000000+00:00')",
            rows,
        )
        await transaction.execute_many(
            "INSERT INTO follows (guild_id, number, person_id, interaction_id, follows, followed_at) "
            "VALUES (:guild_id, :number, :person_id, 7, 1, '2026-11-22T12:00:00.000000+00:00')",
            rows,
        )
