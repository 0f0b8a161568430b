"""The statements of `bot.store.departures`, each accepted by both engines."""

# A wish, and what hangs on it, needs the settings' row. Of fixes the server is forgotten with the person, after 30
# days, and people send them from servers that the bot never was in: they say nothing of where it is.
WITH_DATA = """
SELECT guild_id FROM wish_settings
UNION SELECT guild_id FROM wish_drafts
UNION SELECT guild_id FROM blocks
UNION SELECT guild_id FROM audit_lines
UNION SELECT guild_id FROM errands
UNION SELECT guild_id FROM plays
UNION SELECT guild_id FROM scores
UNION SELECT guild_id FROM asked_questions
UNION SELECT guild_id FROM own_questions"""

NOTED = "SELECT guild_id, noticed_at FROM departures"
NOTE = "INSERT INTO departures (guild_id, noticed_at) VALUES (:guild_id, :noticed_at) ON CONFLICT (guild_id) DO NOTHING"
TAKE_OFF = "DELETE FROM departures WHERE guild_id = :guild_id"

HOLDINGS = """
SELECT
    (SELECT count(*) FROM wishes WHERE guild_id = :guild_id),
    (SELECT count(*) FROM votes WHERE guild_id = :guild_id AND value <> 0),
    (SELECT count(*) FROM follows WHERE guild_id = :guild_id AND follows = 1),
    (SELECT count(*) FROM wish_drafts WHERE guild_id = :guild_id),
    (SELECT count(*) FROM blocks WHERE guild_id = :guild_id),
    (SELECT count(*) FROM audit_lines WHERE guild_id = :guild_id),
    (SELECT count(*) FROM errands WHERE guild_id = :guild_id),
    (SELECT count(*) FROM wish_settings WHERE guild_id = :guild_id),
    (SELECT count(*) FROM fixes WHERE guild_id = :guild_id),
    (SELECT count(*) FROM scores WHERE guild_id = :guild_id),
    (SELECT count(*) FROM own_questions WHERE guild_id = :guild_id),
    (SELECT count(*) FROM asked_questions WHERE guild_id = :guild_id),
    (SELECT count(*) FROM plays WHERE guild_id = :guild_id)"""
"""The fields of `ServerHoldings`, all as of one moment."""

KEEP_LAST_NUMBER = """
INSERT INTO secrets (name, value) SELECT CAST(:name AS TEXT), CAST(max(number) AS TEXT) FROM wishes
WHERE guild_id = :guild_id HAVING max(number) IS NOT NULL
ON CONFLICT (name) DO UPDATE SET value = excluded.value
WHERE CAST(secrets.value AS INTEGER) < CAST(excluded.value AS INTEGER)"""
"""Whatever wish comes later has another number, so that no button of one that is deleted means it."""

WISHES = "SELECT number, ups + downs FROM wishes WHERE guild_id = :guild_id ORDER BY number"
"""The wishes of a server and how many votes each has."""

UNMERGE = """
UPDATE wishes SET state = 'removed', merged_into = NULL WHERE guild_id = :guild_id AND state = 'merged'"""
"""Lets a wish go before those that were merged into it."""

DELETE_WISH = (
    "DELETE FROM votes WHERE guild_id = :guild_id AND number = :number",
    "DELETE FROM follows WHERE guild_id = :guild_id AND number = :number",
    "DELETE FROM errands WHERE guild_id = :guild_id AND number = :number",
    "DELETE FROM wishes WHERE guild_id = :guild_id AND number = :number",
)


def _bite(table: str, *key: str) -> str:
    """Return what deletes so many rows of a server and returns a row for each."""
    columns = ", ".join(key)
    return (
        f"DELETE FROM {table} WHERE guild_id = :guild_id AND ({columns}) IN "  # noqa: S608 - of constants
        f"(SELECT {columns} FROM {table} WHERE guild_id = :guild_id ORDER BY {columns} LIMIT :most) RETURNING 1"
    )


BITES = (
    _bite("wish_drafts", "id"),
    _bite("blocks", "person_hash"),
    _bite("audit_lines", "line"),
    _bite("errands", "kind", "number", "person_id"),
    _bite("scores", "person_id", "day"),
    _bite("asked_questions", "pool", "question_id"),
    _bite("own_questions", "number"),
    """
UPDATE fixes SET guild_id = NULL
WHERE id IN (SELECT id FROM fixes WHERE guild_id = :guild_id ORDER BY id LIMIT :most) RETURNING 1""",
)

# Whoever is moving one on meets a version that is not theirs, and writes nothing.
END_PLAYS = (
    "UPDATE plays SET version = version + 1 WHERE guild_id = :guild_id",
    "DELETE FROM play_posts WHERE guild_id = :guild_id",
    "DELETE FROM plays WHERE guild_id = :guild_id",
)
"""Ends all plays of a server, of which there are as many as channels at the most."""

DELETE_SETTINGS = """
DELETE FROM wish_settings WHERE guild_id = :guild_id
    AND NOT EXISTS (SELECT 1 FROM wishes WHERE wishes.guild_id = :guild_id)"""
