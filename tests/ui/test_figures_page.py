"""The page with a universe's figures."""

import pytest

from bot.domain.pack import UniverseId
from bot.services.questions import CrossoversQuestion, FiguresQuestion, MapQuestion
from tests.cogs.isles import make_isles
from tests.conftest import make_pack
from tests.domain.worlds import UNVERIFIED, character, film, row, world
from tests.ui.showing import DAY, assert_fits, assert_inert, body, facts_of, labels, large, page_from


def test_the_figures_of_a_universe_say_how_much_who_and_how_far_apart() -> None:
    isles = UniverseId("isles")
    shown = page_from(facts_of(make_isles()), FiguresQuestion(isles))
    assert shown.heading == "Isles in figures"
    assert body(shown).split("\n") == [
        (
            "**7 characters with 16 appearances in 3 titles**, photographs and mentions not counted; "
            "15 pairs of them share an episode, film, special or comic, 3 only by unverified rows."
        ),
        "**Most travelled**",
        "Ann: 1 title away from Alpha",
        "Bea: 1 title away from Alpha (?)",
        "Fay: 1 title away from Gale",
        "Cid: 1 title away from Beta",
        "Dan: 1 title away from Beta",
        "**Most connected**",
        "Cid: shares episodes with 6 others, 1 only by unverified rows",
        "Dan: shares episodes with 5 others, 1 only by unverified rows",
        "Fay: shares episodes with 5 others, 1 only by unverified rows",
        "Bea: shares episodes with 4 others, 3 only by unverified rows",
        "Eve: shares episodes with 4 others",
        "**How far apart**",
        "7 hang together. From one to another of them it takes 1.29 steps on average and 2 at most.",
    ]
    assert [link.label for link in shown.menus[0].links] == ["Ann", "Bea", "Fay", "Cid", "Dan", "Eve"]
    assert {link.label: link.question for link in shown.links} == {
        "Who travelled most?": CrossoversQuestion(isles),
        "Show it as a map": MapQuestion(isles),
    }


def test_what_no_source_states_is_marked_and_counted() -> None:
    away = [
        row("a", "m1", confidence=UNVERIFIED),
        row("b", "m1"),
        row("b", "m2", confidence=UNVERIFIED),
        row("c", "m1"),
    ]
    pack = world([film(f"m{at}", DAY) for at in range(3)], [character(one, "m0") for one in "abc"], away)
    shown = page_from(facts_of(pack), FiguresQuestion(W))
    assert "3 pairs of them share an episode, film, special or comic, 2 only by unverified rows." in body(shown)
    assert body(shown).split("\n")[2:8] == [
        "B: 2 titles away from M0, 1 of them unverified",
        "A: 1 title away from M0 (?)",
        "C: 1 title away from M0",
        "**Most connected**",
        "A: shares episodes with 2 others, 2 only by unverified rows",
        "B: shares episodes with 2 others, 1 only by unverified rows",
    ]
    assert shown.footer.endswith("1 of these unverified, marked (?): no source confirms them yet")


def test_groups_apart_are_counted() -> None:
    pairs = [("a", "b"), ("c", "d"), ("e", "f")]
    rows = [row(who, f"m{at}") for at, pair in enumerate(pairs) for who in pair] + [row("x", "m0"), row("y", "m3")]
    people = [character(one) for one in "abcdefxy"]
    shown = page_from(facts_of(world([film(f"m{at}", DAY) for at in range(4)], people, rows)), FiguresQuestion(W))
    assert "3 hang together; there are 2 smaller groups; 1 shares nothing with anybody." in body(shown)


W = UniverseId("world")


def test_a_universe_of_nobody_has_a_page() -> None:
    shown = page_from(facts_of(world([], [])), FiguresQuestion(W))
    assert body(shown).startswith("**0 characters with 0 appearances in 0 titles**")
    assert "How far apart" not in body(shown)
    assert shown.menus == ()
    assert_fits(shown)


def test_where_nobody_shares_anything_no_distance_is_told() -> None:
    shown = page_from(facts_of(make_pack()), FiguresQuestion(UniverseId("harbour")))
    assert "How far apart" not in body(shown)
    assert "Most connected" not in body(shown)
    assert labels(shown) == ["Who travelled most?", "Show it as a map"]


@pytest.mark.parametrize("letter", ["n", "*", "久", "\\"])
def test_the_longest_names_fit_and_are_harmless(letter: str) -> None:
    shown = page_from(facts_of(large(letter, people=60, titles=20)), FiguresQuestion(W))
    assert_fits(shown)
    assert_inert(shown)
