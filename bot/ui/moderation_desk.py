"""The moderation desk: what moderators do about wishes, from an interaction to what they are shown."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, fields, replace
from io import BytesIO
from typing import Any, TypeVar

import discord
from discord import Interaction
from discord.utils import utcnow

from bot.domain.errors import UserError
from bot.domain.identities import UserId
from bot.domain.wish_outcomes import Changed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import STANDING, Actor, Refusal, WishNumber
from bot.services.moderation import Moderation
from bot.ui.actors import actor_of
from bot.ui.patience import in_time
from bot.ui.wish_desk import WishDesk
from bot.ui.wish_forms import removal_form
from bot.ui.wish_ids import Action
from bot.ui.wish_limits import limits_form, submitted_limits
from bot.ui.wish_panel import Control, panel_layout, read_control
from bot.ui.wish_receipts import refusal_receipt, said
from bot.ui.wish_replies import put_off, reply, tell
from bot.ui.wish_review import LINES_A_PAGE, REVIEWS_A_PAGE, audit_layout, review_layout
from bot.ui.wish_words import refusal_sentence, unchanged_sentence, unmerged_sentence

QUEUE = "wq1:"
"""Begins the custom_id of a button to the wishes of the queue after a number."""
AUDIT = "wa1:"
"""Begins the custom_id of a button to the lines of the audit before one."""

_T = TypeVar("_T")

_CHOSEN = {Control.CHANNEL: "channel", Control.ADD_ROLE: "add_role", Control.VOTE_ROLE: "vote_role"}
_SWITCHED = {
    Control.REVIEW: "review",
    Control.SELF_VOTES: "self_votes",
    Control.DIGEST: "digest",
    Control.SHARED: "shared",
}
_NOT_MANAGER = "Settings are for those who may manage this server; ask one of them."
_STALE = "That control is from another version of me; open /config wishes again."


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who is to be blocked or not; `name` is what they are called in the answer, which may not say who."""

    person: UserId
    name: str


class ModerationDesk:
    """Answers moderators. Rights are those of the interaction, at each step; the service asks for them."""

    def __init__(self, wish_desk: WishDesk) -> None:
        self._desk = wish_desk

    @property
    def _service(self) -> Moderation:
        return self._desk.wishes.moderation

    async def queue(self, interaction: Interaction, after: WishNumber | None = None) -> None:
        """Show what waits for a moderator."""
        asked = self._service.queue(actor_of(interaction), REVIEWS_A_PAGE + 1, after)
        waiting = _permitted(await in_time(asked, put_off(interaction)))
        more = f"{QUEUE}{waiting[REVIEWS_A_PAGE - 1].number}" if len(waiting) > REVIEWS_A_PAGE else None
        await reply(interaction, review_layout(waiting, self._desk.wishes.signer, more))

    async def approve(self, interaction: Interaction, number: WishNumber) -> None:
        """Open a wish that waits."""
        approval = self._service.approve(actor_of(interaction), number, utcnow())
        changed = await in_time(approval, put_off(interaction))
        await self._tell(interaction, changed, f"Wish {number} is approved, and its card is posted.")

    async def open_rejection(self, interaction: Interaction, number: WishNumber) -> None:
        """Ask why a wish that waits is rejected."""
        await self._open_form(interaction, number, Action.REJECT)

    async def open_removal(self, interaction: Interaction, number: WishNumber) -> None:
        """Ask why a wish is removed."""
        await self._open_form(interaction, number, Action.REMOVE)

    async def reject(self, interaction: Interaction, number: WishNumber, why: str) -> None:
        """Remove a wish that waits."""
        rejection = self._service.reject(actor_of(interaction), number, why, utcnow())
        changed = await in_time(rejection, put_off(interaction))
        await self._tell(interaction, changed, f"Wish {number} is rejected; nobody else has seen it.")

    async def remove(self, interaction: Interaction, number: WishNumber, why: str) -> None:
        """Remove a wish."""
        removal = self._service.remove(actor_of(interaction), number, why, utcnow())
        changed = await in_time(removal, put_off(interaction))
        await self._tell(interaction, changed, f"Wish {number} is removed; /wish-admin restore brings it back.")

    async def restore(self, interaction: Interaction, number: WishNumber) -> None:
        """Open a wish again."""
        restoring = self._service.restore(actor_of(interaction), number, utcnow())
        changed = await in_time(restoring, put_off(interaction))
        if changed.refusal is Refusal.STANDING and changed.wish:
            raise UserError(
                f"The same wish stands meanwhile as wish {changed.wish.number}; merge into that one instead."
            )
        await self._tell(interaction, changed, f"Wish {number} is open again.")

    async def merge(self, interaction: Interaction, source: WishNumber, target: WishNumber) -> None:
        """Merge a wish into another one."""
        actor = actor_of(interaction)
        changed = await in_time(self._service.merge(actor, source, target, utcnow()), put_off(interaction))
        if changed.refusal is Refusal.CLOSED and changed.wish and changed.wish.state in STANDING:
            other = await self._desk.wishes.cards.find(actor.guild, target)
            await tell(interaction, said(unmerged_sentence(other or changed.wish)))
            return
        into = changed.wish.merged_into if changed.wish else target
        await self._tell(
            interaction, changed, f"Wish {source} is merged into wish {into}; whoever voted on both counts once."
        )

    async def whom(self, interaction: Interaction, person: UserId | None, number: WishNumber | None) -> Whom:
        """Return who is meant, by name or by a wish of theirs; raises UserError where nobody is."""
        actor = actor_of(interaction)
        if not actor.moderates:
            raise UserError(_plainly(Refusal.FORBIDDEN))
        if person is not None:
            return Whom(person, f"<@{person}>")
        if number is None:
            raise UserError("Say who: a person, or a wish of theirs.")
        wish = await self._desk.wishes.cards.find(actor.guild, number)
        if wish is None or wish.author is None:
            raise UserError(f"I know of nobody who made a wish {number} here; name the person instead.")
        return Whom(wish.author, f"Whoever made wish {number}")

    async def block(self, interaction: Interaction, whom: Whom, why: str) -> None:
        """Keep a person from wishing, voting and sending in questions."""
        blocking = self._service.block(actor_of(interaction), whom.person, why, utcnow())
        done = await in_time(blocking, put_off(interaction))
        kept = f"{whom.name} can make no wish, cast no vote and send in no question here any more."
        await tell(interaction, said(kept if _allowed(done) else f"{whom.name} was kept from all that already."))

    async def unblock(self, interaction: Interaction, whom: Whom, why: str) -> None:
        """Let a person wish, vote and send in questions again."""
        letting_in = self._service.unblock(actor_of(interaction), whom.person, why, utcnow())
        done = await in_time(letting_in, put_off(interaction))
        told = f"{whom.name} can wish, vote and send in questions again."
        await tell(interaction, said(told if _allowed(done) else f"{whom.name} was not kept from anything."))

    async def audit(self, interaction: Interaction, before: int | None = None) -> None:
        """Show what moderators did."""
        asked = self._service.audit(actor_of(interaction), LINES_A_PAGE + 1, before)
        lines = _permitted(await in_time(asked, put_off(interaction)))
        older = f"{AUDIT}{lines[LINES_A_PAGE - 1].line}" if len(lines) > LINES_A_PAGE else None
        await reply(interaction, audit_layout(lines, older))

    async def export(self, interaction: Interaction) -> None:
        """Hand all wishes of the server out as files, to the one who asked."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        files = await self._service.export(actor_of(interaction), utcnow())
        if isinstance(files, Refusal):
            raise UserError(_plainly(files))
        await interaction.followup.send(
            f"{files.count:,} wishes, as a table and as JSON. Who voted for what is not in them.",
            files=[
                discord.File(BytesIO(files.csv), "wishes.csv"),
                discord.File(BytesIO(files.json), "wishes.json"),
            ],
            ephemeral=True,
        )

    async def panel(self, interaction: Interaction) -> None:
        """Show the settings."""
        asked = self._service.settings(actor_of(interaction))
        settings = _managed(await in_time(asked, put_off(interaction)))
        await reply(interaction, panel_layout(settings, utcnow()))

    async def press_panel(self, interaction: Interaction, custom_id: str, values: Sequence[str]) -> None:
        """Change a setting by something on the panel."""
        read = read_control(custom_id)
        if read is None:
            raise UserError(_STALE)
        actor = actor_of(interaction)
        control, on = read
        if control is Control.LIMITS:
            await interaction.response.send_modal(limits_form(_managed(await self._service.settings(actor))))
            return
        some = [one for one in values if one != str(actor.guild)]  # the role that everybody has, and nobody is told to
        name, value = _chosen(control, some, on=on)
        changes = replace(WishSettings(), **{name: value})
        await self._show_changed(interaction, self._service.change_settings(actor, changes, utcnow(), {name}))

    async def set_limits(self, interaction: Interaction) -> bool:
        """Change the limits where an interaction is their form; return whether it is."""
        if submitted_limits(interaction, WishSettings()) is None:
            return False
        await self._show_changed(interaction, self._changed_limits(interaction, actor_of(interaction)))
        await self._desk.run_errands()  # the cards say until when tallies are hidden
        return True

    async def _changed_limits(self, interaction: Interaction, actor: Actor) -> WishSettings | Refusal:
        """Change the limits that were typed and are not those that hold; return all settings as they are now."""
        before = _managed(await self._service.settings(actor))
        settings = submitted_limits(interaction, before)
        assert settings is not None  # noqa: S101  (it is that form)
        typed = {
            field.name for field in fields(settings) if getattr(settings, field.name) != getattr(before, field.name)
        }
        return await self._service.change_settings(actor, settings, utcnow(), typed)

    async def _show_changed(
        self, interaction: Interaction, changing: Coroutine[Any, Any, WishSettings | Refusal]
    ) -> None:
        changed = _managed(await in_time(changing, put_off(interaction)))
        await reply(interaction, panel_layout(changed, utcnow()))

    async def _open_form(self, interaction: Interaction, number: WishNumber, action: Action) -> None:
        actor = actor_of(interaction)
        wish = await self._desk.wishes.cards.find(actor.guild, number) if actor.moderates else None
        if not actor.moderates:
            raise UserError(_plainly(Refusal.FORBIDDEN))
        if wish is None or wish.state not in STANDING:
            raise UserError(unchanged_sentence(wish) if wish else _plainly(Refusal.UNKNOWN))
        await interaction.response.send_modal(removal_form(wish, self._desk.wishes.signer, action))

    async def _tell(self, interaction: Interaction, changed: Changed, done: str) -> None:
        if changed.refusal is Refusal.CLOSED and changed.wish:
            await tell(interaction, said(unchanged_sentence(changed.wish)))
            return
        if changed.refusal:
            await tell(interaction, refusal_receipt(changed.refusal, WishSettings()))
            return
        await tell(interaction, said(done))
        await self._desk.run_errands()


def _chosen(control: Control, values: Sequence[str], *, on: bool) -> tuple[str, Any]:
    """Return the name of a setting and what it is now: as it was chosen (nothing chosen: none) or switched."""
    if control in _CHOSEN:
        return _CHOSEN[control], int(values[0]) if values else None
    return _SWITCHED[control], on


def _allowed(outcome: bool | Refusal) -> bool:  # noqa: FBT001  (what came of it)
    return _permitted(outcome)


def _managed(outcome: WishSettings | Refusal) -> WishSettings:
    if isinstance(outcome, Refusal):
        raise UserError(_NOT_MANAGER)
    return outcome


def _permitted(outcome: _T | Refusal) -> _T:
    """Return what came of it; raises UserError where it was not for this person to do."""
    if isinstance(outcome, Refusal):
        raise UserError(_plainly(outcome))
    return outcome


def _plainly(refusal: Refusal) -> str:
    """Return why nothing was done without markup, which an apology would show as it is."""
    return refusal_sentence(refusal, WishSettings()).replace("`", "")
