"""Rights are those of the moment, at the command, the button and the form: without them nothing is changed or told."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from bot.client import Client
from bot.domain.identities import GuildId
from bot.domain.wishes import WishNumber
from bot.ui.moderation_desk import AUDIT, QUEUE
from bot.ui.wish_ids import Action, wish_id
from bot.ui.wish_panel import PANEL
from tests.cogs.wish_stage import Stage, press_of, shown

FORBIDDEN = "That is for moderators"
NOT_MANAGER = "Settings are for those who may manage this server"
SECRET = "Nobody should read this sentence."


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


@pytest.fixture
async def all_sorts(stage: Stage) -> Stage:
    """An open wish, one that was removed, and one that waits."""
    await stage.add(stage.ana)
    await stage.add(stage.ana, into="The Last Buoy")
    await stage.mod.slash(stage.channel, "wish-admin remove", wish="2", why="no")
    await stage.decide(review=1)
    await stage.add(stage.ana, into="Final Lantern", why=SECRET)
    return stage


async def everything(stage: Stage) -> list[Any]:
    """Return all that a moderator could change."""
    tables = ("wishes", "wish_settings", "blocks", "audit_lines", "votes", "errands")
    return [tuple(row) for table in tables for row in await stage.rows(f"SELECT * FROM {table}")]


async def changes_nothing(stage: Stage, act: Awaitable[Any], said: str) -> None:
    before = await everything(stage)
    answer = await act
    assert answer.ephemeral
    assert answer.modal is None
    text = "".join(shown(one) for one in (answer.response, *answer.followups) if one)
    assert said in text
    assert SECRET not in text
    assert not any(one.attachments for one in (answer.response, *answer.followups) if one)
    assert await everything(stage) == before


COMMANDS = [
    ("wish-admin queue", {}, FORBIDDEN),
    ("wish-admin remove", {"wish": "1", "why": "no"}, FORBIDDEN),
    ("wish-admin restore", {"wish": "2"}, FORBIDDEN),
    ("wish-admin merge", {"wish": "3", "into": "1"}, FORBIDDEN),
    ("wish-admin block", {"person": "ana"}, FORBIDDEN),
    ("wish-admin block", {"wish": "1"}, FORBIDDEN),
    ("wish-admin block", {"wish": "99"}, FORBIDDEN),
    ("wish-admin unblock", {"person": "ana"}, FORBIDDEN),
    ("wish-admin unblock", {"wish": "99"}, FORBIDDEN),
    ("wish-admin export", {}, FORBIDDEN),
    ("wish-admin audit", {}, FORBIDDEN),
    ("config wishes", {}, NOT_MANAGER),
]


@pytest.mark.parametrize(("command", "options", "said"), COMMANDS)
async def test_a_command_that_the_server_lets_all_see_still_asks_for_the_right(
    all_sorts: Stage, command: str, options: dict[str, Any], said: str
) -> None:
    stage = all_sorts
    stage.allow(stage.ben, command.partition(" ")[0])
    if "person" in options:
        options = {"person": stage.ana}
    await changes_nothing(stage, stage.ben.slash(stage.channel, command, **options), said)


@pytest.mark.parametrize("command", sorted({one[0] for one in COMMANDS}))
async def test_the_commands_are_not_offered_to_everybody(stage: Stage, command: str) -> None:
    assert command not in stage.ben.available_commands(stage.channel)
    assert command in stage.mod.available_commands(stage.channel)


PRESSES = [
    ("approve", 3),
    ("reject", 3),
    ("remove", 1),
    *((QUEUE, number) for number in (0, 1)),
    (AUDIT, 9),
    *((f"{PANEL}{one}", 0) for one in ("review:off", "self-votes:on", "digest:on", "shared:on", "channel", "limits")),
]


@pytest.mark.parametrize(("press", "number"), PRESSES)
async def test_a_button_that_somebody_copied_asks_for_the_right(
    all_sorts: Stage, forged, press: str, number: int
) -> None:
    stage = all_sorts
    custom_id = press if press.startswith(PANEL) else f"{press}{number}"
    if press.isalpha():
        custom_id = wish_id(stage.wishes.signer, Action(press), GuildId(stage.guild.id), WishNumber(number))
    message = await forged(stage.channel, custom_id)
    said = NOT_MANAGER if press.startswith(PANEL) else FORBIDDEN
    await changes_nothing(stage, stage.ben.click(message, custom_id=custom_id), said)


async def test_the_same_button_does_it_for_who_has_the_right(all_sorts: Stage, forged) -> None:
    stage = all_sorts
    custom_id = wish_id(stage.wishes.signer, Action.APPROVE, GuildId(stage.guild.id), WishNumber(3))
    await stage.mod.click(await forged(stage.channel, custom_id), custom_id=custom_id)
    assert (await stage.states())[2] == "open"


async def test_a_right_lost_between_opening_and_sending_a_rejection_changes_nothing(all_sorts: Stage) -> None:
    stage = all_sorts
    queue = await stage.mod.slash(stage.channel, "wish-admin queue")
    form = await stage.press(stage.mod, queue.response, "Reject 3")
    stage.demote(stage.mod)
    await changes_nothing(stage, stage.mod.submit_modal(form, {"reason": "no"}), FORBIDDEN)


async def test_a_right_lost_between_opening_and_sending_a_removal_changes_nothing(all_sorts: Stage, forged) -> None:
    stage = all_sorts
    custom_id = wish_id(stage.wishes.signer, Action.REMOVE, GuildId(stage.guild.id), WishNumber(1))
    form = await stage.mod.click(await forged(stage.channel, custom_id), custom_id=custom_id)
    stage.demote(stage.mod)
    await changes_nothing(stage, stage.mod.submit_modal(form, {"reason": "no"}), FORBIDDEN)
    stage.promote(stage.mod)
    form = await stage.mod.click(await forged(stage.channel, custom_id), custom_id=custom_id)
    await stage.mod.submit_modal(form, {"reason": "no"})
    assert (await stage.states())[0] == "removed"


async def test_a_right_lost_between_opening_and_sending_the_limits_changes_nothing(all_sorts: Stage) -> None:
    stage = all_sorts
    panel = await stage.mod.slash(stage.channel, "config wishes")
    form = await stage.press(stage.mod, panel.response, "Limits")
    stage.demote(stage.mod)
    limits = {"account": "1", "member": "1", "wishes": "1", "votes": "1", "hidden": ""}
    await changes_nothing(stage, stage.mod.submit_modal(form, limits), NOT_MANAGER)


async def test_a_right_lost_while_the_queue_or_panel_stands_there_changes_nothing(all_sorts: Stage) -> None:
    stage = all_sorts
    queue = (await stage.mod.slash(stage.channel, "wish-admin queue")).response
    panel = (await stage.mod.slash(stage.channel, "config wishes")).response
    stage.demote(stage.mod)
    for label in ("Approve 3", "Reject 3"):
        await changes_nothing(stage, stage.press(stage.mod, queue, label), FORBIDDEN)
    for label in ("Let them appear at once", "Allow own votes", "Post it weekly", "Share them", "Limits"):
        await changes_nothing(stage, stage.press(stage.mod, panel, label), NOT_MANAGER)
    for control in ("add-role", "vote-role"):
        role = stage.guild.create_role(control)
        act = stage.mod.select(panel, [role], custom_id=PANEL + control)
        await changes_nothing(stage, act, NOT_MANAGER)


async def test_who_may_only_manage_messages_does_not_decide_for_the_server(stage: Stage) -> None:
    role = stage.guild.create_role("helpers", permissions=discord.Permissions(manage_messages=True))
    helper = stage.member("helper", role)
    stage.allow(helper, "config")
    await changes_nothing(stage, helper.slash(stage.channel, "config wishes"), NOT_MANAGER)
    assert "Nothing waits" in shown((await helper.slash(stage.channel, "wish-admin queue")).response)


async def test_a_form_of_another_server_removes_nothing(all_sorts: Stage, forged) -> None:
    stage = all_sorts
    guild = stage.env.create_guild()
    channel = guild.create_text_channel("there")
    role = guild.create_role("mods", permissions=discord.Permissions(administrator=True))
    eve = guild.add_member(stage.env.create_user("eve"), roles=(role,))
    custom_id = wish_id(stage.wishes.signer, Action.REMOVE, GuildId(stage.guild.id), WishNumber(1))
    message = await forged(channel, custom_id)
    await changes_nothing(stage, stage.press(eve, message, "Press"), "That button is not from here")
    assert press_of(message, "Press") == custom_id
