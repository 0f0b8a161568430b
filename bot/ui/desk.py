"""The desk: how an answer, or an apology, reaches the person who asked."""

import logging
import secrets

import aiohttp
import discord
from discord import Interaction, ui

from bot.domain.errors import UserError
from bot.services.lookups import Lookups, UnknownName
from bot.services.question_texts import decode
from bot.services.questions import Question
from bot.ui.answers import page_of
from bot.ui.layout import page_layout, sentence_layout
from bot.ui.pages import Link, Page
from bot.ui.wording import escaped

_log = logging.getLogger(__name__)
_UNKNOWN_INTERACTION = 10062  # Discord: the three seconds are over
_ALREADY_ANSWERED = 40060
_MOST_DRAWN = 1_024  # layouts kept, of some 10 kB each
_UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError)  # the last when the bot is closing


class Desk:
    """Answers interactions; between two of them it keeps nothing but layouts that it would only draw again."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self._drawn: dict[tuple[Question, bool], ui.LayoutView] = {}
        self._drawn_from = lookups.shelf

    async def answer(self, interaction: Interaction, question: Question, *, private: bool | None = None) -> None:
        """Answer a command; with `private` None, an app that only the person has installed answers them alone."""
        hidden = _is_a_persons_own(interaction) if private is None else private
        view = self._layout(question, shareable=hidden and _among_others(interaction))
        await interaction.response.send_message(view=view, ephemeral=hidden)

    async def show(self, interaction: Interaction, page: Page) -> None:
        """Answer a command with a page that is only for the one who asked."""
        await interaction.response.send_message(view=page_layout(page), ephemeral=True)

    async def ask(self, interaction: Interaction, text: str) -> None:
        """Answer a pressed question: in place where only its presser sees it, else beside the message."""
        view = self._layout(decode(text), shareable=_among_others(interaction))
        if _only_the_presser_sees(interaction):
            await interaction.response.edit_message(view=view)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)

    async def turn(self, interaction: Interaction, text: str) -> None:
        """Show another page where the old one stands."""
        shareable = _only_the_presser_sees(interaction) and _among_others(interaction)
        await interaction.response.edit_message(view=self._layout(decode(text), shareable=shareable))

    async def share(self, interaction: Interaction, text: str) -> None:
        """Post a private answer for all to see."""
        await self.answer(interaction, decode(text), private=False)

    async def apologise(self, interaction: Interaction, error: Exception) -> None:
        """Tell a person in one sentence what went wrong, and the log everything; never raises."""
        if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_INTERACTION:
            _log.warning("an interaction was over before it was answered")
            return
        try:
            await _say(interaction, _apology(error))
        except _UNSENT as failure:
            _log.warning("an apology could not be sent: %s", failure)

    def _layout(self, question: Question, *, shareable: bool) -> ui.LayoutView:
        """Return the layout of an answer, drawn once for as long as the facts stay what they are."""
        if self._drawn_from is not self.lookups.shelf or len(self._drawn) >= _MOST_DRAWN:
            self._drawn, self._drawn_from = {}, self.lookups.shelf
        known = self._drawn.get((question, shareable))
        if known is None:
            page = page_of(self.lookups.answer(question))
            known = self._drawn[question, shareable] = page_layout(page, question if shareable else None)
        return known


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
