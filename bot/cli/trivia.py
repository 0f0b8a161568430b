"""`gueststar trivia`: questions made from the facts, for anyone to check (docs/trivia.md)."""

import asyncio
import json
import logging
import random
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.lookups import InUniverse, universe_id
from bot.domain.errors import UserError
from bot.domain.trivia.question import Question, TriviaKind
from bot.logs import set_up_logs
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue
    from bot.domain.network import Network
    from bot.domain.pack import UniverseId

app = typer.Typer(help="Questions made from the facts.", no_args_is_help=True)

_MOST = 100_000


@app.callback()
def trivia() -> None:
    """Make questions from the facts, each with one right answer that they prove."""


@app.command()
def sample(
    universe: InUniverse = None,
    kind: Annotated[TriviaKind | None, typer.Option(help="Only questions of this kind.")] = None,
    count: Annotated[int, typer.Option(help="How many.", min=1, max=_MOST)] = 10,
    seed: Annotated[int | None, typer.Option(help="The same number gives the same questions.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as one JSON list (docs/trivia.md).")] = False,
) -> None:
    """Print questions with their answers, difficulty and source; no two have the same choices."""
    from bot.domain.trivia.maker import QuestionMaker

    catalogue, network = asyncio.run(_facts(universe_id(universe)))
    chance = random.Random(seed)  # noqa: S311  (what is drawn is no secret)
    kinds = [kind] if kind else list(TriviaKind)
    questions = list(QuestionMaker(catalogue, network).questions(chance, kinds, count))
    if not questions:
        wanted = f"question of the kind “{kind}”" if kind else "question"
        raise UserError(f"The facts of {catalogue.universe.name} prove no {wanted}; docs/trivia.md says what it needs.")
    if len(questions) < count:
        sys.stderr.write(f"There are {len(questions)} different questions, not {count}.\n")
    if as_json:
        json.dump([question_json(one) for one in questions], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        for number, one in enumerate(questions, 1):
            _print(number, one)


async def _facts(universe: "UniverseId | None") -> "tuple[Catalogue, Network]":
    from bot.composition import open_house_to_look

    settings = read_settings()
    set_up_logs(max(settings.log_level, logging.WARNING))
    async with open_house_to_look(settings) as house:
        return house.library.held(house.lookups.universe(universe))


def question_json(one: Question) -> dict[str, Any]:
    """Return a question as it is documented in docs/trivia.md."""
    source = one.source
    return {
        "kind": one.kind.value,
        "text": one.text,
        "choices": [{"id": choice.id, "name": choice.name} for choice in one.choices],
        "answer": one.answer,
        "about": {part: ids if isinstance(ids, str) else list(ids) for part, ids in one.about.items()},
        "difficulty": one.difficulty,
        "source": {"id": source.id, "name": source.name, "url": source.url} if source else None,
    }


def _print(number: int, one: Question) -> None:
    typer.echo(f"{number}. {one.text}")
    for place, choice in enumerate(one.choices):
        typer.echo(f"   {'*' if place == one.answer else ' '} {choice.name}")
    source = f", {one.source.name}" if one.source else ""
    typer.echo(f"     {one.kind}, difficulty {one.difficulty:.0%}{source}")
