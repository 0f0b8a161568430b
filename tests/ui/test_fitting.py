"""Whatever the facts hold, every page about crossovers and connections fits into a message and is harmless."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.appearances import Order
from bot.domain.crossovers import Direction
from bot.domain.maps import View
from bot.domain.pack import CharacterId, Pack, TitleId
from bot.services.handles import handle_of
from bot.services.question_texts import decode, encode
from bot.services.questions import (
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    Question,
    TimelineQuestion,
    TogetherQuestion,
)
from tests.domain.worlds import character, packs, row, season, series, world
from tests.ui.showing import DAY, assert_fits, assert_inert, facts_of, hostile, large, page_from, pages_from

NAMES = st.sampled_from(
    [
        "Ann, Bea and Cid",
        "\"Quoted\" 'twice' `thrice`",
        "a/b\\c//d",
        "https://example.org/x",
        "🦹‍♀️🎭",
        "\u05e2\u05dc\u05de\u05d4 \u200f\u05e9\u05dc\u05d5\u05dd",
        "\u202eeman",
        "**bold** __under__ ~~gone~~ ||hidden||",
        "<@1> @everyone <t:0:R> </help:1> <:h:1>",
        "# heading",
        "-# small",
        "- item",
        "> quote",
        "1. first",
        "[link](https://example.org)",
        "*" * 100,
        "久" * 100,
        "\\" * 100,
        "n" * 100,
        "Ann",
    ]
)


def names_of(pack: Pack) -> int:
    return 1 + len(pack.titles) + len(pack.characters)


def renamed(pack: Pack, names: list[str]) -> Pack:
    """The same universe under other names."""
    universe, *others = names
    titles, people = others[: len(pack.titles)], others[len(pack.titles) :]
    return replace(
        pack,
        universe=replace(pack.universe, name=universe),
        titles=tuple(
            replace(
                one,
                name=name,
                seasons=tuple(
                    replace(own, episodes=tuple(replace(episode, name=name) for episode in own.episodes))
                    for own in one.seasons
                ),
            )
            for one, name in zip(pack.titles, titles, strict=True)
        ),
        characters=tuple(replace(one, name=name) for one, name in zip(pack.characters, people, strict=True)),
    )


def every_question(pack: Pack, people: int = 3, titles: int = 4) -> Iterator[Question]:
    """Everything that can be asked about some characters and titles of a universe."""
    universe = pack.universe.id
    who = [one.id for one in pack.characters[:people]]
    where = [one.id for one in pack.titles[:titles]]
    yield CrossoversQuestion(universe)
    yield FiguresQuestion(universe)
    yield from (MapQuestion(universe, title, view) for title in (None, *where) for view in View)
    yield from (TimelineQuestion(universe, one, order=order) for one in who for order in Order)
    yield from (TimelineQuestion(universe, title=one, order=order) for one in where for order in Order)
    yield from (CrossoversQuestion(universe, one, None, way) for one in where for way in Direction)
    yield from (CrossoversQuestion(universe, one, other) for one, other in permutations(where, 2))
    yield from (MetQuestion(universe, one, other) for one, other in combinations(who, 2))
    handles = [handle_of(one) for one in who]
    yield from (TogetherQuestion(universe, group) for size in (2, 3, 4) for group in combinations(handles, size))
    yield from (ConnectQuestion(universe, one, other, number=2) for one, other in combinations(handles, 2))
    yield from (ConnectQuestion(universe, *three) for three in permutations(handles[:4], 3))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_page_fits_is_inert_and_leads_on_whatever_the_names_are(data: st.DataObject) -> None:
    bare = data.draw(packs())
    pack = renamed(bare, data.draw(st.lists(NAMES, min_size=names_of(bare), max_size=names_of(bare))))
    facts = facts_of(pack)
    for question in every_question(pack):
        assert decode(encode(question)) == question
        for shown in pages_from(facts, question):
            assert_fits(shown)
            assert_inert(shown)
            leads = (*shown.links, *(link for menu in shown.menus for link in menu.links))
            for link in leads:
                page_from(facts, link.question)


@pytest.fixture(scope="module", params=["n", "*", "久"])
def largest(request: pytest.FixtureRequest) -> Pack:
    return large(request.param, people=120, titles=60)


def test_the_largest_answers_fit_into_messages(largest: Pack) -> None:
    facts = facts_of(largest)
    hero = replace(largest, characters=(*largest.characters[-1:], *largest.characters[:3]))
    for question in every_question(hero, people=4, titles=2):
        for shown in pages_from(facts, question):
            assert_fits(shown)
            assert_inert(shown)


@pytest.mark.parametrize("letter", ["n", "*", "久"])
def test_the_longest_chain_fits_and_says_how_much_of_it_is_missing(letter: str) -> None:
    people = [character(f"c{at:02}", name=f"{letter * 90}{at:02}") for at in range(60)]
    show = series("show", season(1, *[DAY] * 59), name=letter * 100)
    rows = [row(f"c{at + side:02}", "show", 1, at + 1) for at in range(59) for side in (0, 1)]
    pack = world([show], people, rows)
    facts = facts_of(pack)
    ends = CharacterId("c00"), CharacterId("c59")
    chain = page_from(facts, ConnectQuestion(pack.universe.id, *map(handle_of, ends)))
    assert_fits(chain)
    assert_inert(chain)
    told = chain.blocks[1].text.split("\n")
    assert chain.blocks[0].text.startswith("**59 steps**, the only chain so short.")
    assert told[-1].startswith(f"… and {59 - len(told) + 1} steps more to ")
    for shown in pages_from(facts, MetQuestion(pack.universe.id, *ends)):
        assert_fits(shown)


def test_nothing_that_a_pack_says_becomes_markup() -> None:
    pack = hostile()
    facts = facts_of(pack)
    for question in every_question(pack):
        for shown in pages_from(facts, question):
            assert_inert(shown)
            assert_fits(shown)


def test_a_page_past_the_end_is_the_last() -> None:
    pack = hostile()
    facts = facts_of(pack)
    for question in (
        CrossoversQuestion(pack.universe.id, page=999),
        CrossoversQuestion(pack.universe.id, TitleId("show"), page=999),
        MetQuestion(pack.universe.id, CharacterId("ann"), CharacterId("bea"), page=999),
    ):
        shown = page_from(facts, question)
        assert (shown.number, shown.count, shown.next) == (1, 1, None)
