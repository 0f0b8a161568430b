"""The commands gathered."""

import typer

from bot.cli import connections, database, doctor, facts, fixes, lookups, question_files, running, stats, trivia, wishes

app = typer.Typer(
    name="gueststar",
    help="Who crossed over where in shared fictional universes, and a Discord bot that answers it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for commands in (running.app, lookups.app, connections.app, doctor.app):
    app.registered_commands.extend(commands.registered_commands)
for commands in (fixes.app, stats.app):
    facts.app.registered_commands.extend(commands.registered_commands)
trivia.app.registered_commands.extend(question_files.app.registered_commands)
app.add_typer(facts.app, name="data")
app.add_typer(database.app, name="db")
app.add_typer(trivia.app, name="trivia")
app.add_typer(wishes.app, name="wishes")
