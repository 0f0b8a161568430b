import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.appearances import AppearanceList, Order
from bot.domain.cards import CharacterCard, PerformerCard
from bot.domain.cast import Cast, Place
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, Kind, Pack, PerformerId, TitleId, UniverseId
from bot.domain.viewpoint import Viewpoint
from bot.services.connections import timeline_question
from bot.services.library import Library
from bot.services.lookups import Lookups, SearchResult, UnknownName
from bot.services.names import ANYTHING, CHARACTERS
from bot.services.question_texts import encode
from bot.services.questions import (
    AppearancesQuestion,
    CharacterQuestion,
    PerformerQuestion,
    Question,
    SearchQuestion,
    TitleQuestion,
)
from tests.conftest import ShelfOf
from tests.domain.worlds import SOURCED, UNVERIFIED, character, film, row, season, series, world

HARBOUR = UniverseId("harbour")
MARA = CharacterId("mara-quill")
DAY = date(2015, 1, 1)


async def lookups_of(*packs: Pack) -> Lookups:
    library = Library()
    await library.refresh(ShelfOf(*packs))
    return Lookups(library)


def sentence(ask: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        ask()
    return str(caught.value)


def test_a_name_becomes_a_question_about_where_they_appear(lookups: Lookups) -> None:
    assert lookups.appearances("mara qiull") == AppearancesQuestion(HARBOUR, MARA)
    assert lookups.appearances("Night Nurse", title="jane doe", kind=Kind.VOICE, order=Order.MOST) == (
        AppearancesQuestion(HARBOUR, MARA, TitleId("jane-doe"), Kind.VOICE, Order.MOST)
    )


def test_the_other_commands_have_questions_too(lookups: Lookups) -> None:
    assert lookups.character("mara quill") == CharacterQuestion(HARBOUR, MARA)
    assert lookups.performer("rosa") == PerformerQuestion(HARBOUR, PerformerId("rosa-dahl"))
    assert lookups.place("Lighthouse") == TitleQuestion(HARBOUR, Place(TitleId("lighthouse")))
    assert lookups.search("mara") == SearchQuestion("mara")


def test_a_name_that_is_both_a_characters_and_a_titles_means_what_the_command_is_about(lookups: Lookups) -> None:
    assert lookups.character("jane doe") == CharacterQuestion(HARBOUR, CharacterId("jane-doe"))
    assert lookups.place("jane doe") == TitleQuestion(HARBOUR, Place(TitleId("jane-doe")))


@pytest.mark.parametrize(
    ("name", "numbers", "place"),
    [
        ("Lighthouse 2x01", (), (2, 1)),
        ("lighthouse season 2", (), (2, None)),
        ("storm", (), (2, 1)),
        ("lighthouse", (2,), (2, None)),
        ("lighthouse", (2, 2), (2, 2)),
        ("season:harbour:lighthouse/2", (), (2, None)),
        ("season:harbour:lighthouse/2", (None, 1), (2, 1)),
        ("season:harbour:lighthouse/2", (1, 2), (1, 2)),
        ("episode:harbour:lighthouse/2/1", (None, 2), (2, 2)),
        ("title:harbour:lighthouse", (1,), (1, None)),
        ("lighthouse s2", (None, 2), (2, 2)),
        ("Lighthouse 2", (None, 1), (2, 1)),
        ("lighthouse season 1", (None, 2), (1, 2)),
        ("lighthouse s1", (2, 2), (2, 2)),
    ],
)
def test_a_place_is_named_in_text_or_by_numbers_beside_it(
    lookups: Lookups, name: str, numbers: tuple[int | None, ...], place: tuple[int, int | None]
) -> None:
    assert lookups.place(name, *numbers) == TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), *place))


@pytest.mark.parametrize("typed", ["jane doe", "jane", "jnae doe"])
def test_the_only_season_need_not_be_said(lookups: Lookups, typed: str) -> None:
    assert lookups.place(typed, episode=2) == TitleQuestion(HARBOUR, Place(TitleId("jane-doe"), 1, 2))


def test_an_episodes_name_beside_another_episodes_number_is_no_place(lookups: Lookups) -> None:
    assert sentence(lambda: lookups.place("storm", episode=2)).startswith("I know no title called “storm”;")


async def test_a_film_whose_name_a_series_begins_with_is_not_taken_for_its_season() -> None:
    lookups = await lookups_of(world([film("pier", DAY, name="Pier 9"), series("pier-9-files", season(1, DAY))], []))
    assert sentence(lambda: lookups.place("pier 9", episode=1)).startswith("Pier 9 has no seasons;")


@pytest.mark.parametrize(
    ("name", "season", "episode", "words"),
    [
        ("the ferry", 1, None, "The Ferry has no seasons; leave the numbers out."),
        ("the ferry", None, 1, "The Ferry has no seasons; leave the numbers out."),
        ("lighthouse", None, 1, "Lighthouse has 2 seasons; say which one, too."),
        ("lighthouse", 7, None, "Lighthouse has no season 7 in the facts; there is: 1, 2."),
        ("lighthouse", 0, None, "Lighthouse has no season 0 in the facts; there is: 1, 2."),
        ("lighthouse", 2, 9, "Season 2 of Lighthouse has no episode 9 in the facts; its last one is 2."),
        ("jane doe", None, 4, "Season 1 of Jane Doe has no episode 4 in the facts; its last one is 3."),
    ],
)
def test_a_number_that_is_not_there_is_one_sentence(
    lookups: Lookups, name: str, season: int | None, episode: int | None, words: str
) -> None:
    assert sentence(lambda: lookups.place(name, season, episode)) == words


async def test_numbers_of_long_and_of_empty_seasons_are_one_sentence() -> None:
    long = series("long", *(season(number) for number in range(500)))
    lookups = await lookups_of(world([long], []))
    assert sentence(lambda: lookups.place("long", 999)) == "Long has no season 999 in the facts; there is: 0 to 499."
    assert sentence(lambda: lookups.place("long", 3, 1)).endswith("no episode 1 in the facts; none of it is recorded.")


async def test_a_season_of_the_number_0_is_a_season() -> None:
    lookups = await lookups_of(world([series("show", season(0, DAY), season(1, DAY))], []))
    assert lookups.place("show", 0, 1) == TitleQuestion(UniverseId("world"), Place(TitleId("show"), 0, 1))


def test_an_unknown_name_is_one_sentence_without_suggestions(lookups: Lookups) -> None:
    with pytest.raises(UnknownName) as caught:
        lookups.character("xyzzy")
    assert str(caught.value).startswith("I know no character called “xyzzy”;")
    assert caught.value.suggestions == ()


def test_an_unsure_name_comes_with_the_questions_it_may_have_meant(lookups: Lookups) -> None:
    with pytest.raises(UnknownName, match="did you mean one of these") as caught:
        lookups.appearances("ma", kind=Kind.VOICE)
    [one] = caught.value.suggestions
    assert (one.label, one.question) == ("Mara Quill", AppearancesQuestion(HARBOUR, MARA, None, Kind.VOICE))


def test_an_unsure_title_keeps_the_character_that_was_sure(lookups: Lookups) -> None:
    with pytest.raises(UnknownName) as caught:
        lookups.appearances("mara", title="li")
    [one] = caught.value.suggestions
    assert one.question == AppearancesQuestion(HARBOUR, MARA, TitleId("lighthouse"))


async def test_no_more_than_five_are_suggested() -> None:
    lookups = await lookups_of(world([], [character(f"c{at}", name=f"Sam {at}") for at in range(9)]))
    with pytest.raises(UnknownName) as caught:
        lookups.character("sam")
    assert len(caught.value.suggestions) == 5


@pytest.mark.parametrize(
    ("ask", "start"),
    [
        (Lookups.character, "I need the name of a character in letters"),
        (Lookups.performer, "I need the name of a performer in letters"),
        (Lookups.place, "I need the name of a title in letters"),
        (lambda lookups, text: lookups.answer(lookups.search(text)), "I need a name in letters"),
    ],
)
def test_a_text_in_which_nothing_can_be_read_is_said_so(
    lookups: Lookups, ask: Callable[[Lookups, str], object], start: str
) -> None:
    assert sentence(lambda: ask(lookups, "👻")).startswith(start)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("xyzzy", "I know no character or title called “xyzzy”; check the spelling"),
        ("light", "I am not sure which character or title “light” is; did you mean one of these?"),
        ("👻", "I need the name of a character or title in letters or digits, please."),
    ],
)
async def test_what_may_be_a_character_or_a_title_is_called_both(text: str, words: str) -> None:
    lookups = await lookups_of(world([film("lighthouse", DAY)], [character("light-housing", name="Light Housing")]))
    assert sentence(lambda: timeline_question(lookups, text)).startswith(words)


def test_a_search_that_finds_nothing_is_one_sentence(lookups: Lookups) -> None:
    assert sentence(lambda: lookups.answer(SearchQuestion("xyzzy"))).startswith("I know nothing called “xyzzy”;")


def test_a_search_for_a_picked_suggestion_asks_about_exactly_that(lookups: Lookups) -> None:
    assert lookups.search("title:harbour:jane-doe") == TitleQuestion(HARBOUR, Place(TitleId("jane-doe")))
    assert lookups.search("performer:harbour:kim-rhee") == PerformerQuestion(HARBOUR, PerformerId("kim-rhee"))
    assert lookups.search("character:harbour:mara-quill") == AppearancesQuestion(HARBOUR, MARA)


def test_a_searched_text_fits_on_one_line_of_a_button(lookups: Lookups) -> None:
    question = lookups.search(" a\nb\r\n" + "c" * 6_000)
    assert question == SearchQuestion("a b " + "c" * 56)
    assert len(encode(question)) <= 95


@pytest.mark.parametrize(
    ("question", "content"),
    [
        (AppearancesQuestion(HARBOUR, MARA), AppearanceList),
        (CharacterQuestion(HARBOUR, MARA), CharacterCard),
        (PerformerQuestion(HARBOUR, PerformerId("rosa-dahl")), PerformerCard),
        (TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), 1, 1)), Cast),
    ],
)
def test_a_question_is_answered_with_its_universe(lookups: Lookups, question: Question, content: type) -> None:
    answer = lookups.answer(question)
    assert answer.question == question
    assert answer.universe is not None
    assert answer.universe.id == HARBOUR
    assert isinstance(answer.content, content)


def test_a_search_is_answered_from_all_universes_best_first(lookups: Lookups) -> None:
    answer = lookups.answer(SearchQuestion("jane doe"))
    assert answer.universe is None
    assert isinstance(answer.content, SearchResult)
    found = [hit.entry.reference for hit in answer.content.hits]
    assert set(found[:2]) == {"character:harbour:jane-doe", "title:harbour:jane-doe"}


def test_an_answer_keeps_to_the_viewpoint(lookups: Lookups) -> None:
    content = lookups.answer(AppearancesQuestion(HARBOUR, MARA), Viewpoint(date(2015, 4, 1))).content
    assert isinstance(content, AppearanceList)
    assert content.count.episodes == 1


@pytest.mark.parametrize(
    "question",
    [
        AppearancesQuestion(HARBOUR, CharacterId("gone")),
        AppearancesQuestion(HARBOUR, MARA, TitleId("gone")),
        CharacterQuestion(HARBOUR, CharacterId("gone")),
        PerformerQuestion(HARBOUR, PerformerId("gone")),
        TitleQuestion(HARBOUR, Place(TitleId("gone"))),
        TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), 9)),
        TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), 1, 9)),
        TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), None, 1)),
        TitleQuestion(UniverseId("gone"), Place(TitleId("lighthouse"))),
    ],
)
def test_a_question_about_what_is_gone_is_one_sentence(lookups: Lookups, question: Question) -> None:
    assert sentence(lambda: lookups.answer(question)).count("\n") == 0


def test_an_unknown_universe_is_one_sentence(lookups: Lookups) -> None:
    for ask in (lookups.appearances, lookups.character, lookups.performer, lookups.place):
        words = sentence(lambda ask=ask: ask("mara", universe=UniverseId("nowhere")))
        assert words == "There is no universe “nowhere” here; loaded are: harbour."


async def test_a_universe_narrows_every_question() -> None:
    packs = [
        world(
            [film("night", DAY, name="Night")],
            [character("sam", "night", name="Sam Lee")],
            [row("sam", "night")],
            id=id,
        )
        for id in ("east", "west")
    ]
    lookups = await lookups_of(*packs)
    west = UniverseId("west")
    assert sentence(lambda: lookups.character("sam lee")).startswith("I am not sure which character")
    assert lookups.character("sam lee", west).universe == west
    assert lookups.place("night", universe=west).universe == west
    assert lookups.appearances("character:west:sam", title="night") == AppearancesQuestion(
        west, CharacterId("sam"), TitleId("night")
    ), "the title is looked for where the character is"
    assert sentence(lambda: lookups.appearances("character:west:sam", title="title:east:night"))
    content = lookups.answer(SearchQuestion("sam", 1, west)).content
    assert isinstance(content, SearchResult)
    assert {hit.entry.universe for hit in content.hits} == {"west"}


def test_titles_are_suggested_that_the_character_is_in(lookups: Lookups) -> None:
    def offered(character: str, text: str) -> set[str]:
        return {hit.entry.id for hit in lookups.suggest_titles(character, text, 25)}

    assert offered("jane doe", "") == {"jane-doe", "lighthouse"}
    assert offered("jane doe", "light") == {"lighthouse"}
    assert offered("jane doe", "ferry") == set()
    assert offered("", "") == offered("nobody at all", "") == {"ferry", "jane-doe", "lighthouse"}
    assert len(lookups.suggest_titles("mara", "", 2)) == 2


def test_summaries_are_those_of_the_loaded_universes(lookups: Lookups) -> None:
    assert [(one.universe.id, one.titles) for one in lookups.summaries()] == [("harbour", 3)]


TYPED = st.text(max_size=120) | st.sampled_from(
    [
        "@everyone",
        "' OR 1=1 --",
        "mara " * 1_200,
        "\u202eelpmet eralc",
        "ma\u200bra",
        "👻" * 90,
        "a\r\nb\x00c\x1b[31m",
        "\u0301" * 500,
        "title:harbour:lighthouse",
        "m" * 6_000,
    ]
)
ASKS: list[Callable[[Lookups, str], Any]] = [
    Lookups.appearances,
    lambda lookups, text: lookups.appearances("mara quill", title=text or None),
    Lookups.character,
    Lookups.performer,
    Lookups.place,
    lambda lookups, text: lookups.place(text, 1, 1),
    Lookups.search,
    lambda lookups, text: lookups.character("mara", UniverseId(text) if text else None),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(TYPED, st.sampled_from(ASKS))
def test_whatever_is_typed_is_answered_or_refused_in_one_short_clean_sentence(
    lookups: Lookups, text: str, ask: Callable[[Lookups, str], Any]
) -> None:
    for kinds in (CHARACTERS, ANYTHING):
        assert len(lookups.suggest(kinds, text, 25)) <= 25
    assert len(lookups.suggest_titles(text, text, 25)) <= 25
    try:
        lookups.answer(ask(lookups, text))
    except UserError as error:
        words = str(error)
        assert 0 < len(words) <= 300
        assert words.splitlines() == [words]
        assert not any(unicodedata.category(one)[0] == "C" for one in words)


def test_a_question_with_another_page_is_another_question() -> None:
    question = SearchQuestion("a")
    assert encode(question) != encode(replace(question, page=2))


async def two_lands() -> Lookups:
    """Two universes, each with a Sam and a Quay; in the north much more is known, in the south more is sourced."""
    packs = [
        world(
            [film(f"quay-{id}", DAY, name="Quay")],
            [character(f"sam-{id}", name="Sam"), character(f"solo-{id}", name=f"Solo {id.title()}")],
            [row(who, f"quay-{id}", confidence=confidence) for who in (f"sam-{id}", f"solo-{id}")],
            id=id,
            name=f"The {id.title()}",
        )
        for id, confidence in (("north", UNVERIFIED), ("south", SOURCED))
    ]
    return await lookups_of(*packs)


async def test_beside_somebody_picked_only_their_universe_is_suggested() -> None:
    lookups = await two_lands()

    def beside(text: str, *others: str) -> list[str]:
        return [hit.entry.id for hit in lookups.suggest_beside(CHARACTERS, text, 25, others)]

    assert sorted(beside("sam")) == ["sam-north", "sam-south"]
    assert beside("sam", "Solo South") == beside("sam", "character:south:solo-south") == ["sam-south"]
    assert sorted(beside("", "Solo North")) == ["sam-north", "solo-north"]
    assert sorted(beside("sam", "Solo North", "Solo South")) == ["sam-north", "sam-south"]
    assert sorted(beside("sam", "whoever", "")) == ["sam-north", "sam-south"]
    assert sorted(beside("solo south", "solo south")) == ["solo-south"]


async def test_no_more_are_suggested_beside_somebody_than_fit() -> None:
    lookups = await two_lands()
    assert len(lookups.suggest_beside(ANYTHING, "", 2, ["Solo North"])) == 2


async def test_without_a_name_the_universe_is_the_one_of_which_most_is_sourced() -> None:
    lookups = await two_lands()
    assert lookups.universe() == "south"
    assert lookups.universe(UniverseId("north")) == "north"
    assert sentence(lambda: lookups.universe(UniverseId("west"))).startswith("There is no universe “west” here;")


def test_an_empty_library_has_no_universe() -> None:
    assert "load a pack first" in sentence(Lookups(Library()).universe)


async def test_a_universe_is_named_by_its_id_or_name_or_not_at_all() -> None:
    lookups = await two_lands()
    assert lookups.universe_named("north") == lookups.universe_named("The North") == "north"
    assert lookups.universe_named("NORTH") == lookups.universe_named("the  north ") == "north"
    assert lookups.universe_named(None) is None
    assert lookups.universe_named("") is None
    assert sentence(lambda: lookups.universe_named("x\n" * 500)).count("\n") == 0


async def test_an_id_means_its_own_universe_whatever_another_one_is_called() -> None:
    lookups = await lookups_of(
        world([], [], id="a", name="Far-Isles"), world([], [], id="far-isles"), world([], [], id="z", name="👻")
    )
    assert lookups.universe_named("far-isles") == "far-isles"
    assert lookups.universe_named("Far-Isles") == "a"
    assert lookups.universe_named("👻") == "z"
    assert sentence(lambda: lookups.universe_named("💀")).startswith("There is no universe")


async def test_a_name_is_looked_for_in_one_universe_if_that_is_said() -> None:
    lookups = await two_lands()
    assert lookups.resolve(CHARACTERS, "sam").entry is None
    found = lookups.resolve(CHARACTERS, "sam", UniverseId("north")).entry
    assert found is not None
    assert found.id == "sam-north"
    assert sentence(lambda: lookups.resolve(CHARACTERS, "sam", UniverseId("west"))).startswith("There is no universe")


async def test_what_is_being_typed_is_not_what_was_picked_beside_it() -> None:
    packs = [world([], [character(id, name=name)], id=id) for id, name in (("north", "Solo"), ("south", "Solo Vane"))]
    lookups = await lookups_of(*packs)
    assert len(lookups.suggest_beside(CHARACTERS, "Solo", 25, ["Solo"])) == 2
