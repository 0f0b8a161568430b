import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.met import Met, MetGrade, met
from bot.domain.network import Network
from bot.domain.pack import (
    Appearance,
    CastComplete,
    CharacterId,
    Confidence,
    Kind,
    Meeting,
    Pack,
    SourceId,
    Title,
    TitleId,
)
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import DAYS, SOURCED, UNVERIFIED, character, film, packs, row, season, series, world

JAN, FEB, MAR = (date(2015, month, 1) for month in (1, 2, 3))
CREDITED = CastComplete.CREDITED
TITLES = [series("lamp", season(1, JAN, MAR), season(2, MAR)), film("key", FEB)]
WHOLE = [
    series("lamp", season(1, JAN, MAR, complete=CREDITED), season(2, MAR, complete=CREDITED)),
    film("key", FEB, complete=CREDITED),
]


def met_in(pack: Pack, viewpoint: Viewpoint = EVERYTHING, first: str = "ann", second: str = "bob") -> Met:
    catalogue = Catalogue(pack)
    network = Network(catalogue, viewpoint)
    return met(catalogue, network, CharacterId(first), CharacterId(second), viewpoint)


def asked(
    *rows: Appearance,
    titles: list[Title] = TITLES,
    meetings: tuple[Meeting, ...] = (),
    viewpoint: Viewpoint = EVERYTHING,
) -> Met:
    return met_in(world(titles, map(character, ("ann", "bob", "cy")), rows, meetings), viewpoint)


def meeting(title: str, season: int | None = None, episode: int | None = None, confidence=SOURCED) -> Meeting:
    return Meeting(
        CharacterId("ann"), CharacterId("bob"), TitleId(title), season, episode, confidence, SourceId("page")
    )


def mention(*place) -> Appearance:
    return row(*place, kind=Kind.MENTION)


@pytest.mark.parametrize(
    ("first", "second", "grade"),
    [
        (row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 1), MetGrade.SAME_EPISODE),
        (row("ann", "key"), row("bob", "key"), MetGrade.SAME_EPISODE),
        (row("ann", "key"), row("bob", "key", kind=Kind.ARCHIVE), MetGrade.SAME_EPISODE),
        (row("ann", "lamp", 1, 1), row("bob", "lamp", 1), MetGrade.SAME_SEASON),
        (row("ann", "lamp", 1), row("bob", "lamp", 1), MetGrade.SAME_SEASON),
        (row("ann", "lamp"), row("bob", "lamp", 2, 1), MetGrade.SAME_SEASON),
        (row("ann", "lamp"), row("bob", "lamp"), MetGrade.SAME_SEASON),
        (mention("ann", "lamp", 1, 1), row("bob", "lamp", 1, 1), MetGrade.SPOKEN_OF),
        (row("ann", "key", kind=Kind.PHOTO), row("bob", "key"), MetGrade.SPOKEN_OF),
        (mention("ann", "lamp", 1), row("bob", "lamp", 1, 2), MetGrade.SPOKEN_OF),
        (mention("ann", "lamp", 1, 1), row("bob", "lamp", 1), MetGrade.SPOKEN_OF),
        (mention("ann", "lamp", 1, 1), mention("bob", "lamp", 1, 1), MetGrade.UNKNOWN),
        (mention("ann", "lamp", 1, 2), row("bob", "lamp", 1, 1), MetGrade.UNKNOWN),
        (row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 2), MetGrade.UNKNOWN),
        (row("ann", "lamp", 1), row("bob", "lamp", 2), MetGrade.UNKNOWN),
        (row("ann", "lamp", 1), row("bob", "lamp", 2, 1), MetGrade.UNKNOWN),
        (row("ann", "lamp", 1, 1), row("bob", "key"), MetGrade.UNKNOWN),
    ],
)
def test_two_rows_say_no_more_than_they_can(first: Appearance, second: Appearance, grade: MetGrade) -> None:
    assert asked(first, second).grade is grade
    swapped = [replace(one, character=CharacterId(who)) for one, who in ((first, "bob"), (second, "ann"))]
    assert asked(*swapped).grade is grade


def test_a_meeting_on_record_is_the_strongest_and_what_they_share_is_told_beside_it() -> None:
    rows = [row(who, "lamp", 1, at) for who in ("ann", "bob") for at in (1, 2)]
    found = asked(*rows, meetings=(meeting("lamp", 1, 2),))
    assert found.grade is MetGrade.MET
    assert [one.meeting.episode for one in found.meetings] == [2]
    assert [one.place for one in found.shared] == [Place(TitleId("lamp"), 1, 1), Place(TitleId("lamp"), 1, 2)]
    assert found.overlaps == ()
    assert found.nearest is None


def test_a_meeting_with_a_third_is_none_between_the_two() -> None:
    third = replace(meeting("key"), second=CharacterId("cy"))
    found = asked(*(row(who, "key") for who in ("ann", "bob", "cy")), meetings=(third,))
    assert (found.grade, found.meetings) == (MetGrade.SAME_EPISODE, ())


def test_stronger_evidence_leaves_the_weaker_untold() -> None:
    rows = [row("ann", "lamp", 1), row("bob", "lamp", 1), mention("bob", "key"), row("ann", "key")]
    found = asked(*rows)
    assert found.grade is MetGrade.SAME_SEASON
    assert [one.place for one in found.overlaps] == [Place(TitleId("lamp"), 1)]


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([row("ann", "lamp", 1, 1), row("bob", "lamp", 1)], (1, None)),
        ([row("ann", "lamp"), row("bob", "lamp", 2, 1)], (None, None)),
        ([mention("ann", "lamp", 1, 1), row("bob", "lamp", 1, 1)], (1, 1)),
        ([mention("ann", "lamp", 1, 1), row("bob", "lamp", 1)], (1, None)),
    ],
)
def test_an_overlap_is_a_place_as_exact_as_both_are_known(rows: list[Appearance], place: tuple) -> None:
    assert [one.place for one in asked(*rows).overlaps] == [Place(TitleId("lamp"), *place)]


def test_an_overlap_is_told_once_and_as_surely_as_it_is_known_and_in_release_order() -> None:
    rows = [
        row("ann", "lamp", 2),
        row("ann", "lamp", 1, confidence=UNVERIFIED),
        row("bob", "lamp", 1, 1),
        row("bob", "lamp", 1, 2),
        row("bob", "lamp", 2, 1, confidence=UNVERIFIED),
        row("bob", "lamp", 2, kind=Kind.VOICE),
    ]
    found = asked(*rows)
    assert [(one.place.season, one.confidence) for one in found.overlaps] == [(1, UNVERIFIED), (2, SOURCED)]
    assert found.confidence is Confidence.SOURCED


@pytest.mark.parametrize(
    ("confidences", "best"),
    [((SOURCED, UNVERIFIED), SOURCED), ((UNVERIFIED, SOURCED), SOURCED), ((UNVERIFIED, UNVERIFIED), UNVERIFIED)],
)
def test_the_answer_is_as_sure_as_its_best_evidence(confidences: tuple, best: Confidence) -> None:
    rows = [row(who, "lamp", 1, at) for who in ("ann", "bob") for at in (1, 2)]
    meetings = tuple(meeting("lamp", 1, at, one) for at, one in enumerate(confidences, 1))
    assert asked(*rows, meetings=meetings).confidence is best
    unsure = [replace(one, confidence=confidences[(one.episode or 1) - 1]) for one in rows]
    assert asked(*unsure).confidence is best


def test_an_unverified_meeting_is_no_surer_for_an_episode_that_is_sourced() -> None:
    rows = [row(who, "key") for who in ("ann", "bob")]
    assert asked(*rows, meetings=(meeting("key", confidence=UNVERIFIED),)).confidence is UNVERIFIED


def test_two_whom_nothing_places_together_have_a_nearest_chain() -> None:
    rows = [row("ann", "key"), row("cy", "key"), row("cy", "lamp", 1, 1), row("bob", "lamp", 1, 1)]
    found = asked(*rows)
    assert found.nearest is not None
    assert [step.second.id for step in found.nearest.steps] == ["cy", "bob"]
    assert asked(row("ann", "key"), row("bob", "lamp", 1, 1)).nearest is None


def test_two_never_met_where_every_credited_cast_is_whole_and_lacks_one() -> None:
    never = asked(row("ann", "lamp", 1, 1), row("ann", "key"), row("bob", "lamp", 2), titles=WHOLE)
    assert (never.grade, never.confidence, never.overlaps) == (MetGrade.NEVER, None, ())


@pytest.mark.parametrize("complete", [one for one in CastComplete if one is not CREDITED])
def test_one_cast_that_is_not_whole_leaves_it_open(complete: CastComplete) -> None:
    rows = [row("ann", "lamp", 1, 1), row("bob", "lamp", 2)]
    assert asked(*rows, titles=[*WHOLE[:1], film("key", FEB, complete=complete)]).grade is MetGrade.UNKNOWN
    lamp = series("lamp", season(1, JAN, complete=CREDITED), season(2, MAR, complete=complete))
    assert asked(*rows, titles=[lamp]).grade is MetGrade.UNKNOWN


def test_two_in_different_episodes_of_a_season_may_have_met_in_it() -> None:
    assert asked(row("ann", "lamp", 1, 1), row("bob", "lamp", 1, 2), titles=WHOLE).grade is MetGrade.UNKNOWN


def test_what_is_surely_not_out_need_not_be_whole() -> None:
    titles = [*WHOLE, film("sequel", date(2020, 1, 1))]
    rows = [row("ann", "lamp", 1, 1), row("bob", "key")]
    assert asked(*rows, titles=titles, viewpoint=Viewpoint(MAR)).grade is MetGrade.NEVER
    assert asked(*rows, titles=titles).grade is MetGrade.UNKNOWN


@pytest.mark.parametrize("undated", [film("sequel", None), series("sequel", season(1, None)), series("sequel")])
def test_what_may_be_out_has_to_be_whole(undated: Title) -> None:
    rows = [row("ann", "lamp", 1, 1), row("bob", "key")]
    assert asked(*rows, titles=[*WHOLE, undated], viewpoint=Viewpoint(MAR)).grade is MetGrade.UNKNOWN


@pytest.mark.parametrize("season", [1, None])
def test_a_row_hidden_because_its_season_is_not_over_leaves_open_what_is_out(season: int | None) -> None:
    rows = [row("ann", "lamp", season), row("bob", "lamp", 1, 1)]
    assert asked(*rows, titles=WHOLE, viewpoint=Viewpoint(FEB)).grade is MetGrade.UNKNOWN


def test_two_in_a_film_whose_day_is_not_known_are_not_told_they_never_met() -> None:
    titles = [film("key", None, complete=CREDITED)]
    found = asked(row("ann", "key"), row("bob", "key"), titles=titles, viewpoint=Viewpoint(MAR))
    assert (found.grade, found.shared) == (MetGrade.UNKNOWN, ())


def test_an_episode_that_is_surely_not_out_does_not_tell_what_will_be() -> None:
    rows = [row("ann", "lamp", 1, 2), row("bob", "lamp", 1, 1)]
    assert asked(*rows, titles=WHOLE, viewpoint=Viewpoint(FEB)).grade is MetGrade.NEVER


def test_a_meeting_that_is_not_out_has_not_been() -> None:
    rows = [row(who, "lamp", 1, at) for who in ("ann", "bob") for at in (1, 2)]
    found = asked(*rows, meetings=(meeting("lamp", 1, 2),), viewpoint=Viewpoint(FEB))
    assert (found.grade, found.meetings, len(found.shared)) == (MetGrade.SAME_EPISODE, (), 1)


def spoken_of(pack: Pack) -> Pack:
    """Make mentions of voices: generated universes have people who are only spoken of, too."""
    rows = [replace(one, kind=Kind.MENTION) if one.kind is Kind.VOICE else one for one in pack.appearances]
    return replace(pack, appearances=tuple(rows))


UNIVERSES = packs() | packs().map(spoken_of)


def expected(pack: Pack) -> MetGrade | None:
    """The grade by every pair of rows of a and b, as the grades are described; None where there is no evidence."""
    seasoned = {one.id for one in pack.titles if one.seasons}
    best = None
    for one in (each for each in pack.appearances if each.character == "a"):
        for other in (each for each in pack.appearances if each.character == "b" and each.title == one.title):
            apart = [
                None not in numbers and numbers[0] != numbers[1]
                for numbers in ((one.season, other.season), (one.episode, other.episode))
            ]
            if any(apart):
                continue
            exact = one.title not in seasoned or (one.episode is not None and other.episode is not None)
            there = sum(each.kind is not Kind.MENTION for each in (one, other))
            found = {2: MetGrade.SAME_EPISODE if exact else MetGrade.SAME_SEASON, 1: MetGrade.SPOKEN_OF}.get(there)
            best = min((grade for grade in (best, found) if grade), key=list(MetGrade).index, default=None)
    return best


@given(UNIVERSES)
def test_the_grade_is_the_best_of_any_two_rows(pack: Pack) -> None:
    found = met_in(pack, first="a", second="b")
    best = expected(pack)
    assert found.grade is best if best else found.grade in (MetGrade.NEVER, MetGrade.UNKNOWN)
    assert bool(found.overlaps) == (found.grade in (MetGrade.SAME_SEASON, MetGrade.SPOKEN_OF))
    assert (found.confidence is None) == (best is None)


@given(UNIVERSES, st.none() | DAYS)
def test_both_ways_round_the_answer_is_the_same(pack: Pack, day: date | None) -> None:
    one = met_in(pack, Viewpoint(day), "a", "b")
    other = met_in(pack, Viewpoint(day), "b", "a")
    assert (one.grade, one.confidence, one.shared) == (other.grade, other.confidence, other.shared)
    assert set(one.overlaps) == set(other.overlaps)


def whole(pack: Pack) -> Pack:
    """Let every credited cast be whole."""
    titles = [
        replace(
            one, cast_complete=CREDITED, seasons=tuple(replace(each, cast_complete=CREDITED) for each in one.seasons)
        )
        for one in pack.titles
    ]
    return replace(pack, titles=tuple(titles))


def may_be_out(pack: Pack, one: Appearance, day: date) -> bool:
    [title] = [each for each in pack.titles if each.id == one.title]
    episodes = [
        each
        for season in title.seasons
        for each in season.episodes
        if one.season in (None, season.number) and one.episode in (None, each.number)
    ]
    days = [each.released for each in episodes] if title.seasons else [title.released]
    return not days or any(each is None or each <= day for each in days)


@given(UNIVERSES.map(whole), DAYS)
def test_two_never_met_by_a_day_exactly_if_no_season_that_may_be_out_may_have_both(pack: Pack, day: date) -> None:
    rows = [one for one in pack.appearances if may_be_out(pack, one, day)]
    together = [
        (one, other)
        for one in rows
        for other in rows
        if (one.character, other.character, one.title) == ("a", "b", other.title)
        and (None in (one.season, other.season) or one.season == other.season)
    ]
    grade = met_in(pack, Viewpoint(day), "a", "b").grade
    assert grade is not MetGrade.NEVER or not together
    anything = any(
        may_be_out(pack, row("a", title.id, season.number if season else None), day)
        for title in pack.titles
        for season in title.seasons or (None,)
    )
    assert (grade is MetGrade.NEVER) <= anything
    assert grade is MetGrade.NEVER or together or not anything


def test_meetings_come_in_release_order() -> None:
    places = [("lamp", 2, 1), ("key", None, None), ("lamp", 1, 2), ("lamp", 1, 1)]
    rows = [row(who, *place) for who in ("ann", "bob") for place in places]
    found = asked(*rows, meetings=tuple(meeting(*place) for place in places)).meetings
    assert [(one.title.id, one.meeting.season, one.meeting.episode) for one in found] == [
        ("lamp", 1, 1),
        ("lamp", 1, 2),
        ("lamp", 2, 1),
        ("key", None, None),
    ]
    assert {one.other.id for one in found} == {"bob"}


def test_two_in_turns_of_a_series_of_thousands_are_answered_at_once() -> None:
    titles = [series("lamp", season(1, *[JAN] * 6_000))]
    rows = [row("ann" if at % 2 else "bob", "lamp", 1, at) for at in range(1, 6_001)]
    pack = world(titles, [character("ann"), character("bob")], rows)
    catalogue = Catalogue(pack)
    network = Network(catalogue, EVERYTHING)
    began = time.process_time()
    assert met(catalogue, network, CharacterId("ann"), CharacterId("bob"), EVERYTHING).grade is MetGrade.UNKNOWN
    assert time.process_time() - began < 1, "every row with every row takes seconds"
