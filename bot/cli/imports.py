"""`gueststar data import` and `data remove`: a universe from a table, and how to be rid of it."""

import asyncio
import gc
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.errors import UserError
from bot.domain.pack import CastComplete, Pack, TitleKind, UniverseId
from bot.facts.findings import shown
from bot.facts.hashing import find_packs
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings
from bot.store.database import Database
from bot.store.facts import FactsStore
from bot.store.lock import DatabaseInUse
from bot.store.opening import open_database

if TYPE_CHECKING:
    from bot.facts.importing import Import, Instructions
    from bot.facts.importing_files import Progress

app = typer.Typer()

_REFUSED = 1
_WRONG_USAGE = 2
_INTERRUPTED = 130

InUniverse = Annotated[str, typer.Option("--universe", help="The id of the universe.", metavar="ID")]


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV with a header, or JSON Lines; either may be gzipped.", metavar="FILE")
    ],
    universe: InUniverse,
    columns: Annotated[
        str | None,
        typer.Option(
            help="Which column says what: character=COL,title=COL and, as far as there are, character_id, title_id, "
            "season, episode, episode_name, released, kind. Without it, the columns of these names.",
            metavar="KEY=COL,...",
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="The name of the universe; without it, the id's words.")] = None,
    title_kind: Annotated[TitleKind, typer.Option(help="What titles without seasons are.")] = TitleKind.FILM,
    complete: Annotated[
        CastComplete, typer.Option(help="Which part of every cast is surely all in the file.")
    ] = CastComplete.NOTHING,
    source_url: Annotated[
        str | None, typer.Option(help="A page that states every row; without it, all rows are unverified.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Import nothing where any row is bad.")] = False,
) -> None:
    """Put the universe of a table into the database, whole or not at all, in place of what was imported before.

    On SQLite stop the bot first; on PostgreSQL a running bot takes the universe over when it gets SIGHUP.
    """
    settings = read_settings()
    set_up_logs(settings.log_level)
    with _one_sentence(universe), _no_collection():
        instructions = _instructions(universe, name, columns, title_kind, complete, source_url)
        _refuse_shipped(settings, universe)
        found = _read(file, instructions, strict)
        _tell(found, *_stored(settings.database, found.pack))


@app.command()
def remove(
    universe: InUniverse,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove an imported universe from the database; as with an import, on SQLite stop the bot first."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    _refuse_shipped(settings, universe)
    if not yes:
        typer.confirm(f"Remove all facts of {universe}?", abort=True, err=True)
    if not asyncio.run(_remove(settings.database, UniverseId(universe))):
        raise UserError(
            f"There is no universe “{shown(universe)}” in the database; `gueststar about` lists what there is."
        )
    typer.echo(f"{universe}: removed")


@contextmanager
def _one_sentence(universe: str) -> Generator[None]:
    from bot.facts.importing_errors import WrongColumns

    try:
        yield
    except WrongColumns as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(_WRONG_USAGE) from None
    except KeyboardInterrupt:
        typer.echo(f"Interrupted: {universe} is in the database as it was before.", err=True)
        raise typer.Exit(_INTERRUPTED) from None


@contextmanager
def _no_collection() -> Generator[None]:
    """Keep the garbage collector from walking again and again through all that is made: none of it is garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # else the first collection walks through it after all
        gc.enable()


def _instructions(
    universe: str,
    name: str | None,
    columns: str | None,
    title_kind: TitleKind,
    complete: CastComplete,
    source_url: str | None,
) -> "Instructions":
    from bot.facts.importing import Instructions
    from bot.facts.importing_columns import parse_columns

    wanted = None if columns is None else parse_columns(columns)
    return Instructions(universe, name, wanted, title_kind, complete, source_url)


def _refuse_shipped(settings: Settings, universe: str) -> None:
    """Raise UserError for a universe that the next start would load from its folder again."""
    for folder in find_packs(settings.facts):
        if folder.name == universe:
            raise UserError(
                f"{universe} is kept in {folder}, from where every start loads it; choose another id, or change the "
                "files there."
            )


def _read(file: Path, instructions: "Instructions", strict: bool) -> "Import":
    from bot.facts.importing import read_import

    with _bar(f"Reading {shown(file.name)}", file.stat().st_size) as progress:
        found = read_import(file, instructions, datetime.now(UTC).date(), progress)
    for line in found.complaints.lines():
        typer.echo(line, err=True)
    if strict and found.complaints.count:
        raise UserError(f"Nothing was imported: {_count(found.complaints.count, 'row')} must be mended first.")
    if not found.pack.appearances:
        raise UserError(f"Nothing was imported: no row of {shown(file.name)} says who appears where.")
    return found


def _stored(address: str, pack: Pack) -> tuple[str, bool]:
    """Put the pack into the database, and return its version there and whether that is new."""
    rows = sum(map(len, (pack.titles, pack.characters, pack.appearances)))
    with _bar("Writing", rows) as progress:
        return asyncio.run(_store(address, pack, progress))


async def _store(address: str, pack: Pack, progress: "Progress") -> tuple[str, bool]:
    from bot.facts.importing import with_version

    async with _opened(address) as database:
        store = FactsStore(database)
        stored = {one.universe.id: one.universe for one in await store.universes()}.get(pack.universe.id)
        if stored is not None and stored.content_hash == pack.universe.content_hash:
            return stored.version, False
        now = datetime.now(UTC)
        pack = with_version(pack, stored.version if stored else None, now.date())
        try:
            await store.replace_pack(pack, now, progress)
        except asyncio.CancelledError:
            if pack.universe not in [one.universe for one in await store.universes()]:
                raise  # interrupted in time; else the interruption came when all was committed
        # Not the pack itself: asyncio.run would write out all of what a task returns, for nobody to read.
        return pack.universe.version, True


async def _remove(address: str, universe: UniverseId) -> bool:
    async with _opened(address) as database:
        return await FactsStore(database).remove_universe(universe)


@asynccontextmanager
async def _opened(address: str) -> AsyncGenerator[Database]:
    try:
        database = await open_database(address)
    except DatabaseInUse as error:
        raise UserError(
            f"{error} The universe can be imported or removed while no bot runs on the database."
        ) from error
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def _bar(what: str, total: int) -> "Generator[Progress]":
    """Lend what moves a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(escape(what), total=total)
        yield lambda more: bars.advance(task, more)


def _tell(found: "Import", version: str, changed: bool) -> None:
    pack = found.pack
    sums = (
        _count(found.rows, "row") + " read",
        _count(len(pack.appearances), "appearance") + " kept",
        _count(len(pack.characters), "character"),
        _count(len(pack.titles), "title"),
        _count(found.complaints.count, "bad row"),
        _count(found.duplicates, "duplicate"),
    )
    state = "imported" if changed else "unchanged"
    typer.echo(f"{pack.universe.id} {version}: {state}, {', '.join(sums)}")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
