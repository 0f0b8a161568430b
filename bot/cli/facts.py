"""`gueststar data`: check, load and export packs of facts."""

import asyncio
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import imports
from bot.domain.errors import UserError
from bot.domain.pack import Pack, UniverseId
from bot.facts.hashing import find_packs
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.store.facts import FactsStore
from bot.store.lock import DatabaseInUse
from bot.store.opening import open_database

app = typer.Typer(help="Check, load and export packs of facts, and import tables.", no_args_is_help=True)
app.registered_commands.extend(imports.app.registered_commands)

_FINDINGS = 1
Folder = Annotated[Path | None, typer.Argument(help="One pack's folder; without it, every pack of the facts folder.")]


class Format(StrEnum):
    """What facts can be written as."""

    CSV = "csv"
    JSON_LINES = "jsonl"


class Rows(StrEnum):
    """What there is one row of."""

    APPEARANCES = "appearances"
    MEETINGS = "meetings"


@app.command()
def check(folder: Folder = None) -> None:
    """Report everything that is wrong with the packs, as `file: place: rule: what to do`; changes nothing."""
    from bot.facts.reading import check_pack

    broken = 0
    for pack_folder in _folders(folder):
        checked = check_pack(pack_folder)
        for finding in checked.findings:
            typer.echo(str(finding))
        broken += bool(checked.findings)
        if checked.pack:
            typer.echo(f"{pack_folder.name}: in order, {_sums(checked.pack)}")
    if broken:
        raise typer.Exit(_FINDINGS)


@app.command()
def load(folder: Folder = None) -> None:
    """Load packs into the database, each whole or not at all; the same facts twice change nothing."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    packs = [_readable(pack_folder) for pack_folder in _folders(folder)]
    asyncio.run(_load(settings.database, packs))


@app.command()
def export(
    universe: Annotated[str, typer.Option(help="Which universe.", metavar="ID")],
    form: Annotated[Format, typer.Option("--format", help="CSV with a header, or JSON Lines.")] = Format.CSV,
    rows: Annotated[Rows, typer.Option(help="What there is one row of.")] = Rows.APPEARANCES,
    out: Annotated[Path | None, typer.Option(help="A file; standard output without it.")] = None,
) -> None:
    """Write all appearances or meetings of a universe from the database."""
    from bot.facts.exporting import appearance_table, meeting_table, write_csv, write_json_lines

    pack = _stored(UniverseId(universe))
    table = appearance_table(pack) if rows is Rows.APPEARANCES else meeting_table(pack)
    write = write_csv if form is Format.CSV else write_json_lines
    if out is None:
        write(table, sys.stdout)
        return
    with out.open("w", encoding="utf-8", newline="") as stream:
        write(table, stream)


@app.command()
def schema(folder: Annotated[Path, typer.Argument(help="Where to write the JSON Schema files for editors.")]) -> None:
    """Write the JSON Schemas of a pack's files."""
    from bot.facts.models import schema_text, schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        (folder / f"{name}.json").write_text(schema_text(content), encoding="utf-8")
    typer.echo(f"{len(schemas())} schemas written to {folder}")


def _folders(folder: Path | None) -> tuple[Path, ...]:
    if folder is not None:
        return (folder,)
    facts = read_settings().facts
    found = find_packs(facts)
    if not found:
        raise UserError(f"There is no pack in {facts}; a pack is a folder with a universe.toml.")
    return found


def _readable(folder: Path) -> Pack:
    from bot.facts.reading import check_pack, read_pack

    checked = check_pack(folder)
    for finding in checked.findings:
        typer.echo(str(finding), err=True)
    return checked.pack or read_pack(folder)


async def _load(address: str, packs: list[Pack]) -> None:
    try:
        database = await open_database(address)
    except DatabaseInUse as error:
        raise UserError(f"{error} Or let a running bot take over changed packs by itself: send it SIGHUP.") from error
    try:
        for pack in packs:
            changed = await FactsStore(database).replace_pack(pack, datetime.now(UTC))
            state = f"loaded, {_sums(pack)}" if changed else "unchanged"
            typer.echo(f"{pack.universe.id} {pack.universe.version}: {state}")
    finally:
        await database.close()


def _stored(universe: UniverseId) -> Pack:
    found: list[Pack] = []
    asyncio.run(_read_into(found, universe))
    if not found:
        raise UserError(f"There is no universe “{universe}” in the database; `gueststar about` lists what there is.")
    return found[0]


async def _read_into(found: list[Pack], universe: UniverseId) -> None:
    """Put the pack into a list rather than return it: asyncio.run would write out all of what a task returns."""
    from bot.composition import open_house_to_look

    async with open_house_to_look(read_settings()) as house:
        pack = await FactsStore(house.database).read_pack(universe)
    found += [pack] if pack else []


def _sums(pack: Pack) -> str:
    return f"{len(pack.titles)} titles, {len(pack.characters)} characters, {len(pack.appearances)} appearances"
