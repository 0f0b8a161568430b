"""The statements of `bot.store.plays`, each accepted by both engines."""

_COLUMNS = "guild_id, play_id, channel_id, kind, subject, body, question, message_id, version, due_at"
_THIS = "guild_id = :guild_id AND play_id = :play_id"

OPEN = f"""
INSERT INTO plays ({_COLUMNS}, owner, owned_until)
VALUES (:guild_id, :play_id, :channel_id, :kind, :subject, :body, :question, NULL, 0, :due_at, :owner, :owned_until)
ON CONFLICT DO NOTHING
RETURNING play_id"""  # noqa: S608 - of constants
"""A channel has one play underway, whoever opens another at the same moment."""

FIND = f"SELECT {_COLUMNS} FROM plays WHERE {_THIS}"  # noqa: S608 - of constants
OWNED = f"SELECT count(*) FROM plays WHERE {_THIS} AND owner = :owner"  # noqa: S608 - of constants
MINE = "SELECT guild_id, play_id FROM plays WHERE owner = :owner ORDER BY guild_id, play_id"
IN_CHANNEL = """
SELECT play_id FROM plays WHERE guild_id = :guild_id AND channel_id = :channel_id AND due_at IS NOT NULL"""

KEEP = f"""
UPDATE plays SET subject = :subject, body = :body, question = :question, due_at = :due_at, version = version + 1
WHERE {_THIS} AND version = :version AND owner = :owner
RETURNING version"""  # noqa: S608 - of constants

LOCK = f"UPDATE plays SET version = version WHERE {_THIS}"  # noqa: S608 - of constants
"""Whoever keeps more than the play alone waits for whoever changes it, in any process."""
UNCHANGED = f"EXISTS (SELECT 1 FROM plays WHERE {_THIS} AND version = :version AND owner = :owner)"  # noqa: S608 - of constants
"""Whether `KEEP`, the last of the same write, will do it: afterwards a version could be anybody's."""

ADD_POST = f"""
INSERT INTO play_posts (guild_id, play_id, number, body)
SELECT CAST(:guild_id AS BIGINT), CAST(:play_id AS BIGINT), CAST(:version AS INTEGER), CAST(:post AS TEXT)
WHERE {UNCHANGED}"""
RATE_OWN = f"""
UPDATE own_questions SET
    answers = answers + CAST(:answers AS INTEGER), rights = rights + CAST(:rights AS INTEGER)
WHERE guild_id = :guild_id AND fingerprint = :question_id AND {UNCHANGED}"""  # noqa: S608 - of constants
POSTS = f"SELECT number, body FROM play_posts WHERE {_THIS} ORDER BY number"  # noqa: S608 - of constants

PLACE = f"UPDATE plays SET message_id = :message_id WHERE {_THIS} AND owner = :owner"  # noqa: S608 - of constants
DROP_POST = f"DELETE FROM play_posts WHERE {_THIS} AND number = :number"  # noqa: S608 - of constants
DROP_ENDED = f"""
DELETE FROM plays WHERE {_THIS} AND due_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM play_posts p WHERE p.guild_id = :guild_id AND p.play_id = :play_id)"""  # noqa: S608 - of constants

LEFT_ALONE = """
SELECT guild_id, play_id FROM plays
WHERE owner <> :owner AND (CAST(:alone AS INTEGER) = 1 OR owned_until <= :now)
ORDER BY guild_id, play_id LIMIT 1000"""
TAKE = f"""
UPDATE plays SET owner = :owner, owned_until = :owned_until, version = version + 1
WHERE {_THIS} AND owner <> :owner AND (CAST(:alone AS INTEGER) = 1 OR owned_until <= :now)
RETURNING {_COLUMNS}"""  # noqa: S608 - of constants
RENEW = "UPDATE plays SET owned_until = :owned_until WHERE owner = :owner"
LET_GO = "UPDATE plays SET owned_until = :now WHERE owner = :owner"
FORGET_MESSAGES = "UPDATE plays SET message_id = NULL"

PLACES = tuple(f"p{number}" for number in range(1, 101))
"""The places that `HIDDEN` has for people: more than nearly every play has; one it is given nothing for is nobody."""
HIDDEN = f"""
SELECT person_id FROM people WHERE hidden = 1 AND person_id IN ({", ".join(f":{place}" for place in PLACES)})"""  # noqa: S608 - of constants
