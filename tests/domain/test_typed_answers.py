import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.typed_answers import LONGEST_TYPED, MOST_OTHER_WORDS, is_right

SOME_TEXT = st.text(max_size=80)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("PARIS", "Paris"),
        ("  paris!! ", "Paris"),
        ("the paris", "Paris"),
        ("Beatles", "The Beatles"),
        ("bugs life", "A Bug's Life"),
        ("spiderman", "Spider-Man"),
        ("Spider Man", "Spiderman"),
        ("Béliveau", "Beliveau"),
        ("Beliveau", "Béliveau"),
        ("st pauls", "St Paul’s"),
        ("St Paul’s", "St Paul's"),
        ("George R.R. Martin", "George R R  Martin"),
        ("dc fontana", "D.C. Fontana"),
        ("Lady & the Tramp", "Lady and the Tramp"),
        ("six", "6"),
        ("6", "six"),
        ("twenty-one", "21"),
        ("Twenty two", "22"),
        ("third", "3rd"),
        ("twelve parsecs", "12 Parsecs"),
        ("1000", "1,000"),
        ("1,000", "1000"),
        ("0,5", "0.5"),
        (".5", "0.5"),
        ("½", "1/2"),
        ("$10", "10"),
        ("25", "25%"),
        ("2:1", "2-1"),
        ("2–1", "2-1"),
        ("C#", "c#"),
        ("b+", "B+"),
        ("yes", "True"),
        ("false", "No"),
        ("I think it is the Beatles", "Beatles"),
        ("the answer is A", "a"),
        ("You, I guess", "you"),
        ("A", "A"),
        ("?", "?"),
        ("🦸", "🦸"),
        ("久石譲", "久石譲"),
    ],
)
def test_the_same_answer_written_otherwise_is_right(typed: str, accepted: str) -> None:
    assert is_right(typed, (accepted,))


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("well my answer would be Paris for sure", "Paris"),
        ("it was Claire Temple of course", "Claire Temple"),
        ("no, it is Paris", "Paris"),
        ("no they cannot", "No"),
        ("Los Angeles Kings", "Kings"),
        ("Rome, Paris", "Paris"),
        ("blue whales", "blue whale"),
        ("apollo 11 landed in 1969", "1969"),
        ("I would say spider man there", "Spiderman"),
        (" ".join(["word"] * MOST_OTHER_WORDS) + " Paris", "Paris"),
    ],
)
def test_an_answer_among_other_words_is_right(typed: str, accepted: str) -> None:
    assert is_right(typed, (accepted,))


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("Daerdevil", "Daredevil"),
        ("Dardevil", "Daredevil"),
        ("Darredevil", "Daredevil"),
        ("Daredavil", "Daredevil"),
        ("Shakspere", "Shakespeare"),
        ("Jesica Jones", "Jessica Jones"),
        ("its jesica jones", "Jessica Jones"),
        ("Merlim", "Merlin"),
        ("Достоевскй", "Достоевский"),
    ],
)
def test_a_small_misspelling_of_a_long_word_is_right(typed: str, accepted: str) -> None:
    assert is_right(typed, (accepted,))


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("air", "chair"),
        ("chair", "air"),
        ("chair forces", "air force"),
        ("pair force", "air force"),
        ("Guinea-Bissau", "Guinea"),
        ("thirty-five", "five"),
        ("fifty two", "two"),
        ("15", "1.5"),
        ("1", "1.5"),
        ("5", "1.5"),
        ("1", "2-1"),
        ("1-2", "2-1"),
        ("40", "-40"),
        ("-40", "40"),
        ("18", "1 8"),
        ("1968", "1969"),
        ("c", "C#"),
        ("a", "A-"),
        ("b", "B+"),
        ("207", "207,809"),
        ("1/4", "1-4"),
        ("69", "6'9"),
    ],
)
def test_a_part_of_something_else_is_wrong(typed: str, accepted: str) -> None:
    assert not is_right(typed, (accepted,))


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("Iran", "Iraq"),
        ("Manet", "Monet"),
        ("Gambia", "Zambia"),
        ("female", "male"),
        ("South Korea", "North Korea"),
        ("Austria", "Australia"),
        ("Iceland", "Ireland"),
        ("impossible", "possible"),
        ("atypical", "typical"),
        ("asymmetric", "symmetric"),
        ("Elizabeth I", "Elizabeth II"),
        ("Final Fantasy VI", "Final Fantasy VII"),
        ("FFXIII", "FFVIII"),
        ("Steven", "Seven"),
        ("eighth", "eight"),
        ("World War 1", "World War 2"),
        ("Southwest", "Southeast"),
        ("Shkspr", "Shakespeare"),
        ("久石議久石議久石", "久石譲久石譲久石"),
    ],
)
def test_another_thing_of_a_like_name_is_wrong(typed: str, accepted: str) -> None:
    assert not is_right(typed, (accepted,))


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("not Paris", "Paris"),
        ("it isn't the Paris", "Paris"),
        ("Paris or Rome", "Paris"),
        ("Rome or Paris", "Paris"),
        ("Bern, Paris, Rome", "Paris"),
        ("Bern; Los Angeles; Rome", "Los Angeles"),
        ("5 6 7", "6"),
        ("b c d", "c"),
        ("yes no", "yes"),
        ("I have no idea", "no"),
        ("I think you know it", "it"),
        ("come on", "On"),
        (" ".join(["word"] * (MOST_OTHER_WORDS + 1)) + " Paris", "Paris"),
        ("Paris" + " " * LONGEST_TYPED, "Paris"),
    ],
)
def test_what_does_not_settle_on_the_answer_is_wrong(typed: str, accepted: str) -> None:
    assert not is_right(typed, (accepted,))


def test_an_answer_beside_a_wrong_choice_is_wrong() -> None:
    assert is_right("Paris and Rome", ("Paris",))
    assert not is_right("Paris and Rome", ("Paris",), wrong=("Rome",))
    assert not is_right("rome", ("Paris",), wrong=("Rome",))


def test_a_wrong_choice_that_holds_the_answer_is_wrong() -> None:
    assert not is_right("New York", ("York",), wrong=("New York",))


def test_another_answer_of_the_list_is_no_misspelling() -> None:
    assert is_right("Latias", ("Latios",))
    assert not is_right("Latias", ("Latios",), others=("Latias",))
    assert not is_right("the marlin", ("Merlin",), wrong=("Marlin",))
    assert is_right("Steiner Adelbert", ("Steiner",), others=("Adelbert Steiner",))


def test_any_accepted_answer_will_do() -> None:
    accepted = ("Jean Béliveau", "Béliveau", "10")
    assert all(is_right(one, accepted) for one in ("beliveau", "ten", "Jean Beliveau", "jean béliveau (10)"))


@given(SOME_TEXT, st.lists(SOME_TEXT, max_size=5))
def test_an_accepted_answer_itself_is_always_right(answer: str, others: list[str]) -> None:
    assert is_right(answer, (*others, answer)) == bool(answer.strip())
    assert is_right(answer, (*others, answer), others, others) == bool(answer.strip())


@given(SOME_TEXT, st.lists(st.sampled_from(["", " ", "\n\t", "!?", "…"])))
def test_nothing_is_right_where_nothing_is_typed(typed: str, accepted: list[str]) -> None:
    assert not is_right("   ", (typed, *accepted))
    assert not is_right(typed, ())


@given(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.from_regex(r"[a-z]{1,5}", fullmatch=True))
def test_short_words_are_right_only_as_they_are(typed: str, accepted: str) -> None:
    accepted = f"q{accepted[1:]}"  # no written number, yes or no
    assert is_right(typed, (accepted,)) == (typed == accepted)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_number_is_no_other_number(typed: int, accepted: int) -> None:
    assert is_right(str(typed), (str(accepted),)) == (typed == accepted)
    assert is_right(f"{typed:,}", (str(accepted),)) == (typed == accepted)


@pytest.mark.parametrize(
    "pump", ["1", "1.", "1,", "1,111", "-", "+", "a+", "#", "1-", "'", " ", "a ", "a,", "ﷺ", "½", "é", "the "]
)
def test_no_text_takes_long(pump: str) -> None:
    typed = (pump * LONGEST_TYPED)[:LONGEST_TYPED]
    accepted = [f"{pump * 40}{at}"[:600] for at in range(40)]
    started = time.process_time()
    is_right(typed, accepted, accepted[:9])
    assert time.process_time() - started < 0.5
