import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from bot.pictures import fonts, text
from bot.pictures.bidi import in_order, levels_of
from bot.pictures.fonts import Weight, font_with
from bot.pictures.runs import clean, runs_of
from bot.pictures.shaping import as_seen
from bot.pictures.text import PAD, cut, mask_of, width_of, wrap

ALPHABETS = {
    "Latin": "AaZzÀÿĀſƀẞẀỹ",
    "Vietnamese": "ĂăÂâĐđÊêÔôƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặỆệỘộỢợỰựỸỹ",
    "Greek": "ΑΩαωΆώϊΐ",
    "Cyrillic": "АЯаяЁёЂђІіЇїЄєҐґ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןףץך",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
    "Persian": "پچژگکی",
    "Devanagari": "अआकखगघङचज्ािीुूेैोौंः",
    "Bengali": "অআকখগঘািী",
    "Tamil": "அஆகஙசஞாிீ",
    "Thai": "กขคงจชซญดตนบปผพมยรลวสหอะัาิีึืุูเแโใไ่้๊๋์",
    "Armenian": "ԱաԲբՖֆ",
    "Georgian": "აბგდევჰ",
    "Kana": "あいうんアイウン",
    "Han": "一中国漢字龍劉慈欣",
    "Hangul": "가각힣한국어",
    "Signs": "0123456789 .,:;!?…–—‘’“”«»()[]&@#%+-=/*★♥♪×°§€",
}


@pytest.mark.parametrize("script", ALPHABETS)
def test_the_fonts_have_every_letter(script: str) -> None:
    assert [letter for letter in ALPHABETS[script] if font_with(letter, Weight.MEDIUM) is None] == []


def test_every_east_asian_syllable_and_common_sign_is_there() -> None:
    assert all(font_with(chr(code), Weight.MEDIUM) for code in range(0xAC00, 0xD7A4))
    assert all(font_with(chr(code), Weight.MEDIUM) for code in range(0x4E00, 0x9FA6))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Claire Temple", "Claire Temple"),
        (" Claire\n\tTemple ", "Claire Temple"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("👩‍👩‍👧‍👦🇩🇪😀", "◇"),
        ("a 👍🏽 b 👍 c", "a ◇ b ◇ c"),
        ("❤️", "❤"),
        ("𝓕𝓪𝓷𝓬𝔂", "Fancy"),
        ("a\u202eb\u200bc\x00\ud800", "abc"),
        ("x" + "\u0301" * 50, unicodedata.normalize("NFC", "x" + "\u0301" * 3)),
        ("\u200d\u200d", ""),
    ],
)
def test_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=()), max_size=80), st.integers(30, 400))
def test_cut_text_is_never_wider_than_it_may_be(raw: str, most: int) -> None:
    assert width_of(cut(raw, 26, most), 26) <= most


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_categories=()), max_size=80), st.integers(30, 400), st.integers(1, 3))
def test_wrapped_lines_are_never_wider_or_more_than_they_may_be(raw: str, most: int, lines: int) -> None:
    wrapped = wrap(raw, 26, most, lines)
    assert len(wrapped) <= lines
    assert all(width_of(line, 26) <= most for line in wrapped)


def test_short_text_is_not_cut() -> None:
    assert cut("Claire", 26, 500) == "Claire"
    assert wrap("Claire Temple", 26, 500, 2) == ["Claire Temple"]
    assert wrap("Claire Temple", 26, 100, 2) == ["Claire", "Temple"]
    assert cut("Claire Temple", 26, 120).endswith("…")


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_can_be_drawn(raw: str) -> None:
    mask = mask_of(raw, 26)
    assert mask.size == (width_of(raw, 26) + 2 * PAD, 52)


@pytest.mark.parametrize("raw", ["Ågj", "Ệ", "שלום", "محمد", "क्षि", "น้ำ", "漢", "한", "◇"])
def test_letters_keep_within_their_line(raw: str) -> None:
    mask = mask_of(raw, 30)
    box = mask.getbbox()
    assert box is not None
    assert box[1] > 0
    assert box[3] < mask.height


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("אב 12", "12 בא"),
        ("אב x y", "x y בא"),
        ("x אב גד y", "x דג בא y"),
        ("x (אב) y", "x (בא) y"),
        ("x אב 12 y", "x 12 בא y"),
        ("אב12גד", "דג12בא"),
        ("", ""),
    ],
)
def test_what_is_written_leftwards_is_seen_from_the_right(written: str, seen: str) -> None:
    assert "".join(in_order(written, levels_of(written))) == seen


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_ordering_loses_nothing(written: str) -> None:
    assert sorted(in_order(written, levels_of(written))) == sorted(written)


def test_a_name_of_two_scripts_is_two_runs() -> None:
    assert [(run.text, run.is_leftward) for run in runs_of("Luke שלום", Weight.MEDIUM)] == [
        ("Luke ", False),
        ("שלום", True),
    ]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("سلام", "\ufee1\ufefc\ufeb3"),
        ("بب", "\ufe90\ufe91"),
        ("שלום", "םולש"),
        ("(אב)", "(בא)"),
        ("", ""),
    ],
)
def test_letters_are_joined_and_turned_where_pillow_cannot(written: str, seen: str) -> None:
    assert as_seen(written) == seen


def test_text_is_drawn_without_the_shaping_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def plain(path: str, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.FreeTypeFont(path, size, layout_engine=ImageFont.Layout.BASIC)

    caches = (fonts.font_of, text._width, text.mask_of)
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setattr(fonts.ImageFont, "truetype", plain)
    monkeypatch.setattr(text, "_can_shape", lambda: False)
    for raw in ("Claire", "محمد علي", "שלום 12 (abc)", "क्षत्रिय", "漢字"):
        assert mask_of(raw, 26).getbbox()
    for cache in caches:
        cache.cache_clear()
