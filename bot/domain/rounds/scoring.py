"""What the presses of a round are worth (docs/plays.md, "Rounds", has the formulas)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.identities import UserId
from bot.domain.rounds.closing import first_right
from bot.domain.rounds.effects import Answer, RoundResult
from bot.domain.rounds.play import Play, Player, Press, Round
from bot.domain.rounds.rules import Mode

POINTS_FOR_RIGHT = 500
POINTS_FOR_SPEED = 500
"""At the most, where everyone answers; they shrink evenly with the time that is left."""
_MILLISECOND = timedelta(milliseconds=1)


def points_for_right(asked: Round, press: Press) -> int:
    """Return 500 to 1,000 points for a right choice where everyone answers, by the time left when it was made."""
    whole = (asked.ends_at - asked.asked_at) // _MILLISECOND
    left = whole - took_ms(asked, press)
    return POINTS_FOR_RIGHT + POINTS_FOR_SPEED * left // whole


def took_ms(asked: Round, press: Press) -> int:
    """Return the milliseconds from the question to the choice, never less than 0 nor more than the round has."""
    took = min(press.at, asked.ends_at) - asked.asked_at
    return max(0, took // _MILLISECOND)


def scored(play: Play, asked: Round) -> tuple[Play, RoundResult]:
    """Return the play with the round added to every score and closed, and what came out of it.

    A question that nobody is known to have seen costs no streak and no life.
    """
    answers = {person: _answer(play, asked, person, press) for person, press in _counted(play, asked).items()}
    players = dict(play.players)
    if asked.is_seen:
        players = {person: _after(play, player, answers.get(person)) for person, player in players.items()}
    fallen = tuple(sorted(person for person in players if play.players[person].is_in and not players[person].is_in))
    result = RoundResult(
        round=play.number,
        question=asked.question,
        answer=asked.answer,
        counts=_counts(asked, tuple(answers.values())),
        answers=tuple(sorted(answers.values(), key=lambda one: asked.presses[one.person].interaction)),
        fallen=fallen,
        is_rated=len(asked.presses) >= 2,
        is_seen=asked.is_seen,
    )
    return replace(play, players=players, asked=None, empty=0 if asked.presses else play.empty + 1), result


def voided(play: Play, asked: Round) -> tuple[Play, RoundResult]:
    """Return the play with the round closed as if nobody had been asked, and a result that gives nothing to anybody."""
    counts = _counts(asked, ())
    result = RoundResult(play.number, asked.question, asked.answer, counts, (), is_skipped=True, is_seen=asked.is_seen)
    return replace(play, asked=None), result


def _counts(asked: Round, answers: Sequence[Answer]) -> tuple[int, ...]:
    if asked.is_typed:
        right = sum(one.is_right for one in answers)
        return (len(answers) - right, right)
    return tuple(sum(one.choice == place for one in answers) for place in range(asked.choices))


def _counted(play: Play, asked: Round) -> Mapping[UserId, Press]:
    """Return the presses before the end: in a race none after the first right one, though they had arrived."""
    first = first_right(asked)
    if play.rules.mode is not Mode.RACE or first is None:
        return asked.presses
    return {person: press for person, press in asked.presses.items() if press.interaction <= first.interaction}


def _answer(play: Play, asked: Round, person: UserId, press: Press) -> Answer:
    is_right = asked.is_right(press.choice)
    points = _points(play.rules.mode, asked, press) if is_right else 0
    return Answer(person, press.choice, is_right, points, took_ms(asked, press))


def _points(mode: Mode, asked: Round, press: Press) -> int:
    """Return the points of a right choice."""
    if mode is Mode.EVERYONE:
        return points_for_right(asked, press)
    if mode in (Mode.RACE, Mode.DUEL):
        return int(press == first_right(asked))
    return 1


def _after(play: Play, player: Player, answer: Answer | None) -> Player:
    """Return a player after the round; who was not in it any more and did not answer stays as they are."""
    if answer is None and not player.is_in:
        return player
    if answer is not None and answer.is_right:
        streak = player.streak + 1
        best = max(streak, player.best_streak)
        score, right = player.score + answer.points, player.right + 1
        return replace(player, score=score, right=right, streak=streak, best_streak=best)
    if play.rules.mode is not Mode.SURVIVAL:
        return replace(player, streak=0)
    lives = player.lives - 1
    fell_in = player.fell_in or (None if lives else play.number)  # who left has fallen already
    return replace(player, streak=0, lives=lives, fell_in=fell_in)
