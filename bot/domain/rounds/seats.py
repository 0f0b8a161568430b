"""Who plays: coming, leaving, who is the host, and the start."""

from dataclasses import replace
from datetime import datetime

from bot.domain.identities import UserId
from bot.domain.rounds.course import Outcome, is_decided, next_round, retimed, stop
from bot.domain.rounds.effects import Effect, EndReason, NewHost, Receipt, ReceiptKind, ShowLobby
from bot.domain.rounds.events import Caller
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import Mode


def receipt(caller: Caller, kind: ReceiptKind) -> Effect:
    """Return the answer to what somebody pressed."""
    return Receipt(caller.person, caller.interaction, kind)


def leads(play: Play, caller: Caller) -> bool:
    """Tell whether somebody may start, skip and stop: the host may, and who moderates."""
    return caller.moderates or caller.person == play.host


def join(play: Play, caller: Caller) -> Outcome:
    """Seat somebody: in the lobby, and later too in a mode that is open."""
    refusal = _refusal(play, caller)
    if refusal is not None:
        return play, (receipt(caller, refusal),)
    lobby = (ShowLobby(),) if play.phase is Phase.LOBBY else ()
    seated = play.noting(caller.person, caller.interaction).seating(caller.person, caller.interaction)
    return seated, (receipt(caller, ReceiptKind.JOINED), *lobby)


def _refusal(play: Play, caller: Caller) -> ReceiptKind | None:
    if caller.person in play.present:
        return ReceiptKind.ALREADY
    if play.phase is not Phase.LOBBY and not play.rules.mode.is_open:
        return ReceiptKind.UNDERWAY
    return ReceiptKind.FULL if len(play.present) >= play.rules.mode.seats else None


def leave(play: Play, caller: Caller) -> Outcome:
    """Let somebody go; their points and their choice of this round stand. If they were the host, somebody else is."""
    if caller.person not in play.present:
        return play, (receipt(caller, ReceiptKind.NOT_PLAYING),)
    left, named = _with_host(_without(play.noting(caller.person, caller.interaction), caller.person))
    moved, effects = _after_leaving(left, caller.at)
    return moved, (receipt(caller, ReceiptKind.LEFT), *named, *effects)


def _without(play: Play, person: UserId) -> Play:
    """Return the play without somebody; of one underway they stay a player who is gone, in survival fallen, too."""
    if play.phase is Phase.LOBBY:
        return replace(play, players={other: player for other, player in play.players.items() if other != person})
    player = play.players[person]
    fell_in = play.number if play.rules.mode is Mode.SURVIVAL else None
    gone = replace(player, is_gone=True, fell_in=player.fell_in or fell_in)
    return replace(play, players={**play.players, person: gone})


def _with_host(play: Play) -> Outcome:
    """Return the play with a host who is there: whoever has been there longest, if the host has left."""
    present = play.present
    if play.host in present or not present:
        return play, ()
    host = min(present, key=lambda person: (present[person].joined, person))
    return replace(play, host=host), (NewHost(host),)


def _after_leaving(play: Play, at: datetime) -> Outcome:
    if not play.present:
        return stop(play, at, EndReason.EVERYBODY_LEFT)
    if play.phase is Phase.LOBBY:
        return play, (ShowLobby(),)
    if play.rules.mode is Mode.DUEL:
        return stop(play, at, EndReason.OPPONENT_LEFT)
    if is_decided(play):
        return stop(play, at, EndReason.PLAYED_OUT)
    return retimed(play)


def start(play: Play, caller: Caller) -> Outcome:
    """End the lobby; a duel needs its two."""
    refusal = _refusal_to_start(play, caller)
    if refusal is not None:
        return play, (receipt(caller, refusal),)
    started, effects = next_round(play.noting(caller.person, caller.interaction), caller.at)
    return started, (receipt(caller, ReceiptKind.DONE), *effects)


def _refusal_to_start(play: Play, caller: Caller) -> ReceiptKind | None:
    if play.phase is not Phase.LOBBY:
        return ReceiptKind.NOTHING
    if not leads(play, caller):
        return ReceiptKind.NOT_YOURS
    is_short = play.rules.mode is Mode.DUEL and len(play.present) < play.rules.mode.seats
    return ReceiptKind.NEEDS_TWO if is_short else None
