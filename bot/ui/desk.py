"""The desk: how an answer, or an apology, reaches the person who asked."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial

import discord
from discord import Interaction, ui

from bot.domain.errors import UserError
from bot.services.lookups import Lookups, UnknownName
from bot.services.question_texts import decode
from bot.services.questions import Question
from bot.ui.board import Board, Drawn
from bot.ui.layout import page_layout, sentence_layout
from bot.ui.pages import Link, Page
from bot.ui.patience import in_time
from bot.ui.unsent import UNSENT
from bot.ui.wording import escaped

_log = logging.getLogger(__name__)
_UNKNOWN_INTERACTION = 10062  # Discord: the three seconds are over
_ALREADY_ANSWERED = 40060


class Desk:
    """Answers interactions; between two of them it keeps nothing but what it would only draw again."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self._board = Board(lookups)

    async def answer(self, interaction: Interaction, question: Question, *, private: bool | None = None) -> None:
        """Answer a command; with `private` None, an app that only the person has installed answers them alone."""
        hidden = _is_a_persons_own(interaction) if private is None else private
        await self._send(interaction, question, hidden=hidden, shareable=hidden and _among_others(interaction))

    async def show(self, interaction: Interaction, page: Page) -> None:
        """Answer a command with a page that is only for the one who asked."""
        await interaction.response.send_message(view=page_layout(page), ephemeral=True)

    async def ask(self, interaction: Interaction, text: str) -> None:
        """Answer a pressed question: in place where only its presser sees it, else beside the message."""
        shareable = _among_others(interaction)
        if _only_the_presser_sees(interaction):
            await self._edit(interaction, decode(text), shareable=shareable)
        else:
            await self._send(interaction, decode(text), hidden=True, shareable=shareable)

    async def turn(self, interaction: Interaction, text: str) -> None:
        """Show another page where the old one stands."""
        shareable = _only_the_presser_sees(interaction) and _among_others(interaction)
        await self._edit(interaction, decode(text), shareable=shareable)

    async def share(self, interaction: Interaction, text: str) -> None:
        """Post a private answer for all to see."""
        await self.answer(interaction, decode(text), private=False)

    async def _send(self, interaction: Interaction, question: Question, *, hidden: bool, shareable: bool) -> None:
        defer = partial(interaction.response.defer, ephemeral=hidden, thinking=True)
        drawn = await self._in_time(question, defer, shareable=shareable)
        if interaction.response.is_done():
            await interaction.followup.send(view=drawn.view, files=drawn.files(), ephemeral=hidden)
        else:
            await interaction.response.send_message(view=drawn.view, files=drawn.files(), ephemeral=hidden)

    async def _edit(self, interaction: Interaction, question: Question, *, shareable: bool) -> None:
        drawn = await self._in_time(question, interaction.response.defer, shareable=shareable)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=drawn.view, attachments=drawn.files())
        else:
            await interaction.response.edit_message(view=drawn.view, attachments=drawn.files())

    async def _in_time(self, question: Question, defer: Callable[[], Awaitable[object]], *, shareable: bool) -> Drawn:
        """Return a drawn answer, having put Discord off where it takes too long."""
        drawn = self._board.at_once(question, shareable=shareable)
        return drawn or await in_time(self._board.draw(question, shareable=shareable), defer)

    async def apologise(self, interaction: Interaction, error: Exception) -> None:
        """Tell a person in one sentence what went wrong, and the log everything; never raises."""
        if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_INTERACTION:
            _log.warning("an interaction was over before it was answered")
            return
        try:
            await _say(interaction, _apology(error))
        except UNSENT as failure:
            _log.warning("an apology could not be sent: %s", failure)


def _apology(error: Exception) -> ui.LayoutView:
    if isinstance(error, UnknownName):
        return sentence_layout(escaped(str(error)), [Link(one.label, one.question) for one in error.suggestions])
    if isinstance(error, UserError):
        return sentence_layout(escaped(str(error)))
    reference = secrets.token_hex(3)
    _log.error("reference %s: an interaction failed", reference, exc_info=error)
    return sentence_layout(f"Something went wrong on my side; please try again. It is logged as {reference}.")


async def _say(interaction: Interaction, view: ui.LayoutView) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True)
        return
    try:
        await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException as failure:
        if failure.code != _ALREADY_ANSWERED:  # Discord heard the first answer though its reply to us was lost
            raise


def _is_a_persons_own(interaction: Interaction) -> bool:
    """Tell whether only the person, not the server, has installed the app: there a server is spared its answers."""
    if _with_the_bot_alone(interaction):
        return False
    return interaction.is_user_integration() and not interaction.is_guild_integration()


def _only_the_presser_sees(interaction: Interaction) -> bool:
    message = interaction.message
    return _with_the_bot_alone(interaction) or (message is not None and message.flags.ephemeral)


def _with_the_bot_alone(interaction: Interaction) -> bool:
    """Tell whether this is the bot's own direct message, and not a server or a talk between people."""
    return interaction.guild_id is None and not interaction.context.private_channel


def _among_others(interaction: Interaction) -> bool:
    return not _with_the_bot_alone(interaction)
