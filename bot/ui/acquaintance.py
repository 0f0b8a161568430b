"""The pages about two or more characters: whether they met, what they share, how they are connected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.cards import Encounter
from bot.domain.cast import Place
from bot.domain.company import Company, SharedPlace
from bot.domain.connections import Connected, Connection, Step
from bot.domain.met import Met, MetGrade, Overlap
from bot.domain.pack import Character, Confidence, Universe, UniverseId
from bot.services.handles import handle_of
from bot.services.questions import AppearancesQuestion, ConnectQuestion, MetQuestion, SourcesQuestion, TogetherQuestion
from bot.ui.pages import Block, Link, Page, paged
from bot.ui.places import (
    counted_places,
    encounter_name,
    first_met,
    first_shared,
    mark,
    met_lines,
    place_name,
    shared_lines,
    shared_name,
)
from bot.ui.wording import counted, escaped, facts_line, listed

_LINES_A_BLOCK = 12
_MOST_CHAINS = 999_999  # that a button leads to; its number has six digits
_NOT_MET = (MetGrade.SPOKEN_OF, MetGrade.NEVER, MetGrade.UNKNOWN)
_UNCONNECTED = "**No chain of shared episodes is recorded between them.** That does not prove there is none."


def met_page(question: MetQuestion, universe: Universe, found: Met) -> Page:
    """Return the page whether two have met: the grade, its evidence, and the nearest link where there is none."""
    people = (found.first, found.second)
    heading = listed([escaped(one.name) for one in people])
    bodies = paged([Block(_verdict(universe, found)), *_evidence(found)], beside=len(heading))
    number = min(question.page, len(bodies))
    return Page(
        heading=heading,
        blocks=bodies[number - 1],
        footer=facts_line(universe, _unverified(found)),
        links=(
            Link("How are they connected?", _connect(question.universe, found.first, found.second)),
            *_grounds_links(question.universe, found),
            *_where_links(question.universe, people),
        ),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
        wish=Link("Wish for them to meet", question) if found.grade in _NOT_MET else None,
    )


def company_page(question: TogetherQuestion, universe: Universe, found: Company) -> Page:
    """Return the page about what some characters share."""
    heading = listed([escaped(one.name) for one in found.characters])
    bodies = paged(_shared_blocks(found), beside=len(heading))
    number = min(question.page, len(bodies))
    return Page(
        heading=heading,
        blocks=bodies[number - 1],
        footer=facts_line(universe, found.unverified),
        links=(*_met_links(question.universe, found.characters), *_where_links(question.universe, found.characters)),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
    )


def connection_page(question: ConnectQuestion, universe: Universe, found: Connected) -> Page:
    """Return the page how two are connected, with a way to another chain where there is one."""
    chain = found.connection
    without = f" without {escaped(found.avoided.name)}" if found.avoided else ""
    heading = f"From {escaped(found.first.name)} to {escaped(found.last.name)}{without}"
    return Page(
        heading=heading,
        blocks=tuple(_chain_blocks(chain, len(heading))) if chain else (Block(_UNCONNECTED),),
        footer=facts_line(universe, _unsure_steps(chain)),
        links=(
            *_another(question, chain),
            Link("Have they met?", MetQuestion(question.universe, found.first.id, found.last.id)),
            *_where_links(question.universe, (found.first, found.last)),
        ),
    )


def _another(question: ConnectQuestion, chain: Connection | None) -> list[Link]:
    if chain is None or chain.count == 1:
        return []
    return [Link("Another one", replace(question, number=chain.number % min(chain.count, _MOST_CHAINS) + 1))]


def _unsure_steps(chain: Connection | None) -> int:
    return sum(step.confidence is Confidence.UNVERIFIED for step in chain.steps) if chain else 0


def _connect(universe: UniverseId, first: Character, last: Character) -> ConnectQuestion:
    return ConnectQuestion(universe, handle_of(first.id), handle_of(last.id))


def _where_links(universe: UniverseId, people: Iterable[Character]) -> list[Link]:
    return [Link(f"Where is {one.name}?", AppearancesQuestion(universe, one.id)) for one in people]


def _grounds_links(universe: UniverseId, found: Met) -> list[Link]:
    """Return a link to the sources of the title that the answer speaks of first, if it speaks of one."""
    titles = [one.title.id for one in (*found.meetings, *found.shared, *found.overlaps)]
    return [Link("How do we know?", SourcesQuestion(universe, found.first.id, Place(titles[0])))] if titles else []


def _met_links(universe: UniverseId, people: tuple[Character, ...]) -> list[Link]:
    return [Link("Have they met?", MetQuestion(universe, people[0].id, people[1].id))] if len(people) == 2 else []


def _verdict(universe: Universe, found: Met) -> str:
    """Return what is known in one sentence, the strongest first."""
    unsure = mark(found.confidence) if found.confidence else ""
    match found.grade:
        case MetGrade.MET:
            return f"**They met on screen**, {first_met(found.meetings)}."
        case MetGrade.SAME_EPISODE:
            same = f"**They are in the same {_sort(found.shared[0])}**, {first_shared(found.shared)}"
            return f"{same}; no meeting there is on record."
        case MetGrade.SAME_SEASON:
            return (
                f"**They are in the same season or series**{unsure}, but it is not known whether in the same episode."
            )
        case MetGrade.SPOKEN_OF:
            return f"**One is only pictured or spoken of** where the other is{unsure}; that they met is not on record."
        case MetGrade.NEVER:
            return (
                "**They never met, as far as credits tell**: the credited cast of every season and film is recorded, "
                "and one of the two is always absent from it."
            )
        case MetGrade.UNKNOWN:
            return f"**No meeting is recorded** in {escaped(universe.name)}, which does not prove there was none."


def _sort(place: SharedPlace) -> str:
    return "episode" if place.place.episode is not None else place.title.kind.value


def _evidence(found: Met) -> Iterator[Block]:
    if found.meetings:
        yield from _listed("Meetings on record", met_lines(found.meetings))
    if found.shared:
        yield from _listed(f"Both are in {counted_places(found.shared)}", shared_lines(found.shared))
    if found.overlaps:
        yield from _listed("As far as it is known", [_overlap(one) for one in found.overlaps])
    if found.nearest:
        heading = f"**The nearest link** has {counted(len(found.nearest.steps), 'step')}:"
        yield Block("\n".join([heading, *_steps(found.nearest)]))


def _overlap(one: Overlap) -> str:
    return place_name(one.title, one.place) + mark(one.confidence)


def _unverified(found: Met) -> int:
    meetings = (one.meeting.confidence for one in found.meetings)
    others = (
        one.confidence for one in (*found.shared, *found.overlaps, *(found.nearest.steps if found.nearest else ()))
    )
    return sum(one is Confidence.UNVERIFIED for one in (*meetings, *others))


def _listed(heading: str, lines: Sequence[str]) -> Iterator[Block]:
    """Return lines under a heading, in paragraphs that a page can part."""
    for start in range(0, len(lines), _LINES_A_BLOCK):
        text = "\n".join(lines[start : start + _LINES_A_BLOCK])
        yield Block(text if start else f"**{heading}**\n{text}")


def _shared_blocks(found: Company) -> Iterator[Block]:
    all_of_them = "Both" if len(found.characters) == 2 else "All of them"
    if found.shared:
        yield Block(f"**{all_of_them} are in {counted_places(found.shared)}**, {first_shared(found.shared)}.")
        yield from _listed("Together in", shared_lines(found.shared))
    else:
        yield Block(f"**No episode is recorded that {all_of_them.lower()} are in.** That does not prove there is none.")
    for miss in found.near_misses:
        others = listed([escaped(one.name) for one in found.characters if one != miss.missing])
        yield from _listed(f"{others} without {escaped(miss.missing.name)}", shared_lines(miss.shared))


def _chain_blocks(chain: Connection, beside: int) -> Iterator[Block]:
    """Yield what sort of chain it is, and as many of its steps as a message holds."""
    weakest = "they met on screen" if chain.met_throughout else "both are in the same episode, film, special or comic"
    sure = ", which a source states" if chain.confidence is Confidence.SOURCED else ", not all of it verified"
    others = "the only chain so short" if chain.count == 1 else f"chain {chain.number:,} of {chain.count:,} as short"
    sums = f"**{counted(len(chain.steps), 'step')}**, {others}. At every step {weakest}{sure}."
    lines = _steps(chain)
    first, *_ = paged(map(Block, lines), most=len(lines), beside=beside + len(sums) + len(lines))
    more = len(lines) - len(first)
    last = [f"… and {counted(more, 'step')} more to {escaped(chain.steps[-1].second.name)}"] if more else []
    yield Block(sums)
    yield Block("\n".join([*(block.text for block in first), *last]))


def _steps(chain: Connection) -> list[str]:
    return [f"{place}\\. {_step(one)}" for place, one in enumerate(chain.steps, start=1)]


def _step(step: Step) -> str:
    """Return the reason: their first meeting on record, else the first place they share."""
    pair = f"**{escaped(step.first.name)}** and **{escaped(step.second.name)}**"
    if isinstance(step.reason, Encounter):
        return f"{pair} met in {encounter_name(step.reason)}"
    more = f", and {_times(step.shared - 1)} more" if step.shared > 1 else ""
    return f"{pair} are both in {shared_name(step.reason)}{more}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
