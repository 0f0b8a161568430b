"""What somebody is about to wish for, kept as text between two of their presses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.free_text import cleaned
from bot.domain.pack import UniverseId
from bot.domain.wishes import LONGEST_NAME, LONGEST_WHY, Manner, Named, Occasion, Wording
from bot.services.wish_drafts import Draft, Part, Unsure, clean_wording, draft_from, draft_text, free_name

FACTS = st.builds(
    Named, st.text(min_size=1, max_size=30), st.just(UniverseId("harbour")), st.text(min_size=1, max_size=9)
)
NAMED = FACTS | st.builds(Named, st.text(min_size=1, max_size=30))
CHOSEN = NAMED | st.builds(Unsure, st.text(max_size=30), st.lists(NAMED, max_size=5).map(tuple))
WORDINGS = st.builds(Wording, st.text(max_size=60), st.sampled_from(Manner), st.booleans(), st.booleans())
DRAFTS = st.builds(
    Draft, CHOSEN, CHOSEN, st.none() | CHOSEN, st.sampled_from(Occasion), st.none() | WORDINGS, st.booleans()
)
ANN, PIER = Named("Ann", UniverseId("harbour"), "ann"), Named("Pier")
TOMS = Unsure("tom", (Named("Old Tom", UniverseId("a"), "tom"), Named("Young Tom", UniverseId("b"), "tom")))


@given(DRAFTS)
def test_a_draft_comes_back_as_it_was(draft: Draft) -> None:
    assert draft_from(draft_text(draft)) == draft


def test_the_first_unsure_part_is_asked_about() -> None:
    assert Draft(ANN, PIER).open_part is None
    assert Draft(ANN, TOMS, TOMS).open_part == (Part.INTO, TOMS)
    assert Draft(ANN, PIER, TOMS).open_part == (Part.BESIDE, TOMS)


def test_a_choice_makes_a_part_sure() -> None:
    chosen = Draft(TOMS, PIER).with_choice(Part.WHO, 1)
    assert chosen.who == TOMS.candidates[1]
    assert chosen.wanted.into == PIER
    own = Draft(ANN, PIER, TOMS).with_choice(Part.BESIDE, None)
    assert own.wanted.beside == Named("tom")


@pytest.mark.parametrize(("part", "number"), [(Part.WHO, 2), (Part.WHO, -1), (Part.INTO, 0), (Part.BESIDE, None)])
def test_a_choice_that_is_not_there_is_one_sentence(part: Part, number: int | None) -> None:
    with pytest.raises(UserError, match="not there any more"):
        Draft(TOMS, PIER).with_choice(part, number)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "🦹", "?!", "\u202e"])
def test_a_name_has_letters_or_digits(text: str) -> None:
    with pytest.raises(UserError, match="letters or digits"):
        free_name(text)


def test_a_name_is_as_long_as_it_may_be() -> None:
    assert free_name("n" * LONGEST_NAME).name == "n" * LONGEST_NAME
    with pytest.raises(UserError, match="at most 100 characters; this one has 101"):
        free_name("n" * (LONGEST_NAME + 1))


@given(st.text(max_size=120))
def test_a_name_is_kept_on_one_line_without_what_nobody_sees(text: str) -> None:
    try:
        name = free_name(text).name
    except UserError:
        return
    assert name == " ".join(cleaned(name).split())
    assert 0 < len(name) <= LONGEST_NAME


def test_a_reason_is_cleaned_and_as_long_as_it_may_be() -> None:
    assert clean_wording(Wording(" a\u202e\n\n\n\nb ", spoiler=True)) == Wording("a\n\nb", spoiler=True)
    assert clean_wording(Wording("n" * LONGEST_WHY)).why == "n" * LONGEST_WHY
    with pytest.raises(UserError, match="at most 600 characters; it has 601"):
        clean_wording(Wording("n" * (LONGEST_WHY + 1)))
