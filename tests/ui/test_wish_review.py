from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.audit import Action as Deed
from bot.domain.audit import AuditLine, settings_in_words
from bot.domain.identities import ChannelId, RoleId, UserId
from bot.domain.wishes import LONGEST_WHY, Named, Wanted, WishNumber, WishState, Wording
from bot.ui.wish_ids import Action, read_wish_id
from bot.ui.wish_review import LINES_A_PAGE, REVIEWS_A_PAGE, audit_layout, audit_words, review_layout
from tests.ui.test_wish_panel import FULL
from tests.ui.wish_showing import (
    GUILD,
    NOW,
    PEOPLE,
    REMOVALS,
    SIGNER,
    assert_fits,
    assert_inert,
    harmless,
    harmless_wish,
    ids,
    labels,
    plain_wish,
    said,
    texts,
    wishes,
)

SOMEBODY = UserId(5)
TYPED = (Deed.REJECTED, Deed.REMOVED, Deed.BLOCKED, Deed.UNBLOCKED)
WAITING = wishes((WishState.WAITING,))
LONGEST = ["*" * LONGEST_WHY, "n" * LONGEST_WHY, "- " * 300, "\\" * LONGEST_WHY, "a\n\n" * 200]


def deed(action: Deed, detail: str = "", number: int | None = 12, actor: UserId | None = SOMEBODY) -> AuditLine:
    return AuditLine(1, NOW, actor, action, WishNumber(number) if number else None, detail)


def test_each_wish_that_waits_is_shown_with_what_can_be_decided() -> None:
    view = review_layout([plain_wish(state=WishState.WAITING)], SIGNER)
    assert texts(view) == [
        "## Wishes that wait",
        "**Matt Murdock in Jessica Jones**",
        "> It is time.",
        "-# wish 12 · as a cameo · by <@5>",
    ]
    assert {label: read_wish_id(SIGNER, id, GUILD) for label, id in ids(view).items()} == {
        "Approve 12": (Action.APPROVE, 12),
        "Reject 12": (Action.REJECT, 12),
        "Show 12": (Action.SHOW, 12),
    }


def test_moderators_see_who_wants_to_be_hidden() -> None:
    wish = plain_wish(state=WishState.WAITING, shown_author=None, wording=Wording(hidden=True))
    assert "by <@5> · wants to be hidden" in said(review_layout([wish], SIGNER))


def test_an_empty_queue_says_so() -> None:
    assert said(review_layout([], SIGNER)) == "## Nothing waits\nEvery wish has been looked at."


def test_more_of_the_queue_is_a_press_away() -> None:
    many = [plain_wish(number=WishNumber(at)) for at in range(1, 9)]
    view = review_layout(many, SIGNER, "wr1:5")
    assert len(labels(view)) == 3 * REVIEWS_A_PAGE + 1
    assert ids(view)["Those after these"] == "wr1:5"
    assert_fits(view)


@settings(max_examples=60, deadline=None)
@given(st.lists(WAITING, max_size=6, unique_by=lambda wish: wish.number))
def test_every_queue_fits_and_is_inert(waiting) -> None:
    view = review_layout(waiting, SIGNER, "m" * 100)
    assert_fits(view)
    assert_inert(view, review_layout(list(map(harmless_wish, waiting)), SIGNER, "m" * 100))


@pytest.mark.parametrize("spoiler", [True, False])
@pytest.mark.parametrize("why", LONGEST)
def test_a_reason_is_cut_only_where_all_would_not_fit(why: str, spoiler: bool) -> None:  # noqa: FBT001  (drawn)
    name = Named(why[:100].strip())
    wish = plain_wish(wanted=Wanted(name, name, name), wording=Wording(why.strip(), spoiler=spoiler))
    many = [replace(wish, number=WishNumber(10**9 + at)) for at in range(5)]
    assert_fits(review_layout(many, SIGNER, "m" * 100))
    assert "…" in texts(review_layout(many, SIGNER))[2]
    alone = plain_wish(wording=Wording(why.strip(), spoiler=spoiler))
    assert "…" not in said(review_layout([alone], SIGNER))
    assert_fits(review_layout([alone], SIGNER))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (deed(Deed.APPROVED), "<@5> approved wish 12"),
        (deed(Deed.REJECTED, "*rude*"), "<@5> rejected wish 12: \\*rude\\*"),
        (deed(Deed.REMOVED), "<@5> removed wish 12"),
        (deed(Deed.RESTORED, "7"), "<@5> restored wish 12"),
        (deed(Deed.MERGED, "7"), "<@5> merged wish 12 into wish 7"),
        (deed(Deed.BLOCKED, "spam {number}", None), "<@5> blocked somebody: spam {number}"),
        (deed(Deed.UNBLOCKED, "", None), "<@5> unblocked somebody"),
        (deed(Deed.SETTINGS, "wish channel <#4>", None), "<@5> changed the settings: wish channel <#4>"),
        (deed(Deed.EXPORTED, "31", None), "<@5> exported 31 wishes"),
    ],
)
def test_every_deed_is_told_in_one_line(line: AuditLine, words: str) -> None:
    assert audit_words(line) == f"22 Nov 2026, 23:59 · {words}"


def test_every_deed_has_its_words() -> None:
    for action in Deed:
        assert "{" not in audit_words(deed(action, "1"))


def test_the_audit_goes_back_by_a_button() -> None:
    view = audit_layout([deed(Deed.APPROVED)], "wa1:1")
    assert texts(view) == ["## What moderators did", "- 22 Nov 2026, 23:59 · <@5> approved wish 12", "-# times are UTC"]
    assert ids(view) == {"Older": "wa1:1"}
    assert said(audit_layout([])) == "## What moderators did\nNothing yet."


LINES = st.builds(deed, st.sampled_from(TYPED), REMOVALS, st.just(10**9), PEOPLE)


@settings(deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12))
def test_every_audit_fits_and_is_inert(lines: list[AuditLine]) -> None:
    view = audit_layout(lines, "o" * 100)
    assert_fits(view)
    assert_inert(view, audit_layout([replace(line, detail=harmless(line.detail)) for line in lines], "o" * 100))


async def test_the_longest_changes_of_settings_fit_and_nothing_is_kept_after_sending() -> None:
    all_changed = ", ".join(settings_in_words(replace(FULL, channel=ChannelId(10**18), add_role=RoleId(10**18))))
    view = audit_layout([deed(Deed.SETTINGS, all_changed)] * LINES_A_PAGE, "o" * 100)
    assert_fits(view)
    assert view.is_finished()
    assert review_layout([], SIGNER).is_finished()
