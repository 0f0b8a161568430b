"""Discord is put off where something takes long, and neither error comes before both are done."""

import asyncio

import pytest

from bot.ui import patience
from bot.ui.patience import in_time


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_PATIENCE_SECONDS", 0)


class Scene:
    """Something that is made for as long as Discord is being told, and a bit longer."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.telling, self.steps = asyncio.Event(), list[str]()

    async def make(self) -> str:
        await self.telling.wait()
        self.steps.append("made")
        if self.fails:
            raise ValueError("nothing made")
        return "it"

    async def put_off(self) -> None:
        self.telling.set()
        for _ in range(3):
            await asyncio.sleep(0)
        self.steps.append("told")

    async def fail_to_put_off(self) -> None:
        self.telling.set()
        raise OSError("not told")


async def test_what_is_late_is_told_and_then_made() -> None:
    scene = Scene()
    assert await in_time(scene.make(), scene.put_off) == "it"
    assert scene.steps == ["made", "told"]


async def test_what_is_made_at_once_tells_nobody() -> None:
    scene = Scene()
    scene.telling.set()
    assert await in_time(scene.make(), scene.put_off) == "it"
    await asyncio.sleep(0)
    assert scene.steps == ["made"]


async def test_an_error_waits_until_discord_is_told() -> None:
    scene = Scene(fails=True)
    with pytest.raises(ValueError, match="nothing made"):
        await in_time(scene.make(), scene.put_off)
    assert scene.steps == ["made", "told"]


async def test_that_discord_could_not_be_told_is_raised_when_it_is_made() -> None:
    scene = Scene()
    with pytest.raises(OSError, match="not told"):
        await in_time(scene.make(), scene.fail_to_put_off)
    assert scene.steps == ["made"]
