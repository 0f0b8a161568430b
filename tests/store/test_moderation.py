"""What moderators decide about wishes, as both engines keep it: in which state, with which card and line."""

import pytest

from bot.domain.audit import Action, AuditLine
from bot.domain.identities import ChannelId, GuildId, MessageId
from bot.domain.wish_outcomes import Changed
from bot.domain.wishes import CardPlace, Refusal, Tally, WishNumber, WishState
from bot.store.database import Database, Statement
from tests.store.moderated import (
    ALLOWED,
    DECISIONS,
    ELSEWHERE,
    GUILD,
    LATER,
    MODERATOR,
    NOON,
    Server,
    by,
    everything,
    in_state,
)


@pytest.fixture
def server(database: Database) -> Server:
    return Server(database)


async def test_wishes_that_wait_are_queued_the_oldest_first(server: Server) -> None:
    await server.make("Zoe")
    waiting = [await server.make_waiting(who) for who in ("Ada", "Bea", "Cleo")]
    await server.moderation.approve(by(), waiting[1], NOON)
    other = Server(server.database, ELSEWHERE)
    await other.make_waiting()
    queue = await server.moderation.queue(GUILD, 10)
    assert queue == (await server.wish(waiting[0]), await server.wish(waiting[2]))
    assert await server.moderation.queue(GUILD, 1) == queue[:1]
    assert await server.moderation.queue(GUILD, 1, queue[0].number) == queue[1:]
    assert await server.moderation.queue(GUILD, 1, queue[1].number) == ()


async def test_an_approved_wish_is_open_and_its_card_is_to_be_posted_once(server: Server) -> None:
    number = await server.make_waiting()
    assert await server.errands() == []
    outcome = await server.moderation.approve(by(), number, LATER)
    assert outcome == Changed(await server.wish(number))
    assert await server.state(number) is WishState.OPEN
    assert await server.errands() == [("card", number)]
    assert await server.database.fetch_all("SELECT person_id, due_at, tries FROM errands") == [
        (0, "2026-11-22T13:00:00.000000+00:00", 0)
    ]
    newest, *_ = await server.moderation.audit(GUILD, 10)
    assert newest == AuditLine(2, LATER, MODERATOR, Action.APPROVED, number, "")


async def test_a_rejected_wish_is_removed_for_its_reason_and_shown_nowhere(server: Server) -> None:
    number = await server.make_waiting()
    outcome = await server.moderation.reject(by(), number, "not here", NOON)
    assert outcome == Changed(await server.wish(number))
    assert (outcome.wish.state, outcome.wish.removal) == (WishState.REMOVED, "not here")
    assert (await server.lines())[1:] == [(Action.REJECTED, number, "not here")]
    assert await server.errands() == []


async def test_a_wish_that_waits_again_and_is_rejected_has_its_card_drawn_anew(server: Server) -> None:
    number = await server.make_waiting()
    await server.moderation.approve(by(), number, NOON)
    await server.wishes.place_card(await server.wish(number), CardPlace(ChannelId(1), MessageId(2)))
    await server.database.write(Statement("UPDATE wishes SET state = 'waiting'"))
    await server.forget_errands()
    await server.moderation.reject(by(), number, "not like this", NOON)
    assert await server.errands() == [("card", number)]


async def test_a_removed_wish_keeps_its_reason_and_its_card_is_drawn_anew(server: Server) -> None:
    number = await server.make()
    await server.wishes.place_card(await server.wish(number), CardPlace(ChannelId(1), MessageId(2)))
    await server.forget_errands()
    outcome = await server.moderation.remove(by(), number, "a reason of 'quotes' ✂", NOON)
    assert outcome == Changed(await server.wish(number))
    assert (outcome.wish.state, outcome.wish.removal) == (WishState.REMOVED, "a reason of 'quotes' ✂")
    assert await server.lines() == [(Action.REMOVED, number, "a reason of 'quotes' ✂")]
    assert await server.errands() == [("card", number)]


async def test_a_card_that_is_being_posted_while_its_wish_is_removed_is_drawn_once_more(server: Server) -> None:
    number = await server.make_waiting()
    await server.moderation.approve(by(), number, NOON)
    await server.database.write(Statement("UPDATE errands SET tries = 3"))
    await server.moderation.remove(by(), number, "no", LATER)
    assert await server.database.fetch_all("SELECT due_at, tries FROM errands") == [
        ("2026-11-22T13:00:00.000000+00:00", 0)
    ]


async def test_a_wish_that_waits_can_be_removed_and_has_no_card_to_draw(server: Server) -> None:
    number = await server.make_waiting()
    assert (await server.moderation.remove(by(), number, "no", NOON)).refusal is None
    assert await server.errands() == []


async def test_what_was_removed_or_withdrawn_is_opened_again(server: Server) -> None:
    removed, withdrawn = await server.make("Ada"), await server.make("Bea")
    await server.moderation.remove(by(), removed, "no", NOON)
    await server.withdraw(withdrawn)
    await server.forget_errands()
    for number in (removed, withdrawn):
        assert await server.moderation.restore(by(), number, NOON) == Changed(await server.wish(number))
        assert ((await server.wish(number)).state, (await server.wish(number)).removal) == (WishState.OPEN, None)
    assert (await server.lines())[1:] == [(Action.RESTORED, removed, ""), (Action.RESTORED, withdrawn, "")]
    assert await server.errands() == [("card", removed), ("card", withdrawn)]


async def test_nothing_is_restored_while_the_same_wish_stands(server: Server) -> None:
    removed, withdrawn, target = await server.make(), await server.make("Bea"), await server.make("Cleo")
    merged = await server.make("Dora")
    await server.moderation.remove(by(), removed, "no", NOON)
    await server.withdraw(withdrawn)
    await server.moderation.merge(by(), merged, target, NOON)
    before = await server.lines()
    for number, who in ((removed, "Ada"), (withdrawn, "Bea"), (merged, "Dora")):
        twin = await server.wish(await server.make(who, author=2))
        assert await server.moderation.restore(by(), number, NOON) == Changed(twin, Refusal.STANDING)
        assert await server.state(number) is not WishState.OPEN
        await server.moderation.remove(by(), twin.number, "twin", NOON)
        assert (await server.moderation.restore(by(), number, NOON)).refusal is None
    assert len(await server.lines()) == len(before) + 6


async def test_of_the_same_wishes_the_one_that_stands_is_named(server: Server) -> None:
    removed = []
    for author in range(3):
        removed.append(await server.make(author=author))
        await server.moderation.remove(by(), removed[-1], "no", NOON)
    await server.moderation.restore(by(), removed[1], NOON)
    standing = await server.wish(removed[1])
    for number in (removed[0], removed[2]):
        assert await server.moderation.restore(by(), number, NOON) == Changed(standing, Refusal.STANDING)
        assert (await server.moderation.remove(by(), number, "no", NOON)).refusal is Refusal.CLOSED


async def test_a_wish_that_came_true_is_closed_also_where_the_same_is_wished_again(server: Server) -> None:
    number = await in_state(server, WishState.CAME_TRUE)
    await server.make(author=2)
    assert await server.moderation.restore(by(), number, NOON) == Changed(await server.wish(number), Refusal.CLOSED)


async def test_the_same_wish_of_another_server_keeps_nobody_from_restoring(server: Server) -> None:
    number = await server.make()
    await server.moderation.remove(by(), number, "no", NOON)
    await Server(server.database, ELSEWHERE).make()
    assert (await server.moderation.restore(by(), number, NOON)).refusal is None


async def test_a_merge_counts_each_voter_once_and_a_restore_takes_them_back(server: Server) -> None:
    source, target = await server.make("Ada"), await server.make("Bea")
    await server.vote(source, 1, 2, 3)
    await server.vote(target, 3, 4)
    await server.vote(target, 2, value=-1)
    for number in (source, target):
        await server.wishes.place_card(await server.wish(number), CardPlace(ChannelId(1), MessageId(number)))
    await server.forget_errands()
    outcome = await server.moderation.merge(by(), source, target, NOON)
    assert outcome == Changed(await server.wish(source))
    assert (outcome.wish.state, outcome.wish.merged_into) == (WishState.MERGED, target)
    assert (await server.wish(target)).tally == Tally(3, 1), "1, 3 and 4 for it, 2 as they voted there"
    assert await server.errands() == [("card", source), ("card", target)]
    await server.forget_errands()
    assert await server.moderation.restore(by(), source, NOON) == Changed(await server.wish(source))
    assert (await server.wish(source)).state is WishState.OPEN
    assert [(await server.wish(number)).tally for number in (source, target)] == [Tally(3, 0), Tally(2, 1)]
    assert await server.lines() == [(Action.MERGED, source, str(target)), (Action.RESTORED, source, str(target))]
    assert await server.errands() == [("card", source), ("card", target)]


async def test_a_wish_is_merged_into_where_its_target_was_merged(server: Server) -> None:
    first, second, third, fourth = [await server.make(who) for who in ("Ada", "Bea", "Cleo", "Dora")]
    await server.vote(first, 1)
    await server.vote(fourth, 1, 2)
    await server.moderation.merge(by(), first, second, NOON)
    await server.moderation.merge(by(), second, third, NOON)
    outcome = await server.moderation.merge(by(), fourth, first, NOON)
    assert (outcome.wish.merged_into, outcome.refusal) == (third, None)
    assert [(await server.wish(number)).merged_into for number in (first, second)] == [third, third]
    assert (await server.wish(third)).tally == Tally(2, 0)
    assert (await server.lines())[-1] == (Action.MERGED, fourth, str(third))
    assert (await server.moderation.merge(by(), third, first, NOON)).refusal is Refusal.CLOSED, "into itself"


async def test_only_what_stands_is_merged_and_never_into_itself(server: Server) -> None:
    here, removed = await server.make("Ada"), await server.make("Bea")
    await server.moderation.remove(by(), removed, "no", NOON)
    waiting = await server.make_waiting("Cleo")
    lines = await server.lines()
    for source, target in ((here, here), (here, removed), (removed, here), (here, waiting)):
        outcome = await server.moderation.merge(by(), source, target, NOON)
        assert outcome == Changed(await server.wish(source), Refusal.CLOSED)
    unknown = WishNumber(99)
    assert await server.moderation.merge(by(), here, unknown, NOON) == Changed(None, Refusal.UNKNOWN)
    assert await server.moderation.merge(by(), unknown, here, NOON) == Changed(None, Refusal.UNKNOWN)
    assert await server.lines() == lines
    assert (await server.moderation.merge(by(), waiting, here, NOON)).refusal is None


@pytest.mark.parametrize("state", WishState)
async def test_every_decision_is_about_some_states_and_changes_nothing_in_the_others(
    server: Server, state: WishState
) -> None:
    number = await in_state(server, state)
    await server.forget_errands()
    before, lines = await server.wish(number), await server.lines()
    for name, decide in DECISIONS.items():
        if state not in ALLOWED[name]:
            assert await decide(server.moderation, by(), number) == Changed(before, Refusal.CLOSED), name
            assert (await server.wish(number), await server.lines(), await server.errands()) == (before, lines, [])


@pytest.mark.parametrize("name", DECISIONS)
async def test_a_number_of_another_server_is_of_no_wish_and_has_no_effect(server: Server, name: str) -> None:
    await in_state(server, min(ALLOWED[name]))
    neighbour = Server(server.database, ELSEWHERE)
    await neighbour.make("Neighbour")
    rows = await everything(server.database)
    outcome = await DECISIONS[name](server.moderation, by(guild=ELSEWHERE), WishNumber(2))
    assert outcome == Changed(None, Refusal.UNKNOWN)
    nowhere = await DECISIONS[name](server.moderation, by(guild=GuildId(5)), WishNumber(2))
    assert nowhere == Changed(None, Refusal.UNKNOWN)
    assert await everything(server.database) == rows


async def test_a_wish_is_not_merged_into_one_of_another_server(server: Server) -> None:
    for who in ("Ada", "Bea"):
        await server.make(who)
    neighbour = Server(server.database, ELSEWHERE)
    only = await neighbour.make("Cleo")
    outcome = await server.moderation.merge(by(guild=ELSEWHERE), only, WishNumber(2), NOON)
    assert outcome == Changed(None, Refusal.UNKNOWN)
    assert await neighbour.state(only) is WishState.OPEN
