"""What a server has decided, whom it blocked, and its audit, as both engines keep it."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.audit import Action, AuditLine
from bot.domain.identities import ChannelId, MessageId, RoleId
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import CardPlace, Named, Refusal, Tally, Wanted, Wish, Wording
from bot.store import moderation as kept
from bot.store.database import Database, Row, Statement
from bot.store.moderation import ModerationStore
from bot.store.times import moment_text
from bot.store.wish_rows import wish_from
from tests.store.moderated import (
    ELSEWHERE,
    FAN,
    GUILD,
    MODERATOR,
    NOON,
    Server,
    by,
)


@pytest.fixture
def server(database: Database) -> Server:
    return Server(database)


@pytest.fixture
def store(server: Server) -> ModerationStore:
    return server.moderation


async def test_a_server_that_has_decided_nothing_has_the_defaults(store: ModerationStore, database: Database) -> None:
    assert await store.settings(GUILD) == WishSettings()
    assert await database.fetch_all("SELECT * FROM wish_settings") == []


ALL_DIFFERENT = WishSettings(
    channel=ChannelId(2**63 - 1),
    review=True,
    add_role=RoleId(2**63 - 2),
    vote_role=RoleId(2**63 - 3),
    account_days=1,
    member_days=3_650,
    most_wishes=3,
    most_votes=10_000,
    self_votes=True,
    hidden_until=datetime(2027, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    digest=True,
    shared=True,
)
BEING_POSTED = """
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT guild_id, 'card', number, 0, '2026', 0 FROM wishes"""
BLOCKS = "SELECT guild_id, person_hash FROM blocks"
SAID = {
    "channel": ("wish channel <#9223372036854775807>", "wish channel where the wish is made"),
    "review": ("review on", "review off"),
    "add_role": ("role to add <@&9223372036854775806>", "role to add none"),
    "vote_role": ("role to vote <@&9223372036854775805>", "role to vote none"),
    "account_days": ("age of an account 1 day", "age of an account any"),
    "member_days": ("time on the server 3,650 days", "time on the server any"),
    "most_wishes": ("wishes a person 3", "wishes a person 10"),
    "most_votes": ("votes a person 10,000", "votes a person without limit"),
    "self_votes": ("votes for one's own wish on", "votes for one's own wish off"),
    "hidden_until": ("tallies hidden until 2027-01-02 03:04 UTC", "tallies shown"),
    "digest": ("weekly digest on", "weekly digest off"),
    "shared": ("counting over all servers on", "counting over all servers off"),
}


async def test_settings_come_back_as_they_were_set_and_only_in_their_server(server: Server) -> None:
    assert await server.moderation.change_settings(by(), ALL_DIFFERENT, NOON) == ALL_DIFFERENT
    assert await server.moderation.settings(GUILD) == ALL_DIFFERENT
    assert await server.moderation.settings(ELSEWHERE) == WishSettings()
    assert await server.lines() == [(Action.SETTINGS, None, "; ".join(on for on, _ in SAID.values()))]


async def test_the_audit_says_of_settings_what_is_different_and_nothing_else(server: Server) -> None:
    for name, (on, off) in SAID.items():
        await server.moderation.change_settings(
            by(), replace(WishSettings(), **{name: getattr(ALL_DIFFERENT, name)}), NOON
        )
        await server.moderation.change_settings(by(), WishSettings(), NOON)
        assert [detail for _, _, detail in (await server.lines())[-2:]] == [on, off]


async def test_settings_that_change_nothing_leave_no_line(server: Server) -> None:
    assert await server.moderation.change_settings(by(), WishSettings(), NOON) == WishSettings()
    await server.moderation.change_settings(by(), ALL_DIFFERENT, NOON)
    await server.moderation.change_settings(by(), ALL_DIFFERENT, NOON)
    assert len(await server.lines()) == 1


async def test_settings_that_were_sent_before_the_newest_change_change_nothing(server: Server) -> None:
    first, held_up, newest = (
        (by(), ALL_DIFFERENT),
        (by(), replace(ALL_DIFFERENT, most_wishes=4)),
        (by(), WishSettings()),
    )
    for actor, changes in (first, newest):
        assert await server.moderation.change_settings(actor, changes, NOON) == changes
    for actor, changes in (first, newest, held_up):
        assert await server.moderation.change_settings(actor, changes, NOON) == WishSettings()
    assert len(await server.lines()) == 2


@pytest.mark.parametrize("late", [False, True])
async def test_settings_that_are_changed_one_by_one_are_all_kept_also_one_that_is_delivered_late(
    server: Server,
    late: bool,  # noqa: FBT001  (drawn)
) -> None:
    sent = [(by(), {name}) for name in SAID]
    for actor, only in reversed(sent) if late else sent:
        await server.moderation.change_settings(actor, ALL_DIFFERENT, NOON, only)
    assert await server.moderation.settings(GUILD) == ALL_DIFFERENT
    said = [on for on, _ in SAID.values()]
    assert [detail for _, _, detail in await server.lines()] == (said[::-1] if late else said)


async def test_each_setting_is_decided_by_who_sent_theirs_last(server: Server) -> None:
    for name in SAID:
        held_up = [by(), by()]
        await server.moderation.change_settings(by(), ALL_DIFFERENT, NOON, {name})
        for actor in held_up:
            await server.moderation.change_settings(actor, WishSettings(), NOON, {name})
    assert await server.moderation.settings(GUILD) == ALL_DIFFERENT
    assert len(await server.lines()) == len(SAID)


async def test_settings_delivered_again_after_an_older_change_of_others_change_nothing(server: Server) -> None:
    held_up, newest = by(), by()
    of_both = {"review", "digest"}
    for actor, only in ((newest, of_both), (held_up, {"digest"}), (newest, of_both)):
        changes = WishSettings(review=True, digest=actor == held_up)
        kept = await server.moderation.change_settings(actor, changes, NOON, only)
    assert kept == WishSettings(review=True, digest=True)
    assert [detail for _, _, detail in await server.lines()] == ["review on", "weekly digest on"]


async def test_settings_of_which_none_is_meant_stay_as_they_are(server: Server) -> None:
    assert await server.moderation.change_settings(by(), ALL_DIFFERENT, NOON, ()) == WishSettings()
    assert await server.lines() == []


@pytest.mark.parametrize("place", ["posted", "being posted", "nowhere"])
async def test_cards_are_drawn_anew_by_the_same_write_that_hides_tallies(server: Server, place: str) -> None:
    number = await server.make()
    errand = "SELECT kind, number FROM errands"
    if place == "posted":
        await server.wishes.place_card(await server.wish(number), CardPlace(ChannelId(5), MessageId(6)))
    drop = Statement("DELETE FROM errands")
    if place != "being posted":
        await server.database.write(drop)
    else:
        await server.database.write(drop, Statement(BEING_POSTED))
    await server.moderation.change_settings(by(), replace(ALL_DIFFERENT, hidden_until=None), NOON)
    due = "SELECT count(*) FROM errands WHERE due_at = :now"
    now = {"now": moment_text(NOON)}
    assert await server.database.fetch_all(due, now) == [(0,)], "these do not show on cards"
    hides = by()
    await server.moderation.change_settings(hides, ALL_DIFFERENT, NOON)
    assert await server.database.fetch_all(errand) == ([] if place == "nowhere" else [("card", number)])
    assert await server.database.fetch_all(due, now) == [(0 if place == "nowhere" else 1,)]
    await server.database.write(drop)
    await server.moderation.change_settings(hides, ALL_DIFFERENT, NOON)
    assert await server.database.fetch_all(errand) == [], "once"


async def test_a_decision_about_something_else_does_not_make_settings_late(server: Server) -> None:
    sent = by()
    await server.moderation.block(by(), "hash", NOON)
    assert await server.moderation.change_settings(sent, ALL_DIFFERENT, NOON) == ALL_DIFFERENT


async def test_a_person_is_blocked_and_let_in_again_once_each(server: Server, store: ModerationStore) -> None:
    first, second = by(), by()
    assert not await store.unblock(by(), "some hash", NOON), "was not blocked"
    assert await store.block(first, "some hash", NOON, "spam")
    assert not await store.block(second, "some hash", NOON), "is blocked already"
    assert await store.block(first, "some hash", NOON, "spam"), "the same interaction: the same outcome"
    assert await server.database.fetch_all(BLOCKS) == [(GUILD, "some hash")]
    assert not await store.unblock(by(guild=ELSEWHERE), "some hash", NOON)
    again = by()
    assert await store.unblock(again, "some hash", NOON)
    assert await store.block(first, "some hash", NOON, "spam"), "delivered late"
    assert await server.database.fetch_all(BLOCKS) == []
    assert await store.unblock(again, "some hash", NOON)
    assert await server.lines() == [(Action.BLOCKED, None, "spam"), (Action.UNBLOCKED, None, "")]
    assert await store.audit(ELSEWHERE, 10) == ()


async def test_whom_a_server_blocked_makes_no_wish(server: Server) -> None:
    await server.moderation.block(by(), "hash", NOON)
    added = await server.wishes.add(Wanted(Named("Ada"), Named("Pier Nine")), Wording(), by(FAN), "hash", NOON)
    assert added.refusal is Refusal.BLOCKED


async def test_the_audit_is_read_from_the_newest_on_page_by_page(store: ModerationStore) -> None:
    await store.block(by(guild=ELSEWHERE), "hash", NOON, "not here")
    for number in range(5):
        await store.block(by(), f"hash {number}", NOON + timedelta(minutes=number), str(number))
    page = await store.audit(GUILD, 2)
    assert [(line.line, line.detail) for line in page] == [(5, "4"), (4, "3")]
    assert page[0] == AuditLine(5, NOON + timedelta(minutes=4), MODERATOR, Action.BLOCKED, None, "4")
    assert [line.line for line in await store.audit(GUILD, 9, page[-1].line)] == [3, 2, 1]


async def test_who_was_forgotten_is_nobody_in_the_audit(store: ModerationStore, database: Database) -> None:
    await store.block(by(), "hash", NOON)
    await database.write(Statement("UPDATE audit_lines SET actor_id = NULL"))
    (line,) = await store.audit(GUILD, 1)
    assert line.actor is None


async def test_wishes_are_exported_beside_the_event_loop(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def noticed(row: Row) -> Wish:
        threads.append(threading.get_ident())
        return wish_from(row)

    await server.make()
    monkeypatch.setattr(kept, "wish_from", noticed)
    assert len(await server.moderation.rows_for_export(GUILD)) == len(threads) == 1
    assert threading.get_ident() not in threads


async def test_every_wish_of_the_server_is_exported_with_its_tally_and_noted_once(server: Server) -> None:
    numbers = [await server.make(who, author=at) for at, who in enumerate(("Ada", "Bea", "Cleo"))]
    await server.vote(numbers[1], 1, 2)
    await server.moderation.remove(by(), numbers[0], "no", NOON)
    await Server(server.database, ELSEWHERE).make("Neighbour")
    rows = await server.moderation.rows_for_export(GUILD)
    assert rows == tuple([await server.wish(number) for number in numbers])
    assert rows[1].tally == Tally(2, 0)
    once = by()
    for _ in range(2):
        await server.moderation.record_export(once, len(rows), NOON)
    assert (await server.lines())[1:] == [(Action.EXPORTED, None, "3")]
