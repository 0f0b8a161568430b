"""The page about how an appearance is known: each source with what it states and what rests on it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.domain.pack import Confidence, Source, Universe
from bot.domain.sourcing import BackedPlace, Grounds, SourceList
from bot.services.questions import AppearancesQuestion, CharacterQuestion, SourcesQuestion
from bot.ui.addresses import web_address
from bot.ui.pages import Block, Link, Page, paged
from bot.ui.wording import UNVERIFIED_MARK, code, counted, day, escaped, facts_line, ranges, shortlist

_SOURCES_A_PAGE = 6
_PLACES_ROOM, _MOST_PLACES = 700, 30
MEANING = (
    "**sourced**: the page says exactly this. **(?)**, unverified: no page we opened says it, so it may be true or a "
    "mistake. Do you know better? Tell us with /fix."
)


def sources_page(question: SourcesQuestion, universe: Universe, found: SourceList) -> Page:
    """Return the page asked for: sources in the order of what they back, each place marked sourced or unverified."""
    intro = Block("\n".join((_sums(found), MEANING)))
    bodies = paged(map(_block, found.grounds), most=_SOURCES_A_PAGE, beside=len(intro.text))
    number = min(question.page, len(bodies))
    return Page(
        heading=f"How we know: {escaped(found.character.name)}",
        blocks=(intro, *bodies[number - 1]),
        footer=facts_line(universe, found.unverified),
        links=(
            *([Link("All sources", SourcesQuestion(question.universe, question.character))] if found.place else []),
            Link("All appearances", AppearancesQuestion(question.universe, question.character)),
            Link("Who is this?", CharacterQuestion(question.universe, question.character)),
        ),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
    )


def places_line(places: Sequence[BackedPlace], confidence: Confidence, most: int = _MOST_PLACES) -> str:
    """Return the places of one confidence as a person lists them, titles with their seasons and episodes."""
    same = [place for place in places if place.confidence is confidence]
    titles = [
        " ".join((group[0].title.name, "; ".join(filter(None, map(_where, group))))).strip()
        for group in (list(one) for _, one in groupby(same, key=lambda place: place.title.id))
    ]
    return shortlist(titles, room=_PLACES_ROOM, most=most)


def _sums(found: SourceList) -> str:
    scope = ""
    if found.title and found.place:
        scope = f" in {escaped(' '.join((found.title.name, code(found.place.season, found.place.episode))).strip())}"
    if not found.rows:
        return f"**No appearance{scope} is recorded.** That does not prove there is none."
    sums = f"{counted(found.rows, 'appearance')}{scope} from {counted(len(found.grounds), 'source')}"
    return f"**{sums}; {found.unverified:,} unverified.**" if found.unverified else f"**{sums}, all sourced.**"


def _block(grounds: Grounds) -> Block:
    lines = [f"**{escaped(grounds.source.name)}** · {_where_read(grounds.source)}"]
    if grounds.source.states:
        lines.append(f"It says: {escaped(grounds.source.states)}")
    sourced = places_line(grounds.places, Confidence.SOURCED)
    unverified = places_line(grounds.places, Confidence.UNVERIFIED)
    if sourced:
        lines.append(f"sourced · {escaped(sourced)}")
    if unverified:
        lines.append(f"unverified{UNVERIFIED_MARK} · {escaped(unverified)}")
    return Block("\n".join(lines))


def _where_read(source: Source) -> str:
    address = web_address(source.url)
    if address is None:
        return "no page to open"
    read = f"read {day(source.read)}" if source.read else "day of reading unknown"
    return " · ".join(filter(None, (escaped(address.host), read, address.link)))


def _where(place: BackedPlace) -> str:
    if not place.title.seasons:
        return ""
    if place.season is None:
        return "(no season named)"
    if not place.episodes:
        return f"season {place.season}, no episode named"
    noun = "episode" if len(place.episodes) == 1 else "episodes"
    return f"season {place.season}, {noun} {ranges(place.episodes)}"
