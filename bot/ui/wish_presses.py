"""What happens when something about wishes is pressed: found by its custom_id, so it outlives any restart."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, Self, TypeAlias, cast

from discord import Client, Interaction, ui

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.wishes import WishNumber
from bot.services.question_texts import decode
from bot.services.wish_questions import decode_wishes
from bot.ui.desk import Desk
from bot.ui.layout import ASK, PICK, SHARE, TURN, WISH_FOR
from bot.ui.moderation_desk import AUDIT, QUEUE, ModerationDesk
from bot.ui.privacy_pages import DELETE
from bot.ui.trivia_ids import TRIVIA
from bot.ui.wish_desk import MINE, WishDesk
from bot.ui.wish_draft_ids import DRAFT, read_draft_press
from bot.ui.wish_ids import WISH, Action, read_wish_id
from bot.ui.wish_pages import LIST, ORDER
from bot.ui.wish_panel import PANEL

_STALE = "That button is not from here, or from another version of me; /wish list shows the wishes of this server."

_MOST_DIGITS = 9
_TAKEN = "|".join(
    (
        re.escape(WISH) + r"(?s:.*)",
        re.escape(TRIVIA) + r"(?s:.*)",
        *(re.escape(one) + r".*" for one in (DRAFT, LIST, ORDER, MINE, WISH_FOR, QUEUE, AUDIT, PANEL, DELETE)),
        *(re.escape(one) + r".+" for one in (ASK, TURN, SHARE)),
        re.escape(PICK) + r"\d",
    )
)
"""What is answered elsewhere, so that whatever is left is for `Unknown` and nothing stays without an answer."""

_VOTES = {Action.UP: 1, Action.DOWN: -1, Action.UNVOTE: 0}

_Act: TypeAlias = Callable[[Interaction, WishNumber], Awaitable[None]]


class HasDesks(Protocol):
    """A client whose answers go over desks."""

    desk: Desk
    wish_desk: WishDesk
    moderation_desk: ModerationDesk


def _desks(interaction: Interaction) -> HasDesks:
    return cast("HasDesks", interaction.client)


class _Press(ui.DynamicItem[ui.Item[Any]], template=r"never"):
    """Something about wishes that can be pressed or picked from."""

    def __init__(self, item: ui.Item[Any]) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _: Interaction[Client], item: ui.Item[Any], __: re.Match[str], /) -> Self:
        """Return it as it was pressed."""
        return cls(item)

    async def callback(self, interaction: Interaction[Client]) -> None:
        """Do it; discord.py only logs what fails in here, so the person is told, too."""
        try:
            await self.act(interaction)
        except Exception as error:  # noqa: BLE001  (the last place before the person; the desk logs it)
            await _desks(interaction).desk.apologise(interaction, error)

    async def act(self, interaction: Interaction) -> None:
        """Do what was pressed."""
        raise NotImplementedError


async def press_wish(interaction: Interaction, custom_id: str) -> None:
    """Do what was pressed about one wish, if the id was made here for this server; raises UserError where not.

    Votes are the commonest press of all, so they do without discord.py's rebuilding of the message they stand on.
    """
    desks = _desks(interaction)
    read = read_wish_id(desks.wish_desk.wishes.signer, custom_id, GuildId(interaction.guild_id or 0))
    if read is None:
        raise UserError(_STALE)
    action, number = read
    if action in _VOTES:
        await desks.wish_desk.vote(interaction, number, _VOTES[action])
    else:
        await _ways(desks)[action](interaction, number)


def _ways(desks: HasDesks) -> Mapping[Action, _Act]:
    wish, moderation = desks.wish_desk, desks.moderation_desk
    return {
        Action.FOLLOW: lambda interaction, number: wish.follow(interaction, number, follows=True),
        Action.UNFOLLOW: lambda interaction, number: wish.follow(interaction, number, follows=False),
        Action.DISCUSS: wish.discuss,
        Action.SHOW: lambda interaction, number: wish.show(interaction, number, publicly=False),
        Action.EDIT: wish.open_edit,
        Action.WITHDRAW: wish.withdraw,
        Action.APPROVE: moderation.approve,
        Action.REJECT: moderation.open_rejection,
        Action.REMOVE: moderation.open_removal,
    }


class DraftStep(_Press, template=re.escape(DRAFT) + r".*"):
    """Goes on with a wish that was begun."""

    async def act(self, interaction: Interaction) -> None:
        """Go on."""
        press = read_draft_press(self.custom_id)
        if press is None:
            raise UserError(_STALE)
        await _desks(interaction).wish_desk.go_on(interaction, press)


class ListTurn(_Press, template=re.escape(LIST) + r".*"):
    """Shows another page of a list."""

    async def act(self, interaction: Interaction) -> None:
        """Show it."""
        question = decode_wishes(self.custom_id.removeprefix(LIST))
        await _desks(interaction).wish_desk.list(interaction, question, turned=True)


class ListOrder(_Press, template=re.escape(ORDER) + r".*"):
    """Shows a list in another order."""

    async def act(self, interaction: Interaction) -> None:
        """Show it."""
        picked = [str(one) for one in getattr(self.item, "values", ())]
        await _desks(interaction).wish_desk.list(interaction, decode_wishes("".join(picked[:1])), turned=True)


class MineTurn(_Press, template=re.escape(MINE) + r".*"):
    """Shows another page of one's own wishes."""

    async def act(self, interaction: Interaction) -> None:
        """Show it."""
        await _desks(interaction).wish_desk.mine(interaction, _number(self.custom_id, MINE))


class WishFor(_Press, template=re.escape(WISH_FOR) + r".*"):
    """Begins a wish at an answer about facts."""

    async def act(self, interaction: Interaction) -> None:
        """Begin it."""
        await _desks(interaction).wish_desk.add_beside(interaction, decode(self.custom_id.removeprefix(WISH_FOR)))


class QueueTurn(_Press, template=re.escape(QUEUE) + r".*"):
    """Shows more of what waits for a moderator."""

    async def act(self, interaction: Interaction) -> None:
        """Show it."""
        await _desks(interaction).moderation_desk.queue(interaction, WishNumber(_number(self.custom_id, QUEUE)))


class AuditTurn(_Press, template=re.escape(AUDIT) + r".*"):
    """Shows older lines of the audit."""

    async def act(self, interaction: Interaction) -> None:
        """Show them."""
        await _desks(interaction).moderation_desk.audit(interaction, _number(self.custom_id, AUDIT))


class OnPanel(_Press, template=re.escape(PANEL) + r".*"):
    """Changes a setting."""

    async def act(self, interaction: Interaction) -> None:
        """Change it."""
        values = [str(getattr(one, "id", one)) for one in getattr(self.item, "values", ())]
        await _desks(interaction).moderation_desk.press_panel(interaction, self.custom_id, values)


class Unknown(_Press, template=rf"(?!(?:{_TAKEN})\Z)(?s:.+)"):
    """Belongs to no version that is known: somebody presses what was never a button of ours, or will be one."""

    async def act(self, interaction: Interaction) -> None:
        """Say so."""
        await _desks(interaction).desk.apologise(interaction, UserError(_STALE))


def _number(custom_id: str, prefix: str) -> int:
    """Return the number in a custom_id; raises UserError where there is none."""
    text = custom_id.removeprefix(prefix)
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UserError(_STALE)
    return int(text)


WISH_PRESSES = (DraftStep, ListTurn, ListOrder, MineTurn, WishFor, QueueTurn, AuditTurn, OnPanel, Unknown)
"""All about wishes that a client has to know of, `add_dynamic_items(*WISH_PRESSES)`."""
