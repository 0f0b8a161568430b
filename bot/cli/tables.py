"""Answers as tables on a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.cli.page_text import page_lines
from bot.domain.appearances import AppearanceList, Precision, SeasonAppearances, TitleAppearances
from bot.domain.cards import CharacterCard, PerformerCard
from bot.domain.cast import Cast, CastMember
from bot.domain.pack import CastComplete, Confidence
from bot.domain.sourcing import SourceList
from bot.domain.summary import Summary
from bot.services.lookups import Answer, SearchResult
from bot.ui.about import LICENCES, UNOFFICIAL
from bot.ui.sources import places_line
from bot.ui.wording import (
    CREDIT_WORDS,
    KIND_WORDS,
    PROOF_WORDS,
    UNVERIFIED_MARK,
    code,
    counted,
    day,
    listed,
    ranges,
    title_label,
)

_console = Console(highlight=False, soft_wrap=True)


def print_answer(answer: Answer) -> None:
    """Print an answer as a table on standard output."""
    match answer.content:
        case AppearanceList() as found:
            _print_appearances(found)
        case CharacterCard() as card:
            _print_character(card)
        case PerformerCard() as card:
            _print_performer(card)
        case Cast() as cast:
            _print_cast(cast)
        case SourceList() as found:
            _print_sources(found)
        case SearchResult() as found:
            _print_hits(found)
        case _:
            for line in page_lines(answer):
                _print_line(line)
    if answer.universe:
        _print_line(f"{answer.universe.name}, facts {answer.universe.version}; (?) marks what no source confirms yet.")


def print_summaries(version: str, summaries: Sequence[Summary]) -> None:
    """Print how much is known of each universe."""
    _print_line(f"Gueststar {version}")
    for one in summaries:
        sums = (
            counted(one.titles, "title"),
            counted(one.episodes, "episode"),
            counted(one.characters, "character"),
            counted(one.appearances, "appearance"),
        )
        _print_line(f"{one.universe.name} ({one.universe.id}), facts {one.universe.version}: {', '.join(sums)},")
        _print_line(f"  {one.sourced:,} of them sourced, {one.sources:,} sources, last checked {day(one.checked_at)}.")
    _print_line(f"{UNOFFICIAL} {LICENCES}")


def _print_appearances(found: AppearanceList) -> None:
    rows = [
        (
            title_label(one.title) if place == 0 else "",
            _relation(found, one) if place == 0 else "",
            "" if season.number is None else str(season.number),
            CREDIT_WORDS[season.credit],
            _episodes(season),
            " / ".join(KIND_WORDS[kind] for kind in season.kinds),
        )
        for one in found.titles
        for place, season in enumerate(one.seasons)
    ]
    performers = f", played by {' and '.join(found.performers)}" if found.performers else ""
    columns = ("title", "", "season", "credit", "episodes", "how")
    _print_table(f"{found.character.name}{performers}", columns, rows)
    count = found.count
    sums = (
        counted(count.titles, "title"),
        counted(count.seasons, "season"),
        counted(count.episodes, "known episode"),
        f"{count.unverified:,} unverified",
    )
    _print_line(", ".join(sums) + ".")


def _relation(found: AppearanceList, one: TitleAppearances) -> str:
    return "crossover" if one.crossover else "home" if found.home else ""


def _print_character(card: CharacterCard) -> None:
    found = card.appearances
    _print_line(f"{found.character.name}: {found.character.note}")
    if found.character.aliases:
        _print_line(f"Also known as {', '.join(found.character.aliases)}.")
    _print_appearances(found)
    for one in card.acquaintances:
        met = one.surest
        place = f"{met.title.name} {code(met.meeting.season, met.meeting.episode)}".strip()
        mark = UNVERIFIED_MARK if met.meeting.confidence is Confidence.UNVERIFIED else ""
        more = f" and {one.more:,} more" if one.more else ""
        _print_line(f"Met {met.other.name} in {place}{mark}{more}.")
    for proof in sorted({one.proof for one in card.absences}):
        places = [f"{one.title.name} {code(one.season, None)}".rstrip() for one in card.absences if one.proof is proof]
        _print_line(f"{PROOF_WORDS[proof]} {listed(places)}.")
    if card.untold:
        _print_line(f"{PROOF_WORDS[CastComplete.NOTHING]} {counted(card.untold, 'title')}.")


def _print_performer(card: PerformerCard) -> None:
    rows = [
        (one.character.name, one.age or "", ", ".join(title_label(title) for title in one.titles))
        for one in card.characters
    ]
    _print_table(card.performer.name, ("character", "age", "in"), rows)


def _print_cast(cast: Cast) -> None:
    season = cast.season.number if cast.season else None
    name = f"{title_label(cast.title)} {code(season, cast.episode.number if cast.episode else None)}".strip()
    heading = f"{name} {cast.episode.name}" if cast.episode else name
    columns = ("character", "performer", "visits from", "credit", "where")
    _print_table(f"{heading}, {day(cast.released)}", columns, map(_member_row, cast.members))
    if cast.perhaps:
        _print_table("In this season, episodes not recorded", columns, map(_member_row, cast.perhaps))
    _print_line(f"Cast complete: {cast.complete}.")


def _member_row(member: CastMember) -> tuple[str, ...]:
    origin = member.home.name if member.visitor and member.home else ""
    where = "; ".join(
        (f"s{season.number}: " if season.number is not None else "") + _episodes(season) for season in member.seasons
    )
    return (member.character.name, " / ".join(member.performers), origin, CREDIT_WORDS[member.credit], where)


def _print_sources(found: SourceList) -> None:
    where = (
        f" in {found.title.name} {code(found.place.season, found.place.episode)}" if found.title and found.place else ""
    )
    _print_line(f"{found.character.name}{where.rstrip()}, how we know:")
    for one in found.grounds:
        read = f", read {day(one.source.read)}" if one.source.read else ""
        _print_line(f"\n{one.source.name}{read}")
        lines = (
            ("", one.source.url or "no page to open"),
            ("says: ", one.source.states),
            ("sourced: ", places_line(one.places, Confidence.SOURCED)),
            (f"unverified{UNVERIFIED_MARK}: ", places_line(one.places, Confidence.UNVERIFIED)),
        )
        for label, text in lines:
            if text:
                _print_line(f"  {label}{text}")
    sums = (counted(found.rows, "appearance"), counted(len(found.grounds), "source"))
    _print_line(f"\n{' from '.join(sums)}, {found.unverified:,} unverified.")


def _print_hits(found: SearchResult) -> None:
    rows = [(hit.entry.label, hit.entry.kind.value, hit.via or "", hit.entry.id) for hit in found.hits]
    _print_table("Found", ("name", "kind", "as", "id"), rows)


def _episodes(season: SeasonAppearances) -> str:
    if not season.episodes:
        if season.precision is Precision.TITLE:
            return UNVERIFIED_MARK.strip() if season.unverified else ""
        return "not recorded" + (UNVERIFIED_MARK if season.unverified else "")
    sure = ranges(episode.number for episode in season.episodes if episode.confidence is Confidence.SOURCED)
    unsure = ranges(episode.number for episode in season.episodes if episode.confidence is Confidence.UNVERIFIED)
    return "; ".join(filter(None, (sure, unsure + UNVERIFIED_MARK if unsure else "")))


def _print_table(heading: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(title=escape(heading), title_justify="left")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*map(escape, row))
    _console.print(table)


def _print_line(text: str) -> None:
    _console.print(escape(text))
