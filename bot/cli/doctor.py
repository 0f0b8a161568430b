"""`gueststar doctor`: what stands in the way of running the bot, each with what to do."""

import asyncio
import importlib.util
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import typer

from bot.domain.errors import UserError
from bot.facts.hashing import find_packs
from bot.settings import ROOT, Settings, read_settings

app = typer.Typer()

_MENDED_SQLITE = (3, 51, 3)  # older ones can damage a WAL file when two connections checkpoint at once
_FINDINGS = 1


@app.command()
def doctor() -> None:
    """Look over settings, facts and database; changes nothing. Exit code 1 when something needs doing."""
    settings = read_settings()
    findings = [*_settings(settings), *_facts(settings.facts), *_database(settings.database)]
    for note in _notes():
        typer.echo(f"note: {note}")
    for finding in findings:
        typer.echo(f"to do: {finding}")
    if findings:
        raise typer.Exit(_FINDINGS)
    typer.echo("All is well.")


def _settings(settings: Settings) -> Iterator[str]:
    if not settings.token:
        yield "put the bot's token into .env as DISCORD_TOKEN (the demo and look-ups need none)"
    env_file = ROOT / ".env"
    if env_file.exists() and stat.S_IMODE(env_file.stat().st_mode) & 0o077:
        yield f"others may read the token: chmod 600 {env_file}"


def _facts(folder: Path) -> Iterator[str]:
    from bot.facts.reading import check_pack

    packs = find_packs(folder)
    if not packs:
        yield f"there is no pack of facts in {folder}: set GUESTSTAR_FACTS"
    for pack in packs:
        findings = check_pack(pack).findings
        if findings:
            yield f"{pack.name} has {len(findings)} findings: run `gueststar data check`"


def _database(address: str) -> Iterator[str]:
    if "://" not in address and not Path(address).exists():
        return  # the first start makes it
    from bot.store.inspection import inspect

    try:
        report = asyncio.run(inspect(address))
    except UserError as error:
        yield str(error)
        return
    yield from (f"the database is damaged, restore a backup: {finding}" for finding in report.findings)


def _notes() -> Iterator[str]:
    if sqlite3.sqlite_version_info < _MENDED_SQLITE:
        yield f"SQLite {sqlite3.sqlite_version} can lose a WAL file to two writers; a lock keeps a second one out"
    if importlib.util.find_spec("simcord") is None:
        yield "the demo is not installed; scripts/demo does that"
    if os.geteuid() == 0:
        yield "this runs as root; give the bot a user of its own"
