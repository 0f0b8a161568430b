from datetime import timedelta

import pytest
from hypothesis import given

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.identities import InteractionId, UserId
from bot.domain.links.duel import Step
from bot.domain.links.effects import (
    LinkEnd,
    LinkReceipt,
    LinkReceiptKind,
    ShowEnd,
    ShowInvitation,
    ShowTurn,
)
from bot.domain.links.values import post_values
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.plays import PlayId
from bot.ui.link_pages import (
    accepted_layout,
    end_layout,
    invitation_layout,
    link_drawing,
    meant_layout,
    moved_layout,
    name_form,
    resign_layout,
    turn_layout,
)
from bot.ui.link_words import LinkNames, end_words, receipt_words
from tests.domain.worlds import character, film, row, season, series, world
from tests.ui.wish_showing import (
    NAMES,
    NASTY,
    NOW,
    assert_fits,
    assert_form_fits,
    assert_inert,
    harmless,
    ids,
    labels,
    said,
    texts,
)

HOST, GUEST = UserId(1), UserId(2)
PLAY, WORLD = PlayId(30), UniverseId("world")
UNTIL = f"<t:{int(NOW.timestamp())}:R>"
PIER = Place(TitleId("pier"), 1, 1)
GALA = Place(TitleId("gala"))


def catalogue_of(name: str = "Ann Alder", title: str = "The Pier") -> Catalogue:
    return Catalogue(
        world(
            [series("pier", season(1, NOW.date()), name=title), film("gala", None, name="The Gala")],
            [character("ann", name=name), character("bob", name="Bob Birch")],
            [row("ann", "pier", 1, 1)],
        )
    )


NAMES_HERE = LinkNames(catalogue_of())


def name_of(person: UserId) -> str:
    return f"<@{person}>"


def steps(count: int) -> tuple[Step, ...]:
    """Ann, and then so many links."""
    links = (Step(CharacterId("bob"), (HOST, GUEST)[at % 2], PIER) for at in range(1, count + 1))
    return (Step(CharacterId("ann")), *links)


def turn(links: int = 1, **others) -> ShowTurn:
    values = {"chain": steps(links)[-10:], "used_up": (), "ends_at": NOW, **others}
    return ShowTurn(PLAY, WORLD, links + 1, GUEST, HOST, links, **values)


def end(why: LinkEnd = LinkEnd.TIME_UP, links: int = 2, **others) -> ShowEnd:
    values = {"opponent": GUEST, "winner": GUEST, "chain": steps(links), **others}
    return ShowEnd(WORLD, why, HOST, **values)


def invitation(invited: UserId | None = None) -> ShowInvitation:
    return ShowInvitation(PLAY, WORLD, HOST, invited, 30, NOW)


def test_an_invitation_says_who_invites_whom_and_the_rules() -> None:
    view = invitation_layout(invitation(), NAMES_HERE, name_of)
    assert texts(view) == [
        "## Link duel: World",
        "<@1> invites anybody.",
        (
            "In turn, name a character who shares an episode or film with the one named last, within 30 seconds. "
            "Nobody twice; the same episode or film links 3 times at most. Whoever accepts moves first."
        ),
        f"-# closes {UNTIL} if nobody accepts",
    ]
    assert ids(view) == {"Accept": "t1:l:accept:30", "Cancel": "t1:l:cancel:30"}
    assert "<@1> invites <@2>." in said(invitation_layout(invitation(GUEST), NAMES_HERE, name_of))
    assert_fits(view)


def test_an_accepted_invitation_has_no_buttons() -> None:
    view = accepted_layout(invitation(GUEST), NAMES_HERE, name_of)
    assert "<@2> accepted." in said(view)
    assert labels(view) == []
    assert_fits(view)


def test_a_turn_says_whose_it_is_whom_to_link_to_how_long_and_the_chain_so_far() -> None:
    view = turn_layout(turn(used_up=(PIER, GALA)), NAMES_HERE, name_of)
    assert texts(view) == [
        "### Turn 2: <@2>",
        f"Name somebody who shares an episode or film with **Bob Birch**. The turn ends {UNTIL}.",
        "**1 link**\n**Ann Alder** to begin with\n→ **Bob Birch** · The Pier 1x01 “Part 1” · <@2>",
        "-# Used up, 3 times each: The Pier 1x01 and The Gala",
        "-# /trivia link suggests names while you type",
    ]
    assert ids(view) == {"Name somebody": "t1:l:name:30:2", "Resign": "t1:l:quit:30"}
    assert_fits(view)


def test_the_first_turn_has_no_chain_yet() -> None:
    view = turn_layout(turn(0), NAMES_HERE, name_of)
    assert "**Ann Alder**. The turn ends" in said(view)
    assert "link**" not in said(view)


def test_a_long_chain_says_how_much_of_it_is_shown() -> None:
    view = turn_layout(turn(40), NAMES_HERE, name_of)
    assert "**40 links**, the last 10 named of which\n→ **Bob Birch**" in said(view)


def test_a_renewed_turn_says_why() -> None:
    assert "I was away" in said(turn_layout(turn(is_renewed=True), NAMES_HERE, name_of))


def test_a_turn_that_is_over_says_what_was_linked_to_what_and_has_no_buttons() -> None:
    kind = LinkReceiptKind.LINKED
    receipt = LinkReceipt(GUEST, InteractionId(1), kind, WORLD, 3, CharacterId("bob"), CharacterId("ann"), GALA)
    view = moved_layout(receipt, NAMES_HERE, name_of)
    assert texts(view) == ["### Turn 3: <@2>", "**Ann Alder** → **Bob Birch** · The Gala"]
    assert labels(view) == []


@pytest.mark.parametrize(
    ("post", "heading", "why"),
    [
        (end(), "<@2> wins", "<@1> named nobody in time."),
        (end(LinkEnd.RESIGNED, winner=HOST), "<@1> wins", "<@2> resigned."),
        (end(LinkEnd.NOBODY_LEFT), "<@2> wins", "There is nobody left to name."),
        (end(LinkEnd.MOST_LINKS, winner=None), "A draw", "100 links were named, which is a draw."),
        (end(LinkEnd.STOPPED, winner=None), "Nobody wins", "The link duel was stopped."),
        (end(LinkEnd.NO_FACTS, winner=None), "Nobody wins", "The facts of this link duel are gone"),
        (end(LinkEnd.CANCELLED, winner=None, opponent=None, chain=()), "Link duel", "taken back or declined"),
        (end(LinkEnd.NOT_ACCEPTED, winner=None, opponent=None, chain=()), "Link duel", "within ten minutes"),
    ],
)
def test_an_end_says_who_won_and_why(post: ShowEnd, heading: str, why: str) -> None:
    told = end_words(post, name_of)
    assert told[0] == heading
    assert why in told[1]
    assert_fits(end_layout(post, NAMES_HERE, name_of))


def test_an_end_shows_how_many_links_each_named_the_whole_chain_and_what_it_rests_on() -> None:
    view = end_layout(end(links=3), NAMES_HERE, name_of)
    assert "<@1> 1 link · <@2> 2 links" in said(view)
    assert said(view).count("→ **Bob Birch** · The Pier 1x01 “Part 1”") == 3
    assert "World, facts 2020.1.1 · every link is one that sources state" in said(view)
    assert labels(view) == []


@pytest.mark.parametrize("links", [1, 40, 100])
@pytest.mark.parametrize("name", ["Ann", "A" * 100, "*" * 100])
def test_the_longest_chain_fits_and_says_what_it_leaves_out(links: int, name: str) -> None:
    names = LinkNames(catalogue_of(name, "P" * 100))
    ann = CharacterId("ann")
    chain = tuple(Step(ann, one.by, one.place) for one in steps(links))
    view = end_layout(end(links=links, chain=chain), names, name_of)
    assert_fits(view)
    shown = said(view).count("\n→ ")
    assert (shown == links) == ("the last" not in said(view))
    assert_fits(turn_layout(turn(links, chain=chain[-10:], used_up=(PIER,) * 33), names, name_of))


@given(NAMES, NAMES)
def test_names_of_imported_facts_bring_no_markup(name: str, title: str) -> None:
    names, twin = LinkNames(catalogue_of(name, title)), LinkNames(catalogue_of(harmless(name), harmless(title)))
    for draw in (
        lambda own: turn_layout(turn(used_up=(PIER,)), own, name_of),
        lambda own: end_layout(end(), own, name_of),
    ):
        assert_fits(draw(names))
        assert_inert(draw(names), draw(twin))


@pytest.mark.parametrize("name", ["Ann Alder", *(one[:100] for one in NASTY)])
def test_the_form_asks_for_one_name_and_fits(name: str) -> None:
    modal = name_form(PLAY, 3, CharacterId("ann"), LinkNames(catalogue_of(name)))
    assert modal.custom_id == "t1:l:name:30:3"
    assert_form_fits(modal)


def test_what_a_name_may_have_meant_can_be_pressed() -> None:
    view = meant_layout("I am not sure.", [("Ann Alder", CharacterId("ann")), ("Bob", CharacterId("bob"))], PLAY, 3)
    assert ids(view) == {"Ann Alder": "t1:l:pick:30:3:ann", "Bob": "t1:l:pick:30:3:bob"}
    assert_fits(view)
    assert_fits(resign_layout(PLAY))


def test_what_has_left_the_facts_is_shown_by_its_id() -> None:
    for names in (LinkNames(None), NAMES_HERE):
        assert names.who(CharacterId("gone-away")) == "gone-away"
        assert names.where(Place(TitleId("lost"), 2, 3)) == "lost 2x03"
        assert names.where(Place(TitleId("lost"))) == "lost"
    assert_fits(turn_layout(turn(), LinkNames(None), name_of))
    assert_fits(end_layout(end(), LinkNames(None), name_of))
    assert_fits(invitation_layout(invitation(), LinkNames(None), name_of))


@pytest.mark.parametrize("kind", LinkReceiptKind)
def test_every_receipt_is_one_sentence_that_fits(kind: LinkReceiptKind) -> None:
    receipt = LinkReceipt(GUEST, InteractionId(1), kind, WORLD, 3, CharacterId("bob"), CharacterId("ann"), GALA)
    words = receipt_words(receipt, NAMES_HERE)
    assert words.endswith(".")
    assert "{" not in words
    assert len(words) < 400


def test_a_receipt_about_a_name_says_what_is_wrong_with_it() -> None:
    told = {
        kind: receipt_words(
            LinkReceipt(GUEST, InteractionId(1), kind, WORLD, 3, CharacterId("bob"), CharacterId("ann")), NAMES_HERE
        )
        for kind in LinkReceiptKind
    }
    assert told[LinkReceiptKind.NAMED_ALREADY] == "**Bob Birch** was named already; name somebody else."
    assert "no episode or film that **Bob Birch** and **Ann Alder** share" in told[LinkReceiptKind.NO_LINK]
    assert "may share an episode or film, but it does not count" in told[LinkReceiptKind.UNSURE]
    assert "three times already" in told[LinkReceiptKind.USED_UP]


@pytest.mark.parametrize("post", [invitation(), turn(), turn(is_renewed=True), end()])
def test_what_was_kept_is_drawn_from_its_values_and_the_names_alone(post) -> None:
    draw = link_drawing(lambda universe: catalogue_of() if universe == WORLD else None)
    ((view, in_place),) = draw(None, None, post_values(post), name_of)  # type: ignore[arg-type]
    assert in_place is post.in_place
    assert "<@1>" in said(view) or "<@2>" in said(view)


def test_nothing_shown_in_a_turn_depends_on_who_would_be_right() -> None:
    """The same turn over facts in which other people share episodes looks the same."""
    other = catalogue_of()
    more = Catalogue(
        world(
            other.titles.values(),
            other.characters.values(),
            [row("ann", "pier", 1, 1), row("bob", "pier", 1, 1), row("ann", "gala"), row("bob", "gala")],
        )
    )
    later = NOW + timedelta(seconds=30)
    for post in (turn(0), turn(3), turn(ends_at=later)):
        views = [turn_layout(post, LinkNames(one), name_of).to_components() for one in (other, more)]
        assert views[0] == views[1]
