"""Writes that wait at the same moment go into one commit, because a commit costs far more than a write."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.store.database import Rows, Statement

Outcome: TypeAlias = list[Rows] | Exception
Commit: TypeAlias = Callable[[Sequence[Sequence[Statement]]], Awaitable[Sequence[Outcome]]]


@dataclass(frozen=True, slots=True, eq=False)
class _WaitingWrite:
    statements: Sequence[Statement]
    answer: asyncio.Future[list[Rows]]

    def settle(self, outcome: Outcome) -> None:
        if self.answer.done():  # its caller was cancelled meanwhile
            return
        if isinstance(outcome, Exception):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


class GroupCommit:
    """Collects writes while a commit is under way and hands them to the next one together.

    One task serves a burst and ends with it: a task that waits for work for ever would keep a simulated
    Discord (and a shutdown) waiting too.
    """

    def __init__(self, commit: Commit, turn: asyncio.Lock) -> None:
        """Use `commit`, which gives one outcome a write or fails for all of them, whenever it has the `turn`."""
        self._commit = commit
        self._turn = turn
        self._waiting: list[_WaitingWrite] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, statements: Sequence[Statement]) -> list[Rows]:
        """Return what the write gave, after its commit; raise what it failed with."""
        write = _WaitingWrite(statements, asyncio.get_running_loop().create_future())
        self._waiting.append(write)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._serve(), name="group commit")
        return await write.answer

    async def drained(self) -> None:
        """Wait until no write waits any more."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def _serve(self) -> None:
        while self._waiting:
            async with self._turn:
                group = [write for write in self._waiting if not write.answer.cancelled()]
                self._waiting.clear()
                if group:
                    await self._settle(group)

    async def _settle(self, group: Sequence[_WaitingWrite]) -> None:
        try:
            outcomes = await self._commit([write.statements for write in group])
        except Exception as failure:  # noqa: BLE001 - whatever it was, each writer is told and the next group is served
            outcomes = [failure] * len(group)
        except BaseException:  # the loop is being taken down
            for write in group:
                write.answer.cancel()
            raise
        for write, outcome in zip(group, outcomes, strict=True):
            write.settle(outcome)
