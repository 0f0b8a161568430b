"""The statements of `bot.store.moderation`, each accepted by both engines.

The line of the audit is written before the change, on the same condition; both are done or neither is. What is
delivered again after its change was undone breaks `audit_lines_once`, and so does nothing as a whole.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.wish_settings import WishSettings
from bot.store.merging_sql import MERGEABLE, RESTORABLE
from bot.store.settings_sql import settings_values
from bot.store.wish_rows import WISH_COLUMNS
from bot.store.wishes_sql import is_posted

_LINE = """
INSERT INTO audit_lines (guild_id, line, at, actor_id, interaction_id, action, number, detail)
SELECT
    CAST(:guild_id AS BIGINT), (SELECT coalesce(max(a.line), 0) + 1 FROM audit_lines a WHERE a.guild_id = :guild_id),
    :now, CAST(:actor_id AS BIGINT), CAST(:interaction_id AS BIGINT), :action, CAST(:number AS INTEGER), {detail}
{condition}"""


def _line(condition: str, detail: str = ":detail") -> str:
    return _LINE.format(condition=condition, detail=detail)


class Decision(NamedTuple):
    """One write about a wish, behind the locks: its line, what has to be drawn on Discord, the change."""

    line: str
    card: str
    change: str


_THIS = "wishes.guild_id = :guild_id AND wishes.number = :number"

# A card that is being drawn while this is written has to be drawn once more: the moment tells the two apart.
_CARD = """
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT wishes.guild_id, 'card', wishes.number, 0, :now, 0 FROM wishes WHERE {condition}
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""
_IS_POSTED = is_posted("wishes")


def _decision(condition: str, change: str, card: str) -> Decision:
    where = f"{_THIS} AND {condition}"
    return Decision(
        _line(f"FROM wishes WHERE {where}"),
        _CARD.format(condition=f"{where} AND {card}"),
        f"UPDATE wishes SET {change} WHERE {where}",  # noqa: S608 - of constants
    )


_WAITS = "wishes.state = 'waiting'"
_STANDS = "wishes.state IN ('waiting', 'open')"
_CAN_OPEN = """
wishes.state IN ('removed', 'withdrawn') AND NOT EXISTS (
    SELECT 1 FROM wishes o
    WHERE o.guild_id = wishes.guild_id AND o.key = wishes.key AND o.state IN ('waiting', 'open')
)"""

APPROVE = _decision(_WAITS, "state = 'open'", card="1 = 1")
REJECT = _decision(_WAITS, "state = 'removed', removal = :detail", _IS_POSTED)
REMOVE = _decision(_STANDS, "state = 'removed', removal = :detail", _IS_POSTED)
RESTORE = _decision(_CAN_OPEN, "state = 'open', removal = NULL", card="1 = 1")

MERGE_LINE = _line(f"WHERE {MERGEABLE}")
UNMERGE_LINE = _line(f"WHERE {RESTORABLE}")
MERGED_INTO = "SELECT merged_into FROM wishes WHERE guild_id = :guild_id AND number = :number"

DONE = """
SELECT line FROM audit_lines
WHERE guild_id = :guild_id AND interaction_id = :interaction_id AND action = :action"""
"""Whether this interaction did what it asked for, now or when it was delivered before."""

_WISHES = f"SELECT {WISH_COLUMNS} FROM wishes w WHERE w.guild_id = :guild_id"  # noqa: S608 - of constants

FIND = f"{_WISHES} AND w.number = :number"
STANDING_TWIN = f"""{_WISHES} AND w.number <> :number AND w.state IN ('waiting', 'open')
    AND w.key = (SELECT o.key FROM wishes o WHERE o.guild_id = :guild_id AND o.number = :number)"""  # noqa: S608 - of constants
QUEUE = f"{_WISHES} AND w.state = 'waiting' AND w.number > :after ORDER BY w.number LIMIT :limit"
EXPORT = f"{_WISHES} ORDER BY w.number"

_BLOCK = "SELECT 1 FROM blocks b WHERE b.guild_id = :guild_id AND b.person_hash = :person_hash"
BLOCK_LINE = _line(f"WHERE NOT EXISTS ({_BLOCK})")
BLOCK = """
INSERT INTO blocks (guild_id, person_hash, blocked_at) VALUES (:guild_id, :person_hash, :now)
ON CONFLICT (guild_id, person_hash) DO NOTHING"""
UNBLOCK_LINE = _line(f"WHERE EXISTS ({_BLOCK})")
UNBLOCK = "DELETE FROM blocks WHERE guild_id = :guild_id AND person_hash = :person_hash"

EXPORTED = _line("WHERE NOT EXISTS (SELECT 1 FROM audit_lines o WHERE o.interaction_id = :interaction_id)")

AUDIT = """
SELECT line, at, actor_id, action, number, detail FROM audit_lines
WHERE guild_id = :guild_id AND (CAST(:before AS INTEGER) IS NULL OR line < :before) ORDER BY line DESC LIMIT :limit"""

# How a line of the audit begins what it says of a setting (`settings_in_words`), by column, in the order of these.
_NAMES = dict(
    zip(
        settings_values(WishSettings()),
        (
            "wish channel",
            "review",
            "role to add",
            "role to vote",
            "age of an account",
            "time on the server",
            "wishes a person",
            "votes a person",
            "votes for one''s own wish",
            "tallies",
            "weekly digest",
            "counting over all servers",
        ),
        strict=True,
    )
)


class Change(NamedTuple):
    """One write of some settings, behind the locks: its line, the cards that show it, the change."""

    line: str
    cards: str
    change: str


def change_of(columns: Sequence[str]) -> Change:
    """Return what changes one or more columns of the settings and leaves the others as they are by then.

    Of each column the one who sent theirs last decides, also when an earlier change is delivered late, or again.
    """
    changes = {column: f"{_differs(column)} AND {_is_newest(column)}" for column in columns}
    words = " || ".join(
        f"CASE WHEN {one} THEN CAST(:{column}_words AS TEXT) ELSE '' END" for column, one in changes.items()
    )
    here = "FROM wish_settings s WHERE s.guild_id = :guild_id AND"
    hides = changes.get("hidden_until", "1 = 0")
    kept = (f"{column} = CASE WHEN {_is_newest(column)} THEN {_value(column)} ELSE {column} END" for column in columns)
    return Change(
        _line(f"{here} ({' OR '.join(changes.values())})", detail=f"rtrim({words}, '; ')"),
        _CARD.format(
            condition=f"wishes.guild_id = :guild_id AND wishes.state = 'open' AND {_IS_POSTED} "
            f"AND EXISTS (SELECT 1 {here} {hides})"
        ),
        f"UPDATE wish_settings SET {', '.join(kept)} WHERE guild_id = :guild_id",  # noqa: S608 - of constants
    )


def _value(column: str) -> str:
    return f"CAST(:{column} AS {'TEXT' if column == 'hidden_until' else 'BIGINT'})"


def _differs(column: str) -> str:
    none = "''" if column == "hidden_until" else "-1"
    return f"coalesce(s.{column}, {none}) <> coalesce({_value(column)}, {none})"


def _is_newest(column: str) -> str:
    return f"""NOT EXISTS (
    SELECT 1 FROM audit_lines o
    WHERE o.guild_id = :guild_id AND o.action = 'settings' AND o.interaction_id > :interaction_id
        AND '; ' || o.detail LIKE '%; {_NAMES[column]} %'
)"""  # noqa: S608 - of constants
