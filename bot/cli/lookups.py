"""The look-up commands: the same questions and answers as in Discord, as tables or JSON."""

import asyncio
import json
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.appearances import Order
from bot.domain.pack import Kind, UniverseId
from bot.domain.viewpoint import Viewpoint
from bot.logs import set_up_logs
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.domain.summary import Summary
    from bot.services.lookups import Answer, Lookups
    from bot.services.questions import Question

app = typer.Typer()

_NOTHING_RECORDED = 1

AsJson = Annotated[bool, typer.Option("--json", help="Answer as one JSON object (docs/command-line.md).")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what was released by this day.", metavar="DATE"),
]
InUniverse = Annotated[str | None, typer.Option("--universe", help="Only in this universe.", metavar="ID")]
Name = Annotated[str, typer.Argument(help="A name or an alias; small slips of spelling are forgiven.")]


@app.command()
def appearances(
    name: Name,
    title: Annotated[str | None, typer.Option("--in", help="Only in this title.", metavar="TITLE")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only appearances of this kind.")] = None,
    order: Annotated[Order, typer.Option(help="How the titles are sorted.")] = Order.RELEASE,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show every title, season and known episode a character turned up in."""

    def ask(lookups: "Lookups") -> "Question":
        return lookups.appearances(name, title=title, kind=kind, order=order, universe=universe_id(universe))

    answer_with(ask, as_of, as_json)


@app.command()
def character(name: Name, as_of: AsOf = None, universe: InUniverse = None, as_json: AsJson = False) -> None:
    """Show who somebody is, where they turned up, and where they provably did not."""
    answer_with(lambda lookups: lookups.character(name, universe_id(universe)), as_of, as_json)


@app.command()
def actor(name: Name, as_of: AsOf = None, universe: InUniverse = None, as_json: AsJson = False) -> None:
    """Show whom a performer plays, and in which titles."""
    answer_with(lambda lookups: lookups.performer(name, universe_id(universe)), as_of, as_json)


@app.command()
def title(
    name: Name,
    season: Annotated[int | None, typer.Option(help="A season, by its number.", min=0)] = None,
    episode: Annotated[int | None, typer.Option(help="An episode of the season, by its number.", min=1)] = None,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show who is in a series, season, episode or film, visitors first."""
    answer_with(lambda lookups: lookups.place(name, season, episode, universe_id(universe)), as_of, as_json)


@app.command()
def source(
    name: Name,
    title: Annotated[str | None, typer.Option("--in", help="Only in this title.", metavar="TITLE")] = None,
    season: Annotated[int | None, typer.Option(help="A season of it, by its number.", min=0)] = None,
    episode: Annotated[int | None, typer.Option(help="An episode of the season, by its number.", min=1)] = None,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show how it is known where a character turned up, and how sure that is."""

    def ask(lookups: "Lookups") -> "Question":
        from bot.services.sourcing import sources_question

        return sources_question(
            lookups, name, title=title, season=season, episode=episode, universe=universe_id(universe)
        )

    answer_with(ask, as_of, as_json)


@app.command()
def search(name: Name, universe: InUniverse = None, as_json: AsJson = False) -> None:
    """Find characters, performers, titles and episodes by name, told apart."""
    answer_with(lambda lookups: lookups.search(name, universe_id(universe)), None, as_json)


@app.command()
def about(as_json: AsJson = False) -> None:
    """Show which version and facts these are, and where the facts are from."""
    from bot.composition import program_version

    summaries = asyncio.run(_summaries())
    if as_json:
        from bot.cli.answers_json import summary_json

        _print_json(summary_json(program_version(), summaries))
        return
    from bot.cli.tables import print_summaries

    print_summaries(program_version(), summaries)


def answer_with(ask: "Callable[[Lookups], Question]", as_of: datetime | None, as_json: bool) -> "Answer":
    """Print and return the answer to a question; exits with 1 where nothing is recorded."""
    viewpoint = Viewpoint(as_of.date() if as_of else None)
    answer = asyncio.run(_asked(ask, viewpoint))
    if as_json:
        from bot.cli.answers_json import answer_json

        _print_json(answer_json(answer, viewpoint))
    else:
        from bot.cli.tables import print_answer

        print_answer(answer)
    from bot.cli.emptiness import is_empty

    if is_empty(answer):
        sys.stderr.write("Nothing of that is recorded, which does not prove that there is nothing.\n")
        raise typer.Exit(_NOTHING_RECORDED)
    return answer


async def _asked(ask: "Callable[[Lookups], Question]", viewpoint: Viewpoint) -> "Answer":
    from bot.composition import open_house_to_look

    async with open_house_to_look(_quiet_settings()) as house:
        return house.lookups.answer(ask(house.lookups), viewpoint)


async def _summaries() -> "tuple[Summary, ...]":
    from bot.composition import open_house_to_look

    async with open_house_to_look(_quiet_settings()) as house:
        return house.lookups.summaries()


def _quiet_settings() -> Settings:
    settings = read_settings()
    set_up_logs(max(settings.log_level, logging.WARNING))
    return settings


def universe_id(universe: str | None) -> UniverseId | None:
    """Return what `--universe` names, None for none."""
    return UniverseId(universe) if universe else None


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
