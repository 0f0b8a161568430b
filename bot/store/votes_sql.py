"""The statements of `bot.store.votes`, each accepted by both engines."""

from bot.store.wishes_sql import BLOCKED, TOO_YOUNG

# A person whose votes are counted waits for whoever counts them already; without such a limit nobody waits here.
LOCK_LIMIT = """
UPDATE wish_settings SET guild_id = guild_id WHERE guild_id = :guild_id AND most_votes IS NOT NULL"""

LOCK = "UPDATE wishes SET ups = ups WHERE guild_id = :guild_id AND number = :number"
"""The votes of a wish are counted one after another, in any process."""

_OTHER_VOTES = """
SELECT count(*) FROM votes o JOIN wishes ow ON ow.guild_id = o.guild_id AND ow.number = o.number
WHERE o.guild_id = :guild_id AND o.person_id = :person_id AND o.number <> :number AND o.value <> 0
    AND ow.state = 'open'"""

# Who takes a vote back needs no right to vote.
_REFUSAL = f"""
CASE
    WHEN w.state <> 'open' THEN 'closed'
    WHEN CAST(:value AS INTEGER) = 0 THEN NULL
    WHEN {BLOCKED} THEN 'blocked'
    WHEN s.self_votes = 0 AND w.author_id = :person_id THEN 'own'
    WHEN s.vote_role_id IS NOT NULL AND CAST(:roles AS TEXT) NOT LIKE '%,' || s.vote_role_id || ',%' THEN 'role'
    {TOO_YOUNG}
    WHEN s.most_votes IS NOT NULL AND ({_OTHER_VOTES}) >= s.most_votes THEN 'votes'
END"""

_THIS = "w.guild_id = :guild_id AND w.number = :number"
_ALLOWED = f"""EXISTS (
    SELECT 1 FROM wishes w JOIN wish_settings s ON s.guild_id = w.guild_id WHERE {_THIS} AND ({_REFUSAL}) IS NULL
)"""  # noqa: S608 - of constants
_MY_VOTE = "v.guild_id = :guild_id AND v.number = :number AND v.person_id = :person_id"

# Who was forgotten and is back has the vote that went on counting, instead of a second one.
RECLAIM = f"""
UPDATE votes SET person_id = CAST(:person_id AS BIGINT)
WHERE guild_id = :guild_id AND number = :number AND person_id = :nobody
    AND NOT EXISTS (SELECT 1 FROM votes v WHERE {_MY_VOTE}) AND {_ALLOWED}"""  # noqa: S608 - of constants

BEFORE = f"SELECT v.value FROM votes v WHERE {_MY_VOTE}"  # noqa: S608 - of constants

# Both change only by a press that is newer than what is kept: one that is delivered again, or late, does nothing.
COUNT = f"""
UPDATE wishes SET
    ups = ups + (CASE WHEN CAST(:value AS INTEGER) = 1 THEN 1 ELSE 0 END)
        - (SELECT count(*) FROM votes v WHERE {_MY_VOTE} AND v.value = 1),
    downs = downs + (CASE WHEN CAST(:value AS INTEGER) = -1 THEN 1 ELSE 0 END)
        - (SELECT count(*) FROM votes v WHERE {_MY_VOTE} AND v.value = -1)
WHERE guild_id = :guild_id AND number = :number AND {_ALLOWED}
    AND NOT EXISTS (SELECT 1 FROM votes v WHERE {_MY_VOTE} AND v.interaction_id >= :interaction_id)"""  # noqa: S608 - of constants

RECORD = f"""
INSERT INTO votes (guild_id, number, person_id, value, interaction_id, voted_at)
SELECT CAST(:guild_id AS BIGINT), CAST(:number AS INTEGER), CAST(:person_id AS BIGINT), CAST(:value AS INTEGER),
    CAST(:interaction_id AS BIGINT), :now
WHERE {_ALLOWED}
ON CONFLICT (guild_id, number, person_id) DO UPDATE SET
    value = excluded.value, interaction_id = excluded.interaction_id, voted_at = excluded.voted_at, via = NULL
WHERE votes.interaction_id < excluded.interaction_id"""

REFUSAL = f"""
SELECT {_REFUSAL} FROM wishes w JOIN wish_settings s ON s.guild_id = w.guild_id WHERE {_THIS}"""  # noqa: S608 - of constants

FOLLOW = f"""
INSERT INTO follows (guild_id, number, person_id, interaction_id, follows, followed_at)
SELECT w.guild_id, w.number, CAST(:person_id AS BIGINT), CAST(:interaction_id AS BIGINT),
    CAST(:follows AS INTEGER), :now
FROM wishes w WHERE {_THIS} AND w.state = 'open' AND (CAST(:follows AS INTEGER) = 0 OR NOT {BLOCKED})
ON CONFLICT (guild_id, number, person_id) DO UPDATE SET
    interaction_id = excluded.interaction_id, follows = excluded.follows, followed_at = excluded.followed_at
WHERE follows.interaction_id < excluded.interaction_id"""  # noqa: S608 - of constants
FOLLOW_REFUSAL = f"""
SELECT CASE WHEN w.state <> 'open' THEN 'closed' WHEN CAST(:follows AS INTEGER) = 1 AND {BLOCKED} THEN 'blocked' END
FROM wishes w WHERE {_THIS}"""  # noqa: S608 - of constants
