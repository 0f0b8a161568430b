"""The statements of `bot.store.dailies`, each accepted by both engines."""

KEEP = """
INSERT INTO dailies (day, universe_id, questions, body) VALUES (:day, :universe_id, :questions, :body)
ON CONFLICT (day, universe_id) DO NOTHING"""

FIND = "SELECT body FROM dailies WHERE day = :day AND universe_id = :universe_id"

BEFORE = """
SELECT day, body FROM dailies WHERE day >= :since AND day < :day AND universe_id = :universe_id ORDER BY day"""

GIVEN = """
SELECT number, choice, is_right, interaction_id FROM daily_answers
WHERE person_id = :person_id AND universe_id = :universe_id AND day = :day ORDER BY number"""

# One answers in turn, so that who has answered the last one has answered all.
DAYS = """
SELECT a.day FROM daily_answers a
JOIN dailies d ON d.day = a.day AND d.universe_id = a.universe_id AND d.questions = a.number
WHERE a.person_id = :person_id AND a.universe_id = :universe_id ORDER BY a.day"""

# Locks its row until the commit: another process that takes an answer to the same question waits here, and then sees
# what this one wrote.
TURN = """
INSERT INTO answer_rates (question_id, answers, rights) VALUES (:question_id, 0, 0)
ON CONFLICT (question_id) DO UPDATE SET answers = answer_rates.answers"""

_IS_NEXT = """
(SELECT count(*) FROM daily_answers g
 WHERE g.person_id = :person_id AND g.universe_id = :universe_id AND g.day = :day) = CAST(:number AS INTEGER) - 1"""

COUNT = f"""
UPDATE answer_rates SET answers = answers + 1, rights = rights + CAST(:is_right AS INTEGER)
WHERE question_id = :question_id AND {_IS_NEXT}"""  # noqa: S608 - of constants

RECORD = f"""
INSERT INTO daily_answers (person_id, universe_id, day, number, choice, is_right, interaction_id, answered_at)
SELECT CAST(:person_id AS BIGINT), :universe_id, :day, CAST(:number AS INTEGER), CAST(:choice AS INTEGER),
    CAST(:is_right AS INTEGER), CAST(:interaction_id AS BIGINT), :answered_at
WHERE {_IS_NEXT}
ON CONFLICT (person_id, universe_id, day, number) DO NOTHING"""
