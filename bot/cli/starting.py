"""Start the bot: kept apart from the other commands, whose parser costs a start a sixth of its CPU."""

import asyncio

from bot.composition import run_bot
from bot.logs import set_up_logs
from bot.settings import read_settings


def start_bot() -> None:
    """Run the bot on Discord until it is told to stop; raises UserError."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    asyncio.run(run_bot(settings))
