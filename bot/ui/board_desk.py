"""The desk of boards: who has done how well in a server, and one's own figures."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from discord import Interaction, InteractionType
from discord.utils import utcnow

from bot.domain.boards import BoardPage, BoardQuestion
from bot.domain.errors import UserError
from bot.domain.identities import GuildId, UserId
from bot.ui.board_ids import PERIODS, SORTS, STALE, decode_board
from bot.ui.board_pages import board_layout, own_layout
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.trivia_ids import BOARD
from bot.ui.wish_replies import post, tell

_PATIENCE_SECONDS = 1.5  # Discord waits three for an answer, or for a word that there will be one
_NO_SERVER = "A board belongs to a server; please use this in one that I have been added to."

_T = TypeVar("_T")


class BoardDesk:
    """Shows boards for all to see, and people their own figures."""

    def __init__(self, desk: TriviaDesk) -> None:
        self._desk = desk

    async def show(self, interaction: Interaction, question: BoardQuestion) -> None:
        """Post a board; raises UserError outside of a server."""
        await post(interaction, board_layout(await self._page(interaction, question)))

    async def show_own(self, interaction: Interaction) -> None:
        """Show somebody their own figures; raises UserError outside of a server."""
        guild, person = _where_and_who(interaction)
        own = self._desk.trivia.boards.own(guild, person, utcnow())
        await tell(interaction, own_layout(await _in_time(interaction, own, ephemeral=True)))

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Show another page, other days or another order in place; raises UserError for what is of no board."""
        code = _picked(interaction) if custom_id in (PERIODS, SORTS) else custom_id.removeprefix(BOARD)
        view = board_layout(await self._page(interaction, decode_board(code)))
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view)
        else:
            await interaction.response.edit_message(view=view)

    async def take_form(self, interaction: Interaction, custom_id: str) -> None:  # noqa: ARG002  (there is none)
        """Raise UserError: a board has no form."""
        raise UserError(STALE)

    async def _page(self, interaction: Interaction, question: BoardQuestion) -> BoardPage:
        guild, person = _where_and_who(interaction)
        return await _in_time(interaction, self._desk.trivia.boards.board(guild, person, question, utcnow()))


def _where_and_who(interaction: Interaction) -> tuple[GuildId, UserId]:
    if interaction.guild_id is None:
        raise UserError(_NO_SERVER)
    return GuildId(interaction.guild_id), UserId(interaction.user.id)


def _picked(interaction: Interaction) -> str:
    """Return the one value that was picked from a menu, nothing where it is another number of them."""
    values: list[Any] = list((interaction.data or {}).get("values") or ())
    return str(values[0]) if len(values) == 1 else ""


async def _in_time(interaction: Interaction, reading: Coroutine[Any, Any, _T], *, ephemeral: bool = False) -> _T:
    """Return what is being read, having put Discord off where it takes too long."""
    task = asyncio.create_task(reading)
    await asyncio.wait([task], timeout=_PATIENCE_SECONDS)
    if not task.done():
        is_command = interaction.type is InteractionType.application_command
        await interaction.response.defer(ephemeral=ephemeral, thinking=is_command)
    return await task
