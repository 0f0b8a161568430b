"""What happens when something about trivia is pressed or sent: found by its custom_id, so it outlives any restart."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from discord import Interaction

from bot.domain.errors import UserError
from bot.domain.plays import PlayKind
from bot.ui.board_desk import BoardDesk
from bot.ui.daily_desk import DailyDesk
from bot.ui.link_desk import LinkDesk
from bot.ui.link_pages import link_drawing
from bot.ui.own_desk import OwnDesk
from bot.ui.play_desk import PlayDesk
from bot.ui.play_stage import PlayStage, draw_trivia
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.trivia_ids import BOARD, DAILY, LINK, OWN, PLAY

_STALE = "That button is not from here, or from another version of me; /trivia start begins a new play."


T = TypeVar("T")


class _Presses(Protocol):
    """Answers presses of its own prefix; raises UserError for those that mean nothing."""

    async def press(self, interaction: Interaction, custom_id: str) -> None: ...


class _Forms(Protocol):
    """Answers forms of its own prefix; raises UserError for those that mean nothing."""

    async def take_form(self, interaction: Interaction, custom_id: str) -> None: ...


class TriviaDesks:
    """The desks of trivia, each with its own prefix."""

    def __init__(self, desk: TriviaDesk) -> None:
        self.desk = desk
        self.plays = PlayDesk(desk)
        self.links = LinkDesk(desk)
        self.daily = DailyDesk(desk)
        self.boards = BoardDesk(desk)
        self.own = OwnDesk(desk)
        if desk.is_open:
            plays, draw_links = desk.trivia.plays, link_drawing(desk.trivia.links.catalogue)
            drawings = {PlayKind.TRIVIA: draw_trivia, PlayKind.LINKS: draw_links}
            plays.show_on(PlayStage(desk.client, plays, drawings))
        self._presses: Mapping[str, _Presses] = {
            PLAY: self.plays,
            LINK: self.links,
            DAILY: self.daily,
            BOARD: self.boards,
            OWN: self.own,
        }
        self._forms: Mapping[str, _Forms] = {PLAY: self.plays, LINK: self.links, OWN: self.own}

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Do what was pressed; raises UserError where the id means nothing."""
        await _of(self._presses, custom_id).press(interaction, custom_id)

    async def take_form(self, interaction: Interaction, custom_id: str) -> None:
        """Take a form that was sent; raises UserError where the id means nothing."""
        await _of(self._forms, custom_id).take_form(interaction, custom_id)


def _of(desks: Mapping[str, T], custom_id: str) -> T:
    for prefix, desk in desks.items():
        if custom_id.startswith(prefix):
            return desk
    raise UserError(_STALE)
