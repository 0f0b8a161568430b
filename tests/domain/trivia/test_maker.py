import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.names import LONGEST_NAME
from bot.domain.network import Network
from bot.domain.pack import CastComplete, CharacterId, Pack, SourceId, TitleId
from bot.domain.trivia.asking import gives_away, levelled
from bot.domain.trivia.chance import some_bits
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import LONGEST_CHOICE, LONGEST_TEXT, Choice, Question, TriviaKind
from bot.domain.viewpoint import EVERYTHING
from bot.facts.reading import read_pack
from tests.domain.trivia.worlds import maker_of
from tests.domain.worlds import character, film, row, world

SAGA = Path(__file__).parents[3] / "data" / "defenders-saga"
KINDS = list(TriviaKind)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(SAGA)


@pytest.fixture(scope="module")
def maker(pack: Pack) -> QuestionMaker:
    catalogue = Catalogue(pack)
    return QuestionMaker(catalogue, Network(catalogue, EVERYTHING))


def made(maker: QuestionMaker, count: int, seed: int = 1) -> list[Question]:
    return list(maker.questions(random.Random(seed), KINDS, count))


def test_the_same_facts_and_seed_make_the_same_questions(maker: QuestionMaker, pack: Pack) -> None:
    assert made(maker, 200) == made(maker_of(pack), 200)


def test_no_two_questions_are_the_same(maker: QuestionMaker) -> None:
    questions = made(maker, 500)
    assert len({(one.id, *sorted(choice.id for choice in one.choices)) for one in questions}) == 500


def test_a_question_comes_again_only_when_its_kind_has_no_other(maker: QuestionMaker) -> None:
    questions = [one for one in made(maker, 500) if one.kind is not TriviaKind.TWO_ROLES]
    assert len({one.id for one in questions}) == len(questions)


def test_kinds_come_about_equally_often(maker: QuestionMaker) -> None:
    questions = made(maker, 800)
    assert all(20 < sum(one.kind is kind for one in questions) < 90 for kind in KINDS)


def test_what_was_asked_is_not_asked_again_until_nothing_else_is_left(maker: QuestionMaker) -> None:
    chance, asked = random.Random(1), set[str]()
    while question := maker.question(chance, TriviaKind.TWO_ROLES, is_fresh=lambda one: one.id not in asked):
        asked.add(question.id)
    assert 1 <= len(asked) < 20, "there are few of these, and each comes once"


def test_questions_about_a_title_are_about_it_or_its_people(maker: QuestionMaker, pack: Pack) -> None:
    scope, chance = maker.about_title(TitleId("echo")), random.Random(1)
    cast = {one.character for one in pack.appearances if one.title == "echo"}
    assert set(scope.people) <= cast
    for kind in KINDS:
        question = maker.question(chance, kind, scope)
        if question:
            ids = [one for part in question.about.values() for one in ([part] if isinstance(part, str) else part)]
            about = {id.partition("/")[0] for id in (*ids, question.right.id)}
            assert about & {"echo", *cast} or kind is TriviaKind.PLAYS_WHOM


def test_questions_about_a_character_have_them_in_it(maker: QuestionMaker) -> None:
    scope, chance = maker.about_character(CharacterId("wilson-fisk")), random.Random(1)
    for kind in (TriviaKind.APPEARED_IN, TriviaKind.HOW_MANY_TITLES, TriviaKind.WHO_PLAYS, TriviaKind.SHARED_WITH):
        question = maker.question(chance, kind, scope)
        assert question is None or question.about["character"] == "wilson-fisk"
    linked = maker.question(chance, TriviaKind.CHAIN, scope)
    assert linked is not None
    assert linked.right.id == "wilson-fisk"


def test_nobody_and_nothing_known_is_no_scope(maker: QuestionMaker) -> None:
    with pytest.raises(KeyError):
        maker.about_title(TitleId("nothing"))
    with pytest.raises(KeyError):
        maker.about_character(CharacterId("nobody"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_universe_without_facts_gives_no_question(kind: TriviaKind) -> None:
    empty = world([film("key", None)], [character("ann")])
    assert maker_of(empty).question(random.Random(1), kind) is None


def test_a_title_whose_cast_is_not_complete_proves_no_absence(pack: Pack) -> None:
    incomplete = replace(
        pack,
        titles=tuple(
            replace(
                title,
                cast_complete=CastComplete.NOTHING,
                seasons=tuple(replace(season, cast_complete=CastComplete.NOTHING) for season in title.seasons),
            )
            for title in pack.titles
        ),
    )
    maker, chance = maker_of(incomplete), random.Random(1)
    possible = {kind for kind in KINDS if maker.question(chance, kind)}
    assert possible >= {TriviaKind.FIRST_SHARED, TriviaKind.RELEASE_ORDER, TriviaKind.WHO_PLAYS, TriviaKind.VISITOR}
    assert not possible & {
        TriviaKind.APPEARED_IN, TriviaKind.NEVER_ENTERED, TriviaKind.CROSSED_FIRST, TriviaKind.WHICH_EPISODE,
        TriviaKind.ODD_ONE_OUT, TriviaKind.SHARED_WITH, TriviaKind.CHAIN, TriviaKind.WHICH_SEASON,
    }  # fmt: skip


def test_the_longest_names_stay_within_the_limits() -> None:
    titles = [
        film(id, date(2015, 1, day), complete=CastComplete.CREDITED, name=id * LONGEST_NAME)
        for day, id in enumerate("pqrstuvw", 1)
    ]
    people = [character(id, "p", name=id * (LONGEST_NAME - 1) + id.upper()) for id in "abcdefgh"]
    rows = [row(who.id, title.id) for at, title in enumerate(titles) for who in people[at % 3 : at % 3 + 5]]
    questions = made(maker_of(world(titles, people, rows)), 200)
    assert len({one.kind for one in questions}) > 4
    assert all(len(choice.name) <= LONGEST_CHOICE for one in questions for choice in one.choices)
    assert all(len(one.text) <= LONGEST_TEXT for one in questions)


def test_a_pack_that_only_cites_a_source_called_import_beside_others_is_no_list(pack: Pack) -> None:
    source = replace(pack.sources[0], id=SourceId("import"))
    assert not any(
        one.text.startswith("Going by ") for one in made(maker_of(replace(pack, sources=(source, *pack.sources))), 50)
    )


@pytest.mark.parametrize(
    ("text", "right", "wrong", "expected"),
    [
        ("To which does Luke Cage belong?", "Luke Cage", "Echo", True),
        ("To which does Luke Cage belong?", "Luke Cage", "The Cage Fight", False),
        ("Who plays Stick?", "Scott Glenn", "Rosario Dawson", False),
        ("With whom of these is Danny Rand?", "Ward", "Harold", False),
    ],
)
def test_a_word_that_only_the_right_choice_shares_with_the_text_gives_it_away(
    text: str, right: str, wrong: str, *, expected: bool
) -> None:
    assert gives_away(text, Choice("a", right), [Choice("b", wrong)]) is expected


@given(st.lists(st.text("xyz", min_size=1, max_size=6), min_size=3, max_size=12), st.integers(0, 99))
def test_of_many_wrong_choices_three_are_taken_and_none_reads_like_another(names: list[str], seed: int) -> None:
    right = Choice("right", "xyz")
    chosen = levelled(random.Random(seed), right, [Choice(str(at), name) for at, name in enumerate(names)])
    read = [one.name for one in chosen]
    assert len(read) == min(3, len(set(names) - {"xyz"}))
    assert len({*read, "xyz"}) == len(read) + 1


@given(st.integers(0, 2**200), st.integers(1, 20), st.integers(0, 99))
def test_some_of_a_set_of_numbers_are_different_members_of_it(numbers: int, most: int, seed: int) -> None:
    found = some_bits(random.Random(seed), numbers, most)
    assert len(found) == len(set(found)) <= min(most, numbers.bit_count())
    assert bool(found) == bool(numbers)
    assert all(numbers >> one & 1 for one in found)
