"""What naming a character does: it links, or costs nothing but time, and says to its person alone why."""

from dataclasses import replace

from bot.domain.cast import Place
from bot.domain.links.duel import Duel, Stage, Step
from bot.domain.links.effects import LinkEnd, LinkReceiptKind
from bot.domain.links.events import Named
from bot.domain.links.judge import Judge
from bot.domain.links.rules import MOST_LINKS, MOST_USES
from bot.domain.links.turns import Outcome, end, next_turn, receipt


def name(duel: Duel, event: Named, judge: Judge | None) -> Outcome:
    """Judge a move; without the facts (`judge` None) that it takes, nobody can move any more, and the duel ends."""
    refusal = _out_of_turn(duel, event)
    if refusal is not None:
        return duel, (receipt(duel, event.caller, refusal),)
    if judge is None or not judge.knows(duel.last):
        ended, effects = end(duel.noting(event.caller.person, event.caller.interaction), LinkEnd.NO_FACTS)
        return ended, (receipt(duel, event.caller, LinkReceiptKind.NO_FACTS), *effects)
    found = _judged(duel, event, judge)
    if isinstance(found, LinkReceiptKind):
        return duel, (receipt(duel, event.caller, found, event.character),)
    return _linked(duel, event, found, judge)


def _out_of_turn(duel: Duel, event: Named) -> LinkReceiptKind | None:
    """Return why somebody may not move now, whomever they named. A move has to be sent before the turn's end."""
    caller = event.caller
    if duel.stage is Stage.INVITING:
        return LinkReceiptKind.NOT_BEGUN
    if caller.person not in duel.players:
        return LinkReceiptKind.NOT_PLAYING
    if event.turn != duel.turn:
        return LinkReceiptKind.TURN_OVER
    if caller.person != duel.mover:
        return LinkReceiptKind.NOT_YOUR_TURN
    return None if duel.moved_at < caller.at < duel.ends_at else LinkReceiptKind.TURN_OVER


def _judged(duel: Duel, event: Named, judge: Judge) -> Place | LinkReceiptKind:
    """Return the place that links the named one with the last: the one used least, then released first; or why none."""
    if not judge.knows(event.character):
        return LinkReceiptKind.UNKNOWN
    if any(step.character == event.character for step in duel.chain):
        return LinkReceiptKind.NAMED_ALREADY
    links = judge.links(duel.last, event.character)
    if not links:
        may_share = judge.may_share(duel.last, event.character)
        return LinkReceiptKind.UNSURE if may_share else LinkReceiptKind.NO_LINK
    uses = duel.uses
    least = min(links, key=lambda place: uses[place])
    return least if uses[least] < MOST_USES else LinkReceiptKind.USED_UP


def _linked(duel: Duel, event: Named, place: Place, judge: Judge) -> Outcome:
    caller = event.caller
    step = Step(event.character, caller.person, place)
    after = replace(duel, chain=(*duel.chain, step)).noting(caller.person, caller.interaction)
    if len(after.chain) > MOST_LINKS:
        moved, effects = end(after, LinkEnd.MOST_LINKS)
    elif not judge.has_more(after.last, {one.character for one in after.chain}, set(after.used_up)):
        moved, effects = end(after, LinkEnd.NOBODY_LEFT, caller.person)
    else:
        moved, effects = next_turn(after, caller.at)
    taken = receipt(duel, caller, LinkReceiptKind.LINKED, event.character)
    return moved, (replace(taken, place=place, ends=moved.stage is Stage.ENDED), *effects)
