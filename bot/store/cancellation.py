"""Work that must come to its end even when the one who asked for it is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def finished(work: Coroutine[Any, Any, T]) -> T:
    """Return the result of `work`, having waited for its end; a cancellation in between is raised afterwards."""
    task = asyncio.ensure_future(work)
    interruption: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])  # unlike `await task`, does not pass the cancellation on
        except asyncio.CancelledError as cancelled:
            interruption = cancelled
    result = task.result()
    if interruption is not None:
        raise interruption
    return result
