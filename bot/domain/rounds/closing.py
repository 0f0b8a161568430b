"""When a round is over, as far as the presses say that have arrived."""

from datetime import datetime, timedelta

from bot.domain.rounds.play import Play, Press, Round
from bot.domain.rounds.rules import CHANGE, DELIVERY, Mode


def over_at(play: Play, asked: Round) -> datetime:
    """Return when the round is over: at `ends_at`, or sooner where nothing can be won by waiting.

    A race is over with the first right press. Where it is known who plays, a round is over once all who are still in
    have chosen and nobody can change any more, or has not for the time there is for it.
    """
    mode = play.rules.mode
    if mode is Mode.RACE:
        first = first_right(asked)
        return min(asked.ends_at, first.at) if first else asked.ends_at
    if mode.is_open or any(person not in asked.presses for person in play.still_in):
        return asked.ends_at
    settled = (press.at + (timedelta() if press.is_changed else CHANGE) for press in asked.presses.values())
    return min(asked.ends_at, max(settled, default=asked.ends_at))


def due_at(play: Play, asked: Round) -> datetime:
    """Return when the round may be revealed: some time after it is over, for presses that are on their way."""
    return over_at(play, asked) + DELIVERY


def first_right(asked: Round) -> Press | None:
    """Return the right press with the lowest interaction id, which begins with the time; None without a right one."""
    right = [press for press in asked.presses.values() if asked.is_right(press.choice)]
    return min(right, key=lambda press: press.interaction, default=None)
