"""The statements of `bot.store.own_questions`, each accepted by both engines."""

from bot.store.wishes_sql import BLOCKED

_WRITTEN = (
    "guild_id",
    "number",
    "fingerprint",
    "text",
    "accepted",
    "wrong",
    "category",
    "level",
    "author",
    "list",
    "state",
    "person_id",
    "interaction_id",
    "made_at",
    "answers",
    "rights",
)
_READ = tuple(one for one in _WRITTEN if one not in ("guild_id", "made_at"))

READ_COLUMNS = ", ".join(f"o.{column}" for column in _READ)
"""What `bot.store.own_questions` reads of a table that the statement calls `o`."""

_COUNT = "SELECT count(*) FROM own_questions o WHERE o.guild_id = :guild_id"
_REFUSAL = f"""
CASE
    WHEN {BLOCKED} THEN 'blocked'
    WHEN ({_COUNT}) >= CAST(:most_kept AS INTEGER) THEN 'full'
    WHEN CAST(:state AS TEXT) = 'waiting' AND ({_COUNT} AND o.person_id = :person_id AND o.state = 'waiting')
        >= CAST(:most_waiting AS INTEGER) THEN 'waiting'
END"""
REFUSAL = f"SELECT {_REFUSAL}"

SEND = f"""
INSERT INTO own_questions ({", ".join(_WRITTEN)})
SELECT CAST(:guild_id AS BIGINT),
    (SELECT coalesce(max(n.number), 0) + 1 FROM own_questions n WHERE n.guild_id = :guild_id),
    :fingerprint, :text, :accepted, :wrong, :category, :level, :author, :list, CAST(:state AS TEXT),
    CAST(:person_id AS BIGINT), CAST(:interaction_id AS BIGINT), :made_at, 0, 0
WHERE ({_REFUSAL}) IS NULL
ON CONFLICT (guild_id, fingerprint) DO NOTHING"""  # noqa: S608 - of constants

KNOWN = "SELECT o.fingerprint, o.number, o.interaction_id FROM own_questions o WHERE o.guild_id = :guild_id"

PUT = f"INSERT INTO own_questions ({', '.join(_WRITTEN)}) VALUES ({', '.join(f':{one}' for one in _WRITTEN)})"  # noqa: S608 - of constants
"""Plain, so that many rows go at a time; whoever uses it holds the server's lock and has looked at `KNOWN`."""

_QUESTIONS = f"SELECT {READ_COLUMNS} FROM own_questions o WHERE o.guild_id = :guild_id"  # noqa: S608 - of constants
_IN_LIST = "(CAST(:list AS TEXT) IS NULL OR o.list = :list)"

BY_FINGERPRINT = f"{_QUESTIONS} AND o.fingerprint = :fingerprint"
BY_NUMBER = f"{_QUESTIONS} AND o.number = :number"
WAITING = f"{_QUESTIONS} AND o.state = 'waiting' AND o.number > CAST(:after AS INTEGER) ORDER BY o.number LIMIT 2"
COUNT_WAITING = f"{_COUNT} AND o.state = 'waiting'"
PAGE = f"""{_QUESTIONS} AND {_IN_LIST}
ORDER BY o.number LIMIT CAST(:most AS INTEGER) OFFSET CAST(:skipped AS INTEGER)"""
COUNT = f"{_COUNT} AND {_IN_LIST}"
APPROVED_AFTER = f"""{_QUESTIONS} AND o.state = 'approved' AND {_IN_LIST} AND o.number > CAST(:after AS INTEGER)
ORDER BY o.number LIMIT CAST(:most AS INTEGER)"""
LISTS = """
SELECT o.list, count(*) FROM own_questions o
WHERE o.guild_id = :guild_id AND o.state = 'approved' AND o.list IS NOT NULL GROUP BY o.list ORDER BY o.list"""
SIZE = f"{_COUNT} AND o.state = 'approved'"
FINGERPRINTS = f"""
SELECT o.fingerprint FROM own_questions o
WHERE o.guild_id = :guild_id AND o.state = 'approved' AND {_IN_LIST} ORDER BY o.number"""  # noqa: S608 - of constants
BESIDE = """
SELECT o.accepted FROM own_questions o
WHERE o.guild_id = :guild_id AND o.state = 'approved' AND o.fingerprint <> :fingerprint AND coalesce(o.list, '') = (
    SELECT coalesce(max(t.list), '') FROM own_questions t
    WHERE t.guild_id = :guild_id AND t.fingerprint = :fingerprint
) ORDER BY o.number LIMIT CAST(:most AS INTEGER)"""

_THIS = "guild_id = :guild_id AND number = :number AND substr(fingerprint, 1, 16) = :mark"

LOCK = "UPDATE own_questions SET number = number WHERE guild_id = :guild_id AND number = :number"
"""Who decides about a question waits for who does so already, in any process."""
STATE = f"SELECT state FROM own_questions WHERE {_THIS}"  # noqa: S608 - of constants
APPROVE = f"UPDATE own_questions SET state = 'approved' WHERE {_THIS} AND state = 'waiting'"  # noqa: S608 - of constants
REJECT = f"DELETE FROM own_questions WHERE {_THIS} AND state = 'waiting'"  # noqa: S608 - of constants
REMOVE = "DELETE FROM own_questions WHERE guild_id = :guild_id AND number = :number"
REMOVE_LIST = "DELETE FROM own_questions WHERE guild_id = :guild_id AND list = :list"
