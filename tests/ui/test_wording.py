import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.appearances import EpisodeAppearance, Precision, SeasonAppearances
from bot.domain.pack import CastComplete, Confidence, Credit, Kind, TitleKind
from bot.ui.wording import (
    CREDIT_WORDS,
    KIND_WORDS,
    PROOF_WORDS,
    code,
    counted,
    day,
    escaped,
    facts_line,
    listed,
    ranges,
    season_line,
    shortlist,
    title_label,
    title_tag,
)
from tests.domain.worlds import SOURCED, UNVERIFIED, film, world

SPECIAL = st.text("\\*_~|`>#[]()<:@-+/.1a \n", max_size=40)


@pytest.mark.parametrize(
    "text",
    [
        "**bold** __line__ ~~gone~~ ||hidden|| `code` ```block```",
        "[here](https://example.org)",
        "https://example.org/a",
        "<https://example.org>",
        "@everyone @here <@1> <@&1> <#1> </wish:1> <id:guide>",
        "<t:0:R> <a:wave:1> <:wave:1>",
        "# heading",
        "-# small",
        "- item",
        "* item",
        "+ item",
        "> quote",
        ">>> quote",
        "1. item",
        "a\n# heading\n12. item",
        "\\*not escaped\\*",
    ],
)
def test_nothing_in_a_name_becomes_markup_a_link_a_mention_or_a_time(text: str) -> None:
    assert_inert(text)


@given(SPECIAL | st.text(max_size=60))
@example("1.\x85")
def test_no_text_at_all_becomes_markup(text: str) -> None:
    assert_inert(text)


def assert_inert(text: str) -> None:
    shown = escaped(text)
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown) == text, "a person reads what was written"
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", shown)  # what Discord's client still looks at
    assert not re.search(r"[\\*_~|`\[\]<@]", bare)
    assert "://" not in bare
    assert not re.search(r"^[-#>+]", bare, re.MULTILINE)
    assert not re.search(r"^\d+\. ", bare, re.MULTILINE)


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("Claire Temple", "D’Onofrio", "Jean-Luc", "S.H.I.E.L.D.", "Who? Me!", "Vol. 2", "久石譲", "فيروز"):
        assert escaped(name) == name


def test_words_are_listed_as_a_person_lists_them() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_a_shortlist_says_how_many_more_there_are() -> None:
    assert shortlist(["a", "b", "c"]) == "a, b and c"
    assert shortlist(list("abcdefghijklmn")) == "a, b, c, d, e, f, g, h, i, j, k, l and 2 more"
    assert shortlist(["x" * 50, "y" * 50, "z"], room=60) == "x" * 50 + " and 2 more"
    assert shortlist(["x" * 500], room=60) == "x" * 500, "the first is always told"


@given(st.lists(st.text("ab", min_size=1, max_size=40), min_size=1, max_size=30), st.integers(1, 300))
def test_a_shortlist_fits_but_for_its_first_word(words: list[str], room: int) -> None:
    assert len(shortlist(words, room)) <= max(room, len(words[0])) + len(" and 1,000 more")


def test_numbers_take_their_noun() -> None:
    assert [counted(number, "title") for number in (0, 1, 2, 13_000)] == [
        "0 titles",
        "1 title",
        "2 titles",
        "13,000 titles",
    ]
    assert [counted(number, "match", "matches") for number in (1, 2)] == ["1 match", "2 matches"]


def test_dates_read_the_same_everywhere() -> None:
    assert day(date(2015, 11, 2)) == "2 Nov 2015"
    assert day(None) == "date unknown"


def test_a_title_is_told_by_its_kind_and_year() -> None:
    movie = film("ferry", date(2019, 5, 1))
    assert title_tag(movie, date(2019, 5, 1)) == "film, 2019"
    assert title_tag(movie, None) == "film"
    assert title_label(movie) == "Ferry (film)"


def test_places_are_written_as_fans_write_them() -> None:
    assert [code(1, 3), code(2, 13), code(2, 113), code(0, 1)] == ["1x03", "2x13", "2x113", "0x01"]
    assert [code(2, None), code(0, None), code(None, None)] == ["season 2", "season 0", ""]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([4], "4"),
        ([1, 2], "1–2"),
        ([3, 1, 2, 2], "1–3"),
        ([1, 3, 5], "1, 3, 5"),
        ([1, 2, 4, 6, 7], "1–2, 4, 6–7"),
    ],
)
def test_runs_of_numbers_are_drawn_together(numbers: list[int], text: str) -> None:
    assert ranges(numbers) == text


@given(st.sets(st.integers(1, 60)))
def test_ranges_lose_and_add_no_number(numbers: set[int]) -> None:
    parts = [part.split("–") for part in ranges(numbers).split(", ")] if numbers else []
    told = [number for part in parts for number in range(int(part[0]), int(part[-1]) + 1)]
    assert told == sorted(numbers)


def test_every_kind_credit_and_proof_has_its_words() -> None:
    assert set(KIND_WORDS) == set(Kind)
    assert set(CREDIT_WORDS) == {*Credit, None}
    assert set(PROOF_WORDS) == set(CastComplete)


def episode(
    number: int, confidence: Confidence = SOURCED, kinds: tuple[Kind, ...] = (Kind.IN_PERSON,)
) -> EpisodeAppearance:
    return EpisodeAppearance(number, f"Part {number}", None, kinds, confidence)


def line(
    *episodes: EpisodeAppearance,
    number: int | None = 1,
    unverified: int = 0,
    kinds: tuple[Kind, ...] = (Kind.IN_PERSON,),
    kind: TitleKind = TitleKind.SERIES,
) -> str:
    unsure = unverified or sum(one.confidence is UNVERIFIED for one in episodes)
    confidence = UNVERIFIED if unsure else SOURCED
    season = SeasonAppearances(number, Precision.SEASON, Credit.GUEST, kinds, confidence, episodes, (), unsure)
    return season_line(season, kind)


def test_up_to_three_episodes_are_named() -> None:
    assert line(episode(3)) == "Season 1 · guest · episode 3 “Part 3”"
    assert line(episode(1), episode(3)) == "Season 1 · guest · episodes 1 “Part 1”, 3 “Part 3”"
    assert line(*map(episode, (1, 2, 3, 5))) == "Season 1 · guest · episodes 1–3, 5"


def test_season_0_is_a_season() -> None:
    assert line(episode(1), number=0).startswith("Season 0 · ")


def test_what_is_not_recorded_is_said() -> None:
    assert line() == "Season 1 · guest · episodes not recorded"
    assert line(number=None) == "Season not recorded · guest · episodes not recorded"
    assert line(number=None, kind=TitleKind.FILM) == "In it · guest"


def test_a_manner_other_than_in_person_is_told() -> None:
    assert line(episode(1, kinds=(Kind.VOICE,))) == "Season 1 · guest · episode 1 “Part 1” voice only"
    assert line(episode(1), episode(2, kinds=(Kind.VOICE, Kind.PHOTO))) == (
        "Season 1 · guest · episodes 1 “Part 1”; 2 “Part 2” voice only and in a photograph"
    )
    assert line(number=None, kind=TitleKind.FILM, kinds=(Kind.BODY,)) == "In it · guest as a body"


def test_the_mark_stands_at_the_unverified_episodes_and_nowhere_else() -> None:
    assert line(episode(1), episode(2, UNVERIFIED)) == "Season 1 · guest · episodes 1 “Part 1”; 2 “Part 2” (?)"
    many = [*map(episode, (1, 2, 3)), *(episode(number, UNVERIFIED) for number in (5, 6, 8))]
    assert line(*many) == "Season 1 · guest · episodes 1–3; 5–6 (?), 8 (?)"


def test_the_mark_stands_at_the_line_where_no_episode_can_carry_it() -> None:
    assert line(unverified=1) == "Season 1 · guest · episodes not recorded (?)"
    assert line(episode(1), unverified=1) == "Season 1 · guest · episode 1 “Part 1” (?)"
    assert line(number=None, kind=TitleKind.FILM, unverified=1) == "In it · guest (?)"


@given(st.lists(st.booleans(), max_size=6), st.booleans())
def test_a_line_is_marked_exactly_where_something_is_unverified(sure: list[bool], coarse: bool) -> None:  # noqa: FBT001  (drawn)
    episodes = [episode(at, SOURCED if one else UNVERIFIED) for at, one in enumerate(sure, 1)]
    unsure = sure.count(False) + coarse
    assert ("(?)" in line(*episodes, unverified=unsure)) == bool(unsure)


def test_the_footer_names_the_facts_and_explains_the_mark_only_where_there_is_one() -> None:
    universe = world([], [], name="A *World*").universe
    assert facts_line(universe, 0) == r"A \*World\*, facts 2020.1.1"
    assert facts_line(universe, 1_200).endswith(" · 1,200 of these unverified, marked (?): no source confirms them yet")
    assert facts_line(None, 0) == ""
