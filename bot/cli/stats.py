"""`gueststar data stats`: how much of each season and film is known, as a table, JSON, or the README's Markdown."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.statistics import PlaceStatistics, Statistics, share, statistics_of
from bot.facts.hashing import find_packs
from bot.settings import read_settings

app = typer.Typer()

BEGIN, END = "<!-- stats -->", "<!-- /stats -->"
_COLUMNS = (
    "title",
    "season",
    "characters",
    "appearances",
    "by episode / season / title",
    "sourced",
    "crossovers sourced",
    "cast complete",
)
_TEXTS = ("title", "cast complete")
_NARROWEST = 132  # characters of the table; a narrower terminal wraps its lines, which beats cutting its cells


@app.command()
def stats(
    folder: Annotated[
        Path | None, typer.Argument(help="One pack's folder; without it, every pack of the facts folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Answer as a table in Markdown.")] = False,
    into: Annotated[
        Path | None, typer.Option(help="Put the table in Markdown between the markers in this file.", metavar="FILE")
    ] = None,
) -> None:
    """Show how much is known of every season and film, how exactly, and what share of the crossovers is sourced."""
    found = read_statistics([folder] if folder else find_packs(read_settings().facts))
    if into:
        into.write_text(put_into(into.read_text(encoding="utf-8"), markdown_of(found)), encoding="utf-8")
    elif markdown:
        typer.echo(markdown_of(found))
    elif as_json:
        json.dump({"universes": [_json(one) for one in found]}, sys.stdout, ensure_ascii=False, indent=2)
        typer.echo()
    else:
        _print_tables(found)


def read_statistics(folders: Iterable[Path]) -> list[Statistics]:
    """Return the sums over packs in files; raises UserError for a broken one, and where there is none."""
    from bot.facts.reading import read_pack

    found = [statistics_of(Catalogue(read_pack(folder))) for folder in folders]
    if not found:
        raise UserError(f"There is no pack in {read_settings().facts}; a pack is a folder with a universe.toml.")
    return found


def put_into(text: str, table: str) -> str:
    """Return a text with a table between its markers; raises UserError where it has none."""
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
    changed, places = between.subn(lambda _: f"{table}\n", text)
    if places != 1:
        raise UserError(f"The file needs one line {BEGIN} and, somewhere below it, one line {END}.")
    return changed


def markdown_of(found: Sequence[Statistics]) -> str:
    """Return a table in Markdown for each universe."""
    return "\n\n".join("\n".join(_markdown(one)) for one in found)


def _markdown(one: Statistics) -> Iterable[str]:
    yield _sentence(one)
    yield ""
    yield _markdown_row(_COLUMNS)
    yield _markdown_row(":--" if column in _TEXTS else "--:" for column in _COLUMNS)
    yield from map(_markdown_row, _rows(one))


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _sentence(one: Statistics) -> str:
    sourced = share(one.crossovers_sourced, one.crossovers)
    return (
        f"{one.universe.name} {one.universe.version}: {one.characters:,} characters, {one.appearances:,} appearances, "
        f"{one.meetings:,} meetings, {one.crossovers:,} crossovers (a character in a season or film of another title), "
        f"{int(sourced)} % of these sourced."
    )


def _rows(one: Statistics) -> Iterable[tuple[str, ...]]:
    for place in one.places:
        unknown = "not known" if place.title.seasons else ""
        yield (
            place.title.name,
            unknown if place.season is None else str(place.season),
            f"{place.characters:,}",
            f"{place.appearances:,}",
            f"{place.by_episode:,} / {place.by_season:,} / {place.by_title:,}",
            f"{int(share(place.sourced, place.appearances))} %" if place.appearances else "",
            f"{place.crossovers_sourced:,} of {place.crossovers:,}" if place.crossovers else "",
            place.cast_complete.replace("-", " ") if place.cast_complete else "",
        )
    exact = ("by_episode", "by_season", "by_title")
    yield (
        "all",
        "",
        f"{one.characters:,}",
        f"{one.appearances:,}",
        " / ".join(f"{sum(getattr(place, name) for place in one.places):,}" for name in exact),
        f"{int(share(one.sourced, one.appearances))} %",
        f"{one.crossovers_sourced:,} of {one.crossovers:,}",
        "",
    )


def _print_tables(found: Sequence[Statistics]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, soft_wrap=True)
    console.width = max(console.width, _NARROWEST)
    for one in found:
        table = Table(title=escape(one.universe.name), title_justify="left")
        for column in _COLUMNS:
            table.add_column(column, justify="left" if column in _TEXTS else "right")
        for cells in _rows(one):
            table.add_row(*map(escape, cells))
        console.print(table)
        console.print(escape(_sentence(one)))


def _json(one: Statistics) -> dict[str, Any]:
    return {
        "universe": one.universe.id,
        "version": one.universe.version,
        "characters": one.characters,
        "appearances": one.appearances,
        "sourced": one.sourced,
        "meetings": one.meetings,
        "crossovers": one.crossovers,
        "crossovers_sourced": one.crossovers_sourced,
        "crossovers_sourced_percent": round(share(one.crossovers_sourced, one.crossovers), 1),
        "places": [_place_json(place) for place in one.places],
    }


def _place_json(place: PlaceStatistics) -> dict[str, Any]:
    return {
        "title": place.title.id,
        "name": place.title.name,
        "season": place.season,
        "characters": place.characters,
        "appearances": place.appearances,
        "precision": {"episode": place.by_episode, "season": place.by_season, "title": place.by_title},
        "confidence": {"sourced": place.sourced, "unverified": place.unverified},
        "crossovers": place.crossovers,
        "crossovers_sourced": place.crossovers_sourced,
        "cast_complete": place.cast_complete.value if place.cast_complete else None,
    }
