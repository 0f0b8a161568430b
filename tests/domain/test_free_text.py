import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.free_text import cleaned, on_one_line

HIDDEN = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad"
    "\u034f\u115f\u1160\u3164\uffa0\u2800\u180e\u17b4\U000e0041\U000e0101\ue000\ud800\u0378\x00\x07\x1b\x7f\x9b"
)


@pytest.mark.parametrize(
    "text",
    [
        "Claire Temple is in 1x05, too: “night nurse” – 100 %.",
        "Nguyễn Thị Ánh",
        "می‌خواهم",
        "क्‍ष and न्‌न",
        "น้ำ",
        "שָׁלוֹם",
        "👩‍👩‍👧‍👦 🦸🏽‍♀️ ❤️ 1️⃣ 🇩🇪",
        "two\n\nlines",
        "Zoë, José, Åsa, 久石譲",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda one: f"U+{ord(one):04X}")
def test_what_nobody_sees_goes(hidden: str) -> None:
    assert cleaned(f"a{hidden}b") == "ab"
    assert cleaned(hidden) == ""


def test_joiners_go_where_they_join_nothing() -> None:
    assert cleaned("a\u200db\u200cc\ufe0fd \u200d👩\u200d") == "abcd 👩"


def test_towers_of_marks_are_lowered() -> None:
    assert cleaned("z" + "\u0336" * 50 + "a") == "z\u0336\u0336a"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1e"])
def test_every_line_end_is_one(end: str) -> None:
    assert cleaned(f"a{end}b") == "a\nb"
    assert on_one_line(f"a{end}b") == "a b"


def test_no_wall_of_blank_lines_and_no_indented_markup() -> None:
    assert cleaned("a\n\n\n \n\n   # b  \n") == "a\n\n# b"
    assert on_one_line("  a\t\tb\n\nc\u00a0d ") == "a b c d"


@given(st.text(max_size=60))
def test_clean_text_is_clean_for_good(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not [one for one in once if unicodedata.category(one) in {"Cc", "Cs", "Co", "Cn"} and one != "\n"]
    assert "\n" not in on_one_line(text)


def test_no_code_point_alone_is_kept_that_shows_nothing() -> None:
    kept = [cleaned(chr(code)) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    categories = {unicodedata.category(one) for text in kept for one in text}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
