from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appearances import (
    AppearanceList,
    Order,
    Precision,
    SeasonAppearances,
    appearances_of,
    performers_of,
)
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, CharacterId, Confidence, Credit, Kind, Pack, Performance, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import DAYS, SOURCED, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR = (date(2015, month, 1) for month in (1, 2, 3))
MARA = CharacterId("mara-quill")


def answer(*rows: Appearance, viewpoint: Viewpoint = EVERYTHING) -> AppearanceList:
    titles = [series("show", season(1, JAN, JAN, JAN), season(2, MAR)), film("movie", FEB)]
    return appearances_of(Catalogue(world(titles, [character("ann", "show")], rows)), CharacterId("ann"), viewpoint)


def only_season(*rows: Appearance) -> SeasonAppearances:
    [title] = answer(*rows).titles
    [one] = title.seasons
    return one


def test_rows_are_gathered_by_title_season_and_episode(catalogue: Catalogue) -> None:
    found = appearances_of(catalogue, MARA, EVERYTHING)
    places = [
        (title.title.id, one.number, [episode.name for episode in one.episodes])
        for title in found.titles
        for one in title.seasons
    ]
    assert places == [
        ("lighthouse", 1, ["Lamp", "Keeper"]),
        ("lighthouse", 2, ["Calm"]),
        ("jane-doe", 1, ["Tide"]),
        ("ferry", None, []),
    ]
    assert found.character.name == "Mara Quill"
    assert found.performers == ("Rosa Dahl",)
    episode = found.titles[1].seasons[0].episodes[0]
    assert (episode.number, episode.released) == (3, date(2016, 4, 3))


def test_a_crossover_is_outside_the_home(catalogue: Catalogue) -> None:
    found = appearances_of(catalogue, MARA, EVERYTHING)
    assert found.home is not None
    assert found.home.id == "lighthouse"
    assert {one.title.id: one.crossover for one in found.titles} == {
        "lighthouse": False,
        "jane-doe": True,
        "ferry": True,
    }


def test_what_is_a_crossover_depends_on_the_home_as_the_viewpoint_sees_it() -> None:
    titles = [film("first", JAN), film("home", MAR)]
    pack = world(titles, [character("ann", "home")], [row("ann", "first"), row("ann", "home")])
    early = appearances_of(Catalogue(pack), CharacterId("ann"), Viewpoint(FEB))
    late = appearances_of(Catalogue(pack), CharacterId("ann"), Viewpoint(MAR))
    assert [one.crossover for one in early.titles] == [False]
    assert [one.crossover for one in late.titles] == [True, False]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (Order.RELEASE, ["lighthouse", "jane-doe", "ferry"]),
        (Order.NEWEST, ["ferry", "jane-doe", "lighthouse"]),
        (Order.MOST, ["lighthouse", "jane-doe", "ferry"]),
    ],
)
def test_titles_are_sorted_as_asked(catalogue: Catalogue, order: Order, ids: list[str]) -> None:
    assert [one.title.id for one in appearances_of(catalogue, MARA, EVERYTHING, order=order).titles] == ids


@pytest.mark.parametrize("order", [Order.RELEASE, Order.NEWEST])
def test_titles_without_a_date_come_last_in_either_direction(order: Order) -> None:
    titles = [film("a", None), film("b", JAN), film("c", FEB)]
    pack = world(titles, [character("ann")], [row("ann", id) for id in "abc"])
    found = appearances_of(Catalogue(pack), CharacterId("ann"), EVERYTHING, order=order)
    assert found.titles[-1].title.id == "a"


def test_most_counts_known_episodes_then_seasons() -> None:
    titles = [
        series("a", season(1, JAN, JAN)),
        series("b", season(1, JAN), season(2, JAN)),
        series("c", season(1, JAN)),
    ]
    rows = [row("ann", "c", 1), row("ann", "b", 1), row("ann", "b", 2), row("ann", "a", 1, 1)]
    found = appearances_of(
        Catalogue(world(titles, [character("ann")], rows)), CharacterId("ann"), EVERYTHING, order=Order.MOST
    )
    assert [one.title.id for one in found.titles] == ["a", "b", "c"]


def test_an_answer_can_be_about_one_title(catalogue: Catalogue) -> None:
    found = appearances_of(catalogue, MARA, EVERYTHING, title=TitleId("jane-doe"))
    assert [one.title.id for one in found.titles] == ["jane-doe"]
    assert found.titles[0].crossover, "the home stays where it is"


def test_an_answer_can_be_about_one_kind(catalogue: Catalogue) -> None:
    found = appearances_of(catalogue, MARA, EVERYTHING, kind=Kind.VOICE)
    assert [(one.title.id, one.seasons[0].kinds) for one in found.titles] == [("lighthouse", (Kind.VOICE,))]
    assert appearances_of(catalogue, MARA, EVERYTHING, kind=Kind.BODY).titles == ()


def test_precision_says_how_exactly_a_place_is_known() -> None:
    assert only_season(row("ann", "show", 1, 2)).precision is Precision.EPISODE
    assert only_season(row("ann", "show", 1, 2), row("ann", "show", 1)).precision is Precision.EPISODE
    assert only_season(row("ann", "show", 1)).precision is Precision.SEASON
    assert only_season(row("ann", "show")).precision is Precision.TITLE
    assert only_season(row("ann", "movie")).precision is Precision.TITLE


def test_a_season_is_as_sure_as_its_weakest_row() -> None:
    sure, unsure = row("ann", "show", 1, 1), row("ann", "show", 1, 2, confidence=UNVERIFIED)
    assert only_season(sure).confidence is SOURCED
    mixed = only_season(sure, unsure)
    assert mixed.confidence is UNVERIFIED
    assert mixed.unverified == 1
    assert [episode.confidence for episode in mixed.episodes] == [SOURCED, UNVERIFIED]


def test_an_episode_is_as_sure_as_its_weakest_row() -> None:
    one = only_season(row("ann", "show", 1, 1), row("ann", "show", 1, 1, kind=Kind.ARCHIVE, confidence=UNVERIFIED))
    assert [episode.kinds for episode in one.episodes] == [(Kind.IN_PERSON, Kind.ARCHIVE)]
    assert [episode.confidence for episode in one.episodes] == [UNVERIFIED]


def test_the_most_prominent_credit_and_the_most_present_kind_come_first() -> None:
    one = only_season(
        row("ann", "show", 1, 1, credit=None, kind=Kind.MENTION),
        row("ann", "show", 1, 2, credit=Credit.CAMEO, kind=Kind.VOICE, source="other"),
        row("ann", "show", 1, 3, credit=Credit.RECURRING),
    )
    assert one.credit is Credit.RECURRING
    assert one.kinds == (Kind.IN_PERSON, Kind.VOICE, Kind.MENTION)
    assert one.sources == ("other", "page")
    assert only_season(row("ann", "show", 1, 1, credit=None)).credit is None


def test_the_count_does_not_take_a_film_for_a_season(catalogue: Catalogue) -> None:
    count = appearances_of(catalogue, MARA, EVERYTHING).count
    assert (count.titles, count.seasons, count.episodes, count.unverified) == (3, 3, 4, 2)


PLAYERS = character(
    "ann",
    "show",
    Performance("Young Player", ("show/2",), "younger"),
    Performance("Usual Player", ("show",)),
    Performance("Film Player", ("movie",)),
)


@pytest.mark.parametrize(
    ("spots", "performers"),
    [
        ([("show", 1)], ["Usual Player"]),
        ([("show", 2)], ["Usual Player", "Young Player"]),
        ([("movie", None)], ["Film Player"]),
        ([("show", None)], ["Usual Player", "Young Player"]),
        ([("movie", None), ("show", 2)], ["Usual Player", "Film Player", "Young Player"]),
        ([], []),
    ],
)
def test_performers_are_those_of_the_places_with_a_younger_self_last(
    spots: list[tuple[str, int | None]], performers: list[str]
) -> None:
    assert list(performers_of(PLAYERS, [row("ann", *spot) for spot in spots])) == performers


def test_a_performer_without_places_plays_everywhere_and_is_named_once() -> None:
    one = replace(
        PLAYERS, performances=(Performance("Only Player"), Performance("Only Player", ("show/1",), "younger"))
    )
    assert performers_of(one, [row("ann", "movie")]) == ("Only Player",)


def test_who_plays_a_part_that_is_not_out_yet_is_not_told() -> None:
    titles = [series("show", season(1, JAN), season(2, MAR))]
    pack = world(titles, [PLAYERS], [row("ann", "show", 1, 1), row("ann", "show", 2, 1)])
    found = appearances_of(Catalogue(pack), CharacterId("ann"), Viewpoint(FEB))
    assert found.performers == ("Usual Player",)


VIEWPOINTS = st.builds(Viewpoint, st.none() | DAYS)
SOMEBODY = st.sampled_from("abc").map(CharacterId)


def released(pack: Pack, one: Appearance) -> date | None:
    """When all of a row's place was out, told from the pack alone."""
    title = next(title for title in pack.titles if title.id == one.title)
    if not title.seasons:
        return title.released
    seasons = [each for each in title.seasons if one.season in (None, each.number)]
    days = [
        [episode.released for episode in each.episodes if one.episode in (None, episode.number)] or [None]
        for each in seasons
    ]
    known = [day for group in days for day in group]
    return max(known) if all(known) else None


@given(packs(), SOMEBODY, VIEWPOINTS, st.none() | st.sampled_from([Kind.IN_PERSON, Kind.VOICE]))
def test_an_answer_counts_what_the_rows_of_the_pack_say(
    pack: Pack, who: CharacterId, viewpoint: Viewpoint, kind: Kind | None
) -> None:
    found = appearances_of(Catalogue(pack), who, viewpoint, kind=kind)
    rows = [
        one
        for one in pack.appearances
        if one.character == who and kind in (None, one.kind) and viewpoint.allows(released(pack, one))
    ]
    assert {title.title.id for title in found.titles} == {one.title for one in rows}
    assert len(found.titles) == found.count.titles == len({one.title for one in rows})
    assert found.count.seasons == len({(one.title, one.season) for one in rows if one.season is not None})
    assert found.count.episodes == len({(one.title, one.season, one.episode) for one in rows if one.episode})
    assert found.count.unverified == sum(one.confidence is Confidence.UNVERIFIED for one in rows)
    for title in found.titles:
        for one in title.seasons:
            of_it = [each for each in rows if (each.title, each.season) == (title.title.id, one.number)]
            assert set(one.kinds) == {each.kind for each in of_it}
            assert (one.confidence is SOURCED) == all(each.confidence is SOURCED for each in of_it)
            assert [episode.number for episode in one.episodes] == sorted({e.episode for e in of_it if e.episode})


@given(packs(), SOMEBODY, DAYS, st.sampled_from(Order))
def test_nothing_released_after_the_day_is_ever_shown(pack: Pack, who: CharacterId, day: date, order: Order) -> None:
    catalogue = Catalogue(pack)
    found = appearances_of(catalogue, who, Viewpoint(day), order=order)
    for title in found.titles:
        assert title.released is not None
        assert title.released <= day
        for one in title.seasons:
            assert all(episode.released is not None and episode.released <= day for episode in one.episodes)
            if one.precision is not Precision.EPISODE:
                ended = catalogue.released(title.title.id, one.number, None)
                assert ended is not None
                assert ended <= day
    started = catalogue.started(found.home.id) if found.home else day
    assert started is not None
    assert started <= day


@given(packs(), SOMEBODY)
def test_every_order_shows_the_same_titles(pack: Pack, who: CharacterId) -> None:
    catalogue = Catalogue(pack)
    by_release, *others = (appearances_of(catalogue, who, EVERYTHING, order=order) for order in Order)
    for other in others:
        assert sorted(one.title.id for one in other.titles) == sorted(one.title.id for one in by_release.titles)
    known = [one.released for one in by_release.titles if one.released]
    assert known == sorted(known)
