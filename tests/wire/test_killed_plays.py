"""The bot is killed with SIGKILL while plays of trivia are underway: all go on, and no choice or point is lost."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from .play_and_die import Proof
from .rigging import loopback_discord

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(("kills", "rounds"), [(10, 2), pytest.param(100, 3, marks=pytest.mark.long)])
async def test_no_play_is_stuck_and_no_point_lost_or_doubled(
    tmp_path: Path, kills: int, rounds: int, capsys: pytest.CaptureFixture[str]
) -> None:
    async with loopback_discord() as discord:
        proof = Proof(discord, tmp_path, seed=20261123, rounds=rounds)
        await proof.run(kills)
        violations = discord.violations

    with capsys.disabled():
        sys.stdout.write(f"\nkilled while playing: {json.dumps(asdict(proof.figures))}\n")
    assert proof.amiss == []
    assert violations == []
    assert proof.figures.kills == kills
