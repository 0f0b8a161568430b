"""What the host or a moderator does while rounds are played, and going on after a pause."""

from bot.domain.rounds.course import Outcome, next_round, skip, stop
from bot.domain.rounds.effects import EndReason, ReceiptKind
from bot.domain.rounds.events import Caller, Skipped
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.seats import leads, receipt


def pass_over(play: Play, event: Skipped) -> Outcome:
    """Skip the question: nobody gains or loses by the round, and it is not rated."""
    caller, asked = event.caller, play.asked
    if not leads(play, caller):
        return play, (receipt(caller, ReceiptKind.NOT_YOURS),)
    if asked is None or event.round not in (None, play.number):
        return play, (receipt(caller, ReceiptKind.NOTHING),)
    return _done(caller, skip(play.noting(caller.person, caller.interaction), asked, caller.at))


def break_off(play: Play, caller: Caller) -> Outcome:
    """Stop the play with the points that there are."""
    if not leads(play, caller):
        return play, (receipt(caller, ReceiptKind.NOT_YOURS),)
    return _done(caller, stop(play.noting(caller.person, caller.interaction), caller.at, EndReason.STOPPED))


def go_on(play: Play, caller: Caller) -> Outcome:
    """Leave a pause: anybody who plays may, who leads, and in an open mode anybody."""
    if play.phase is not Phase.PAUSED:
        return play, (receipt(caller, ReceiptKind.NOTHING),)
    if not (caller.person in play.present or play.rules.mode.is_open or leads(play, caller)):
        return play, (receipt(caller, ReceiptKind.NOT_PLAYING),)
    return _done(caller, next_round(play.noting(caller.person, caller.interaction), caller.at))


def _done(caller: Caller, outcome: Outcome) -> Outcome:
    play, effects = outcome
    return play, (receipt(caller, ReceiptKind.DONE), *effects)
