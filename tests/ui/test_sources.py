"""The page about how an appearance is known, whatever the pack says of its sources."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.pack import CharacterId, Source, SourceId, TitleId, UniverseId
from bot.domain.sourcing import sources_of
from bot.domain.viewpoint import EVERYTHING
from bot.services.questions import AppearancesQuestion, CharacterQuestion, SourcesQuestion
from bot.ui.layout import page_layout
from bot.ui.pages import Page
from bot.ui.sources import sources_page
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world

HARBOUR, MARA = UniverseId("harbour"), CharacterId("mara-quill")
DRAWN = re.compile(
    r"\*\*(?P<name>.*)\*\* · example\.org · day of reading unknown · <(?P<link>[^<>]*)>"
    r"(\nIt says: (?P<states>.*))?\nsourced · Film-0",
    re.DOTALL,
)
HOSTILE = st.text("\\*_~|`>#[]()<:@-+/.1a \n", max_size=60)


def page(catalogue: Catalogue, place: Place | None = None, number: int = 1) -> Page:
    question = SourcesQuestion(catalogue.universe.id, next(iter(catalogue.characters)), place, number)
    if MARA in catalogue.characters:
        question = replace(question, character=MARA)
    return sources_page(question, catalogue.universe, sources_of(catalogue, question.character, EVERYTHING, place))


def text(shown: Page) -> str:
    return "\n".join([shown.heading, *(block.text for block in shown.blocks), shown.footer])


def test_each_source_says_where_when_what_and_how_surely(catalogue: Catalogue) -> None:
    shown = text(page(catalogue))
    assert "How we know: Mara Quill" in shown
    assert "**5 appearances from 2 sources; 2 unverified.**" in shown
    assert "**A page** · wiki.example.org · read 2 Jan 2020 · <https://wiki.example.org/mara>" in shown
    assert "It says: Who is where." in shown
    assert "sourced · Lighthouse season 1, episodes 1–2 and Jane Doe season 1, episode 3" in shown
    assert "**Recollection** · no page to open" in shown
    assert "unverified (?) · Lighthouse season 2, episode 2 and The Ferry" in shown
    assert "**(?)**, unverified: no page we opened says it" in shown


def test_a_place_is_named_and_leads_back_to_everything(catalogue: Catalogue) -> None:
    shown = page(catalogue, Place(TitleId("lighthouse"), 1, 2))
    assert "1 appearance in Lighthouse 1x02 from 1 source, all sourced." in text(shown)
    assert [(link.label, type(link.question)) for link in shown.links] == [
        ("All sources", SourcesQuestion),
        ("All appearances", AppearancesQuestion),
        ("Who is this?", CharacterQuestion),
    ]


def test_a_place_without_her_is_no_proof(catalogue: Catalogue) -> None:
    shown = text(page(catalogue, Place(TitleId("jane-doe"), 1, 1)))
    assert "**No appearance in Jane Doe 1x01 is recorded.** That does not prove there is none." in shown


def test_unknown_seasons_and_episodes_are_named_as_such() -> None:
    rows = [row("ann", "lamp", 1), row("ann", "lamp", confidence=UNVERIFIED)]
    shown = text(page(Catalogue(world([series("lamp", season(1))], [character("ann")], rows))))
    assert "sourced · Lamp season 1, no episode named" in shown
    assert "unverified (?) · Lamp (no season named)" in shown


def test_a_season_beside_its_episodes_is_not_said_to_be_without_any() -> None:
    rows = [row("ann", "lamp", 1), row("ann", "lamp", 1, 2)]
    shown = text(page(Catalogue(world([series("lamp", season(1, None, None))], [character("ann")], rows))))
    assert "sourced · Lamp season 1, no episode named; season 1, episode 2" in shown


def many(count: int, sources: list[Source]) -> Catalogue:
    titles = [film(f"film-{number}", date(2000 + number, 1, 1)) for number in range(count)]
    rows = [row("ann", f"film-{number}", source=sources[number % len(sources)].id) for number in range(count)]
    return Catalogue(replace(world(titles, [character("ann")], rows), sources=tuple(sources)))


def test_many_sources_are_turned_page_by_page_and_none_is_lost() -> None:
    sources = [Source(SourceId(f"s-{number}"), f"Source {number}.", None, None, "x" * 500) for number in range(20)]
    catalogue = many(40, sources)
    first = page(catalogue)
    assert first.count > 1
    shown = ""
    for number in range(1, first.count + 1):
        one = page(catalogue, number=number)
        shown += text(one)
        assert (one.previous is None) == (number == 1)
        assert (one.next is None) == (number == first.count)
    assert all(f"**{source.name}**" in shown for source in sources)
    assert page(catalogue, number=99).number == first.count


@settings(deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_nothing_a_pack_says_becomes_markup_or_a_link_of_its_own(name: str, states: str, address: str) -> None:
    source = Source(SourceId("s"), name or "x", f"https://example.org/{address}", None, states)
    drawn = DRAWN.fullmatch(page(many(1, [source])).blocks[1].text)
    assert drawn
    for part in (drawn["name"], drawn["states"] or ""):
        assert not re.search(r"[*_~|`\[\]<@]", re.sub(r"\\.", "", part))
        assert "://" not in part
    assert not re.search(r"[\s*|`\[\]\\@]", drawn["link"])


@pytest.mark.parametrize("length", [1, 200])
def test_the_longest_of_everything_fits_into_a_message(length: int) -> None:
    sources = [
        Source(SourceId(f"{number}".zfill(64)), "*" * length, "https://example.org/" + "é" * 480, None, "_" * 500)
        for number in range(30)
    ]
    catalogue = many(300, sources)
    for number in range(1, page(catalogue).count + 1):
        layout = page_layout(page(catalogue, number=number))
        assert layout.content_length() <= 4_000
        assert layout.total_children_count <= 40
