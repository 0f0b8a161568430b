"""`gueststar run` and `gueststar demo`."""

import asyncio
import logging
from typing import Annotated

import typer

from bot.logs import set_up_logs
from bot.settings import read_settings

app = typer.Typer()


@app.command()
def run() -> None:
    """Run the bot on Discord, until SIGTERM or Ctrl-C; SIGHUP loads changed facts."""
    from bot.cli.starting import start_bot

    start_bot()


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is, on this machine only.", min=1, max=65535)] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Show the bot in a simulated Discord in your browser, without a token."""
    from bot.composition import run_demonstration

    settings = read_settings()
    set_up_logs(max(settings.log_level, logging.WARNING))

    def announce(address: str) -> None:
        typer.echo(f"The demo is at {address} (Ctrl-C ends it).")

    asyncio.run(run_demonstration(settings, port, open_browser=browser, announce=announce))
