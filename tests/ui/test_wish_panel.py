from dataclasses import replace
from datetime import UTC, datetime

import pytest
from discord import InteractionType
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, RoleId
from bot.domain.wish_settings import LONGEST_WAIT_DAYS, MOST_STANDING, WishSettings
from bot.ui.wish_limits import limits_form, submitted_limits
from bot.ui.wish_panel import PANEL, Control, panel_layout, read_control
from tests.ui.wish_showing import (
    HIDDEN,
    NOW,
    assert_fits,
    assert_form_fits,
    ids,
    labels,
    parts,
    said,
    sent,
    sent_as_opened,
)

FULL = WishSettings(
    channel=ChannelId(2**63 - 1),
    review=True,
    add_role=RoleId(2**63 - 2),
    vote_role=RoleId(2**63 - 3),
    account_days=LONGEST_WAIT_DAYS,
    member_days=1,
    most_wishes=MOST_STANDING,
    most_votes=MOST_STANDING,
    self_votes=True,
    hidden_until=datetime(2030, 1, 2, tzinfo=UTC),
    digest=True,
    shared=True,
)
DAYS = st.none() | st.dates(max_value=datetime(9999, 12, 30, tzinfo=UTC).date()).map(
    lambda one: datetime(one.year, one.month, one.day, tzinfo=UTC)
)
OWN = st.builds(
    WishSettings,
    account_days=st.integers(0, LONGEST_WAIT_DAYS),
    member_days=st.integers(0, LONGEST_WAIT_DAYS),
    most_wishes=st.integers(1, MOST_STANDING),
    most_votes=st.none() | st.integers(1, MOST_STANDING),
    hidden_until=DAYS,
    shared=st.booleans(),
)


def test_the_panel_says_every_setting_in_words() -> None:
    text = said(panel_layout(WishSettings(), NOW))
    assert text.split("\n") == [
        "## Wishes on this server",
        "**Wish channel**: cards are posted where the wish is made.",
        "**Who may make wishes**: everybody.",
        "**Who may vote**: everybody.",
        "**Review**: wishes appear at once.",
        "**Own wishes**: nobody votes for their own.",
        "**Digest**: nothing is posted weekly.",
        "**All servers**: wishes of this server count only here.",
        "**Limits**",
        "- accounts of any age",
        "- however long on the server",
        "- 10 standing wishes a person",
        "- any number of votes on open wishes a person",
        "- tallies are shown",
        "-# for those who may manage the server",
    ]


def test_the_panel_says_what_was_chosen() -> None:
    text = said(panel_layout(FULL, NOW))
    for words in (
        f"posted in <#{2**63 - 1}>.",
        f"**Who may make wishes**: those with <@&{2**63 - 2}>.",
        f"**Who may vote**: those with <@&{2**63 - 3}>.",
        "a moderator looks at every wish",
        "people may vote for their own",
        "once a week",
        "count for the top over all servers",
        "at least 3,650 days old",
        "for at least 1 day",
        "10,000 standing wishes a person",
        "10,000 votes on open wishes",
        "hidden until 2 Jan 2030",
    ):
        assert words in text
    chosen = [part["default_values"] for part in parts(panel_layout(FULL, NOW)) if part["type"] in (6, 8)]
    assert [[int(one["id"]) for one in some] for some in chosen] == [[2**63 - 1], [2**63 - 2], [2**63 - 3]]


def test_a_button_says_and_is_what_it_will_do() -> None:
    off, on = ids(panel_layout(WishSettings(), NOW)), ids(panel_layout(FULL, NOW))
    assert {label: read_control(id) for label, id in off.items()} == {
        "Look at them first": (Control.REVIEW, True),
        "Allow own votes": (Control.SELF_VOTES, True),
        "Post it weekly": (Control.DIGEST, True),
        "Share them": (Control.SHARED, True),
        "Limits…": (Control.LIMITS, False),
    }
    assert {label: read_control(id) for label, id in on.items()} == {
        "Let them appear at once": (Control.REVIEW, False),
        "Disallow own votes": (Control.SELF_VOTES, False),
        "Stop the digest": (Control.DIGEST, False),
        "Keep them here": (Control.SHARED, False),
        "Limits…": (Control.LIMITS, False),
    }


async def test_the_panel_fits_and_is_not_kept_after_sending() -> None:
    for own in (WishSettings(), FULL):
        view = panel_layout(own, NOW)
        assert_fits(view)
        assert len(labels(view)) == 5
        assert view.is_finished()
        read = [read_control(part["custom_id"]) for part in parts(view) if "custom_id" in part]
        assert {one[0] for one in read if one} == set(Control), "each setting has its control"
        assert None not in read


def test_menus_can_be_emptied_and_offer_text_channels_and_roles() -> None:
    menus = [part for part in parts(panel_layout(WishSettings(), NOW)) if part["type"] in (6, 8)]
    assert [menu["min_values"] for menu in menus] == [0, 0, 0]
    assert menus[0]["channel_types"] == [0]
    assert read_control(menus[0]["custom_id"]) == (Control.CHANNEL, False)


@pytest.mark.parametrize(
    "custom_id",
    [
        *("", "c1", "c1:", "c1:x", "c2:channel", "c0:limits", "w1:channel", "c1:CHANNEL", " c1:channel"),
        *("c1:review", "c1:review:", "c1:review:yes", "c1:review:on:", "c1:channel:", "c1:channel:on", "c1:limits:off"),
    ],
)
def test_what_is_not_of_the_panel_is_not_read(custom_id: str) -> None:
    assert read_control(custom_id) is None


@given(st.text(max_size=40).map(lambda text: PANEL + text) | st.text(max_size=40))
def test_no_text_is_an_error(custom_id: str) -> None:
    read_control(custom_id)


@given(OWN)
def test_the_limits_sent_as_they_were_opened_are_the_same(own: WishSettings) -> None:
    form = limits_form(own)
    assert_form_fits(form)
    assert submitted_limits(sent(sent_as_opened(form)), own) == own


def test_limits_are_read_as_typed() -> None:
    typed = {"account": " 30 ", "member": "7", "wishes": "3", "votes": "20", "hidden": "2026-12-01"}
    read = submitted_limits(sent(sent_as_opened(limits_form(WishSettings()), **typed)), FULL)
    assert read == replace(
        FULL,
        account_days=30,
        member_days=7,
        most_wishes=3,
        most_votes=20,
        hidden_until=datetime(2026, 12, 1, tzinfo=UTC),
    )


def test_an_empty_field_lifts_a_limit_and_one_left_out_keeps_it() -> None:
    emptied = {
        "custom_id": "c1:limits",
        "components": [{"custom_id": "votes", "value": " "}, {"custom_id": "hidden", "value": ""}],
    }
    assert submitted_limits(sent(emptied), FULL) == replace(FULL, most_votes=None, hidden_until=None)
    assert submitted_limits(sent({"custom_id": "c1:limits"}), FULL) == FULL


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("account", "-1"),
        ("account", "3651"),
        ("account", "some"),
        ("member", "1.5"),
        ("member", "٣"),
        ("wishes", "0"),
        ("wishes", "10001"),
        ("votes", "0"),
        ("votes", "9" * 300),
        ("hidden", "2026-02-30"),
        ("hidden", "tomorrow"),
        ("hidden", "20261201"),
        ("hidden", "2026-W01-1"),
        ("hidden", "0000-01-01"),
    ],
)
def test_what_is_no_limit_is_refused_in_one_sentence(field: str, typed: str) -> None:
    data = {"custom_id": "c1:limits", "components": [{"custom_id": field, "value": typed}]}
    with pytest.raises(UserError, match=r"^“[^.]+ takes [^.]+; nothing was changed, so please try again\.$"):
        submitted_limits(sent(data), FULL)


@pytest.mark.parametrize("custom_id", ["c1:limit", "c1:review:on", "wf1:d", ""])
def test_another_form_is_not_taken_for_that_of_the_limits(custom_id: str) -> None:
    assert submitted_limits(sent({"custom_id": custom_id}), HIDDEN) is None
    limits = sent({"custom_id": "c1:limits"}, type=InteractionType.component)
    assert submitted_limits(limits, HIDDEN) is None
