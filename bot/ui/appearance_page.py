"""The page about where a character appears."""

from dataclasses import replace

from bot.domain.appearances import AppearanceList, TitleAppearances
from bot.domain.cast import Place
from bot.domain.pack import Universe
from bot.services.questions import (
    AppearancesQuestion,
    CharacterQuestion,
    SourcesQuestion,
    TimelineQuestion,
    TitleQuestion,
)
from bot.ui.pages import Block, Link, Page, paged
from bot.ui.people import also_known, performer_links, played_by
from bot.ui.wording import KIND_WORDS, counted, escaped, facts_line, season_line, shortened, title_tag

_LONGEST_LINE = 1_000  # characters of the sentence about performers, home and aliases


def appearance_page(question: AppearancesQuestion, universe: Universe, found: AppearanceList) -> Page:
    """Return the page asked for: titles with seasons and episodes, crossovers and unverified rows marked."""
    intro = Block("\n".join(shortened(line, _LONGEST_LINE) for line in _intro(question, found)))
    bodies = paged((_title_block(question, found, one) for one in found.titles), beside=len(intro.text))
    number = min(question.page, len(bodies))
    return Page(
        heading=escaped(found.character.name),
        blocks=(intro, *bodies[number - 1]),
        footer=facts_line(universe, found.count.unverified),
        links=(
            *_all_of_it(question),
            Link("Who is this?", CharacterQuestion(question.universe, question.character)),
            Link(
                "How do we know?",
                SourcesQuestion(
                    question.universe, question.character, Place(question.title) if question.title else None
                ),
            ),
            Link("As a timeline", TimelineQuestion(question.universe, question.character)),
            *performer_links(question.universe, found.performers, 2),
        ),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
    )


def _intro(question: AppearancesQuestion, found: AppearanceList) -> list[str]:
    home = f"At home in {escaped(found.home.name)}." if found.home else "No home is recorded."
    lines = [" ".join(filter(None, (played_by(found.performers), home, also_known(found.character))))]
    if not found.titles:
        return [*lines, f"**No appearance{_scope(question, found)} is recorded.** That does not prove there is none."]
    count = found.count
    crossovers = sum(one.crossover for one in found.titles)
    sums = [counted(count.titles, "title"), counted(count.seasons, "season"), counted(count.episodes, "known episode")]
    crossed = f"; {counted(crossovers, 'crossover') if crossovers else 'no crossover'}" if found.home else ""
    lines.append(f"**{', '.join(sums)}{crossed}**{_scope(question, found)}")
    return lines


def _scope(question: AppearancesQuestion, found: AppearanceList) -> str:
    kind = f" {KIND_WORDS[question.kind]}" if question.kind else ""
    title = f" in {escaped(found.titles[0].title.name)}" if question.title and found.titles else ""
    return f"{kind}{title or (' in that title' if question.title else '')}"


def _title_block(question: AppearancesQuestion, found: AppearanceList, one: TitleAppearances) -> Block:
    place = " · **crossover**" if one.crossover else " · home" if found.home else ""
    tag = title_tag(one.title, one.released)
    lines = [f"**{escaped(one.title.name)}** ({tag}){place}"]
    lines.extend(season_line(season, one.title.kind) for season in one.seasons)
    link = Link(f"Cast of {one.title.name}", TitleQuestion(question.universe, Place(one.title.id)))
    return Block("\n".join(lines), link)


def _all_of_it(question: AppearancesQuestion) -> list[Link]:
    if question.title is None and question.kind is None:
        return []
    return [Link("All appearances", AppearancesQuestion(question.universe, question.character))]
