from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.figures import Figures, figures_of
from bot.domain.network import Network
from bot.domain.pack import Kind, Pack
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.crowds import CASTS, FIRST_DAY, crowd
from tests.domain.worlds import DAYS, character, film, packs, row, season, series, world

JAN, FEB = date(2015, 1, 1), date(2015, 2, 1)


def figures(pack: Pack, viewpoint: Viewpoint = EVERYTHING) -> Figures:
    catalogue = Catalogue(pack)
    return figures_of(catalogue, Network(catalogue, viewpoint), viewpoint)


def test_only_who_is_there_is_counted() -> None:
    titles = [series("lamp", season(1, JAN)), film("key", FEB), film("door", FEB)]
    rows = [
        row("ann", "lamp", 1),
        row("bob", "key"),
        row("bob", "key", kind=Kind.VOICE),
        row("cy", "door", kind=Kind.MENTION),
    ]
    found = figures(world(titles, map(character, ("ann", "bob", "cy", "dee")), rows))
    assert (found.characters, found.titles, found.appearances, found.linked_pairs) == (2, 2, 3, 0)
    assert found.distances.components == (1, 1)
    assert found.most_connected == ()


def test_who_is_not_out_is_in_no_figure() -> None:
    found = figures(crowd("ab", "bc", "cd"), Viewpoint(FIRST_DAY))
    assert (found.characters, found.titles, found.appearances, found.linked_pairs) == (2, 1, 2, 1)
    assert found.distances.components == (2,)
    assert [one.character.id for one in found.most_connected] == ["a", "b"]


def test_who_knows_most_others_comes_first_and_equals_by_id() -> None:
    found = figures(crowd("abc", "cd", "ab", "ab"))
    assert [(one.character.id, one.partners) for one in found.most_connected] == [
        ("c", 3),
        ("a", 2),
        ("b", 2),
        ("d", 1),
    ]
    assert found.linked_pairs == 4


def test_no_more_than_five_are_named() -> None:
    found = figures(crowd("abcdefg", "abcdefg"))
    assert (len(found.most_connected), len(found.most_travelled)) == (5, 5)


def test_of_nothing_all_figures_are_nothing() -> None:
    found = figures(world([], []))
    assert (found.characters, found.titles, found.appearances, found.linked_pairs) == (0, 0, 0, 0)
    assert (found.distances.components, found.distances.mean, found.distances.largest) == ((), None, None)


def test_of_pairs_and_partners_those_are_sure_whom_sources_place_together() -> None:
    found = figures(crowd("aB", "bc", "Cd", "ab", "C"))
    assert (found.linked_pairs, found.sure_pairs) == (3, 2)
    assert [(one.character.id, one.partners, one.sure) for one in found.most_connected] == [
        ("b", 2, 2),
        ("c", 2, 1),
        ("a", 1, 1),
        ("d", 1, 0),
    ]


@given(CASTS)
def test_linked_pairs_are_those_who_share_a_film(casts: list[str]) -> None:
    pairs = {frozenset((one, other)) for cast in casts for one in cast.lower() for other in cast.lower() if one < other}
    assert figures(crowd(*casts)).linked_pairs == len(pairs)


@given(packs(), st.none() | DAYS)
def test_everybody_counted_is_in_one_group(pack: Pack, day: date | None) -> None:
    found = figures(pack, Viewpoint(day))
    assert sum(found.distances.components) == found.characters
    assert found.appearances <= len(pack.appearances)
