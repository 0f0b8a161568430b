from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.domain.appearances import Order
from bot.domain.company import Company
from bot.domain.connections import Connected
from bot.domain.crossovers import Crossovers, Direction, Travellers
from bot.domain.drawings import Matrix, Timeline, Web
from bot.domain.errors import UserError
from bot.domain.figures import Figures
from bot.domain.maps import View
from bot.domain.met import Met, MetGrade
from bot.domain.pack import CharacterId, Kind, Pack, TitleId, UniverseId
from bot.domain.viewpoint import Viewpoint
from bot.services.connections import (
    connect_question,
    crossovers_question,
    figures_question,
    map_question,
    met_question,
    timeline_question,
    together_question,
)
from bot.services.contents import is_heavy
from bot.services.handles import Handle, handle_of
from bot.services.library import Library
from bot.services.lookups import Lookups, UnknownName
from bot.services.question_texts import decode, encode
from bot.services.questions import (
    ConnectQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    Question,
    TimelineQuestion,
    TogetherQuestion,
)
from tests.conftest import ShelfOf
from tests.domain.worlds import character, film, row, world

HARBOUR, ISLAND = UniverseId("harbour"), UniverseId("island")
MARA, JANE, TOM = map(CharacterId, ("mara-quill", "jane-doe", "old-tom"))
LIGHTHOUSE, JANE_DOE = TitleId("lighthouse"), TitleId("jane-doe")
DAY = date(2015, 1, 1)


async def lookups_of(*packs: Pack) -> Lookups:
    library = Library()
    await library.refresh(ShelfOf(*packs))
    return Lookups(library)


@pytest.fixture
async def two(pack: Pack) -> Lookups:
    """The harbour, and an island with another Mara Quill, another Lighthouse and an Otto of its own."""
    island = world(
        [film("beacon", DAY, name="Lighthouse"), film("cove", DAY)],
        [character("mara", name="Mara Quill"), character("otto", name="Otto Vane"), character("pia", name="Pia Vane")],
        [row("mara", "beacon"), row("otto", "beacon"), row("pia", "cove"), row("otto", "cove")],
        id="island",
        name="The Island",
    )
    return await lookups_of(pack, island)


def refused(ask: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        ask()
    assert "\n" not in str(caught.value)
    return caught.value


def suggested(ask: Callable[[], object]) -> list[Question]:
    error = refused(ask)
    assert isinstance(error, UnknownName)
    return [one.question for one in error.suggestions]


def content(lookups: Lookups, question: Question) -> Any:
    return lookups.answer(question).content


def test_names_become_questions(lookups: Lookups) -> None:
    mara, jane, tom = map(handle_of, (MARA, JANE, TOM))
    assert met_question(lookups, "mara", "the advocate") == MetQuestion(HARBOUR, MARA, JANE)
    assert together_question(lookups, ["mara", "jane doe", "old tom"]) == (TogetherQuestion(HARBOUR, (mara, jane, tom)))
    assert connect_question(lookups, "mara", "old tom") == ConnectQuestion(HARBOUR, mara, tom)
    assert connect_question(lookups, "mara", "old tom", avoid="jane doe", number=3) == (
        ConnectQuestion(HARBOUR, mara, tom, jane, 3)
    )
    assert crossovers_question(lookups, "jane doe", "lighthouse", Direction.IN) == (
        CrossoversQuestion(HARBOUR, JANE_DOE, LIGHTHOUSE, Direction.IN)
    )
    assert map_question(lookups, "lighthouse", View.WEB) == MapQuestion(HARBOUR, LIGHTHOUSE, View.WEB)
    assert timeline_question(lookups, "lighthouse", Order.MOST) == (
        TimelineQuestion(HARBOUR, title=LIGHTHOUSE, order=Order.MOST)
    )
    assert timeline_question(lookups, "mara quill") == TimelineQuestion(HARBOUR, character=MARA)


def test_without_a_title_the_best_known_universe_is_meant(two: Lookups) -> None:
    assert crossovers_question(two) == CrossoversQuestion(HARBOUR)
    assert map_question(two, view=View.WEB) == MapQuestion(HARBOUR, view=View.WEB)
    assert figures_question(two) == FiguresQuestion(HARBOUR)


def test_a_universe_that_is_named_is_the_one(two: Lookups) -> None:
    assert crossovers_question(two, universe=ISLAND) == CrossoversQuestion(ISLAND)
    assert crossovers_question(two, "lighthouse", universe=ISLAND) == CrossoversQuestion(ISLAND, TitleId("beacon"))
    assert figures_question(two, ISLAND) == FiguresQuestion(ISLAND)
    assert met_question(two, "mara quill", "otto vane", ISLAND) == (
        MetQuestion(ISLAND, CharacterId("mara"), CharacterId("otto"))
    )
    for ask in (figures_question, crossovers_question, map_question):
        assert "“moon”" in str(refused(lambda ask=ask: ask(two, universe=UniverseId("moon"))))


def test_a_second_title_or_a_direction_needs_a_first(lookups: Lookups) -> None:
    for options in ({"beside": "lighthouse"}, {"direction": Direction.OUT}):
        error = refused(lambda options=options: crossovers_question(lookups, None, **options))
        assert str(error) == "Say which title the crossovers go into or out of, too."


def test_names_that_two_universes_share_mean_the_one_in_which_the_others_are(two: Lookups) -> None:
    assert met_question(two, "mara quill", "jane doe") == MetQuestion(HARBOUR, MARA, JANE)
    assert met_question(two, "otto", "mara quill") == MetQuestion(ISLAND, CharacterId("otto"), CharacterId("mara"))
    assert crossovers_question(two, "lighthouse", "cove") == (
        CrossoversQuestion(ISLAND, TitleId("beacon"), TitleId("cove"))
    )
    assert connect_question(two, "mara quill", "pia vane", avoid="otto vane").universe == ISLAND


def test_a_suggestion_carries_the_whole_question(two: Lookups) -> None:
    mara, otto, pia = map(handle_of, map(CharacterId, ("mara", "otto", "pia")))
    assert suggested(lambda: connect_question(two, "mara quill", "vane", avoid="otto vane", number=2)) == [
        ConnectQuestion(ISLAND, mara, pia, otto, 2)  # Otto himself is no end of it
    ]
    assert set(suggested(lambda: together_question(two, ["mara quill", "vane"], ISLAND))) == {
        TogetherQuestion(ISLAND, (mara, one)) for one in (otto, pia)
    }
    assert set(suggested(lambda: crossovers_question(two, "lighthouse", direction=Direction.IN))) == {
        CrossoversQuestion(HARBOUR, LIGHTHOUSE, None, Direction.IN),
        CrossoversQuestion(ISLAND, TitleId("beacon"), None, Direction.IN),
    }
    assert set(suggested(lambda: timeline_question(two, "mara quill", Order.NEWEST))) == {
        TimelineQuestion(HARBOUR, character=MARA, order=Order.NEWEST),
        TimelineQuestion(ISLAND, character=CharacterId("mara"), order=Order.NEWEST),
    }


def test_what_is_suggested_can_be_answered_and_put_on_a_button(two: Lookups) -> None:
    questions = [
        *suggested(lambda: connect_question(two, "mara quill", "vane", avoid="otto vane")),
        *suggested(lambda: map_question(two, "lighthouse", View.WEB)),
        *suggested(lambda: timeline_question(two, "mara quill")),
    ]
    for question in questions:
        assert decode(encode(question)) == question
        assert content(two, question)


@pytest.mark.parametrize(
    "ask",
    [
        lambda lookups: met_question(lookups, "mara quill", "xyzzy"),
        lambda lookups: met_question(lookups, "xyzzy", "mara quill"),
        lambda lookups: together_question(lookups, ["mara quill", "jane doe", "xyzzy"]),
        lambda lookups: connect_question(lookups, "mara quill", "jane doe", avoid="xyzzy"),
        lambda lookups: crossovers_question(lookups, "lighthouse", "xyzzy"),
        lambda lookups: map_question(lookups, "xyzzy"),
        lambda lookups: timeline_question(lookups, "xyzzy"),
    ],
)
def test_a_name_that_is_missing_is_the_one_that_is_said(two: Lookups, ask: Callable[[Lookups], Question]) -> None:
    error = refused(lambda: ask(two))
    assert isinstance(error, UnknownName)
    assert "called “xyzzy”" in str(error)
    assert error.suggestions == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda lookups: met_question(lookups, "mara", "night nurse"),
        lambda lookups: together_question(lookups, ["jane doe", "mara", "mara quill"]),
        lambda lookups: connect_question(lookups, "mara", "rosa dahl"),
    ],
)
def test_the_same_character_twice_is_one_sentence(lookups: Lookups, ask: Callable[[Lookups], Question]) -> None:
    error = refused(lambda: lookups.answer(ask(lookups)))
    assert str(error) == "That is the same character twice; name different ones."


def test_the_same_title_twice_is_one_sentence(lookups: Lookups) -> None:
    question = crossovers_question(lookups, "lighthouse", "title:harbour:lighthouse")
    assert str(refused(lambda: lookups.answer(question))).startswith("That is the same title twice;")


@pytest.mark.parametrize("avoid", ["mara", "old tom"])
def test_an_end_cannot_be_avoided(lookups: Lookups, avoid: str) -> None:
    question = connect_question(lookups, "mara", "old tom", avoid=avoid)
    assert str(refused(lambda: lookups.answer(question))).startswith("The one to avoid is an end of the chain;")


def test_together_needs_two(lookups: Lookups) -> None:
    question = together_question(lookups, ["mara"])
    assert refused(lambda: lookups.answer(question))


def test_each_question_is_answered(lookups: Lookups) -> None:
    met = content(lookups, met_question(lookups, "mara", "jane doe"))
    assert isinstance(met, Met)
    assert met.grade is MetGrade.MET
    shared = content(lookups, together_question(lookups, ["mara", "jane doe"]))
    assert isinstance(shared, Company)
    assert shared.shared == ()  # of Jane the episodes are not known, and a meeting is no appearance
    chain = content(lookups, connect_question(lookups, "mara", "old tom"))
    assert isinstance(chain, Connected)
    assert chain.connection is None
    assert isinstance(content(lookups, crossovers_question(lookups)), Travellers)
    found = content(lookups, crossovers_question(lookups, "lighthouse", direction=Direction.OUT))
    assert isinstance(found, Crossovers)
    assert [one.into.id for one in found.went_out] == ["jane-doe", "ferry"]
    assert isinstance(content(lookups, timeline_question(lookups, "mara")), Timeline)
    assert isinstance(content(lookups, map_question(lookups)), Matrix)
    assert isinstance(content(lookups, map_question(lookups, "lighthouse", View.WEB)), Web)
    assert isinstance(content(lookups, figures_question(lookups)), Figures)


GONE_CHARACTER, GONE_TITLE, NOBODY = CharacterId("gone"), TitleId("gone"), Handle("gone")


@pytest.mark.parametrize(
    "question",
    [
        MetQuestion(HARBOUR, MARA, GONE_CHARACTER),
        MetQuestion(HARBOUR, GONE_CHARACTER, MARA),
        TogetherQuestion(HARBOUR, (handle_of(MARA), NOBODY)),
        TogetherQuestion(HARBOUR, ()),
        ConnectQuestion(HARBOUR, NOBODY, handle_of(MARA)),
        ConnectQuestion(HARBOUR, handle_of(MARA), handle_of(TOM), NOBODY),
        CrossoversQuestion(HARBOUR, GONE_TITLE),
        CrossoversQuestion(HARBOUR, LIGHTHOUSE, GONE_TITLE),
        TimelineQuestion(HARBOUR, GONE_CHARACTER),
        TimelineQuestion(HARBOUR, title=GONE_TITLE),
        TimelineQuestion(HARBOUR),
        MapQuestion(HARBOUR, GONE_TITLE),
        MapQuestion(UniverseId("gone")),
        FiguresQuestion(UniverseId("gone")),
    ],
)
def test_a_question_about_what_is_gone_is_one_sentence(lookups: Lookups, question: Question) -> None:
    assert str(refused(lambda: lookups.answer(question))).endswith(".")


async def test_an_answer_keeps_to_the_viewpoint() -> None:
    pack = world(
        [film("early", date(2015, 1, 1)), film("late", date(2015, 2, 1))],
        [character("ann"), character("bob"), character("cy")],
        [row("ann", "late"), row("bob", "late"), row("bob", "early"), row("cy", "early", kind=Kind.VOICE)],
    )
    lookups, january = await lookups_of(pack), Viewpoint(date(2015, 1, 15))
    for ask, number in (
        (lambda: together_question(lookups, ["ann", "bob"]), 0),
        (lambda: figures_question(lookups), 1),
    ):
        now: Any = lookups.answer(ask()).content
        then: Any = lookups.answer(ask(), january).content
        counts = [len(one.shared) if isinstance(one, Company) else one.linked_pairs for one in (then, now)]
        assert counts == [number, number + 1]
    connected: Any = lookups.answer(connect_question(lookups, "ann", "cy"), january).content
    assert connected.connection is None
    met: Any = lookups.answer(met_question(lookups, "ann", "bob"), january).content
    assert (met.grade, met.nearest) == (MetGrade.UNKNOWN, None)


def test_what_is_drawn_or_takes_long_is_not_answered_on_the_event_loop(lookups: Lookups) -> None:
    questions = [
        timeline_question(lookups, "mara"),
        map_question(lookups),
        figures_question(lookups),
        connect_question(lookups, "mara", "old tom"),
        met_question(lookups, "mara", "old tom"),
        together_question(lookups, ["mara", "jane doe"]),
    ]
    assert all(map(is_heavy, questions))
    assert not is_heavy(lookups.appearances("mara"))
