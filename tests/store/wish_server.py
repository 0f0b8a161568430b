"""A server in the real stores, with the methods of the plain model of one, for the machine that compares the two."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator
from datetime import date, datetime
from itertools import count
from typing import Any

from bot.domain.cast import Place
from bot.domain.identities import ChannelId, GuildId, InteractionId, MessageId, UserId
from bot.domain.pack import TitleId
from bot.domain.signing import Signer, nobody_of
from bot.domain.wish_facts import Granted
from bot.domain.wish_outcomes import Changed, Pressed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, CardPlace, Refusal, WishNumber, Wording
from bot.services.ballots import Ballots
from bot.store.database import Database, Row, Statement
from bot.store.moderation import ModerationStore
from bot.store.opening import open_database
from bot.store.privacy import PrivacyStore
from bot.store.settling import SettlingStore
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store import wish_making
from tests.store.wish_making import MADE_AT, wanted
from tests.store.wish_model import Model
from tests.store.wish_model_values import Rules, Who

PEOPLE = range(1, 6)
SIGNER = Signer(b"0123456789abcdef")
FIRST_PERSON = wish_making.person(0)
_guilds = count(2**61 + 10**6)

# All that is kept of a server, in one look: what it is, up to six numbers, up to three texts.
ALL = """
SELECT 'wish' AS kind, number AS n1, author_id AS n2, ups AS n3, CAST(downs AS BIGINT) AS n4,
    CAST(merged_into AS BIGINT) AS n5, voters AS n6, state AS t1, why AS t2, removal AS t3
    FROM wishes WHERE guild_id = :guild_id
UNION ALL SELECT 'vote', number, person_id, value, interaction_id, via, NULL, NULL, NULL, NULL
    FROM votes WHERE guild_id = :guild_id
UNION ALL SELECT 'follow', number, person_id, follows, interaction_id, NULL, NULL, NULL, NULL, NULL
    FROM follows WHERE guild_id = :guild_id
UNION ALL SELECT 'line', line, actor_id, number, interaction_id, NULL, NULL, action, NULL, NULL
    FROM audit_lines WHERE guild_id = :guild_id
UNION ALL SELECT 'errand', number, person_id, NULL, NULL, NULL, NULL, kind, NULL, NULL
    FROM errands WHERE guild_id = :guild_id
UNION ALL SELECT 'block', NULL, NULL, NULL, NULL, NULL, NULL, person_hash, NULL, NULL
    FROM blocks WHERE guild_id = :guild_id
UNION ALL SELECT 'rules', review, self_votes, member_days, most_wishes, most_votes, NULL, NULL, NULL, NULL
    FROM wish_settings WHERE guild_id = :guild_id"""


class House:
    """The stores over one database, which can be closed and opened again."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._runner = asyncio.Runner()
        self.steps = 0
        self._open()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def restart(self) -> None:
        self.run(self.database.close())
        self._open()

    def close(self) -> None:
        self.run(self.database.close())
        self._runner.close()

    def _open(self) -> None:
        self.database: Database = self.run(open_database(self._address))
        self.wishes = WishesStore(self.database)
        self.ballots = Ballots(VotesStore(self.database), self.wishes, SIGNER)
        self.moderation = ModerationStore(self.database)
        self.settling = SettlingStore(self.database)
        self.privacy = PrivacyStore(self.database, SIGNER)


class Real:
    """A server in that house, with the methods of the model."""

    def __init__(self, house: House, now: datetime) -> None:
        self._house = house
        self._guild = GuildId(next(_guilds))
        self._people = {self._id(one): one for one in PEOPLE} | {nobody_of(self._hash(one)): -one for one in PEOPLE}
        self.now = now

    async def add(self, who: Who, what: tuple[str, str]) -> tuple[int | None, str | None]:
        actor, person_hash = self._actor(who), self._hash(who.person)
        added = await self._house.wishes.add(wanted(*what), Wording("because"), actor, person_hash, self.now)
        return added.wish.number if added.wish else None, added.refusal

    async def vote(self, who: Who, number: int, value: int) -> tuple[Any, ...]:
        pressed = await self._house.ballots.vote(self._actor(who), WishNumber(number), value, self.now)
        return _pressed(pressed, lambda seen: (pressed.before, seen.vote, seen.wish.tally.ups, seen.wish.tally.downs))

    async def follow(self, who: Who, number: int, follows: int) -> tuple[Any, ...]:
        pressed = await self._house.ballots.follow(
            self._actor(who), WishNumber(number), self.now, follows=bool(follows)
        )
        return _pressed(pressed, lambda seen: (int(seen.follows),))

    async def withdraw(self, who: Who, number: int) -> Refusal | None:
        return _refusal(await self._house.wishes.withdraw(WishNumber(number), self._actor(who), self.now))

    async def edit(self, who: Who, number: int, why: str) -> Refusal | None:
        return _refusal(await self._house.wishes.edit(WishNumber(number), Wording(why), self._actor(who), self.now))

    async def change_rules(self, who: Who, rules: Rules) -> None:
        changes = WishSettings(
            review=rules.review,
            self_votes=rules.self_votes,
            member_days=rules.member_days,
            most_wishes=rules.most_wishes,
            most_votes=rules.most_votes,
        )
        await self._house.moderation.change_settings(self._actor(who), changes, self.now)

    async def approve(self, who: Who, number: int) -> Refusal | None:
        return _refusal(await self._house.moderation.approve(self._actor(who), WishNumber(number), self.now))

    async def reject(self, who: Who, number: int) -> Refusal | None:
        return _refusal(await self._house.moderation.reject(self._actor(who), WishNumber(number), "no", self.now))

    async def remove(self, who: Who, number: int) -> Refusal | None:
        return _refusal(await self._house.moderation.remove(self._actor(who), WishNumber(number), "no", self.now))

    async def restore(self, who: Who, number: int) -> Refusal | None:
        return _refusal(await self._house.moderation.restore(self._actor(who), WishNumber(number), self.now))

    async def merge(self, who: Who, source: int, target: int) -> Refusal | None:
        return _refusal(
            await self._house.moderation.merge(self._actor(who), WishNumber(source), WishNumber(target), self.now)
        )

    async def block(self, who: Who, person: int) -> bool:
        return await self._house.moderation.block(self._actor(who), self._hash(person), self.now)

    async def unblock(self, who: Who, person: int) -> bool:
        return await self._house.moderation.unblock(self._actor(who), self._hash(person), self.now)

    async def settle(self, number: int) -> bool:
        wish = await self._house.wishes.find(self._guild, WishNumber(number))
        granted = Granted(Place(TitleId("jane-doe"), 1, 2), date(2027, 1, 1), already=False)
        return wish is not None and await self._house.settling.settle(wish, granted, self.now)

    async def post(self, number: int) -> None:
        wish = await self._house.wishes.find(self._guild, WishNumber(number))
        assert wish is not None
        await self._house.wishes.place_card(wish, CardPlace(ChannelId(7), MessageId(8)))

    async def run_errands(self) -> None:
        done = "DELETE FROM errands WHERE guild_id = :guild_id"
        await self._house.database.write(Statement(done, {"guild_id": self._guild}))

    async def forget(self, person: int) -> None:
        await self._house.privacy.forget(self._id(person), self.now)

    async def sweep(self) -> None:
        await self._house.wishes.sweep(self.now)

    async def everything(self) -> Counter[Row]:
        rows = await self._house.database.fetch_all(ALL, {"guild_id": self._guild})
        return Counter(map(self._named, rows))

    def expected(self, model: Model) -> Counter[Row]:
        """Return what should be kept where a server is as the model says."""
        blocks = (_row("block", text=(self._hash(one),)) for one in model.blocked)
        return Counter([*_wish_rows(model), *_other_rows(model), *blocks])

    def _named(self, row: Row) -> Row:
        """Return a row with people as the model numbers them."""
        kind, number, person, *rest = row
        return row if kind in ("block", "rules") else (kind, number, self._people.get(person, person), *rest)

    def _actor(self, who: Who) -> Actor:
        press = InteractionId(who.press)
        return Actor(self._guild, self._id(who.person), press, made_at=MADE_AT, joined_at=who.joined_at)

    def _id(self, number: int) -> UserId:
        return UserId(FIRST_PERSON + number)

    def _hash(self, number: int) -> str:
        return SIGNER.person_hash(self._guild, self._id(number))


def _pressed(pressed: Pressed, own: Any) -> tuple[Any, ...]:
    if pressed.seen is None:
        return (pressed.refusal,)
    return (pressed.refusal, pressed.seen.wish.number, *own(pressed.seen))


def _refusal(changed: Changed) -> Refusal | None:
    return changed.refusal


def _row(kind: str, *numbers: int | None, text: tuple[str | None, ...] = ()) -> Row:
    return (kind, *numbers, *[None] * (6 - len(numbers)), *text, *[None] * (3 - len(text)))


def _wish_rows(model: Model) -> Iterator[Row]:
    for number, wish in model.wishes.items():
        numbers = (number, wish.author, wish.count(1), wish.count(-1), wish.merged_into, wish.voters)
        yield _row("wish", *numbers, text=(wish.state, wish.why, wish.removal))
        for person, follow in wish.follows.items():
            yield _row("follow", number, person, int(follow.follows), follow.press)
    for number, person, vote in model.votes():
        yield _row("vote", number, person, vote.value, vote.press, vote.via)


def _other_rows(model: Model) -> Iterator[Row]:
    for place, line in enumerate(model.audit, start=1):
        yield _row("line", place, line.actor, line.number, line.press, text=(line.action,))
    for number in model.cards:
        yield _row("errand", number, 0, text=("card",))
    for number in model.news:
        yield _row("errand", number, 0, text=("granted",))
    for number, person in model.letters:
        yield _row("errand", number, person, text=("follower",))
    own = model.rules
    yield _row("rules", own.review, own.self_votes, own.member_days, own.most_wishes, own.most_votes)
