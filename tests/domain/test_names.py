import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.names import LONGEST_NAME, fold, legible, sorted_words, spellings, telling_aliases

ANY_TEXT = st.text(max_size=150)
NASTY = st.text(
    st.sampled_from("aB é\u0301\u200b\u200f\u202e\u2066\x00\x1b\n\r\t\u2028\ud800\U0001f600\u0378…´ﷺ"), max_size=150
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Claire Temple", "claire temple"),
        ("  CLAIRE\tTemple ", "claire temple"),
        ("Zoë Ångström", "zoe angstrom"),
        ("Ørsted Łódź Đorđe Þór Æsir Œuvre Straße", "orsted lodz dorde thor aesir oeuvre strasse"),
        ("Vincent D'Onofrio", "vincent donofrio"),
        ("Vincent D’Onofrio", "vincent donofrio"),
        ("Vincent D‘Onofrio", "vincent donofrio"),
        ("Vincent D´Onofrio", "vincent donofrio"),
        ("Vincent D`Onofrio", "vincent donofrio"),
        ("Jean-Luc Picard", "jean luc picard"),
        ("Jean‑Luc", "jean luc"),
        ("S.H.I.E.L.D.", "shield"),
        ("Wait…what", "wait what"),
        ("Fisk, Wilson", "fisk wilson"),
        ("AKA *Smile*!?", "aka smile"),
        ("1x03", "1x03"),
        ("①", "1"),
        ("ＦＵＬＬ", "full"),
    ],
)
def test_case_accents_apostrophes_and_punctuation_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["久石譲", "فيروز", "анна каренина", "राम", "ελλη", "김태희"])
def test_names_in_any_script_can_be_told_from_others(text: str) -> None:
    folded = fold(text)
    assert folded
    assert folded == fold(unicodedata.normalize("NFD", text))
    assert folded != fold(text[:-1])
    assert len(folded.split()) == len(text.split())


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u0301", "\ufe0f"])
def test_invisible_and_direction_characters_vanish(hidden: str) -> None:
    assert fold(f"Cla{hidden}ire Tem{hidden}ple") == "claire temple"


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "👻", "🧑‍🚀🎉", "?!", "\x00\x07", "…", "'", "´"])
def test_a_text_in_which_nothing_can_be_read_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""
    assert spellings(text) == ()


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\n", "👻", "\u2028", "/", "_"])
def test_control_characters_emoji_and_marks_part_words(mark: str) -> None:
    assert fold(f"claire{mark}temple") == "claire temple"


@given(ANY_TEXT | NASTY)
@example("ŉ")
@example("ﷺ" * 100)
@example("ͅΑ")
@example("…´")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | NASTY)
def test_a_folded_name_is_single_spaced_words_of_letters_and_digits(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert len(folded) <= LONGEST_NAME
    assert all(
        one == " " or unicodedata.category(one)[0] in "LN" or unicodedata.category(one) == "Mc" for one in folded
    )


@given(st.text(max_size=60))
def test_case_never_tells_two_names_apart(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())


def test_only_the_first_hundred_characters_are_looked_at() -> None:
    assert fold("a" * 6_000) == "a" * 100


def test_words_are_sorted_so_that_their_order_does_not_count() -> None:
    assert sorted_words(fold("Fisk, Wilson")) == sorted_words(fold("Wilson Fisk")) == "fisk wilson"


def test_a_name_is_found_without_its_article_too() -> None:
    assert spellings("The Punisher") == ("the punisher", "punisher")
    assert spellings("A Quiet Place") == ("a quiet place", "quiet place")
    assert spellings("An Inn") == ("an inn", "inn")
    assert spellings("Theatre") == ("theatre",)
    assert spellings("The") == ("the",)


def test_typed_text_is_shown_on_one_line_without_what_cannot_be_seen() -> None:
    assert legible("a\r\nb\tc\u2028d\x00e\u202ef\u200bg", 40) == "a b c d e f g"
    assert legible("  Zoe\u0308  ", 40) == "Zoë"


def test_a_cut_text_ends_in_an_ellipsis() -> None:
    assert legible("abcdef", 6) == "abcdef"
    assert legible("abcdefg", 6) == "abcde…"
    assert legible("abcd efg", 6) == "abcd…"


@given(ANY_TEXT | NASTY, st.integers(1, 60))
def test_a_legible_text_is_never_longer_than_asked_and_never_holds_a_control(text: str, longest: int) -> None:
    shown = legible(text, longest)
    assert len(shown) <= longest
    assert not any(unicodedata.category(one)[0] == "C" for one in shown)
    assert shown == " ".join(shown.split())
    assert shown.splitlines() in ([], [shown])


@given(st.text(st.characters(exclude_categories=("C", "Z")), max_size=40))
def test_a_text_that_is_legible_already_is_shown_as_it_is(text: str) -> None:
    assert legible(text, 200) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("name", "aliases", "telling"),
    [
        ("Wilson Fisk", ("Kingpin", "The Kingpin", "Fisk"), ("Kingpin",)),
        ("Kilgrave", ("Killgrave", "Purple Man"), ("Purple Man",)),
        ("Matt Murdock", ("Matthew Murdock", "Daredevil", "Matt"), ("Daredevil",)),
        ("Claire Temple", (), ()),
        ("Jose", ("José", "🎭"), ()),
    ],
)
def test_an_alias_is_told_only_where_it_says_something_new(name, aliases, telling) -> None:
    assert telling_aliases(name, aliases) == telling
