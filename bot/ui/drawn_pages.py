"""The pages that are pictures: timelines and maps, with all that they show in words beside."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.appearances import Order
from bot.domain.cast import Place
from bot.domain.drawings import Cell, Lane, Matrix, Timeline, Web
from bot.domain.maps import View
from bot.domain.pack import Universe
from bot.services.questions import AppearancesQuestion, CrossoversQuestion, MapQuestion, TimelineQuestion, TitleQuestion
from bot.ui.pages import Block, Link, Page, Picture
from bot.ui.wording import counted, day, escaped, facts_line, listed

LONGEST_ALT = 1_024
"""Characters of a picture's description (Discord)."""
_AWAY = ", only pictured or spoken of"
_ORDERS = {Order.RELEASE: "Oldest first", Order.NEWEST: "Newest first", Order.MOST: "Most episodes first"}
_UNDATED = "**No release day is known there**, so there is no timeline; `/appearances` and `/title` list what is."
_NOTHING = "**Nothing of that is recorded**, so there is nothing to draw."


def timeline_page(question: TimelineQuestion, universe: Universe, found: Timeline) -> Page:
    """Return the page that shows when somebody was where, or who was in a title when."""
    unsure = sum(not mark.sourced for lane in found.lanes for mark in lane.marks)
    return Page(
        heading=f"When: {escaped(found.heading)}",
        blocks=tuple(_timeline_blocks(found)),
        footer=_footer(universe, unsure),
        links=tuple(_timeline_links(question)),
        picture=Picture(found, timeline_alt(found)) if found.lanes else None,
    )


def matrix_page(question: MapQuestion, universe: Universe, found: Matrix) -> Page:
    """Return the page that shows who is where."""
    unsure = sum(cell is not None and not cell.sourced for row in found.cells for cell in row)
    return Page(
        heading=f"Who is where: {escaped(found.heading)}",
        blocks=() if found.names else (Block(_NOTHING),),
        footer=_footer(universe, unsure),
        links=tuple(_map_links(question)),
        picture=Picture(found, matrix_alt(found)) if found.names else None,
    )


def web_page(question: MapQuestion, universe: Universe, found: Web) -> Page:
    """Return the page that shows who shares episodes with whom."""
    unsure = sum(not tie.sourced for tie in found.ties)
    return Page(
        heading=f"Who shares episodes: {escaped(found.heading)}",
        blocks=() if found.nodes else (Block(_NOTHING),),
        footer=_footer(universe, unsure),
        links=tuple(_map_links(question)),
        picture=Picture(found, web_alt(found)) if found.nodes else None,
    )


def timeline_alt(found: Timeline) -> str:
    """Return a timeline in words."""
    head = f"Timeline of {found.heading}. "
    return _fitting(head, (f"{lane.name}{_crossed(lane)}: {_days(lane)}" for lane in found.lanes), found.left_out)


def matrix_alt(found: Matrix) -> str:
    """Return a matrix in words."""
    columns = [f"{column.title} {column.part}".strip() for column in found.columns]
    lines = (
        f"{name}: {', '.join(_cell(where, cell) for where, cell in zip(columns, row, strict=True) if cell)}"
        for name, row in zip(found.names, found.cells, strict=True)
    )
    head = f"Who is where in {found.heading}, with the number of known episodes; * is a crossover, ? unverified. "
    return _fitting(head, lines, found.names_left_out)


def web_alt(found: Web) -> str:
    """Return a web in words."""
    strongest = sorted(found.ties, key=lambda tie: -tie.shared)
    names = [node.name for node in found.nodes]
    lines = (f"{names[tie.first]} and {names[tie.second]} {tie.shared}" for tie in strongest)
    head = f"Who shares episodes in {found.heading}, and how many, the most first. Shown are {listed(names)}. "
    return _fitting(head, lines, found.ties_left_out)


def _footer(universe: Universe, unsure: int) -> str:
    """Return which facts these are, and how much of what is drawn nobody has verified."""
    parts = [facts_line(universe, 0)]
    parts += [f"{unsure:,} of these unverified: no source confirms them yet"] if unsure else []
    return " · ".join(parts)


def _timeline_blocks(found: Timeline) -> Iterator[Block]:
    if not found.lanes:
        yield Block(_UNDATED if found.undated else _NOTHING)
    elif found.undated:
        yield Block(f"Not shown: {counted(found.undated, 'place')} whose release day is not known.")


def _timeline_links(question: TimelineQuestion) -> Iterator[Link]:
    for order, label in _ORDERS.items():
        if order is not question.order:
            yield Link(label, replace(question, order=order))
    if question.character:
        yield Link("All appearances", AppearancesQuestion(question.universe, question.character))
    elif question.title:
        yield Link("Whole cast", TitleQuestion(question.universe, Place(question.title)))
        yield Link("As a map", MapQuestion(question.universe, question.title))


def _map_links(question: MapQuestion) -> Iterator[Link]:
    if question.view is View.MATRIX:
        yield Link("Who shares episodes?", replace(question, view=View.WEB))
    else:
        yield Link("Who is where?", replace(question, view=View.MATRIX))
    if question.title:
        yield Link("As a timeline", TimelineQuestion(question.universe, title=question.title))
        yield Link("Whole cast", TitleQuestion(question.universe, Place(question.title)))
        yield Link("The whole universe", replace(question, title=None))
    else:
        yield Link("Who travelled most?", CrossoversQuestion(question.universe))


def _crossed(lane: Lane) -> str:
    return " (crossover)" if lane.crossover else ""


def _days(lane: Lane) -> str:
    """Return the count of a lane's marks and the days from the first to the last of them."""
    exact = sum(mark.exact for mark in lane.marks)
    vague = len(lane.marks) - exact
    parts = [counted(exact, "episode or film", "episodes or films")] if exact else []
    parts += [f"{counted(vague, 'season')} without known episodes"] if vague else []
    away, unsure = sum(not mark.here for mark in lane.marks), sum(not mark.sourced for mark in lane.marks)
    parts += [f"{away:,} of them{_AWAY[1:]}"] if away else []
    parts += [f"{unsure:,} of them unverified"] if unsure else []
    first, last = lane.marks[0].first, max(mark.last for mark in lane.marks)
    return f"{', '.join(parts)}, {day(first)}" + (f" to {day(last)}" if last != first else "")


def _cell(where: str, cell: Cell) -> str:
    count = f"{cell.episodes or 'episodes not known'}{'' if cell.sourced else '?'}"
    return f"{where}{'*' if cell.crossover else ''} ({count}{'' if cell.here else _AWAY})"


def _fitting(head: str, lines: Iterable[str], left_out: int) -> str:
    """Return as many lines as a description may hold, and how many more there are."""
    text, more = head, left_out
    for line in lines:
        if more == left_out and len(text) + len(line) + 2 <= LONGEST_ALT - 30:
            text += f"{line}; "
        else:
            more += 1
    text = text.rstrip("; .") + (f"; and {more:,} more." if more else ".")
    return text if len(text) <= LONGEST_ALT else text[: LONGEST_ALT - 1] + "…"
