"""The page about what a name can stand for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.names import legible
from bot.services.lookups import SearchResult, question_about
from bot.services.name_index import EntryKind, Hit, Match
from bot.services.questions import LONGEST_SEARCH, SearchQuestion
from bot.ui.pages import Block, Link, Menu, Page
from bot.ui.wording import counted, escaped

_HITS_A_PAGE = 15
_WORDS = {
    EntryKind.CHARACTER: "character",
    EntryKind.PERFORMER: "performer",
    EntryKind.TITLE: "title",
    EntryKind.SEASON: "season",
    EntryKind.EPISODE: "episode",
}


def search_page(question: SearchQuestion, found: SearchResult) -> Page:
    """Return the page asked for of everything that carries a name."""
    count = -(-len(found.hits) // _HITS_A_PAGE)
    number = min(question.page, count)
    shown = found.hits[(number - 1) * _HITS_A_PAGE : number * _HITS_A_PAGE]
    close = found.hits[0].match is Match.CLOSE
    heading = f"{'Close to' if close else 'Found for'} “{escaped(legible(question.text, LONGEST_SEARCH))}”"
    return Page(
        heading=heading,
        blocks=(Block(counted(len(found.hits), "match").replace("matchs", "matches") + "."), _lines(shown)),
        footer="",
        menus=(Menu("Open …", tuple(_link(hit) for hit in shown)),),
        number=number,
        count=count,
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < count else None,
    )


def _lines(hits: Sequence[Hit]) -> Block:
    return Block("\n".join(f"**{escaped(hit.entry.label)}** · {_WORDS[hit.entry.kind]}{_via(hit)}" for hit in hits))


def _via(hit: Hit) -> str:
    return f", as {escaped(hit.via)}" if hit.via else ""


def _link(hit: Hit) -> Link:
    return Link(
        hit.entry.label, question_about(hit.entry), _WORDS[hit.entry.kind] + (f", as {hit.via}" if hit.via else "")
    )
