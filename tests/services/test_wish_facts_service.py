"""What cards and lists are told by the facts, also when the facts change in between."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.pack import CharacterId, Pack, TitleId, UniverseId
from bot.domain.wish_cards import Event
from bot.domain.wish_outcomes import WishEntry
from bot.domain.wishes import Fulfilment, Named, Tally, Wanted, Wish, WishNumber, WishState, Wording
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.questions import MetQuestion
from bot.services.wish_drafts import Part
from bot.services.wish_facts import WishFacts
from tests.conftest import ShelfOf

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HARBOUR = UniverseId("harbour")
JANE, MARA = Named("Jane Doe", HARBOUR, "jane-doe"), Named("Mara Quill", HARBOUR, "mara-quill")
IN_JANE_DOE, FERRY = Named("Jane Doe", HARBOUR, "jane-doe"), Named("The Ferry", HARBOUR, "ferry")


def wish_of(wanted: Wanted, fulfilment: Fulfilment | None = None) -> Wish:
    state = WishState.CAME_TRUE if fulfilment else WishState.OPEN
    return Wish(GuildId(1), WishNumber(1), wanted, Wording(), None, None, state, NOON, Tally(), fulfilment=fulfilment)


@pytest.fixture
def facts(lookups: Lookups) -> WishFacts:
    return WishFacts(lookups)


def test_a_card_has_names_and_nearness(facts: WishFacts) -> None:
    found = facts.of(wish_of(Wanted(MARA, FERRY, JANE)))
    assert (found.who, found.into, found.beside) == ("Mara Quill", "The Ferry", "Jane Doe")
    assert found.nearness
    assert (found.nearness.steps, found.nearness.unverified) == (0, True)
    assert facts.of(wish_of(Wanted(Named("Ann"), FERRY))).nearness is None


def test_a_fact_that_is_gone_keeps_the_name_it_was_wished_by(facts: WishFacts) -> None:
    gone = Named("Gone Girl", HARBOUR, "gone")
    assert facts.name(gone) == "Gone Girl"
    assert facts.name(Named("Elsewhere", UniverseId("nowhere"), "x")) == "Elsewhere"
    assert facts.name(Named("Typed")) == "Typed"
    assert facts.fact_name(HARBOUR, "ferry") == "The Ferry"
    assert facts.fact_name(HARBOUR, "gone") == "gone"


async def test_newer_facts_are_seen_at_once(facts: WishFacts, library: Library, pack: Pack, store: ShelfOf) -> None:
    wanted = Wanted(MARA, FERRY)
    assert facts.of(wish_of(wanted)).nearness
    people = tuple(replace(one, name="Mara Q.") if one.id == "mara-quill" else one for one in pack.characters)
    rows = tuple(one for one in pack.appearances if one.title != "ferry")
    universe = replace(pack.universe, content_hash="hash-2")
    store.packs[HARBOUR] = replace(pack, universe=universe, characters=people, appearances=rows)
    await library.refresh(store)
    found = facts.of(wish_of(wanted))
    assert found.who == "Mara Q."
    assert found.nearness
    assert found.nearness.steps is None


def test_where_it_came_true_is_told_with_the_episodes_name(facts: WishFacts) -> None:
    done = Fulfilment(TitleId("jane-doe"), 1, 3, date(2016, 4, 3), NOON, already=False, voters=3)
    assert facts.of(wish_of(Wanted(MARA, IN_JANE_DOE), done)).came_true == Event(
        "Jane Doe", 1, 3, "Tide", date(2016, 4, 3)
    )
    gone = replace(done, title=TitleId("lost"), episode=9)
    assert facts.of(wish_of(Wanted(MARA, IN_JANE_DOE), gone)).came_true == Event("lost", 1, 9, "", date(2016, 4, 3))


def test_two_who_have_not_met_are_wished_to_where_the_second_is_at_home(facts: WishFacts) -> None:
    draft = facts.meeting_of(MetQuestion(HARBOUR, CharacterId("jane-doe"), CharacterId("old-tom")))
    assert draft.wanted == Wanted(
        JANE, Named("Lighthouse", HARBOUR, "lighthouse"), Named("Old Tom", HARBOUR, "old-tom")
    )


@pytest.mark.parametrize(
    "question",
    [
        MetQuestion(HARBOUR, CharacterId("nobody"), CharacterId("old-tom")),
        MetQuestion(HARBOUR, CharacterId("old-tom"), CharacterId("nobody")),
        MetQuestion(UniverseId("nowhere"), CharacterId("jane-doe"), CharacterId("old-tom")),
    ],
)
def test_facts_that_changed_since_the_answer_are_told(facts: WishFacts, question: MetQuestion) -> None:
    with pytest.raises(UserError, match="have changed since that answer"):
        facts.meeting_of(question)


async def test_steps_are_told_where_a_chain_is_known(facts: WishFacts) -> None:
    entries = [
        WishEntry(WishNumber(at), wanted, Tally(), WishState.OPEN, NOON)
        for at, wanted in enumerate((Wanted(MARA, FERRY), Wanted(JANE, FERRY), Wanted(Named("Ann"), FERRY)), 1)
    ]
    assert await facts.steps(entries) == {1: 0}


def test_two_of_one_name_are_told_apart(facts: WishFacts) -> None:
    assert facts.label(Part.WHO, JANE) == "Jane Doe (character)"
    assert facts.label(Part.INTO, IN_JANE_DOE) == "Jane Doe (series, 2016)"
    assert facts.label(Part.WHO, Named("Ann")) == "Ann"
    assert facts.label(Part.BESIDE, Named("Gone", HARBOUR, "gone")) == "Gone"
