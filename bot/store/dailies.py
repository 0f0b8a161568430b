"""The daily five as they are kept: the questions of each day once for all, the first answer of everybody to each."""

import json
from datetime import date, datetime, timedelta

from bot.domain.dailies import FRESH_DAYS, Five, Given, Progress
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.domain.posed import posed_from, posed_values
from bot.store import dailies_sql as sql
from bot.store.database import Database, Parameters, Rows, Statement
from bot.store.times import moment_text


class DailiesStore:
    """Keeps the dailies of all universes."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`, which stays the caller's to close."""
        self._database = database

    async def find(self, day: date, universe: UniverseId) -> Five | None:
        """Return the five of a day, or None where nobody has asked for them."""
        rows = await self._database.fetch_all(sql.FIND, _of_day(day, universe))
        return _five(day, universe, rows[0][0]) if rows else None

    async def keep(self, five: Five) -> Five:
        """Keep the five of a day, and return those that are kept: who comes later gets what the first one kept."""
        this = _of_day(five.day, five.universe)
        body = json.dumps([posed_values(one) for one in five.questions], ensure_ascii=False)
        _, rows = await self._database.write(
            Statement(sql.KEEP, {**this, "questions": len(five.questions), "body": body}), Statement(sql.FIND, this)
        )
        return _five(five.day, five.universe, rows[0][0])

    async def before(self, day: date, universe: UniverseId) -> tuple[Five, ...]:
        """Return the fives of the 30 days before a day, the oldest first."""
        since = (day - timedelta(days=FRESH_DAYS)).isoformat()
        rows = await self._database.fetch_all(sql.BEFORE, {**_of_day(day, universe), "since": since})
        return tuple(_five(date.fromisoformat(when), universe, body) for when, body in rows)

    async def progress(self, person: UserId, five: Five) -> Progress:
        """Return how far somebody is with the five of a day, all as of one moment."""
        this: Parameters = {**_of_day(five.day, five.universe), "person_id": person}
        given, days = await self._database.fetch_together(Statement(sql.GIVEN, this), Statement(sql.DAYS, this))
        return _progress(five, given, days)

    async def record(self, person: UserId, five: Five, given: Given, answered_at: datetime) -> Progress:
        """Record an answer if it is to the question that the person is at, and return how far they are, for certain.

        Only then does it count for how hard the question is; what was answered stands.
        """
        question = five.questions[given.number - 1].id
        values: Parameters = {
            **_of_day(five.day, five.universe),
            "person_id": person,
            "question_id": question,
            "number": given.number,
            "choice": given.choice,
            "is_right": int(given.is_right),
            "interaction_id": given.interaction,
            "answered_at": moment_text(answered_at),
        }
        _, _, _, answers, days = await self._database.write(
            Statement(sql.TURN, {"question_id": question}, (int(question, 16),)),
            Statement(sql.COUNT, values),
            Statement(sql.RECORD, values),
            Statement(sql.GIVEN, values),
            Statement(sql.DAYS, values),
        )
        return _progress(five, answers, days)


def _of_day(day: date, universe: UniverseId) -> dict[str, str]:
    return {"day": day.isoformat(), "universe_id": universe}


def _five(day: date, universe: UniverseId, body: str) -> Five:
    return Five(day, universe, tuple(map(posed_from, json.loads(body))))


def _progress(five: Five, given: Rows, days: Rows) -> Progress:
    return Progress(
        five,
        tuple(
            Given(number, choice, bool(is_right), InteractionId(interaction))
            for number, choice, is_right, interaction in given
        ),
        tuple(date.fromisoformat(day) for (day,) in days),
    )
