"""`/config wishes`: each control of the panel changes its own setting, and the form of limits takes only numbers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.client import Client
from bot.domain.identities import GuildId
from bot.domain.wish_settings import WishSettings
from bot.ui.wish_panel import PANEL
from tests.cogs.play_stage import late
from tests.cogs.wish_stage import Stage, press_of, shown


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def panel_of(stage: Stage) -> Any:
    answer = await stage.mod.slash(stage.channel, "config wishes")
    assert answer.ephemeral
    return answer.response


async def shown_to(stage: Stage, person: Any) -> Any:
    return (await person.slash(stage.channel, "config wishes")).response


async def settings_of(stage: Stage) -> WishSettings:
    return await stage.wishes.cards.settings(GuildId(stage.guild.id))


@pytest.mark.parametrize(
    ("on", "off", "name", "held"),
    [
        ("Look at them first", "Let them appear at once", "review", "a moderator looks at every wish"),
        ("Allow own votes", "Disallow own votes", "self_votes", "people may vote for their own"),
        ("Post it weekly", "Stop the digest", "digest", "once a week the wish channel is told"),
        ("Share them", "Keep them here", "shared", "count for the top over all servers"),
    ],
)
async def test_a_switch_is_turned_on_and_off_in_place(stage: Stage, on: str, off: str, name: str, held: str) -> None:
    panel = await panel_of(stage)
    turned = await stage.press(stage.mod, panel, on)
    assert turned.response.id == panel.id
    assert held in shown(turned.response)
    assert await settings_of(stage) == WishSettings(**{name: True})
    turned = await stage.press(stage.mod, turned.response, off)
    assert held not in shown(turned.response)
    assert await settings_of(stage) == WishSettings()
    assert await stage.audit() == ["settings", "settings"]


async def test_a_switch_pressed_twice_does_it_once(stage: Stage, forged) -> None:
    panel = await panel_of(stage)
    copy = await forged(stage.channel, press_of(panel, "Share them"))
    for _ in range(2):
        await stage.press(stage.mod, copy, "Press")
    assert await settings_of(stage) == WishSettings(shared=True)


@pytest.mark.parametrize(
    ("control", "name"), [("channel", "channel"), ("add-role", "add_role"), ("vote-role", "vote_role")]
)
async def test_a_channel_or_role_is_chosen_and_taken_back(stage: Stage, control: str, name: str) -> None:
    panel = await panel_of(stage)
    chosen = stage.guild.create_text_channel("wishes") if control == "channel" else stage.guild.create_role("fans")
    done = await stage.mod.select(panel, [chosen], custom_id=PANEL + control)
    assert str(chosen.id) in shown(done.response)
    assert await settings_of(stage) == WishSettings(**{name: chosen.id})
    await stage.mod.select(done.response, [], custom_id=PANEL + control)
    assert await settings_of(stage) == WishSettings()


async def test_limits_are_typed_and_shown_again(stage: Stage) -> None:
    panel = await panel_of(stage)
    form = await stage.press(stage.mod, panel, "Limits")
    fields = {one["component"]["custom_id"]: one["component"].get("value") for one in form.modal["components"]}
    assert (fields["account"], fields["wishes"], fields["votes"]) == ("0", "10", None)
    typed = {"account": "30", "member": " 7 ", "wishes": "3", "votes": "50", "hidden": "2026-02-28"}
    done = await stage.mod.submit_modal(form, typed)
    text = shown(done.response)
    for said in ("30 days old", "7 days", "3 standing wishes", "50 votes", "hidden until 28 Feb 2026"):
        assert said in text
    kept = await settings_of(stage)
    assert (kept.account_days, kept.member_days, kept.most_wishes, kept.most_votes) == (30, 7, 3, 50)
    assert str(kept.hidden_until) == "2026-02-28 00:00:00+00:00"
    form = await stage.press(stage.mod, done.response, "Limits")
    await stage.mod.submit_modal(form, {**typed, "votes": "", "hidden": ""})
    kept = await settings_of(stage)
    assert (kept.most_votes, kept.hidden_until, kept.most_wishes) == (None, None, 3)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("account", "x"),
        ("account", "-1"),
        ("account", "9999"),
        ("member", "1.5"),
        ("member", "٣"),
        ("wishes", "0"),
        ("wishes", "99999"),
        ("votes", "0"),
        ("votes", "1e3"),
        ("hidden", "tomorrow"),
        ("hidden", "2026-02-30"),
        ("hidden", "28.2.2026"),
    ],
)
async def test_what_is_no_number_or_day_changes_nothing(stage: Stage, kind_sentence, field: str, typed: str) -> None:
    form = await stage.press(stage.mod, await panel_of(stage), "Limits")
    good = {"account": "5", "member": "5", "wishes": "5", "votes": "5", "hidden": "2030-01-01"}
    told = await stage.mod.submit_modal(form, {**good, field: typed})
    assert "nothing was changed" in kind_sentence(told)
    assert await settings_of(stage) == WishSettings()
    assert await stage.audit() == []


@pytest.mark.parametrize(
    "end", ["", "review", "review:", "review:maybe", "limits:on", "nothing", "channel:on", "\u202e"]
)
async def test_a_control_of_no_version_is_one_sentence(stage: Stage, forged, kind_sentence, end: str) -> None:
    told = await stage.press(stage.mod, await forged(stage.channel, PANEL + end), "Press")
    assert "from another version" in kind_sentence(told)
    assert await stage.audit() == []


async def test_what_two_managers_change_at_once_is_both_kept_and_told_of_each(stage: Stage, at_once) -> None:
    panel = await panel_of(stage)
    form = await stage.press(stage.mod, panel, "Limits")
    other = stage.member("other")
    stage.promote(other)
    typed = {"account": "30", "member": "0", "wishes": "10", "votes": "", "hidden": ""}
    await at_once(
        stage.env,
        stage.press(stage.mod, panel, "Share them"),
        stage.press(other, await shown_to(stage, other), "Allow own votes"),
        stage.mod.submit_modal(form, typed),
    )
    assert await settings_of(stage) == WishSettings(shared=True, self_votes=True, account_days=30)
    said = await stage.rows("SELECT actor_id, detail FROM audit_lines ORDER BY detail")
    assert said == [
        (stage.mod.id, "age of an account 30 days"),
        (stage.mod.id, "counting over all servers on"),
        (other.id, "votes for one's own wish on"),
    ]


async def test_an_older_panel_switches_nothing_back(stage: Stage) -> None:
    panel = await panel_of(stage)
    for label in ("Share them", "Allow own votes"):
        await stage.press(stage.mod, panel, label)
    assert await settings_of(stage) == WishSettings(shared=True, self_votes=True)


@pytest.mark.simcord(settle_timeout=1)
async def test_a_setting_that_is_kept_slowly_is_shown_in_the_end(stage: Stage) -> None:
    panel = await panel_of(stage)
    form = await stage.press(stage.mod, panel, "Limits")
    pressed = await late(stage.env, stage.database, stage.press(stage.mod, panel, "Share them"))
    assert pressed.followups == []
    assert "count for the top over all servers" in shown(panel)
    typed = {"account": "30", "member": "0", "wishes": "10", "votes": "", "hidden": ""}
    await late(stage.env, stage.database, stage.mod.submit_modal(form, typed))
    assert "30 days old" in shown(panel)
    opened = await late(stage.env, stage.database, stage.mod.slash(stage.channel, "config wishes"), reads=True)
    assert opened.ephemeral
    assert "30 days old" in shown(opened.response)


async def test_tallies_are_hidden_on_cards_also_where_the_manager_could_not_be_told(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    until = (stage.env.now() + timedelta(days=2)).date()
    form = await stage.press(stage.mod, await panel_of(stage), "Limits…")
    typed = {"account": "0", "member": "0", "wishes": "10", "votes": "", "hidden": f"{until:%Y-%m-%d}"}
    stage.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=None)
    await stage.mod.submit_modal(form, typed)
    stage.env.backend.faults.clear()
    await stage.env.advance_time(60)
    assert "tallies are hidden until" in shown(stage.now_of(card)).lower()


async def test_cards_are_drawn_anew_when_tallies_are_hidden_and_shown_again(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    until = (stage.env.now() + timedelta(days=2)).date()
    form = await stage.press(stage.mod, await panel_of(stage), "Limits…")
    typed = {"account": "0", "member": "0", "wishes": "10", "votes": "", "hidden": f"{until:%Y-%m-%d}"}
    await stage.mod.submit_modal(form, typed)
    assert "tallies are hidden until" in shown(stage.now_of(card)).lower()
    stage.later(days=3)
    await stage.wishes.cards.show_tallies_again(stage.env.now())
    await stage.messenger().run(stage.env.now())
    assert "1 for, 0 against" in shown(stage.now_of(card))
