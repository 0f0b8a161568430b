"""probe"""
import time
from collections.abc import Callable
import pytest
from bot.client import Client
from tests.cogs.wish_stage import Stage, forging, shown

@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()

async def test_probe(stage: Stage, forged) -> None:
    message = await forged(stage.channel, "w1:up:1:AAAAAAAAAAA")
    for n in (200, 800):
        b = time.monotonic()
        for i in range(n):
            with forging(stage.env, lambda payload: payload["data"].update(custom_id=f"w1:up:{i+1}:AAAAAAAAAAA")):
                r = await stage.ben.click(message, custom_id="w1:up:1:AAAAAAAAAAA")
            assert r.ephemeral
        print(n, (time.monotonic()-b)/n*1e3, "ms each", shown(r.response))
    # without settling
    env = stage.env
    from types import MethodType
    b = time.monotonic()
    async def later(**_): return None
    done=[]
    for batch in range(4):
        env._settle_internal = later
        for i in range(200):
            with forging(stage.env, lambda payload: payload["data"].update(custom_id=f"w1:up:{i+1}:AAAAAAAAAAA")):
                done.append(await stage.ben.click(message, custom_id="w1:up:1:AAAAAAAAAAA"))
        del env._settle_internal
        await env.settle()
    print("batched", (time.monotonic()-b)/800*1e3, [r.ephemeral for r in done].count(True))
