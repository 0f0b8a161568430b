"""The engine of a play: a state and an event give the next state and what is to be shown or done.

It is pure: the same play and event always give the same. Nothing is done to a play that has ended.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.rounds.choosing import choose
from bot.domain.rounds.course import Outcome, end, next_round, pick, pose, pose_again, reveal, stand, stop
from bot.domain.rounds.effects import EndReason, ShowLobby, WaitUntil
from bot.domain.rounds.events import (
    Asked,
    Caller,
    ChannelLost,
    Chose,
    Event,
    Joined,
    Left,
    RanOut,
    Reported,
    Resumed,
    Shown,
    Skipped,
    Started,
    Stopped,
    TimeUp,
    WentOn,
)
from bot.domain.rounds.leading import break_off, go_on, pass_over
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import LOBBY, Mode, Rules
from bot.domain.rounds.seats import join, leave, start

_BY_CALLER: Mapping[type[Joined | Left | Started | Stopped | WentOn], Callable[[Play, Caller], Outcome]] = {
    Joined: join,
    Left: leave,
    Started: start,
    Stopped: break_off,
    WentOn: go_on,
}


def open_play(caller: Caller, rules: Rules) -> Outcome:
    """Return a play in its lobby, whose host is the one who opened it, and who plays."""
    due = caller.at + LOBBY
    play = Play(caller.play, caller.guild, caller.channel, caller.person, rules, Phase.LOBBY, due)
    seated = play.noting(caller.person, caller.interaction).seating(caller.person, caller.interaction)
    return seated, (ShowLobby(), WaitUntil(due))


def step(play: Play, event: Event) -> Outcome:
    """Return the play after an event, and what is to be shown or done, in this order.

    What changes nothing gives the very same play: events after the end, of another play, server or channel, for another
    round, too late or too early, and what was pressed before the newest press of the same person that had an effect.
    """
    if play.phase is Phase.ENDED:
        return play, ()
    if isinstance(event, Reported):
        return _after_report(play, event)
    caller = event.caller
    if (caller.play, caller.guild, caller.channel) != (play.id, play.guild, play.channel):
        return play, ()
    if isinstance(event, Chose):
        return choose(play, event)
    if caller.interaction <= play.seen.get(caller.person, 0):
        return play, ()
    return pass_over(play, event) if isinstance(event, Skipped) else _BY_CALLER[type(event)](play, caller)


def _after_report(play: Play, event: Reported) -> Outcome:
    match event:
        case Asked():
            return pose(play, event)
        case Shown():
            return stand(play, event)
        case TimeUp():
            return _time_up(play, event.at)
        case Resumed():
            return _resumed(play, event.at)
        case RanOut():
            is_asked_for = play.phase is Phase.ASKING and play.asked is None and event.round == play.number
            return end(play, EndReason.NO_QUESTION) if is_asked_for else (play, ())
        case ChannelLost():
            return stop(play, event.at, EndReason.CHANNEL_LOST)


def _time_up(play: Play, at: datetime) -> Outcome:
    """Move the play on if it is time, else wait on."""
    if play.due_at is not None and at < play.due_at:
        return play, (WaitUntil(play.due_at),)
    if play.asked is not None:
        return reveal(play, play.asked, at)
    if play.phase is Phase.REVEALED:
        return next_round(play, at)
    reasons = {Phase.LOBBY: EndReason.NOT_STARTED, Phase.PAUSED: EndReason.NOBODY_ANSWERED}
    return end(play, reasons.get(play.phase, EndReason.NO_QUESTION))


def _resumed(play: Play, at: datetime) -> Outcome:
    """Go on after a restart. What was to be asked or shown, and perhaps was not, is asked for or shown anew.

    What somebody plays alone has no lobby to wait in; it was about to begin.
    """
    if play.phase is Phase.LOBBY and play.rules.mode is Mode.SOLO:
        return next_round(play, at)
    if play.phase is Phase.ASKING and play.asked is None:
        return pick(play, at)
    if play.asked is not None and not play.asked.is_seen:
        return pose_again(play, play.asked, at)
    return _time_up(play, at)
