"""What people are told about what is stored of them leaves out no kind of it."""

from dataclasses import fields

import pytest

from bot.domain.personal_data import Holdings, ServerHoldings
from bot.ui.privacy_pages import deleted_page, holdings_page, server_deleted_page

_WITH_WISHES = ("votes", "follows")


@pytest.mark.parametrize("kind", [one.name for one in fields(Holdings)])
@pytest.mark.parametrize("count", [1, 2])
def test_every_kind_of_row_of_a_person_is_told(kind: str, count: int) -> None:
    for page in (holdings_page(Holdings(**{kind: count})), deleted_page(Holdings(**{kind: count}))):
        (line,) = [line for line in page.blocks[0].text.split("\n") if line.startswith("- ")]
        assert str(count) in line or kind == "hidden"


@pytest.mark.parametrize("kind", [one.name for one in fields(ServerHoldings) if one.name not in _WITH_WISHES])
def test_every_kind_of_row_of_a_server_is_told(kind: str) -> None:
    (block,) = server_deleted_page(ServerHoldings(**{kind: 2})).blocks
    assert len([line for line in block.text.split("\n") if line.startswith("- ")]) == 1


def test_what_is_about_plays_of_trivia_is_said_in_words_of_people() -> None:
    text = holdings_page(Holdings(scores=1, daily_answers=5, questions=1, plays_underway=1)).blocks[0].text
    assert text.split("\n") == [
        "- what you scored in trivia, on 1 day in a server",
        "- 5 answers to the daily questions",
        "- who sent 1 question to a server",
        "- 1 play of trivia that you are in just now",
    ]
