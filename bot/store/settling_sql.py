"""The statements of `bot.store.settling`, each accepted by both engines."""

from bot.store.wish_rows import NAMED_COLUMNS, WISH_COLUMNS
from bot.store.wishes_sql import is_posted

# Of a state at a time, so that each of the two halves comes in the order of an index and ends with its batch.
_HALF = f"""
SELECT * FROM (
    SELECT {WISH_COLUMNS}, w.key FROM wishes w
    WHERE w.state = '{{state}}' AND w.into_universe = :universe_id AND w.who_universe = :universe_id
        AND (w.beside_name IS NULL OR w.beside_universe = :universe_id)
        AND (w.key, w.guild_id, w.number) > (:key, CAST(:guild_id AS BIGINT), CAST(:number AS INTEGER))
    ORDER BY w.key, w.guild_id, w.number LIMIT CAST(:most AS INTEGER)
) AS {{state}}_wishes"""  # noqa: S608 - of constants

STANDING = f"""
SELECT * FROM ({_HALF.format(state="waiting")} UNION ALL {_HALF.format(state="open")}) AS both_states
ORDER BY key, guild_id, number LIMIT CAST(:most AS INTEGER)"""  # noqa: S608 - of constants
"""The next wishes that the facts of a universe can grant."""

_FREE = "(w.who_id IS NULL OR w.into_id IS NULL OR (w.beside_name IS NOT NULL AND w.beside_id IS NULL))"

# The state is wrapped to keep its index out: by the primary key each batch begins where the one before ended.
FREE_TEXTS = f"""
SELECT {WISH_COLUMNS} FROM wishes w
WHERE (w.guild_id, w.number) > (CAST(:guild_id AS BIGINT), CAST(:number AS INTEGER))
    AND coalesce(w.state, '') IN ('waiting', 'open')
    AND {_FREE}
ORDER BY w.guild_id, w.number LIMIT CAST(:most AS INTEGER)"""  # noqa: S608 - of constants

# Whoever settles holds the wish's row: with what was read unchanged, nobody else has settled it.
_STANDS = """
w.guild_id = :guild_id AND w.number = :number AND w.manner = :manner AND w.state IN ('waiting', 'open')"""

# A wish that waits has a card only if it was open before; the moment tells a redrawing under way from the next one.
CARD = f"""
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w WHERE {_STANDS} AND {is_posted("w")}
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""  # noqa: S608 - of constants

GRANTED = f"""
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'granted', w.number, 0, :now, 0 FROM wishes w JOIN wish_settings s ON s.guild_id = w.guild_id
WHERE {_STANDS} AND w.state = 'open' AND CAST(:already AS INTEGER) = 0
    AND (s.channel_id IS NOT NULL OR w.channel_id IS NOT NULL)
ON CONFLICT (guild_id, kind, number, person_id) DO NOTHING"""  # noqa: S608 - of constants

FOLLOWERS = f"""
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT f.guild_id, 'follower', f.number, f.person_id, :now, 0
FROM follows f JOIN wishes w ON w.guild_id = f.guild_id AND w.number = f.number
WHERE {_STANDS} AND f.follows = 1
ON CONFLICT (guild_id, kind, number, person_id) DO NOTHING"""  # noqa: S608 - of constants

# What nobody has looked at is not shown to all because the wish came true.
SETTLE = f"""
UPDATE wishes AS w SET
    state = 'came-true', true_title = :title, true_season = CAST(:season AS INTEGER),
    true_episode = CAST(:episode AS INTEGER), true_on = CAST(:released AS TEXT), settled_at = :now,
    already = CAST(:already AS INTEGER), why = CASE WHEN w.state = 'waiting' THEN '' ELSE w.why END,
    voters = (SELECT count(DISTINCT v.person_id) FROM votes v WHERE v.guild_id = :guild_id AND v.value <> 0)
WHERE {_STANDS} RETURNING number"""  # noqa: S608 - of constants

_STANDING_SAME = """
SELECT 1 FROM wishes o WHERE o.guild_id = :guild_id AND o.key = :key AND o.state IN ('waiting', 'open')"""

SAME = """
SELECT w.number, w.state FROM wishes w
WHERE w.guild_id = :guild_id AND w.key = :key AND w.state IN ('waiting', 'open')"""

REKEY = f"""
UPDATE wishes AS w SET key = :key, {", ".join(f"{column} = :{column}" for column in NAMED_COLUMNS)}
WHERE w.guild_id = :guild_id AND w.number = :number AND w.state IN ('waiting', 'open') AND {_FREE}
    AND NOT EXISTS ({_STANDING_SAME}) RETURNING number"""  # noqa: S608 - of constants

STATE = "SELECT w.state FROM wishes w WHERE w.guild_id = :guild_id AND w.number = :number"

UNSETTLED = """
SELECT u.id, u.content_hash FROM universes u LEFT JOIN settled_facts s ON s.universe_id = u.id
WHERE s.content_hash IS NULL OR s.content_hash <> u.content_hash ORDER BY u.id"""

# Another process may have loaded newer facts meanwhile, which nobody has looked through then.
RECORD = """
INSERT INTO settled_facts (universe_id, content_hash)
SELECT u.id, u.content_hash FROM universes u WHERE u.id = :universe_id AND u.content_hash = :content_hash
ON CONFLICT (universe_id) DO UPDATE SET content_hash = excluded.content_hash"""
