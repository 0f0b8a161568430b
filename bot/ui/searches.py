"""The page about what a name can stand for."""

from dataclasses import replace

from bot.domain.names import legible
from bot.services.lookups import SearchResult, question_about
from bot.services.name_index import MOST_HITS, Hit, Match
from bot.services.questions import LONGEST_SEARCH, SearchQuestion
from bot.ui.pages import Block, Link, Menu, Page, paged
from bot.ui.wording import counted, escaped

_HITS_A_PAGE = 15


def search_page(question: SearchQuestion, found: SearchResult) -> Page:
    """Return the page asked for of everything that carries a name; there is at least one hit."""
    bodies = paged((Block(_line(hit)) for hit in found.hits), most=_HITS_A_PAGE)
    count = len(bodies)
    number = min(question.page, count)
    before = sum(map(len, bodies[: number - 1]))
    shown = found.hits[before : before + len(bodies[number - 1])]
    close = found.hits[0].match is Match.CLOSE
    heading = f"{'Close to' if close else 'Found for'} “{escaped(legible(question.text, LONGEST_SEARCH))}”"
    return Page(
        heading=heading,
        blocks=(Block(_sum(len(found.hits))), Block("\n".join(block.text for block in bodies[number - 1]))),
        footer="",
        menus=(Menu("Open …", tuple(_link(hit) for hit in shown)),),
        number=number,
        count=count,
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < count else None,
    )


def _sum(hits: int) -> str:
    number = counted(hits, "match", "matches")
    return f"{number}." if hits < MOST_HITS else f"The best {number}; a longer text finds fewer."


def _line(hit: Hit) -> str:
    return f"**{escaped(hit.entry.label)}** · {hit.entry.kind}{_via(hit)}"


def _via(hit: Hit) -> str:
    return f", as {escaped(hit.via)}" if hit.via else ""


def _link(hit: Hit) -> Link:
    via = f", as {hit.via}" if hit.via else ""
    return Link(hit.entry.label, question_about(hit.entry), f"{hit.entry.kind}{via}")
