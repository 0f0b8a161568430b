"""The pages about crossovers: into and out of a title, and who travelled most."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.domain.appearances import Precision
from bot.domain.cast import Place
from bot.domain.crossovers import Crossing, Crossovers, Direction, Traveller, Travellers
from bot.domain.pack import Character, Confidence, TitleKind, Universe
from bot.services.questions import AppearancesQuestion, CrossoversQuestion, MapQuestion, TitleQuestion
from bot.ui.pages import Block, Link, Menu, Page, paged
from bot.ui.places import mark
from bot.ui.wording import UNVERIFIED_MARK, code, counted, day, escaped, facts_line, shortlist

_LINES_A_PAGE = 20  # and options of the menu below them, of which Discord takes 25
_NOTHING = "**No crossover is recorded.** That does not prove there is none."
_DIRECTIONS = {Direction.BOTH: "Both directions", Direction.IN: "Only in", Direction.OUT: "Only out"}


def crossovers_page(question: CrossoversQuestion, universe: Universe, found: Crossovers) -> Page:
    """Return the page about one title's crossovers, or those between two."""
    names = " and ".join(escaped(one.name) for one in (found.title, found.beside) if one)
    heading = f"Crossovers {'between' if found.beside else 'of'} {names}"
    return _page(question, heading, list(_entries(question, found)), facts_line(universe, found.unverified))


def travellers_page(question: CrossoversQuestion, universe: Universe, found: Travellers) -> Page:
    """Return the page about who travelled most."""
    sums = f"**{counted(len(found.travellers), 'character')} crossed over**, those in most titles away from home first."
    entries = [
        _Entry(sums, _travelled(place, one), one.character) for place, one in enumerate(found.travellers, start=1)
    ]
    footer = facts_line(universe, sum(len(one.unsure_titles) for one in found.travellers))
    heading = f"Who travelled most in {escaped(universe.name)}"
    return _page(question, heading, entries or [_Entry(_NOTHING)], footer)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line below a heading, and whom it is about."""

    heading: str
    line: str = ""
    character: Character | None = None


def _page(question: CrossoversQuestion, heading: str, entries: Sequence[_Entry], footer: str) -> Page:
    headings = sum(len(one) + 1 for one in {entry.heading for entry in entries})
    bodies = paged((Block(entry.line or "-") for entry in entries), most=_LINES_A_PAGE, beside=headings)
    number = min(question.page, len(bodies))
    before = sum(map(len, bodies[: number - 1]))
    shown = entries[before : before + len(bodies[number - 1])]
    menu = _menu(question, shown)
    return Page(
        heading=heading,
        blocks=tuple(_groups(shown)),
        footer=footer,
        links=tuple(_links(question)),
        menus=(menu,) if menu.links else (),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
        wish=Link("Wish for a visitor", question) if question.title else None,
    )


def _links(question: CrossoversQuestion) -> Iterator[Link]:
    if question.title is None:
        yield Link("Show it as a map", MapQuestion(question.universe))
        return
    for direction, label in _DIRECTIONS.items():
        if direction is not question.direction:
            yield Link(label, replace(question, direction=direction, page=1))
    yield Link("Whole cast", TitleQuestion(question.universe, Place(question.title)))
    yield Link("Who travelled most?", CrossoversQuestion(question.universe))


def _groups(shown: Sequence[_Entry]) -> Iterator[Block]:
    for heading, entries in groupby(shown, key=lambda entry: entry.heading):
        yield Block("\n".join((heading, *(entry.line for entry in entries if entry.line))))


def _menu(question: CrossoversQuestion, shown: Sequence[_Entry]) -> Menu:
    different = {entry.character.id: entry.character for entry in shown if entry.character}
    links = (Link(one.name, AppearancesQuestion(question.universe, one.id)) for one in different.values())
    return Menu("Where else is …?", tuple(links))


def _entries(question: CrossoversQuestion, found: Crossovers) -> Iterator[_Entry]:
    title = escaped(found.title.name)
    beside = escaped(found.beside.name) if found.beside else ""
    asked = question.direction
    if asked is not Direction.OUT:
        yield from _section(f"Into {title}", f" from {beside}" if beside else "", found.came_in, _came)
    if asked is not Direction.IN:
        yield from _section(f"Out of {title}", f" into {beside}" if beside else "", found.went_out, _went)
    if found.between:
        yield from _section(f"At home elsewhere, in {title}", f" and in {beside}", found.between, _came)


def _section(
    heading: str, other: str, crossings: Sequence[Crossing], line: Callable[[Crossing], str]
) -> Iterator[_Entry]:
    """Yield the lines of one direction, with what is not known where nothing is."""
    count = f": {len({one.character.id for one in crossings}):,}" if crossings else ""
    head = f"**{heading}{other}{count}**"
    if not crossings:
        yield _Entry(head, "Nobody on record, which proves nothing.")
    for one in crossings:
        yield _Entry(head, line(one), one.character)


def _came(one: Crossing) -> str:
    return f"{escaped(one.character.name)} of {escaped(one.home.name)}: {_how(one)}"


def _went(one: Crossing) -> str:
    return f"{escaped(one.character.name)} into {escaped(one.into.name)}: {_how(one)}"


def _how(one: Crossing) -> str:
    """Return since when and how often, how exactly, and whether in person."""
    sure = mark(one.confidence)
    loosely = sure or (", not all of it verified" if one.unverified else "")
    here = "" if one.here else ", only pictured or spoken of"
    since = f" ({day(one.released)})" if one.released else ""
    if one.into.kind is not TitleKind.SERIES:
        return f"in it{since}{here}{sure}"
    if one.precision is Precision.TITLE:
        return f"season not recorded{here}{sure}"
    if one.precision is Precision.SEASON:
        return f"season {one.first.season}{since}, episodes not recorded{here}{loosely}"
    often = counted(one.episodes, "episode")
    if one.first.episode is None:
        return f"season {one.first.season}{since}, episodes not recorded, and later {often}{here}{loosely}"
    return f"{often}{_doubt(one)}, first {code(one.first.season, one.first.episode)}{since}{here}{sure}"


def _travelled(place: int, one: Traveller) -> str:
    names = [escaped(title.name) + (UNVERIFIED_MARK if title.id in one.unsure_titles else "") for title in one.titles]
    sums = f"{counted(len(one.titles), 'title')}, {counted(one.episodes, 'known episode')}{_doubt(one)}"
    who = f"**{escaped(one.character.name)}** of {escaped(one.home.name)}"
    return f"{place:,}\\. {who}: {sums}{mark(one.confidence)}\n-# {shortlist(names)}"


def _doubt(one: Crossing | Traveller) -> str:
    """Return how many of the episodes no source states, where one states something of the rest."""
    if not one.unsure or one.confidence is Confidence.UNVERIFIED:
        return ""
    return f", {one.unsure:,} of them unverified" if one.unsure < one.episodes else ", unverified"
