"""A bot with the mistake that MISTAKE names, in keeping plays; it is barred from the world as any bot under test."""

import asyncio
import os
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.store.plays import PlaysStore
from bot.store.scores import score_statements

runpy.run_path(str(Path(__file__).parents[1] / "loopback_only" / "sitecustomize.py"))

_SECONDS = 1.0
_keep = PlaysStore.keep
_later: set[asyncio.Task[bool]] = set()


async def answering_early(self: PlaysStore, *changes: Any) -> bool:
    """Say that a change is kept, and keep it a little later."""

    async def keep() -> bool:
        await asyncio.sleep(_SECONDS)
        return await _keep(self, *changes)

    task = asyncio.create_task(keep())
    _later.add(task)
    task.add_done_callback(_later.discard)
    return True


async def scoring_apart(self: PlaysStore, kept: Any, post: Any = None, tally: Any = None) -> bool:
    """Keep the scores of a round by themselves, and the play with its end a little later."""
    if tally is not None and tally.scores:
        await self._database.write(*score_statements(kept.guild, tally.day, tally.scores))
        await asyncio.sleep(_SECONDS)
        tally = replace(tally, scores=())
    return await _keep(self, kept, post, tally)


_MISTAKES: dict[str, Callable[..., Any]] = {"early": answering_early, "apart": scoring_apart}
PlaysStore.keep = _MISTAKES[os.environ["MISTAKE"]]
