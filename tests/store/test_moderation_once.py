"""Each decision is made once: delivered again, by two moderators, in two processes, in any order."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.audit import Action
from bot.domain.identities import GuildId, UserId
from bot.domain.wish_outcomes import Changed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Refusal, WishNumber, WishState
from bot.store.database import Database, Statement
from bot.store.errors import ConstraintError
from bot.store.opening import open_database
from tests.store.moderated import (
    ALLOWED,
    DECISIONS,
    GUILD,
    NOON,
    Server,
    by,
    consistent,
    everything,
    in_state,
)

_guilds = count(2**61 + 100)


@pytest.fixture
def server(database: Database) -> Server:
    return Server(database)


@pytest.mark.parametrize("name", DECISIONS)
async def test_the_same_interaction_decides_once_and_gets_the_same_outcome(server: Server, name: str) -> None:
    number = await in_state(server, min(ALLOWED[name]))
    once = by()
    outcomes = await asyncio.gather(*(DECISIONS[name](server.moderation, once, number) for _ in range(5)))
    assert outcomes == [Changed(await server.wish(number))] * 5
    rows = await everything(server.database)
    assert await DECISIONS[name](server.moderation, once, number) == outcomes[0]
    assert await everything(server.database) == rows


@pytest.mark.parametrize(("name", "undo"), [("remove", "restore"), ("merge", "restore"), ("restore", "remove")])
async def test_a_decision_that_was_undone_is_not_made_again_by_its_old_interaction(
    server: Server, name: str, undo: str
) -> None:
    number = await in_state(server, WishState.REMOVED if name == "restore" else WishState.OPEN)
    once = by()
    assert (await DECISIONS[name](server.moderation, once, number)).refusal is None
    assert (await DECISIONS[undo](server.moderation, by(), number)).refusal is None
    rows = await everything(server.database)
    assert await DECISIONS[name](server.moderation, once, number) == Changed(await server.wish(number))
    assert await everything(server.database) == rows


async def test_a_wish_that_waits_again_is_not_approved_by_the_old_interaction(server: Server) -> None:
    number, once = await server.make_waiting(), by()
    await server.moderation.approve(once, number, NOON)
    await server.database.write(Statement("UPDATE wishes SET state = 'waiting'"))
    assert (await server.moderation.approve(once, number, NOON)).wish == await server.wish(number)
    assert await server.state(number) is WishState.WAITING
    assert (await server.moderation.approve(by(), number, NOON)).refusal is None


async def test_an_interaction_that_decided_something_else_is_a_mistake_that_is_not_hidden(server: Server) -> None:
    number, once = await server.make(), by()
    await server.moderation.remove(once, number, "no", NOON)
    with pytest.raises(ConstraintError):
        await server.moderation.restore(once, number, NOON)


@pytest.fixture
async def twins(postgres_address: str) -> AsyncIterator[tuple[Server, Server]]:
    """The same database, opened by two processes."""
    databases = [await open_database(postgres_address) for _ in range(2)]
    yield Server(databases[0]), Server(databases[1])
    for database in databases:
        await database.close()


RIVALS = [
    ("approve", "approve"),
    ("approve", "reject"),
    ("remove", "remove"),
    ("remove", "merge"),
    ("merge", "merge"),
    ("restore", "restore"),
]


@pytest.mark.parametrize(("one", "other"), RIVALS)
async def test_of_two_moderators_in_two_processes_one_decides(
    twins: tuple[Server, Server], one: str, other: str
) -> None:
    first, second = twins
    await first.make("Target")
    for round_ in range(8):
        number = await first.make(f"Who {round_}", author=round_)
        await first.vote(number, 1, 2)
        if one == "approve":
            await first.database.write(Statement(f"UPDATE wishes SET state = 'waiting' WHERE number = {number}"))
        if one == "restore":
            await first.moderation.merge(by(), number, WishNumber(1), NOON)
        lines = len(await first.lines())
        outcomes = await asyncio.gather(
            DECISIONS[one](first.moderation, by(), number), DECISIONS[other](second.moderation, by(), number)
        )
        assert sorted(str(outcome.refusal) for outcome in outcomes) == ["None", "closed"]
        assert len(await first.lines()) == lines + 1
    lines = [line.line for line in await first.moderation.audit(GUILD, 100)]
    assert lines == list(range(len(lines), 0, -1))


async def test_two_processes_that_get_the_same_interaction_decide_once(twins: tuple[Server, Server]) -> None:
    first, second = twins
    for name in ("remove", "restore", "remove"):
        number = await first.make() if not await first.lines() else WishNumber(1)
        once, lines = by(), len(await first.lines())
        outcomes = await asyncio.gather(
            *(DECISIONS[name](side.moderation, once, number) for side in twins for _ in "ab")
        )
        assert outcomes == [Changed(await second.wish(number))] * 4
        assert len(await first.lines()) == lines + 1


async def test_two_processes_that_block_the_same_person_at_once_note_it_once(twins: tuple[Server, Server]) -> None:
    first, second = twins
    for round_ in range(8):
        blocked = await asyncio.gather(
            *(side.moderation.block(by(), f"hash {round_}", NOON) for side in twins),
            *(side.moderation.record_export(by(), round_, NOON) for side in twins),
        )
        assert sorted(blocked[:2]) == [False, True]
    assert [line.line for line in await second.moderation.audit(GUILD, 100)] == list(range(24, 0, -1))
    assert [action for action, _, _ in await first.lines()].count(Action.BLOCKED) == 8


async def test_votes_that_come_while_wishes_are_merged_to_and_fro_are_counted(twins: tuple[Server, Server]) -> None:
    first, second = twins
    source, target = await first.make("Ada"), await first.make("Bea")

    async def press(person: int) -> None:
        number = source if person % 2 else target
        await second.votes.vote(number, 1, by(UserId(person)), f"hash {person}", NOON)

    async def moderate() -> None:
        for _ in range(5):
            assert (await first.moderation.merge(by(), source, target, NOON)).refusal is None
            assert (await first.moderation.restore(by(), source, NOON)).refusal is None

    await asyncio.gather(moderate(), *map(press, range(1, 61)))
    await consistent(first)
    assert len(await first.lines()) == 10


NUMBERS = st.integers(1, 5).map(WishNumber)
STEPS = st.lists(
    st.tuples(st.just("make"), st.sampled_from(("Ada", "Bea", "Cleo")))
    | st.tuples(st.just("vote"), NUMBERS, st.integers(1, 4), st.sampled_from((-1, 0, 1)))
    | st.tuples(st.sampled_from(("remove", "restore")), NUMBERS)
    | st.tuples(st.just("merge"), NUMBERS, NUMBERS)
    | st.tuples(st.just("again"), st.integers(1, 4)),
    min_size=8,
    max_size=40,
)


class Model:
    """What should become of wishes, in plain words."""

    def __init__(self) -> None:
        self.states: dict[int, tuple[WishState, int | None]] = {}
        self.who: dict[int, str] = {}

    def stands(self, number: int) -> bool:
        return self.states[number][0] is WishState.OPEN

    def twin(self, who: str) -> int | None:
        return next((number for number in self.states if self.who[number] == who and self.stands(number)), None)

    def decide(self, name: str, number: int, target: int = 0) -> Refusal | None:
        if number not in self.states or (name == "merge" and target not in self.states):
            return Refusal.UNKNOWN
        return getattr(self, name)(number, target)

    def remove(self, number: int, _: int) -> Refusal | None:
        if not self.stands(number):
            return Refusal.CLOSED
        self.states[number] = (WishState.REMOVED, None)
        return None

    def restore(self, number: int, _: int) -> Refusal | None:
        if self.stands(number):
            return Refusal.CLOSED
        if self.twin(self.who[number]):
            return Refusal.STANDING
        self.states[number] = (WishState.OPEN, None)
        return None

    def merge(self, number: int, target: int) -> Refusal | None:
        into = self.states[target][1] or target
        if into == number or not self.stands(number) or not self.stands(into):
            return Refusal.CLOSED
        for other, (state, merged_into) in self.states.items():
            if number in (other, merged_into):
                self.states[other] = (WishState.MERGED if other == number else state, into)
        return None


@given(steps=STEPS)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_whatever_moderators_do_agrees_with_a_plain_model(database: Database, steps: list[tuple]) -> None:
    server, model = Server(database, GuildId(next(_guilds))), Model()
    done: list[tuple[Actor, str, tuple]] = []
    await server.moderation.change_settings(by(guild=server.guild), WishSettings(self_votes=True, most_wishes=99), NOON)
    for at, (name, *arguments) in enumerate(steps):
        if name == "make":
            if model.twin(arguments[0]) is None:
                number = await server.make(arguments[0], author=at)
                model.states[number], model.who[number] = (WishState.OPEN, None), arguments[0]
        elif name == "vote":
            number, person, value = arguments
            await server.votes.vote(number, value, by(UserId(person), server.guild), "hash", NOON)
        elif name == "again":
            for actor, decision, (number, *into) in done[-arguments[0] :]:
                assert (await decided(server, decision, actor, number, *into)).refusal is None
        else:
            actor = by(guild=server.guild)
            refusal = model.decide(name, *arguments)
            assert (await decided(server, name, actor, *arguments)).refusal is refusal
            if refusal is None:
                done.append((actor, name, tuple(arguments)))
    wishes = await server.moderation.rows_for_export(server.guild)
    assert {wish.number: (wish.state, wish.merged_into) for wish in wishes} == model.states
    await consistent(server)
    assert [(action, number) for action, number, _ in await server.lines()][1:] == [
        ({"remove": Action.REMOVED, "restore": Action.RESTORED, "merge": Action.MERGED}[name], arguments[0])
        for _, name, arguments in done
    ]


async def decided(server: Server, name: str, actor: Actor, number: WishNumber, *into: WishNumber) -> Changed:
    if name == "merge":
        return await server.moderation.merge(actor, number, *into, NOON)
    return await DECISIONS[name](server.moderation, actor, number)
