import re

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pack import CharacterId, UniverseId
from bot.services.questions import CharacterQuestion
from bot.ui.pages import Block, Link, paged

LINK = Link("More", CharacterQuestion(UniverseId("u"), CharacterId("c")))
TEXTS = st.text("ab \n", min_size=1, max_size=30)
LONG = st.builds(lambda text, times: text * times, TEXTS.filter(str.strip), st.integers(1, 400))
BLOCKS = st.lists(st.builds(Block, TEXTS.filter(str.strip) | LONG, st.none() | st.just(LINK)), max_size=12)


def test_no_blocks_are_one_empty_page() -> None:
    assert paged([]) == [()]
    assert paged([Block("")]) == [()], "Discord takes no empty text"


def test_blocks_that_fit_stay_as_they_are_seven_a_page() -> None:
    blocks = [Block(f"block {at}", LINK) for at in range(15)]
    assert paged(blocks) == [tuple(blocks[:7]), tuple(blocks[7:14]), (blocks[14],)]
    assert len(paged(blocks, most=20)) == 1


def test_a_long_block_is_cut_between_its_lines_and_its_link_stays_with_its_beginning() -> None:
    lines = [f"line {at} " + "x" * 90 for at in range(100)]
    pages = paged([Block("\n".join(lines), LINK)])
    pieces = [block for page in pages for block in page]
    assert "\n".join(piece.text for piece in pieces).split("\n") == lines
    assert [piece.link for piece in pieces] == [LINK, *[None] * (len(pieces) - 1)]


def test_a_long_line_is_cut_between_its_words() -> None:
    words = [f"word{at}" for at in range(2_000)]
    pieces = [block.text for page in paged([Block(" ".join(words))]) for block in page]
    assert len(pieces) > 1
    assert " ".join(pieces).split(" ") == words


def test_what_stands_on_every_page_takes_its_room() -> None:
    blocks = [Block("x" * 1_000) for _ in range(6)]
    assert [len(page) for page in paged(blocks)] == [3, 3]
    assert [len(page) for page in paged(blocks, beside=1_000)] == [2, 2, 2]


def test_there_is_always_room_for_something() -> None:
    assert [len(page) for page in paged([Block("x" * 1_000)], beside=9_999)] == [1, 1, 1]


@given(BLOCKS, st.integers(1, 20), st.integers(0, 1_200))
def test_paging_keeps_every_word_once_and_in_order_and_fits_the_limits(
    blocks: list[Block], most: int, beside: int
) -> None:
    pages = paged(blocks, most, beside)
    assert all(0 < len(page) <= most for page in pages) or pages == [()]
    assert all(beside + sum(len(block.text) for block in page) <= 3_200 for page in pages)
    told = "".join(block.text for page in pages for block in page)
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", "".join(block.text for block in blocks))
    assert sum(block.link is not None for page in pages for block in page) == sum(
        block.link is not None for block in blocks
    )
