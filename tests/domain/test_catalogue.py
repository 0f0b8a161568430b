from datetime import date

import pytest

from bot.domain.appearances import home_of, visible_rows
from bot.domain.catalogue import Catalogue, performer_id
from bot.domain.pack import CharacterId, Meeting, Performance, PerformerId, SourceId, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import SOURCED, character, film, row, season, series, world

JAN, FEB, MAR, APR = (date(2015, month, 1) for month in (1, 2, 3, 4))
SHOW, MOVIE, LATER, DRAFT = map(TitleId, ("show", "movie", "later", "draft"))
ANN, BOB = CharacterId("ann"), CharacterId("bob")


@pytest.fixture
def catalogue() -> Catalogue:
    titles = [
        series(SHOW, season(0), season(1, JAN, MAR), season(2, APR, None)),
        film(MOVIE, FEB),
        series(LATER, season(1, MAR, APR)),
        film(DRAFT, None),
    ]
    rows = [
        row("ann", "later", 1),
        row("ann", "later", 1, 1),
        row("ann", "movie"),
        row("ann", "show", 1, 1),
        row("bob", "draft"),
        row("bob", "show"),
    ]
    meetings = [Meeting(ANN, BOB, SHOW, 1, 1, SOURCED, SourceId("page"))]
    people = [character("ann", "later", Performance("Zoë D’Arc")), character("bob", None, Performance("Zoe D'Arc"))]
    return Catalogue(world(titles, people, rows, meetings))


def test_a_viewpoint_includes_its_own_day() -> None:
    assert Viewpoint(JAN).allows(JAN)
    assert Viewpoint(FEB).allows(JAN)
    assert not Viewpoint(JAN).allows(FEB)


def test_an_unknown_date_is_hidden_from_a_dated_viewpoint_only() -> None:
    assert not Viewpoint(date.max).allows(None)
    assert EVERYTHING.allows(None)
    assert EVERYTHING.allows(date.max)


def test_a_place_is_released_when_all_of_it_is_out(catalogue: Catalogue) -> None:
    assert catalogue.released(MOVIE, None, None) == FEB
    assert catalogue.released(SHOW, 1, 1) == JAN
    assert catalogue.released(SHOW, 1, None) == MAR
    assert catalogue.released(LATER, None, None) == APR


def test_it_is_not_known_when_a_place_was_out_of_which_one_date_is_not_known(catalogue: Catalogue) -> None:
    assert catalogue.released(SHOW, 2, None) is None
    assert catalogue.released(SHOW, 0, None) is None
    assert catalogue.released(SHOW, None, None) is None
    assert catalogue.released(DRAFT, None, None) is None


def test_a_series_with_a_season_of_unlisted_episodes_is_not_known_to_be_over() -> None:
    catalogue = Catalogue(world([series(SHOW, season(1, JAN), season(2))], []))
    assert catalogue.released(SHOW, None, None) is None


def test_a_title_starts_with_its_first_known_release(catalogue: Catalogue) -> None:
    assert catalogue.started(SHOW) == JAN
    assert catalogue.started(MOVIE) == FEB
    assert catalogue.started(DRAFT) is None


def test_titles_are_in_the_order_of_release_with_unknown_dates_last(catalogue: Catalogue) -> None:
    assert [title.id for title in catalogue.titles_by_release] == [SHOW, MOVIE, LATER, DRAFT]


@pytest.mark.parametrize("place", [(None, None), (1, None), (1, 2), (0, None)])
def test_the_catalogue_has_its_places(catalogue: Catalogue, place: tuple[int | None, int | None]) -> None:
    assert catalogue.has(SHOW, *place)
    assert not catalogue.has(TitleId("no-such"), *place)


@pytest.mark.parametrize("place", [(1, 3), (9, None), (9, 1), (0, 1)])
def test_the_catalogue_has_no_other_places(catalogue: Catalogue, place: tuple[int, int | None]) -> None:
    assert not catalogue.has(SHOW, *place)


def test_there_is_no_episode_without_its_season(catalogue: Catalogue) -> None:
    assert not catalogue.has(SHOW, None, 1)


def test_a_row_of_a_season_is_seen_once_the_whole_season_is_out(catalogue: Catalogue) -> None:
    def seen(day: date) -> set[tuple[str, int | None, int | None]]:
        return {(one.title, one.season, one.episode) for one in visible_rows(catalogue, ANN, Viewpoint(day))}

    assert seen(MAR) == {("show", 1, 1), ("movie", None, None), ("later", 1, 1)}
    assert seen(APR) == seen(MAR) | {("later", 1, None)}


def test_a_character_is_at_home_in_the_given_title_once_that_has_begun(catalogue: Catalogue) -> None:
    assert [
        home.id if home else None for home in (home_of(catalogue, ANN, Viewpoint(day)) for day in (JAN, FEB, MAR))
    ] == [
        SHOW,
        SHOW,
        LATER,
    ]
    home = home_of(catalogue, ANN, EVERYTHING)
    assert home is not None
    assert home.id == LATER


def test_without_a_given_home_the_first_visible_appearance_counts() -> None:
    titles = [series(SHOW, season(1, MAR)), film(MOVIE, FEB)]
    found = Catalogue(world(titles, [character("bob")], [row("bob", "show", 1, 1), row("bob", "movie")]))
    for viewpoint in (EVERYTHING, Viewpoint(MAR)):
        home = home_of(found, BOB, viewpoint)
        assert home is not None
        assert home.id == MOVIE
    assert home_of(found, BOB, Viewpoint(JAN)) is None


def test_nobody_knows_the_first_of_titles_of_which_one_has_no_date(catalogue: Catalogue) -> None:
    assert {row.title for row in catalogue.appearances(BOB)} == {SHOW, DRAFT}
    assert home_of(catalogue, BOB, EVERYTHING) is None
    assert home_of(catalogue, BOB, Viewpoint(APR)) is None


def test_nobody_is_at_home_before_they_were_seen(catalogue: Catalogue) -> None:
    assert home_of(catalogue, ANN, Viewpoint(date(2014, 1, 1))) is None


def test_two_spellings_of_a_performers_name_are_one_person(catalogue: Catalogue) -> None:
    assert list(catalogue.performers) == [PerformerId("zoe-darc")]
    assert catalogue.performers[PerformerId("zoe-darc")].characters == (ANN, BOB)


def test_a_performers_id_fits_into_a_button() -> None:
    assert len(performer_id("x y" * 60)) <= 60


def test_a_meeting_is_known_of_both_who_met(catalogue: Catalogue) -> None:
    assert catalogue.meetings(ANN) == catalogue.meetings(BOB) != ()


def test_the_first_title_of_a_character_is_known_if_all_are_dated(catalogue: Catalogue) -> None:
    first = {who: catalogue.first_title(who) for who in (ANN, BOB, CharacterId("nobody"))}
    assert {who: title and title.id for who, title in first.items()} == {ANN: SHOW, BOB: None, "nobody": None}


def test_the_parts_of_a_universe_are_seasons_and_titles_without_any(catalogue: Catalogue) -> None:
    parts = [(part.title_id, part.season, part.released) for part in catalogue.parts_by_release]
    assert parts[:3] == [(SHOW, 0, None), (SHOW, 1, MAR), (SHOW, 2, None)]
    assert parts[3:] == [(MOVIE, None, FEB), (LATER, 1, APR), (DRAFT, None, None)]


def test_namesakes_are_named_with_what_tells_them_apart() -> None:
    people = [
        *(character(f"robin-{home}", home, name="Robin") for home in ("show", "movie")),
        *(character(f"sam-{at}", "show", name=name) for at, name in enumerate(("Sam", "SAM"))),
        character("lee-1", None, name="Lee"),
        character("lee-2", "show", name="Lee"),
        character("one", "show", name="x" * 100),
        character("two", "movie", name="X" * 100),
        character("ada", "show", name="Ada"),
    ]
    found = Catalogue(world([series("show", season(1, JAN), name="The Show"), film("movie", FEB)], people))
    names = [found.person(one.id).name for one in people]
    assert names[:6] == [
        "Robin (The Show)",
        "Robin (Movie)",
        "Sam (sam-0)",
        "SAM (sam-1)",
        "Lee (lee-1)",
        "Lee (lee-2)",
    ]
    assert [len(name) for name in names[6:8]] == [100, 100]
    assert names[6].endswith(" (The Show)")
    assert names[8] == "Ada"
    assert found.characters[people[0].id].name == "Robin"
