"""The desk of link duels: what people do about them, from an interaction to what they are shown."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from discord import Interaction, Member, User, ui

from bot.domain.errors import UserError
from bot.domain.identities import UserId
from bot.domain.links.duel import Duel, Stage
from bot.domain.links.effects import LinkReceipt, LinkReceiptKind, ShowInvitation
from bot.domain.links.events import Accepted, LinkPressed, Named, Resigned
from bot.domain.plays import PlayKind
from bot.domain.rounds.events import Caller, Stopped
from bot.services.lookups import UnknownName
from bot.services.name_index import Hit
from bot.services.questions import CharacterQuestion
from bot.ui.link_ids import LinkAction, LinkPress, read_link_id
from bot.ui.link_pages import (
    WHO,
    accepted_layout,
    invitation_layout,
    meant_layout,
    moved_layout,
    name_form,
    receipt_layout,
    resign_layout,
)
from bot.ui.link_words import MOMENT, NONE_HERE, OVER, LinkNames
from bot.ui.patience import in_time
from bot.ui.play_desk import caller_of, put_up, require_a_voice
from bot.ui.play_pages import Naming
from bot.ui.play_stage import naming
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.wish_receipts import said
from bot.ui.wish_replies import put_in_place, reply, tell
from bot.ui.wish_submissions import filled
from bot.ui.wording import escaped

_STALE = "That button is not from here, or from another version of me; /trivia duel opens a new link duel."
_A_BOT = "Bots do not play; invite a person, or leave the opponent out for anybody."
_NO_NAME = "Please type whom you name."


class _At(NamedTuple):
    """A duel underway, and who asks about it where."""

    duel: Duel
    caller: Caller


class LinkDesk:
    """Answers everything about link duels."""

    def __init__(self, desk: TriviaDesk) -> None:
        self._desk = desk

    async def open(
        self, interaction: Interaction, opponent: Member | User | None, seconds: int, universe: str | None
    ) -> None:
        """Invite somebody, or anybody, to a duel."""
        if opponent and opponent.bot:
            raise UserError(_A_BOT)
        trivia, caller = self._desk.trivia, caller_of(interaction)
        require_a_voice(interaction)
        invited = UserId(opponent.id) if opponent else None
        chosen = self._desk.lookups.universe_named(universe)
        trivia.plays.time.heard(caller.at)
        duel, _ = trivia.links.open(caller, invited, seconds, chosen)
        opening = trivia.plays.open(PlayKind.LINKS, duel, {"universe": duel.rules.universe})
        await put_up(interaction, trivia.plays, duel.id, opening, lambda: self._invitation_to(duel))

    async def name(self, interaction: Interaction, typed: str) -> None:
        """Name somebody in the duel of the channel."""
        at = await self._in_channel(interaction)
        await self._name(interaction, at, typed, at.duel.turn)

    async def suggest(self, interaction: Interaction, typed: str, limit: int) -> tuple[Hit, ...]:
        """Return the characters of the duel's universe (of all, where there is none) whom a text fits."""
        caller = caller_of(interaction)
        held = self._desk.trivia.plays.held_in(caller.guild, caller.channel)
        universe = held.rules.universe if isinstance(held, Duel) else None
        return self._desk.trivia.links.suggest(universe, typed, limit)

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Do what was pressed; raises UserError where the id means nothing."""
        press = _read(custom_id)
        caller = caller_of(interaction, press.play)
        match press.action:
            case LinkAction.ACCEPT:
                await self._hand(interaction, Accepted(caller))
            case LinkAction.CANCEL:
                await self._hand(interaction, Stopped(caller))
            case LinkAction.RESIGN:
                await self._hand(interaction, Resigned(caller))
            case LinkAction.PICK if press.character and press.turn:
                await self._hand(interaction, Named(caller, press.character, press.turn))
            case _:
                await self._ask(interaction, press, caller)

    async def take_form(self, interaction: Interaction, custom_id: str) -> None:
        """Take the form in which somebody is named; raises UserError where the id means nothing."""
        press, form = _read(custom_id), filled(interaction)
        if press.action is not LinkAction.NAME or press.turn is None or form is None:
            raise UserError(_STALE)
        at = await self._held(caller_of(interaction, press.play))
        await self._name(interaction, at, form.text(WHO), press.turn)

    async def _ask(self, interaction: Interaction, press: LinkPress, caller: Caller) -> None:
        """Open what a press is to open, for those alone who may go on with it just now."""
        at = await self._held(caller)
        refusal = _refusal(at, press)
        if refusal is not None:
            told = LinkReceipt(caller.person, caller.interaction, refusal, at.duel.rules.universe)
            await tell(interaction, receipt_layout(told, self._desk.trivia.links.catalogue))
        elif press.action is LinkAction.QUIT:
            await tell(interaction, resign_layout(press.play))
        else:
            form = name_form(press.play, at.duel.turn, at.duel.last, self._names(at.duel))
            await interaction.response.send_modal(form)

    async def _name(self, interaction: Interaction, at: _At, typed: str, turn: int) -> None:
        """Name whom a text means; where that is not sure, ask back, whoever would be a right move."""
        if not typed.strip():
            raise UserError(_NO_NAME)
        try:
            character = self._desk.trivia.links.character(at.duel.rules.universe, typed)
        except UnknownName as unknown:
            meant = [
                (one.label, one.question.character)
                for one in unknown.suggestions
                if isinstance(one.question, CharacterQuestion)
            ]
            await reply(interaction, meant_layout(escaped(str(unknown)), meant, at.duel.id, max(turn, 1)))
            return
        await self._hand(interaction, Named(at.caller, character, turn))

    async def _hand(self, interaction: Interaction, event: LinkPressed) -> None:
        """Hand in what somebody did, and tell them what became of it once that is kept."""
        heard = await in_time(self._desk.trivia.plays.press(event), _put_off(interaction))
        if heard is None or not isinstance(heard.state, Duel):
            await reply(interaction, said(OVER))
            return
        duel, receipt = heard.state, heard.receipt
        if not isinstance(receipt, LinkReceipt):
            await _be_quiet(interaction)
        elif _stands_under(interaction) and receipt.kind is LinkReceiptKind.STARTED:
            name_of = await self._naming(*duel.players)
            accepted = accepted_layout(_invitation(duel, receipt.person), self._names(duel), name_of)
            await put_in_place(interaction, accepted)
        elif _stands_under(interaction) and receipt.kind is LinkReceiptKind.LINKED and not receipt.ends:
            name_of = await self._naming(receipt.person)
            await put_in_place(interaction, moved_layout(receipt, self._names(duel), name_of))
        else:
            await reply(interaction, receipt_layout(receipt, self._desk.trivia.links.catalogue))

    async def _in_channel(self, interaction: Interaction) -> _At:
        """Return the duel of the channel; raises UserError where there is none."""
        caller = caller_of(interaction)
        play = await self._desk.trivia.plays.in_channel(caller.guild, caller.channel)
        if play is None:
            raise UserError(NONE_HERE)
        return await self._held(replace(caller, play=play), NONE_HERE)

    async def _held(self, caller: Caller, otherwise: str = OVER) -> _At:
        """Return a duel of this channel as it is now; raises UserError where it is none, or goes on in a moment."""
        plays = self._desk.trivia.plays
        held = plays.held(caller.play)
        if held is None and await plays.in_channel(caller.guild, caller.channel) == caller.play:
            raise UserError(MOMENT)
        duel = held[1] if held else None
        if not isinstance(duel, Duel) or (duel.guild, duel.channel) != (caller.guild, caller.channel):
            raise UserError(otherwise)
        return _At(duel, caller)

    async def _invitation_to(self, duel: Duel) -> ui.LayoutView:
        name_of = await self._naming(duel.host, *((duel.invited,) if duel.invited else ()))
        return invitation_layout(_invitation(duel), self._names(duel), name_of)

    def _names(self, duel: Duel) -> LinkNames:
        return LinkNames(self._desk.trivia.links.catalogue(duel.rules.universe))

    async def _naming(self, *people: UserId) -> Naming:
        return await naming(self._desk.trivia.plays, people)


def _invitation(duel: Duel, accepted_by: UserId | None = None) -> ShowInvitation:
    """Return the invitation to a duel, of one that has begun with who accepted it."""
    until = duel.due_at or duel.moved_at
    invited = accepted_by or duel.invited
    return ShowInvitation(duel.id, duel.rules.universe, duel.host, invited, duel.rules.seconds, until)


def _refusal(at: _At, press: LinkPress) -> LinkReceiptKind | None:
    """Return why somebody need not be asked anything; the engine judges whatever they send all the same."""
    duel, person = at.duel, at.caller.person
    if duel.stage is not Stage.TURN:
        return LinkReceiptKind.NOT_BEGUN
    if person not in duel.players:
        return LinkReceiptKind.NOT_PLAYING
    if press.action is LinkAction.QUIT:
        return None
    if press.turn != duel.turn:
        return LinkReceiptKind.TURN_OVER
    return None if person == duel.mover else LinkReceiptKind.NOT_YOUR_TURN


def _read(custom_id: str) -> LinkPress:
    press = read_link_id(custom_id)
    if press is None:
        raise UserError(_STALE)
    return press


def _stands_under(interaction: Interaction) -> bool:
    """Tell whether what was pressed stands in a message for all."""
    return interaction.message is not None and not interaction.message.flags.ephemeral


def _put_off(interaction: Interaction) -> Callable[[], Awaitable[object]]:
    """Return what tells Discord that there will be an answer: without a word where a message may be to change."""
    return partial(interaction.response.defer, ephemeral=True, thinking=interaction.message is None)


async def _be_quiet(interaction: Interaction) -> None:
    """Acknowledge what changed nothing, such as a press that arrived twice."""
    if not interaction.response.is_done():
        await interaction.response.defer()
