from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.company import Company, company_of
from bot.domain.network import Network
from bot.domain.pack import CharacterId, Confidence, Pack, TitleId
from bot.domain.viewpoint import EVERYTHING
from tests.domain.crowds import CASTS, PEOPLE, crowd
from tests.domain.worlds import character, film, row, season, series, world


def company(pack: Pack, characters: str) -> Company:
    catalogue = Catalogue(pack)
    return company_of(catalogue, Network(catalogue, EVERYTHING), [CharacterId(one) for one in characters])


def titles(company: Company) -> list[str]:
    return [one.place.title for one in company.shared]


def test_two_share_what_both_are_in_and_nothing_nearly() -> None:
    found = company(crowd("ab", "a", "b", "abc"), "ab")
    assert titles(found) == ["f0", "f3"]
    assert found.near_misses == ()


def test_of_three_it_is_told_what_only_one_of_them_missed() -> None:
    found = company(crowd("abc", "ab", "bc", "bc", "a"), "abc")
    assert titles(found) == ["f0"]
    misses = [(one.missing.id, [each.place.title for each in one.shared]) for one in found.near_misses]
    assert misses == [("a", ["f2", "f3"]), ("c", ["f1"])]


def test_the_characters_keep_the_order_in_which_they_were_asked_for() -> None:
    found = company(crowd("ab", "bc"), "cba")
    assert [one.id for one in found.characters] == ["c", "b", "a"]
    assert [one.missing.id for one in found.near_misses] == ["c", "a"]


def test_an_episode_has_its_name_and_day_and_a_film_no_name() -> None:
    day = date(2015, 1, 1)
    titles = [series("show", season(0, day)), film("movie", None)]
    rows = [row(one, *place) for one in "ab" for place in (("show", 0, 1), ("movie",), ("show", 0))]
    [episode, movie] = company(world(titles, map(character, "ab"), rows), "ab").shared
    assert (episode.place, episode.name, episode.released) == (Place(TitleId("show"), 0, 1), "Part 1", day)
    assert (movie.title.id, movie.name, movie.released) == ("movie", "", None)


def test_a_place_is_as_sure_as_the_least_sure_of_those_who_share_it() -> None:
    found = company(crowd("abc", "abC", "Abc", "aB"), "abc")
    assert [one.confidence for one in found.shared] == ["sourced", "unverified", "unverified"]
    assert [one.confidence for one in found.near_misses[0].shared] == ["unverified"]
    assert found.unverified == 3


def test_who_is_missing_does_not_make_a_near_miss_unsure() -> None:
    pack = world(
        [series("show", season(1, date(2015, 1, 1)))],
        map(character, "abc"),
        [row("a", "show", 1, 1), row("b", "show", 1, 1), row("c", "show", 1, confidence=Confidence.UNVERIFIED)],
    )
    [miss] = company(pack, "abc").near_misses
    assert (miss.missing.id, miss.shared[0].confidence) == ("c", Confidence.SOURCED)


@given(CASTS, st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=4, unique=True))
def test_a_film_is_shared_or_nearly_or_lacks_two(casts: list[str], asked: list[str]) -> None:
    found = company(crowd(*casts), "".join(asked))
    missing = [set(asked) - set(cast.lower()) for cast in casts]
    assert titles(found) == [f"f{at}" for at, some in enumerate(missing) if not some]
    nearly = {(miss.missing.id, each.place.title) for miss in found.near_misses for each in miss.shared}
    single = {(*some, f"f{at}") for at, some in enumerate(missing) if len(some) == 1}
    assert nearly == (single if len(asked) > 2 else set())
    for place in found.shared:
        letters = casts[int(place.place.title[1:])]
        sure = all(one in letters for one in asked)
        assert (place.confidence is Confidence.SOURCED) == sure
