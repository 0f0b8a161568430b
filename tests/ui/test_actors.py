"""Who acts, as an interaction says it at this very moment."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest
from discord import Interaction, Permissions
from discord.utils import SnowflakeList

from bot.domain.errors import UserError
from bot.ui.actors import actor_of

JOINED = datetime(2025, 5, 1, tzinfo=UTC)
PERSON = 175928847299117063  # made on 2016-04-30 at 11:18:25.796 UTC, by Discord's documentation of snowflakes


def member(roles: tuple[int, ...] = (), joined: datetime | None = JOINED) -> discord.Member:
    one = discord.Member.__new__(discord.Member)
    one._user = cast("discord.User", SimpleNamespace(id=PERSON, created_at=discord.utils.snowflake_time(PERSON)))
    one._roles = SnowflakeList(roles)
    one.joined_at = joined
    return one


def acting(**given: Any) -> Interaction:
    plain = {"guild_id": 3, "user": member(), "permissions": Permissions.none(), "id": 9, "channel_id": 5}
    return cast("Interaction", SimpleNamespace(**{**plain, **given}))


def test_who_acts_is_told_with_what_the_rules_ask_about() -> None:
    one = actor_of(acting(user=member((8, 7))))
    assert (one.guild, one.person, one.interaction, one.channel) == (3, PERSON, 9, 5)
    assert set(one.roles) == {7, 8}
    assert one.made_at
    assert one.made_at.date().isoformat() == "2016-04-30"
    assert (one.joined_at, one.moderates, one.manages) == (JOINED, False, False)


@pytest.mark.parametrize(
    ("rights", "moderates", "manages"),
    [
        (Permissions.none(), False, False),
        (Permissions(manage_messages=True), True, False),
        (Permissions(manage_guild=True), False, True),
        (Permissions(administrator=True), True, True),
        (Permissions(moderate_members=True, kick_members=True, manage_channels=True, manage_roles=True), False, False),
    ],
)
def test_rights_are_those_of_the_interaction(rights: Permissions, *, moderates: bool, manages: bool) -> None:
    one = actor_of(acting(permissions=rights))
    assert (one.moderates, one.manages) == (moderates, manages)


@pytest.mark.parametrize(
    "given", [{"guild_id": None}, {"user": SimpleNamespace(id=PERSON)}, {"guild_id": None, "user": None}]
)
def test_outside_of_a_server_nobody_acts(given: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="This belongs to a server"):
        actor_of(acting(**given))


def test_what_discord_does_not_say_is_unknown() -> None:
    one = actor_of(acting(user=member(joined=None), channel_id=None))
    assert (one.joined_at, one.channel) == (None, None)
