import time
from itertools import combinations

import pytest
from hypothesis import given

import bot.domain.distances as module
from bot.domain.catalogue import Catalogue
from bot.domain.distances import Distances, components_of, distances_of
from bot.domain.network import Network, members
from bot.domain.viewpoint import EVERYTHING
from tests.domain.crowds import CASTS, PEOPLE, chains_in, crowd, network_of
from tests.domain.worlds import character, film, row, world

ALL = (1 << len(PEOPLE)) - 1


def distances(*casts: str) -> Distances:
    return distances_of(network_of(crowd(*casts)), ALL)


@given(CASTS)
def test_they_are_the_lengths_of_the_shortest_chains_in_the_largest_group(casts: list[str]) -> None:
    steps = {
        frozenset(pair): len(found[0]) - 1 for pair in combinations(PEOPLE, 2) if (found := chains_in(casts, *pair))
    }
    groups = {frozenset({one, *(other for pair in steps if one in pair for other in pair)}) for one in PEOPLE}
    found = distances(*casts)
    assert sorted(found.components) == sorted(map(len, groups))
    assert list(found.components) == sorted(found.components, reverse=True)
    candidates = [
        [length for pair, length in steps.items() if pair <= group]
        for group in groups
        if len(group) == found.components[0]
    ]
    figures = [(sum(one) / len(one), max(one)) if one else (None, None) for one in candidates]
    assert any((found.mean, found.largest) == (pytest.approx(mean), largest) for mean, largest in figures)


def test_two_groups_and_three_who_are_alone() -> None:
    assert distances("ab", "bc", "de") == Distances((3, 2, 1, 1), pytest.approx(4 / 3), 2)


def test_where_nobody_shares_anything_there_is_no_distance() -> None:
    assert distances("a", "b") == Distances((1,) * len(PEOPLE), None, None)


def test_among_nobody_there_is_nothing() -> None:
    assert distances_of(network_of(crowd(people="")), 0) == Distances((), None, None)


def test_who_is_not_asked_about_is_in_no_group() -> None:
    network = network_of(crowd("ab", "cd"))
    asked = sum(1 << number for number, one in enumerate(network.characters) if one in "abe")
    groups = [{network.characters[one] for one in members(group)} for group in components_of(network, asked)]
    assert groups == [{"a", "b"}, {"e"}]


def test_a_chain_of_all_is_as_long_as_it_is() -> None:
    assert distances("ab", "bc", "cd", "de", "ef", "fg") == Distances((7,), pytest.approx(8 / 3), 6)


def test_a_crowd_in_one_place_is_measured_at_once() -> None:
    people = [character(f"c{at}") for at in range(3_000)]
    pack = world([film("key", None)], people, [row(one.id, "key") for one in people])
    network = Network(Catalogue(pack), EVERYTHING)
    began = time.process_time()
    assert distances_of(network, (1 << len(people)) - 1) == Distances((3_000,), 1, 1)
    assert time.process_time() - began < 1, "every pair by itself takes seconds"


def test_what_would_take_minutes_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = ["ab", "bc", "cd", "de"]
    assert distances(*chain).largest == 4
    monkeypatch.setattr(module, "_MOST_UNIONS", 3 * 2 * 2 * len(chain))
    assert distances(*chain) == Distances((5, 1, 1), None, None)
    assert distances(*chain[:3]).largest == 3
