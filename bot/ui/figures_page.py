"""The page with a universe's figures."""

from bot.domain.crossovers import Traveller
from bot.domain.distances import Distances
from bot.domain.figures import Figures
from bot.domain.pack import Character, Confidence, Title, Universe
from bot.services.questions import AppearancesQuestion, CrossoversQuestion, FiguresQuestion, MapQuestion
from bot.ui.pages import Block, Link, Menu, Page
from bot.ui.wording import UNVERIFIED_MARK, counted, escaped, facts_line, shortened

_LONGEST_NAME = 120  # characters, the harmless spelling's


def figures_page(question: FiguresQuestion, universe: Universe, found: Figures) -> Page:
    """Return the page about how much there is, who travelled most and how all hang together."""
    named = [*(one.character for one in found.most_travelled), *(one.character for one in found.most_connected)]
    people = {one.id: Link(one.name, AppearancesQuestion(question.universe, one.id)) for one in named}
    return Page(
        heading=f"{escaped(universe.name)} in figures",
        blocks=tuple(
            block for block in (_sums(found), _travelled(found), _connected(found), _hang(found)) if block.text
        ),
        footer=facts_line(universe, sum(one.confidence is Confidence.UNVERIFIED for one in found.most_travelled)),
        links=(
            Link("Who travelled most?", CrossoversQuestion(question.universe)),
            Link("Show it as a map", MapQuestion(question.universe)),
        ),
        menus=(Menu("Where is …?", tuple(people.values())),) if people else (),
    )


def _sums(found: Figures) -> Block:
    appearances = f"{counted(found.characters, 'character')} with {counted(found.appearances, 'appearance')}"
    return Block(
        f"**{appearances} in {counted(found.titles, 'title')}**, photographs and mentions not counted; "
        f"{counted(found.linked_pairs, 'pair')} of them share an episode, film, special or comic"
        f"{_resting(found.linked_pairs - found.sure_pairs)}."
    )


def _resting(unsure: int) -> str:
    """Return how many of what was counted no source states."""
    return f", {unsure:,} only by unverified rows" if unsure else ""


def _travelled(found: Figures) -> Block:
    lines = [
        f"{_name(one.character)}: {counted(len(one.titles), 'title')} away from {_name(one.home)}{_doubt(one)}"
        for one in found.most_travelled
    ]
    return Block("\n".join(["**Most travelled**", *lines]) if lines else "")


def _doubt(one: Traveller) -> str:
    """Return the mark where no source states any of the titles, else how many of them none does."""
    if one.confidence is Confidence.UNVERIFIED:
        return UNVERIFIED_MARK
    return f", {len(one.unsure_titles):,} of them unverified" if one.unsure_titles else ""


def _connected(found: Figures) -> Block:
    lines = [
        f"{_name(one.character)}: shares episodes with {counted(one.partners, 'other')}"
        + _resting(one.partners - one.sure)
        for one in found.most_connected
    ]
    return Block("\n".join(["**Most connected**", *lines]) if lines else "")


def _name(one: Character | Title) -> str:
    return shortened(escaped(one.name), _LONGEST_NAME)


def _hang(found: Figures) -> Block:
    distances = found.distances
    if distances.mean is None or distances.largest is None:
        return Block("")
    return Block(
        f"**How far apart**\n{_largest(distances)} From one to another of them it takes {distances.mean:.2f} steps on "
        f"average and {distances.largest} at most."
    )


def _largest(distances: Distances) -> str:
    largest, *others = distances.components
    alone = sum(size == 1 for size in others)
    groups = len(others) - alone
    parts = [f"{largest:,} hang together"]
    if groups:
        parts.append(f"there {'is' if groups == 1 else 'are'} {counted(groups, 'smaller group')}")
    if alone:
        parts.append(f"{alone:,} {'shares' if alone == 1 else 'share'} nothing with anybody")
    return f"{'; '.join(parts)}."
