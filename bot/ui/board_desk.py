"""The desk of boards: who has done how well in a server, and one's own figures."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from discord import Interaction, InteractionType
from discord.utils import utcnow

from bot.domain.boards import BoardPage, BoardQuestion
from bot.domain.errors import UserError
from bot.domain.identities import GuildId, UserId
from bot.ui.board_ids import PERIODS, SORTS, decode_board
from bot.ui.board_pages import board_layout, own_layout
from bot.ui.patience import in_time
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.trivia_ids import BOARD
from bot.ui.wish_replies import post, put_in_place, tell

_NO_SERVER = "A board belongs to a server; please use this in one that I have been added to."


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
        await tell(interaction, own_layout(await in_time(own, _put_off(interaction, ephemeral=True))))

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Show another page, other days or another order in place; raises UserError for what is of no board."""
        code = _picked(interaction) if custom_id in (PERIODS, SORTS) else custom_id.removeprefix(BOARD)
        view = board_layout(await self._page(interaction, decode_board(code)))
        await put_in_place(interaction, view)

    async def _page(self, interaction: Interaction, question: BoardQuestion) -> BoardPage:
        guild, person = _where_and_who(interaction)
        board = self._desk.trivia.boards.board(guild, person, question, utcnow())
        return await in_time(board, _put_off(interaction))


def _where_and_who(interaction: Interaction) -> tuple[GuildId, UserId]:
    if interaction.guild_id is None:
        raise UserError(_NO_SERVER)
    return GuildId(interaction.guild_id), UserId(interaction.user.id)


def _picked(interaction: Interaction) -> str:
    """Return the one value that was picked from a menu, nothing where it is another number of them."""
    values: list[Any] = list((interaction.data or {}).get("values") or ())
    return str(values[0]) if len(values) == 1 else ""


def _put_off(interaction: Interaction, *, ephemeral: bool = False) -> Callable[[], Awaitable[object]]:
    """Return what tells Discord that there will be an answer: to a command by showing that I think."""
    is_command = interaction.type is InteractionType.application_command
    return partial(interaction.response.defer, ephemeral=ephemeral, thinking=is_command)
