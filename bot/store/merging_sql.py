"""The statements that merge one wish into another of its server, and take that back; each accepted by both engines."""

from collections.abc import Sequence
from datetime import datetime

from bot.store.database import Parameters, Statement
from bot.store.settings_sql import LOCK_SERVER
from bot.store.times import moment_text
from bot.store.votes_sql import LOCK
from bot.store.wishes_sql import is_posted

MERGEABLE = """
EXISTS (
    SELECT 1 FROM wishes AS own JOIN wishes AS other ON other.guild_id = own.guild_id
    WHERE own.guild_id = :guild_id AND own.number = :source AND other.number = :target AND other.number <> own.number
        AND own.state IN ('waiting', 'open')
        AND (other.state = 'open' OR (other.state = 'waiting' AND own.state = 'waiting'))
)"""
"""Both stand, and what all can vote on does not go into what waits for a moderator."""

RESTORABLE = """
EXISTS (
    SELECT 1 FROM wishes AS own
    WHERE own.guild_id = :guild_id AND own.number = :source AND own.state = 'merged' AND own.merged_into = :target
        AND NOT EXISTS (
            SELECT 1 FROM wishes AS standing
            WHERE standing.guild_id = own.guild_id AND standing.key = own.key AND standing.state IN ('waiting', 'open')
        )
)"""
"""It is merged into that one, and the same wish does not stand already."""

# A vote that came into the source from a wish merged earlier goes where that wish goes, and stays one of that wish.
_COPY_VOTES = f"""
INSERT INTO votes (guild_id, number, person_id, value, interaction_id, voted_at, via)
SELECT guild_id, :target, person_id, value, interaction_id, voted_at, coalesce(via, :source) FROM votes
WHERE guild_id = :guild_id AND number = :source AND value <> 0 AND {MERGEABLE}
ON CONFLICT (guild_id, number, person_id) DO NOTHING"""  # noqa: S608 - of constants

_DROP_MOVED_VOTES = f"""
DELETE FROM votes WHERE guild_id = :guild_id AND number = :source AND via IS NOT NULL AND {MERGEABLE}"""  # noqa: S608 - of constants

_COPY_FOLLOWS = f"""
INSERT INTO follows (guild_id, number, person_id, interaction_id, follows, followed_at)
SELECT guild_id, :target, person_id, interaction_id, follows, followed_at FROM follows
WHERE guild_id = :guild_id AND number = :source AND follows = 1 AND {MERGEABLE}
ON CONFLICT (guild_id, number, person_id) DO NOTHING"""  # noqa: S608 - of constants

_REPOINT = f"""
UPDATE wishes SET merged_into = :target
WHERE guild_id = :guild_id AND merged_into = :source AND {MERGEABLE}"""  # noqa: S608 - of constants

# A reason that nobody has looked at is not shown to all because the wish ended.
_MERGE = f"""
UPDATE wishes SET state = 'merged', merged_into = :target, why = CASE WHEN state = 'waiting' THEN '' ELSE why END
WHERE guild_id = :guild_id AND number = :source AND {MERGEABLE} RETURNING number"""  # noqa: S608 - of constants

_TAKE_VOTES_BACK = f"""
DELETE FROM votes WHERE guild_id = :guild_id AND number = :target AND via = :source AND {RESTORABLE}"""  # noqa: S608 - of constants

_RESTORE = f"""
UPDATE wishes SET state = 'open', merged_into = NULL
WHERE guild_id = :guild_id AND number = :source AND {RESTORABLE} RETURNING number"""  # noqa: S608 - of constants

RECOUNT = """
UPDATE wishes SET
    ups = (
        SELECT count(*) FROM votes
        WHERE votes.guild_id = wishes.guild_id AND votes.number = wishes.number AND votes.value = 1
    ),
    downs = (
        SELECT count(*) FROM votes
        WHERE votes.guild_id = wishes.guild_id AND votes.number = wishes.number AND votes.value = -1
    )
WHERE guild_id = :guild_id AND number = :number"""

# A card that is being redrawn while this is written has to be redrawn once more: the moment tells the two apart.
_REDRAW = """
INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries)
SELECT w.guild_id, 'card', w.number, 0, :now, 0 FROM wishes w
WHERE w.guild_id = :guild_id AND w.number IN (:source, :target) AND {condition}
ON CONFLICT (guild_id, kind, number, person_id) DO UPDATE SET due_at = excluded.due_at, tries = 0"""

_REDRAW_MERGED = _REDRAW.format(condition=f"{is_posted('w')} AND {MERGEABLE}")

# What waited for a moderator when it was merged has no card yet.
_HAS_ROOM = """
(w.message_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM wish_settings s WHERE s.guild_id = w.guild_id AND s.channel_id IS NOT NULL
))"""
_REDRAW_RESTORED = _REDRAW.format(condition=f"{_HAS_ROOM} AND {RESTORABLE}")


def locking_statements(guild: int, *wishes: int) -> list[Statement]:
    """Return what has to be written first: nobody else moderates in that server, or votes on those wishes, then."""
    server = Statement(LOCK_SERVER, {"guild_id": guild}, (guild, 0))
    return [server, *(Statement(LOCK, {"guild_id": guild, "number": one}) for one in sorted(wishes))]


def merge_statements(guild: int, source: int, target: int, now: datetime) -> list[Statement]:
    """Return one write that merges `source` into `target`; its last statement returns a row if that was done.

    It is done where `MERGEABLE` holds, else nothing is. Each voter counts once: who has a vote on the target keeps it.
    What else hangs on the merging belongs behind the locks and before the rest, on that condition, too; its
    parameters are guild_id, source and target.
    """
    both: Parameters = {"guild_id": guild, "source": source, "target": target}
    return [
        *locking_statements(guild, source, target),
        Statement(_COPY_VOTES, both),
        Statement(_DROP_MOVED_VOTES, both),
        Statement(_COPY_FOLLOWS, both),
        Statement(_REPOINT, both),
        *_recounted(guild, (source, target)),
        Statement(_REDRAW_MERGED, {**both, "now": moment_text(now)}),
        Statement(_MERGE, both),
    ]


def unmerge_statements(guild: int, source: int, target: int, now: datetime) -> list[Statement]:
    """Return one write that takes `source` out of `target` and opens it; its last statement returns a row if done.

    It is done where `RESTORABLE` holds, else nothing is. Who has pressed on the target since keeps that vote there.
    """
    both: Parameters = {"guild_id": guild, "source": source, "target": target}
    return [
        *locking_statements(guild, source, target),
        Statement(_TAKE_VOTES_BACK, both),
        *_recounted(guild, (source, target)),
        Statement(_REDRAW_RESTORED, {**both, "now": moment_text(now)}),
        Statement(_RESTORE, both),
    ]


def _recounted(guild: int, wishes: Sequence[int]) -> list[Statement]:
    return [Statement(RECOUNT, {"guild_id": guild, "number": one}) for one in wishes]
