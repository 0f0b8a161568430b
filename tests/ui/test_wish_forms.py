from dataclasses import replace
from typing import Any

import pytest
from discord import InteractionType
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.identities import GuildId, MessageId
from bot.domain.wishes import LONGEST_WHY, Manner, Wanted, Wish, WishNumber, Wording
from bot.ui.wish_forms import MANNER, OPTIONS, REASON, edit_form, message_form, removal_form, wish_form
from bot.ui.wish_ids import Action
from bot.ui.wish_submissions import (
    SentMessageWish,
    SentWish,
    submitted_edit,
    submitted_message_wish,
    submitted_removal,
    submitted_wish,
)
from tests.ui.wish_showing import (
    NAMES,
    SIGNER,
    WANTED,
    WHYS,
    WORDINGS,
    assert_form_fits,
    harmless_wanted,
    markup,
    plain_wish,
    sent,
    sent_as_opened,
    wishes,
)

WANTS = plain_wish().wanted


def told(modal: Any) -> str:
    return str(modal.to_dict()["components"][0]["content"])


@settings(deadline=None)
@given(WANTED, WORDINGS)
def test_a_form_sent_as_it_was_opened_gives_back_what_it_showed(wanted: Wanted, wording: Wording) -> None:
    form = wish_form("draft-1", wanted, wording)
    assert_form_fits(form)
    assert submitted_wish(sent(sent_as_opened(form))) == SentWish("draft-1", wording)
    assert markup(told(form)) == markup(told(wish_form("draft-1", harmless_wanted(wanted))))


def test_a_form_begins_empty_and_in_any_manner() -> None:
    form = wish_form("draft-1", WANTS)
    assert told(form) == "**Matt Murdock in Jessica Jones**"
    assert submitted_wish(sent(sent_as_opened(form, why="Now!"))) == SentWish("draft-1", Wording("Now!", Manner.ANY))


@settings(deadline=None)
@given(st.integers(1, 2**63 - 1).map(MessageId), st.text(max_size=4_000), NAMES, NAMES)
def test_a_message_is_the_reason_of_its_wish(origin: MessageId, text: str, who: str, into: str) -> None:
    form = message_form(origin, text, who, into)
    assert_form_fits(form)
    read = submitted_message_wish(sent(sent_as_opened(form)))
    assert read == SentMessageWish(origin, who, into, Wording(text[:LONGEST_WHY]))


@settings(deadline=None)
@given(wishes())
def test_a_wish_is_changed_from_what_it_says(wish: Wish) -> None:
    form = edit_form(wish, SIGNER)
    assert_form_fits(form)
    assert submitted_edit(sent(sent_as_opened(form)), SIGNER) == (wish.number, wish.wording)


@settings(deadline=None)
@given(wishes(), st.sampled_from([Action.REMOVE, Action.REJECT]))
def test_a_reason_is_asked_for_what_is_removed_or_rejected(wish: Wish, action: Action) -> None:
    form = removal_form(wish, SIGNER, action)
    assert_form_fits(form)
    assert form.title == f"{action.value.capitalize()} wish {wish.number}"
    answer = sent(sent_as_opened(form, reason="Rude."))
    assert submitted_removal(answer, SIGNER, action) == (wish.number, "Rude.")
    other = Action.REMOVE if action is Action.REJECT else Action.REJECT
    assert submitted_removal(answer, SIGNER, other) is None


@pytest.mark.parametrize("guild", [None, GuildId(1)])
def test_a_form_of_another_server_is_not_read(guild: GuildId | None) -> None:
    edit, removal = edit_form(plain_wish(), SIGNER), removal_form(plain_wish(), SIGNER)
    assert submitted_edit(sent(sent_as_opened(edit), guild), SIGNER) is None
    assert submitted_removal(sent(sent_as_opened(removal), guild), SIGNER) is None


def test_a_form_of_one_sort_is_not_taken_for_another() -> None:
    one = sent(sent_as_opened(wish_form("d", WANTS)))
    assert (submitted_message_wish(one), submitted_edit(one, SIGNER), submitted_removal(one, SIGNER)) == (None,) * 3
    edit = sent(sent_as_opened(edit_form(plain_wish(), SIGNER)))
    assert (submitted_wish(edit), submitted_removal(edit, SIGNER)) == (None, None)


@pytest.mark.parametrize("type", [type for type in InteractionType if type is not InteractionType.modal_submit])
def test_what_is_no_form_is_not_read(type: InteractionType) -> None:
    for form in (wish_form("d", WANTS), message_form(MessageId(1), ""), edit_form(plain_wish(), SIGNER)):
        one = sent(sent_as_opened(form), type=type)
        assert submitted_wish(one) is None
        assert submitted_message_wish(one) is None
        assert submitted_edit(one, SIGNER) is None


@pytest.mark.parametrize("origin", ["", "0", "-1", "x", "1 ", "٣", "1" * 20])
def test_a_message_has_a_number(origin: str) -> None:
    data = sent_as_opened(message_form(MessageId(1), "")) | {"custom_id": f"wm1:{origin}"}
    assert submitted_message_wish(sent(data)) is None


JUNK = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["components", "component", "custom_id", "value", "values", "type"]),
            inner | st.sampled_from(["why", MANNER, OPTIONS, "who", REASON]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(["components", "component", "value", "values"]), JUNK, max_size=3))
def test_whatever_a_client_leaves_out_or_makes_up_is_no_error(data: dict[str, Any]) -> None:
    read = submitted_wish(sent(data | {"custom_id": "wf1:d"}))
    assert read is not None
    assert isinstance(read.wording.why, str)
    assert isinstance(read.wording.manner, Manner)


def test_an_empty_form_is_a_wish_without_a_reason() -> None:
    assert submitted_wish(sent({"custom_id": "wf1:d"})) == SentWish("d", Wording())
    assert submitted_wish(sent({"custom_id": "wf1:d", "components": None})) == SentWish("d", Wording())
    picked = {"custom_id": MANNER, "values": ["by-force"]}
    assert submitted_wish(sent({"custom_id": "wf1:d", "components": [picked]})) == SentWish("d", Wording())


@given(WHYS)
def test_a_longer_reason_than_a_form_takes_is_cut_and_not_refused(why: str) -> None:
    wish = replace(plain_wish(), number=WishNumber(10**9), wording=Wording(why * 3))
    assert_form_fits(edit_form(wish, SIGNER))


async def test_forms_are_not_kept_after_sending() -> None:
    for form in (
        wish_form("d", WANTS),
        message_form(MessageId(1), ""),
        edit_form(plain_wish(), SIGNER),
        removal_form(plain_wish(), SIGNER),
    ):
        assert form.is_finished()
    assert sent_as_opened(removal_form(plain_wish(), SIGNER))["custom_id"].startswith("w1:remove:12:")
