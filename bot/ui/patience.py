"""Answers that may take longer than Discord waits: then it is told in time that there will be one."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

_PATIENCE_SECONDS = 1.5  # Discord waits three for an answer, or for a word that there will be one

T = TypeVar("T")


async def in_time(making: Coroutine[Any, Any, T], put_off: Callable[[], Awaitable[object]]) -> T:
    """Return what is being made, having put Discord off where that takes too long.

    If Discord could not be told, that is raised, but not before it is made: whoever is to undo it finds it there.
    """
    telling: list[asyncio.Future[object]] = []
    late = asyncio.get_running_loop().call_later(
        _PATIENCE_SECONDS, lambda: telling.append(asyncio.ensure_future(put_off()))
    )
    try:
        made = await making
    finally:
        late.cancel()
        if telling:
            await asyncio.gather(*telling, return_exceptions=True)
    for told in telling:
        told.result()
    return made
