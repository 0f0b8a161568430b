"""The statements of `bot.store.wishes`, each accepted by both engines."""

from bot.store.settings_sql import SETTINGS_COLUMNS
from bot.store.wish_rows import NAMED_COLUMNS, WISH_COLUMNS

_STANDING = "('waiting', 'open')"

BLOCKED = "EXISTS (SELECT 1 FROM blocks b WHERE b.guild_id = :guild_id AND b.person_hash = :person_hash)"
"""The rule that keeps out whom the moderators of a server have blocked."""

TOO_YOUNG = """
    WHEN s.account_days > CAST(:account_days AS INTEGER) THEN 'account'
    WHEN s.member_days > CAST(:member_days AS INTEGER) THEN 'member'"""
"""The rules about how long an account exists and is a member."""

_OWN = "SELECT count(*) FROM wishes o WHERE o.guild_id = :guild_id AND o.author_id = :person_id"
_ADD_REFUSAL = f"""
CASE
    WHEN {BLOCKED} THEN 'blocked'
    WHEN s.add_role_id IS NOT NULL AND CAST(:roles AS TEXT) NOT LIKE '%,' || s.add_role_id || ',%' THEN 'role'
    {TOO_YOUNG}
    WHEN ({_OWN} AND o.state IN {_STANDING}) >= s.most_wishes THEN 'wishes'
    WHEN ({_OWN} AND o.made_at > :burst_since) >= CAST(:most_in_a_burst AS INTEGER) THEN 'burst'
    WHEN ({_OWN} AND o.made_at > :day_since) >= CAST(:most_in_a_day AS INTEGER) THEN 'day'
    WHEN (SELECT count(*) FROM wishes o WHERE o.guild_id = :guild_id AND o.state IN {_STANDING})
        >= CAST(:most_standing AS INTEGER) THEN 'full'
END"""  # noqa: S608 - of constants

ADD_REFUSAL = f"SELECT {_ADD_REFUSAL} FROM wish_settings s WHERE s.guild_id = :guild_id"  # noqa: S608 - of constants

# A number is never given twice: the buttons of a wish that was deleted with its server's data may still be there.
_NEXT_NUMBER = """
(SELECT coalesce(max(n.number), 0) + 1 FROM (
    SELECT o.number FROM wishes o WHERE o.guild_id = :guild_id
    UNION ALL SELECT CAST(l.value AS INTEGER) FROM secrets l WHERE l.name = :last_number
) n)"""

ADD = f"""
INSERT INTO wishes (
    guild_id, number, key, {", ".join(NAMED_COLUMNS)}, occasion, why, manner, spoiler, hidden, author_id, state,
    interaction_id, made_at, origin_id, ups, downs, already, voters
)
SELECT
    s.guild_id, {_NEXT_NUMBER}, :key,
    {", ".join(f":{column}" for column in NAMED_COLUMNS)}, :occasion, :why, :manner,
    CAST(:spoiler AS INTEGER), CAST(:hidden AS INTEGER), CAST(:person_id AS BIGINT),
    CASE WHEN s.review = 1 AND CAST(:moderates AS INTEGER) = 0 THEN 'waiting' ELSE 'open' END,
    CAST(:interaction_id AS BIGINT), :now, CAST(:origin_id AS BIGINT), 0, 0, 0, 0
FROM wish_settings s
WHERE s.guild_id = :guild_id AND ({_ADD_REFUSAL}) IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM wishes o WHERE o.guild_id = :guild_id AND o.key = :key AND o.state IN {_STANDING}
    )
ON CONFLICT (interaction_id) DO NOTHING"""  # noqa: S608 - of constants

# Where it is made, Discord would say whose command a card answers: whoever hides their name has it posted by the bot.
POST_NEW = """
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w
JOIN wish_settings s ON s.guild_id = w.guild_id
WHERE w.interaction_id = :interaction_id AND w.state = 'open' AND w.message_id IS NULL AND (
    s.channel_id IS NOT NULL OR w.hidden = 1
    OR EXISTS (SELECT 1 FROM people p WHERE p.person_id = w.author_id AND p.hidden = 1)
)
ON CONFLICT (guild_id, kind, number, person_id) DO NOTHING"""

_WISHES = f"SELECT {WISH_COLUMNS} FROM wishes w WHERE w.guild_id = :guild_id"  # noqa: S608 - of constants

MADE = f"{_WISHES} AND w.interaction_id = :interaction_id"
SAME = f"{_WISHES} AND w.key = :key AND w.state IN {_STANDING}"
FIND = f"{_WISHES} AND w.number = :number"
MINE = f"{_WISHES} AND w.author_id = :person_id ORDER BY w.number DESC"
# Open wishes for the same two, whatever the company and the occasion, and those that swap the two people.
NEAR = f"""{_WISHES} AND w.state = 'open' AND w.key <> :key
    AND (substr(w.key, 1, length(CAST(:pair AS TEXT))) = :pair
        OR substr(w.key, 1, length(CAST(:swapped AS TEXT))) = :swapped)
ORDER BY w.number LIMIT 5"""
FREE_TEXTS = f"""{_WISHES} AND w.state = 'open' AND (w.who_id IS NULL OR w.into_id IS NULL)
ORDER BY w.number DESC LIMIT 500"""
SOME = f"{_WISHES} AND w.number IN (:n1, :n2, :n3, :n4, :n5, :n6, :n7, :n8, :n9, :n10)"

EDIT = f"""
UPDATE wishes SET why = :why, manner = :manner, spoiler = CAST(:spoiler AS INTEGER), hidden = CAST(:hidden AS INTEGER),
    state = CASE WHEN state = 'open' AND why <> :why AND CAST(:moderates AS INTEGER) = 0
        AND EXISTS (SELECT 1 FROM wish_settings s WHERE s.guild_id = :guild_id AND s.review = 1)
        THEN 'waiting' ELSE state END
WHERE guild_id = :guild_id AND number = :number AND author_id = :person_id AND state IN {_STANDING}"""  # noqa: S608 - of constants

# A reason that nobody has looked at is not shown to all because the wish ended.
WITHDRAW = f"""
UPDATE wishes SET state = 'withdrawn', why = CASE WHEN state = 'waiting' THEN '' ELSE why END
WHERE guild_id = :guild_id AND number = :number AND author_id = :person_id AND state IN {_STANDING}"""  # noqa: S608 - of constants


def is_posted(wish: str) -> str:
    """Return the condition that the card of a wish, by what a statement calls it, is on Discord or about to be."""
    return f"""
({wish}.message_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM errands e WHERE e.guild_id = {wish}.guild_id AND e.kind = 'card' AND e.number = {wish}.number
))"""  # noqa: S608 - of constants


_REDRAW = f"""
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w
WHERE w.guild_id = :guild_id AND w.number = :number AND {is_posted("w")}{{and_more}}
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""  # noqa: S608 - of constants
REDRAW = _REDRAW.format(and_more="")
"""Has the card of a wish drawn anew, where it has one; also when it is just being posted or drawn as it was before."""
REDRAW_OWN = _REDRAW.format(and_more=f" AND w.author_id = :person_id AND w.state IN {_STANDING}")
"""The same, on the condition on which its author may change the wish; stands before that change."""

PLACE_CARD = """
UPDATE wishes SET channel_id = :channel_id, message_id = :message_id
WHERE guild_id = :guild_id AND number = :number AND message_id IS NULL"""

PLACE_COPY = f"""
UPDATE wishes AS w SET channel_id = :channel_id, message_id = :message_id
WHERE w.guild_id = :guild_id AND w.number = :number AND w.state = 'open' AND NOT {is_posted("w")}"""  # noqa: S608 - of constants

# Cards say whether tallies are hidden: they are drawn anew when that begins and when it ends.
_OVER = "hidden_until <= :now"
REDRAW_SHOWN_AGAIN = f"""
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w
WHERE w.guild_id IN (SELECT s.guild_id FROM wish_settings s WHERE s.{_OVER}) AND w.state = 'open' AND {is_posted("w")}
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""  # noqa: S608 - of constants
"""Stands before `SHOW_AGAIN`, which takes the mark away by which it knows the servers."""
SHOW_AGAIN = f"UPDATE wish_settings SET hidden_until = NULL WHERE {_OVER}"  # noqa: S608 - of constants

LOSE_CARDS = "UPDATE wishes SET channel_id = NULL, message_id = NULL, thread_id = NULL"
POST_ALL = """
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w WHERE w.state = 'open'
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""

PLACE_THREAD = """
UPDATE wishes SET thread_id = :thread_id WHERE guild_id = :guild_id AND number = :number"""

# What a list is sorted by, in few columns, because a server may have thousands. What ended without ever having had
# a card may never have been looked at: see `Wish.is_private`.
ENTRIES = """
SELECT w.number, w.ups, w.downs, w.made_at, w.who_name, w.who_universe, w.who_id, w.into_name, w.into_universe,
    w.into_id, w.beside_name, w.beside_universe, w.beside_id, w.occasion, w.state
FROM wishes w
WHERE w.guild_id = :guild_id AND w.state = :state AND w.made_at >= :since
    AND (w.state NOT IN ('withdrawn', 'merged') OR w.message_id IS NOT NULL)
    AND (CAST(:who AS TEXT) IS NULL OR w.who_universe || '/' || w.who_id = :who
        OR w.beside_universe || '/' || w.beside_id = :who)
    AND (CAST(:into AS TEXT) IS NULL OR w.into_universe || '/' || w.into_id = :into)
ORDER BY w.number DESC LIMIT :most"""

SERVERS = """
SELECT guild_id, count(*), sum(ups + downs) FROM wishes GROUP BY guild_id ORDER BY count(*) DESC, guild_id"""

RECENT_VOTES = """
SELECT number, sum(CASE WHEN value = 1 THEN 1 ELSE 0 END), sum(CASE WHEN value = -1 THEN 1 ELSE 0 END)
FROM votes WHERE guild_id = :guild_id AND voted_at >= :since AND value <> 0 GROUP BY number"""

# Over the servers that share theirs: only of facts, because what people typed is for their own server.
SHARED = """
SELECT w.key, sum(w.ups), sum(w.downs), count(*), min(w.who_name), min(w.who_universe), min(w.who_id),
    min(w.into_name), min(w.into_universe), min(w.into_id), min(w.beside_name), min(w.beside_universe),
    min(w.beside_id), min(w.occasion)
FROM wishes w JOIN wish_settings s ON s.guild_id = w.guild_id
WHERE s.shared = 1 AND w.state = 'open' AND w.who_id IS NOT NULL AND w.into_id IS NOT NULL
    AND (w.beside_name IS NULL OR w.beside_id IS NOT NULL) AND (s.hidden_until IS NULL OR s.hidden_until <= :now)
GROUP BY w.key ORDER BY sum(w.ups) DESC, w.key LIMIT 500"""

# A person's standing votes (without copies in what wishes were merged into), and the wishes they were for that came
# true after they were.
VOTES_CAST = """
SELECT count(*) FROM votes WHERE guild_id = :guild_id AND person_id = :person_id AND value <> 0 AND via IS NULL"""
FORESEEN = f"""
SELECT {WISH_COLUMNS} FROM wishes w
WHERE w.guild_id = :guild_id AND w.state = 'came-true' AND w.already = 0 AND (
    w.author_id = :person_id OR EXISTS (
        SELECT 1 FROM votes v WHERE v.guild_id = w.guild_id AND v.number = w.number
            AND v.person_id = :person_id AND v.value = 1
    )
) ORDER BY w.settled_at DESC, w.number"""  # noqa: S608 - of constants

FIND_WITH_SETTINGS = f"""
SELECT {WISH_COLUMNS}, {SETTINGS_COLUMNS},
    (SELECT v.value FROM votes v WHERE v.guild_id = w.guild_id AND v.number = w.number AND v.person_id = :person_id),
    (SELECT f.follows FROM follows f
     WHERE f.guild_id = w.guild_id AND f.number = w.number AND f.person_id = :person_id)
FROM wishes w JOIN wish_settings s ON s.guild_id = w.guild_id
WHERE w.guild_id = :guild_id AND w.number = :number"""  # noqa: S608 - of constants

SAVE_DRAFT = """
INSERT INTO wish_drafts (id, guild_id, person_id, body, made_at) VALUES (:id, :guild_id, :person_id, :body, :now)
ON CONFLICT (id) DO UPDATE SET body = excluded.body
WHERE wish_drafts.guild_id = excluded.guild_id AND wish_drafts.person_id = excluded.person_id"""
DRAFT = """
SELECT body FROM wish_drafts
WHERE id = :id AND guild_id = :guild_id AND person_id = :person_id AND made_at > :since"""
DROP_DRAFT = "DELETE FROM wish_drafts WHERE id = :id AND guild_id = :guild_id AND person_id = :person_id"
SWEEP_DRAFTS = "DELETE FROM wish_drafts WHERE made_at < :before"
SWEEP_VOTES = "DELETE FROM votes WHERE value = 0 AND voted_at < :before"
SWEEP_FOLLOWS = "DELETE FROM follows WHERE follows = 0 AND followed_at < :before"
