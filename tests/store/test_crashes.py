"""A process that replaces packs is killed with SIGKILL at a random moment: the old pack is there, or the new one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLER = "tests.store.replace_and_die"


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_replacement_leaves_one_whole_pack(address: str, kills: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", KILLER, address, str(kills)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["whole"] * kills
