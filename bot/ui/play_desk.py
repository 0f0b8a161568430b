"""The play desk: what people do in plays of trivia, from an interaction to what they are told."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

import discord
from discord import Interaction, ui

from bot.domain.errors import UserError
from bot.domain.identities import InteractionId, MessageId
from bot.domain.links.effects import LinkReceipt
from bot.domain.plays import PlayId, PlayKind
from bot.domain.posed import Posed, posed_from
from bot.domain.rounds.effects import Receipt, ReceiptKind
from bot.domain.rounds.engine import open_play
from bot.domain.rounds.events import Caller, Chose, Joined, Left, Pressed, Skipped, Started, Stopped, WentOn
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import Mode, Rules
from bot.domain.rounds.typed import typed_choice
from bot.domain.typed_answers import LONGEST_TYPED
from bot.services.play_crew import Heard
from bot.services.plays import Plays
from bot.services.question_picking import subject_values
from bot.ui.actors import actor_of
from bot.ui.link_pages import receipt_layout
from bot.ui.patience import in_time
from bot.ui.play_ids import PlayAction, PlayPress, play_id, read_play_id
from bot.ui.play_pages import lobby_layout, named_players
from bot.ui.play_stage import naming
from bot.ui.play_words import MOMENT, OVER, ROUND_OVER, receipt_words
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.wish_parts import cut, unkept
from bot.ui.wish_replies import post, put_in_place, tell
from bot.ui.wish_submissions import filled
from bot.ui.wording import escaped

_STALE = "That button is not from here, or from another version of me; /trivia start begins a new play."
_NOT_ALLOWED = "I may not write in this channel; let me see it and send messages, or start the play in another one."
_NONE_HERE = "There is no play in this channel; /trivia start begins one."
_ANSWER = "answer"
"""The custom_id of the field of the form."""
_LONGEST_SHOWN = 100
_LONGEST_LABEL = 45  # characters over a field (Discord)
_EVENTS = {
    PlayAction.JOIN: Joined,
    PlayAction.LEAVE: Left,
    PlayAction.START: Started,
    PlayAction.STOP: Stopped,
    PlayAction.GO_ON: WentOn,
}
_ON_LOBBY = (PlayAction.JOIN, PlayAction.LEAVE, PlayAction.START)
"""What a lobby itself shows to have been done; leaving is possible later, too."""
_IN_LOBBY = (ReceiptKind.JOINED, ReceiptKind.LEFT, ReceiptKind.DONE)


class PlayDesk:
    """Opens plays and takes what is pressed in them."""

    def __init__(self, desk: TriviaDesk) -> None:
        self._desk = desk

    async def start(self, interaction: Interaction, about: str | None, rules: Rules) -> None:
        """Open a play; one that somebody plays alone begins at once."""
        plays, caller = self._desk.trivia.plays, caller_of(interaction)
        require_a_voice(interaction)
        subject = await self._desk.trivia.subjects.find(caller.guild, about)
        plays.time.heard(caller.at)
        state, _ = open_play(caller, rules)
        opening = plays.open(PlayKind.TRIVIA, state, subject_values(subject))
        await put_up(interaction, plays, state.id, opening, lambda: self._lobby(state, subject.label))
        if rules.mode is Mode.SOLO:
            await plays.press(Started(replace(caller, interaction=InteractionId(caller.interaction + 1))))

    async def stop(self, interaction: Interaction) -> None:
        """End the play of a channel."""
        await self._do(interaction, Stopped(await self._caller_here(interaction)))

    async def skip(self, interaction: Interaction) -> None:
        """Skip the question that is asked in a channel."""
        await self._do(interaction, Skipped(await self._caller_here(interaction)))

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Do what was pressed in a play."""
        press = _read(custom_id)
        caller = caller_of(interaction, press.play)
        if press.action is PlayAction.TYPE:
            await interaction.response.send_modal(_form(press, await self._posed(caller, press)))
        elif press.action is PlayAction.CHOOSE:
            await self._do(interaction, Chose(caller, press.round or 0, press.choice or 0))
        elif press.action is PlayAction.SKIP:
            await self._do(interaction, Skipped(caller, press.round))
        else:
            is_silent = press.action in _ON_LOBBY
            await self._do(interaction, _EVENTS[press.action](caller), is_silent=is_silent)

    async def take_form(self, interaction: Interaction, custom_id: str) -> None:
        """Take an answer that was typed."""
        press = _read(custom_id)
        typed = _typed(interaction)
        caller = caller_of(interaction, press.play)
        if press.action is not PlayAction.TYPE:
            raise UserError(OVER)
        posed = await self._posed(caller, press)
        choosing = self._choose(caller, press.round or 0, posed, typed)
        heard, choice = await in_time(choosing, _put_off(interaction))
        await self._answer(interaction, heard, typed if _stands(heard, choice) else None)

    async def _choose(self, caller: Caller, round_: int, posed: Posed, typed: str) -> tuple[Heard | None, int]:
        """Hand in what was typed; return what came of it, and the choice that it stands for."""
        is_right = await self._desk.trivia.own.judge(caller.guild, posed, typed)
        choice = typed_choice(typed, is_right=is_right)
        return await self._desk.trivia.plays.press(Chose(caller, round_, choice)), choice

    async def _posed(self, caller: Caller, press: PlayPress) -> Posed:
        """Return what is asked in a round; raises UserError where it is not asked any more, or goes on in a moment."""
        plays = self._desk.trivia.plays
        held = plays.held(press.play)
        if held is None:
            is_underway = await plays.in_channel(caller.guild, caller.channel) == press.play
            raise UserError(MOMENT if is_underway else OVER)
        kept, state = held
        if (kept.guild, kept.channel) != (caller.guild, caller.channel):
            raise UserError(OVER)
        if kept.question is None or state.number != press.round:
            raise UserError(ROUND_OVER)
        return posed_from(kept.question)

    async def _do(self, interaction: Interaction, event: Pressed, *, is_silent: bool = False) -> None:
        heard = await in_time(self._desk.trivia.plays.press(event), _put_off(interaction, thinking=not is_silent))
        await self._answer(interaction, heard, None)

    async def _answer(self, interaction: Interaction, heard: Heard | None, typed: str | None) -> None:
        if heard and isinstance(heard.receipt, LinkReceipt):  # /trivia stop and skip are for any kind of play
            await tell(interaction, receipt_layout(heard.receipt, self._desk.trivia.links.catalogue))
            return
        if heard is None or not isinstance(heard.receipt, Receipt):
            await tell(interaction, unkept(ui.TextDisplay(OVER)))
            return
        play: Play = heard.state
        receipt = heard.receipt
        if self._is_about_lobby(interaction, heard, play, receipt):
            await put_in_place(interaction, await self._lobby(play, heard.kept.subject["label"]))
            return
        answer = _answer_that_stands(heard, receipt, typed)
        await tell(interaction, unkept(ui.TextDisplay(receipt_words(receipt, play.rules.mode, answer))))

    def _is_about_lobby(self, interaction: Interaction, heard: Heard, play: Play, receipt: Receipt) -> bool:
        """Tell whether the lobby on which something was pressed says itself what came of it."""
        stands_there = interaction.message is not None and interaction.message.id == heard.kept.message
        in_lobby = play.phase is Phase.LOBBY or (play.phase is Phase.ASKING and play.number == 1 and play.asked is None)
        return stands_there and in_lobby and receipt.kind in _IN_LOBBY

    async def _caller_here(self, interaction: Interaction) -> Caller:
        caller = caller_of(interaction)
        play = await self._desk.trivia.plays.in_channel(caller.guild, caller.channel)
        if play is None:
            raise UserError(_NONE_HERE)
        return replace(caller, play=play)

    async def _lobby(self, play: Play, label: str) -> ui.LayoutView:
        name_of = await naming(self._desk.trivia.plays, [*named_players(play), play.host])
        return lobby_layout(play, label, name_of)


def caller_of(interaction: Interaction, play: PlayId | None = None) -> Caller:
    """Return who pressed something where; without a play it is the one that the interaction opens.

    Raises UserError outside of a server.
    """
    actor = actor_of(interaction)
    if actor.channel is None:
        raise UserError(_STALE)
    return Caller(
        play=PlayId(interaction.id) if play is None else play,
        guild=actor.guild,
        channel=actor.channel,
        person=actor.person,
        interaction=actor.interaction,
        moderates=actor.moderates,
    )


async def put_up(
    interaction: Interaction,
    plays: Plays,
    play: PlayId,
    opening: Coroutine[Any, Any, None],
    drawing: Callable[[], Awaitable[ui.LayoutView]],
) -> None:
    """Open a play and post what it is joined by; one that nobody could join is over at once."""
    try:
        await in_time(opening, partial(interaction.response.defer, thinking=True))
        place = await post(interaction, await drawing())
    except Exception:
        plays.lose(play)
        raise
    if place:
        await plays.place(play, MessageId(place.message))


def _put_off(interaction: Interaction, *, thinking: bool = True) -> Callable[[], Awaitable[object]]:
    """Return what tells Discord that there will be an answer, as when the database is busy."""
    return partial(interaction.response.defer, ephemeral=True, thinking=thinking)


def require_a_voice(interaction: Interaction) -> None:
    """Raise UserError where the bot could not send what it asks."""
    may = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    speaks = may.send_messages_in_threads if in_thread else may.send_messages
    if not (may.administrator or (may.view_channel and speaks)):
        raise UserError(_NOT_ALLOWED)


def _read(custom_id: str) -> PlayPress:
    press = read_play_id(custom_id)
    if press is None:
        raise UserError(_STALE)
    return press


def _form(press: PlayPress, posed: Posed) -> ui.Modal:
    form = ui.Modal(title="Your answer", custom_id=play_id(press), timeout=None)
    typed: ui.TextInput[ui.Modal] = ui.TextInput(
        label=cut(posed.text, _LONGEST_LABEL), custom_id=_ANSWER, max_length=LONGEST_TYPED, min_length=1
    )
    form.add_item(typed)
    form.stop()
    return form


def _typed(interaction: Interaction) -> str:
    """Return what was typed into a form; raises UserError where nothing was."""
    form = filled(interaction)
    typed = form.text(_ANSWER) if form else ""
    if not typed.strip():
        raise UserError("Type an answer first, please.")
    return typed


def _stands(heard: Heard | None, choice: int) -> bool:
    return heard is not None and isinstance(heard.receipt, Receipt) and heard.receipt.choice == choice


def _answer_that_stands(heard: Heard, receipt: Receipt, typed: str | None) -> str | None:
    """Return how the answer of theirs that stands reads, None where none does."""
    if receipt.choice is None or heard.kept.question is None:
        return None
    posed = posed_from(heard.kept.question)
    if posed.is_typed:
        return escaped(cut(typed, _LONGEST_SHOWN)) if typed else "what you typed before"
    return escaped(posed.choices[receipt.choice])
