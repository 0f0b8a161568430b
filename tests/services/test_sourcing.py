"""From names to the question how it is known, and the few characters a button has for its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.sourcing import SourceList
from bot.services.lookups import Lookups, UnknownName
from bot.services.place_texts import place_from, place_text
from bot.services.question_texts import decode, encode
from bot.services.questions import SourcesQuestion
from bot.services.sourcing import sources_question

HARBOUR, MARA = UniverseId("harbour"), CharacterId("mara-quill")
PLACES = st.builds(Place, st.just(TitleId("w" * 32))) | st.builds(
    Place, st.just(TitleId("a-1")), st.integers(0, 999), st.none() | st.integers(1, 9_999)
)


def asked(lookups: Lookups, **place: object) -> Place | None:
    return sources_question(lookups, "mara quill", **place).place


def test_names_become_a_character_and_a_place(lookups: Lookups) -> None:
    assert sources_question(lookups, "night nurse") == SourcesQuestion(HARBOUR, MARA)
    assert asked(lookups, title="lighthouse") == Place(TitleId("lighthouse"))
    assert asked(lookups, title="lighthouse", season=2) == Place(TitleId("lighthouse"), 2)
    assert asked(lookups, title="lighthouse", season=2, episode=1) == Place(TitleId("lighthouse"), 2, 1)
    assert asked(lookups, title="jane doe", episode=3) == Place(TitleId("jane-doe"), 1, 3), "its one season"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"season": 1}, "which title"),
        ({"episode": 1}, "which title"),
        ({"title": "lighthouse", "season": 9}, "no season 9"),
        ({"title": "lighthouse", "season": 1, "episode": 9}, "no episode 9"),
        ({"title": "the ferry", "season": 1}, "no seasons"),
    ],
)
def test_a_place_that_is_not_there_is_one_sentence(lookups: Lookups, place: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        asked(lookups, **place)


def test_an_unsure_name_is_asked_back_about_with_the_same_question(lookups: Lookups) -> None:
    with pytest.raises(UnknownName) as raised:
        sources_question(lookups, "r", title="lighthouse", season=2)
    questions = [one.question for one in raised.value.suggestions]
    assert SourcesQuestion(HARBOUR, MARA, Place(TitleId("lighthouse"), 2)) in questions
    with pytest.raises(UnknownName) as raised:
        sources_question(lookups, "mara quill", title="e")
    assert all(isinstance(one.question, SourcesQuestion) for one in raised.value.suggestions)


def test_the_answer_holds_the_sources_and_an_old_button_gets_a_sentence(lookups: Lookups) -> None:
    answer = lookups.answer(SourcesQuestion(HARBOUR, MARA))
    assert isinstance(answer.content, SourceList)
    assert {one.source.id for one in answer.content.grounds} == {"page", "editors"}
    for gone in (
        SourcesQuestion(HARBOUR, CharacterId("nobody")),
        SourcesQuestion(HARBOUR, MARA, Place(TitleId("nowhere"))),
        SourcesQuestion(HARBOUR, MARA, Place(TitleId("lighthouse"), 9)),
    ):
        with pytest.raises(UserError, match="not in them any more"):
            lookups.answer(gone)


@given(PLACES | st.none())
def test_a_place_comes_back_from_its_text(place: Place | None) -> None:
    assert place_from(place_text(place)) == place


@given(PLACES | st.none(), st.integers(1, 99))
def test_a_button_holds_the_longest_ids_with_every_place(place: Place | None, page: int) -> None:
    question = SourcesQuestion(UniverseId("u" * 20), CharacterId("c" * 32), place, page)
    assert decode(encode(question)) == question
    assert len(encode(question)) <= 95


@pytest.mark.parametrize(
    "text", ["w:1:u:c", "w:1:u:c:000", "w:1:u:c:0000", "w:1:u:c:-0-0lamp", "w:x:u:c:", "w:1:u:c::"]
)
def test_a_text_that_is_no_question_is_one_sentence(text: str) -> None:
    with pytest.raises(UserError, match="another version"):
        decode(text)
