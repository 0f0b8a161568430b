"""The pages that are pictures: what their descriptions say, and that these fit."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appearances import Order
from bot.domain.drawings import Cell, Column, Lane, Mark, Matrix, Node, Tie, Timeline, Web
from bot.domain.maps import View
from bot.domain.pack import CharacterId, TitleId, TitleKind, UniverseId
from bot.services.contents import Facts
from bot.services.questions import MapQuestion, TimelineQuestion
from bot.ui.drawn_pages import LONGEST_ALT, matrix_alt, timeline_alt, web_alt
from bot.ui.pages import Page
from tests.conftest import make_pack
from tests.domain.worlds import character, film, row, world
from tests.ui.showing import assert_fits, assert_inert, body, facts_of, hostile, labels, page_from

HARBOUR, WORLD, MARA = UniverseId("harbour"), UniverseId("world"), CharacterId("mara-quill")
DAY = date(2015, 4, 1)
NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=100)


@pytest.fixture(scope="module")
def harbour() -> Facts:
    return facts_of(make_pack())


def alt(page: Page) -> str:
    assert page.picture
    return page.picture.alt


def test_a_timeline_says_in_words_what_it_shows(harbour: Facts) -> None:
    shown = page_from(harbour, TimelineQuestion(HARBOUR, MARA))
    assert shown.heading == "When: Mara Quill"
    assert alt(shown) == (
        "Timeline of Mara Quill. Lighthouse: 3 episodes or films, 1 of them unverified, 1 Apr 2015 to 2 Apr 2018; "
        "Jane Doe (crossover): 1 episode or film, 3 Apr 2016; "
        "The Ferry (crossover): 1 episode or film, 1 of them unverified, 1 May 2019."
    )
    assert shown.footer == ("Harbour Tales, facts 2020.1 · 2 of these unverified: no source confirms them yet")
    assert labels(shown) == ["Newest first", "Most episodes first", "All appearances"]
    assert body(shown) == ""


def test_a_timeline_of_a_title_has_a_lane_for_each_character(harbour: Facts) -> None:
    shown = page_from(harbour, TimelineQuestion(HARBOUR, title=TitleId("jane-doe"), order=Order.NEWEST))
    assert alt(shown) == (
        "Timeline of Jane Doe. Mara Quill (crossover): 1 episode or film, 3 Apr 2016; "
        "Jane Doe: 1 season without known episodes, 1 Apr 2016 to 3 Apr 2016."
    )
    assert labels(shown) == ["Oldest first", "Most episodes first", "Whole cast", "As a map"]


def test_without_a_known_day_there_is_no_picture_but_a_sentence() -> None:
    facts = facts_of(world([film("m", None)], [character("ann", "m")], [row("ann", "m")]))
    shown = page_from(facts, TimelineQuestion(WORLD, CharacterId("ann")))
    assert shown.picture is None
    assert body(shown).startswith("**No release day is known there**, so there is no timeline; `/appearances`")
    assert_fits(shown)


def test_places_without_a_day_are_counted() -> None:
    titles = [film("m", None), film("n", DAY)]
    facts = facts_of(world(titles, [character("ann", "m")], [row("ann", "m"), row("ann", "n")]))
    shown = page_from(facts, TimelineQuestion(WORLD, CharacterId("ann")))
    assert shown.picture
    assert body(shown) == "Not shown: 1 place whose release day is not known."


def test_a_matrix_says_in_words_who_is_where_and_how_surely(harbour: Facts) -> None:
    shown = page_from(harbour, MapQuestion(HARBOUR))
    assert shown.heading == "Who is where: Harbour Tales"
    assert alt(shown) == (
        "Who is where in Harbour Tales, with the number of known episodes; * is a crossover, ? unverified. "
        "Mara Quill: Lighthouse S1 (2), Jane Doe S1* (1), Lighthouse S2 (1?), The Ferry* (1?); "
        "Jane Doe: Jane Doe S1 (episodes not known), Lighthouse S2* (1)."
    )
    assert labels(shown) == ["Who shares episodes?", "Who travelled most?"]
    assert "2 of these unverified" in shown.footer


def test_one_titles_map_leads_to_its_timeline_cast_and_the_whole(harbour: Facts) -> None:
    shown = page_from(harbour, MapQuestion(HARBOUR, TitleId("lighthouse"), View.WEB))
    asks = {link.label: link.question for link in shown.links}
    assert list(asks) == ["Who is where?", "As a timeline", "Whole cast", "The whole universe"]
    assert asks["The whole universe"] == MapQuestion(HARBOUR, view=View.WEB)
    assert asks["Who is where?"] == MapQuestion(HARBOUR, TitleId("lighthouse"))
    assert alt(shown).endswith("Shown are Jane Doe and Mara Quill."), "nobody of them shares anything"


def test_a_web_says_in_words_who_shares_how_much() -> None:
    nodes = (Node("Ann", "Alpha"), Node("Bea", ""), Node("Cid", "Alpha"))
    web = Web("Alpha", nodes, (Tie(0, 1, 2, sourced=True), Tie(1, 2, 9, sourced=False)), 4, 3)
    assert web_alt(web) == (
        "Who shares episodes in Alpha, and how many, the most first. Shown are Ann, Bea and Cid. "
        "Bea and Cid 9; Ann and Bea 2; and 3 more."
    )


@pytest.mark.parametrize("view", View)
def test_a_universe_of_nobody_has_no_picture_but_a_sentence(view: View) -> None:
    shown = page_from(facts_of(world([], [])), MapQuestion(WORLD, view=view))
    assert shown.picture is None
    assert body(shown) == "**Nothing of that is recorded**, so there is nothing to draw."
    assert_fits(shown)


def test_who_is_only_spoken_of_is_said_to_be() -> None:
    cell = Cell(1, sourced=True, crossover=False, here=False)
    column = Column("Alpha", TitleKind.SERIES, "S1", DAY)
    assert matrix_alt(Matrix("Alpha", (column,), ("Ann",), ((cell,),), 0, 0)).endswith(
        "Ann: Alpha S1 (1, only pictured or spoken of)."
    )
    mark = Mark(DAY, DAY, exact=True, sourced=True, here=False)
    assert timeline_alt(Timeline("Ann", (Lane("Alpha", False, (mark,)),), 0, 0)).endswith(
        "Alpha: 1 episode or film, 1 of them only pictured or spoken of, 1 Apr 2015."
    )


@given(st.lists(NAMES, min_size=24, max_size=24), NAMES, st.integers(0, 10_000))
def test_any_description_fits_and_says_what_it_leaves_out(names: list[str], heading: str, left_out: int) -> None:
    mark = Mark(DAY, DAY, exact=True, sourced=False, here=True)
    cell = Cell(1, sourced=False, crossover=True, here=False)
    columns = tuple(Column(name, TitleKind.SERIES, "S1", DAY) for name in names)
    drawn = {
        timeline_alt(Timeline(heading, tuple(Lane(name, True, (mark,)) for name in names), left_out, 0)),
        matrix_alt(Matrix(heading, columns, tuple(names), ((cell,) * 24,) * 24, left_out, 0)),
        web_alt(
            Web(
                heading,
                tuple(Node(name, "") for name in names),
                tuple(Tie(at, at + 1, 1, sourced=True) for at in range(23)),
                0,
                left_out,
            )
        ),
    }
    for said in drawn:
        assert 1 <= len(said) <= LONGEST_ALT
        assert said.endswith((".", "…"))


def test_a_description_that_leaves_something_out_says_how_many() -> None:
    mark = Mark(DAY, DAY, exact=True, sourced=True, here=True)
    lanes = tuple(Lane(f"{'n' * 90} {at:02}", False, (mark,)) for at in range(14))
    said = timeline_alt(Timeline("All", lanes, 3, 0))
    told = said.count("1 episode or film")
    assert said.endswith(f"; and {14 - told + 3} more.")


@pytest.mark.parametrize(
    "question",
    [
        TimelineQuestion(WORLD, CharacterId("ann")),
        TimelineQuestion(WORLD, title=TitleId("show")),
        MapQuestion(WORLD),
        MapQuestion(WORLD, TitleId("show"), View.WEB),
    ],
)
def test_hostile_names_stand_as_they_are_in_descriptions_and_harmless_in_the_text(question) -> None:
    shown = page_from(facts_of(hostile()), question)
    assert_inert(shown)
    assert_fits(shown)
    assert "**a** __b__" in alt(shown), "a description is no markup, so nothing in it is escaped"
    assert "\\*" not in alt(shown)


def test_the_other_orders_ask_the_same_again(harbour: Facts) -> None:
    question = TimelineQuestion(HARBOUR, MARA)
    shown = page_from(harbour, question)
    assert [link.question for link in shown.links[:2]] == [
        replace(question, order=order) for order in (Order.NEWEST, Order.MOST)
    ]
