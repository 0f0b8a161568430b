"""Questions about many wishes survive being a custom_id, and nothing else is taken for one."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_ranking import WishOrder
from bot.domain.wishes import WishState
from bot.services.wish_questions import Period, Scope, WishQuestion, decode_wishes, encode_wishes

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)
QUESTIONS = st.builds(
    WishQuestion,
    st.sampled_from(Scope),
    st.sampled_from(WishOrder),
    st.sampled_from(WishState),
    st.sampled_from(Period),
    st.integers(1, 9_999),
    st.none() | st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True).map(UniverseId),
    st.none() | IDS.map(CharacterId),
    st.none() | IDS.map(TitleId),
)


@given(QUESTIONS)
def test_a_question_comes_back_as_it_was(question: WishQuestion) -> None:
    text = encode_wishes(question)
    assert decode_wishes(text) == question
    assert len(text) <= 95


@given(QUESTIONS, QUESTIONS)
def test_two_questions_have_two_texts(one: WishQuestion, other: WishQuestion) -> None:
    assert (encode_wishes(one) == encode_wishes(other)) == (one == other)


def test_a_page_beyond_all_is_the_last_that_can_be_asked_for() -> None:
    assert decode_wishes(encode_wishes(WishQuestion(page=10**9))).page == 9_999


@pytest.mark.parametrize(
    "text",
    ["", "shoe", "shoe0:::", "shoe00001:::", "xhoe1:::", "sxoe1:::", "shze1:::", "shox1:::", "shoe1::", "shoe1::::",
     "shoe1:A::", "shoe1:a b::", "shoe١:::", "shoe1:::\n", f"shoe1:{'a' * 21}::", f"shoe1::{'a' * 33}:"],
)  # fmt: skip
def test_any_other_text_is_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="please ask again"):
        decode_wishes(text)


@given(st.text(max_size=60))
def test_no_text_does_anything_else(text: str) -> None:
    with suppress(UserError):
        assert encode_wishes(decode_wishes(text)) == text


def test_a_period_has_a_length_but_for_ever() -> None:
    assert [one.length for one in Period] == [
        None, timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=365),
    ]  # fmt: skip
