"""The pages about crossovers: into and out of a title, between two, and who travelled most."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.domain.crossovers import Direction
from bot.domain.pack import Appearance, CharacterId, Kind, TitleId, UniverseId
from bot.services.contents import Facts
from bot.services.questions import AppearancesQuestion, CrossoversQuestion, MapQuestion
from bot.ui.pages import Page
from tests.cogs.isles import make_crowd
from tests.conftest import make_pack
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world
from tests.ui.showing import DAY, body, facts_of, labels, page_from, pages_from

HARBOUR, CROWD = UniverseId("harbour"), UniverseId("crowd")
LIGHTHOUSE, JANE, FERRY = TitleId("lighthouse"), TitleId("jane-doe"), TitleId("ferry")


@pytest.fixture(scope="module")
def harbour() -> Facts:
    return facts_of(make_pack())


@pytest.fixture(scope="module")
def crowd() -> Facts:
    return facts_of(make_crowd(films=2))


def options(page: Page) -> list[str]:
    return [link.label for menu in page.menus for link in menu.links]


def lines(pages: Iterable[Page], word: str) -> list[str]:
    return [line for one in pages for line in body(one).split("\n") if line.startswith(word)]


def test_a_title_shows_who_came_in_and_who_went_out_since_when_and_how_surely(harbour: Facts) -> None:
    shown = page_from(harbour, CrossoversQuestion(HARBOUR, LIGHTHOUSE))
    assert shown.heading == "Crossovers of Lighthouse"
    assert body(shown).split("\n") == [
        "**Into Lighthouse: 1**",
        "Jane Doe of Jane Doe: 1 episode, first 2x01 (1 Apr 2018)",
        "**Out of Lighthouse: 1**",
        "Mara Quill into Jane Doe: 1 episode, first 1x03 (3 Apr 2016)",
        "Mara Quill into The Ferry: in it (1 May 2019) (?)",
    ]
    assert shown.footer.endswith("1 of these unverified, marked (?): no source confirms them yet")
    assert labels(shown) == ["Only in", "Only out", "Whole cast", "Who travelled most?"]
    assert options(shown) == ["Jane Doe", "Mara Quill"], "everybody once, in the order of the page"
    assert shown.menus[0].links[1].question == AppearancesQuestion(HARBOUR, CharacterId("mara-quill"))


def test_one_direction_leads_to_the_other_and_to_both(harbour: Facts) -> None:
    question = CrossoversQuestion(HARBOUR, LIGHTHOUSE, direction=Direction.OUT, page=1)
    shown = page_from(harbour, question)
    assert "Into" not in body(shown)
    asks = {link.label: link.question for link in shown.links}
    assert asks["Only in"] == replace(question, direction=Direction.IN)
    assert asks["Both directions"] == replace(question, direction=Direction.BOTH)


def test_nobody_on_record_is_no_proof(harbour: Facts) -> None:
    shown = page_from(harbour, CrossoversQuestion(HARBOUR, FERRY, direction=Direction.OUT))
    assert body(shown) == "**Out of The Ferry**\nNobody on record, which proves nothing."
    assert shown.menus == ()


def test_between_two_titles_those_of_a_third_are_told_apart(harbour: Facts) -> None:
    shown = page_from(harbour, CrossoversQuestion(HARBOUR, JANE, FERRY))
    assert shown.heading == "Crossovers between Jane Doe and The Ferry"
    assert body(shown).split("\n")[-2:] == [
        "**At home elsewhere, in Jane Doe and in The Ferry: 1**",
        "Mara Quill of Lighthouse: 1 episode, first 1x03 (3 Apr 2016)",
    ]
    one_way = page_from(harbour, CrossoversQuestion(HARBOUR, JANE, FERRY, Direction.IN))
    assert "elsewhere" not in body(one_way)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("ann", "show")], "season not recorded"),
        ([row("ann", "show", 2)], "season 2 (1 Jan 2015), episodes not recorded"),
        ([row("ann", "bare", 1)], "season 1, episodes not recorded"),
        ([row("ann", "show", 1, 1, kind=Kind.PHOTO)], "1 episode, first 1x01 (1 Jan 2015), only pictured or spoken of"),
        ([row("ann", "night", kind=Kind.MENTION)], "in it (1 Jan 2015), only pictured or spoken of"),
        ([row("ann", "soon")], "in it"),
        ([row("ann", "show", 1, at) for at in (2, 1)], "2 episodes, first 1x01 (1 Jan 2015)"),
        ([row("ann", "show", 1, 1, confidence=UNVERIFIED)], "1 episode, first 1x01 (1 Jan 2015) (?)"),
        (
            [row("ann", "show", 1, 1, confidence=UNVERIFIED), row("ann", "show", 1, 2)],
            "2 episodes, 1 of them unverified, first 1x01 (1 Jan 2015)",
        ),
        (
            [row("ann", "show", 1, 1), row("ann", "show", 1, confidence=UNVERIFIED)],
            "1 episode, first 1x01 (1 Jan 2015)",
        ),
        (
            [row("ann", "show", 1, 1, confidence=UNVERIFIED), row("ann", "show", 1)],
            "1 episode, unverified, first 1x01 (1 Jan 2015)",
        ),
        (
            [row("ann", "show", 1, confidence=UNVERIFIED), row("ann", "show", 2)],
            "season 1 (1 Jan 2015), episodes not recorded, not all of it verified",
        ),
        (
            [row("ann", "show", 1, confidence=UNVERIFIED), row("ann", "show", 2, 1)],
            "season 1 (1 Jan 2015), episodes not recorded, and later 1 episode, not all of it verified",
        ),
        ([row("ann", "show", 2, confidence=UNVERIFIED)], "season 2 (1 Jan 2015), episodes not recorded (?)"),
        ([row("ann", "night"), row("ann", "night", kind=Kind.VOICE, confidence=UNVERIFIED)], "in it (1 Jan 2015)"),
    ],
)
def test_each_crossover_says_as_much_as_is_known(rows, said: str) -> None:
    titles = [
        film("base", DAY),
        film("night", DAY),
        film("soon", None),
        series("show", season(1, DAY, DAY), season(2, DAY)),
        series("bare", season(1)),
    ]
    facts = facts_of(world(titles, [character("ann", "base")], [*rows, row("ann", "base")]))
    shown = page_from(facts, CrossoversQuestion(UniverseId("world"), rows[0].title, direction=Direction.IN))
    assert body(shown).split("\n")[1] == f"Ann of Base: {said}"


def test_who_travelled_most_comes_first_with_where(harbour: Facts) -> None:
    shown = page_from(harbour, CrossoversQuestion(HARBOUR))
    assert shown.heading == "Who travelled most in Harbour Tales"
    assert body(shown).split("\n") == [
        "**2 characters crossed over**, those in most titles away from home first.",
        "1\\. **Mara Quill** of Lighthouse: 2 titles, 1 known episode",
        "-# Jane Doe and The Ferry (?)",
        "2\\. **Jane Doe** of Jane Doe: 1 title, 1 known episode",
        "-# Lighthouse",
    ]
    assert shown.footer.endswith("1 of these unverified, marked (?): no source confirms them yet")
    assert shown.links[0].question == MapQuestion(HARBOUR)


def test_a_traveller_is_marked_only_where_no_source_states_any_of_it() -> None:
    titles = [film("base", DAY), series("show", season(1, DAY, DAY))]
    unsure = row("ann", "show", 1, 1, confidence=UNVERIFIED)

    def line(*rows: Appearance) -> list[str]:
        pack = world(titles, [character("ann", "base")], [row("ann", "base"), *rows])
        return body(page_from(facts_of(pack), CrossoversQuestion(UniverseId("world")))).split("\n")[1:]

    assert line(unsure) == ["1\\. **Ann** of Base: 1 title, 1 known episode (?)", "-# Show (?)"]
    assert line(unsure, row("ann", "show", 1, 2)) == [
        "1\\. **Ann** of Base: 1 title, 2 known episodes, 1 of them unverified",
        "-# Show",
    ]


def test_a_universe_without_crossovers_says_so() -> None:
    facts = facts_of(world([film("m", DAY)], [character("ann", "m")], [row("ann", "m")]))
    shown = page_from(facts, CrossoversQuestion(UniverseId("world")))
    assert body(shown) == "**No crossover is recorded.** That does not prove there is none."
    assert shown.menus == ()


@pytest.mark.parametrize("title", [None, TitleId("away"), TitleId("home")])
def test_paging_keeps_everybody_exactly_once_on_a_line_and_in_the_menu_below_it(
    crowd: Facts, title: TitleId | None
) -> None:
    pages = list(pages_from(crowd, CrossoversQuestion(CROWD, title)))
    assert [one.number for one in pages] == [*range(1, pages[0].count + 1)]
    assert len(pages) >= 3
    assert (pages[0].previous, pages[-1].next) == (None, None)
    for one in pages:
        told = [name for name in options(one) if name in body(one)]
        assert told == options(one)
        assert body(one).startswith("**")
    everybody = [name for one in pages for name in options(one)]
    assert set(everybody) == {f"Person {at:02}" for at in range(45)}
    word = "Person" if title else tuple(f"{at}\\." for at in range(1, 46))
    told = [line for one in pages for line in body(one).split("\n") if line.startswith(word)]
    assert len(told) == len(set(told)) == (49 if title == "home" else 45)


def test_a_heading_comes_again_on_the_page_that_goes_on(crowd: Facts) -> None:
    pages = list(pages_from(crowd, CrossoversQuestion(CROWD, TitleId("away"))))
    assert len(lines(pages, "**Into Away: 45**")) == 3
    assert len(lines(pages, "**Out of Away**")) == 1
