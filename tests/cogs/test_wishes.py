"""`/wish` as people use it: the real bot, a simulated Discord, a real database."""

from collections.abc import Callable

import pytest

from bot.client import Client
from tests.cogs.wish_stage import Stage, press_of, shown
from tests.store.wish_making import DRIFT


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def test_a_wish_is_made_voted_on_and_shown(stage: Stage) -> None:
    made = await stage.add(stage.ana)
    assert not made.ephemeral
    text = shown(made.response)
    for said in ("Jane Doe in The Ferry", "They would be great together.", "As a cameo", "No votes yet", "wish 1"):
        assert said in text, text
    card = made.response
    up = press_of(card, "Up")
    await stage.ben.click(card, custom_id=up)
    assert "1 for, 0 against" in shown(stage.channel.history()[-1])
    await stage.chidi.click(stage.channel.history()[-1], custom_id=press_of(card, "Down"))
    assert "1 for, 1 against" in shown(stage.channel.history()[-1])
    own = await stage.ana.click(stage.channel.history()[-1], custom_id=up)
    assert own.ephemeral
    assert "your own" in shown(own.response)
    assert await stage.rows(DRIFT) == []
