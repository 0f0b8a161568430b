"""`gueststar db`: look after the database."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import read_settings
from bot.store.opening import open_database

if TYPE_CHECKING:
    from bot.store.inspection import DatabaseReport

app = typer.Typer(help="Look after the database.", no_args_is_help=True)

_FINDINGS = 1


@app.command()
def upgrade() -> None:
    """Make the database, or bring its tables up to date; a backup is kept beside an older one."""
    from bot.store.inspection import inspect

    address = read_settings().database
    asyncio.run(_open_and_close(address))
    report = asyncio.run(inspect(address))
    typer.echo(f"The database is at revision {report.revision}.")


@app.command()
def info() -> None:
    """Show engine, revision, loaded universes and size, and check the file for damage; works beside a running bot."""
    from bot.store.inspection import inspect

    report = asyncio.run(inspect(read_settings().database))
    for line in _lines(report):
        typer.echo(line)
    if report.findings:
        raise typer.Exit(_FINDINGS)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The new file.")],
    overwrite: Annotated[bool, typer.Option(help="Replace the file if there is one.")] = False,
) -> None:
    """Copy the database, in use or not, to a file, and check the copy."""
    from bot.store.backup import backup as back_up

    done = asyncio.run(back_up(read_settings().database, target, overwrite=overwrite))
    typer.echo(f"{done.path}: {done.rows} rows at revision {done.revision}, {done.size_bytes:,} bytes, checked.")


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Put a backup in the database's place, checked first; the present one is kept beside it. Stop the bot before."""
    from bot.store.backup import restore as put_back

    done = asyncio.run(put_back(source, read_settings().database, now=datetime.now(UTC)))
    kept = f" The replaced one is {done.replaced}." if done.replaced else ""
    typer.echo(f"{done.path}: {done.rows} rows at revision {done.revision}.{kept}")


async def _open_and_close(address: str) -> None:
    database = await open_database(address)
    await database.close()


def _lines(report: "DatabaseReport") -> list[str]:
    journal = f", journal {report.journal_mode}" if report.journal_mode else ""
    return [
        f"{report.engine} {report.engine_version}, revision {report.revision}, {report.size_bytes:,} bytes{journal}",
        *(
            f"{one.id} {one.version}: {one.titles} titles, {one.characters} characters, {one.appearances} appearances, "
            f"loaded {one.loaded_at:%Y-%m-%d %H:%M} UTC"
            for one in report.universes
        ),
        *(f"damaged: {finding}" for finding in report.findings or ()),
        *(() if report.findings else ("no damage found",)),
    ]
