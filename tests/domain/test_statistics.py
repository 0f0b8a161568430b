from datetime import date

from hypothesis import given

from bot.domain.catalogue import Catalogue
from bot.domain.pack import CastComplete, Pack
from bot.domain.statistics import share, statistics_of
from tests.domain.worlds import UNVERIFIED, character, film, packs, row, season, series, world


def test_each_season_and_film_is_counted_by_itself_in_release_order() -> None:
    pack = world(
        [
            series("lamp", season(1, date(2015, 1, 1), date(2015, 1, 2), complete=CastComplete.MAIN), season(2)),
            film("key", date(2014, 1, 1), complete=CastComplete.CREDITED),
        ],
        [character("ann", "lamp"), character("bob"), character("cy", "lamp")],
        [
            row("ann", "lamp", 1, 1),
            row("ann", "lamp", 1, 2, confidence=UNVERIFIED),
            row("bob", "lamp", 1),
            row("bob", "key", confidence=UNVERIFIED),
            row("ann", "key"),
            row("cy", "key", confidence=UNVERIFIED),
            row("cy", "lamp", confidence=UNVERIFIED),
        ],
    )
    found = statistics_of(Catalogue(pack))
    shown = [
        (
            place.title.id,
            place.season,
            place.characters,
            place.appearances,
            (place.by_episode, place.by_season, place.by_title),
            (place.sourced, place.unverified),
            (place.crossovers, place.crossovers_sourced),
            place.cast_complete,
        )
        for place in found.places
    ]
    assert shown == [
        ("key", None, 3, 3, (0, 0, 3), (1, 2), (2, 1), CastComplete.CREDITED),
        ("lamp", 1, 2, 3, (2, 1, 0), (2, 1), (1, 1), CastComplete.MAIN),
        ("lamp", 2, 0, 0, (0, 0, 0), (0, 0), (0, 0), CastComplete.NOTHING),
        ("lamp", None, 1, 1, (0, 0, 1), (0, 1), (0, 0), None),
    ]
    assert (found.characters, found.appearances, found.sourced) == (3, 7, 3)
    assert (found.crossovers, found.crossovers_sourced) == (3, 2)


def test_a_crossover_is_one_however_many_rows_and_sourced_by_any_of_them() -> None:
    pack = world(
        [series("lamp", season(1, date(2015, 1, 1), date(2015, 1, 2))), film("key", date(2016, 1, 1))],
        [character("ann", "key")],
        [row("ann", "lamp", 1, 1, confidence=UNVERIFIED), row("ann", "lamp", 1, 2), row("ann", "key")],
    )
    found = statistics_of(Catalogue(pack))
    assert (found.crossovers, found.crossovers_sourced) == (1, 1)


@given(packs())
def test_every_row_is_counted_once_in_each_way(pack: Pack) -> None:
    found = statistics_of(Catalogue(pack))
    assert (found.appearances, found.meetings) == (len(pack.appearances), len(pack.meetings))
    for place in found.places:
        assert place.by_episode + place.by_season + place.by_title == place.appearances
        assert place.sourced + place.unverified == place.appearances
        assert 0 <= place.crossovers_sourced <= place.crossovers <= place.characters <= place.appearances


def test_a_share_of_nothing_is_all_of_it() -> None:
    assert share(0, 0) == 100
    assert share(1, 3) < 34
