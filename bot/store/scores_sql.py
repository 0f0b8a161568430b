"""The statements of `bot.store.scores`, each accepted by both engines."""

from typing import NamedTuple

from bot.domain.boards import LEAST_ANSWERS, LEAST_RIGHTS, Period, Sort

_COUNTS = ("points", "answers", "rights", "took_ms", "plays", "wins")

ADD = f"""
INSERT INTO scores (guild_id, person_id, day, {", ".join(_COUNTS)}, best_streak)
SELECT CAST(:guild_id AS BIGINT), CAST(:person AS BIGINT), CAST(:day AS TEXT),
    {", ".join(f"CAST(:{column} AS INTEGER)" for column in _COUNTS)}, CAST(:best_streak AS INTEGER)
WHERE {{guard}}
ON CONFLICT (guild_id, person_id, day) DO UPDATE SET
    {", ".join(f"{column} = scores.{column} + excluded.{column}" for column in _COUNTS)},
    best_streak = CASE WHEN scores.best_streak < excluded.best_streak
        THEN excluded.best_streak ELSE scores.best_streak END"""
"""Adds a `RoundScore` to what somebody has done on a day, where the guard is true."""

RATE = """
INSERT INTO answer_rates (question_id, answers, rights)
SELECT CAST(:question_id AS TEXT), CAST(:answers AS INTEGER), CAST(:rights AS INTEGER)
WHERE {guard}
ON CONFLICT (question_id) DO UPDATE SET
    answers = answer_rates.answers + excluded.answers, rights = answer_rates.rights + excluded.rights"""
"""Adds to how often a question was answered, and rightly, where the guard is true."""

ALWAYS = "1 = 1"
"""The guard that lets everything through."""

_HIDDEN = "SELECT 1 FROM people p WHERE p.hidden = 1 AND p.person_id"
HIDDEN = f"{_HIDDEN} = :person_id"
"""Whether somebody wants to be on no board."""

_SUMS = """sum(s.points) AS points, sum(s.answers) AS answers, sum(s.rights) AS rights, sum(s.took_ms) AS took_ms,
    max(s.best_streak) AS best_streak, sum(s.plays) AS plays, sum(s.wins) AS wins"""
_DAYS = "s.guild_id = :guild_id AND s.day >= :since"

OWN = f"SELECT {_SUMS} FROM scores s WHERE {_DAYS} AND s.person_id = :person_id"  # noqa: S608 - of constants
"""What somebody has done since a day, in the order of the fields of `Score`; without any row all are null."""


class _By(NamedTuple):
    """What a board is sorted by, the greatest first: as few sums as that takes, as there may be millions of rows."""

    sums: str
    merit: str
    rule: str = "g.answers >= 1"


_BY = {
    Sort.SCORE: _By("sum(s.points) AS points", "g.points"),
    Sort.ACCURACY: _By(
        "sum(s.rights) AS rights",
        "CAST(g.rights AS DOUBLE PRECISION) / g.answers",
        f"g.answers >= {LEAST_ANSWERS}",
    ),
    Sort.STREAK: _By("max(s.best_streak) AS best_streak", "g.best_streak"),
    Sort.SPEED: _By(
        "sum(s.rights) AS rights, sum(s.took_ms) AS took_ms",
        "-CAST(g.took_ms AS DOUBLE PRECISION) / g.rights",
        f"g.rights >= {LEAST_RIGHTS}",
    ),
}
_SHORT = (Period.TODAY, Period.WEEK)


def _sums(period: Period, sort: Sort) -> str:
    """Return the beginning of a query about those who are on a board: who, by what they are sorted, their answers.

    Whoever is hidden is not there at all. A division gives the same number for the same share, so that who is level
    is so here, too.

    Few days are read from the index of days alone; of many the rows are read in the order of the key, which has those
    of a person beside one another, so that nothing need be sorted before the sums.
    """
    by = _BY[sort]
    person = "s.person_id + 0" if period in _SHORT else "s.person_id"
    return f"""
WITH sums AS MATERIALIZED (
    SELECT g.person_id, {by.merit} AS merit, g.answers FROM (
        SELECT {person} AS person_id, sum(s.answers) AS answers, {by.sums} FROM scores s WHERE {_DAYS} GROUP BY 1
    ) g WHERE {by.rule} AND NOT EXISTS ({_HIDDEN} = g.person_id)
)"""  # noqa: S608 - of constants


_BETTER = "(SELECT count(*) FROM sums o WHERE o.merit >"

BOARDS = {
    (period, sort): f"""{_sums(period, sort)}, page AS MATERIALIZED (
    SELECT * FROM sums ORDER BY merit DESC, answers DESC, person_id LIMIT CAST(:most AS INTEGER) OFFSET (
        SELECT CASE WHEN count(*) > CAST(:skipped AS INTEGER) THEN CAST(:skipped AS INTEGER)
            ELSE (count(*) - 1) / CAST(:most AS INTEGER) * CAST(:most AS INTEGER) END FROM sums
    )
), picked AS (
    SELECT 0 AS own, page.* FROM page UNION ALL SELECT 1 AS own, sums.* FROM sums WHERE person_id = :person_id
)
SELECT k.own, k.merit, (SELECT count(*) FROM sums), CASE k.own
        WHEN 1 THEN {_BETTER} k.merit) ELSE {_BETTER} (SELECT max(merit) FROM page)) END + 1,
    k.person_id, {_SUMS}
FROM picked k JOIN scores s ON s.person_id = k.person_id AND {_DAYS}
GROUP BY k.own, k.merit, k.answers, k.person_id
ORDER BY k.own, k.merit DESC, k.answers DESC, k.person_id"""  # noqa: S608 - of constants
    for period in Period
    for sort in Sort
}
"""A page of each board (the last one, where so many are not there to be skipped), and then the row of one person.

A row is: 1 if it is that one of `:person_id`, what it is sorted by, how many people are on the board, the rank (on the
page only the first one's, the others follow), who it is, and all of their figures.
"""

RANKS = {
    period: f"""{_sums(period, Sort.SCORE)}
SELECT {_BETTER} k.merit) + 1, (SELECT count(*) FROM sums) FROM sums k WHERE k.person_id = :person_id"""  # noqa: S608 - of constants
    for period in Period
}
"""The rank of one person by score, and how many people are on that board; no row for who is not."""
