"""The bot is killed with SIGKILL while plays of trivia are underway: all go on, and no choice or point is lost."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from .play_and_die import Proof
from .rigging import ROOT, loopback_discord

pytestmark = pytest.mark.asyncio

MISTAKEN = Path(__file__).parent / "mistaken"


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
    assert not proof.amiss, "\n".join(proof.amiss[:20])
    assert violations == []
    assert proof.figures.kills == kills


@pytest.mark.parametrize(
    ("mistake", "found"),
    [("early", ("lost",)), pytest.param("apart", ("boards",), marks=pytest.mark.long)],
)
async def test_a_bot_that_keeps_plays_wrongly_is_found_out(
    tmp_path: Path, mistake: str, found: tuple[str, ...]
) -> None:
    """The proof is worth something: the mistakes it is there for do not get past it."""
    settings = {"MISTAKE": mistake, "PYTHONPATH": os.pathsep.join((str(MISTAKEN), str(ROOT)))}
    async with loopback_discord() as discord:
        proof = Proof(discord, tmp_path, seed=7, rounds=1, **settings)
        await proof.run(20)

    assert proof.amiss
    assert all(one.startswith(found) for one in proof.amiss), proof.amiss
