"""The course of a play from round to round: asking, revealing, pausing, ending."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.rounds.closing import due_at, over_at
from bot.domain.rounds.effects import Ask, Effect, Ended, EndReason, Pause, Podium, Reveal, RoundResult, Show, WaitUntil
from bot.domain.rounds.events import Asked, Shown
from bot.domain.rounds.play import Phase, Play, Round
from bot.domain.rounds.ranking import standings_of
from bot.domain.rounds.rules import MOST_EMPTY_ROUNDS, PAUSE, PICKING, READING, Mode
from bot.domain.rounds.scoring import scored, voided

Outcome = tuple[Play, tuple[Effect, ...]]
"""A play after an event, and what is to be shown or done, in this order."""


def next_round(play: Play, at: datetime) -> Outcome:
    """Return the play waiting for the question of its next round."""
    return pick(replace(play, phase=Phase.ASKING, number=play.number + 1), at)


def pick(play: Play, at: datetime) -> Outcome:
    """Ask for the question of this round; unless one comes in time, the play ends."""
    due = at + PICKING
    return replace(play, due_at=due), (Ask(play.number), WaitUntil(due))


def pose(play: Play, event: Asked) -> Outcome:
    """Put a picked question; one for another round changes nothing."""
    if play.phase is not Phase.ASKING or play.asked is not None or event.round != play.number:
        return play, ()
    ends_at = event.at + timedelta(seconds=play.rules.seconds)
    return _put(play, Round(event.question, event.answer, event.choices, event.at, ends_at))


def pose_again(play: Play, asked: Round, at: datetime) -> Outcome:
    """Put a question anew that nobody is known to have seen, with its whole time."""
    return _put(play, replace(asked, asked_at=at, ends_at=at + timedelta(seconds=play.rules.seconds)))


def _put(play: Play, asked: Round) -> Outcome:
    posed = replace(play, asked=asked, due_at=due_at(play, asked))
    return posed, (Show(play.number, asked.question, asked.ends_at), *_waiting(posed))


def stand(play: Play, event: Shown) -> Outcome:
    """Start the clock when the question really stood there: never sooner than it was set, so that no press is lost."""
    asked = play.asked
    if asked is None or asked.is_shown or event.round != play.number:
        return play, ()
    at = max(event.at, asked.asked_at)
    shown = replace(asked, is_shown=True, asked_at=at, ends_at=at + timedelta(seconds=play.rules.seconds))
    return retimed(replace(play, asked=shown))


def retimed(play: Play) -> Outcome:
    """Return the play with the moment at which its round may be revealed, as the presses say now."""
    if play.asked is None:
        return play, ()
    timed = replace(play, due_at=due_at(play, play.asked))
    return timed, () if timed.due_at == play.due_at else _waiting(timed)


def reveal(play: Play, asked: Round, at: datetime) -> Outcome:
    """Close the round by its presses, and move on."""
    return _onward(*scored(play, asked), at)


def skip(play: Play, asked: Round, at: datetime) -> Outcome:
    """Pass the round over; but one that was over by then counts."""
    return reveal(play, asked, at) if over_at(play, asked) <= at else _onward(*voided(play, asked), at)


def stop(play: Play, at: datetime, reason: EndReason) -> Outcome:
    """End the play; a round that was over by then still counts, one that is cut off is passed over."""
    if play.asked is None:
        return end(play, reason)
    is_over = at >= over_at(play, play.asked)
    closed, result = scored(play, play.asked) if is_over else voided(play, play.asked)
    ended, effects = end(closed, reason)
    is_shown = is_over or (result.is_seen and reason is not EndReason.CHANNEL_LOST)
    return ended, (Reveal(result), *effects) if is_shown else effects


def end(play: Play, reason: EndReason) -> Outcome:
    """End the play, with the podium where rounds were played and there is a place to show it."""
    is_shown = play.number > 0 and reason is not EndReason.CHANNEL_LOST
    podium = (Podium(standings_of(play)),) if is_shown else ()
    return replace(play, phase=Phase.ENDED, asked=None, due_at=None), (*podium, Ended(reason))


def _onward(play: Play, result: RoundResult, at: datetime) -> Outcome:
    reason = _reason_to_end(play)
    if reason is not None:
        ended, effects = end(play, reason)
        return ended, (Reveal(result), *effects)
    if play.empty and not result.is_skipped:
        due = at + PAUSE
        return replace(play, phase=Phase.PAUSED, due_at=due), (Reveal(result), Pause(due), WaitUntil(due))
    due = at + READING
    return replace(play, phase=Phase.REVEALED, due_at=due), (Reveal(result), WaitUntil(due))


def _reason_to_end(play: Play) -> EndReason | None:
    if play.number >= play.rules.rounds or is_decided(play):
        return EndReason.PLAYED_OUT
    return EndReason.NOBODY_ANSWERED if play.empty >= MOST_EMPTY_ROUNDS else None


def is_decided(play: Play) -> bool:
    """Tell whether no further round could matter: one or none stands (alone: none), or a duel has its majority."""
    if play.rules.mode is Mode.SURVIVAL:
        return len(play.still_in) <= int(len(play.players) > 1)
    best = max((one.score for one in play.players.values()), default=0)  # those who played may have been forgotten
    return play.rules.mode is Mode.DUEL and best >= play.rules.majority


def _waiting(play: Play) -> tuple[Effect, ...]:
    return (WaitUntil(play.due_at),) if play.due_at else ()
