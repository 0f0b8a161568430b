from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.network import SPOKEN_OF, Network
from bot.domain.pack import (
    Appearance,
    CharacterId,
    Confidence,
    Credit,
    Kind,
    Meeting,
    Pack,
    SourceId,
    TitleId,
    UniverseId,
)
from bot.domain.viewpoint import EVERYTHING
from bot.domain.wish_facts import Granted, Happened, granted, happened
from bot.domain.wishes import Manner, Named, Occasion, Wanted
from tests.domain.worlds import DAYS, SOURCED, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR, APR = (date(2015, month, 1) for month in (1, 2, 3, 4))
WORLD = UniverseId("world")
LAMP, KEY = TitleId("lamp"), TitleId("key")
TITLES = [series("lamp", season(1, JAN, FEB), season(2, MAR, APR), season(3, None)), film("key", FEB)]
PEOPLE = [character(id) for id in ("ann", "bob", "cy")]


def fact(id: str) -> Named:
    return Named(id.title(), WORLD, id)


def wanted(
    into: str = "lamp", beside: str | None = None, occasion: Occasion = Occasion.FIRST, who: str = "ann"
) -> Wanted:
    return Wanted(fact(who), fact(into), fact(beside) if beside else None, occasion)


def facts(*rows: Appearance, meetings: tuple[Meeting, ...] = ()) -> tuple[Catalogue, Network]:
    catalogue = Catalogue(world(TITLES, PEOPLE, rows, meetings))
    return catalogue, Network(catalogue, EVERYTHING)


def meeting(title: str, season: int | None = None, episode: int | None = None, confidence=SOURCED) -> Meeting:
    return Meeting(
        CharacterId("ann"), CharacterId("bob"), TitleId(title), season, episode, confidence, SourceId("page")
    )


def place_of(found: Granted | None) -> tuple[int | None, int | None] | None:
    return (found.place.season, found.place.episode) if found else None


def places_of(found: Happened | None) -> list[tuple[int | None, int | None]]:
    return [(one.place.season, one.place.episode) for one in found.places] if found else []


def both(*place, second=SOURCED) -> list[Appearance]:
    return [row("ann", *place), row("bob", *place, confidence=second)]


def test_what_happened_is_told_place_by_place_in_the_order_of_release() -> None:
    rows = [row("ann", "lamp", 2), row("ann", "lamp", 2, 1), row("ann", "lamp", 1, 2), row("ann", "lamp", 3, 1)]
    found = happened(*facts(*rows), wanted())
    assert places_of(found) == [(1, 2), (2, 1), (2, None), (3, 1)]
    assert found
    assert [one.released for one in found.places] == [FEB, MAR, APR, None]
    assert (found.has_happened, found.is_sourced, found.episodes) == (True, True, 3)
    assert found.places[0].name == "Part 2"


def test_what_never_happened_or_happened_elsewhere_is_none() -> None:
    assert happened(*facts(row("ann", "key"), row("bob", "lamp", 1, 1)), wanted()) is None


@pytest.mark.parametrize("kind", SPOKEN_OF)
def test_who_is_only_pictured_or_spoken_of_is_told_apart(kind: Kind) -> None:
    found = happened(*facts(row("ann", "lamp", 1, 1, kind=kind)), wanted())
    assert found
    assert (found.has_happened, found.is_sourced, len(found.spoken_of)) == (False, False, 1)
    assert found.spoken_of[0].kind is kind
    there = happened(*facts(row("ann", "lamp", 1, 1, kind=kind), row("ann", "lamp", 1, 1)), wanted())
    assert there
    assert (len(there.places), there.spoken_of) == (1, ()), "a place is told once, as the best it is"


def test_a_place_is_as_sure_as_its_surest_row_and_told_in_the_manner_of_that_one() -> None:
    rows = [row("ann", "key", confidence=UNVERIFIED), row("ann", "key", kind=Kind.VOICE, credit=Credit.CAMEO)]
    found = happened(*facts(*rows), wanted("key"))
    assert found
    assert [(one.kind, one.credit, one.confidence) for one in found.places] == [(Kind.VOICE, Credit.CAMEO, SOURCED)]


def test_two_have_been_together_in_one_episode_or_film_or_where_they_met() -> None:
    rows = [*both("lamp", 1, 1, second=UNVERIFIED), *both("key"), row("ann", "lamp", 2, 1), row("bob", "lamp", 2, 2)]
    found = happened(*facts(*rows, meetings=(meeting("lamp", 2),)), wanted(beside="bob"))
    assert found
    assert [(one.place.season, one.place.episode, one.confidence, one.met) for one in found.places] == [
        (1, 1, UNVERIFIED, False),
        (2, None, SOURCED, True),
    ]
    assert places_of(happened(*facts(*rows), wanted("key", beside="bob"))) == [(None, None)]


def test_a_meeting_makes_a_shared_episode_as_sure_as_itself() -> None:
    rows = both("lamp", 1, 1, second=UNVERIFIED)
    found = happened(*facts(*rows, meetings=(meeting("lamp", 1, 1),)), wanted(beside="bob"))
    assert found
    assert [(one.confidence, one.met) for one in found.places] == [(SOURCED, True)]


def test_a_meeting_that_no_source_states_makes_a_shared_episode_no_less_sure() -> None:
    found = happened(*facts(*both("lamp", 1, 1), meetings=(meeting("lamp", 1, 1, UNVERIFIED),)), wanted(beside="bob"))
    assert found
    assert [(one.confidence, one.met) for one in found.places] == [(SOURCED, True)]


def test_of_two_credits_in_one_place_the_more_prominent_is_told() -> None:
    rows = [row("ann", "key", credit=None), row("ann", "key", kind=Kind.VOICE, credit=Credit.RECURRING)]
    found = happened(*facts(*rows), wanted("key"))
    assert found
    assert [(one.kind, one.credit) for one in found.places] == [(Kind.IN_PERSON, Credit.RECURRING)]


def test_two_of_one_season_are_not_known_to_be_together() -> None:
    assert happened(*facts(*both("lamp", 1)), wanted(beside="bob")) is None


def test_one_who_is_spoken_of_where_the_other_is_has_not_been_beside_them() -> None:
    rows = [row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 1, kind=Kind.MENTION, confidence=UNVERIFIED)]
    for who, beside in (("ann", "bob"), ("bob", "ann")):
        found = happened(*facts(*rows), wanted(who=who, beside=beside))
        assert found
        assert not found.has_happened
        assert [(one.place, one.confidence) for one in found.spoken_of] == [(Place(LAMP, 1, 1), UNVERIFIED)]
    mentions = [row(who, "lamp", 1, 1, kind=Kind.MENTION) for who in ("ann", "bob")]
    assert happened(*facts(*mentions), wanted(beside="bob")) is None


def test_the_first_place_by_release_grants_a_first_time() -> None:
    rows = [row("ann", "lamp", 2, 1), row("ann", "lamp", 1, 2), row("ann", "lamp", 3, 1)]
    found = granted(*facts(*rows), wanted(), Manner.ANY, JAN)
    assert found == Granted(Place(LAMP, 1, 2), FEB, already=False)


def test_what_was_out_before_the_wish_was_made_had_come_true_already() -> None:
    for made_on, already in ((FEB, False), (FEB + timedelta(days=1), True)):
        found = granted(*facts(row("ann", "key")), wanted("key"), Manner.CAMEO, made_on)
        assert found == Granted(Place(KEY), FEB, already)


def test_once_more_is_only_what_is_released_after_the_wish_was_made() -> None:
    rows = [row("ann", "lamp", 1, 1), row("ann", "lamp", 1, 2), row("ann", "lamp", 2, 1), row("ann", "lamp", 3, 1)]
    again = wanted(occasion=Occasion.AGAIN)
    assert place_of(granted(*facts(*rows), again, Manner.ANY, FEB)) == (2, 1)
    assert granted(*facts(*rows), again, Manner.ANY, APR) is None, "an unknown day proves nothing"


def test_another_version_of_somebody_is_never_told_by_facts() -> None:
    found = granted(*facts(row("ann", "key")), wanted("key", occasion=Occasion.VARIANT), Manner.ANY, JAN)
    assert found is None


@pytest.mark.parametrize(
    "rows",
    [
        [row("ann", "lamp", 1, 1, confidence=UNVERIFIED)],
        [row("ann", "lamp", 1, 1, kind=Kind.MENTION)],
        [row("ann", "lamp", 1, 1, kind=Kind.MENTION), row("ann", "lamp", 1, 1, confidence=UNVERIFIED)],
        [row("bob", "lamp", 1, 1), row("ann", "key")],
    ],
)
def test_what_no_source_states_or_nobody_is_in_grants_nothing(rows: list[Appearance]) -> None:
    assert granted(*facts(*rows), wanted(), Manner.ANY, JAN) is None


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([row("ann", "lamp", 1, 1), row("ann", "lamp", 1, 2)], (1, 2)),
        ([row("ann", "lamp", 1, 1), row("ann", "lamp", 2, 1), row("ann", "lamp", 2, 2)], (2, 2)),
        ([row("ann", "lamp", 1, 1), row("ann", "lamp", 1, 1, kind=Kind.VOICE)], None),
        ([row("ann", "lamp", 1, 1), row("ann", "lamp", 2, 1)], None),
        ([row("ann", "lamp", 1), row("ann", "lamp", 1, 1)], None),
        ([row("ann", "lamp", 1, 1), row("ann", "lamp", 1, 2, confidence=UNVERIFIED)], None),
        ([row("ann", "lamp", 1, credit=Credit.RECURRING)], (1, None)),
        ([row("ann", "lamp", 1, 1, credit=Credit.MAIN)], (1, 1)),
        ([row("ann", "lamp", 1, credit=Credit.MAIN, confidence=UNVERIFIED)], None),
        ([row("ann", "lamp", 1, credit=Credit.GUEST)], None),
    ],
)
def test_a_guest_arc_is_two_episodes_of_a_season_or_a_credit_of_weight(rows: list[Appearance], place: object) -> None:
    assert place_of(granted(*facts(*rows), wanted(), Manner.GUEST_ARC, JAN)) == place


def test_company_is_kept_in_one_episode_that_sources_state_for_both() -> None:
    asked = wanted(beside="bob")
    for manner in Manner:
        if manner is not Manner.GUEST_ARC:
            assert place_of(granted(*facts(*both("lamp", 1, 2)), asked, manner, JAN)) == (1, 2)
    apart = [row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 2)]
    for rows in (apart, both("lamp", 1), both("lamp"), both("lamp", 1, 1, second=UNVERIFIED), both("key")):
        assert granted(*facts(*rows), asked, Manner.ANY, JAN) is None


def test_a_meeting_in_an_episode_grants_company_and_one_somewhere_in_a_season_does_not() -> None:
    rows = both("lamp", 1, 1, second=UNVERIFIED)
    asked = wanted(beside="bob")
    for known, place in (
        (meeting("lamp", 1, 1), (1, 1)),
        (meeting("lamp", 1, 1, UNVERIFIED), None),
        (meeting("lamp", 1), None),
        (meeting("key"), None),
    ):
        assert place_of(granted(*facts(*rows, meetings=(known,)), asked, Manner.TEAM_UP, JAN)) == place


def test_company_once_more_is_an_episode_after_the_wish_was_made() -> None:
    rows = [*both("lamp", 1, 1), row("ann", "lamp", 2, 1)]
    again = wanted(beside="bob", occasion=Occasion.AGAIN)
    assert granted(*facts(*rows), again, Manner.ANY, JAN) is None
    assert place_of(granted(*facts(*rows, *both("lamp", 2, 2)), again, Manner.ANY, JAN)) == (2, 2)


def test_an_arc_in_company_is_granted_by_the_later_of_the_two() -> None:
    asked = wanted(beside="bob")
    rows = [row("ann", "lamp", 1, 1), row("ann", "lamp", 1, 2)]
    assert granted(*facts(*rows), asked, Manner.GUEST_ARC, JAN) is None
    for at in (1, 2):
        beside = row("bob", "lamp", 1, at)
        assert place_of(granted(*facts(*rows, beside), asked, Manner.GUEST_ARC, JAN)) == (1, 2)


@pytest.mark.parametrize(
    "asked",
    [
        Wanted(Named("Ann"), fact("lamp")),
        Wanted(fact("ann"), Named("Lamp")),
        Wanted(fact("ann"), fact("lamp"), Named("Bob")),
        Wanted(fact("ann"), fact("lamp"), fact("ann")),
        Wanted(fact("ann"), fact("lamp"), fact("dee")),
        Wanted(fact("dee"), fact("lamp")),
        Wanted(fact("ann"), fact("lost")),
        Wanted(Named("Ann", UniverseId("other"), "ann"), fact("lamp")),
        Wanted(Named("Ann", UniverseId("other"), "ann"), Named("Lamp", UniverseId("other"), "lamp")),
    ],
)
def test_a_wish_that_is_not_all_facts_of_the_universe_has_neither_happened_nor_is_granted(asked: Wanted) -> None:
    held = facts(*both("lamp", 1, 1))
    assert happened(*held, asked) is None
    assert granted(*held, asked, Manner.ANY, JAN) is None


WISHES = st.builds(
    Wanted,
    st.sampled_from("abc").map(fact),
    st.sampled_from("pqrs").map(fact),
    st.none() | st.sampled_from("abc").map(fact),
    st.sampled_from(Occasion),
)


@given(packs(), WISHES, st.sampled_from(Manner), DAYS)
def test_what_is_granted_has_happened_in_a_place_that_a_source_states(
    pack: Pack, asked: Wanted, manner: Manner, day: date
) -> None:
    catalogue = Catalogue(pack)
    network = Network(catalogue, EVERYTHING)
    found = granted(catalogue, network, asked, manner, day)
    if found is None:
        return
    told = happened(catalogue, network, asked)
    assert told
    assert told.has_happened
    assert told.is_sourced
    assert asked.occasion is not Occasion.VARIANT
    released = catalogue.released(found.place.title, found.place.season, found.place.episode)
    assert found.released == released
    assert found.already == (released is not None and released < day)
    if asked.occasion is Occasion.AGAIN:
        assert released
        assert released > day


@given(packs(), WISHES, st.sampled_from(Manner), DAYS)
def test_nothing_that_no_source_states_grants_anything(pack: Pack, asked: Wanted, manner: Manner, day: date) -> None:
    sourced = tuple(one for one in pack.appearances if one.confidence is Confidence.SOURCED)
    less = Catalogue(world(pack.titles, pack.characters, sourced))
    all_of_it = Catalogue(pack)
    with_doubt, without = (granted(one, Network(one, EVERYTHING), asked, manner, day) for one in (all_of_it, less))
    assert with_doubt == without


@given(packs(), DAYS)
def test_a_cameo_is_granted_exactly_where_a_source_has_somebody_in_the_title(pack: Pack, day: date) -> None:
    catalogue = Catalogue(pack)
    network = Network(catalogue, EVERYTHING)
    there = {(one.character, one.title) for one in pack.appearances if one.confidence is Confidence.SOURCED}
    for who, into in product("abc", "pqrs"):
        found = granted(catalogue, network, wanted(into, who=who), Manner.CAMEO, day)
        assert (found is not None) == ((who, into) in there)
