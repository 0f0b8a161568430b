"""What is done without anybody waiting for it."""

import logging
from collections.abc import Awaitable

from bot.domain.errors import UserError

_log = logging.getLogger(__name__)


async def quietly(work: Awaitable[object]) -> None:
    """Do something in the background; a loop that ended by an error would never do it again."""
    try:
        await work
    except UserError as error:
        _log.warning("something is left for later: %s", error)
    except Exception:  # noqa: BLE001  (the last place; the next turn of the loop is another try)
        _log.exception("something is left for later")
