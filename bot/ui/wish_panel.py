"""The panel of `/config wishes`: every setting in words, each beside what changes it.

Its custom_ids say only which setting: server and rights are those of whoever presses, at each press. A button says
what it will do, and its custom_id, too: pressed twice, it does that once.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from discord import ChannelType, SelectDefaultValue, SelectDefaultValueType, ui

from bot.domain.identities import ChannelId, RoleId
from bot.domain.wish_settings import WishSettings
from bot.ui.wish_parts import Item, Press, beside, footer, framed
from bot.ui.wording import counted, day

PANEL = "c1:"
"""Begins the custom_id of everything on the panel; the digit is the version of what follows."""

_ON, _OFF = "on", "off"


class Control(StrEnum):
    """What is changed by something on the panel."""

    CHANNEL = "channel"
    ADD_ROLE = "add-role"
    VOTE_ROLE = "vote-role"
    REVIEW = "review"
    SELF_VOTES = "self-votes"
    DIGEST = "digest"
    SHARED = "shared"
    LIMITS = "limits"


# What holds while a switch is off and on, and what the buttons say that turn it off and on.
_SWITCHES = {
    Control.REVIEW: (
        "**Review**: wishes appear at once.",
        "**Review**: a moderator looks at every wish before others see it.",
        "Let them appear at once",
        "Look at them first",
    ),
    Control.SELF_VOTES: (
        "**Own wishes**: nobody votes for their own.",
        "**Own wishes**: people may vote for their own.",
        "Disallow own votes",
        "Allow own votes",
    ),
    Control.DIGEST: (
        "**Digest**: nothing is posted weekly.",
        "**Digest**: once a week the wish channel is told what rose.",
        "Stop the digest",
        "Post it weekly",
    ),
    Control.SHARED: (
        "**All servers**: wishes of this server count only here.",
        "**All servers**: open wishes of this server count for the top over all servers, without names of people.",
        "Keep them here",
        "Share them",
    ),
}


def panel_layout(own: WishSettings, now: datetime) -> ui.LayoutView:
    """Return the panel of a server's settings."""
    return framed(
        ui.TextDisplay("## Wishes on this server"),
        *_channel(own.channel),
        *_role(Control.ADD_ROLE, own.add_role, "make wishes"),
        *_role(Control.VOTE_ROLE, own.vote_role, "vote"),
        _switch(Control.REVIEW, on=own.review),
        _switch(Control.SELF_VOTES, on=own.self_votes),
        _switch(Control.DIGEST, on=own.digest),
        _switch(Control.SHARED, on=own.shared),
        beside("**Limits**\n" + "\n".join(_limits(own, now)), Press("Limits…", PANEL + Control.LIMITS)),
        *footer("for those who may manage the server"),
    )


def read_control(custom_id: str) -> tuple[Control, bool] | None:
    """Return what is to be changed, and for a switch whether it is to be on; None for what is not of the panel."""
    version, _, rest = custom_id.partition(":")
    name, _, position = rest.partition(":")
    if f"{version}:" != PANEL or name not in set(Control):
        return None
    control = Control(name)
    if position not in ((_ON, _OFF) if control in _SWITCHES else ("",)) or rest.endswith(":"):
        return None
    return control, position == _ON


def _channel(channel: ChannelId | None) -> Iterable[Item]:
    where = f"cards and news are posted in <#{channel}>" if channel else "cards are posted where the wish is made"
    yield ui.TextDisplay(f"**Wish channel**: {where}.")
    chosen = [SelectDefaultValue(id=channel, type=SelectDefaultValueType.channel)] if channel else []
    select: ui.ChannelSelect[ui.LayoutView] = ui.ChannelSelect(
        custom_id=PANEL + Control.CHANNEL,
        channel_types=[ChannelType.text],
        placeholder="Choose the wish channel",
        min_values=0,
        default_values=chosen,
    )
    yield ui.ActionRow(select)


def _role(control: Control, role: RoleId | None, deed: str) -> Iterable[Item]:
    yield ui.TextDisplay(f"**Who may {deed}**: {f'those with <@&{role}>' if role else 'everybody'}.")
    chosen = [SelectDefaultValue(id=role, type=SelectDefaultValueType.role)] if role else []
    select: ui.RoleSelect[ui.LayoutView] = ui.RoleSelect(
        custom_id=PANEL + control,
        placeholder=f"Choose a role that one needs to {deed}",
        min_values=0,
        default_values=chosen,
    )
    yield ui.ActionRow(select)


def _switch(control: Control, *, on: bool) -> Item:
    is_off, is_on, turn_off, turn_on = _SWITCHES[control]
    label, position = (turn_off, _OFF) if on else (turn_on, _ON)
    return beside(is_on if on else is_off, Press(label, f"{PANEL}{control}:{position}"))


def _limits(own: WishSettings, now: datetime) -> Iterable[str]:
    account, member = own.account_days, own.member_days
    yield f"- accounts at least {counted(account, 'day')} old" if account else "- accounts of any age"
    yield f"- on the server for at least {counted(member, 'day')}" if member else "- however long on the server"
    yield f"- {counted(own.most_wishes, 'standing wish', 'standing wishes')} a person"
    votes = counted(own.most_votes, "vote") if own.most_votes is not None else "any number of votes"
    yield f"- {votes} on open wishes a person"
    hides = own.hides_tallies(now)
    yield f"- tallies are hidden until {day(own.hidden_until)}" if hides else "- tallies are shown"
