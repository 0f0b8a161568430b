import asyncio
from collections.abc import Sequence

import pytest

from bot.store.database import Statement
from bot.store.group_commit import GroupCommit, Outcome

ONE = (Statement("one"),)


class Disk:
    """Commits when it is told to, and remembers what went together."""

    def __init__(self) -> None:
        self.groups: list[int] = []
        self.may_commit = asyncio.Event()
        self.may_commit.set()
        self.failure: BaseException | None = None

    async def commit(self, group: Sequence[Sequence[Statement]]) -> Sequence[Outcome]:
        await self.may_commit.wait()
        self.groups.append(len(group))
        if self.failure:
            raise self.failure
        return [[[(statement.sql,)] for statement in write] for write in group]


async def _until_waiting(disk: Disk, group: GroupCommit) -> asyncio.Task:
    """Start one write that holds the commit up."""
    disk.may_commit.clear()
    first = asyncio.create_task(group.write(ONE))
    for _ in range(3):
        await asyncio.sleep(0)
    return first


async def test_what_waits_during_a_commit_shares_the_next_one() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, asyncio.Lock())
    first = await _until_waiting(disk, group)
    others = [asyncio.create_task(group.write(ONE)) for _ in range(20)]
    await asyncio.sleep(0)
    disk.may_commit.set()
    assert await asyncio.gather(first, *others) == [[[("one",)]]] * 21
    assert disk.groups == [1, 20]


async def test_nothing_is_answered_before_its_commit() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, asyncio.Lock())
    first = await _until_waiting(disk, group)
    for _ in range(20):
        await asyncio.sleep(0)
    assert not first.done()
    disk.may_commit.set()
    await first


async def test_a_write_cancelled_while_it_waits_is_dropped() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, asyncio.Lock())
    first = await _until_waiting(disk, group)
    waiting = [asyncio.create_task(group.write(ONE)) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.sleep(0)
    disk.may_commit.set()
    await asyncio.gather(first, waiting[0], waiting[2])
    assert disk.groups == [1, 2]


async def test_a_write_cancelled_during_its_commit_is_carried_through() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, asyncio.Lock())
    first = await _until_waiting(disk, group)
    first.cancel()
    disk.may_commit.set()
    await group.drained()
    assert first.cancelled()
    assert disk.groups == [1]


async def test_a_failed_commit_is_told_to_every_writer_and_the_next_one_works() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, asyncio.Lock())
    disk.failure = OSError("no space")
    answers = await asyncio.gather(group.write(ONE), group.write(ONE), return_exceptions=True)
    assert answers == [disk.failure] * 2
    disk.failure = None
    assert await group.write(ONE) == [[("one",)]]


async def test_no_task_stays_when_no_write_waits() -> None:
    group = GroupCommit(Disk().commit, asyncio.Lock())
    await group.write(ONE)
    await group.drained()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_writers_learn_of_a_loop_that_is_taken_down() -> None:
    disk = Disk()
    group = GroupCommit(disk.commit, asyncio.Lock())
    first = await _until_waiting(disk, group)
    (serving,) = asyncio.all_tasks() - {asyncio.current_task(), first}
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    disk.may_commit.set()
    assert await group.write(ONE) == [[("one",)]]
