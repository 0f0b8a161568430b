import random
import time
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import Appearance, Confidence, Kind, Pack, UniverseId
from bot.domain.viewpoint import EVERYTHING
from bot.domain.wish_nearness import Nearness, nearness
from bot.domain.wishes import Named, Wanted
from tests.domain.crowds import CASTS, PEOPLE, crowd, is_sourced
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world

DAY = date(2015, 1, 1)
WORLD = UniverseId("world")


def fact(id: str) -> Named:
    return Named(id, WORLD, id)


def near(pack: Pack, who: str, into: str) -> Nearness:
    catalogue = Catalogue(pack)
    return nearness(catalogue, Network(catalogue, EVERYTHING), Wanted(fact(who), fact(into)))


def names(found: Nearness) -> str:
    return "".join(one.id for one in found.between)


def in_lamp(*rows: Appearance) -> Pack:
    titles = [series("lamp", season(1, DAY, DAY)), film("key", DAY)]
    return world(titles, map(character, ("ann", "bob")), [*rows, row("ann", "key")])


def test_who_is_in_the_title_already_needs_no_steps() -> None:
    assert near(crowd("ab"), "a", "f0") == Nearness(0, (), Confidence.SOURCED)
    assert near(crowd("Ab"), "a", "f0") == Nearness(0, (), UNVERIFIED)


def test_who_shares_a_film_with_somebody_of_the_title_is_one_step_away() -> None:
    found = near(crowd("ab", "bc"), "a", "f1")
    assert (found.steps, names(found), found.confidence) == (1, "b", Confidence.SOURCED)


def test_longer_ways_name_everybody_between_the_nearest_first() -> None:
    found = near(crowd("ab", "bc", "cd", "d"), "a", "f3")
    assert (found.steps, names(found)) == (3, "bcd")


def test_of_several_the_one_in_most_places_is_named() -> None:
    assert names(near(crowd("abc", "bc", "c"), "a", "f1")) == "c"


def test_who_surely_is_goes_before_who_is_seen_more() -> None:
    found = near(crowd("ab", "aC", "bc", "c", "c"), "a", "f2")
    assert (names(found), found.confidence) == ("b", Confidence.SOURCED)
    unsure = near(crowd("aC", "c", "c"), "a", "f2")
    assert (names(unsure), unsure.confidence) == ("c", UNVERIFIED)


def test_a_way_whose_last_is_not_surely_in_the_title_is_unverified() -> None:
    found = near(crowd("ab", "Bc"), "a", "f1")
    assert (names(found), found.confidence) == ("b", UNVERIFIED)


def test_without_a_chain_or_a_cast_or_a_fact_nothing_is_told() -> None:
    pack = crowd("a", "bc")
    assert near(pack, "a", "f1") == Nearness()
    assert near(pack, "a", "lost") == Nearness()
    assert near(pack, "lost", "f1") == Nearness()
    catalogue = Catalogue(pack)
    network = Network(catalogue, EVERYTHING)
    assert nearness(catalogue, network, Wanted(Named("a"), fact("f1"))) == Nearness()
    assert near(in_lamp(), "ann", "lamp") == Nearness()


def test_somebody_of_the_season_is_of_the_title_and_who_is_spoken_of_is_not() -> None:
    assert near(in_lamp(row("bob", "lamp", 1), row("bob", "key")), "ann", "lamp").steps == 1
    mention = row("bob", "lamp", 1, kind=Kind.MENTION)
    assert near(in_lamp(mention, row("bob", "key")), "ann", "lamp") == Nearness()
    assert near(in_lamp(row("ann", "lamp", 1)), "ann", "lamp").steps == 0


def all_ways(casts: list[str], who: str, into: int) -> list[str]:
    """Every shortest way into a film, found by trying all; each begins with who is wished for."""
    together = [set(cast.lower()) for cast in casts]
    ways = [who]
    for _ in PEOPLE:
        arrived = [way for way in ways if way[-1] in together[into]]
        if arrived:
            return arrived
        ways = [
            way + other
            for way in ways
            for other in PEOPLE
            if other not in way and any({way[-1], other} <= cast for cast in together)
        ]
    return []


@given(CASTS.filter(bool), st.sampled_from(PEOPLE), st.data())
def test_the_way_is_one_of_the_shortest_and_a_sourced_one_if_there_is_any(
    casts: list[str], who: str, data: st.DataObject
) -> None:
    into = data.draw(st.integers(0, len(casts) - 1))
    found = near(crowd(*casts), who, f"f{into}")
    ways = all_ways(casts, who, into)
    if not ways:
        assert found == Nearness()
        return
    assert who + names(found) in ways
    assert found.steps == len(names(found))
    sure = [way for way in ways if way[-1] in casts[into] and is_sourced(casts, way)]
    assert (found.confidence is Confidence.SOURCED) == bool(sure)
    if sure:
        assert who + names(found) in sure


def test_a_universe_of_6486_characters_is_looked_through_in_milliseconds() -> None:
    people, films = 6_486, 6_000
    chance = random.Random(3)
    rows = {  # neighbours in a long row, so that the way is many steps
        (f"c{(at * people // films + int(chance.paretovariate(1.2) * 3)) % people}", f"f{at}")
        for at in range(films)
        for _ in range(8)
    }
    titles = [film(f"f{at}", DAY) for at in range(films)]
    catalogue = Catalogue(world(titles, [character(f"c{at}") for at in range(people)], [row(*one) for one in rows]))
    network = Network(catalogue, EVERYTHING)
    loner = next(one for one in reversed(network.characters) if catalogue.appearances(one))
    asked = [Wanted(fact(loner), fact(f"f{at}")) for at in range(0, films, 300)]
    began = time.process_time()
    steps = [nearness(catalogue, network, one).steps for one in asked]
    assert (time.process_time() - began) / len(asked) < 0.02
    assert max(one or 0 for one in steps) >= 3
