"""What is stored of a person: counted, handed out, and taken away so that the tallies stay what they are."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.identities import GuildId, UserId
from bot.domain.look_alikes import skeleton_of
from bot.domain.personal_data import Holdings, Sheet
from bot.domain.personal_plays import SOMEBODY, text_without
from bot.domain.signing import Signer, nobody_of
from bot.store import privacy_sql as sql
from bot.store.database import Database, Parameters, Row, Statement, Transaction
from bot.store.merging_sql import RECOUNT
from bot.store.privacy_plays import LEAST_SURE_ID, count_plays, finding, leave_plays, plays_with
from bot.store.settings_sql import LOCK_SERVER
from bot.store.times import moment_text
from bot.store.until_free import until_free
from bot.store.votes_sql import LOCK


class PrivacyStore:
    """Knows every table that may hold a person's id."""

    def __init__(self, database: Database, signer: Signer) -> None:
        """Look after `database`, which stays the caller's to close; `signer` gives the forgotten other names."""
        self._database = database
        self._signer = signer

    async def holdings(self, person: UserId) -> Holdings:
        """Return how much is stored of a person."""
        counts, *plays = await self._database.fetch_together(
            Statement(sql.HOLDINGS, {"person_id": person}), *finding(person)
        )
        return Holdings(*counts[0], plays_underway=len(plays_with(person, *plays).rows))

    async def sheets(self, person: UserId) -> tuple[Sheet, ...]:
        """Return all that is stored of a person, table by table, as of one moment."""
        plays, posts, *found = await self._database.fetch_together(
            *finding(person), *(Statement(export.query, {"person_id": person}) for export in sql.EXPORTS)
        )
        sheets = (Sheet(export.name, export.columns, rows) for export, rows in zip(sql.EXPORTS, found, strict=True))
        return (*sheets, plays_with(person, plays, posts))

    async def set_hidden(self, person: UserId, now: datetime, *, hidden: bool) -> bool:
        """Keep a person's name off cards, or put it on again; return whether it was otherwise before.

        Cards that are posted are drawn anew.
        """
        this: Parameters = {"person_id": person}
        ((before,),) = await self._database.fetch_all(sql.HIDDEN, this)
        if bool(before) is hidden:
            return False
        await self._database.write(
            Statement(sql.HIDE if hidden else sql.SHOW, this),
            Statement(sql.REDRAW, {**this, "now": moment_text(now)}),
        )
        return True

    async def forget(self, person: UserId, now: datetime) -> Holdings:
        """Take a person out of every table in one transaction, and return how much of them there was.

        Their votes go on counting as nobody's, under a number that is nobody's; their wishes stay without author and
        reason, their questions without a name, and a play that is underway goes on without them. What they do at the
        same time is either forgotten with the rest or happens wholly afterwards.
        """
        there_was = await until_free(lambda: self._forget(person, now))
        await self._forget_typed(person, now)
        if there_was.total:
            await self._database.wipe_deleted()
        return there_was

    async def _forget(self, person: UserId, now: datetime) -> Holdings:
        this: Parameters = {"person_id": person}
        async with self._database.transaction() as transaction:
            there_was = left = await _holdings(transaction, person)
            while left.total:  # again for what was committed in the middle of it; on SQLite nothing is
                for (guild,) in await transaction.fetch_all(sql.SERVERS, this):
                    nobody = nobody_of(self._signer.person_hash(GuildId(guild), person))
                    await _unname_votes(transaction, GuildId(guild), person, nobody)
                await transaction.fetch_all(sql.REDRAW, {**this, "now": moment_text(now)})
                for statement in sql.UNNAME:
                    await transaction.fetch_all(statement, this)
                await leave_plays(transaction, person)
                left = await _holdings(transaction, person)
        return there_was

    async def _forget_typed(self, person: UserId, now: datetime) -> None:
        """Put a word in the place of a person's id where others have typed it; a reader looks for it, row by row."""
        if person < LEAST_SURE_ID:
            return
        pattern: Parameters = {"pattern": f"%{person}%"}
        await self._database.write(Statement(sql.DRAFTS_THAT_NAME, pattern))
        for texts in sql.OTHER_TEXTS:
            for row in await self._database.fetch_all(texts.find, pattern):
                await self._database.write(*_replacements(texts, row, person))
        for row in await self._database.fetch_all(sql.WISH_TEXTS.find, pattern):
            guild, number = row[-2:]
            card: Parameters = {"guild_id": guild, "number": number, "now": moment_text(now)}
            replacements = _replacements(sql.WISH_TEXTS, row, person)
            await self._database.write(*replacements, Statement(sql.REDRAW_ONE, card))


async def _holdings(transaction: Transaction, person: UserId) -> Holdings:
    (counts,) = await transaction.fetch_all(sql.HOLDINGS, {"person_id": person})
    return Holdings(*counts, plays_underway=await count_plays(transaction, person))


async def _unname_votes(transaction: Transaction, guild: GuildId, person: UserId, nobody: int) -> None:
    """Lock as voters and moderators do, so that no tally is counted from a vote that has just lost its name."""
    this: Parameters = {"guild_id": guild, "person_id": person}
    await transaction.fetch_all(LOCK_SERVER, {"guild_id": guild})
    touched = await transaction.fetch_all(sql.TOUCHED, this)
    await transaction.execute_many(LOCK, [(guild, number) for (number,) in touched])
    await transaction.fetch_all(sql.DROP_EMPTY_VOTES, this)
    votes = await transaction.fetch_all(sql.VOTES, this)
    earlier = await transaction.fetch_all(sql.DROP_EARLIER_LIVES, {**this, "nobody": nobody})
    await transaction.execute_many(sql.UNNAME_VOTE, [(nobody, guild, number, person) for (number,) in votes])
    for (number,) in earlier:
        await transaction.fetch_all(RECOUNT, {"guild_id": guild, "number": number})


def _replacements(texts: sql.Texts, row: Row, person: UserId) -> Iterable[Statement]:
    """Return what takes an id out of the texts of a row."""
    key = dict(zip(texts.key, row[len(texts.texts) :], strict=True))
    for name, text, replace in zip(texts.texts, row, texts.replace, strict=False):
        before = text or ""
        after = _key_without(before, person, key["number"]) if name == "key" else text_without(before, person)
        if before != after:
            yield Statement(replace, {**key, "before": before, "after": after})


def _key_without(text: str, person: UserId, number: int) -> str:
    """Return the key of a wish without the look of an id; with its number, so that it is no other wish's."""
    without = text.replace(skeleton_of(str(person)), SOMEBODY)
    return text if text == without else f"{without}#{number}"
