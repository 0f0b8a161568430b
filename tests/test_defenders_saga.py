"""The shipped facts answer what fans ask, as far as sources state it."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.appearances import home_of
from bot.domain.catalogue import Catalogue
from bot.domain.pack import CharacterId, Confidence
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from bot.facts.reading import read_pack
from bot.services.library import Library
from bot.services.lookups import Lookups, UnknownName
from bot.services.names import ANYTHING, CHARACTERS, PLACES
from bot.services.questions import AppearancesQuestion

SAGA = Path(__file__).parents[1] / "data" / "defenders-saga"
ARTICLE = Viewpoint(date(2017, 8, 31))


class Store:
    def __init__(self, pack) -> None:
        self.pack = pack

    async def universes(self):
        return [self.pack]

    async def read_pack(self, universe_id):
        return self.pack


@pytest.fixture(scope="module")
def saga() -> Catalogue:
    return Catalogue(read_pack(SAGA))


@pytest.fixture(scope="module")
def saga_lookups() -> Lookups:
    import asyncio

    library = Library()
    asyncio.run(library.refresh(Store(read_pack(SAGA))))
    return Lookups(library)


def titles(lookups: Lookups, name: str, viewpoint: Viewpoint = EVERYTHING) -> list[str]:
    found = lookups.answer(lookups.appearances(name), viewpoint).content
    return [one.title.name for one in found.titles]


NETFLIX = ("daredevil", "jessica-jones", "luke-cage", "iron-fist", "the-defenders", "the-punisher")


def test_it_holds_the_13_netflix_seasons_with_161_episodes_and_their_main_casts(saga: Catalogue) -> None:
    seasons = [season for title in NETFLIX for season in saga.titles[title].seasons]
    assert len(seasons) == 13
    assert sum(len(season.episodes) for season in seasons) == 161
    assert all(season.cast_complete != "nothing" for season in seasons)


def test_the_recurring_casts_are_all_compared(saga: Catalogue) -> None:
    compared = {"main-and-recurring", "credited"}
    parts = [
        (title.id, season.number if season else None, (season or title).cast_complete.value)
        for title in saga.titles.values()
        for season in (title.seasons or [None])
    ]
    assert [(title, number) for title, number, complete in parts if complete not in compared] == []


def test_every_episode_has_a_name_and_a_date(saga: Catalogue) -> None:
    episodes = [one for title in saga.titles.values() for season in title.seasons for one in season.episodes]
    assert [one for one in episodes if not one.name or not one.released] == []


@pytest.mark.parametrize(
    "title", ["hawkeye", "spider-man-no-way-home", "she-hulk", "echo", "born-again", "punisher-one-last-kill"]
)
def test_it_follows_their_people_further(saga: Catalogue, title: str) -> None:
    known = {"matt-murdock", "wilson-fisk", "frank-castle"}
    assert known & {row.character for row in saga.title_appearances(title)}


def test_it_holds_everybody_of_note_with_a_performer(saga: Catalogue) -> None:
    assert len(saga.characters) >= 200
    crossing = [
        one for one in saga.characters.values() if any(row.title != one.home for row in saga.appearances(one.id))
    ]
    assert len(crossing) >= 30
    assert [one.name for one in crossing if not one.performances] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Claire Temple", ["Daredevil", "Jessica Jones", "Luke Cage", "Iron Fist", "The Defenders"]),
        ("Jeri Hogarth", ["Jessica Jones", "Daredevil", "Iron Fist", "The Defenders"]),
        ("Madame Gao", ["Daredevil", "Iron Fist", "The Defenders"]),
    ],
)
def test_the_article_the_project_started_from_holds(saga_lookups: Lookups, name: str, expected: list[str]) -> None:
    assert sorted(titles(saga_lookups, name, ARTICLE)) == sorted(expected)


def test_titles_come_in_release_order(saga_lookups: Lookups) -> None:
    assert titles(saga_lookups, "Claire Temple") == [
        "Daredevil",
        "Jessica Jones",
        "Luke Cage",
        "Iron Fist",
        "The Defenders",
    ]


@pytest.mark.parametrize(
    ("typed", "character"),
    [
        ("Kingpin", "wilson-fisk"),
        ("wilson fisk", "wilson-fisk"),
        ("Fisk, Wilson", "wilson-fisk"),
        ("Vincent D’Onofrio", "wilson-fisk"),
        ("vincent donofrio", "wilson-fisk"),
        ("foggy", "foggy-nelson"),
        ("the punisher", "frank-castle"),
        ("Krysten Ritter", "jessica-jones"),
        ("daredevil", "matt-murdock"),
        ("clare tempel", "claire-temple"),
        ("Charlie Cox", "matt-murdock"),
    ],
)
def test_what_fans_type_resolves(saga_lookups: Lookups, typed: str, character: str) -> None:
    question = saga_lookups.appearances(typed)
    assert isinstance(question, AppearancesQuestion)
    assert question.character == character


@pytest.mark.parametrize("typed", ["cla", "rosario", "clare tempel"])
def test_claire_is_offered_first(saga_lookups: Lookups, typed: str) -> None:
    assert saga_lookups.suggest(CHARACTERS, typed, 25)[0].entry.id == "claire-temple"


@pytest.mark.parametrize("name", ["Jessica Jones", "Luke Cage", "Daredevil", "Iron Fist", "The Punisher"])
def test_a_name_of_a_person_and_a_series_is_told_apart(saga_lookups: Lookups, name: str) -> None:
    hits = [hit for hit in saga_lookups.suggest(ANYTHING, name, 25) if hit.match == 0]
    kinds = {hit.entry.kind.value for hit in hits}
    assert {"character", "title"} <= kinds
    labels = [hit.entry.label for hit in hits]
    assert len(labels) == len(set(labels))
    assert saga_lookups.place(name).place.season is None


@pytest.mark.parametrize("typed", ["asdfgh", "", "x" * 6000, "@everyone", "' OR 1=1 --", "\u202ekroy", "\u200b", "🦸"])
def test_nonsense_is_one_sentence(saga_lookups: Lookups, typed: str) -> None:
    for kinds in (CHARACTERS, PLACES):
        assert len(saga_lookups.suggest(kinds, typed, 25)) <= 25
    with pytest.raises(UnknownName) as refused:
        saga_lookups.appearances(typed)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200


def test_claire_is_provably_in_no_main_cast_of_the_punisher(saga_lookups: Lookups) -> None:
    card = saga_lookups.answer(saga_lookups.character("Claire Temple")).content
    absent = {(one.title.id, one.season): one.proof.value for one in card.absences}
    assert absent["the-punisher", 1] != "nothing"
    assert ("daredevil", 3) in absent
    assert ("iron-fist", 2) in absent


def test_known_traps_are_not_in_the_facts(saga: Catalogue) -> None:
    claire = {(row.title, row.season) for row in saga.appearances(CharacterId("claire-temple"))}
    assert not {("daredevil", 3), ("iron-fist", 2), ("the-punisher", 1), ("the-punisher", 2)} & claire
    last = max(
        row.episode or 0
        for row in saga.appearances(CharacterId("claire-temple"))
        if (row.title, row.season) == ("luke-cage", 2)
    )
    assert last == 3


def test_at_least_four_fifths_of_the_crossovers_are_sourced(saga: Catalogue) -> None:
    sourced: dict[tuple[str, str, int | None], bool] = {}
    for character in saga.characters.values():
        home = home_of(saga, character.id, EVERYTHING)
        for row in saga.appearances(character.id):
            if home and row.title != home.id:
                place = (character.id, row.title, row.season)
                sourced[place] = sourced.get(place, False) or row.confidence is Confidence.SOURCED
    assert sum(sourced.values()) / len(sourced) >= 0.8


@pytest.mark.parametrize(
    ("name", "title", "season", "episodes"),
    [
        ("Foggy Nelson", "jessica-jones", 2, {3}),
        ("Foggy Nelson", "luke-cage", 2, {5}),
        ("Luke Cage", "jessica-jones", 3, {13}),
        ("Matt Murdock", "she-hulk", 1, {8, 9}),
        ("Wong", "she-hulk", 1, {3, 4, 9}),
        ("Thembi Wallace", "jessica-jones", 3, {7, 8}),
        ("Lemuel Pilgrim", "the-punisher", 2, {3, 5, 13}),
    ],
)
def test_what_fans_ask_has_its_episode(
    saga_lookups: Lookups, name: str, title: str, season: int, episodes: set[int]
) -> None:
    found = saga_lookups.answer(saga_lookups.appearances(name)).content
    numbers = {
        one.number
        for part in found.titles
        if part.title.id == title
        for s in part.seasons
        if s.number == season
        for one in s.episodes
    }
    assert numbers == episodes


def test_what_is_sourced_names_a_page_and_what_it_states(saga: Catalogue) -> None:
    for character in saga.characters:
        for row in saga.appearances(character):
            if row.confidence is Confidence.SOURCED:
                source = saga.sources[row.source]
                assert source.url
                assert source.read
                assert source.states
