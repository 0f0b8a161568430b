import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appearances import Order
from bot.domain.cast import Place
from bot.domain.crossovers import Direction
from bot.domain.errors import UserError
from bot.domain.maps import View
from bot.domain.pack import CharacterId, Kind, PerformerId, TitleId, UniverseId
from bot.services.handles import handle_of
from bot.services.question_texts import decode, encode
from bot.services.questions import (
    LONGEST_SEARCH,
    AppearancesQuestion,
    CharacterQuestion,
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    PerformerQuestion,
    Question,
    SearchQuestion,
    TimelineQuestion,
    TitleQuestion,
    TogetherQuestion,
)

SLUG = re.compile(r"[a-z0-9]{1,8}(-[a-z0-9]{1,7}){0,3}", re.ASCII)


def slugs(longest: int) -> st.SearchStrategy[str]:
    return st.just("w" * longest) | st.from_regex(SLUG, fullmatch=True).map(lambda slug: slug[:longest].strip("-"))


UNIVERSES = slugs(20).map(UniverseId)
CHARACTERS = slugs(32).map(CharacterId)
TITLES = slugs(32).map(TitleId)
PERFORMERS = (slugs(60) | st.just("久" * 60)).map(PerformerId)
HANDLES = CHARACTERS.map(handle_of)
PAGES = st.integers(1, 999)
PLACES: st.SearchStrategy[Place] = st.builds(Place, TITLES) | st.builds(
    Place, TITLES, st.integers(0, 999), st.none() | st.integers(1, 9999)
)
QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    st.builds(
        AppearancesQuestion,
        UNIVERSES,
        CHARACTERS,
        st.none() | TITLES,
        st.none() | st.sampled_from(Kind),
        st.sampled_from(Order),
        PAGES,
    ),
    st.builds(CharacterQuestion, UNIVERSES, CHARACTERS, PAGES),
    st.builds(PerformerQuestion, UNIVERSES, PERFORMERS, PAGES),
    st.builds(TitleQuestion, UNIVERSES, PLACES, PAGES),
    st.builds(SearchQuestion, st.text(max_size=LONGEST_SEARCH), PAGES, st.none() | UNIVERSES),
    st.builds(CrossoversQuestion, UNIVERSES, st.none() | TITLES, st.none() | TITLES, st.sampled_from(Direction), PAGES),
    st.builds(MetQuestion, UNIVERSES, CHARACTERS, CHARACTERS, PAGES),
    st.builds(TogetherQuestion, UNIVERSES, st.lists(HANDLES, min_size=2, max_size=4).map(tuple), PAGES),
    st.builds(ConnectQuestion, UNIVERSES, HANDLES, HANDLES, st.none() | HANDLES, st.integers(1, 999_999)),
    st.builds(TimelineQuestion, UNIVERSES, CHARACTERS, st.none(), st.sampled_from(Order)),
    st.builds(TimelineQuestion, UNIVERSES, st.none(), TITLES, st.sampled_from(Order)),
    st.builds(MapQuestion, UNIVERSES, st.none() | TITLES, st.sampled_from(View)),
    st.builds(FiguresQuestion, UNIVERSES),
)


@given(QUESTIONS)
def test_a_question_comes_back_from_its_button_as_it_was(question: Question) -> None:
    assert decode(encode(question)) == question


@given(QUESTIONS)
def test_a_question_fits_beside_the_prefix_of_a_button(question: Question) -> None:
    assert len(encode(question)) <= 95


def test_the_longest_question_fits() -> None:
    question = AppearancesQuestion(
        UniverseId("u" * 20), CharacterId("c" * 32), TitleId("t" * 32), Kind.BODY, Order.MOST, 999
    )
    assert len(encode(question)) == 95
    assert decode(encode(question)) == question


@given(st.lists(QUESTIONS, max_size=2, min_size=2))
def test_two_questions_never_share_a_button(two: list[Question]) -> None:
    assert (encode(two[0]) == encode(two[1])) == (two[0] == two[1])


def is_question_or_user_error(text: str) -> bool:
    try:
        question = decode(text)
    except UserError:
        return True
    return getattr(question, "page", 1) >= 1 and getattr(question, "number", 1) >= 1


@given(st.text(max_size=100) | st.text("acpstxmgklvf:1-u/rnmbio٣²_ ", max_size=60))
def test_any_text_is_a_question_or_one_sentence(text: str) -> None:
    assert is_question_or_user_error(text)


@given(QUESTIONS, st.data())
def test_a_damaged_button_is_a_question_or_one_sentence(question: Question, data: st.DataObject) -> None:
    text = encode(question)
    at = data.draw(st.integers(0, len(text)))
    assert is_question_or_user_error(text[:at] + data.draw(st.text(max_size=3)) + text[at + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "y:1:u:c",
        "a:1:u:c:t",
        "a:1:u:c:t:zz",
        "a:1:u:c:t:--r",
        "c:one:u:c",
        "c::u:c",
        "t:1:u:t:x:",
        "p:1:u:a:b",
    ],
)
def test_a_button_of_another_version_is_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match=r"^[^\n]+\.$"):
        decode(text)


@pytest.mark.parametrize(("text", "page"), [("c:0:u:c", 1), ("c:-7:u:c", 1), ("c:99999999999:u:c", 999_999)])
def test_a_page_is_never_before_the_first(text: str, page: int) -> None:
    assert decode(text) == CharacterQuestion(UniverseId("u"), CharacterId("c"), page)


def test_only_the_beginning_of_a_long_search_counts() -> None:
    decoded: Any = decode(encode(SearchQuestion("x" * 6_000)))
    assert decoded.text == "x" * 60
