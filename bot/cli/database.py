"""`gueststar db`."""

import typer

app = typer.Typer(help="Look after the database.", no_args_is_help=True)
