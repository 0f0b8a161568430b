"""Whatever the facts of a universe, a question that is made from them is right by a naive check of the rows."""

import random
from collections import Counter
from functools import partial

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from bot.cli.trivia import question_json
from bot.domain.pack import Pack
from bot.domain.trivia.question import TriviaKind
from tests.domain.trivia.worlds import facts_of, imported_packs, maker_of, packs
from tests.trivia_checker import complaint

TRIES = 12
seen: Counter[TriviaKind] = Counter()


def check_every_kind(pack: Pack, seed: int) -> None:
    facts, maker, chance = facts_of(pack), maker_of(pack, TRIES), random.Random(seed)
    for kind in TriviaKind:
        for _ in range(2):
            question = maker.question(chance, kind)
            if question is None:
                break
            seen[kind] += 1
            assert complaint(facts, question_json(question)) is None, question


@settings(max_examples=80, deadline=None)
@given(packs(), st.integers(0, 1_000))
def test_every_question_of_a_universe_is_proved_by_its_rows(pack: Pack, seed: int) -> None:
    check_every_kind(pack, seed)


@settings(max_examples=30, deadline=None)
@given(imported_packs(), st.integers(0, 1_000))
def test_every_question_of_an_imported_list_is_what_the_list_says(pack: Pack, seed: int) -> None:
    check_every_kind(pack, seed)


def test_the_universes_above_give_questions_of_every_kind() -> None:
    assert seen
    many = settings(max_examples=3_000, phases=[Phase.generate])
    for kind in set(TriviaKind) - set(seen):  # one run in eight sees none of some kind, by chance
        find(packs(), partial(_gives, kind), settings=many)


def _gives(kind: TriviaKind, pack: Pack) -> bool:
    return maker_of(pack, TRIES).question(random.Random(1), kind) is not None
