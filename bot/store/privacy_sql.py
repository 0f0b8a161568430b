"""The statements of `bot.store.privacy`, each accepted by both engines."""

from typing import NamedTuple

HOLDINGS = """
SELECT
    (SELECT count(*) FROM wishes WHERE author_id = :person_id),
    (SELECT count(*) FROM votes WHERE person_id = :person_id AND value <> 0 AND via IS NULL),
    (SELECT count(*) FROM follows WHERE person_id = :person_id AND follows = 1),
    (SELECT count(*) FROM wish_drafts WHERE person_id = :person_id),
    (SELECT count(*) FROM fixes WHERE person_id = :person_id),
    (SELECT count(*) FROM audit_lines WHERE actor_id = :person_id),
    (SELECT count(*) FROM errands WHERE person_id = :person_id),
    (SELECT count(*) FROM scores WHERE person_id = :person_id),
    (SELECT count(*) FROM daily_answers WHERE person_id = :person_id),
    (SELECT count(*) FROM own_questions WHERE person_id = :person_id),
    (SELECT count(*) FROM votes WHERE person_id = :person_id AND (value = 0 OR via IS NOT NULL))
        + (SELECT count(*) FROM follows WHERE person_id = :person_id AND follows = 0)
        + (SELECT count(*) FROM people WHERE person_id = :person_id AND hidden = 0),
    (SELECT count(*) FROM people WHERE person_id = :person_id AND hidden = 1)"""
"""The fields of `Holdings` but the last, all as of one moment."""

SERVERS = """
SELECT guild_id FROM wishes WHERE author_id = :person_id
UNION SELECT guild_id FROM votes WHERE person_id = :person_id
UNION SELECT guild_id FROM follows WHERE person_id = :person_id
ORDER BY 1"""

TOUCHED = """
SELECT number FROM wishes WHERE guild_id = :guild_id AND author_id = :person_id
UNION SELECT number FROM votes WHERE guild_id = :guild_id AND person_id = :person_id
ORDER BY 1"""
"""The wishes of a server that a person made or voted on, in the order in which everybody locks them."""

DROP_EMPTY_VOTES = "DELETE FROM votes WHERE guild_id = :guild_id AND person_id = :person_id AND value = 0"

VOTES = "SELECT number FROM votes WHERE guild_id = :guild_id AND person_id = :person_id"

# A vote of an earlier life that came with a merged wish: the newer one stands.
DROP_EARLIER_LIVES = """
DELETE FROM votes WHERE guild_id = :guild_id AND person_id = :nobody AND number IN (
    SELECT v.number FROM votes v WHERE v.guild_id = :guild_id AND v.person_id = :person_id
) RETURNING number"""

# The interaction goes, too: copies of one vote in merged wishes share it, and Discord knows whose it was.
UNNAME_VOTE = """
UPDATE votes SET person_id = :nobody, interaction_id = 0
WHERE guild_id = :guild_id AND number = :number AND person_id = :person_id"""

# A card that is being drawn while this is written has to be drawn once more: the moment tells the two apart.
_REDRAW = """
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w
WHERE {of_whom} AND (w.message_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM errands e WHERE e.guild_id = w.guild_id AND e.kind = 'card' AND e.number = w.number
))
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""
REDRAW = _REDRAW.format(of_whom="w.author_id = :person_id")
REDRAW_ONE = _REDRAW.format(of_whom="w.guild_id = :guild_id AND w.number = :number")

UNNAME = (
    "UPDATE wishes SET author_id = NULL, why = '' WHERE author_id = :person_id",
    "DELETE FROM follows WHERE person_id = :person_id",
    "DELETE FROM wish_drafts WHERE person_id = :person_id",
    "DELETE FROM errands WHERE person_id = :person_id",
    "UPDATE audit_lines SET actor_id = NULL WHERE actor_id = :person_id",
    "UPDATE fixes SET person_id = NULL, guild_id = NULL WHERE person_id = :person_id",
    "DELETE FROM scores WHERE person_id = :person_id",
    "DELETE FROM daily_answers WHERE person_id = :person_id",
    "UPDATE own_questions SET person_id = NULL, interaction_id = 0 WHERE person_id = :person_id",
    "DELETE FROM people WHERE person_id = :person_id",
)
"""What is done to all tables but the votes, once the cards that say the name are on the list."""

HIDDEN = "SELECT count(*) FROM people WHERE person_id = :person_id AND hidden = 1"
HIDE = """
INSERT INTO people (person_id, hidden) VALUES (:person_id, 1) ON CONFLICT (person_id) DO UPDATE SET hidden = 1"""
SHOW = "DELETE FROM people WHERE person_id = :person_id"
"""To be shown is what is so for everybody of whom nothing is stored."""


class Texts(NamedTuple):
    """Where people may have typed somebody's id: the texts of a table, with its key.

    `find` returns texts and key of the rows in which any has the pattern; `replace` has one statement a text, which
    does nothing where that was changed meanwhile.
    """

    texts: tuple[str, ...]
    key: tuple[str, ...]
    find: str
    replace: tuple[str, ...]


def _texts(table: str, key: tuple[str, ...], texts: tuple[str, ...]) -> Texts:
    found = " OR ".join(f"{text} LIKE :pattern" for text in texts)
    this = " AND ".join(f"{column} = :{column}" for column in key)
    return Texts(
        texts,
        key,
        f"SELECT {', '.join((*texts, *key))} FROM {table} WHERE {found}",  # noqa: S608 - of constants
        tuple(f"UPDATE {table} SET {text} = :after WHERE {this} AND {text} = :before" for text in texts),  # noqa: S608 - of constants
    )


WISH_TEXTS = _texts("wishes", ("guild_id", "number"), ("who_name", "into_name", "beside_name", "why", "removal", "key"))
OTHER_TEXTS = (
    _texts("audit_lines", ("guild_id", "line"), ("detail",)),
    _texts("fixes", ("id",), ("claim", "origin")),
    _texts("own_questions", ("guild_id", "number"), ("text", "accepted", "wrong", "category", "author", "list")),
)
DRAFTS_THAT_NAME = "DELETE FROM wish_drafts WHERE body LIKE :pattern"


class Export(NamedTuple):
    """One table as a person gets it: its name, its columns, and the query for its rows."""

    name: str
    columns: tuple[str, ...]
    query: str


def _export(name: str, columns: str, rest: str) -> Export:
    names = tuple(column.split()[-1].rpartition(".")[2] for column in columns.split(","))
    return Export(name, names, f"SELECT {columns} {rest}")


_WANTED = """
    w.who_name AS who, w.who_universe, w.who_id, w.into_name AS into_title, w.into_universe, w.into_id,
    w.beside_name AS beside, w.beside_universe, w.beside_id, w.occasion"""

# What others did is theirs: no tally (which a server may hide), no author, no reason of somebody else's wish.
EXPORTS = (
    _export(
        "wishes",
        f"""w.guild_id, w.number, {_WANTED}, w.why, w.manner, w.spoiler, w.hidden, w.state, w.made_at, w.merged_into,
    w.removal, w.true_title, w.true_season, w.true_episode, w.true_on, w.settled_at, w.origin_id, w.channel_id,
    w.message_id, w.thread_id, w.interaction_id""",
        "FROM wishes w WHERE w.author_id = :person_id ORDER BY w.guild_id, w.number",
    ),
    _export(
        "votes",
        f"v.guild_id, v.number, {_WANTED}, v.value, v.voted_at, v.via, v.interaction_id",
        """FROM votes v JOIN wishes w ON w.guild_id = v.guild_id AND w.number = v.number
WHERE v.person_id = :person_id ORDER BY v.guild_id, v.number""",
    ),
    _export(
        "follows",
        f"f.guild_id, f.number, {_WANTED}, f.follows, f.followed_at, f.interaction_id",
        """FROM follows f JOIN wishes w ON w.guild_id = f.guild_id AND w.number = f.number
WHERE f.person_id = :person_id ORDER BY f.guild_id, f.number""",
    ),
    _export(
        "fixes",
        "id, universe_id, character_id, title_id, claim, origin, guild_id, received_at, done_at, interaction_id",
        "FROM fixes WHERE person_id = :person_id ORDER BY id",
    ),
    _export(
        "drafts",
        "id, guild_id, made_at, body",
        "FROM wish_drafts WHERE person_id = :person_id ORDER BY made_at, id",
    ),
    _export(
        "audit",
        "guild_id, line, at, action, number, detail, interaction_id",
        "FROM audit_lines WHERE actor_id = :person_id ORDER BY guild_id, line",
    ),
    _export(
        "messages",
        "guild_id, kind, number, due_at, tries",
        "FROM errands WHERE person_id = :person_id ORDER BY guild_id, kind, number",
    ),
    _export(
        "scores",
        "guild_id, day, points, answers, rights, took_ms, best_streak, plays, wins",
        "FROM scores WHERE person_id = :person_id ORDER BY guild_id, day",
    ),
    _export(
        "daily",
        "universe_id, day, number, choice, is_right, answered_at, interaction_id",
        "FROM daily_answers WHERE person_id = :person_id ORDER BY day, universe_id, number",
    ),
    _export(
        "questions",
        "guild_id, number, text, accepted, wrong, category, level, author, list, state, made_at, interaction_id",
        "FROM own_questions WHERE person_id = :person_id ORDER BY guild_id, number",
    ),
    _export("visibility", "hidden", "FROM people WHERE person_id = :person_id"),
)
