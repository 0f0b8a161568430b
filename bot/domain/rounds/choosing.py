"""What a press on an answer does: one choice a person a round, one change where the mode has it."""

from dataclasses import replace

from bot.domain.rounds.course import Outcome, retimed
from bot.domain.rounds.effects import Effect, Receipt, ReceiptKind
from bot.domain.rounds.events import Chose
from bot.domain.rounds.play import Play, Press, Round
from bot.domain.rounds.rules import Mode


def choose(play: Play, event: Chose) -> Outcome:
    """Take a choice, or say to the person alone why it is not taken; nothing is changed then."""
    asked = play.asked
    if asked is None or event.round != play.number or event.caller.at >= asked.ends_at:
        return play, (_receipt(event, ReceiptKind.TOO_LATE),)
    if not asked.takes(event.choice):
        return play, ()
    refusal = _refusal(play, event)
    if refusal is not None:
        return play, (_receipt(event, refusal),)
    kind, press = _press(play, asked, event)
    if press is None or kind in (ReceiptKind.KEPT, ReceiptKind.SPENT):
        return play, (_receipt(event, kind, press),)
    taken, effects = _taken(play, asked, event, press)
    return taken, (_receipt(event, kind, press), *effects)


def _refusal(play: Play, event: Chose) -> ReceiptKind | None:
    """Return why somebody may not choose. In open modes whoever presses plays; in the others those of the lobby do."""
    player = play.players.get(event.caller.person)
    if player is not None and player.fell_in is not None:
        return ReceiptKind.OUT
    if player is not None and not player.is_gone:
        return None
    if not play.rules.mode.is_open:
        return ReceiptKind.NOT_PLAYING
    return ReceiptKind.FULL if len(play.present) >= play.rules.mode.seats else None


def _press(play: Play, asked: Round, event: Chose) -> tuple[ReceiptKind, Press | None]:
    """Return what becomes of a press, and which one stands, if any.

    Presses are ordered by their ids, which begin with the time. In a race the first stands, whichever arrives first.
    Else the newest does that is the first one or its change.
    """
    caller, before = event.caller, asked.presses.get(event.caller.person)
    press = Press(event.choice, caller.interaction, is_changed=before is not None)
    if play.rules.mode is Mode.RACE and before is not None:
        is_earlier = press.interaction < before.interaction
        return (ReceiptKind.TAKEN, replace(press, is_changed=False)) if is_earlier else (ReceiptKind.SPENT, before)
    if caller.interaction <= play.seen.get(caller.person, 0):
        return ReceiptKind.KEPT, before
    if before is None:
        return ReceiptKind.TAKEN, press
    if before.choice == press.choice:
        return ReceiptKind.KEPT, before
    return (ReceiptKind.SPENT, before) if before.is_changed else (ReceiptKind.CHANGED, press)


def _taken(play: Play, asked: Round, event: Chose, press: Press) -> Outcome:
    person, interaction = event.caller.person, event.caller.interaction
    if interaction > play.seen.get(person, 0):  # in a race an older one may take the place of the one that arrived
        play = play.noting(person, interaction)
        play = play if person in play.present else play.seating(person, interaction)
    return retimed(replace(play, asked=replace(asked, presses={**asked.presses, person: press})))


def _receipt(event: Chose, kind: ReceiptKind, press: Press | None = None) -> Effect:
    choice = None if press is None else press.choice
    return Receipt(event.caller.person, event.caller.interaction, kind, choice)
