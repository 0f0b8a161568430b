"""What happens when a button or menu of an answer is used: found by its custom_id, so it outlives any restart."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, Self, cast

from discord import Client, Interaction, ui

from bot.ui.desk import Desk
from bot.ui.layout import ASK, PICK, SHARE, TURN


class HasDesk(Protocol):
    """A client whose answers go over a desk."""

    desk: Desk


def _desk(interaction: Interaction) -> Desk:
    return cast("HasDesk", interaction.client).desk


async def _answered(interaction: Interaction, act: Callable[[Interaction, str], Awaitable[None]], text: str) -> None:
    """Do what was pressed; discord.py only logs what fails in here, so the person is told, too."""
    try:
        await act(interaction, text)
    except Exception as error:  # noqa: BLE001  (the last place before the person; the desk logs it)
        await _desk(interaction).apologise(interaction, error)


class _Press(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"never"):
    """A button that carries a question."""

    def __init__(self, item: ui.Button[ui.LayoutView], text: str) -> None:
        super().__init__(item)
        self.text = text

    @classmethod
    async def from_custom_id(cls, _: Interaction[Client], item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return the button as it was pressed."""
        return cls(cast("ui.Button[ui.LayoutView]", item), match["text"])


class Ask(_Press, template=re.escape(ASK) + r"(?P<text>.+)"):
    """Asks the question it carries."""

    async def callback(self, interaction: Interaction[Client]) -> None:
        """Answer it."""
        await _answered(interaction, _desk(interaction).ask, self.text)


class Turn(_Press, template=re.escape(TURN) + r"(?P<text>.+)"):
    """Turns the page."""

    async def callback(self, interaction: Interaction[Client]) -> None:
        """Show the page it carries."""
        await _answered(interaction, _desk(interaction).turn, self.text)


class Share(_Press, template=re.escape(SHARE) + r"(?P<text>.+)"):
    """Posts a private answer for all to see."""

    async def callback(self, interaction: Interaction[Client]) -> None:
        """Post it."""
        await _answered(interaction, _desk(interaction).share, self.text)


class Pick(ui.DynamicItem[ui.Select[ui.LayoutView]], template=re.escape(PICK) + r"\d"):
    """A menu of questions."""

    @classmethod
    async def from_custom_id(cls, _: Interaction[Client], item: ui.Item[Any], __: re.Match[str], /) -> Self:
        """Return the menu as it was used."""
        return cls(cast("ui.Select[ui.LayoutView]", item))

    async def callback(self, interaction: Interaction[Client]) -> None:
        """Answer the question that was picked."""
        await _answered(interaction, _desk(interaction).ask, self.item.values[0])


PRESSES = (Ask, Turn, Share, Pick)
"""All that a client has to know of, `add_dynamic_items(*PRESSES)`."""
