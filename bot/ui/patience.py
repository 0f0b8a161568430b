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
    task = asyncio.create_task(making)
    task.add_done_callback(_looked_at)
    await asyncio.wait([task], timeout=_PATIENCE_SECONDS)
    if not task.done():
        try:
            await put_off()
        except Exception:
            await asyncio.wait([task])
            raise
    return await task


def _looked_at(task: asyncio.Task[Any]) -> None:
    """Keep asyncio from complaining of an error that nobody waits for any more."""
    if not task.cancelled():
        task.exception()
