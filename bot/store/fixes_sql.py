"""The statements of `bot.store.fixes`, each accepted by both engines."""

# Locks its row until the commit: another process that counts waits here, and then sees what this one wrote.
TURN = """
INSERT INTO turnstiles (name, passed_at) VALUES ('fixes', :now)
ON CONFLICT (name) DO UPDATE SET passed_at = excluded.passed_at"""

# Of each limit, in the order of `Limit`: when the oldest of the fixes that reach it was received, else null.
_PERSON_BURST = """
(SELECT received_at FROM fixes WHERE person_id = :person_id AND received_at > :person_burst_since
 ORDER BY received_at DESC LIMIT 1 OFFSET :person_burst_before)"""
_PERSON_DAY = """
(SELECT received_at FROM fixes WHERE person_id = :person_id AND received_at > :person_day_since
 ORDER BY received_at DESC LIMIT 1 OFFSET :person_day_before)"""
_SERVER_DAY = """
(SELECT received_at FROM fixes WHERE guild_id = :guild_id AND received_at > :server_day_since
 ORDER BY received_at DESC LIMIT 1 OFFSET :server_day_before)"""
_OPEN = """
(SELECT received_at FROM fixes WHERE done_at IS NULL ORDER BY id DESC LIMIT 1 OFFSET :open_before)"""

REACHED = f"SELECT {_PERSON_BURST}, {_PERSON_DAY}, {_SERVER_DAY}, {_OPEN}"

RECORD = f"""
INSERT INTO fixes (
    id, interaction_id, universe_id, character_id, title_id, claim, origin, person_id, guild_id, received_at
)
SELECT
    (SELECT coalesce(max(id), 0) + 1 FROM fixes),
    :interaction_id, :universe_id, :character_id, :title_id, :claim, :origin, :person_id, :guild_id, :now
WHERE coalesce({_PERSON_BURST}, {_PERSON_DAY}, {_SERVER_DAY}, {_OPEN}) IS NULL
ON CONFLICT (interaction_id) DO NOTHING"""  # noqa: S608 - of constants

NUMBER = "SELECT id FROM fixes WHERE interaction_id = :interaction_id"

OPEN = """
SELECT id, received_at, universe_id, character_id, title_id, claim, origin FROM fixes
WHERE done_at IS NULL AND (CAST(:universe_id AS TEXT) IS NULL OR universe_id = :universe_id) ORDER BY id"""

CLOSE = "UPDATE fixes SET done_at = :now WHERE id = :id AND done_at IS NULL RETURNING id"

FORGET = """
UPDATE fixes SET person_id = NULL, guild_id = NULL
WHERE person_id IS NOT NULL AND received_at < :before RETURNING id"""
