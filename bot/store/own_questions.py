"""The questions of servers as they are kept: sent in, imported, decided about, drawn from."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.kept_questions import (
    MOST_KEPT,
    MOST_WAITING,
    Decided,
    Imported,
    KeptQuestion,
    Origin,
    QuestionNumber,
    QuestionRef,
    QuestionsPage,
    SendRefusal,
    Sent,
    WaitingQuestion,
    fingerprint_of,
)
from bot.domain.own_questions import Level, OwnQuestion, QuestionState
from bot.domain.wish_settings import WishSettings
from bot.store import own_questions_sql as sql
from bot.store.database import Database, Parameters, Row, Statement, Transaction, Value
from bot.store.settings_sql import ENSURE_SETTINGS, LOCK_SERVER, settings_values
from bot.store.times import moment_text
from bot.store.wishes import DRAFT_KEPT
from bot.store.wishes_sql import DRAFT, DROP_DRAFT, SAVE_DRAFT


class OwnQuestionsStore:
    """Keeps the own questions of all servers.

    Numbers and limits of a server are counted by one at a time, in any process: it is locked by its row of settings.
    """

    def __init__(self, database: Database) -> None:
        """Keep them in `database`, which stays the caller's to close."""
        self._database = database

    async def send(
        self, question: OwnQuestion, origin: Origin, person_hash: str, now: datetime, *, approved: bool
    ) -> Sent:
        """Keep a question, approved or waiting, unless a limit, a block or the same one stands against it.

        One interaction keeps one; delivered again it is answered as before.
        """
        state = QuestionState.APPROVED if approved else QuestionState.WAITING
        fingerprint = fingerprint_of(question)
        values: Parameters = {
            **_columns(_Row(question, fingerprint, QuestionNumber(0)), _Shelf(origin, None, state, moment_text(now))),
            "person_hash": person_hash,
            "most_kept": MOST_KEPT,
            "most_waiting": MOST_WAITING,
        }
        _, _, refusals, _, found = await self._database.write(
            *_lock(origin.guild),
            Statement(sql.REFUSAL, values),
            Statement(sql.SEND, values),
            Statement(sql.BY_FINGERPRINT, {"guild_id": origin.guild, "fingerprint": fingerprint}),
        )
        if not found:
            return Sent(None, SendRefusal(refusals[0][0]))
        kept, interaction = _kept(found[0]), _interaction_of(found[0])
        return Sent(kept) if interaction == origin.interaction else Sent(kept, SendRefusal.SAME)

    async def add_all(
        self, questions: Sequence[OwnQuestion], origin: Origin, list_name: str, now: datetime
    ) -> Imported:
        """Keep questions of a file, approved, in one transaction: those that are new, as long as there is room."""
        marked = await asyncio.to_thread(_marked, questions)
        shelf = _Shelf(origin, list_name, QuestionState.APPROVED, moment_text(now))
        async with self._database.transaction() as own:
            for statement in _lock(origin.guild):
                await own.fetch_all(statement.sql, statement.parameters)
            rows, imported = await _sorted_out(own, marked, origin)
            await own.execute_many(sql.PUT, (tuple(_columns(row, shelf).values()) for row in rows))
        return imported._replace(already=len(questions) - imported.new - imported.left_out)

    async def waiting(self, guild: GuildId, after: int) -> WaitingQuestion:
        """Return the first question after a number that waits for a moderator."""
        found, ((count,),) = await self._database.fetch_together(
            Statement(sql.WAITING, {"guild_id": guild, "after": after}),
            Statement(sql.COUNT_WAITING, {"guild_id": guild}),
        )
        return WaitingQuestion(_kept(found[0]) if found else None, count, len(found) > 1)

    async def approve(self, guild: GuildId, ref: QuestionRef) -> Decided:
        """Let a question that waits be asked."""
        return await self._decide(sql.APPROVE, guild, ref)

    async def reject(self, guild: GuildId, ref: QuestionRef) -> Decided:
        """Remove a question that waits."""
        return await self._decide(sql.REJECT, guild, ref)

    async def _decide(self, change: str, guild: GuildId, ref: QuestionRef) -> Decided:
        this: Parameters = {"guild_id": guild, "number": ref.number, "mark": ref.mark}
        _, before, _ = await self._database.write(
            Statement(sql.LOCK, {"guild_id": guild, "number": ref.number}, (guild, ref.number), waits=True),
            Statement(sql.STATE, this),
            Statement(change, this),
        )
        if not before:
            return Decided.GONE
        return Decided.DONE if before[0][0] == QuestionState.WAITING else Decided.LATE

    async def page(self, guild: GuildId, list_name: str | None, skipped: int, most: int) -> QuestionsPage:
        """Return some questions by their numbers, of one list or all, and how many these are."""
        which: Parameters = {"guild_id": guild, "list": list_name}
        found, ((count,),) = await self._database.fetch_together(
            Statement(sql.PAGE, {**which, "skipped": skipped, "most": most}), Statement(sql.COUNT, which)
        )
        return QuestionsPage(tuple(map(_kept, found)), count)

    async def remove(self, guild: GuildId, number: QuestionNumber) -> KeptQuestion | None:
        """Remove a question, and return it as it was; None where there is none."""
        this: Parameters = {"guild_id": guild, "number": number}
        _, before, _ = await self._database.write(
            Statement(sql.LOCK, this, (guild, number), waits=True),
            Statement(sql.BY_NUMBER, this),
            Statement(sql.REMOVE, this),
        )
        return _kept(before[0]) if before else None

    async def remove_list(self, guild: GuildId, list_name: str) -> int:
        """Remove all questions of a list, and return how many there were."""
        this: Parameters = {"guild_id": guild, "list": list_name}
        ((count,),), _ = await self._database.write(Statement(sql.COUNT, this), Statement(sql.REMOVE_LIST, this))
        return count

    async def lists(self, guild: GuildId) -> tuple[tuple[str, int], ...]:
        """Return the lists of a server by name, each with how many questions can be asked."""
        return tuple((name, count) for name, count in await self._database.fetch_all(sql.LISTS, {"guild_id": guild}))

    async def size(self, guild: GuildId) -> int:
        """Return how many questions of a server can be asked."""
        ((count,),) = await self._database.fetch_all(sql.SIZE, {"guild_id": guild})
        return count

    async def fingerprints(self, guild: GuildId, list_name: str | None) -> list[str]:
        """Return what can be asked, of one list or all, by number."""
        rows = await self._database.fetch_all(sql.FINGERPRINTS, {"guild_id": guild, "list": list_name})
        return [one for (one,) in rows]

    async def find(self, guild: GuildId, fingerprint: str) -> KeptQuestion | None:
        """Return a question, or None."""
        rows = await self._database.fetch_all(sql.BY_FINGERPRINT, {"guild_id": guild, "fingerprint": fingerprint})
        return _kept(rows[0]) if rows else None

    async def numbered(self, guild: GuildId, number: QuestionNumber) -> KeptQuestion | None:
        """Return the question with a number, or None."""
        rows = await self._database.fetch_all(sql.BY_NUMBER, {"guild_id": guild, "number": number})
        return _kept(rows[0]) if rows else None

    async def answers_beside(self, guild: GuildId, fingerprint: str, most: int) -> tuple[str, ...]:
        """Return the best answers of other questions of the same list."""
        values: Parameters = {"guild_id": guild, "fingerprint": fingerprint, "most": most}
        rows = await self._database.fetch_all(sql.BESIDE, values)
        return tuple(json.loads(accepted)[0] for (accepted,) in rows)

    async def approved(self, guild: GuildId, list_name: str | None, after: int, most: int) -> tuple[KeptQuestion, ...]:
        """Return some questions that can be asked, of one list or all, those after a number."""
        values: Parameters = {"guild_id": guild, "list": list_name, "after": after, "most": most}
        return tuple(map(_kept, await self._database.fetch_all(sql.APPROVED_AFTER, values)))

    async def save_draft(self, draft: str, guild: GuildId, person: UserId, body: str, now: datetime) -> None:
        """Keep what somebody typed that is no question yet, among the drafts of wishes, which go after a day."""
        values: Parameters = {
            "id": draft,
            "guild_id": guild,
            "person_id": person,
            "body": body,
            "now": moment_text(now),
        }
        await self._database.write(Statement(SAVE_DRAFT, values))

    async def draft(self, draft: str, guild: GuildId, person: UserId, now: datetime) -> str | None:
        """Return what that person typed in that server, or None."""
        this: Parameters = {"id": draft, "guild_id": guild, "person_id": person}
        rows = await self._database.fetch_all(DRAFT, {**this, "since": moment_text(now - DRAFT_KEPT)})
        return rows[0][0] if rows else None

    async def drop_draft(self, draft: str, guild: GuildId, person: UserId) -> None:
        """Forget what somebody typed."""
        await self._database.write(Statement(DROP_DRAFT, {"id": draft, "guild_id": guild, "person_id": person}))


@dataclass(frozen=True, slots=True)
class _Row:
    """A question that is about to be kept under a number."""

    question: OwnQuestion
    fingerprint: str
    number: QuestionNumber


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What questions that are kept together have in common."""

    origin: Origin
    list_name: str | None
    state: QuestionState
    made_at: str


def _lock(guild: GuildId) -> tuple[Statement, Statement]:
    """Return what makes others wait who count the questions of a server."""
    return (
        Statement(ENSURE_SETTINGS, {**settings_values(WishSettings()), "guild_id": guild}, (guild, 0)),
        Statement(LOCK_SERVER, {"guild_id": guild}),
    )


def _marked(questions: Sequence[OwnQuestion]) -> dict[str, OwnQuestion]:
    """Return the questions of a file by their fingerprints; those it has in two spellings are two (Red's lists do)."""
    marked: dict[str, OwnQuestion] = {}
    for question in questions:
        mark = fingerprint_of(question)
        if mark in marked and marked[mark].text != question.text:
            mark = fingerprint_of(question, exactly=True)
        marked.setdefault(mark, question)
    return marked


async def _sorted_out(
    own: Transaction, marked: dict[str, OwnQuestion], origin: Origin
) -> tuple[Iterator[_Row], Imported]:
    """Return the rows of what is new and finds room, and how many; what this interaction brought before is new, too."""
    known = await own.fetch_all(sql.KNOWN, {"guild_id": origin.guild})
    there = {fingerprint for fingerprint, _, _ in known}
    mine = sum(one in marked and interaction == origin.interaction for one, _, interaction in known if origin.person)
    fresh = [(mark, question) for mark, question in marked.items() if mark not in there]
    room = max(0, MOST_KEPT - len(known))
    start = max((number for _, number, _ in known), default=0) + 1
    rows = (_Row(one, mark, QuestionNumber(at)) for at, (mark, one) in enumerate(fresh[:room], start=start))
    return rows, Imported(len(fresh[:room]) + mine, 0, len(fresh[room:]))


def _columns(row: _Row, shelf: _Shelf) -> dict[str, Value]:
    """Return a row's values in the order of the statement that writes them."""
    question = row.question
    return {
        "guild_id": shelf.origin.guild,
        "number": row.number,
        "fingerprint": row.fingerprint,
        "text": question.text,
        "accepted": json.dumps(question.accepted, ensure_ascii=False),
        "wrong": json.dumps(question.wrong, ensure_ascii=False),
        "category": question.category,
        "level": question.level,
        "author": question.author,
        "list": shelf.list_name,
        "state": shelf.state,
        "person_id": shelf.origin.person,
        "interaction_id": shelf.origin.interaction,
        "made_at": shelf.made_at,
        "answers": 0,
        "rights": 0,
    }


def _kept(row: Row) -> KeptQuestion:
    """Return the question that a row of `READ_COLUMNS` holds."""
    number, fingerprint, text, accepted, wrong, category, level, author, list_name, state = row[:10]
    person, _, answers, rights = row[10:]
    return KeptQuestion(
        number=QuestionNumber(number),
        question=OwnQuestion(
            text=text,
            accepted=tuple(json.loads(accepted)),
            wrong=tuple(json.loads(wrong)),
            category=category,
            level=Level(level) if level else None,
            author=author,
        ),
        state=QuestionState(state),
        fingerprint=fingerprint,
        list_name=list_name,
        person=UserId(person) if person else None,
        answers=answers,
        rights=rights,
    )


def _interaction_of(row: Row) -> InteractionId:
    return InteractionId(row[11])
