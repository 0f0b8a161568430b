from datetime import date

from bot.domain.cards import PlayedCharacter, character_card, performer_card
from bot.domain.catalogue import Catalogue
from bot.domain.pack import CharacterId, Confidence, Meeting, Pack, Performance, PerformerId, SourceId, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.worlds import SOURCED, UNVERIFIED, character, film, row, season, series, world

JAN, FEB, MAR = (date(2015, month, 1) for month in (1, 2, 3))
ANN, BEA, CAL = map(CharacterId, ("ann", "bea", "cal"))
PLAYER = PerformerId("kim-rhee")


def meeting(
    first: str, second: str, season: int | None, episode: int | None, confidence: Confidence = SOURCED
) -> Meeting:
    return Meeting(
        CharacterId(first), CharacterId(second), TitleId("show"), season, episode, confidence, SourceId("page")
    )


def make_pack() -> Pack:
    titles = [series("show", season(1, JAN), season(2, MAR)), film("movie", FEB)]
    people = [
        character("ann", "show", Performance("Kim Rhee", ("show/2",), "older"), Performance("Kim Rhee")),
        character("bea", "movie", Performance("Kim Rhee", ("movie",), "younger"), Performance("Lee", ("show",))),
        character("cal", "movie", Performance("Lee")),
    ]
    rows = [
        row("ann", "movie", confidence=UNVERIFIED),
        row("ann", "show", 1, 1),
        row("ann", "show", 2, 1),
        row("bea", "movie"),
        row("bea", "show", 1, 1),
    ]
    meetings = [meeting("ann", "bea", 1, 1), meeting("ann", "cal", 2, None), meeting("bea", "cal", 1, 1)]
    return world(titles, people, rows, meetings)


CATALOGUE = Catalogue(make_pack())


def test_a_card_lists_whom_somebody_met_in_the_order_of_release_from_either_side() -> None:
    assert [one.other.id for one in character_card(CATALOGUE, ANN, EVERYTHING).encounters] == ["bea", "cal"]
    assert [one.other.id for one in character_card(CATALOGUE, BEA, EVERYTHING).encounters] == ["ann", "cal"]
    assert [one.other.id for one in character_card(CATALOGUE, CAL, EVERYTHING).encounters] == ["bea", "ann"]


def test_of_somebody_met_more_than_once_the_first_sourced_meeting_is_shown_else_the_first() -> None:
    def shown(*confidences: Confidence) -> tuple[int | None, int]:
        meetings = [meeting("ann", "bea", 1, at, one) for at, one in enumerate(confidences, 1)]
        people = [character("ann"), character("bea")]
        catalogue = Catalogue(world([series("show", season(1, JAN, JAN, JAN))], people, (), meetings))
        [one] = character_card(catalogue, ANN, EVERYTHING).acquaintances
        return one.surest.meeting.episode, one.more

    assert shown(UNVERIFIED, SOURCED, SOURCED) == (2, 2)
    assert shown(SOURCED, UNVERIFIED) == (1, 1)
    assert shown(UNVERIFIED, UNVERIFIED) == (1, 1)


def test_a_meeting_is_told_once_its_whole_place_is_out() -> None:
    early = character_card(CATALOGUE, ANN, Viewpoint(FEB))
    assert [one.other.id for one in early.encounters] == ["bea"]
    assert early.encounters[0].title.id == "show"


def test_a_card_knows_the_places_of_performances_that_are_out_only() -> None:
    assert [part.age for part in character_card(CATALOGUE, ANN, EVERYTHING).performances] == ["older", None]
    assert [part.age for part in character_card(CATALOGUE, ANN, Viewpoint(FEB)).performances] == [None]


def played(viewpoint: Viewpoint = EVERYTHING) -> list[PlayedCharacter]:
    return list(performer_card(CATALOGUE, PLAYER, viewpoint).characters)


def test_a_performer_can_play_several_characters_each_in_some_titles() -> None:
    assert [(one.character.id, [title.id for title in one.titles]) for one in played()] == [
        ("ann", ["show", "movie"]),
        ("bea", ["movie"]),
    ]


def test_an_age_is_told_where_a_performer_plays_no_other() -> None:
    assert [one.age for one in played()] == [None, "younger"]


def test_a_performers_title_is_as_sure_as_the_rows_it_rests_on() -> None:
    assert [one.unverified for one in played()] == [{"movie"}, set()]


def test_a_performers_card_shows_what_is_out() -> None:
    assert [(one.character.id, [title.id for title in one.titles]) for one in played(Viewpoint(JAN))] == [
        ("ann", ["show"])
    ]
    assert played(Viewpoint(date(2014, 1, 1))) == []


def test_people_of_one_name_are_one_performer_however_it_is_spelt() -> None:
    people = [character("ann", None, Performance("D’Arc")), character("bea", None, Performance("D'Arc"))]
    catalogue = Catalogue(world([film("movie", JAN)], people, [row("ann", "movie"), row("bea", "movie")]))
    [performer] = catalogue.performers
    assert [one.character.id for one in performer_card(catalogue, performer, EVERYTHING).characters] == ["ann", "bea"]


def test_a_card_of_nobody_seen_yet_is_empty(catalogue: Catalogue) -> None:
    card = character_card(catalogue, CharacterId("old-tom"), Viewpoint(date(2000, 1, 1)))
    assert card.appearances.titles == ()
    assert card.appearances.home is None
    assert card.absences == ()
    assert card.encounters == ()


def test_a_card_counts_the_titles_that_nothing_is_known_of_where_they_are_many() -> None:
    pack = world([film(f"f{at}", FEB) for at in range(200)], [character("ann")], [row("ann", "f7")])
    card = character_card(Catalogue(pack), ANN, EVERYTHING)
    assert (card.absences, card.untold) == ((), 199)
