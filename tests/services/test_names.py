from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.names import fold
from bot.domain.pack import Pack, Performance, UniverseId
from bot.services.entries import entries_of
from bot.services.name_index import MOST_HITS, Entry, EntryKind, Match, NameIndex, Spelling
from bot.services.names import ANYTHING, CHARACTERS, PERFORMERS, PLACES, TITLES, Names
from tests.conftest import make_pack
from tests.domain.worlds import character, film, row, season, series, world

DAY = date(2015, 1, 1)
KINDS = (CHARACTERS, PERFORMERS, TITLES, PLACES, ANYTHING)


def names_of(*packs: Pack) -> Names:
    return Names(entries_of([Catalogue(pack) for pack in packs]))


HARBOUR = names_of(make_pack())


def found(text: str, kinds: Sequence[EntryKind] = ANYTHING, names: Names = HARBOUR) -> list[str]:
    return [f"{hit.entry.kind}:{hit.entry.id}" for hit in names.find(kinds, text)]


@pytest.mark.parametrize("text", ["mara", "Mara Quill", "quill", "QUI", "quill mara", "qui mar", "Quill, Mara", "m"])
def test_a_name_is_found_by_the_beginning_of_any_word_in_any_order(text: str) -> None:
    assert found(text, CHARACTERS) == ["character:mara-quill"]


@pytest.mark.parametrize(
    ("text", "via"), [("night nur", "Night Nurse"), ("nurse", "Night Nurse"), ("rosa", "Rosa Dahl")]
)
def test_a_character_is_found_by_an_alias_and_by_who_plays_them(text: str, via: str) -> None:
    [hit] = HARBOUR.find(CHARACTERS, text)
    assert (hit.entry.id, hit.via) == ("mara-quill", via)


def test_a_name_of_its_own_needs_no_explanation() -> None:
    assert [hit.via for hit in HARBOUR.find(CHARACTERS, "mara")] == [None]
    assert [hit.via for hit in HARBOUR.find(PLACES, "Lighthouse 1x01")] == [None], "the label says it already"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("mara qiull", "mara-quill"),
        ("mra quill", "mara-quill"),
        ("qill mara", "mara-quill"),
        ("nihgt nurse", "mara-quill"),
        ("jnae deo", "jane-doe"),
        ("vincnt darc", "old-tom"),
    ],
)
def test_small_slips_of_spelling_are_forgiven(text: str, id: str) -> None:
    hits = HARBOUR.find(CHARACTERS, text)
    assert hits[0].entry.id == id
    assert hits[0].match is Match.CLOSE


@pytest.mark.parametrize("text", ["xqz", "zzzz zzzz", "", "👻", "\u200b"])
def test_what_is_close_to_nothing_finds_nothing(text: str) -> None:
    assert found(text) == []
    assert HARBOUR.resolve(ANYTHING, text).entry is None


def test_close_spellings_are_offered_only_where_nothing_fits() -> None:
    names = names_of(world([film("m", DAY, name="Martha")], [character("a", name="Marta")]))
    assert found("marta", ANYTHING, names) == ["character:a"]
    assert set(found("marrta", ANYTHING, names)) == {"character:a", "title:m"}


def test_a_place_is_found_by_its_numbers_but_only_by_a_text_with_a_digit() -> None:
    assert found("lighthouse 1x02", PLACES) == ["episode:lighthouse/1/2"]
    assert found("lighthouse s2", PLACES) == ["season:lighthouse/2"]
    assert found("lighth", PLACES) == ["title:lighthouse", "season:lighthouse/1", "season:lighthouse/2"]


def test_the_most_prominent_come_first() -> None:
    titles = [film(id, DAY) for id in ("a", "b", "c")]
    people = [character(id, "a", name=f"Sam {id}") for id in ("one", "two", "three")]
    rows = [row("one", "a"), row("two", "b"), row("three", "a"), row("three", "b"), row("three", "c")]
    names = names_of(world(titles, people, rows))
    ids = ["character:three", "character:two", "character:one"]
    assert found("sam", CHARACTERS, names) == ids
    assert [f"character:{hit.entry.id}" for hit in names.suggest(CHARACTERS, " ", 25)] == ids


def test_a_whole_name_comes_before_a_beginning_and_a_name_before_an_alias() -> None:
    people = [
        character("alias", "a", name="Zed", aliases=("Sam",)),
        character("begin", "a", name="Sam Smith"),
        character("inside", "a", name="Old Sam"),
        character("whole", "a", name="Sam"),
        character("played", "a", Performance("Sam Jones"), name="Yan"),
    ]
    names = names_of(world([film("a", DAY)], people))
    assert found("sam", CHARACTERS, names) == [
        f"character:{id}" for id in ("whole", "alias", "begin", "played", "inside")
    ]


@pytest.mark.parametrize("text", ["mara", "night nurse", "rosa dahl", "mara qiull", "character:harbour:mara-quill"])
def test_what_is_sure_is_answered(text: str) -> None:
    entry = HARBOUR.resolve(CHARACTERS, text).entry
    assert entry is not None
    assert entry.id == "mara-quill"


@pytest.mark.parametrize("text", ["ma", "m"])
def test_a_letter_or_two_are_asked_back_about_even_where_one_name_begins_so(text: str) -> None:
    resolution = HARBOUR.resolve(CHARACTERS, text)
    assert resolution.entry is None
    assert [entry.id for entry in resolution.others] == ["mara-quill"]


def test_namesakes_are_asked_back_about() -> None:
    people = [character("one", "a", name="Sam"), character("two", "b", name="Sam"), character("three", name="Sam Lee")]
    names = names_of(world([film("a", DAY), film("b", DAY)], people))
    resolution = names.resolve(CHARACTERS, "sam")
    assert resolution.entry is None
    assert {entry.id for entry in resolution.others[:2]} == {"one", "two"}


def test_two_that_begin_alike_or_are_as_close_are_asked_back_about() -> None:
    names = names_of(world([], [character("one", name="Samuel Reed"), character("two", name="Samuel Rees")]))
    assert names.resolve(CHARACTERS, "samuel").entry is None
    assert names.resolve(CHARACTERS, "samule ree").entry is None
    entry = names.resolve(CHARACTERS, "samuel reed").entry
    assert entry is not None
    assert entry.id == "one"


def test_a_whole_name_beats_another_ones_alias_and_a_title_an_episode() -> None:
    titles = [series("sam", season(1, DAY), name="Part 1")]
    names = names_of(world(titles, [character("one", name="Zed", aliases=("Sam",)), character("two", name="Sam")]))
    assert names.resolve(CHARACTERS, "sam").entry == names.entry("character:world:two")
    assert names.resolve(PLACES, "part 1").entry == names.entry("title:world:sam")


def test_a_reference_stands_for_exactly_its_entry_of_a_wanted_kind() -> None:
    assert HARBOUR.resolve(TITLES, "title:harbour:jane-doe").entry == HARBOUR.entry("title:harbour:jane-doe")
    assert HARBOUR.resolve(TITLES, "character:harbour:mara-quill").entry is None
    assert HARBOUR.resolve(TITLES, "title:harbour:jane-doe", UniverseId("elsewhere")).entry is None
    assert HARBOUR.entry("title:harbour:no-such") is None


def test_every_reference_fits_into_a_choice_and_comes_back() -> None:
    person = character("c" * 32, "t" * 32, Performance("p" * 100))
    pack = world([series("t" * 32, season(999, *[DAY] * 9))], [person], id="u" * 20)
    for entry in entries_of([Catalogue(pack)]):
        assert len(entry.reference) <= 100
        assert names_of(pack).entry(entry.reference) == entry


def two_universes() -> Names:
    east = world([film("m", DAY, name="Night")], [character("a", name="Clara Vale")], id="east", name="East")
    west = world([film("m", DAY, name="Night")], [character("b", name="Claire Temple")], id="west", name="West")
    return names_of(east, west)


def test_names_can_be_looked_for_in_one_universe() -> None:
    names = two_universes()
    assert [hit.entry.universe for hit in names.find(TITLES, "night", UniverseId("west"))] == ["west"]
    assert len(names.find(TITLES, "night")) == 2
    assert names.resolve(TITLES, "night").entry is None
    entry = names.resolve(TITLES, "night", UniverseId("west")).entry
    assert entry is not None
    assert entry.universe == "west"


def test_another_universe_does_not_hide_a_close_spelling() -> None:
    entry = two_universes().resolve(CHARACTERS, "clar", UniverseId("west")).entry
    assert entry is None
    assert [hit.entry.id for hit in two_universes().find(CHARACTERS, "clara tempel", UniverseId("west"))] == ["b"]


def test_suggestions_can_be_narrowed_before_they_are_cut() -> None:
    people = [character(f"c{at}", name=f"Sam {at:03}") for at in range(300)]
    names = names_of(world([], people))
    assert [hit.entry.id for hit in names.suggest(CHARACTERS, "sam", 25, lambda entry: entry.id == "c299")] == ["c299"]
    assert [hit.entry.id for hit in names.suggest(CHARACTERS, "", 25, lambda entry: entry.id == "c299")] == ["c299"]
    assert [hit.entry.id for hit in names.suggest(CHARACTERS, "smaa 299", 25, lambda e: e.id == "c299")] == ["c299"]


def test_no_text_finds_more_than_are_kept() -> None:
    people = [character(f"c{at}", name=f"Sam {at:03}", aliases=(f"Samuel {at}",)) for at in range(300)]
    titles = [film(f"t{at}", DAY, name=f"Sam {at:03}") for at in range(300)]
    names = names_of(world(titles, people))
    for kinds in (CHARACTERS, ANYTHING):
        hits = names.find(kinds, "s")
        assert len(hits) == len({hit.entry.reference for hit in hits}) == MOST_HITS
    index = NameIndex(entries_of([Catalogue(world(titles, people))]))
    assert len(index.fitting("s")) == len(index.fitting("2 sam")) == len(index.close("samul 2")) == MOST_HITS


def test_single_letters_that_fit_everything_are_weighed_up_to_a_bound() -> None:
    names = names_of(world([], [character(f"c{at}", name=f"Sam {at}") for at in range(1_200)]))
    assert len(names.find(CHARACTERS, "s " * 50)) == MOST_HITS


def test_texts_are_not_remembered_for_ever() -> None:
    names = names_of(make_pack())
    for at in range(2_100):
        names.find(CHARACTERS, f"x{at}")
    assert 0 < len(names._remembered) <= 2_048


HOSTILE = [
    "@everyone",
    "' OR 1=1 --",
    "x" * 6_000,
    "s " * 3_000,
    "\u202eelpmet",
    "\u200b" * 200,
    "👻" * 100,
    "%s {0} $(id) ../../etc/passwd",
    "\x00\x1b[2J",
    "character:harbour:",
    "::::",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kinds", KINDS)
def test_no_text_that_somebody_types_breaks_the_list(text: str, kinds: Sequence[EntryKind]) -> None:
    assert len(HARBOUR.suggest(kinds, text, 25)) <= 25
    HARBOUR.resolve(kinds, text)


@given(st.text(max_size=120) | st.sampled_from(HOSTILE), st.sampled_from(KINDS), st.integers(1, 25))
def test_a_list_never_exceeds_its_limit_and_names_nothing_twice(
    text: str, kinds: Sequence[EntryKind], limit: int
) -> None:
    hits = HARBOUR.suggest(kinds, text, limit)
    assert len(hits) <= limit
    assert len({hit.entry.reference for hit in hits}) == len(hits)
    assert all(hit.entry.kind in kinds for hit in hits)


WORDS = st.sampled_from(["sam", "samuel", "ann", "anne", "lee", "zoe", "zed"])
FULL_NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.lists(FULL_NAMES, max_size=8), FULL_NAMES, st.integers(1, 8))
def test_what_begins_a_word_is_found_exactly(full_names: list[str], text: str, cut: int) -> None:
    """The index against a search without one."""
    entries = [
        Entry(EntryKind.TITLE, UniverseId("u"), str(at), f"{name} {at}", at, ((name, Spelling.NAME),))
        for at, name in enumerate(full_names)
    ]
    typed = fold(text[:cut])
    hits = NameIndex(entries).fitting(typed)
    begun = {
        entry.id
        for entry, name in zip(entries, full_names, strict=True)
        if any(" ".join(name.split()[at:]).startswith(typed) for at in range(len(name.split())))
    }
    any_order = {
        entry.id
        for entry, name in zip(entries, full_names, strict=True)
        if all(any(word.startswith(one) for word in name.split()) for one in typed.split())
    }
    assert {hit.entry.id for hit in hits} == (begun or (any_order if " " in typed else set()))
    ranks = [(hit.match, -hit.entry.weight) for hit in hits]
    assert ranks == sorted(ranks)
