from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appearances import Order
from bot.domain.catalogue import Catalogue
from bot.domain.drawings import Mark, Timeline
from bot.domain.pack import Appearance, CharacterId, Kind, Pack, TitleId
from bot.domain.timelines import MOST_LANES, timeline_of_character, timeline_of_title
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import DAYS, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR, APR = (date(2015, month, 1) for month in (1, 2, 3, 4))
ANN, LAMP = CharacterId("ann"), TitleId("lamp")


def harbour(*rows: Appearance) -> Catalogue:
    titles = [series("lamp", season(1, JAN, MAR, None), season(2, APR)), film("key", FEB), film("lost", None)]
    return Catalogue(world(titles, [character("ann", "lamp"), character("bob", "key"), character("cy", "lamp")], rows))


def of_ann(*rows: Appearance, order: Order = Order.RELEASE, viewpoint: Viewpoint = EVERYTHING) -> Timeline:
    return timeline_of_character(harbour(*rows), ANN, viewpoint, order)


def of_lamp(*rows: Appearance, order: Order = Order.RELEASE) -> Timeline:
    return timeline_of_title(harbour(*rows), LAMP, EVERYTHING, order)


def names(found: Timeline) -> list[str]:
    return [lane.name for lane in found.lanes]


def marks(*rows: Appearance) -> list[Mark]:
    [lane] = of_ann(*rows).lanes
    return list(lane.marks)


def test_a_character_has_a_lane_for_each_title_and_those_away_from_home_are_crossovers() -> None:
    found = of_ann(row("ann", "key"), row("ann", "lamp", 1, 1))
    assert found.heading == "Ann"
    assert [(lane.name, lane.crossover) for lane in found.lanes] == [("Lamp", False), ("Key", True)]


def test_a_title_has_a_lane_for_each_character_and_visitors_are_crossovers() -> None:
    found = of_lamp(row("bob", "lamp", 1, 2), row("ann", "lamp", 1, 1), row("ann", "key"))
    assert found.heading == "Lamp"
    assert [(lane.name, lane.crossover, len(lane.marks)) for lane in found.lanes] == [
        ("Ann", False, 1),
        ("Bob", True, 1),
    ]


def test_an_episode_is_a_mark_on_its_day_and_a_season_a_span_of_days() -> None:
    assert marks(row("ann", "lamp", 1, 2)) == [Mark(MAR, MAR, exact=True, sourced=True, here=True)]
    assert marks(row("ann", "lamp", 1)) == [Mark(JAN, MAR, exact=False, sourced=True, here=True)]
    assert marks(row("ann", "lamp")) == [Mark(JAN, APR, exact=False, sourced=True, here=True)]
    assert marks(row("ann", "key")) == [Mark(FEB, FEB, exact=True, sourced=True, here=True)]


def test_a_mark_is_as_sure_as_the_surest_row_of_who_is_there() -> None:
    unsure = row("ann", "lamp", 1, 1, confidence=UNVERIFIED)
    assert not marks(unsure)[0].sourced
    assert marks(unsure, row("ann", "lamp", 1, 1, kind=Kind.VOICE))[0].sourced
    [mentioned] = marks(unsure, row("ann", "lamp", 1, 1, kind=Kind.MENTION))
    assert (mentioned.here, mentioned.sourced) == (True, False)


def test_who_is_only_spoken_of_is_not_here() -> None:
    assert marks(row("ann", "lamp", 1, 1, kind=Kind.PHOTO)) == [Mark(JAN, JAN, exact=True, sourced=True, here=False)]


def test_marks_of_a_lane_come_by_day() -> None:
    found = marks(*(row("ann", "lamp", *place) for place in [(2, 1), (1, 2), (1, 1)]))
    assert [(one.first, one.last) for one in found] == [(JAN, JAN), (MAR, MAR), (APR, APR)]
    assert [(one.first, one.last) for one in marks(row("ann", "lamp", 1), row("ann", "lamp", 2, 1))] == [
        (JAN, MAR),
        (APR, APR),
    ]


def test_a_season_has_no_mark_beside_those_of_its_episodes() -> None:
    assert marks(row("ann", "lamp"), row("ann", "lamp", 1), row("ann", "lamp", 1, 1)) == marks(row("ann", "lamp", 1, 1))
    assert [one.exact for one in marks(row("ann", "lamp", 1), row("ann", "lamp", 1, 3))] == [False], "that has no day"


def test_places_without_a_known_day_are_counted_once_and_not_drawn() -> None:
    found = of_ann(row("ann", "lamp", 1, 3), row("ann", "lamp", 1, 3, kind=Kind.VOICE), row("ann", "lost"))
    assert (found.lanes, found.undated, found.left_out) == ((), 2, 0)


def test_lanes_come_by_release_newest_or_most() -> None:
    rows = [row("ann", "key"), row("ann", "lamp", 1, 2), row("ann", "lamp", 2, 1)]
    assert names(of_ann(*rows)) == ["Key", "Lamp"]
    assert names(of_ann(*rows, order=Order.NEWEST)) == ["Lamp", "Key"]
    assert names(of_ann(*rows, order=Order.MOST)) == ["Lamp", "Key"]
    assert names(of_ann(row("ann", "lamp", 1, 1), *rows[:1], order=Order.MOST)) == ["Lamp", "Key"]


def test_what_is_not_out_is_not_drawn() -> None:
    found = of_ann(row("ann", "key"), row("ann", "lamp", 1, 2), row("ann", "lamp", 1), viewpoint=Viewpoint(FEB))
    assert (names(found), found.undated) == (["Key"], 0)


def test_if_not_all_fit_visitors_and_then_the_fullest_stay() -> None:
    days = [JAN + timedelta(days=at) for at in range(3)]
    locals_ = [f"local{at:02}" for at in range(MOST_LANES + 3)]
    people = [*(character(one, "lamp") for one in locals_), character("visitor", "key"), character("zoe", "lamp")]
    rows = [
        *(row(one, "lamp", 1, at) for one in locals_ for at in (1, 2)),
        row("visitor", "lamp", 1, 3),
        *(row("zoe", "lamp", 1, at) for at in (1, 2, 3)),
    ]
    pack = world([series("lamp", season(1, *days)), film("key", JAN)], people, rows)
    found = timeline_of_title(Catalogue(pack), LAMP, EVERYTHING)
    assert len(found.lanes) == MOST_LANES
    assert {"Zoe", "Visitor"} <= set(names(found))
    assert found.left_out == 5


def test_a_season_0_is_a_season_of_its_own() -> None:
    pack = world([series("lamp", season(0, JAN), season(1, FEB))], [character("ann")], [row("ann", "lamp", 0)])
    [lane] = timeline_of_character(Catalogue(pack), ANN, EVERYTHING).lanes
    assert lane.marks == (Mark(JAN, JAN, exact=False, sourced=True, here=True),)


@given(packs(), st.none() | DAYS, st.sampled_from(Order))
def test_every_place_that_may_be_seen_is_a_mark_or_counted(pack: Pack, day: date | None, order: Order) -> None:
    catalogue, viewpoint = Catalogue(pack), Viewpoint(day)
    seen = [one for one in pack.appearances if catalogue.may_see(viewpoint, one)]
    for who in catalogue.characters:
        found = timeline_of_character(catalogue, who, viewpoint, order)
        places = {(one.title, one.season, one.episode) for one in seen if one.character == who}
        exact = {place for place in places if place[2] is not None or not catalogue.titles[place[0]].seasons}
        drawn = sum(len(lane.marks) for lane in found.lanes)
        assert len(exact) <= drawn + found.undated <= len(places)
        assert exact or drawn + found.undated == len(places)
    for title in catalogue.titles:
        found = timeline_of_title(catalogue, title, viewpoint, order)
        own = {(one.character, one.season, one.episode) for one in seen if one.title == title}
        drawn = sum(len(lane.marks) for lane in found.lanes)
        assert drawn <= len(own)
        assert drawn or found.undated or not own
        assert all(mark.first <= mark.last for lane in found.lanes for mark in lane.marks)
        assert day is None or all(mark.last <= day for lane in found.lanes for mark in lane.marks)
