from collections.abc import Sequence

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pack import CharacterId, PerformerId, UniverseId
from bot.services.question_texts import decode, encode
from bot.services.questions import AppearancesQuestion, CharacterQuestion, PerformerQuestion, Question, SearchQuestion
from bot.ui.layout import ASK, PICK, SHARE, TURN, page_layout, sentence_layout
from bot.ui.pages import Block, Link, Menu, Page, paged

U = UniverseId("u" * 20)
LONGEST: list[Question] = [
    AppearancesQuestion(U, CharacterId("c" * 32), page=999),
    PerformerQuestion(U, PerformerId("久" * 60), page=999),
    SearchQuestion("x" * 60, 999, U),
]


def asked(at: int) -> CharacterQuestion:
    return CharacterQuestion(U, CharacterId(f"c{at}"))


def ids(view: ui.LayoutView) -> list[str]:
    return [id for item in view.walk_children() if (id := getattr(item, "custom_id", None))]


def texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]


def buttons(view: ui.LayoutView) -> list[ui.Button[ui.LayoutView]]:
    return [item for item in view.walk_children() if isinstance(item, ui.Button)]


def page(blocks: Sequence[Block] = (Block("Text"),), **others: object) -> Page:
    return Page("Heading", tuple(blocks), "Facts", **others)


def test_a_page_is_drawn_from_heading_to_footer() -> None:
    view = page_layout(page([Block("One"), Block("Two")], number=2, count=3))
    assert texts(view) == ["## Heading", "One", "Two", "-# Facts · page 2 of 3"]
    assert texts(page_layout(Page("H", (Block("One"),), ""))) == ["## H", "One"], "no footer without words"


def test_links_menus_and_pages_are_buttons_that_carry_their_questions() -> None:
    view = page_layout(
        page(
            [Block("One", Link("Beside", asked(1)))],
            links=(Link("Below", asked(2)),),
            menus=(Menu("Pick", (Link("Option", asked(3), "Note"),)),),
            previous=asked(4),
            next=asked(5),
        ),
        share=asked(6),
    )
    assert [(button.label, button.custom_id) for button in buttons(view)] == [
        ("Beside", ASK + encode(asked(1))),
        ("Below", ASK + encode(asked(2))),
        ("Previous page", TURN + encode(asked(4))),
        ("Next page", TURN + encode(asked(5))),
        ("Share here", SHARE + encode(asked(6))),
    ]
    [menu] = [item for item in view.walk_children() if isinstance(item, ui.Select)]
    assert (menu.custom_id, menu.placeholder) == (PICK + "0", "Pick")
    [option] = menu.options
    assert (option.label, option.description) == ("Option", "Note")
    assert decode(option.value) == asked(3)


async def test_a_view_is_not_kept_after_sending() -> None:
    for view in (page_layout(page()), sentence_layout("Sorry.")):
        assert view.is_finished()
        assert view.timeout is None


def test_a_question_has_one_button_and_one_option_in_a_message() -> None:
    link = Link("Same", asked(1))
    view = page_layout(
        page([Block("One", link), Block("Two", link)], links=(link, link), menus=(Menu("M", (link, link)),))
    )
    assert len(buttons(view)) == 1
    assert texts(view)[1:3] == ["One", "Two"], "the text stays where its button goes"
    [menu] = [item for item in view.walk_children() if isinstance(item, ui.Select)]
    assert len(menu.options) == 1


def test_the_same_question_can_be_asked_turned_to_and_shared() -> None:
    view = page_layout(page(links=(Link("Ask", asked(1)),), next=asked(1)), share=asked(1))
    assert len(set(ids(view))) == 3


def test_a_row_takes_no_more_than_five_buttons() -> None:
    view = page_layout(page(links=tuple(Link(f"L{at}", asked(at)) for at in range(9))))
    assert len(buttons(view)) == 5


def test_long_labels_and_notes_are_cut() -> None:
    link = Link("n" * 200, asked(1), "o" * 200)
    view = page_layout(page(links=(link,), menus=(Menu("m" * 200, (link,)),)))
    [button] = buttons(view)
    [menu] = [item for item in view.walk_children() if isinstance(item, ui.Select)]
    assert button.label == "n" * 79 + "…"
    assert menu.placeholder == "m" * 149 + "…"
    assert menu.options[0].label == "n" * 99 + "…"
    assert menu.options[0].description == "o" * 99 + "…"


def test_an_option_without_a_note_has_no_description() -> None:
    view = page_layout(page(menus=(Menu("M", (Link("One", asked(1)),)),)))
    [menu] = [item for item in view.walk_children() if isinstance(item, ui.Select)]
    assert menu.options[0].description is None


def test_a_sentence_stands_alone_or_with_the_questions_it_suggests() -> None:
    assert texts(sentence_layout("Sorry.")) == ["Sorry."]
    assert ids(sentence_layout("Sorry.")) == []
    view = sentence_layout("Which?", [Link("One", asked(1)), Link("Two", asked(2))])
    assert [button.label for button in buttons(view)] == ["One", "Two"]


@pytest.mark.parametrize("question", LONGEST)
@pytest.mark.parametrize("prefix", [ASK, TURN, SHARE])
def test_the_longest_question_fits_into_a_button(prefix: str, question: Question) -> None:
    assert len(prefix + encode(question)) <= 100


BLOCKS = st.lists(
    st.builds(
        Block,
        st.text("ab \n", min_size=1, max_size=400).filter(str.strip),
        st.none() | st.integers(0, 30).map(lambda at: Link("More", asked(at))),
    ),
    max_size=60,
)


@given(BLOCKS, st.integers(0, 5), st.integers(0, 25))
def test_every_page_of_any_blocks_fits_into_a_message(blocks: list[Block], links: int, options: int) -> None:
    bodies = paged(blocks, beside=300)
    menu = Menu("Pick", tuple(Link(f"O{at}", asked(at)) for at in range(options)))
    for body in bodies:
        view = page_layout(
            Page(
                "h" * 200,
                (Block("i" * 300), *body),
                "f" * 300,
                links=tuple(Link(f"L{at}", asked(100 + at)) for at in range(links)),
                menus=(menu,) if options and not any(block.link for block in body) else (),
                number=2,
                count=99,
                previous=asked(1),
                next=asked(2),
            ),
            share=asked(3),
        )
        assert view.content_length() <= 4_000
        assert view.total_children_count <= 40
        assert len(ids(view)) == len(set(ids(view)))
