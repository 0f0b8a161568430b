"""The course of a duel from turn to turn, to its end."""

from dataclasses import replace
from datetime import datetime

from bot.domain.identities import UserId
from bot.domain.links.duel import Duel, Stage
from bot.domain.links.effects import LinkEffect, LinkEnd, LinkReceipt, LinkReceiptKind, ShowEnd, ShowTurn
from bot.domain.pack import CharacterId
from bot.domain.rounds.effects import Ended, EndReason, WaitUntil
from bot.domain.rounds.events import Caller, Shown

Outcome = tuple[Duel, tuple[LinkEffect, ...]]
"""A duel after an event, and what is to be shown or done, in this order."""

SHOWN_LINKS = 10
"""How much of the chain a turn shows."""

_REASONS = {
    LinkEnd.RESIGNED: EndReason.OPPONENT_LEFT,
    LinkEnd.STOPPED: EndReason.STOPPED,
    LinkEnd.CANCELLED: EndReason.STOPPED,
    LinkEnd.NOT_ACCEPTED: EndReason.NOT_STARTED,
    LinkEnd.NO_FACTS: EndReason.NO_QUESTION,
}


def receipt(duel: Duel, caller: Caller, kind: LinkReceiptKind, named: CharacterId | None = None) -> LinkReceipt:
    """Return the answer to what somebody pressed, or to whom they `named`."""
    last = duel.last if named else None
    return LinkReceipt(caller.person, caller.interaction, kind, duel.rules.universe, duel.turn, named, last)


def next_turn(duel: Duel, at: datetime) -> Outcome:
    """Return the duel in its next turn, which lasts from the press that began it until it is known to stand there."""
    begun = replace(duel, stage=Stage.TURN, moved_at=at, is_shown=False, is_renewed=False).lasting_from(at)
    return begun, (_shown(begun), *_waiting(begun))


def stand(duel: Duel, event: Shown) -> Outcome:
    """Start the clock when the turn really stands there: never sooner than it was set, so that no move is lost."""
    if duel.stage is not Stage.TURN or duel.is_shown or event.round != duel.turn:
        return duel, ()
    shown = replace(duel, is_shown=True)
    from_there = shown.lasting_from(event.at)
    if duel.due_at and from_there.due_at and from_there.due_at > duel.due_at:
        return from_there, _waiting(from_there)
    return shown, ()


def time_up(duel: Duel, at: datetime) -> Outcome:
    """Move the duel on if it is time, else wait on. A turn that nobody has seen yet is waited for once more."""
    if duel.due_at is not None and at < duel.due_at:
        return duel, _waiting(duel)
    if duel.stage is Stage.INVITING:
        return end(duel, LinkEnd.NOT_ACCEPTED)
    if duel.is_shown or duel.is_renewed:
        return end(duel, LinkEnd.TIME_UP, duel.waiting)
    renewed = replace(duel, is_renewed=True).lasting_from(at)
    return renewed, _waiting(renewed)


def resume(duel: Duel, at: datetime) -> Outcome:
    """Go on after a restart: a turn is shown anew with its whole time, once."""
    if duel.stage is Stage.INVITING or duel.is_renewed:
        return time_up(duel, at)
    renewed = replace(duel, is_shown=False, is_renewed=True).lasting_from(max(at, duel.moved_at))
    return renewed, (_shown(renewed), *_waiting(renewed))


def is_over(duel: Duel, at: datetime) -> bool:
    """Tell whether the clock of a turn that could be seen had run out by a moment."""
    return duel.stage is Stage.TURN and (duel.is_shown or duel.is_renewed) and at >= duel.ends_at


def end(duel: Duel, why: LinkEnd, winner: UserId | None = None) -> Outcome:
    """End the duel."""
    chain = duel.chain if duel.opponent else ()
    show = ShowEnd(duel.rules.universe, why, duel.host, duel.opponent, winner, chain)
    return replace(duel, stage=Stage.ENDED, due_at=None), (show, Ended(_REASONS.get(why, EndReason.PLAYED_OUT)))


def _shown(duel: Duel) -> ShowTurn:
    return ShowTurn(
        play=duel.id,
        universe=duel.rules.universe,
        turn=duel.turn,
        mover=duel.mover,
        waiting=duel.waiting,
        links=duel.turn - 1,
        chain=duel.chain[-SHOWN_LINKS:],
        used_up=duel.used_up,
        ends_at=duel.ends_at,
        is_renewed=duel.is_renewed,
    )


def _waiting(duel: Duel) -> tuple[LinkEffect, ...]:
    return (WaitUntil(duel.due_at),) if duel.due_at else ()
