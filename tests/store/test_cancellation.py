import asyncio

import pytest

from bot.store.cancellation import finished


async def test_work_comes_to_its_end_before_the_cancellation_does() -> None:
    go_on, steps = asyncio.Event(), []

    async def work() -> str:
        await go_on.wait()
        steps.append("done")
        return "result"

    waiting = asyncio.create_task(finished(work()))
    for _ in range(3):
        await asyncio.sleep(0)
        waiting.cancel()
    await asyncio.sleep(0)
    assert not waiting.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert steps == ["done"]


async def test_the_result_and_the_failure_of_the_work_are_passed_on() -> None:
    async def work(outcome: object) -> object:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    assert await finished(work(7)) == 7
    with pytest.raises(ValueError, match="no"):
        await finished(work(ValueError("no")))
