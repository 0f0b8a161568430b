"""The page about who is in a title, season or episode, visitors first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.domain.cast import Cast, CastMember, Place
from bot.domain.pack import CastComplete, Universe, UniverseId
from bot.services.questions import (
    AppearancesQuestion,
    CrossoversQuestion,
    MapQuestion,
    TimelineQuestion,
    TitleQuestion,
)
from bot.ui.pages import Block, Link, Menu, Page, paged
from bot.ui.wording import (
    CREDIT_WORDS,
    UNVERIFIED_MARK,
    code,
    counted,
    day,
    escaped,
    facts_line,
    listed,
    ranges,
    shortlist,
    title_label,
    title_tag,
)

_MEMBERS_A_PAGE = 20  # lines, and options of the menu below them
_MOST_OPTIONS = 25  # of a menu (Discord)
_MOST_MENUS = 4
_HEADINGS = 120  # characters of all headings of groups and line ends
_LONGEST_RANGES = 60
_COMPLETE_WORDS = {
    CastComplete.NOTHING: "This list may have gaps.",
    CastComplete.MAIN: "The main cast is complete; others may be missing.",
    CastComplete.MAIN_AND_RECURRING: "Main and recurring cast are complete; guests may be missing.",
    CastComplete.CREDITED: "The credited cast is complete.",
}


def cast_page(question: TitleQuestion, universe: Universe, cast: Cast) -> Page:
    """Return the page asked for of a title's, season's or episode's card."""
    intro = "\n".join(_intro(cast))
    entries = _entries(cast)
    bodies = paged((entry.block for entry in entries), most=_MEMBERS_A_PAGE, beside=len(intro) + _HEADINGS)
    count = len(bodies)
    number = min(question.page, count)
    before = sum(map(len, bodies[: number - 1]))
    shown = entries[before : before + len(bodies[number - 1])]
    return Page(
        heading=_heading(cast),
        blocks=(Block(intro), *_groups(shown)),
        footer=facts_line(universe, sum(entry.member.unverified for entry in entries)),
        links=_neighbours(question, cast),
        menus=(*_people(question.universe, [entry.member for entry in shown]), *_places(question, cast)),
        number=number,
        count=count,
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < count else None,
    )


def _heading(cast: Cast) -> str:
    name = escaped(cast.title.name)
    if cast.episode and cast.season:
        return f"{escaped(cast.episode.name)} ({name} {code(cast.season.number, cast.episode.number)})"
    if cast.season:
        return f"{name}, season {cast.season.number}"
    return escaped(title_label(cast.title))


def _intro(cast: Cast) -> list[str]:
    visitors = sum(member.visitor for member in cast.members)
    known = counted(len(cast.members), "known character")
    if cast.episode:
        sizes = f"Released {day(cast.released)}."
    elif cast.season:
        begun = f"from {day(cast.released)}" if cast.released else day(None)
        sizes = f"{counted(len(cast.season.episodes), 'episode')}, {begun}."
    elif cast.title.seasons:
        episodes = sum(len(season.episodes) for season in cast.title.seasons)
        seasons = counted(len(cast.title.seasons), "season")
        sizes = f"{title_tag(cast.title, cast.released).capitalize()}: {seasons}, {counted(episodes, 'episode')}."
    else:
        sizes = f"{cast.title.kind.capitalize()}, {day(cast.released)}."
    return [sizes, f"**{known}, {counted(visitors, 'visitor')} from elsewhere.** {_COMPLETE_WORDS[cast.complete]}"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member of the cast as a line below a heading."""

    heading: str
    member: CastMember
    block: Block


def _entries(cast: Cast) -> list[_Entry]:
    headed = [("Visitors" if member.visitor else "At home here", member) for member in cast.members]
    headed += [("In this season, episodes not recorded", member) for member in cast.perhaps]
    return [_Entry(heading, member, Block(_line(cast, member))) for heading, member in headed]


def _groups(shown: Sequence[_Entry]) -> Iterable[Block]:
    for heading, entries in groupby(shown, key=lambda entry: entry.heading):
        yield Block("\n".join((f"**{heading}**", *(entry.block.text for entry in entries))))


def _line(cast: Cast, member: CastMember) -> str:
    performers = f" · {shortlist([escaped(name) for name in member.performers], room=100)}" if member.performers else ""
    origin = f" · from {escaped(member.home.name)}" if member.visitor and member.home else ""
    mark = UNVERIFIED_MARK if member.unverified else ""
    where = "" if cast.episode else _whereabouts(cast, member)
    return f"{escaped(member.character.name)}{performers}{origin} · {CREDIT_WORDS[member.credit]}{where}{mark}"


def _whereabouts(cast: Cast, member: CastMember) -> str:
    if cast.season:
        episodes = [episode.number for season in member.seasons for episode in season.episodes]
        return _numbered("episode", episodes)
    seasons = [season.number for season in member.seasons if season.number is not None]
    return _numbered("season", seasons) if len(cast.title.seasons) > 1 else ""


def _numbered(noun: str, numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    exact = ranges(numbers)
    short = f"{noun if len(numbers) == 1 else noun + 's'} {exact}"
    return f" · {short if len(exact) <= _LONGEST_RANGES else counted(len(numbers), noun)}"


def _neighbours(question: TitleQuestion, cast: Cast) -> tuple[Link, ...]:
    title, universe = question.place.title, question.universe
    if cast.season is None:
        return (
            Link("Crossovers", CrossoversQuestion(universe, title)),
            Link("Show it as a map", MapQuestion(universe, title)),
            Link("As a timeline", TimelineQuestion(universe, title=title)),
        )
    whole = Link(title_label(cast.title), TitleQuestion(universe, Place(title)))
    if cast.episode is None:
        return (whole,)
    season = cast.season.number
    numbers = [episode.number for episode in cast.season.episodes]
    place = numbers.index(cast.episode.number)
    beside = [numbers[at] for at in (place - 1, place + 1) if 0 <= at < len(numbers)]
    episodes = [Link(f"Episode {at}", TitleQuestion(universe, Place(title, season, at))) for at in beside]
    return (*episodes, Link(f"Season {season}", TitleQuestion(universe, Place(title, season))), whole)


def _people(universe: UniverseId, members: Sequence[CastMember]) -> tuple[Menu, ...]:
    links = tuple(
        Link(
            member.character.name,
            AppearancesQuestion(universe, member.character.id),
            f"from {member.home.name}" if member.visitor and member.home else listed(member.performers),
        )
        for member in members
    )
    return (Menu("Where else is …", links),) if links else ()


def _places(question: TitleQuestion, cast: Cast) -> tuple[Menu, ...]:
    title, universe = question.place.title, question.universe
    if cast.season is None:
        seasons = [one.number for one in cast.title.seasons]
        return _menus("season", [Link(f"Season {at}", TitleQuestion(universe, Place(title, at))) for at in seasons])
    if cast.episode is not None:
        return ()
    season = cast.season.number
    episodes = [
        Link(f"{one.number}. {one.name}", TitleQuestion(universe, Place(title, season, one.number)), day(one.released))
        for one in cast.season.episodes
    ]
    return _menus("episode", episodes)


def _menus(noun: str, links: Sequence[Link]) -> tuple[Menu, ...]:
    """Return links in menus of at most 25, as many as a message has room for; the rest is found by typing."""
    starts = range(0, len(links), _MOST_OPTIONS)[:_MOST_MENUS]
    parts = [tuple(links[start : start + _MOST_OPTIONS]) for start in starts]
    if len(parts) == 1:
        return (Menu(f"Open {'an' if noun == 'episode' else 'a'} {noun}", parts[0]),)
    return tuple(Menu(f"Open {part[0].label} … {part[-1].label}", part) for part in parts)
