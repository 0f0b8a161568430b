from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appearances import Precision, home_of
from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.crossovers import Crossing, Crossovers, Direction, crossovers_of, travellers_of
from bot.domain.pack import Appearance, Kind, Pack, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import DAYS, SOURCED, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR, APR = (date(2015, month, 1) for month in (1, 2, 3, 4))
LAMP, KEY, DOOR = map(TitleId, ("lamp", "key", "door"))


def sea(*rows: Appearance) -> Catalogue:
    """Ann is at home in the lamp, Bob in the key, Cy in the door; Dee has no home."""
    titles = [series("lamp", season(1, JAN, MAR), season(2, APR)), film("key", FEB), series("door", season(1, APR))]
    people = [character("ann", "lamp"), character("bob", "key"), character("cy", "door"), character("dee")]
    return Catalogue(world(titles, people, rows))


def asked(
    *rows: Appearance,
    title: TitleId = LAMP,
    beside: TitleId | None = None,
    direction: Direction = Direction.BOTH,
    viewpoint: Viewpoint = EVERYTHING,
) -> Crossovers:
    return crossovers_of(sea(*rows), title, viewpoint, beside=beside, direction=direction)


def who(crossings: Iterable[Crossing]) -> list[str]:
    return [f"{one.character.id} {one.home.id}-{one.into.id}" for one in crossings]


EVERYWHERE = [row(one, *place) for one in ("ann", "bob", "cy") for place in (("lamp", 1, 1), ("key",), ("door", 1, 1))]


def test_who_is_at_home_elsewhere_came_in_and_who_is_at_home_here_went_out() -> None:
    found = asked(*EVERYWHERE)
    assert who(found.came_in) == ["bob key-lamp", "cy door-lamp"]
    assert who(found.went_out) == ["ann lamp-key", "ann lamp-door"]
    assert (found.beside, found.between) == (None, ())


def test_beside_another_title_only_those_from_and_to_it_count_and_who_of_a_third_is_in_both() -> None:
    found = asked(*EVERYWHERE, beside=KEY)
    assert who(found.came_in) == ["bob key-lamp"]
    assert who(found.went_out) == ["ann lamp-key"]
    assert who(found.between) == ["cy door-lamp"]


def test_who_of_a_third_home_is_in_one_only_is_not_between() -> None:
    assert asked(row("cy", "lamp", 1, 1), beside=KEY).between == ()
    assert asked(row("cy", "key"), beside=KEY).between == ()


@pytest.mark.parametrize(("direction", "numbers"), [(Direction.IN, (2, 0)), (Direction.OUT, (0, 2))])
def test_one_direction_leaves_the_other_and_the_third_away(direction: Direction, numbers: tuple[int, int]) -> None:
    found = asked(*EVERYWHERE, direction=direction)
    assert (len(found.came_in), len(found.went_out)) == numbers
    assert asked(*EVERYWHERE, beside=KEY, direction=direction).between == ()


def test_who_left_home_before_ever_being_seen_there_went_out_all_the_same() -> None:
    assert who(asked(row("ann", "key")).went_out) == ["ann lamp-key"]


def test_without_a_given_home_the_first_title_is_home() -> None:
    rows = [row("dee", "key"), row("dee", "lamp", 1, 1), row("dee", "door", 1, 1)]
    assert who(asked(*rows).went_out) == ["dee lamp-key", "dee lamp-door"]
    assert who(asked(*rows[:1], row("dee", "lamp", 2, 1)).came_in) == []  # the lamp began before the key
    assert who(asked(*rows, title=DOOR).came_in) == ["dee lamp-door"]


def test_a_crossover_tells_since_when_in_how_many_episodes_and_how_surely() -> None:
    rows = [
        row("bob", "lamp", 2, 1, confidence=UNVERIFIED),
        row("bob", "lamp", 1, 2),
        row("bob", "lamp", 1, 2, kind=Kind.VOICE, confidence=UNVERIFIED),
    ]
    [one] = asked(*rows).came_in
    assert (one.first, one.released, one.episodes) == (Place(LAMP, 1, 2), MAR, 2)
    assert (one.precision, one.here, one.unverified) == (Precision.EPISODE, True, 2)
    assert (one.unsure, one.confidence) == (1, SOURCED), "one row is enough for an episode, and for a crossover"


def test_a_crossover_that_no_row_states_is_unverified() -> None:
    rows = [row("bob", "lamp", 1, at, confidence=UNVERIFIED) for at in (1, 2)]
    [one] = asked(*rows).came_in
    assert (one.unsure, one.confidence) == (2, UNVERIFIED)
    sourced_mention = row("bob", "lamp", 2, 1, kind=Kind.MENTION)
    assert asked(*rows, sourced_mention).came_in[0].confidence is UNVERIFIED


@pytest.mark.parametrize(
    ("rows", "first", "released", "episodes", "precision"),
    [
        ([("lamp", 1)], (1, None), MAR, 0, Precision.SEASON),
        ([("lamp",)], (None, None), APR, 0, Precision.TITLE),
        ([("lamp",), ("lamp", 2)], (2, None), APR, 0, Precision.SEASON),
        ([("lamp", 1), ("lamp", 1, 2)], (1, 2), MAR, 1, Precision.EPISODE),
        ([("lamp", 1), ("lamp", 2, 1)], (1, None), MAR, 1, Precision.EPISODE),
    ],
)
def test_a_crossover_is_as_exact_as_it_is_known(
    rows: list[tuple], first: tuple, released: date, episodes: int, precision: Precision
) -> None:
    [one] = asked(*(row("bob", *place) for place in rows)).came_in
    assert one.first == Place(LAMP, *first)
    assert (one.released, one.episodes, one.precision) == (released, episodes, precision)


def test_a_film_counts_as_one_episode() -> None:
    [one] = asked(row("ann", "key"), row("ann", "key", kind=Kind.FLASHBACK)).went_out
    assert (one.first, one.released, one.episodes, one.precision) == (Place(KEY), FEB, 1, Precision.TITLE)


def test_who_is_only_spoken_of_is_told_apart_and_comes_last() -> None:
    rows = [row("bob", "lamp", 1, 1, kind=Kind.MENTION), row("cy", "lamp", 2, 1)]
    found = asked(*rows).came_in
    assert [(one.character.id, one.here, one.episodes) for one in found] == [("cy", True, 1), ("bob", False, 1)]


def test_a_mention_does_not_begin_a_crossover_of_who_comes_later() -> None:
    rows = [row("bob", "lamp", 1, 1, kind=Kind.PHOTO, confidence=UNVERIFIED), row("bob", "lamp", 2, 1)]
    [one] = asked(*rows).came_in
    assert (one.first, one.here, one.episodes, one.unverified) == (Place(LAMP, 2, 1), True, 1, 0)


def test_crossovers_come_as_they_first_happened() -> None:
    rows = [row("bob", "lamp", 1, 2), row("cy", "lamp", 1, 1)]
    assert who(asked(*rows).came_in) == ["cy door-lamp", "bob key-lamp"]


def test_what_is_not_out_is_no_crossover() -> None:
    rows = [row("bob", "lamp", 1, 2), row("ann", "key")]
    found = asked(*rows, viewpoint=Viewpoint(FEB))
    assert (who(found.came_in), who(found.went_out)) == ([], ["ann lamp-key"])


def test_the_crossovers_that_no_row_states_are_counted() -> None:
    rows = [
        row(one, *place, confidence=UNVERIFIED) for one in ("ann", "bob", "cy") for place in (("lamp", 1), ("key",))
    ]
    assert asked(*rows, beside=KEY).unverified == 3
    assert asked(*rows, row("bob", "lamp", 1, 1), beside=KEY).unverified == 2


def test_who_is_in_most_titles_travelled_most_then_who_is_in_most_episodes() -> None:
    rows = [
        *(row("ann", "lamp", 1, at) for at in (1, 2)),
        row("ann", "key"),
        *(row("bob", "lamp", 1, at) for at in (1, 2)),
        row("cy", "lamp", 2, 1, confidence=UNVERIFIED),
        row("cy", "key"),
    ]
    found = travellers_of(sea(*rows), EVERYTHING).travellers
    assert [(one.character.id, len(one.titles), one.episodes, one.unverified) for one in found] == [
        ("cy", 2, 1, 1),
        ("bob", 1, 2, 0),
        ("ann", 1, 0, 0),
    ]
    assert [title.id for title in found[0].titles] == ["lamp", "key"]


def test_a_traveller_is_as_sure_as_the_surest_row_and_each_title_and_episode_by_itself() -> None:
    unsure = [row("cy", "lamp", 1, at, confidence=UNVERIFIED) for at in (1, 2)]
    [one] = travellers_of(sea(*unsure), EVERYTHING).travellers
    assert (one.unsure, one.unsure_titles, one.confidence) == (2, {"lamp"}, UNVERIFIED)
    [one] = travellers_of(sea(*unsure, row("cy", "key")), EVERYTHING).travellers
    assert (one.unsure, one.unsure_titles, one.confidence) == (2, {"lamp"}, SOURCED)
    [one] = travellers_of(sea(*unsure, row("cy", "lamp", 1, 1, kind=Kind.VOICE)), EVERYTHING).travellers
    assert (one.unsure, one.unsure_titles, one.confidence, one.unverified) == (1, set(), SOURCED, 2)


def test_who_is_only_spoken_of_elsewhere_did_not_travel() -> None:
    assert travellers_of(sea(row("bob", "lamp", 1, 1, kind=Kind.MENTION)), EVERYTHING).travellers == ()


@given(packs(), st.none() | DAYS)
def test_every_title_away_from_home_is_a_crossover_in_there_and_out_of_home(pack: Pack, day: date | None) -> None:
    catalogue, viewpoint = Catalogue(pack), Viewpoint(day)
    away = set()
    for one in pack.appearances:
        home = home_of(catalogue, one.character, viewpoint)
        if home and home.id != one.title and catalogue.may_see(viewpoint, one):
            away.add(f"{one.character} {home.id}-{one.title}")
    found = [crossovers_of(catalogue, title, viewpoint) for title in catalogue.titles]
    came = [line for one in found for line in who(one.came_in)]
    went = [line for one in found for line in who(one.went_out)]
    assert sorted(came) == sorted(went) == sorted(away)
    travelled = [
        f"{one.character.id} {one.home.id}-{title.id}"
        for one in travellers_of(catalogue, viewpoint).travellers
        for title in one.titles
    ]
    assert sorted(travelled) == sorted(away)


@given(packs())
def test_beside_another_title_nothing_is_added_and_only_the_third_are_new(pack: Pack) -> None:
    catalogue = Catalogue(pack)
    for title in catalogue.titles:
        alone = crossovers_of(catalogue, title, EVERYTHING)
        for beside in set(catalogue.titles) - {title}:
            found = crossovers_of(catalogue, title, EVERYTHING, beside=beside)
            assert set(found.came_in) == {one for one in alone.came_in if one.home.id == beside}
            assert set(found.went_out) == {one for one in alone.went_out if one.into.id == beside}
            other = crossovers_of(catalogue, beside, EVERYTHING, beside=title)
            assert {one.character.id for one in found.between} == {one.character.id for one in other.between}
            assert not {one.home.id for one in found.between} & {title, beside}
