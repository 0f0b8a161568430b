"""What people say is wrong in the facts: counted and written in one transaction, listed, closed, made nameless."""

from datetime import datetime

from bot.domain.fixes import Fix, FixId, Limit, Refusal, Report, Sender, Subject
from bot.domain.pack import UniverseId
from bot.store import fixes_sql as sql
from bot.store.database import Database, Parameters, Row, Statement
from bot.store.times import moment_from, moment_text


class FixesStore:
    """Keeps the fixes of all universes."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`, which stays the caller's to close."""
        self._database = database

    async def record(self, report: Report, sender: Sender, now: datetime) -> FixId | Refusal:
        """Store a fix unless a limit is reached, and return its number, or why not, once that is certain.

        One interaction stores one fix: the same one again gets the number of the first time.
        """
        counted = _counted(sender, now)
        subject = report.subject
        values: Parameters = {
            "interaction_id": sender.interaction,
            "universe_id": subject.universe,
            "character_id": subject.character,
            "title_id": subject.title,
            "claim": report.claim,
            "origin": report.origin,
            "now": moment_text(now),
            **counted,
        }
        _, _, stored, reached = await self._database.write(
            Statement(sql.TURN, {"now": moment_text(now)}),
            Statement(sql.RECORD, values),
            Statement(sql.NUMBER, {"interaction_id": sender.interaction}),
            Statement(sql.REACHED, counted),
        )
        if stored:
            return FixId(stored[0][0])
        refusal = _refusal(reached[0])
        assert refusal is not None  # noqa: S101 - nothing but a limit keeps RECORD from storing
        return refusal

    async def refusal(self, sender: Sender, now: datetime) -> Refusal | None:
        """Return which limit would keep a fix out at this moment, None where one would be taken."""
        (reached,) = await self._database.fetch_all(sql.REACHED, _counted(sender, now))
        return _refusal(reached)

    async def open_fixes(self, universe: UniverseId | None = None) -> tuple[Fix, ...]:
        """Return what nobody has closed yet (of one universe), the oldest first."""
        rows = await self._database.fetch_all(sql.OPEN, {"universe_id": universe})
        return tuple(map(_fix, rows))

    async def close(self, fix: FixId, now: datetime) -> bool:
        """Close a fix; return whether there was such an open one."""
        (closed,) = await self._database.write(Statement(sql.CLOSE, {"id": fix, "now": moment_text(now)}))
        return bool(closed)

    async def forget_people(self, before: datetime) -> int:
        """Forget who sent what was received before a moment; return of how many fixes."""
        (forgotten,) = await self._database.write(Statement(sql.FORGET, {"before": moment_text(before)}))
        return len(forgotten)


def _counted(sender: Sender, now: datetime) -> Parameters:
    """Return what the limits are counted by; `*_before` is how many newer fixes one that closes the door has."""
    values: dict[str, str | int | None] = {"person_id": sender.person, "guild_id": sender.guild}
    for limit in Limit:
        values[f"{limit.name.lower()}_before"] = limit.most - 1
        if limit.within:
            values[f"{limit.name.lower()}_since"] = moment_text(now - limit.within)
    return values


def _refusal(reached: Row) -> Refusal | None:
    """Return the one of the limits reached that will last longest: coming again before that is no use."""
    refusals = [
        Refusal(limit, moment_from(oldest) + limit.within if limit.within else None)
        for limit, oldest in zip(Limit, reached, strict=True)
        if oldest is not None
    ]
    return max(refusals, key=lambda one: (one.again_at is None, one.again_at), default=None)


def _fix(row: Row) -> Fix:
    id_, received_at, universe, character, title, claim, origin = row
    return Fix(FixId(id_), moment_from(received_at), Report(Subject(universe, character, title), claim, origin))
