from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.pack import Confidence, Credit, Kind
from bot.domain.wish_evidence import Sighting
from bot.domain.wish_facts import Happened
from bot.domain.wish_outcomes import Seen
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Named, Refusal, Wanted, WishNumber, WishState
from bot.services.wishing import NearOnes
from bot.ui.wish_answers import happened_layout, made_layout, near_layout, standing_layout, which_layout
from bot.ui.wish_ids import Action, read_wish_id
from bot.ui.wish_parts import Press
from bot.ui.wish_receipts import follow_receipt, refusal_receipt, vote_receipt, withdraw_question
from tests.domain.worlds import season, series
from tests.ui.wish_showing import (
    GUILD,
    NAMES,
    NOW,
    PLAIN_FACTS,
    SETTINGS,
    SIGNER,
    WANTED,
    assert_fits,
    assert_inert,
    harmless,
    harmless_wanted,
    harmless_wish,
    ids,
    labels,
    plain_wish,
    said,
    texts,
    wishes,
)

OWN = WishSettings()
DAY = date(2015, 11, 20)
WANTS = Wanted(Named("Luke Cage"), Named("Jessica Jones"))


def sighting(episode: int, name: str = "", confidence: Confidence = Confidence.SOURCED, title: str = "Jessica Jones"):
    show = series("show", season(1, DAY), name=title)
    return Sighting(show, Place(show.id, 1, episode), name, DAY, Kind.IN_PERSON, Credit.GUEST, confidence)


def test_a_name_that_may_mean_several_is_asked_about() -> None:
    view = which_layout("*cage*", (Press("Luke Cage", "a"), Press("Luke Cage (series)", "b"), Press("Twin", "b")))
    assert texts(view) == ["Which one do you mean by “\\*cage\\*”?"]
    assert ids(view) == {"Luke Cage": "a", "Twin": "b"}


@given(NAMES, st.lists(NAMES, min_size=1, max_size=25))
def test_every_question_which_one_is_meant_fits(typed: str, names: list[str]) -> None:
    view = which_layout(typed, tuple(Press(name, f"wd1:{at}") for at, name in enumerate(names)))
    assert_fits(view)
    assert len(labels(view)) == len(names)
    assert_inert(view, which_layout(harmless(typed), ()))


def test_what_has_happened_is_shown_with_what_may_be_wished_for_instead() -> None:
    places = (sighting(1, "AKA Ladies Night"), sighting(2, confidence=Confidence.UNVERIFIED))
    view = happened_layout(WANTS, Happened(places, ()), "again", "variant")
    assert texts(view) == [
        "## It has happened already\n**Luke Cage in Jessica Jones**:",
        "- Jessica Jones 1x01 “AKA Ladies Night” (20 Nov 2015)\n- Jessica Jones 1x02 (20 Nov 2015) (?)",
        "-# marked (?): no source confirms it yet",
    ]
    assert ids(view) == {"Wish for it again": "again", "Wish for a variant": "variant"}


def test_of_many_places_the_first_five_are_told() -> None:
    view = happened_layout(WANTS, Happened(tuple(map(sighting, range(1, 9))), ()), "a", "v")
    lines = texts(view)[1].split("\n")
    assert len(lines) == 6
    assert lines[-1] == "- and 3 places more"
    assert len(texts(view)) == 2, "no mark, no explanation of it"


@settings(deadline=None)
@given(WANTED, st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=9))
def test_what_has_happened_fits_and_is_inert(wanted: Wanted, names: list[tuple[str, str]]) -> None:
    def drawn(wanted: Wanted, names: list[tuple[str, str]]):
        places = [sighting(at, name, Confidence.UNVERIFIED, title) for at, (name, title) in enumerate(names)]
        return happened_layout(wanted, Happened(tuple(places), ()), "a" * 100, "v" * 100)

    view = drawn(wanted, names)
    assert_fits(view)
    assert_inert(view, drawn(harmless_wanted(wanted), [(harmless(one), harmless(other)) for one, other in names]))


def test_the_same_wish_is_shown_to_be_voted_for() -> None:
    view = standing_layout(plain_wish(), PLAIN_FACTS, SIGNER, own=OWN, now=NOW)
    assert texts(view)[0] == "That is wished for already, so vote for it, or follow it, here."
    assert labels(view) == ["Up", "Down", "Follow", "Discuss"]
    waiting = standing_layout(plain_wish(state=WishState.WAITING), PLAIN_FACTS, SIGNER, own=OWN, now=NOW)
    assert texts(waiting)[0] == "That is wished for already, and waits for a moderator to look at it."
    assert labels(waiting) == []


def test_a_wish_that_was_made_is_shown_to_its_author() -> None:
    assert said(made_layout(plain_wish(), PLAIN_FACTS, SIGNER, own=OWN, now=NOW)).startswith("Your wish is made.\n## ")
    waiting = made_layout(plain_wish(state=WishState.WAITING), PLAIN_FACTS, SIGNER, own=OWN, now=NOW)
    assert said(waiting).startswith("Your wish is kept. A moderator looks at it before others see it.\n## ")


def test_wishes_near_a_new_one_are_shown_before_it_is_made() -> None:
    view = near_layout(NearOnes("d", WANTS, (plain_wish(),)), SIGNER, "anyway", own=OWN, now=NOW)
    assert texts(view)[0].endswith("You are about to wish for **Luke Cage in Jessica Jones**. These stand already:")
    assert read_wish_id(SIGNER, ids(view)["Show 12"], GUILD) == (Action.SHOW, 12)
    assert ids(view)["Make mine all the same"] == "anyway"


@settings(max_examples=60, deadline=None)
@given(WANTED, st.lists(wishes(), min_size=1, max_size=5, unique_by=lambda wish: wish.number), SETTINGS)
def test_near_wishes_fit_and_are_inert(wanted: Wanted, near, own: WishSettings) -> None:
    view = near_layout(NearOnes("d", wanted, tuple(near)), SIGNER, "a" * 100, own=own, now=NOW)
    assert_fits(view)
    twin = NearOnes("d", harmless_wanted(wanted), tuple(map(harmless_wish, near)))
    assert_inert(view, near_layout(twin, SIGNER, "a" * 100, own=own, now=NOW))


def voted(vote: int, before: int):
    return vote_receipt(Seen(plain_wish(), OWN, vote), before, SIGNER)


def test_a_vote_is_answered_with_what_became_of_it() -> None:
    assert texts(voted(1, 0)) == ["Your vote for wish 12 is in."]
    assert texts(voted(-1, 0)) == ["Your vote against wish 12 is in."]
    assert texts(voted(-1, 1)) == ["Your vote is changed: it is against wish 12 now."]
    assert texts(voted(1, 1)) == ["You have voted for wish 12 already; a person has one vote."]
    assert texts(voted(0, 1)) == ["Your vote on wish 12 is withdrawn."]
    assert texts(voted(0, 0)) == ["You have no vote on wish 12."]


def test_a_vote_that_stands_can_be_taken_back() -> None:
    for view in (voted(1, 0), voted(1, 1), voted(-1, 1)):
        assert read_wish_id(SIGNER, ids(view)["Withdraw my vote"], GUILD) == (Action.UNVOTE, 12)
    assert labels(voted(0, 1)) == []


def test_a_follow_is_answered_with_the_way_back() -> None:
    follows = follow_receipt(Seen(plain_wish(), OWN, follows=True), SIGNER)
    assert texts(follows) == ["You follow wish 12: I write to you once, when it comes true."]
    assert read_wish_id(SIGNER, ids(follows)["Stop following"], GUILD) == (Action.UNFOLLOW, 12)
    stopped = follow_receipt(Seen(plain_wish(), OWN), SIGNER)
    assert read_wish_id(SIGNER, ids(stopped)["Follow"], GUILD) == (Action.FOLLOW, 12)


def test_withdrawing_a_wish_is_asked_about_first() -> None:
    view = withdraw_question(plain_wish(), SIGNER)
    assert read_wish_id(SIGNER, ids(view)["Withdraw it"], GUILD) == (Action.WITHDRAW, 12)


async def test_receipts_fit_and_are_not_kept_after_sending() -> None:
    wish = replace(plain_wish(), number=WishNumber(10**9))
    for view in (
        *(vote_receipt(Seen(wish, OWN, vote), before, SIGNER) for vote in (-1, 0, 1) for before in (-1, 0, 1)),
        *(follow_receipt(Seen(wish, OWN, follows=follows), SIGNER) for follows in (True, False)),
        *(refusal_receipt(refusal, OWN) for refusal in Refusal),
        withdraw_question(wish, SIGNER),
        which_layout("a", (Press("b", "c"),)),
    ):
        assert_fits(view)
        assert view.is_finished()
