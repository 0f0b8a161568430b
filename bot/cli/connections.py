"""The commands about crossovers, meetings and connections: as text, as JSON, or as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.lookups import AsJson, AsOf, InUniverse, Name, answer_with, universe_id
from bot.domain.appearances import Order
from bot.domain.crossovers import Direction
from bot.domain.errors import UserError
from bot.domain.maps import View

if TYPE_CHECKING:
    from bot.services.lookups import Answer

app = typer.Typer()

_MOST_TOGETHER = 4
Out = Annotated[Path | None, typer.Option(help="Write the picture to this file, as PNG.", metavar="FILE")]


@app.command()
def crossovers(
    title: Annotated[
        str | None, typer.Argument(help="Into and out of which title; without it, who travelled most.")
    ] = None,
    beside: Annotated[str | None, typer.Option("--with", help="Only from and to this title.", metavar="TITLE")] = None,
    direction: Annotated[Direction, typer.Option(help="Only into it, or only out of it.")] = Direction.BOTH,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show who came into a title from elsewhere and who went out, or who travelled most."""
    from bot.services.connections import crossovers_question

    answer_with(
        lambda lookups: crossovers_question(lookups, title, beside, direction, universe_id(universe)),
        as_of,
        as_json,
    )


@app.command()
def met(first: Name, second: Name, as_of: AsOf = None, universe: InUniverse = None, as_json: AsJson = False) -> None:
    """Show whether two characters have met: on screen, in one episode, or provably never."""
    from bot.services.connections import met_question

    answer_with(lambda lookups: met_question(lookups, first, second, universe_id(universe)), as_of, as_json)


@app.command()
def together(
    names: Annotated[list[str], typer.Argument(help="Two to four characters.", metavar="NAME NAME ...")],
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show the episodes that two to four characters share, and where only one is missing."""
    if not 2 <= len(names) <= _MOST_TOGETHER:
        raise typer.BadParameter(f"Name two to {_MOST_TOGETHER} characters.")
    from bot.services.connections import together_question

    answer_with(lambda lookups: together_question(lookups, names, universe_id(universe)), as_of, as_json)


@app.command()
def connect(
    first: Name,
    second: Name,
    avoid: Annotated[str | None, typer.Option(help="Not through this character.", metavar="NAME")] = None,
    chain: Annotated[int, typer.Option(help="Which of the chains as short.", min=1)] = 1,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show a shortest chain of shared episodes between two characters, with a reason a step."""
    from bot.services.connections import connect_question

    answer_with(
        lambda lookups: connect_question(
            lookups, first, second, avoid=avoid, number=chain, universe=universe_id(universe)
        ),
        as_of,
        as_json,
    )


@app.command()
def timeline(
    name: Annotated[str, typer.Argument(help="A character or a title.")],
    order: Annotated[Order, typer.Option(help="How the lanes are sorted.")] = Order.RELEASE,
    out: Out = None,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show when a character was where, or who was in a title when."""
    from bot.services.connections import timeline_question

    answer = answer_with(lambda lookups: timeline_question(lookups, name, order, universe_id(universe)), as_of, as_json)
    _write_picture(answer, out)


@app.command(name="map")
def draw_map(
    title: Annotated[str | None, typer.Argument(help="Of which title; without it, of the whole universe.")] = None,
    view: Annotated[View, typer.Option(help="Who is where, or who shares episodes with whom.")] = View.MATRIX,
    out: Out = None,
    as_of: AsOf = None,
    universe: InUniverse = None,
    as_json: AsJson = False,
) -> None:
    """Show who is in which season, or who shares episodes with whom."""
    from bot.services.connections import map_question

    answer = answer_with(lambda lookups: map_question(lookups, title, view, universe_id(universe)), as_of, as_json)
    _write_picture(answer, out)


@app.command()
def stats(universe: InUniverse = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Show a universe in figures: most travelled, most connected, how far apart all are."""
    from bot.services.connections import figures_question

    answer_with(lambda lookups: figures_question(lookups, universe_id(universe)), as_of, as_json)


def _write_picture(answer: "Answer", out: Path | None) -> None:
    if out is None:
        return
    from bot.pictures import png_of
    from bot.ui.answers import page_of

    picture = page_of(answer).picture
    if picture is None:
        raise UserError("There is nothing to draw, so no picture was written.")

    out.write_bytes(png_of(picture.drawing))
