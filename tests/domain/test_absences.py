from datetime import date

from hypothesis import given

from bot.domain.absences import MOST_UNTOLD, absences_of
from bot.domain.catalogue import Catalogue
from bot.domain.pack import Appearance, CastComplete, CharacterId, Pack
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import DAYS, character, film, packs, row, season, series, world

JAN, FEB, MAR = (date(2015, month, 1) for month in (1, 2, 3))
ANN = CharacterId("ann")


def absences(*rows: Appearance, viewpoint: Viewpoint = EVERYTHING) -> list[tuple[str, int | None, CastComplete]]:
    titles = [
        film("movie", FEB, complete=CastComplete.CREDITED),
        series("show", season(1, JAN, complete=CastComplete.MAIN), season(2, MAR)),
    ]
    found = absences_of(Catalogue(world(titles, [character("ann")], rows)), ANN, viewpoint)
    return [(one.title.id, one.season, one.proof) for one in found.listed]


def test_an_absence_proves_no_more_than_the_cast_is_complete() -> None:
    assert absences() == [
        ("show", 1, CastComplete.MAIN),
        ("show", 2, CastComplete.NOTHING),
        ("movie", None, CastComplete.CREDITED),
    ]


def test_where_somebody_is_seen_they_are_not_absent() -> None:
    assert absences(row("ann", "show", 2, 1), row("ann", "movie")) == [("show", 1, CastComplete.MAIN)]
    assert absences(row("ann", "show", 1), row("ann", "movie")) == [("show", 2, CastComplete.NOTHING)]


def test_a_row_whose_season_is_not_known_leaves_all_seasons_open() -> None:
    assert absences(row("ann", "show")) == [("movie", None, CastComplete.CREDITED)]


def test_such_a_row_leaves_them_open_even_before_the_series_is_over() -> None:
    assert absences(row("ann", "show"), viewpoint=Viewpoint(FEB)) == [("movie", None, CastComplete.CREDITED)]


def test_nobody_is_absent_from_what_is_not_out() -> None:
    assert absences(viewpoint=Viewpoint(JAN)) == [("show", 1, CastComplete.MAIN)]
    assert absences(viewpoint=Viewpoint(date(2014, 1, 1))) == []


@given(packs(), DAYS)
def test_absences_and_appearances_never_speak_of_the_same_place(pack: Pack, day: date) -> None:
    catalogue = Catalogue(pack)
    for who in catalogue.characters:
        rows = catalogue.appearances(who)
        seen = {(one.title, one.season) for one in rows}
        everywhere = absences_of(catalogue, who, EVERYTHING).listed
        assert not seen & {(one.title.id, one.season) for one in everywhere}
        for one in absences_of(catalogue, who, Viewpoint(day)).listed:
            assert one in everywhere or (one.title.id, one.season) in seen


def test_titles_of_which_the_facts_cannot_tell_are_counted_where_they_are_too_many_to_list() -> None:
    def found(titles: int) -> tuple[list[str], int]:
        untold = [film(f"f{at:03}", FEB) for at in range(titles)]
        proven = film("movie", FEB, complete=CastComplete.CREDITED)
        catalogue = Catalogue(world([*untold, proven], [character("ann")], [row("ann", "f000")]))
        absences = absences_of(catalogue, ANN, EVERYTHING)
        return [one.title.id for one in absences.listed], absences.untold

    listed, untold = found(MOST_UNTOLD + 1)
    assert (len(listed), untold) == (MOST_UNTOLD + 1, 0)
    assert found(MOST_UNTOLD + 2) == (["movie"], MOST_UNTOLD + 1)
