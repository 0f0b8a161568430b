"""`gueststar trivia check` and `convert`: files of a server's own questions, without a bot or a database."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.facts.question_files import Reading
    from bot.facts.question_files_draft import LineFinding

app = typer.Typer(help="Check and convert files of your own questions.", no_args_is_help=True)

_FINDINGS = 1
QuestionFile = Annotated[
    Path,
    typer.Argument(
        help="Red-DiscordBot's trivia YAML, OpenTDB's JSON, or our own TOML.",
        metavar="FILE",
        exists=True,
        dir_okay=False,
    ),
]


class Target(StrEnum):
    """What questions can be written as."""

    RED = "red"
    OPENTDB = "opentdb"
    OWN = "own"


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
    target: Annotated[Target, typer.Option("--to", help="The format to write.")],
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


def _read(file: Path) -> "Reading":
    from bot.facts.question_files import read_questions
    from bot.facts.question_files_draft import MOST_BYTES

    with file.open("rb") as stream:
        return read_questions(stream.read(MOST_BYTES + 1), file.name)


def _tell(findings: "Iterable[LineFinding]") -> None:
    for finding in findings:
        typer.echo(str(finding), err=True)


def _sum(reading: "Reading") -> str:
    count = len(reading.questions)
    return f"{count:,} question{'' if count == 1 else 's'}"


def _shown(file: Path) -> str:
    from bot.facts.findings import shown

    return shown(file.name)
