"""What the tests of pages share: worlds at their limits, the page of any question, and what Discord takes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import (
    CharacterId,
    Credit,
    Kind,
    Meeting,
    Pack,
    Performance,
    SourceId,
    TitleId,
    UniverseId,
)
from bot.domain.viewpoint import EVERYTHING
from bot.services.contents import Facts, content_of
from bot.services.lookups import Answer
from bot.services.questions import Question, SearchQuestion
from bot.ui.answers import page_of
from bot.ui.layout import page_layout
from bot.ui.pages import Page
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world

DAY = date(2015, 1, 1)


def facts_of(pack: Pack) -> Facts:
    catalogue = Catalogue(pack)
    return Facts(catalogue, Network(catalogue, EVERYTHING), EVERYTHING)


def page_from(facts: Facts, question: Question) -> Page:
    """The page of a question about one universe."""
    return page_of(Answer(question, facts.catalogue.universe, content_of(question, facts)))


def pages_from(facts: Facts, question: Question) -> Iterator[Page]:
    """All pages of a question, by the way that a person turns them."""
    shown = page_from(facts, question)
    yield shown
    while shown.next is not None:
        shown = page_from(facts, shown.next)
        yield shown


def body(page: Page) -> str:
    return "\n".join(block.text for block in page.blocks)


def labels(page: Page) -> list[str]:
    return [link.label for link in page.links]


def assert_inert(page: Page) -> None:
    """Nothing in it becomes markup but the bold and small print that the page itself writes."""
    for said in (page.heading, page.footer, *(block.text for block in page.blocks)):
        text = said.replace("`/appearances` and `/title`", "them")
        bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", text)
        assert not re.search(r"[_~|`\[\]<@\\]|://", bare), text
        assert not re.search(r"^(-(?!# )|[#>+])|^\d+\. ", bare, re.MULTILINE), text
        assert bare.count("**") % 2 == 0, text
        assert "*" not in bare.replace("**", ""), text


def assert_fits(page: Page) -> None:
    """What Discord demands of a message, seen on the drawn layout."""
    share = replace(SearchQuestion("x" * 60, universe=UniverseId("u" * 20)), page=99)
    view = page_layout(page, share)
    items = list(view.walk_children())
    assert view.content_length() <= 4_000
    assert len(items) <= 40
    ids = [id for item in items if (id := getattr(item, "custom_id", None))]
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(id) <= 100 for id in ids)
    for item in items:
        drawn = item.to_component_dict()
        if drawn["type"] == 2:
            assert 1 <= len(drawn["label"]) <= 80
        if drawn["type"] == 3:
            assert 1 <= len(drawn["options"]) <= 25
            assert len({option["value"] for option in drawn["options"]}) == len(drawn["options"])
            assert all(1 <= len(option["label"]) <= 100 for option in drawn["options"])
            assert all(1 <= len(option["value"]) <= 100 for option in drawn["options"])
            assert all(len(option.get("description") or "x") <= 100 for option in drawn["options"])
            assert len(drawn.get("placeholder") or "") <= 150
        if drawn["type"] == 10:
            assert drawn["content"].strip()
        if drawn["type"] == 12:
            assert all(1 <= len(one["description"]) <= 1_024 for one in drawn["items"])


NASTY = "**a** __b__ [c](https://d.example) <@1> @everyone <t:0:R> `e` ||f|| # g <:h:1>"


def nasty(at: int) -> str:
    return f"{NASTY} {at}"[:100]


def hostile() -> Pack:
    """A universe whose every text tries to be markup."""
    titles = [
        series("show", season(1, DAY, DAY), season(2, DAY), name=nasty(1)),
        film("movie", DAY, name=nasty(2)),
    ]
    titles = [
        replace(
            one,
            seasons=tuple(
                replace(s, episodes=tuple(replace(e, name=nasty(3)) for e in s.episodes)) for s in one.seasons
            ),
        )
        for one in titles
    ]
    parts = (Performance(nasty(4), ("show",)), Performance(nasty(5), ("movie",), "*young* <@1> [x](y)"))
    people = [
        character("ann", "show", *parts, name=nasty(6), aliases=(nasty(7), nasty(8)), note=NASTY),
        character("bea", "movie", Performance(nasty(9)), name=nasty(10)),
    ]
    rows = [
        row("ann", "movie", confidence=UNVERIFIED),
        row("ann", "show", 1, 1),
        row("ann", "show", 2, kind=Kind.VOICE),
        row("bea", "show", 1, 1),
        row("bea", "show", 1, 2),
    ]
    meetings = [Meeting(CharacterId("ann"), CharacterId("bea"), TitleId("show"), 1, 1, UNVERIFIED, SourceId("page"))]
    return world(titles, people, rows, meetings, name=nasty(0))


def large(names: str = "n", people: int = 300, titles: int = 300) -> Pack:
    """A universe of everything at its limit."""
    films = [film(f"f{at}", DAY, name=f"{names * 90}{at}"[-100:]) for at in range(titles)]
    seasons = [
        replace(one, episodes=tuple(replace(part, name=f"{names * 90}{part.number}") for part in one.episodes))
        for one in (season(number, *[DAY] * 60) for number in range(120))
    ]
    show = series("show", *seasons, name=names * 100)
    performers = tuple(Performance(f"{names * 90}p{at}"[-100:], ("show",)) for at in range(50))
    aliases = tuple(f"{names * 90}a{at}"[-100:] for at in range(50))
    cast = [
        character(f"c{at:03}", "f0", *performers[: at % 5], name=f"{names * 90}{at}"[-100:]) for at in range(people)
    ]
    hero = character("hero", "show", *performers, name=names * 100, aliases=aliases, note=names * 300)
    rows = [row("hero", one.id, confidence=UNVERIFIED) for one in films]
    rows += [row("hero", "show", number, at) for number in range(120) for at in range(1, 61, 2)]
    rows += [row(one.id, "show", 1, at, credit=Credit.MAIN) for one in cast for at in range(1, 61, 2)]
    rows += [row(one.id, "show", 2) for one in cast]
    meetings = [
        Meeting(one.id, CharacterId("hero"), TitleId("show"), 1, 1, UNVERIFIED, SourceId("page")) for one in cast
    ]
    return world([show, *films], [*cast, hero], rows, meetings, name=names * 100)
