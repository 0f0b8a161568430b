from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.wish_cards import CardFacts, Event, Nearness
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Fulfilment, Named, Occasion, Tally, TitleId, Wanted, Wish, WishNumber, WishState, Wording
from bot.ui.wish_card import announced_card, card_layout, reason
from bot.ui.wish_ids import Action, read_wish_id
from tests.ui.wish_showing import (
    EVENTS,
    GUILD,
    HIDDEN,
    LATER,
    NEARNESS,
    NOW,
    PLAIN_FACTS,
    SETTINGS,
    SIGNER,
    WHYS,
    assert_fits,
    assert_inert,
    facts_for,
    harmless,
    harmless_wish,
    ids,
    labels,
    plain_wish,
    said,
    texts,
    wishes,
)


def drawn(wish: Wish, facts: CardFacts = PLAIN_FACTS, own: WishSettings = WishSettings(), *, whole: bool = False):  # noqa: B008  (a value)
    return card_layout(wish, facts, SIGNER, own=own, now=NOW, whole=whole)


def test_a_card_says_what_is_wished_for_why_how_by_whom_how_many_want_it_and_how_far_it_is() -> None:
    assert texts(drawn(plain_wish())) == [
        "## Matt Murdock in Jessica Jones",
        "> It is time.",
        "As a cameo · wished for by <@5>\n**12 for, 3 against**\nOne step: Claire Temple knows both.",
        "-# wish 12 · made 22 Nov 2026",
    ]


def test_what_is_hidden_or_left_out_is_not_shown() -> None:
    text = said(drawn(plain_wish(wording=Wording(hidden=True), shown_author=None)))
    assert "wished for by somebody" in text
    assert "<@" not in text
    assert "> " not in text
    assert "**No votes yet**" in said(drawn(plain_wish(tally=Tally())))


@pytest.mark.parametrize("state", [WishState.OPEN, WishState.CAME_TRUE, WishState.WITHDRAWN, WishState.REMOVED])
def test_a_hidden_tally_is_shown_nowhere_on_a_card(state: WishState) -> None:
    one, other = (drawn(plain_wish(tally=tally, state=state), own=HIDDEN) for tally in (Tally(12, 3), Tally(0, 99)))
    assert one.to_components() == other.to_components()
    assert "**Tallies are hidden until 1 Dec 2026**" in said(one)


def test_a_tally_is_shown_from_the_day_until_which_it_was_hidden() -> None:
    view = card_layout(plain_wish(), PLAIN_FACTS, SIGNER, own=HIDDEN, now=LATER)
    assert "**12 for, 3 against**" in said(view)


def test_its_buttons_are_read_back_in_its_server() -> None:
    pressed = [(label, read_wish_id(SIGNER, custom_id, GUILD)) for label, custom_id in ids(drawn(plain_wish())).items()]
    assert pressed == [
        ("Up", (Action.UP, 12)),
        ("Down", (Action.DOWN, 12)),
        ("Follow", (Action.FOLLOW, 12)),
        ("Discuss", (Action.DISCUSS, 12)),
    ]


@pytest.mark.parametrize("state", [state for state in WishState if state is not WishState.OPEN])
def test_only_an_open_wish_is_voted_on(state: WishState) -> None:
    assert labels(drawn(plain_wish(state=state))) == []


def test_a_merged_wish_leads_to_where_its_votes_count() -> None:
    view = drawn(plain_wish(state=WishState.MERGED, merged_into=WishNumber(7)))
    assert "**Merged** into wish 7, where its votes count." in said(view)
    assert read_wish_id(SIGNER, ids(view)["Show wish 7"], GUILD) == (Action.SHOW, 7)


def test_a_wish_that_came_true_says_where_and_when_and_no_longer_how_far_it_is() -> None:
    event = Event("Jessica Jones", 1, 13, "AKA Smile", date(2015, 11, 20))
    fulfilment = Fulfilment(TitleId("jessica-jones"), 1, 13, date(2015, 11, 20), NOW, already=False, voters=30)
    wish = plain_wish(state=WishState.CAME_TRUE, fulfilment=fulfilment)
    text = said(drawn(wish, replace(PLAIN_FACTS, came_true=event)))
    assert "**It came true** in Jessica Jones 1x13 “AKA Smile” (20 Nov 2015)." in text
    assert "Claire" not in text
    early = replace(wish, fulfilment=replace(fulfilment, already=True))
    assert "**It had come true before it was wished for** in" in said(
        drawn(early, replace(PLAIN_FACTS, came_true=event))
    )
    assert "**It came true**." in said(drawn(wish)), "the facts of it may be gone"


def test_what_was_removed_is_not_told_again_but_to_moderators() -> None:
    wish = plain_wish(state=WishState.REMOVED, removal="It is rude.", wording=Wording("rude words"))
    text = said(drawn(wish))
    assert "## A removed wish" in text
    assert "**Removed** by a moderator: It is rude." in text
    assert not any(words in text for words in ("Matt", "Jessica", "rude words", "<@5>"))
    assert "> rude words" in said(drawn(wish, whole=True))


def test_a_wish_that_waits_has_no_tally_yet() -> None:
    text = said(drawn(plain_wish(state=WishState.WAITING)))
    assert "**Waiting** for a moderator to look at it." in text
    assert "12 for" not in text


@pytest.mark.parametrize(
    ("near", "sentence"),
    [
        (None, "Not in the facts yet."),
        (Nearness(None), "No chain of people leads there in the facts."),
        (Nearness(0), "Matt Murdock is in it already."),
        (Nearness(1, ("Claire Temple",), unverified=True), "One step: Claire Temple knows both (?)."),
        (Nearness(1), "One step away."),
        (Nearness(2, ("Ann", "Bea")), "2 steps: by way of Ann and Bea."),
        (Nearness(3), "3 steps away."),
    ],
)
def test_how_far_it_is_is_one_sentence(near: Nearness | None, sentence: str) -> None:
    text = said(drawn(plain_wish(), replace(PLAIN_FACTS, nearness=near)))
    assert f"\n{sentence}\n" in text
    assert ("no source confirms it yet" in text) == ("(?)" in sentence)


def test_company_and_occasion_stand_in_the_heading() -> None:
    facts = replace(PLAIN_FACTS, beside="Luke Cage")
    wanted = Wanted(Named("m"), Named("j"), Named("l"), Occasion.AGAIN)
    assert "## Matt Murdock in Jessica Jones again, beside Luke Cage\n" in said(drawn(plain_wish(wanted=wanted), facts))
    variant = replace(wanted, occasion=Occasion.VARIANT)
    assert "## A variant of Matt Murdock in Jessica Jones," in said(drawn(plain_wish(wanted=variant), facts))


def test_a_card_may_stand_below_a_sentence() -> None:
    view = announced_card("It stands.", plain_wish(), PLAIN_FACTS, SIGNER, own=WishSettings(), now=NOW)
    assert texts(view)[0] == "It stands."
    assert texts(view)[1:] == texts(drawn(plain_wish()))
    assert_fits(view)


@settings(max_examples=250, deadline=None)
@given(wishes(), st.none() | NEARNESS, st.none() | EVENTS, SETTINGS, st.booleans())
def test_every_card_fits_and_nothing_that_people_write_becomes_markup(wish, near, event, own, whole) -> None:
    view = drawn(wish, facts_for(wish, near, event), own, whole=whole)
    assert_fits(view)
    twin = harmless_wish(wish)
    calm_near = replace(near, chain=tuple(map(harmless, near.chain))) if near else None
    calm_event = (
        replace(event, title=harmless(event.title), episode_name=harmless(event.episode_name)) if event else None
    )
    assert_inert(view, drawn(twin, facts_for(twin, calm_near, calm_event), own, whole=whole))


@given(WHYS.filter(bool))
@example("|")
@example("||")
@example("a\\")
@example("a\\|")
@example("\\||\n||")
def test_no_reason_opens_its_own_spoiler(why: str) -> None:
    told = reason(why, spoiler=True)
    assert told.startswith("|| ")
    assert told.find("||", 2) == len(told) - 2, "the first bars after the beginning are those at the end"
    assert told.endswith(" ||")


@given(WHYS.filter(bool))
def test_every_line_of_a_reason_is_quoted(why: str) -> None:
    assert all(line.startswith("> ") for line in reason(why, spoiler=False).split("\n"))


def test_a_spoiler_covers_the_reason_and_no_more() -> None:
    text = said(drawn(plain_wish(wording=Wording("He dies.\nTwice.", spoiler=True))))
    assert "\n|| He dies.\nTwice. ||\n" in text


async def test_a_card_is_not_kept_after_sending() -> None:
    announced = announced_card("It stands.", plain_wish(), PLAIN_FACTS, SIGNER, own=WishSettings(), now=NOW)
    assert drawn(plain_wish()).is_finished()
    assert announced.is_finished()
