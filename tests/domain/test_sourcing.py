from dataclasses import replace
from datetime import date

from hypothesis import given

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.pack import CharacterId, Confidence, Pack, Source, SourceId, TitleId
from bot.domain.sourcing import BackedPlace, sources_of
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import SOURCED, UNVERIFIED, character, film, packs, row, season, series, world

ANN = CharacterId("ann")
LAMP, KEY = TitleId("lamp"), TitleId("key")
WIKI = Source(SourceId("wiki"), "Wiki", "https://wiki.example.org", date(2020, 1, 3), "All of it.")


def catalogue() -> Catalogue:
    days = [date(2015, 1, number) for number in (1, 2, 3)]
    pack = world(
        [series("lamp", season(1, *days), season(2, date(2017, 1, 1))), film("key", date(2016, 1, 1))],
        [character("ann", "lamp")],
        [
            row("ann", "lamp", 1, 1),
            row("ann", "lamp", 1, 2),
            row("ann", "lamp", 1, 3, source="wiki"),
            row("ann", "lamp", 1, 3, confidence=UNVERIFIED),
            row("ann", "lamp", 2, source="wiki"),
            row("ann", "lamp", source="wiki", confidence=UNVERIFIED),
            row("ann", "key", source="wiki"),
        ],
    )
    return Catalogue(replace(pack, sources=(*pack.sources, WIKI)))


def places(*asked: object) -> list[tuple[str, list[tuple[str, int | None, tuple[int, ...], Confidence]]]]:
    place = Place(*asked) if asked else None
    found = sources_of(catalogue(), ANN, EVERYTHING, place)
    return [
        (one.source.id, [(at.title.id, at.season, at.episodes, at.confidence) for at in one.places])
        for one in found.grounds
    ]


def test_rows_are_gathered_by_source_in_the_order_of_release() -> None:
    assert places() == [
        (
            "wiki",
            [
                ("lamp", None, (), UNVERIFIED),
                ("lamp", 1, (3,), SOURCED),
                ("lamp", 2, (), SOURCED),
                ("key", None, (), SOURCED),
            ],
        ),
        ("page", [("lamp", 1, (1, 2), SOURCED), ("lamp", 1, (3,), UNVERIFIED)]),
    ]


def test_a_place_narrows_to_what_is_or_may_be_in_it() -> None:
    assert places(KEY) == [("wiki", [("key", None, (), SOURCED)])]
    assert places(LAMP, 2) == [("wiki", [("lamp", None, (), UNVERIFIED), ("lamp", 2, (), SOURCED)])]
    assert places(LAMP, 1, 3) == [
        ("wiki", [("lamp", None, (), UNVERIFIED), ("lamp", 1, (3,), SOURCED)]),
        ("page", [("lamp", 1, (3,), UNVERIFIED)]),
    ]


def test_the_sums_are_of_the_rows_looked_at() -> None:
    found = sources_of(catalogue(), ANN, EVERYTHING)
    assert (found.rows, found.unverified) == (7, 2)
    narrowed = sources_of(catalogue(), ANN, EVERYTHING, Place(KEY))
    assert (narrowed.rows, narrowed.unverified) == (1, 0)
    assert narrowed.title is not None
    assert narrowed.title.id == KEY


def test_what_is_not_out_yet_is_not_told() -> None:
    found = sources_of(catalogue(), ANN, Viewpoint(date(2015, 1, 2)))
    assert [one.source.id for one in found.grounds] == ["page"]
    assert found.grounds[0].places == (BackedPlace(catalogue().titles[LAMP], 1, (1, 2), SOURCED),)


@given(packs())
def test_every_row_is_backed_once_and_by_its_own_source(pack: Pack) -> None:
    whole = Catalogue(pack)
    for one in whole.characters:
        rows = whole.appearances(one)
        found = sources_of(whole, one, EVERYTHING)
        told = {
            (grounds.source.id, place.title.id, place.season, episode, place.confidence)
            for grounds in found.grounds
            for place in grounds.places
            for episode in place.episodes or (None,)
        }
        assert told == {(row.source, row.title, row.season, row.episode, row.confidence) for row in rows}
        assert found.rows == len(rows)
