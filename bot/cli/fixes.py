"""`gueststar data fixes`: what people say is wrong, for those who keep the facts."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.domain.errors import UserError
from bot.domain.fixes import Fix, FixId
from bot.domain.free_text import cleaned, on_one_line
from bot.domain.names import legible
from bot.domain.pack import UniverseId
from bot.logs import set_up_logs
from bot.settings import read_settings
from bot.store.fixes import FixesStore
from bot.store.lock import DatabaseInUse
from bot.store.opening import open_database

if TYPE_CHECKING:
    from bot.services.library import Shelf

app = typer.Typer()

_LONGEST_LINE = 1_000


@app.command()
def fixes(
    universe: Annotated[str | None, typer.Option(help="Only of this universe.", metavar="ID")] = None,
    done: Annotated[int | None, typer.Option(help="Close this one.", metavar="ID", min=1, max=2**63 - 1)] = None,
    patch: Annotated[bool, typer.Option("--patch", help="Print TOML to paste into the pack.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as one JSON object.")] = False,
) -> None:
    """List what people say is wrong or missing and nobody has closed yet, the oldest first."""
    if (done is not None) + patch + as_json > 1:
        raise typer.BadParameter("take one of --done, --patch and --json")
    settings = read_settings()
    set_up_logs(max(settings.log_level, logging.WARNING))
    if done is not None:
        asyncio.run(_close(settings.database, FixId(done)))
        typer.echo(f"Fix {done} is closed.")
        return
    found, shelf = asyncio.run(_open_fixes(UniverseId(universe) if universe else None))
    if as_json:
        json.dump({"fixes": [_json(fix) for fix in found]}, sys.stdout, ensure_ascii=False, indent=2)
        typer.echo()
        return
    for line in _patch(found, shelf) if patch else _lines(found):
        typer.echo(line)


async def _open_fixes(universe: UniverseId | None) -> "tuple[tuple[Fix, ...], Shelf]":
    from bot.composition import open_house_to_look

    async with open_house_to_look(read_settings()) as house:
        if universe is not None:
            house.library.catalogue(universe)
        return await FixesStore(house.database).open_fixes(universe), house.library.shelf


async def _close(address: str, fix: FixId) -> None:
    try:
        database = await open_database(address)
    except DatabaseInUse as error:
        raise UserError(f"{error} Reading the list and --patch work meanwhile.") from error
    try:
        if not await FixesStore(database).close(fix, datetime.now(UTC)):
            raise UserError(f"There is no open fix {fix}; `gueststar data fixes` lists them.")
    finally:
        await database.close()


def _lines(found: tuple[Fix, ...]) -> Iterator[str]:
    from bot.facts.fix_patch import names_of

    for fix in found:
        yield f"fix {fix.id}, {fix.received_at:%Y-%m-%d %H:%M} UTC: {names_of(fix.report.subject)}"
        yield from (f"  {legible(line, _LONGEST_LINE)}" for line in fix.report.claim.splitlines() if line.strip())
        yield f"  to be read in: {legible(fix.report.origin, _LONGEST_LINE)}"
    yield f"{len(found)} open."


def _patch(found: tuple[Fix, ...], shelf: "Shelf") -> Iterator[str]:
    from bot.facts.fix_patch import patch_lines

    return patch_lines(found, shelf.catalogues)


def _json(fix: Fix) -> dict[str, Any]:
    subject = fix.report.subject
    return {
        "id": fix.id,
        "received_at": fix.received_at.isoformat(timespec="seconds"),
        "universe": subject.universe,
        "character": subject.character,
        "title": subject.title,
        "claim": cleaned(fix.report.claim),
        "origin": on_one_line(fix.report.origin),
    }
