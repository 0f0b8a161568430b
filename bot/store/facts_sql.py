"""The statements of `bot.store.facts`, each accepted by both engines."""

UNIVERSES = "SELECT id, name, description, version, content_hash, loaded_at FROM universes ORDER BY id"

STATE = "SELECT version, content_hash FROM universes WHERE id = :universe_id"

UNIVERSE = "SELECT id, name, description, version, content_hash FROM universes WHERE id = :universe_id"

TITLES = "SELECT id, name, kind, released, cast_complete FROM titles WHERE universe_id = :universe_id ORDER BY id"

TITLE_ALIASES = """
SELECT title_id, alias FROM title_aliases WHERE universe_id = :universe_id ORDER BY title_id, position"""

TITLE_EXTERNAL_IDS = """
SELECT title_id, site, value FROM title_external_ids WHERE universe_id = :universe_id ORDER BY title_id, position"""

SEASONS = (
    "SELECT title_id, number, cast_complete FROM seasons WHERE universe_id = :universe_id ORDER BY title_id, number"
)

EPISODES = """
SELECT title_id, season, number, name, released FROM episodes
WHERE universe_id = :universe_id ORDER BY title_id, season, number"""

CHARACTERS = "SELECT id, name, home, note FROM characters WHERE universe_id = :universe_id ORDER BY id"

CHARACTER_ALIASES = """
SELECT character_id, alias FROM character_aliases WHERE universe_id = :universe_id ORDER BY character_id, position"""

CHARACTER_EXTERNAL_IDS = """
SELECT character_id, site, value FROM character_external_ids
WHERE universe_id = :universe_id ORDER BY character_id, position"""

PERFORMANCES = """
SELECT character_id, position, performer, age FROM performances
WHERE universe_id = :universe_id ORDER BY character_id, position"""

PERFORMANCE_PLACES = """
SELECT character_id, performance, place FROM performance_places
WHERE universe_id = :universe_id ORDER BY character_id, performance, position"""

SOURCES = "SELECT id, name, url, read, states FROM sources WHERE universe_id = :universe_id ORDER BY id"

APPEARANCES = """
SELECT character_id, title_id, season, episode, kind, credit, confidence, source_id FROM appearances
WHERE universe_id = :universe_id ORDER BY position"""

MEETINGS = """
SELECT first_id, second_id, title_id, season, episode, confidence, source_id FROM meetings
WHERE universe_id = :universe_id ORDER BY position"""

# What refers to others goes first.
DELETIONS = (
    "DELETE FROM meetings WHERE universe_id = :universe_id",
    "DELETE FROM appearances WHERE universe_id = :universe_id",
    "DELETE FROM performance_places WHERE universe_id = :universe_id",
    "DELETE FROM performances WHERE universe_id = :universe_id",
    "DELETE FROM character_aliases WHERE universe_id = :universe_id",
    "DELETE FROM character_external_ids WHERE universe_id = :universe_id",
    "DELETE FROM characters WHERE universe_id = :universe_id",
    "DELETE FROM episodes WHERE universe_id = :universe_id",
    "DELETE FROM seasons WHERE universe_id = :universe_id",
    "DELETE FROM title_aliases WHERE universe_id = :universe_id",
    "DELETE FROM title_external_ids WHERE universe_id = :universe_id",
    "DELETE FROM titles WHERE universe_id = :universe_id",
    "DELETE FROM sources WHERE universe_id = :universe_id",
    "DELETE FROM universes WHERE id = :universe_id",
)

INSERT_UNIVERSE = """
INSERT INTO universes (id, name, description, version, content_hash, loaded_at)
VALUES (:id, :name, :description, :version, :content_hash, :loaded_at)"""

INSERT_SOURCE = """
INSERT INTO sources (universe_id, id, name, url, read, states)
VALUES (:universe_id, :id, :name, :url, :read, :states)"""

INSERT_TITLE = """
INSERT INTO titles (universe_id, id, name, kind, released, cast_complete)
VALUES (:universe_id, :id, :name, :kind, :released, :cast_complete)"""

INSERT_TITLE_ALIAS = """
INSERT INTO title_aliases (universe_id, title_id, position, alias)
VALUES (:universe_id, :title_id, :position, :alias)"""

INSERT_TITLE_EXTERNAL_ID = """
INSERT INTO title_external_ids (universe_id, title_id, position, site, value)
VALUES (:universe_id, :title_id, :position, :site, :value)"""

INSERT_SEASON = """
INSERT INTO seasons (universe_id, title_id, number, cast_complete)
VALUES (:universe_id, :title_id, :number, :cast_complete)"""

INSERT_EPISODE = """
INSERT INTO episodes (universe_id, title_id, season, number, name, released)
VALUES (:universe_id, :title_id, :season, :number, :name, :released)"""

INSERT_CHARACTER = """
INSERT INTO characters (universe_id, id, name, home, note) VALUES (:universe_id, :id, :name, :home, :note)"""

INSERT_CHARACTER_ALIAS = """
INSERT INTO character_aliases (universe_id, character_id, position, alias)
VALUES (:universe_id, :character_id, :position, :alias)"""

INSERT_CHARACTER_EXTERNAL_ID = """
INSERT INTO character_external_ids (universe_id, character_id, position, site, value)
VALUES (:universe_id, :character_id, :position, :site, :value)"""

INSERT_PERFORMANCE = """
INSERT INTO performances (universe_id, character_id, position, performer, age)
VALUES (:universe_id, :character_id, :position, :performer, :age)"""

INSERT_PERFORMANCE_PLACE = """
INSERT INTO performance_places (universe_id, character_id, performance, position, place)
VALUES (:universe_id, :character_id, :performance, :position, :place)"""

INSERT_APPEARANCE = """
INSERT INTO appearances
    (universe_id, position, character_id, title_id, season, episode, kind, credit, confidence, source_id)
VALUES (
    :universe_id, :position, :character_id, :title_id, :season, :episode, :kind, :credit, :confidence, :source_id
)"""

INSERT_MEETING = """
INSERT INTO meetings
    (universe_id, position, first_id, second_id, title_id, season, episode, confidence, source_id)
VALUES (:universe_id, :position, :first_id, :second_id, :title_id, :season, :episode, :confidence, :source_id)"""
