"""The commands gathered, and how they end: 0 found, 1 not found or findings, 2 wrong usage, 78 configuration."""

import sys

import typer

from bot.cli import database, doctor, facts, fixes, lookups, running, stats
from bot.domain.errors import ConfigurationError, UserError

NOT_FOUND = 1
CONFIGURATION = 78  # EX_CONFIG of sysexits.h: a supervisor need not try again

app = typer.Typer(
    name="gueststar",
    help="Who crossed over where in shared fictional universes, and a Discord bot that answers it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for commands in (running.app, lookups.app, doctor.app):
    app.registered_commands.extend(commands.registered_commands)
for commands in (fixes.app, stats.app):
    facts.app.registered_commands.extend(commands.registered_commands)
app.add_typer(facts.app, name="data")
app.add_typer(database.app, name="db")


def main() -> None:
    """Run the command line and exit; an error meant for a person becomes one sentence on standard error."""
    try:
        app()
    except UserError as error:
        typer.echo(str(error), err=True)
        sys.exit(CONFIGURATION if isinstance(error, ConfigurationError) else NOT_FOUND)
    except KeyboardInterrupt:
        sys.exit(130)
