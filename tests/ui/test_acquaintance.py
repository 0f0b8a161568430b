"""The pages about two or more characters: whether they met, what they share, how they are connected."""

from dataclasses import replace

import pytest

from bot.domain.cast import Place
from bot.domain.pack import CharacterId, Confidence, Kind, Meeting, Pack, SourceId, TitleId, UniverseId
from bot.services.contents import Facts
from bot.services.handles import handle_of
from bot.services.questions import AppearancesQuestion, ConnectQuestion, MetQuestion, SourcesQuestion, TogetherQuestion
from bot.ui.pages import Page
from tests.cogs.isles import make_crowd, make_isles, make_strangers
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world
from tests.ui.showing import DAY, assert_fits, body, facts_of, labels, page_from, pages_from

ISLES, WORLD = UniverseId("isles"), UniverseId("world")


@pytest.fixture(scope="module")
def isles() -> Facts:
    return facts_of(make_isles())


def who(*ids: str) -> list[CharacterId]:
    return [CharacterId(id) for id in ids]


def met_page_of(facts: Facts, first: str, second: str) -> Page:
    return page_from(facts, MetQuestion(facts.catalogue.universe.id, *who(first, second)))


def connected_page_of(facts: Facts, *ids: str, number: int = 1) -> Page:
    return page_from(facts, ConnectQuestion(facts.catalogue.universe.id, *map(handle_of, who(*ids)), number=number))


def together_page_of(facts: Facts, *ids: str) -> Page:
    return page_from(facts, TogetherQuestion(facts.catalogue.universe.id, tuple(map(handle_of, who(*ids)))))


def test_two_who_met_are_told_where_and_what_they_share(isles: Facts) -> None:
    shown = met_page_of(isles, "ann", "cid")
    assert shown.heading == "Ann and Cid"
    assert body(shown).split("\n") == [
        "**They met on screen**, in Beta 1x01.",
        "**Meetings on record**",
        "**Beta** season 1: 1",
        "**Both are in 1 episode**",
        "**Beta** season 1: 1",
    ]
    assert labels(shown) == ["How are they connected?", "How do we know?", "Where is Ann?", "Where is Cid?"]
    assert shown.links[1].question == SourcesQuestion(ISLES, CharacterId("ann"), Place(TitleId("beta")))
    assert shown.links[2].question == AppearancesQuestion(ISLES, CharacterId("ann"))


def test_two_in_one_episode_did_not_therefore_meet(isles: Facts) -> None:
    assert body(met_page_of(isles, "ann", "bea")).split("\n")[0] == (
        "**They are in the same episode**, first in Alpha 1x01 “Part 1” (1 Apr 2015); no meeting there is on record."
    )
    assert body(met_page_of(isles, "eve", "tom")).startswith("**They are in the same film**, in Gale (1 May 2018)")


def two(*rows, meetings=()) -> Facts:
    titles = [film("m", DAY), series("show", season(1, DAY, DAY), season(2, DAY))]
    return facts_of(world(titles, [character("ann", "m"), character("bea", "m")], rows, meetings))


def test_a_season_in_common_is_said_to_be_no_more() -> None:
    shown = met_page_of(two(row("ann", "show", 1), row("bea", "show", 1, 2, confidence=UNVERIFIED)), "ann", "bea")
    assert body(shown).split("\n") == [
        "**They are in the same season or series** (?), but it is not known whether in the same episode.",
        "**As far as it is known**",
        "Show season 1 (?)",
    ]
    assert "1 of these unverified" in shown.footer


def test_one_who_is_only_spoken_of_has_not_met_anybody() -> None:
    shown = met_page_of(two(row("ann", "show", 1, 1), row("bea", "show", 1, 1, kind=Kind.MENTION)), "ann", "bea")
    assert body(shown).startswith("**One is only pictured or spoken of** where the other is; that they met is not on")


def test_never_is_said_only_where_every_cast_is_wholly_listed() -> None:
    strangers = facts_of(make_strangers())
    assert body(met_page_of(strangers, "lee", "ria")).startswith(
        "**They never met, as far as credits tell**: the credited cast of every"
    )
    assert body(met_page_of(two(), "ann", "bea")) == (
        "**No meeting is recorded** in World, which does not prove there was none."
    )


def test_two_who_share_nothing_have_a_nearest_link(isles: Facts) -> None:
    assert body(met_page_of(isles, "ann", "eve")).split("\n")[1:] == [
        "**The nearest link** has 2 steps:",
        "1\\. **Ann** and **Cid** met in Beta 1x01",
        "2\\. **Cid** and **Eve** are both in Gale (1 May 2018)",
    ]


def test_an_unverified_meeting_is_marked_and_counted() -> None:
    meeting = Meeting(*who("ann", "bea"), TitleId("show"), 1, 1, UNVERIFIED, SourceId("page"))
    shown = met_page_of(two(row("ann", "show", 1, 1), row("bea", "show", 1, 1), meetings=[meeting]), "ann", "bea")
    assert body(shown).startswith("**They met on screen**, in Show 1x01 (?).")
    assert "1 of these unverified" in shown.footer


def test_what_two_share_leads_to_whether_they_met(isles: Facts) -> None:
    shown = together_page_of(isles, "ann", "bea")
    assert body(shown).split("\n") == [
        "**Both are in 2 episodes**, first in Alpha 1x01 “Part 1” (1 Apr 2015).",
        "**Together in**",
        "**Alpha** season 1: 1–2",
    ]
    assert labels(shown) == ["Have they met?", "Where is Ann?", "Where is Bea?"]
    assert shown.links[0].question == MetQuestion(ISLES, *who("ann", "bea"))


def test_of_three_it_is_told_where_only_one_is_missing(isles: Facts) -> None:
    assert body(together_page_of(isles, "cid", "dan", "eve")).split("\n") == [
        "**All of them are in 1 film**, in Gale (1 May 2018).",
        "**Together in**",
        "**Gale**",
        "**Cid and Dan without Eve**",
        "**Beta** season 1: 2",
    ]
    assert "Have they met?" not in labels(together_page_of(isles, "cid", "dan", "eve"))


def test_sharing_nothing_is_no_proof(isles: Facts) -> None:
    assert body(together_page_of(isles, "ann", "zed")) == (
        "**No episode is recorded that both are in.** That does not prove there is none."
    )
    assert "that all of them are in" in body(together_page_of(isles, "ann", "zed", "eve", "tom"))


def test_an_unverified_share_is_marked_where_it_stands(isles: Facts) -> None:
    shown = together_page_of(isles, "bea", "dan")
    assert body(shown).split("\n")[-1] == "**Beta** season 1: 2 (?)"
    assert "1 of these unverified" in shown.footer


def test_a_chain_gives_a_reason_for_every_step_and_says_how_sure_it_is(isles: Facts) -> None:
    shown = connected_page_of(isles, "ann", "eve")
    assert shown.heading == "From Ann to Eve"
    assert body(shown).split("\n") == [
        (
            "**2 steps**, the only chain so short. At every step both are in the same episode, film, special or comic, "
            "which a source states."
        ),
        "1\\. **Ann** and **Cid** met in Beta 1x01",
        "2\\. **Cid** and **Eve** are both in Gale (1 May 2018)",
    ]
    assert labels(shown) == ["Have they met?", "Where is Ann?", "Where is Eve?"]
    met = connected_page_of(isles, "ann", "cid")
    assert "**1 step**, the only chain so short. At every step they met on screen, which a source states." in body(met)


def test_two_who_met_where_no_episode_is_known_are_one_step_apart() -> None:
    meeting = Meeting(*who("ann", "bea"), TitleId("show"), 1, None, UNVERIFIED, SourceId("page"))
    facts = two(row("ann", "show", 1), row("bea", "show", 1, 1), meetings=[meeting])
    assert body(met_page_of(facts, "ann", "bea")).startswith("**They met on screen**, in Show season 1 (?).")
    shown = connected_page_of(facts, "ann", "bea")
    assert body(shown).split("\n") == [
        "**1 step**, the only chain so short. At every step they met on screen, not all of it verified.",
        "1\\. **Ann** and **Bea** met in Show season 1 (?)",
    ]
    assert "1 of these unverified" in shown.footer
    assert "Another one" not in labels(shown)


def test_several_chains_are_gone_through_and_around(isles: Facts) -> None:
    shown, seen = connected_page_of(isles, "bea", "eve"), []
    for number in (1, 2, 3):
        assert f"**2 steps**, chain {number} of 3 as short. " in body(shown)
        assert "not all of it verified." in body(shown)
        assert "1 of these unverified" in shown.footer
        seen.append(body(shown).split("\n")[1])
        assert shown.links[0].label == "Another one"
        shown = page_from(isles, shown.links[0].question)
    assert len(set(seen)) == 3
    assert "chain 1 of 3" in body(shown)
    assert "chain 2 of 3" in body(connected_page_of(isles, "bea", "eve", number=5)), "past the last they begin anew"


def test_one_left_aside_is_in_no_step(isles: Facts) -> None:
    shown = connected_page_of(isles, "bea", "eve", "cid")
    assert shown.heading == "From Bea to Eve without Cid"
    assert "chain 1 of 2" in body(shown)
    assert "Cid" not in body(shown)
    assert body(connected_page_of(isles, "ann", "eve", "cid")).startswith("**2 steps**") is False


def test_no_chain_is_no_proof(isles: Facts) -> None:
    shown = connected_page_of(isles, "ann", "zed")
    assert body(shown) == "**No chain of shared episodes is recorded between them.** That does not prove there is none."
    assert "Another one" not in labels(shown)


@pytest.mark.parametrize(
    ("shared", "said"), [(1, ""), (2, ", and once more"), (3, ", and 2 times more")], ids=["1", "2", "3"]
)
def test_a_step_says_how_often_more_they_share_a_place(shared: int, said: str) -> None:
    rows = [row(one, "show", 1, at) for one in ("ann", "bea") for at in range(1, shared + 1)]
    pack: Pack = world([series("show", season(1, DAY, DAY, DAY))], [character("ann"), character("bea")], rows)
    step = body(connected_page_of(facts_of(pack), "ann", "bea")).split("\n")[1]
    assert step == f"1\\. **Ann** and **Bea** are both in Show 1x01 “Part 1” (1 Jan 2015){said}"


def test_more_than_a_message_holds_is_turned_page_by_page_and_nothing_is_lost() -> None:
    crowd = facts_of(make_crowd())
    pair = who("p00", "p01")
    for question in (
        MetQuestion(UniverseId("crowd"), *pair),
        TogetherQuestion(UniverseId("crowd"), tuple(map(handle_of, pair))),
    ):
        pages = list(pages_from(crowd, question))
        assert len(pages) > 1
        assert [one.number for one in pages] == [*range(1, pages[0].count + 1)]
        text = "\n".join(map(body, pages))
        assert [f"**A Film of Many Words {at:03}**" for at in range(130) if text.count(f"Words {at:03}**") != 1] == []
        for one in pages:
            assert_fits(one)
        assert page_from(crowd, replace(question, page=99)).number == pages[-1].number


def test_meetings_are_all_listed_the_first_first() -> None:
    meetings = [
        Meeting(*who("ann", "bea"), TitleId("show"), 1, at, Confidence.SOURCED, SourceId("page")) for at in (1, 2)
    ]
    rows = [row(one, "show", 1, at) for one in ("ann", "bea") for at in (1, 2)]
    shown = met_page_of(two(*rows, meetings=meetings), "ann", "bea")
    assert body(shown).split("\n")[:3] == [
        "**They met on screen**, first in Show 1x01.",
        "**Meetings on record**",
        "**Show** season 1: 1–2",
    ]
