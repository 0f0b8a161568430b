"""The engine of a link duel: a state, an event and the facts give the next state and what is to be shown or done.

It is pure: the same always give the same. Nothing is done to a duel that has ended.
"""

from dataclasses import replace

from bot.domain.identities import UserId
from bot.domain.links.duel import Duel, Stage, Step
from bot.domain.links.effects import LinkEnd, LinkReceiptKind, ShowInvitation
from bot.domain.links.events import Accepted, LinkEvent, LinkPressed, LinkReported, Named, Resigned
from bot.domain.links.judge import Judge
from bot.domain.links.moves import name
from bot.domain.links.rules import INVITATION, LinkRules
from bot.domain.links.turns import Outcome, end, is_over, next_turn, receipt, resume, stand, time_up
from bot.domain.pack import CharacterId
from bot.domain.rounds.effects import Ended, EndReason, WaitUntil
from bot.domain.rounds.events import Caller, ChannelLost, Resumed, Shown, Skipped, Stopped, TimeUp


def open_duel(caller: Caller, rules: LinkRules, first: CharacterId, invited: UserId | None = None) -> Outcome:
    """Return a duel that waits for an opponent, whose host is the one who opened it."""
    due = caller.at + INVITATION
    duel = Duel(
        id=caller.play,
        guild=caller.guild,
        channel=caller.channel,
        host=caller.person,
        rules=rules,
        stage=Stage.INVITING,
        due_at=due,
        moved_at=caller.at,
        chain=(Step(first),),
        invited=invited,
    ).noting(caller.person, caller.interaction)
    shown = ShowInvitation(duel.id, rules.universe, duel.host, invited, rules.seconds, due)
    return duel, (shown, WaitUntil(due))


def step(duel: Duel, event: LinkEvent, judge: Judge | None) -> Outcome:
    """Return the duel after an event, and what is to be shown or done, in this order; `judge` None without the facts.

    What changes nothing gives the very same duel: events after the end, of another play, server or channel, for another
    turn, too late or too early, and what was pressed before the newest press of the same person that had an effect.
    """
    if duel.stage is Stage.ENDED:
        return duel, ()
    if isinstance(event, LinkReported):
        return _after_report(duel, event)
    caller = event.caller
    if (caller.play, caller.guild, caller.channel) != (duel.id, duel.guild, duel.channel):
        return duel, ()
    if caller.interaction <= duel.seen.get(caller.person, 0):
        return duel, ()
    return _after_press(duel, event, judge)


def _after_report(duel: Duel, event: LinkReported) -> Outcome:
    match event:
        case Shown():
            return stand(duel, event)
        case TimeUp():
            return time_up(duel, event.at)
        case Resumed():
            return resume(duel, event.at)
        case ChannelLost():
            return replace(duel, stage=Stage.ENDED, due_at=None), (Ended(EndReason.CHANNEL_LOST),)


def _after_press(duel: Duel, event: LinkPressed, judge: Judge | None) -> Outcome:
    match event:
        case Named():
            return name(duel, event, judge)
        case Accepted():
            return _accept(duel, event.caller)
        case Resigned():
            return _resign(duel, event.caller)
        case Stopped():
            return _stop(duel, event.caller)
        case Skipped():
            return duel, (receipt(duel, event.caller, LinkReceiptKind.NOTHING),)


def _accept(duel: Duel, caller: Caller) -> Outcome:
    """Begin the first turn, which is the opponent's."""
    refusal = _refusal_to_accept(duel, caller)
    if refusal is not None:
        return duel, (receipt(duel, caller, refusal),)
    accepted = replace(duel, opponent=caller.person).noting(caller.person, caller.interaction)
    begun, effects = next_turn(accepted, max(caller.at, duel.moved_at))
    return begun, (receipt(begun, caller, LinkReceiptKind.STARTED), *effects)


def _refusal_to_accept(duel: Duel, caller: Caller) -> LinkReceiptKind | None:
    if duel.stage is not Stage.INVITING:
        return LinkReceiptKind.UNDERWAY
    if caller.person == duel.host:
        return LinkReceiptKind.OWN
    return LinkReceiptKind.NOT_INVITED if duel.invited not in (None, caller.person) else None


def _resign(duel: Duel, caller: Caller) -> Outcome:
    if duel.stage is Stage.INVITING:
        return duel, (receipt(duel, caller, LinkReceiptKind.NOT_BEGUN),)
    if caller.person not in duel.players:
        return duel, (receipt(duel, caller, LinkReceiptKind.NOT_PLAYING),)
    host, opponent = duel.players
    return _broken_off(duel, caller, LinkEnd.RESIGNED, opponent if caller.person == host else host)


def _stop(duel: Duel, caller: Caller) -> Outcome:
    """End the duel: who plays resigns by it, moderator or not. An invitation is ended by who made or got it, too."""
    if duel.stage is Stage.TURN and caller.person in duel.players:
        return _resign(duel, caller)
    if duel.stage is Stage.INVITING and caller.person in (duel.host, duel.invited):
        return _broken_off(duel, caller, LinkEnd.CANCELLED)
    if not caller.moderates:
        return duel, (receipt(duel, caller, LinkReceiptKind.NOT_YOURS),)
    return _broken_off(duel, caller, LinkEnd.STOPPED)


def _broken_off(duel: Duel, caller: Caller, why: LinkEnd, winner: UserId | None = None) -> Outcome:
    """End the duel; but a turn whose time was up by then was lost before."""
    noted = duel.noting(caller.person, caller.interaction)
    late = is_over(duel, caller.at)
    ended, effects = end(noted, LinkEnd.TIME_UP, duel.waiting) if late else end(noted, why, winner)
    return ended, (receipt(duel, caller, LinkReceiptKind.DONE), *effects)
