"""The page about who is in a title, season or episode, visitors first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.cast import Cast, CastMember, Place
from bot.domain.pack import CastComplete, Universe, UniverseId
from bot.services.questions import AppearancesQuestion, TitleQuestion
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
    title_label,
    title_tag,
)

_MEMBERS_A_PAGE = 20  # lines, and options of the menu below them (at most 25)
_COMPLETE_WORDS = {
    CastComplete.NOTHING: "This list may have gaps.",
    CastComplete.MAIN: "The main cast is complete; others may be missing.",
    CastComplete.MAIN_AND_RECURRING: "Main and recurring cast are complete; guests may be missing.",
    CastComplete.CREDITED: "The credited cast is complete.",
}


def cast_page(question: TitleQuestion, universe: Universe, cast: Cast) -> Page:
    """Return the page asked for of a title's, season's or episode's card."""
    members = (*cast.members, *cast.perhaps)
    count = max(1, -(-len(members) // _MEMBERS_A_PAGE))
    number = min(question.page, count)
    shown = members[(number - 1) * _MEMBERS_A_PAGE : number * _MEMBERS_A_PAGE]
    blocks = (Block("\n".join(_intro(cast))), *_groups(cast, shown))
    return Page(
        heading=_heading(cast),
        blocks=blocks,
        footer=facts_line(universe, sum(member.unverified for member in members)),
        links=_neighbours(question, cast),
        menus=(*_people(question.universe, shown), *_places(question, cast)),
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
        sizes = f"{counted(len(cast.season.episodes), 'episode')}, from {day(cast.released)}."
    elif cast.title.seasons:
        episodes = sum(len(season.episodes) for season in cast.title.seasons)
        seasons = counted(len(cast.title.seasons), "season")
        sizes = f"{title_tag(cast.title, cast.released).capitalize()}: {seasons}, {counted(episodes, 'episode')}."
    else:
        sizes = f"{cast.title.kind.capitalize()}, {day(cast.released)}."
    return [sizes, f"**{known}, {counted(visitors, 'visitor')} from elsewhere.** {_COMPLETE_WORDS[cast.complete]}"]


def _groups(cast: Cast, shown: Sequence[CastMember]) -> Iterable[Block]:
    visitors = [member for member in shown if member.visitor and member not in cast.perhaps]
    others = [member for member in shown if not member.visitor and member not in cast.perhaps]
    perhaps = [member for member in shown if member in cast.perhaps]
    headed = (
        ("Visitors", visitors),
        ("At home here", others),
        ("In this season, episodes not recorded", perhaps),
    )
    for heading, members in headed:
        lines = [_line(cast, member) for member in members]
        for place, body in enumerate(paged((Block(line) for line in lines), most=_MEMBERS_A_PAGE)):
            if body:
                start = f"**{heading}**\n" if place == 0 else ""
                yield Block(start + "\n".join(block.text for block in body))


def _line(cast: Cast, member: CastMember) -> str:
    performers = f" · {listed([escaped(name) for name in member.performers])}" if member.performers else ""
    origin = f" · from {escaped(member.home.name)}" if member.visitor and member.home else ""
    mark = UNVERIFIED_MARK if member.unverified else ""
    where = "" if cast.episode else _whereabouts(cast, member)
    return f"{escaped(member.character.name)}{performers}{origin} · {CREDIT_WORDS[member.credit]}{where}{mark}"


def _whereabouts(cast: Cast, member: CastMember) -> str:
    if cast.season:
        numbers = [episode.number for season in member.seasons for episode in season.episodes]
        noun = "episode" if len(numbers) == 1 else "episodes"
        return f" · {noun} {ranges(numbers)}" if numbers else ""
    numbers = [season.number for season in member.seasons if season.number is not None]
    noun = "season" if len(numbers) == 1 else "seasons"
    return f" · {noun} {ranges(numbers)}" if numbers and len(cast.title.seasons) > 1 else ""


def _neighbours(question: TitleQuestion, cast: Cast) -> tuple[Link, ...]:
    title, universe = question.place.title, question.universe
    if cast.season is None:
        return ()
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
        links = [
            Link(f"Season {season.number}", TitleQuestion(universe, Place(title, season.number)))
            for season in cast.title.seasons
        ]
        return (Menu("Open a season", tuple(links[:25])),) if links else ()
    if cast.episode is not None:
        return ()
    season = cast.season.number
    episodes = [
        Link(f"{one.number}. {one.name}", TitleQuestion(universe, Place(title, season, one.number)), day(one.released))
        for one in cast.season.episodes
    ]
    return (Menu("Open an episode", tuple(episodes[:25])),) if episodes else ()
