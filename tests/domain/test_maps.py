from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.drawings import Cell, Column, Matrix, Node, Tie, Web
from bot.domain.maps import MOST_COLUMNS, MOST_NAMES, MOST_NODES, STRONGEST_TIES, matrix_of, web_of
from bot.domain.network import Network
from bot.domain.pack import Appearance, Kind, Pack, TitleId, TitleKind
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.crowds import CASTS, crowd
from tests.domain.worlds import DAYS, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR, APR = (date(2015, month, 1) for month in (1, 2, 3, 4))
LAMP, DOOR = TitleId("lamp"), TitleId("door")


def harbour(*rows: Appearance) -> Pack:
    """The lamp has two seasons, the door one."""
    titles = [
        series("lamp", season(1, JAN, FEB), season(2, APR)),
        series("door", season(1, MAR, APR)),
        film("key", FEB),
    ]
    return world(titles, [character("ann", "lamp"), character("bob", "door"), character("cy")], rows)


def matrix(pack: Pack, title: TitleId | None = None, viewpoint: Viewpoint = EVERYTHING) -> Matrix:
    catalogue = Catalogue(pack)
    return matrix_of(catalogue, Network(catalogue, viewpoint), viewpoint, title)


def web(pack: Pack, title: TitleId | None = None, viewpoint: Viewpoint = EVERYTHING) -> Web:
    catalogue = Catalogue(pack)
    return web_of(catalogue, Network(catalogue, viewpoint), viewpoint, title)


def cells(found: Matrix) -> dict[tuple[str, str], Cell]:
    columns = [f"{column.title} {column.part}".strip() for column in found.columns]
    return {
        (name, column): cell
        for name, own in zip(found.names, found.cells, strict=True)
        for column, cell in zip(columns, own, strict=True)
        if cell
    }


def test_a_matrix_of_a_universe_has_its_travellers_and_their_seasons_and_films() -> None:
    rows = [row("ann", "lamp", 1, 1), row("ann", "lamp", 1, 2), row("ann", "key"), row("bob", "door", 1, 1)]
    found = matrix(harbour(*rows))
    assert (found.heading, found.names) == ("World", ("Ann",))
    assert found.columns == (
        Column("Lamp", TitleKind.SERIES, "S1", JAN),
        Column("Key", TitleKind.FILM, "", FEB),
    )
    assert cells(found) == {
        ("Ann", "Lamp S1"): Cell(2, sourced=True, crossover=False, here=True),
        ("Ann", "Key"): Cell(1, sourced=True, crossover=True, here=True),
    }


def test_where_nobody_travelled_those_in_most_places_are_shown() -> None:
    found = matrix(harbour(row("ann", "lamp", 1, 1), row("bob", "door", 1, 1), row("bob", "door", 1, 2)))
    assert found.names == ("Bob", "Ann")


def test_a_matrix_of_a_title_with_several_seasons_has_its_cast_by_season() -> None:
    rows = [row("ann", "lamp", 2, 1), row("bob", "lamp", 1), row("ann", "key"), row("cy", "door", 1, 1)]
    found = matrix(harbour(*rows), LAMP)
    assert [column.part for column in found.columns] == ["S1", "S2"]
    assert set(cells(found)) == {("Bob", "Lamp S1"), ("Ann", "Lamp S2")}
    assert cells(found)["Bob", "Lamp S1"] == Cell(0, sourced=True, crossover=True, here=True)


def test_a_matrix_of_a_title_with_one_season_has_its_episodes() -> None:
    found = matrix(harbour(row("ann", "door", 1, 2), row("bob", "door", 1, 1), row("bob", "door", 1)), DOOR)
    assert [(column.part, column.released) for column in found.columns] == [("S1", MAR), ("1x01", MAR), ("1x02", APR)]
    assert cells(found)["Bob", "Door S1"].episodes == 0
    assert cells(found)["Bob", "Door 1x01"].episodes == 1


def test_a_column_without_a_known_day_comes_last() -> None:
    titles = [film("first", None), film("second", JAN), series("third", season(1, None, FEB))]
    pack = world(titles, [character("ann", "first")], [row("ann", one) for one in ("first", "second")])
    assert [(column.title, column.released) for column in matrix(pack).columns] == [("Second", JAN), ("First", None)]
    pack = world(titles, [character("ann")], [row("ann", "third", 1, at) for at in (1, 2)])
    found = matrix(pack, TitleId("third"))
    assert [(column.part, column.released) for column in found.columns] == [("1x02", FEB), ("1x01", None)]


def test_a_matrix_of_a_film_has_one_column() -> None:
    found = matrix(harbour(row("ann", "key"), row("bob", "key")), TitleId("key"))
    assert (found.heading, found.names, len(found.columns)) == ("Key", ("Ann", "Bob"), 1)


def test_a_cell_is_as_sure_as_the_least_sure_row_of_who_is_there() -> None:
    rows = [
        row("ann", "lamp", 1, 1),
        row("ann", "lamp", 1, 2, confidence=UNVERIFIED),
        row("bob", "lamp", 1, 1),
        row("bob", "lamp", 1, 2, kind=Kind.MENTION, confidence=UNVERIFIED),
        row("cy", "lamp", 1, 1, kind=Kind.PHOTO),
    ]
    found = cells(matrix(harbour(*rows), LAMP))
    assert found["Ann", "Lamp S1"] == Cell(2, sourced=False, crossover=False, here=True)
    assert found["Bob", "Lamp S1"] == Cell(1, sourced=True, crossover=True, here=True)
    assert found["Cy", "Lamp S1"] == Cell(1, sourced=True, crossover=False, here=False)


def test_columns_with_the_most_people_stay_and_names_are_counted_if_not_all_fit() -> None:
    days = [JAN + timedelta(days=at) for at in range(MOST_COLUMNS + 2)]
    people = [f"p{at:02}" for at in range(MOST_NAMES + 3)]
    rows = [
        *(row(people[0], "door", 1, at) for at in range(1, len(days) + 1)),
        *(row(one, "door", 1, len(days)) for one in people[1:]),
    ]
    found = matrix(world([series("door", season(1, *days))], map(character, people), rows), DOOR)
    assert (len(found.names), found.names_left_out) == (MOST_NAMES, 3)
    assert (len(found.columns), found.columns_left_out) == (MOST_COLUMNS, 2)
    assert found.columns[-1].part == f"1x{len(days)}"


def test_a_web_has_who_shares_episodes_grouped_by_home() -> None:
    rows = [
        *(row(one, "lamp", 1, 1) for one in ("ann", "bob", "cy")),
        *(row(one, "door", 1, 1) for one in ("ann", "bob")),
    ]
    found = web(harbour(*rows))
    assert found.nodes == (Node("Bob", "Door"), Node("Ann", "Lamp"))
    assert found.ties == (Tie(0, 1, 2, sourced=True),)
    assert (found.left_out, found.ties_left_out) == (0, 0)


def test_a_web_of_a_title_knows_only_what_is_shared_in_it() -> None:
    rows = [
        *(row(one, "lamp", 1, 1) for one in ("ann", "bob", "cy")),
        *(row(one, "door", 1, 1) for one in ("ann", "bob")),
        row("cy", "door", 1),
    ]
    found = web(harbour(*rows), DOOR)
    assert [node.name for node in found.nodes] == ["Bob", "Ann"]
    assert found.ties == (Tie(0, 1, 1, sourced=True),)


def test_a_tie_is_sure_if_one_shared_episode_is_sure_for_both() -> None:
    assert [tie.sourced for tie in web(crowd("aB", "Ab")).ties] == [False]
    assert [tie.sourced for tie in web(crowd("aB", "Ab", "ab")).ties] == [True]


def test_who_is_not_shown_is_counted() -> None:
    people = [f"p{at:02}" for at in range(MOST_NODES + 4)]
    pack = world([film("key", JAN)], map(character, people), [row(one, "key") for one in people])
    for title in (None, TitleId("key")):
        assert (len(web(pack, title).nodes), web(pack, title).left_out) == (MOST_NODES, 4)


def test_strong_ties_are_never_among_those_left_out() -> None:
    found = web(crowd("abcdefg", "ab", "cd", "efg"))
    strong = {found.nodes[tie.first].name + found.nodes[tie.second].name for tie in found.ties if tie.shared == 2}
    assert strong == {"AB", "CD", "EF", "EG", "FG"}
    assert found.ties_left_out > 0
    assert len(found.ties) + found.ties_left_out == 21


@given(CASTS)
def test_the_ties_of_a_web_are_the_strongest_of_one_of_their_ends(casts: list[str]) -> None:
    found = web(crowd(*casts))
    together = {
        pair: sum({one.lower() for one in pair} <= set(cast.lower()) for cast in casts)
        for pair in combinations([node.name for node in found.nodes], 2)
    }
    drawn = {(found.nodes[tie.first].name, found.nodes[tie.second].name): tie.shared for tie in found.ties}
    assert drawn.items() <= together.items()
    assert len(found.ties) + found.ties_left_out == sum(map(bool, together.values()))
    for node in found.nodes:
        own = sorted((shared for pair, shared in together.items() if shared and node.name in pair), reverse=True)
        kept = sorted((shared for pair, shared in drawn.items() if node.name in pair), reverse=True)
        assert kept[:STRONGEST_TIES] == own[:STRONGEST_TIES]
    assert len(found.ties) <= STRONGEST_TIES * len(found.nodes)


@given(packs(), st.none() | DAYS, st.none() | st.just(TitleId("p")))
def test_a_matrix_shows_all_that_may_be_seen_of_those_it_names(
    pack: Pack, day: date | None, title: TitleId | None
) -> None:
    catalogue, viewpoint = Catalogue(pack), Viewpoint(day)
    found = matrix(pack, title, viewpoint)
    names = {one.name: one.id for one in pack.characters}
    seen = [one for one in pack.appearances if catalogue.may_see(viewpoint, one) and title in (None, one.title)]
    assert len(found.cells) == len(found.names)
    for name, own in zip(found.names, found.cells, strict=True):
        exact = {
            (one.title, one.season, one.episode)
            for one in seen
            if one.character == names[name] and (one.episode is not None or not catalogue.titles[one.title].seasons)
        }
        assert sum(cell.episodes for cell in own if cell) == len(exact)
    if title:
        assert {names[name] for name in found.names} == {one.character for one in seen}
    assert all(any(column) for column in zip(*found.cells, strict=True))
