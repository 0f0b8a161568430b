"""A server whose wishes are moderated, for the tests of what moderators decide."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.audit import Action
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.wish_outcomes import Changed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Named, Tally, Wanted, Wish, WishNumber, WishState, Wording
from bot.store.database import Database, Statement
from bot.store.moderation import ModerationStore
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
GUILD = GuildId(2**61 + 7)
ELSEWHERE = GuildId(2**61 + 8)
MODERATOR = UserId(2**62)
FAN = UserId(2**62 + 1)
_interactions = count(2**60)


def by(person: UserId = MODERATOR, guild: GuildId = GUILD) -> Actor:
    return Actor(guild, person, InteractionId(next(_interactions)), moderates=person == MODERATOR, manages=True)


@dataclass
class Server:
    """A server's wishes, of people who make and vote on them."""

    database: Database
    guild: GuildId = GUILD

    def __post_init__(self) -> None:
        self.wishes = WishesStore(self.database)
        self.votes = VotesStore(self.database)
        self.moderation = ModerationStore(self.database)

    async def make(self, who: str = "Ada", *, author: int = 1, into: str = "Pier Nine") -> WishNumber:
        """Make a wish and return its number; the author is new, so that no limit keeps it out."""
        actor = by(UserId(2**62 + 1_000 + author), self.guild)
        added = await self.wishes.add(Wanted(Named(who), Named(into)), Wording("because"), actor, "hash", NOON)
        assert added.wish is not None
        assert added.refusal is None
        return added.wish.number

    async def make_waiting(self, who: str = "Ada") -> WishNumber:
        """Make a wish that waits for a moderator."""
        await self.moderation.change_settings(by(guild=self.guild), WishSettings(review=True), NOON)
        return await self.make(who)

    async def vote(self, number: WishNumber, *people: int, value: int = 1) -> None:
        for person in people:
            pressed = await self.votes.vote(number, value, by(UserId(person), self.guild), f"hash {person}", NOON)
            assert pressed.refusal is None

    async def wish(self, number: WishNumber) -> Wish:
        found = await self.wishes.find(self.guild, number)
        assert found is not None
        return found

    async def state(self, number: WishNumber) -> WishState:
        return (await self.wish(number)).state

    async def lines(self) -> list[tuple[Action, int | None, str]]:
        """Return what the audit says, the oldest first."""
        return [
            (line.action, line.number, line.detail) for line in (await self.moderation.audit(self.guild, 100))[::-1]
        ]

    async def errands(self) -> list[tuple[str, int]]:
        rows = await self.database.fetch_all("SELECT kind, number FROM errands ORDER BY number")
        return [(kind, number) for kind, number in rows]

    async def forget_errands(self) -> None:
        await self.database.write(Statement("DELETE FROM errands"))

    async def withdraw(self, number: WishNumber) -> None:
        author = (await self.wish(number)).author
        assert author is not None
        assert (await self.wishes.withdraw(number, by(author, self.guild), NOON)).refusal is None


Decision = Callable[[ModerationStore, Actor, WishNumber], Awaitable[Changed]]
DECISIONS: dict[str, Decision] = {
    "approve": lambda store, actor, number: store.approve(actor, number, NOON),
    "reject": lambda store, actor, number: store.reject(actor, number, "no", NOON),
    "remove": lambda store, actor, number: store.remove(actor, number, "no", NOON),
    "restore": lambda store, actor, number: store.restore(actor, number, NOON),
    "merge": lambda store, actor, number: store.merge(actor, number, WishNumber(1), NOON),
}
ALLOWED = {
    "approve": {WishState.WAITING},
    "reject": {WishState.WAITING},
    "remove": {WishState.WAITING, WishState.OPEN},
    "restore": {WishState.REMOVED, WishState.WITHDRAWN, WishState.MERGED},
    "merge": {WishState.WAITING, WishState.OPEN},
}


async def in_state(server: Server, state: WishState) -> WishNumber:
    """Make wish 1, which is open, and another one in a state."""
    target = await server.make("Target")
    number = await (server.make_waiting if state is WishState.WAITING else server.make)()
    if state is WishState.REMOVED:
        await server.moderation.remove(by(), number, "before", NOON)
    if state is WishState.WITHDRAWN:
        await server.withdraw(number)
    if state is WishState.MERGED:
        await server.moderation.merge(by(), number, target, NOON)
    if state is WishState.CAME_TRUE:
        change = f"UPDATE wishes SET state = 'came-true', settled_at = 'now', true_title = 't' WHERE number = {number}"
        await server.database.write(Statement(change.replace("'now'", f"'{NOON.isoformat()}'")))
    assert await server.state(number) is state
    return number


async def everything(database: Database) -> list[object]:
    tables = ("wishes", "votes", "follows", "audit_lines", "errands", "blocks", "wish_settings")
    return [sorted(await database.fetch_all(f"SELECT * FROM {table}"), key=repr) for table in tables]


async def consistent(server: Server) -> None:
    """Tallies are counts of votes, nothing is merged into what is merged, no two standing wishes are for the same."""
    wishes = {wish.number: wish for wish in await server.moderation.rows_for_export(server.guild)}
    rows = await server.database.fetch_all(
        "SELECT number, value, count(*) FROM votes WHERE guild_id = :guild_id GROUP BY number, value",
        {"guild_id": server.guild},
    )
    counted = {(number, value): votes for number, value, votes in rows}
    for number, wish in wishes.items():
        assert wish.tally == Tally(counted.get((number, 1), 0), counted.get((number, -1), 0))
        assert wish.merged_into is None or wishes[wish.merged_into].state is not WishState.MERGED
    standing = [wish.wanted.key for wish in wishes.values() if wish.state is WishState.OPEN]
    assert len(standing) == len(set(standing))
