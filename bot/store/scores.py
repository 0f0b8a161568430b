"""What people have done in rated rounds as it is kept: a row a person and day in a server, and boards made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date

from bot.domain.boards import (
    A_PAGE,
    BoardPage,
    BoardQuestion,
    OwnPeriod,
    OwnRecord,
    Period,
    Place,
    RoundScore,
    Score,
    ranks_from,
)
from bot.domain.identities import GuildId, UserId
from bot.store import scores_sql as sql
from bot.store.database import NO_PARAMETERS, Database, Parameters, Row, Statement


def score_statements(
    guild: GuildId,
    day: date,
    results: Iterable[RoundScore],
    *,
    guard_sql: str = sql.ALWAYS,
    guard: Parameters = NO_PARAMETERS,
) -> tuple[Statement, ...]:
    """Return what adds results to the scores of a day (UTC) where `guard_sql`, with the values of `guard`, is true.

    They stand in the order of the people, so that two writes about the same do not wait for one another in a circle.
    """
    add = sql.ADD.format(guard=guard_sql)
    return tuple(
        Statement(add, {**guard, "guild_id": guild, "day": day.isoformat(), **asdict(one)})
        for one in sorted(results, key=lambda one: one.person)
    )


def rate_statement(
    question: str, answers: int, rights: int, *, guard_sql: str = sql.ALWAYS, guard: Parameters = NO_PARAMETERS
) -> Statement:
    """Return what adds to how often a question was answered, `rights` times rightly, where the guard is true."""
    values: Parameters = {**guard, "question_id": question, "answers": answers, "rights": rights}
    return Statement(sql.RATE.format(guard=guard_sql), values)


class ScoresStore:
    """Reads the scores of all servers."""

    def __init__(self, database: Database) -> None:
        """Read them in `database`, which stays the caller's to close."""
        self._database = database

    async def board(self, guild: GuildId, person: UserId, question: BoardQuestion, today: date) -> BoardPage:
        """Return a page of a board, the last one where there are fewer, and the place of one person."""
        values: Parameters = {
            **_days(guild, question.period, today),
            "person_id": person,
            "most": A_PAGE,
            "skipped": (question.page - 1) * A_PAGE,
        }
        rows = await self._database.fetch_all(sql.BOARDS[question.period, question.sort], values)
        return _page(question, rows)

    async def own(self, guild: GuildId, person: UserId, today: date) -> OwnRecord:
        """Return somebody's figures of each period, and their rank by score, all as of one moment."""
        this = [{**_days(guild, period, today), "person_id": person} for period in Period]
        hidden, *found = await self._database.fetch_together(
            Statement(sql.HIDDEN, {"person_id": person}),
            *(Statement(sql.OWN, values) for values in this),
            *(Statement(sql.RANKS[period], values) for period, values in zip(Period, this, strict=True)),
        )
        figures, ranks = found[: len(this)], found[len(this) :]
        periods = (
            OwnPeriod(period, _score(row), rank[0][0] if rank else None, rank[0][1] if rank else 0)
            for period, (row,), rank in zip(Period, figures, ranks, strict=True)
        )
        return OwnRecord(tuple(periods), bool(hidden))


def _days(guild: GuildId, period: Period, today: date) -> Parameters:
    first = period.first_day(today)
    return {"guild_id": guild, "since": first.isoformat() if first else ""}


def _page(question: BoardQuestion, rows: Sequence[Row]) -> BoardPage:
    """Return the page that rows of `BOARDS` are of."""
    shown = [row for row in rows if not row[0]]
    count, first = (shown[0][2], shown[0][3]) if shown else (0, 1)
    pages = max(1, -(-count // A_PAGE))
    page = min(question.page, pages)
    ranks = ranks_from(first, (page - 1) * A_PAGE + 1, [row[1] for row in shown])
    return BoardPage(
        question=replace(question, page=page),
        places=tuple(Place(rank, UserId(row[4]), Score(*row[5:])) for rank, row in zip(ranks, shown, strict=True)),
        own=next((Place(row[3], UserId(row[4]), Score(*row[5:])) for row in rows if row[0]), None),
        count=count,
        pages=pages,
    )


def _score(row: Row) -> Score:
    return Score(*(number or 0 for number in row))
