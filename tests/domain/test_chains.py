from itertools import pairwise, product
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chains import Chains
from bot.domain.network import Network
from bot.domain.pack import CharacterId
from tests.domain.crowds import CASTS, PAIRS, PEOPLE, chains_in, crowd, is_sourced, network_of
from tests.domain.worlds import character, film, row, world


def chains(network: Network, first: str, last: str, avoid: str = "") -> Chains:
    numbers = (network.number(CharacterId(one)) for one in (first, last))
    return Chains(network, *numbers, sum(1 << network.number(CharacterId(one)) for one in avoid))


def spelt(network: Network, found: Chains) -> list[str]:
    return ["".join(network.characters[one] for one in found.chain(number)) for number in range(found.count)]


@given(CASTS, PAIRS, st.sampled_from(["", *PEOPLE]))
def test_they_are_all_the_shortest_chains_and_each_of_them_once(casts: list[str], two: list[str], avoid: str) -> None:
    avoid = avoid.strip("".join(two))
    network = network_of(crowd(*casts))
    found = chains(network, *two, avoid)
    expected = chains_in(casts, *two, avoid)
    assert sorted(spelt(network, found)) == sorted(expected)
    assert found.count == len(expected)
    assert found.length == (len(expected[0]) - 1 if expected else None)


@given(CASTS, PAIRS)
def test_the_first_is_sourced_all_along_if_any_is(casts: list[str], two: list[str]) -> None:
    network = network_of(crowd(*casts))
    found = spelt(network, chains(network, *two))
    sourced = [is_sourced(casts, chain) for chain in found]
    assert sourced[:1] == [any(sourced)] or not found


@given(CASTS, PAIRS)
def test_there_are_as_many_one_way_as_the_other(casts: list[str], two: list[str]) -> None:
    network = network_of(crowd(*casts))
    forth, back = spelt(network, chains(network, *two)), spelt(network, chains(network, *two[::-1]))
    assert sorted(forth) == sorted(chain[::-1] for chain in back)


def test_among_equally_sure_ones_the_most_seen_come_first() -> None:
    network = network_of(crowd("ab", "bz", "ac", "cz", "c", people="abcz"))
    assert spelt(network, chains(network, "a", "z")) == ["acz", "abz"]


def test_a_sourced_way_goes_before_a_way_of_more_seen_people() -> None:
    network = network_of(crowd("ab", "bz", "aC", "cz", "c", "c", people="abcz"))
    assert spelt(network, chains(network, "a", "z")) == ["abz", "acz"]


def test_one_that_is_sure_at_first_and_then_not_is_no_better_than_another() -> None:
    network = network_of(crowd("ac", "cZ", "c", "ab", "bz", people="abcz"))
    assert spelt(network, chains(network, "a", "z")) == ["abz", "acz"]


def test_without_who_links_them_there_is_a_longer_chain_or_none() -> None:
    network = network_of(crowd("ab", "bc", "ad", "de", "ec"))
    assert spelt(network, chains(network, "a", "c")) == ["abc"]
    assert spelt(network, chains(network, "a", "c", avoid="b")) == ["adec"]
    lost = chains(network, "a", "c", avoid="bd")
    assert (lost.length, lost.count) == (None, 0)


@pytest.mark.parametrize("avoid", "bcd")
def test_nobody_passes_who_is_avoided_from_whichever_end_they_are_near(avoid: str) -> None:
    network = network_of(crowd("ab", "bc", "cd", "de"))
    for two in ("ae", "ea"):
        assert chains(network, *two, avoid).length is None


@pytest.mark.parametrize("number", [-1, 2, 10**30])
def test_there_is_no_chain_before_the_first_or_after_the_last(number: int) -> None:
    network = network_of(crowd("ab", "bd", "ac", "cd"))
    found = chains(network, "a", "d")
    assert found.count == 2
    with pytest.raises(IndexError):
        found.chain(number)


def test_where_there_is_no_chain_there_is_no_first() -> None:
    with pytest.raises(IndexError):
        chains(network_of(crowd("ab")), "a", "c").chain(0)


def test_millions_of_millions_of_chains_are_counted_and_each_is_found_at_once() -> None:
    # 26 groups of three, everybody of one with everybody of the next: 3 ** 24 ways between the ends.
    groups = [[f"{letter}{at}" for at in range(3)] for letter in ascii_lowercase]
    pairs = [pair for one, other in pairwise(groups) for pair in product(one, other)]
    films = [film(f"f{at:03}", None) for at in range(len(pairs))]
    rows = [row(who, f"f{at:03}") for at, pair in enumerate(pairs) for who in pair]
    network = network_of(world(films, [character(one) for own in groups for one in own], rows))
    first, last = (network.number(CharacterId(own[0])) for own in (groups[0], groups[-1]))
    found = Chains(network, first, last)
    assert (found.length, found.count) == (25, 3**24)
    picked = {found.chain(number) for number in (0, 1, 3**23, 3**24 - 1)}
    assert len(picked) == 4
    assert all(len(set(chain)) == 26 for chain in picked)
