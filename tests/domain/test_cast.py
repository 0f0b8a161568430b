from datetime import date

import pytest
from hypothesis import given

from bot.domain.cast import Cast, Place, cast_of
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, CastComplete, Credit, Pack, Performance, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR = (date(2015, month, 1) for month in (1, 2, 3))


def cast(place: Place, *rows: Appearance, viewpoint: Viewpoint = EVERYTHING) -> Cast:
    titles = [
        series(
            "show",
            season(1, JAN, FEB, complete=CastComplete.CREDITED),
            season(2, MAR, complete=CastComplete.MAIN),
        ),
        film("movie", FEB, complete=CastComplete.MAIN_AND_RECURRING),
    ]
    people = [
        character("ann", "show", Performance("Grown Ann"), Performance("Little Ann", ("show/2",), "younger")),
        character("bea", "show"),
        character("cal", "movie", Performance("Little Cal", (), "younger")),
        character("dan", "movie"),
        character("eve"),
    ]
    return cast_of(Catalogue(world(titles, people, rows)), place, viewpoint)


def names(found: Cast) -> list[str]:
    return [member.character.id for member in found.members]


SHOW = Place(TitleId("show"))
SEASON = Place(TitleId("show"), 1)
EPISODE = Place(TitleId("show"), 1, 2)


def test_visitors_come_first_then_the_most_prominent() -> None:
    found = cast(
        SHOW,
        row("ann", "show", 1, credit=Credit.GUEST),
        row("bea", "show", 1, credit=Credit.MAIN),
        row("cal", "show", 1, credit=Credit.CAMEO),
        row("dan", "show", 1, credit=Credit.RECURRING),
        row("eve", "show", 1, credit=None),
    )
    assert names(found) == ["dan", "cal", "bea", "ann", "eve"]
    assert [member.visitor for member in found.members] == [True, True, False, False, False]
    homes = [member.home.id if member.home else None for member in found.members]
    assert homes == ["movie", "movie", "show", "show", "show"]


def test_of_equal_credits_those_of_more_seasons_and_episodes_come_first() -> None:
    found = cast(
        SHOW,
        row("ann", "show", 1, 1),
        row("bea", "show", 1, 1),
        row("bea", "show", 1, 2),
        row("eve", "show", 1, 1),
        row("eve", "show", 2, 1),
    )
    assert names(found) == ["eve", "bea", "ann"]


def test_who_is_a_visitor_depends_on_what_is_out() -> None:
    rows = [row("dan", "show", 1, 1), row("dan", "movie")]
    assert [one.visitor for one in cast(SHOW, *rows, viewpoint=Viewpoint(JAN)).members] == [False]
    assert [one.visitor for one in cast(SHOW, *rows, viewpoint=Viewpoint(FEB)).members] == [True]


def test_a_season_lists_its_own_rows_only() -> None:
    found = cast(SEASON, row("ann", "show", 1, 1), row("bea", "show", 2, 1), row("cal", "show"), row("dan", "movie"))
    assert names(found) == ["ann"]
    assert found.season is not None
    assert found.season.number == 1
    assert found.perhaps == ()


def test_an_episode_lists_who_is_in_it_and_who_may_be() -> None:
    found = cast(
        EPISODE,
        row("ann", "show", 1, 2),
        row("bea", "show", 1, 1),
        row("cal", "show", 1),
        row("dan", "show", 2),
        row("eve", "show"),
    )
    assert names(found) == ["ann"]
    assert [member.character.id for member in found.perhaps] == ["cal"]
    assert found.episode is not None
    assert found.episode.number == 2


def test_who_is_surely_in_an_episode_is_not_listed_as_perhaps_in_it() -> None:
    found = cast(EPISODE, row("ann", "show", 1), row("ann", "show", 1, 2))
    assert names(found) == ["ann"]
    assert found.perhaps == ()


@pytest.mark.parametrize(
    ("place", "complete"),
    [
        (SHOW, CastComplete.MAIN),
        (SEASON, CastComplete.CREDITED),
        (Place(TitleId("show"), 2), CastComplete.MAIN),
        (EPISODE, CastComplete.NOTHING),
        (Place(TitleId("movie")), CastComplete.MAIN_AND_RECURRING),
    ],
)
def test_a_cast_is_as_complete_as_the_weakest_part_of_its_place(place: Place, complete: CastComplete) -> None:
    assert cast(place).complete is complete


@pytest.mark.parametrize(
    ("place", "released"), [(SHOW, JAN), (SEASON, JAN), (EPISODE, FEB), (Place(TitleId("movie")), FEB)]
)
def test_a_place_has_its_first_day(place: Place, released: date) -> None:
    assert cast(place).released == released


def test_who_plays_them_is_told_for_that_place() -> None:
    rows = [row("ann", "show", 1, 1), row("ann", "show", 2, 1), row("cal", "show", 1, 1)]
    first, second = (cast(Place(TitleId("show"), number), *rows) for number in (1, 2))
    assert [member.performers for member in first.members] == [("Little Cal",), ("Grown Ann",)]
    assert second.members[0].performers == ("Grown Ann",), "a younger self only where nobody else plays them"


def test_a_member_counts_unverified_rows() -> None:
    found = cast(SHOW, row("ann", "show", 1, 1), row("ann", "show", 2, 1, confidence=UNVERIFIED))
    assert [member.unverified for member in found.members] == [1]
    assert [one.number for one in found.members[0].seasons] == [1, 2]


@given(packs())
def test_every_row_of_a_place_has_its_character_in_the_cast(pack: Pack) -> None:
    catalogue = Catalogue(pack)
    for title in pack.titles:
        found = cast_of(catalogue, Place(title.id), EVERYTHING)
        assert {one.character.id for one in found.members} == {
            one.character for one in pack.appearances if one.title == title.id
        }
        for one in title.seasons:
            for episode in one.episodes:
                card = cast_of(catalogue, Place(title.id, one.number, episode.number), EVERYTHING)
                sure = {each.character.id for each in card.members}
                perhaps = {each.character.id for each in card.perhaps}
                rows = [each for each in pack.appearances if (each.title, each.season) == (title.id, one.number)]
                assert sure == {each.character for each in rows if each.episode == episode.number}
                assert perhaps == {each.character for each in rows if each.episode is None} - sure
