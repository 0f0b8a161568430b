"""The pages about one character and one performer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.domain.absences import Absence
from bot.domain.appearances import AppearanceList
from bot.domain.cards import Acquaintance, CharacterCard, PerformerCard, PlayedCharacter
from bot.domain.cast import Place
from bot.domain.catalogue import performer_id
from bot.domain.names import telling_aliases
from bot.domain.pack import CastComplete, Character, Confidence, Performance, Universe, UniverseId
from bot.services.questions import (
    AppearancesQuestion,
    CharacterQuestion,
    PerformerQuestion,
    SourcesQuestion,
    TitleQuestion,
)
from bot.ui.pages import Block, Link, Page, paged
from bot.ui.places import encounter_name
from bot.ui.wording import (
    PROOF_WORDS,
    UNVERIFIED_MARK,
    counted,
    escaped,
    facts_line,
    ranges,
    shortlist,
    title_label,
)

_MOST_LISTED = 12


def character_page(question: CharacterQuestion, universe: Universe, card: CharacterCard) -> Page:
    """Return the card of a character: who, where seen, where provably not, and whom met on record."""
    found = card.appearances
    met = card.acquaintances
    blocks = [
        _portrait(card),
        _seen(found),
        *_met(met),
        *_unseen(card.absences, card.untold),
    ]
    bodies = paged(blocks)
    number = min(question.page, len(bodies))
    home = (
        [Link(f"Cast of {found.home.name}", TitleQuestion(question.universe, Place(found.home.id)))]
        if found.home
        else []
    )
    return Page(
        heading=f"{escaped(found.character.name)} (character)",
        blocks=bodies[number - 1],
        footer=facts_line(universe, sum(map(_is_unverified, met))),
        links=(
            Link("All appearances", AppearancesQuestion(question.universe, question.character)),
            Link("How do we know?", SourcesQuestion(question.universe, question.character)),
            *home,
            *performer_links(question.universe, found.performers, 2),
        ),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
    )


def performer_page(question: PerformerQuestion, universe: Universe, card: PerformerCard) -> Page:
    """Return the card of a performer: every character with the titles in which they play it."""
    bodies = paged(_played_block(question.universe, one) for one in card.characters)
    number = min(question.page, len(bodies))
    shown = counted(len(card.characters), "character") if card.characters else "No character is recorded."
    return Page(
        heading=f"{escaped(card.performer.name)} (performer)",
        blocks=(
            Block(f"Plays {shown} in {escaped(universe.name)}." if card.characters else shown),
            *bodies[number - 1],
        ),
        footer=facts_line(universe, sum(len(one.unverified) for one in card.characters)),
        number=number,
        count=len(bodies),
        previous=replace(question, page=number - 1) if number > 1 else None,
        next=replace(question, page=number + 1) if number < len(bodies) else None,
    )


def played_by(performers: Sequence[str]) -> str:
    """Return a sentence about who plays somebody, or nothing where that is not recorded."""
    return f"Played by {shortlist([escaped(name) for name in performers])}." if performers else ""


def also_known(character: Character) -> str:
    """Return a sentence with the aliases that say something new, or nothing."""
    aliases = [escaped(alias) for alias in telling_aliases(character.name, character.aliases)]
    return f"Also known as {shortlist(aliases)}." if aliases else ""


def performer_links(universe: UniverseId, performers: Iterable[str], most: int) -> list[Link]:
    """Return links to the cards of the first few performers."""
    return [Link(name, PerformerQuestion(universe, performer_id(name))) for name in list(performers)[:most]]


def _portrait(card: CharacterCard) -> Block:
    character = card.appearances.character
    titles: dict[str, str] = {one.title.id: one.title.name for one in card.appearances.titles}
    played = [_performance(part, titles, several=len(card.performances) > 1) for part in card.performances]
    home = f"At home in {escaped(card.appearances.home.name)}." if card.appearances.home else ""
    sentences = [f"Played by {shortlist(played, room=1_000)}." if played else "", home, also_known(character)]
    return Block("\n".join(filter(None, (escaped(character.note), " ".join(filter(None, sentences))))))


def _performance(part: Performance, titles: Mapping[str, str], *, several: bool) -> str:
    places = [_place(place, titles) for place in part.places if place.partition("/")[0] in titles] if several else []
    marks = [*([f"{escaped(part.age)} self"] if part.age else []), *([f"in {shortlist(places)}"] if places else [])]
    return escaped(part.performer) + (f" ({', '.join(marks)})" if marks else "")


def _place(place: str, titles: Mapping[str, str]) -> str:
    title, _, season = place.partition("/")
    return escaped(titles[title]) + (f" season {season}" if season else "")


def _seen(found: AppearanceList) -> Block:
    if not found.titles:
        return Block("**Seen in** nothing that is recorded.")
    count = found.count
    titles = [escaped(one.title.name) + (" (crossover)" if one.crossover else "") for one in found.titles]
    unsure = f", {count.unverified:,} of them unverified" if count.unverified else ""
    sums = f"{counted(count.seasons, 'season')}, {counted(count.episodes, 'known episode')}{unsure}"
    return Block(f"**Seen in** {shortlist(titles, room=1_000)}: {sums}.")


def _met(met: Sequence[Acquaintance]) -> list[Block]:
    return [Block(f"**On record as having met** {shortlist([*map(_acquaintance, met)], room=1_000)}.")] if met else []


def _acquaintance(one: Acquaintance) -> str:
    more = f" and {one.more:,} more" if one.more else ""
    return f"{escaped(one.surest.other.name)} ({encounter_name(one.surest)}{more})"


def _is_unverified(one: Acquaintance) -> bool:
    return one.surest.meeting.confidence is Confidence.UNVERIFIED


def _unseen(absences: Sequence[Absence], untold: int) -> list[Block]:
    strongest_first = sorted(CastComplete, key=list(CastComplete).index, reverse=True)
    lines = [
        f"**{PROOF_WORDS[proof]}** {_places([one for one in absences if one.proof is proof])}."
        for proof in strongest_first
        if any(one.proof is proof for one in absences)
    ]
    if untold:
        lines.append(f"**{PROOF_WORDS[CastComplete.NOTHING]}** {counted(untold, 'title')}.")
    return [Block("\n".join(lines))] if lines else []


def _places(absences: Sequence[Absence]) -> str:
    seasons: dict[str, list[int]] = {}
    for one in absences:
        seasons.setdefault(one.title.name, []).extend([] if one.season is None else [one.season])
    parts = [escaped(name) + (f" {_season_numbers(numbers)}" if numbers else "") for name, numbers in seasons.items()]
    return "; ".join(parts) if len(parts) <= _MOST_LISTED else f"{len(parts)} titles"


def _season_numbers(numbers: Sequence[int]) -> str:
    return f"{'season' if len(numbers) == 1 else 'seasons'} {ranges(numbers)}"


def _played_block(universe: UniverseId, one: PlayedCharacter) -> Block:
    age = f", {escaped(one.age)} self" if one.age else ""
    titles = [
        escaped(title_label(title)) + (UNVERIFIED_MARK if title.id in one.unverified else "") for title in one.titles
    ]
    text = f"**{escaped(one.character.name)}** (character{age})\nin {shortlist(titles, room=1_000)}"
    return Block(text, Link(f"Where is {one.character.name}?", AppearancesQuestion(universe, one.character.id)))
