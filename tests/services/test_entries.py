from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.pack import Pack, Performance
from bot.services.entries import entries_of
from bot.services.name_index import Entry
from tests.conftest import make_pack
from tests.domain.worlds import character, film, season, series, world

DAY = date(2015, 1, 1)


def labels(*packs: Pack) -> dict[str, str]:
    return {entry.reference: entry.label for entry in entries_of([Catalogue(pack) for pack in packs])}


def assert_told_apart(entries: tuple[Entry, ...]) -> None:
    shown = [entry.label.casefold() for entry in entries]
    assert len(set(shown)) == len(shown), sorted(label for label in shown if shown.count(label) > 1)
    assert all(1 <= len(label) <= 100 for label in shown)


def test_a_character_is_told_from_the_title_of_their_name() -> None:
    found = labels(make_pack())
    assert found["character:harbour:jane-doe"] == "Jane Doe (character)"
    assert found["title:harbour:jane-doe"] == "Jane Doe (series, 2016)"
    assert found["character:harbour:mara-quill"] == "Mara Quill"
    assert found["episode:harbour:lighthouse/1/1"] == "Lamp (Lighthouse 1x01)"


def test_namesakes_of_one_universe_are_told_apart_by_their_homes() -> None:
    people = [character("one", "a", name="Sam"), character("two", "b", name="Sam")]
    found = labels(world([film("a", DAY), film("b", DAY)], people))
    assert found["character:world:one"] == "Sam (character, A)"
    assert found["character:world:two"] == "Sam (character, B)"


def test_namesakes_of_two_universes_are_told_apart_by_these() -> None:
    east, west = (
        world([film("a", DAY)], [character("one", "a", name="Sam")], id=id, name=id) for id in ("east", "west")
    )
    found = labels(east, west)
    assert found["character:east:one"] == "Sam (character, A, east)"
    assert found["character:west:one"] == "Sam (character, A, west)"


def test_namesakes_in_every_respect_are_told_apart_by_their_ids() -> None:
    people = [character("one", "a", name="Sam"), character("two", "a", name="Sam")]
    packs = [world([film("a", DAY)], people, id=id, name="Twin") for id in ("east", "west")]
    assert_told_apart(entries_of([Catalogue(pack) for pack in packs]))


def test_of_long_names_the_mark_stays_whole() -> None:
    long = "n" * 100
    titles = [series("t", season(1, DAY), season(2, DAY), name=long)]
    titles = [
        replace(
            title, seasons=tuple(replace(one, episodes=(replace(one.episodes[0], name=long),)) for one in title.seasons)
        )
        for title in titles
    ]
    found = labels(world(titles, [character("c", "t", Performance(long), name=long)]))
    assert found["character:world:c"].endswith("… (character)")
    assert found["title:world:t"].endswith("… (series, 2015)")
    assert found["episode:world:t/2/1"].endswith("… 2x01)")
    assert found["season:world:t/2"].endswith("… season 2")
    assert_told_apart(entries_of([Catalogue(world(titles, [character("c", "t", Performance(long), name=long)]))]))


NAMES = st.sampled_from(["Sam", "sam", "Sam (character)", "n" * 100, "n" * 99 + "m", "Part 1", "A season 1"])


@st.composite
def crowded(draw: st.DrawFn, id: str) -> Pack:
    """A universe in which nearly everything has the same name."""
    titles = [series(f"s{at}", season(1, DAY, DAY), season(2, DAY), name=draw(NAMES)) for at in range(2)]
    titles += [film(f"f{at}", draw(st.none() | st.just(DAY)), name=draw(NAMES)) for at in range(2)]
    homes = st.none() | st.sampled_from([title.id for title in titles])
    people = [character(f"c{at}", draw(homes), Performance(draw(NAMES)), name=draw(NAMES)) for at in range(3)]
    return world(titles, people, id=id, name=draw(st.sampled_from(["East", "Twin", "n" * 100])))


@settings(max_examples=50)
@given(crowded("east"), crowded("west"))
def test_no_two_labels_of_the_library_are_the_same(east: Pack, west: Pack) -> None:
    assert_told_apart(entries_of([Catalogue(east), Catalogue(west)]))


def test_a_character_without_a_name_is_called_by_their_id() -> None:
    nameless = replace(character("nobody-1"), name="")
    found = labels(world([], [nameless]))
    assert found["character:world:nobody-1"] == "nobody-1"
