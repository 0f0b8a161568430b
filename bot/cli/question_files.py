"""`gueststar trivia check`, `convert`, `import` and `export`: files of a server's own questions, without a bot."""

import asyncio
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.errors import UserError
from bot.domain.identities import GuildId, InteractionId
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.facts.question_files import Reading
    from bot.facts.question_files_draft import LineFinding
    from bot.services.own_files import Exported
    from bot.services.own_questions import Uploaded

app = typer.Typer(help="Check, convert, import and export your own questions.", no_args_is_help=True)

_FINDINGS = 1
_NO_INTERACTION = InteractionId(0)
QuestionFile = Annotated[
    Path,
    typer.Argument(
        help="Red-DiscordBot's trivia YAML, OpenTDB's JSON, or our own TOML.",
        metavar="FILE",
        exists=True,
        dir_okay=False,
    ),
]

OfServer = Annotated[
    int, typer.Option("--server", help="The server's id, as Discord numbers it.", min=1, max=2**63 - 1)
]


class Target(StrEnum):
    """What questions can be written as."""

    RED = "red"
    OPENTDB = "opentdb"
    OWN = "own"


_BY_ENDING = {".yaml": Target.RED, ".yml": Target.RED, ".json": Target.OPENTDB, ".toml": Target.OWN}
ToFormat = Annotated[Target, typer.Option("--to", help="The format to write.")]


@app.command()
def check(file: QuestionFile) -> None:
    """Report everything that is wrong with a file of questions, as `line 12: what is wrong: what to do`."""
    reading = _read(file)
    for finding in reading.findings:
        typer.echo(str(finding))
    state = "findings above" if reading.findings else "in order"
    typer.echo(f"{_shown(file)}: {state}, {_sum(reading)} can be asked")
    if reading.findings:
        raise typer.Exit(_FINDINGS)


@app.command()
def convert(
    file: QuestionFile,
    target: ToFormat,
    out: Annotated[Path | None, typer.Option(help="A file; standard output without it.")] = None,
) -> None:
    """Write the questions of a file in another format; what cannot be read, or written, is told on standard error."""
    from bot.facts.question_files import Form, write_questions

    reading = _read(file)
    _tell(reading.findings)
    if not reading.questions:
        typer.echo(f"{_shown(file)}: nothing was written, no question can be asked", err=True)
        raise typer.Exit(_FINDINGS)
    writing = write_questions(reading.content, Form(target.value))
    _tell(writing.findings)
    if out is None:
        sys.stdout.write(writing.data.decode())
    else:
        out.write_bytes(writing.data)
        typer.echo(f"{_sum(reading)} written to {out}", err=True)
    if reading.findings or writing.findings:
        raise typer.Exit(_FINDINGS)


@app.command("import")
def import_(
    file: QuestionFile,
    server: OfServer,
    list_name: Annotated[
        str | None, typer.Option("--list", help="How the list is called; without it, as the file.", metavar="NAME")
    ] = None,
) -> None:
    """Put the questions of a file into the database as a server's own; what is wrong is told on standard error.

    On SQLite stop the bot first. What the server has already is left as it is.
    """
    done = asyncio.run(_stored(file, GuildId(server), list_name))
    for finding in done.findings:
        typer.echo(finding, err=True)
    new, already, left_out = done.imported
    sums = f"{new:,} added to “{_legible(done.list_name)}”, {already:,} there already, {left_out:,} without a place"
    typer.echo(f"{_shown(file)}: {sums}, {_count(len(done.findings), 'finding')}")
    if done.findings or left_out:
        raise typer.Exit(_FINDINGS)


@app.command()
def export(
    server: OfServer,
    out: Annotated[
        Path | None,
        typer.Argument(
            help="What one file may not hold goes into others beside it. Standard output without it.",
            metavar="[FILE]",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        Target | None, typer.Option("--to", help="The format; without it, by the file's ending, else our own.")
    ] = None,
    list_name: Annotated[
        str | None, typer.Option("--list", help="Only this list; without it, all questions.", metavar="NAME")
    ] = None,
) -> None:
    """Write the questions of a server that can be asked, also while the bot runs."""
    form = target or (_BY_ENDING.get(out.suffix.casefold()) if out else None) or Target.OWN
    done = asyncio.run(_exported(GuildId(server), form, list_name))
    if not done.count:
        typer.echo("There is none.", err=True)
        raise typer.Exit(_FINDINGS)
    if out is None and len(done.files) > 1:
        raise UserError(f"These are {len(done.files)} files; name one to begin with, and the others stand beside it.")
    for finding in done.findings:
        typer.echo(finding, err=True)
    for place, (_, data) in enumerate(done.files, start=1):
        if out is None:
            sys.stdout.write(data.decode())
        else:
            path = out if place == 1 else out.with_stem(f"{out.stem}-{place}")
            path.write_bytes(data)
            typer.echo(f"written to {path}", err=True)
    typer.echo(_count(done.count, "question"), err=True)
    if done.findings:
        raise typer.Exit(_FINDINGS)


async def _stored(file: Path, server: GuildId, list_name: str | None) -> "Uploaded":
    from bot.composition import own_questions_of
    from bot.domain.kept_questions import Origin
    from bot.store.lock import DatabaseInUse
    from bot.store.opening import open_database

    try:
        database = await open_database(read_settings().database)
    except DatabaseInUse as error:
        raise UserError(f"{error} Questions can be imported while no bot runs on the database.") from error
    try:
        now = datetime.now(UTC)
        origin = Origin(server, None, _NO_INTERACTION)
        return await own_questions_of(database).take_in(_content(file), file.name, list_name, origin, now)
    finally:
        await database.close()


async def _exported(server: GuildId, target: Target, list_name: str | None) -> "Exported":
    from bot.composition import own_questions_of
    from bot.store.opening import open_database

    database = await open_database(read_settings().database, read_only=True)
    try:
        own = own_questions_of(database)
        name = await own.list_called(server, list_name) if list_name else None
        return await own.written(server, target.value, name)
    finally:
        await database.close()


def _read(file: Path) -> "Reading":
    from bot.facts.question_files import read_questions

    return read_questions(_content(file), file.name)


def _content(file: Path) -> bytes:
    """Return what is in a file, or of one that is too large as much as shows that it is."""
    from bot.facts.question_files_draft import MOST_BYTES

    with file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _tell(findings: "Iterable[LineFinding]") -> None:
    for finding in findings:
        typer.echo(str(finding), err=True)


def _sum(reading: "Reading") -> str:
    return _count(len(reading.questions), "question")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _legible(name: str) -> str:
    from bot.domain.names import legible

    return legible(name, len(name))


def _shown(file: Path) -> str:
    from bot.facts.findings import shown

    return shown(file.name)
