"""The page of every answer: what it says, how it pages, and that it fits whatever the facts hold."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.appearances import Order, appearances_of
from bot.domain.cards import character_card, performer_card
from bot.domain.cast import Place, cast_of
from bot.domain.catalogue import Catalogue, performer_id
from bot.domain.pack import (
    CastComplete,
    CharacterId,
    Confidence,
    Kind,
    Meeting,
    Pack,
    Performance,
    PerformerId,
    SourceId,
    TitleId,
    UniverseId,
)
from bot.domain.summary import summary_of
from bot.domain.viewpoint import EVERYTHING
from bot.services.entries import entries_of
from bot.services.lookups import Answer, Lookups, SearchResult
from bot.services.names import ANYTHING, Names
from bot.services.question_texts import encode
from bot.services.questions import (
    AppearancesQuestion,
    CharacterQuestion,
    PerformerQuestion,
    Question,
    SearchQuestion,
    TitleQuestion,
)
from bot.ui.about import LICENCES, UNOFFICIAL, HelpEntry, about_page, help_page
from bot.ui.answers import page_of
from bot.ui.choices import choices
from bot.ui.pages import Page
from tests.conftest import make_pack
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world
from tests.ui.showing import assert_fits, hostile, large, nasty

HARBOUR, WORLD = UniverseId("harbour"), UniverseId("world")
MARA = CharacterId("mara-quill")
DAY = date(2015, 1, 1)
MARK = "(?)"


def answer(catalogue: Catalogue, question: Question) -> Answer:
    match question:
        case AppearancesQuestion(character=who, title=title, kind=kind, order=order):
            content = appearances_of(catalogue, who, EVERYTHING, title=title, kind=kind, order=order)
        case CharacterQuestion(character=who):
            content = character_card(catalogue, who, EVERYTHING)
        case PerformerQuestion(performer=who):
            content = performer_card(catalogue, who, EVERYTHING)
        case TitleQuestion(place=place):
            content = cast_of(catalogue, place, EVERYTHING)
        case SearchQuestion(text=text):
            found = Names(entries_of([catalogue])).find(ANYTHING, text)
            return Answer(question, None, SearchResult(found))
    return Answer(question, catalogue.universe, content)


def page(question: Question, pack: Pack | None = None) -> Page:
    return page_of(answer(Catalogue(pack or make_pack()), question))


def body(page: Page) -> str:
    return "\n".join(block.text for block in page.blocks)


def all_pages(question: Question, pack: Pack) -> list[Page]:
    catalogue = Catalogue(pack)
    pages = [page_of(answer(catalogue, question))]
    while (following := pages[-1].next) is not None:
        pages.append(page_of(answer(catalogue, following)))
    return pages


def test_an_appearance_page_says_where_somebody_is_what_is_a_crossover_and_what_is_unverified() -> None:
    shown = page(AppearancesQuestion(HARBOUR, MARA))
    assert shown.heading == "Mara Quill"
    assert body(shown).split("\n") == [
        "Played by Rosa Dahl. At home in Lighthouse. Also known as Night Nurse.",
        "**3 titles, 3 seasons, 4 known episodes; 2 crossovers**",
        "**Lighthouse** (series, 2015) · home",
        "Season 1 · main cast · episodes 1 “Lamp”, 2 “Keeper”",
        "Season 2 · guest · episode 2 “Calm” (?) voice only",
        "**Jane Doe** (series, 2016) · **crossover**",
        "Season 1 · guest · episode 3 “Tide”",
        "**The Ferry** (film, 2019) · **crossover**",
        "In it · cameo (?)",
    ]
    assert shown.footer == (
        "Harbour Tales, facts 2020.1 · 2 of these unverified, marked (?): no source confirms them yet"
    )
    asks = {link.label: link.question for link in shown.links}
    assert asks["Who is this?"] == CharacterQuestion(HARBOUR, MARA)
    assert asks["Rosa Dahl"] == PerformerQuestion(HARBOUR, PerformerId("rosa-dahl"))
    assert (shown.number, shown.count, shown.previous, shown.next) == (1, 1, None, None)


def test_a_narrowed_answer_says_so_and_leads_back_to_all() -> None:
    shown = page(AppearancesQuestion(HARBOUR, MARA, TitleId("jane-doe"), Kind.IN_PERSON))
    assert "**1 title, 1 season, 1 known episode; 1 crossover** in person in Jane Doe" in body(shown)
    assert shown.links[0].label == "All appearances"
    assert shown.links[0].question == AppearancesQuestion(HARBOUR, MARA)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (AppearancesQuestion(HARBOUR, MARA, None, Kind.BODY), "**No appearance as a body is recorded.**"),
        (AppearancesQuestion(HARBOUR, CharacterId("old-tom"), TitleId("ferry")), "**No appearance in that title is"),
    ],
)
def test_an_empty_answer_is_no_proof(question: Question, words: str) -> None:
    shown = page(question)
    assert words in body(shown)
    assert "That does not prove there is none." in body(shown)
    assert MARK not in body(shown) + shown.footer


def test_a_character_nobody_has_seen_has_pages_too() -> None:
    pack = world([], [character("ann")])
    ann = CharacterId("ann")
    assert "No home is recorded." in body(page(AppearancesQuestion(WORLD, ann), pack))
    card = page(CharacterQuestion(WORLD, ann), pack)
    assert body(card) == "**Seen in** nothing that is recorded."
    assert_fits(card)


def test_a_character_page_says_who_where_seen_where_not_and_whom_met() -> None:
    shown = page(CharacterQuestion(HARBOUR, MARA))
    assert shown.heading == "Mara Quill (character)"
    seen = "**Seen in** Lighthouse, Jane Doe (crossover) and The Ferry (crossover): 3 seasons, 4 known episodes"
    assert body(shown).split("\n") == [
        "Mara Quill is in it.",
        "Played by Rosa Dahl. At home in Lighthouse. Also known as Night Nurse.",
        f"{seen}, 2 of them unverified.",
        "**On record as having met** Jane Doe (Jane Doe 1x03).",
    ]
    absent = body(page(CharacterQuestion(HARBOUR, CharacterId("old-tom"))))
    assert absent.split("\n")[-3:] == [
        "**Not among the credited cast of** The Ferry.",
        "**Not among the main cast of** Jane Doe season 1.",
        "**The facts cannot tell for** Lighthouse season 2.",
    ]


def test_titles_that_the_facts_cannot_tell_of_are_counted_where_they_are_thousands() -> None:
    titles = [film(f"f{at}", date(2015, 1, 1)) for at in range(1_200)]
    shown = page(CharacterQuestion(WORLD, CharacterId("ann")), world(titles, [character("ann")]))
    assert body(shown).endswith("**The facts cannot tell for** 1,200 titles.")
    assert_fits(shown)


def with_meetings(*confidences: Confidence) -> Pack:
    meetings = [
        Meeting(CharacterId("ann"), CharacterId("bea"), TitleId("show"), 1, at, confidence, SourceId("page"))
        for at, confidence in enumerate(confidences, 1)
    ]
    people = [character("ann", "show"), character("bea", "show")]
    return world([series("show", season(1, DAY, DAY))], people, meetings=meetings)


def test_the_first_meeting_that_a_source_states_is_told_else_the_first_and_marked_where_it_is_unverified() -> None:
    question = CharacterQuestion(WORLD, CharacterId("ann"))
    sure = page(question, with_meetings(Confidence.SOURCED, UNVERIFIED))
    assert "met** Bea (Show 1x01 and 1 more)." in body(sure)
    assert MARK not in sure.footer
    later = page(question, with_meetings(UNVERIFIED, Confidence.SOURCED))
    assert "met** Bea (Show 1x02 and 1 more)." in body(later)
    assert MARK not in later.footer
    unsure = page(question, with_meetings(UNVERIFIED))
    assert "met** Bea (Show 1x01 (?))." in body(unsure)
    assert "1 of these unverified" in unsure.footer


def test_performances_are_told_with_their_places_and_ages() -> None:
    performances = (
        Performance("Kim", ("show", "night/1")),
        Performance("Lee", ("show/1",), "younger"),
        Performance("Max", ("gone",), "older"),
    )
    titles = [series("show", season(1, DAY), name="The Show"), series("night", season(1, DAY)), film("gone", DAY)]
    rows = [row("ann", "show", 1, 1), row("ann", "night", 1, 1)]
    pack = world(titles, [character("ann", "show", *performances)], rows)
    text = body(page(CharacterQuestion(WORLD, CharacterId("ann")), pack))
    assert "Played by Kim (in The Show and Night season 1) and Lee (younger self, in The Show season 1)." in text


def test_a_performer_page_says_whom_they_play_where_and_how_surely() -> None:
    shown = page(PerformerQuestion(HARBOUR, PerformerId("rosa-dahl")))
    assert shown.heading == "Rosa Dahl (performer)"
    assert body(shown).split("\n") == [
        "Plays 1 character in Harbour Tales.",
        "**Mara Quill** (character)",
        "in Lighthouse (series) (?), Jane Doe (series) and The Ferry (film) (?)",
    ]
    assert shown.footer.startswith("Harbour Tales, facts 2020.1 · 2 of these unverified")
    assert [block.link.question for block in shown.blocks if block.link] == [AppearancesQuestion(HARBOUR, MARA)]


def test_a_performer_of_nobody_seen_has_a_page() -> None:
    pack = world([], [character("ann", None, Performance("Kim"))])
    assert body(page(PerformerQuestion(WORLD, PerformerId("kim")), pack)) == "No character is recorded."


def test_a_cast_page_has_visitors_first_with_where_they_are_from() -> None:
    shown = page(TitleQuestion(HARBOUR, Place(TitleId("lighthouse"))))
    assert shown.heading == "Lighthouse (series)"
    assert body(shown).split("\n") == [
        "Series, 2015: 2 seasons, 4 episodes.",
        "**3 known characters, 1 visitor from elsewhere.** This list may have gaps.",
        "**Visitors**",
        "Jane Doe · Kim Rhee · from Jane Doe · guest · season 2",
        "**At home here**",
        "Mara Quill · Rosa Dahl · main cast · seasons 1–2 (?)",
        "Old Tom · Vincent D'Arc · recurring · season 1",
    ]
    assert [menu.prompt for menu in shown.menus] == ["Where else is …", "Open a season"]


def test_a_season_page_says_which_episodes_and_how_complete_it_is() -> None:
    shown = page(TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), 1)))
    assert shown.heading == "Lighthouse, season 1"
    assert "2 episodes, from 1 Apr 2015." in body(shown)
    assert "The main cast is complete; others may be missing." in body(shown)
    assert "Mara Quill · Rosa Dahl · main cast · episodes 1–2" in body(shown)
    assert [link.label for link in shown.links] == ["Lighthouse (series)"]
    assert [link.label for link in shown.menus[1].links] == ["1. Lamp", "2. Keeper"]
    assert [link.note for link in shown.menus[1].links] == ["1 Apr 2015", "2 Apr 2015"]


def test_one_episode_is_one_episode() -> None:
    shown = page(TitleQuestion(HARBOUR, Place(TitleId("jane-doe"), 1)))
    assert "Mara Quill · Rosa Dahl · from Lighthouse · guest · episode 3" in body(shown)
    pack = world([series("show", season(1, None))], [character("ann", "show")], [row("ann", "show", 1, 1)])
    text = body(page(TitleQuestion(WORLD, Place(TitleId("show"), 1)), pack))
    assert "1 episode, date unknown." in text
    assert "**1 known character, 0 visitors from elsewhere.**" in text


def test_an_episode_page_tells_who_may_be_in_it_and_leads_to_its_neighbours() -> None:
    shown = page(TitleQuestion(HARBOUR, Place(TitleId("lighthouse"), 1, 1)))
    assert shown.heading == "Lamp (Lighthouse 1x01)"
    assert body(shown).split("\n")[2:] == [
        "**At home here**",
        "Mara Quill · Rosa Dahl · main cast",
        "**In this season, episodes not recorded**",
        "Old Tom · Vincent D'Arc · recurring",
    ]
    assert [link.label for link in shown.links] == ["Episode 2", "Season 1", "Lighthouse (series)"]
    middle = page(TitleQuestion(HARBOUR, Place(TitleId("jane-doe"), 1, 2)))
    assert [link.label for link in middle.links[:2]] == ["Episode 1", "Episode 3"]


def test_a_place_nobody_is_known_to_be_in_has_a_page() -> None:
    shown = page(
        TitleQuestion(WORLD, Place(TitleId("m"))), world([film("m", None, complete=CastComplete.CREDITED)], [])
    )
    assert body(shown) == (
        "Film, date unknown.\n**0 known characters, 0 visitors from elsewhere.** The credited cast is complete."
    )
    assert shown.menus == ()
    assert_fits(shown)


def test_a_search_page_tells_entries_of_one_name_apart() -> None:
    shown = page(SearchQuestion("jane"))
    assert shown.heading == "Found for “jane”"
    assert body(shown).split("\n") == [
        "3 matches.",
        "**Jane Doe (series, 2016)** · title",
        "**Jane Doe season 1** · season",
        "**Jane Doe (character)** · character",
    ]
    assert "**Mara Quill** · character, as Night Nurse" in body(page(SearchQuestion("nurse")))
    assert "1 match." in body(page(SearchQuestion("keeper")))


def test_a_search_page_says_where_it_only_found_something_close() -> None:
    assert page(SearchQuestion("mara qiull")).heading == "Close to “mara qiull”"


def test_a_searched_text_is_shown_harmless() -> None:
    heading = page(SearchQuestion("jane\u202e **doe**")).heading
    assert heading == "Found for “jane \\*\\*doe\\*\\*”"


def test_a_search_that_finds_too_much_says_so() -> None:
    pack = world([], [character(f"c{at}", name=f"Sam {at:03}") for at in range(300)])
    pages = all_pages(SearchQuestion("sam"), pack)
    assert "The best 100 matches; a longer text finds fewer." in body(pages[0])
    found = [line for one in pages for line in body(one).split("\n") if line.startswith("**Sam")]
    assert len(found) == len(set(found)) == 100
    assert [f"**{link.label}** · character" for one in pages for link in one.menus[0].links] == found


ANN = CharacterId("ann")
QUESTIONS: list[Question] = [
    AppearancesQuestion(WORLD, ANN),
    AppearancesQuestion(WORLD, ANN, TitleId("movie"), Kind.IN_PERSON),
    CharacterQuestion(WORLD, ANN),
    PerformerQuestion(WORLD, performer_id(nasty(5))),
    TitleQuestion(WORLD, Place(TitleId("show"))),
    TitleQuestion(WORLD, Place(TitleId("show"), 1)),
    TitleQuestion(WORLD, Place(TitleId("show"), 1, 1)),
    TitleQuestion(WORLD, Place(TitleId("movie"))),
    SearchQuestion("a b"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_nothing_that_a_pack_says_becomes_markup(question: Question) -> None:
    shown = page(question, hostile())
    for text in (shown.heading, shown.footer, *(block.text for block in shown.blocks)):
        bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", text)
        assert not re.search(r"[_~|`\[\]<@\\]|://", bare)
        assert not re.search(r"\*\*[abe]\*\*|\*young", bare)
        assert not re.search(r"^[-#>]", bare, re.MULTILINE)
    assert_fits(shown)


HERO = CharacterId("hero")
LARGE_QUESTIONS: list[Question] = [
    AppearancesQuestion(WORLD, HERO),
    AppearancesQuestion(WORLD, HERO, order=Order.MOST),
    CharacterQuestion(WORLD, HERO),
    TitleQuestion(WORLD, Place(TitleId("show"))),
    TitleQuestion(WORLD, Place(TitleId("show"), 1)),
    TitleQuestion(WORLD, Place(TitleId("show"), 2, 1)),
]


@pytest.fixture(scope="module", params=["n", "*", "久"])
def large_catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue(large(request.param))


@pytest.mark.parametrize("question", LARGE_QUESTIONS, ids=lambda question: type(question).__name__)
def test_every_page_of_the_largest_answers_fits_into_a_message(large_catalogue: Catalogue, question: Question) -> None:
    shown = page_of(answer(large_catalogue, question))
    assert_fits(shown)
    middle = page_of(answer(large_catalogue, replace(question, page=shown.count // 2)))
    last = page_of(answer(large_catalogue, replace(question, page=shown.count)))
    assert last.next is None
    for one in (middle, last):
        assert_fits(one)


@pytest.mark.parametrize("letter", ["n", "*", "久"])
def test_a_search_among_the_longest_names_fits(letter: str) -> None:
    people = [
        character(f"c{at}", name=f"Sam {letter * 90}{at}", aliases=(f"Ann {letter * 96}"[:100],)) for at in range(99)
    ]
    catalogue = Catalogue(world([], people))
    names = Names(entries_of([catalogue]))
    for text in ("sam", "ann"):
        question = SearchQuestion(text)
        found = Answer(question, None, SearchResult(names.find(ANYTHING, text)))
        count = page_of(found).count
        assert count > 1
        for number in range(1, count + 1):
            assert_fits(page_of(replace(found, question=replace(question, page=number))))


def lines(pages: Iterable[Page], start: str) -> list[str]:
    return [line for one in pages for line in body(one).split("\n") if line.startswith(start)]


def test_paging_keeps_every_title_and_season_exactly_once() -> None:
    pack = world(
        [series(f"t{at}", *(season(number, DAY) for number in (1, 2)), name=f"Title {at:03}") for at in range(100)],
        [character("ann")],
        [row("ann", f"t{at}", number, 1) for at in range(100) for number in (1, 2)],
    )
    pages = all_pages(AppearancesQuestion(WORLD, ANN), pack)
    assert [one.number for one in pages] == list(range(1, pages[0].count + 1))
    assert len(pages) > 10
    assert [line[2:11] for line in lines(pages, "**Title")] == [f"Title {at:03}" for at in range(100)]
    assert len(lines(pages, "Season 1 · ")) == len(lines(pages, "Season 2 · ")) == 100
    assert all(isinstance(one.previous, AppearancesQuestion) for one in pages[1:])


def test_paging_keeps_every_member_exactly_once_on_a_line_and_in_a_menu() -> None:
    people = [character(f"c{at:03}", "m" if at % 2 else "n", name=f"Person {at:03}") for at in range(95)]
    pack = world([film("m", DAY), film("n", DAY)], people, [row(one.id, "m") for one in people])
    pages = all_pages(TitleQuestion(WORLD, Place(TitleId("m"))), pack)
    told = [line[:10] for line in lines(pages, "Person")]
    assert sorted(told) == [f"Person {at:03}" for at in range(95)]
    assert [link.label for one in pages for link in one.menus[0].links] == told
    assert lines(pages, "**Visitors") == ["**Visitors**"] * 3
    visitors = [at for at, one in enumerate(told) if int(one[-3:]) % 2 == 0]
    assert visitors == list(range(48)), "visitors first"


@pytest.mark.parametrize("question", [*QUESTIONS, *LARGE_QUESTIONS[3:5]], ids=lambda one: type(one).__name__)
def test_a_page_past_the_end_is_the_last(question: Question) -> None:
    shown = page(replace(question, page=999), hostile())
    assert (shown.number, shown.count, shown.next) == (1, 1, None)


def test_more_than_25_seasons_or_episodes_are_in_several_menus() -> None:
    pack = world([series("show", *(season(number, *[DAY] * 60) for number in range(1, 31)))], [])
    whole = page(TitleQuestion(WORLD, Place(TitleId("show"))), pack)
    assert [(menu.prompt, len(menu.links)) for menu in whole.menus] == [
        ("Open Season 1 … Season 25", 25),
        ("Open Season 26 … Season 30", 5),
    ]
    one = page(TitleQuestion(WORLD, Place(TitleId("show"), 1)), pack)
    assert [len(menu.links) for menu in one.menus] == [25, 25, 10]
    assert_fits(one)
    endless = world([series("show", *(season(number, DAY) for number in range(120)))], [])
    assert len(page(TitleQuestion(WORLD, Place(TitleId("show"))), endless).menus) == 4, "the rest is found by typing"


TEXT = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20) | st.text(
    "*_~|`[]()<>@#-:/.1a", min_size=1, max_size=100
)


@settings(max_examples=60)
@given(TEXT, TEXT, TEXT, st.booleans())
def test_pages_fit_and_are_inert_whatever_the_names_are(one: str, two: str, three: str, sure: bool) -> None:  # noqa: FBT001  (drawn)
    titles = [series("show", season(1, DAY), name=one), film("movie", None, name=two)]
    people = [character("ann", "show", Performance(three, ("show",), two[:30]), name=two, aliases=(one,), note=three)]
    confidence = Confidence.SOURCED if sure else UNVERIFIED
    pack = world(titles, people, [row("ann", "movie", confidence=confidence), row("ann", "show", 1, 1)], name=three)
    for question in (QUESTIONS[0], QUESTIONS[2], QUESTIONS[4], QUESTIONS[6], QUESTIONS[7]):
        shown = page(question, pack)
        assert_fits(shown)
        for text in (shown.heading, shown.footer, *(block.text for block in shown.blocks)):
            bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", text)
            assert not re.search(r"[_~|`\[\]<@\\]|://|^[-#>+]|^\d+\. ", bare, re.MULTILINE)
        if isinstance(question, AppearancesQuestion):
            assert ("unverified, marked" in shown.footer) == (not sure)


def test_a_choice_tells_through_which_name_it_was_found() -> None:
    names = Names(entries_of([Catalogue(make_pack())]))
    [choice] = choices(names.suggest(ANYTHING, "nurse", 25))
    assert (choice.name, choice.value) == ("Mara Quill (Night Nurse)", "Mara Quill")
    assert choices(names.suggest(ANYTHING, "lighthouse 1x01", 25))[0].name == "Lamp (Lighthouse 1x01)"


def test_choices_fit_and_differ_however_long_the_names_are() -> None:
    people = [character(f"c{at}", name=f"{'n' * 98}{at:02}", aliases=(f"zed {'y' * 90}{at:02}",)) for at in range(25)]
    names = Names(entries_of([Catalogue(world([], people))]))
    offered = choices(names.suggest(ANYTHING, "zed", 25))
    assert len({choice.name for choice in offered}) == 25
    assert all(len(choice.name) <= 100 and len(str(choice.value)) <= 100 for choice in offered)


def test_the_about_page_says_what_facts_these_are_where_from_and_whose(catalogue: Catalogue) -> None:
    shown = about_page("1.2.3", [summary_of(catalogue)])
    text = body(shown)
    assert shown.footer == "version 1.2.3"
    assert "**Harbour Tales**, facts 2020.1, last checked 2 Jan 2020" in text
    assert "3 titles, 7 episodes, 3 characters, 8 appearances; 75% of the appearances with a source" in text
    assert "2 sources, most from: wiki.example.org (1)." in text
    assert UNOFFICIAL in text
    assert LICENCES in text
    assert "No facts are loaded." in body(about_page("1", []))


def test_the_about_page_fits_however_many_universes_there_are() -> None:
    summary = summary_of(Catalogue(world([], [], name="*" * 100)))
    sites = tuple((f"{'s' * 60}{at}.example", 1) for at in range(9))
    shown = about_page("1", [replace(summary, sites=sites, sources=9)] * 30)
    assert_fits(shown)
    assert re.search(r"And \d+ universes more\.", body(shown))
    many = body(about_page("1", [replace(summary, universe=replace(summary.universe, name="Small"))] * 30))
    assert many.count("**Small**") == 8
    assert "And 22 universes more." in many


def test_the_help_page_lists_the_commands_in_order() -> None:
    shown = help_page([HelpEntry("wish", "Long.", ("add", "list")), HelpEntry("about", "See *more*.")])
    assert shown.blocks[0].text == "**/about** · See \\*more\\*.\n**/wish add \\| list** · Long."
    assert_fits(shown)


def test_a_question_answered_by_something_else_is_a_fault() -> None:
    wrong = answer(Catalogue(make_pack()), SearchQuestion("mara"))
    with pytest.raises(AssertionError):
        page_of(replace(wrong, question=CharacterQuestion(HARBOUR, MARA)))


def test_every_link_of_an_answer_can_be_answered(lookups: Lookups) -> None:
    waiting: list[Question] = [AppearancesQuestion(HARBOUR, MARA)]
    seen: set[str] = set()
    while waiting:
        question = waiting.pop()
        if encode(question) in seen:
            continue
        seen.add(encode(question))
        shown = page_of(lookups.answer(question))
        links = [
            *shown.links,
            *(block.link for block in shown.blocks),
            *(link for menu in shown.menus for link in menu.links),
        ]
        waiting.extend(link.question for link in links if link)
    assert {text[0] for text in seen} >= set("acpt")
    assert len(seen) > 15
