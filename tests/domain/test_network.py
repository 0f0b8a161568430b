from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.network import Network, around, members
from bot.domain.pack import Appearance, CharacterId, Confidence, Kind, Pack, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.crowds import crowd, network_of
from tests.domain.worlds import DAYS, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR = (date(2015, month, 1) for month in (1, 2, 3))
LAMP, KEY = TitleId("lamp"), TitleId("key")
Spot = tuple[Any, ...]


def network(*rows: Appearance, viewpoint: Viewpoint = EVERYTHING) -> Network:
    titles = [
        series("lamp", season(1, JAN, MAR), season(2)),
        film("key", FEB),
        film("later", None),
        series("blank"),
    ]
    people = [character(id) for id in ("ann", "bob", "cy")]
    return Network(Catalogue(world(titles, people, rows)), viewpoint)


def linked(found: Network, *two: str) -> bool:
    first, second = (found.number(CharacterId(one)) for one in two)
    return bool(found.neighbours[first] & 1 << second)


@pytest.mark.parametrize("kind", [Kind.PHOTO, Kind.MENTION])
def test_who_is_only_pictured_or_spoken_of_is_linked_to_nobody(kind: Kind) -> None:
    found = network(row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 1, kind=kind))
    assert not linked(found, "ann", "bob")
    assert found.places(found.number(CharacterId("bob"))) == ()


@pytest.mark.parametrize("kind", set(Kind) - {Kind.PHOTO, Kind.MENTION})
def test_who_is_there_in_any_other_manner_is_linked_to_who_else_is(kind: Kind) -> None:
    found = network(row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 1, kind=kind))
    assert linked(found, "ann", "bob")
    assert linked(found, "bob", "ann")


@pytest.mark.parametrize("place", [("lamp", 1, 1), ("key",), ("later",)])
def test_two_share_an_episode_or_a_title_without_seasons(place: Spot) -> None:
    assert linked(network(row("ann", *place), row("bob", *place)), "ann", "bob")


@pytest.mark.parametrize("place", [("lamp", 1), ("lamp",), ("blank",)])
def test_two_of_whom_only_the_season_or_series_is_known_share_nothing(place: Spot) -> None:
    assert not linked(network(row("ann", *place), row("bob", *place)), "ann", "bob")


def test_the_same_number_in_another_season_or_title_is_another_place() -> None:
    found = network(row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 2), row("bob", "key"))
    assert not linked(found, "ann", "bob")


def test_characters_are_numbered_from_the_one_in_most_places_on_and_then_by_id() -> None:
    assert "".join(network_of(crowd("cb", "cb", "c", "a")).characters) == "cbadefg"


def test_places_come_in_the_order_of_their_own_release_and_those_without_a_day_last() -> None:
    places = [("lamp", 1, 2), ("later", None, None), ("key", None, None), ("lamp", 1, 1)]
    found = network(*(row("ann", *place) for place in places))
    ordered = [found.place(one) for one in found.places(found.number(CharacterId("ann")))]
    assert ordered == [Place(LAMP, 1, 1), Place(KEY), Place(LAMP, 1, 2), Place(TitleId("later"))]


def test_what_is_not_out_links_nobody() -> None:
    rows = [row(one, "lamp", 1, 2) for one in ("ann", "bob")]
    assert not linked(network(*rows, viewpoint=Viewpoint(FEB)), "ann", "bob")
    assert linked(network(*rows, viewpoint=Viewpoint(MAR)), "ann", "bob")


def test_one_sourced_row_makes_a_presence_sure_however_many_others_there_are() -> None:
    found = network(row("ann", "key"), row("bob", "key", confidence=UNVERIFIED), row("bob", "key", kind=Kind.VOICE))
    two = [found.number(CharacterId(one)) for one in ("ann", "bob")]
    assert found.confidence(found.shared(*two)[0], *two) is Confidence.SOURCED
    assert found.sure_neighbours == found.neighbours


def test_two_are_surely_together_only_where_both_surely_are() -> None:
    found = network_of(crowd("aB", "Ab", "ab"))
    assert [found.confidence(place, 0, 1) for place in found.shared(0, 1)] == [UNVERIFIED, UNVERIFIED, "sourced"]
    unsure = network_of(crowd("aB", "Ab"))
    assert unsure.neighbours[:2] == [2, 1]
    assert not any(unsure.sure_neighbours)


def test_the_surest_of_some_places_is_the_first_that_is_sure_for_all_else_the_first() -> None:
    found = network_of(crowd("aB", "b", "Ab", "ab", "ab"))
    numbers = [found.number(CharacterId(one)) for one in "ab"]
    shared = found.shared(*numbers)
    assert found.place(found.surest(shared, *numbers)).title == "f3"
    assert found.surest(shared[:2], *numbers) == shared[0]


def test_a_mention_that_is_sourced_makes_no_presence_sure() -> None:
    found = network(row("ann", "key"), row("bob", "key", confidence=UNVERIFIED), row("bob", "key", kind=Kind.MENTION))
    assert not any(found.sure_neighbours)
    assert linked(found, "ann", "bob")


@given(packs(), st.none() | DAYS)
def test_neighbours_are_exactly_those_with_a_place_in_common(pack: Pack, day: date | None) -> None:
    catalogue = Catalogue(pack)
    found = Network(catalogue, Viewpoint(day))
    has_seasons = {title.id for title in pack.titles if title.seasons}
    spots = {
        one: {
            (each.title, each.season, each.episode)
            for each in pack.appearances
            if each.character == one
            and (each.episode is not None or each.title not in has_seasons)
            and catalogue.may_see(Viewpoint(day), each)
        }
        for one in catalogue.characters
    }
    for one in catalogue.characters:
        own = {found.characters[other] for other in members(found.neighbours[found.number(one)])}
        assert own == {other for other in spots if other != one and spots[one] & spots[other]}
        assert len(found.places(found.number(one))) == len(spots[one])


@given(st.sets(st.integers(0, 300)))
def test_a_set_has_its_members_the_lowest_first(numbers: set[int]) -> None:
    assert list(members(sum(1 << one for one in numbers))) == sorted(numbers)


def test_around_a_set_are_the_neighbours_of_each_of_it() -> None:
    assert around([0b010, 0b101, 0b010], 0b101) == 0b010
    assert around([0b010, 0b101, 0b010], 0b011) == 0b111
    assert around([0b010], 0) == 0
