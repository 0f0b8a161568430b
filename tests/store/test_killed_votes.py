"""A process that takes votes is killed with SIGKILL at random moments: whatever it was told is done is there.

It says nothing about a loss of power, which nothing but `synchronous = FULL` and the disk stand against.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLER = "tests.store.vote_and_die"


def killed(address: object, kills: int, *early: str) -> tuple[list[str], dict[str, int]]:
    """Return what was amiss, and the figures."""
    ran = subprocess.run(
        [sys.executable, "-m", KILLER, str(address), str(kills), *early],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3_600 if kills > 100 else 300,
    )
    assert ran.stderr == ""
    *amiss, figures = ran.stdout.splitlines()
    assert ran.returncode == bool(amiss)
    return amiss, json.loads(figures)


@pytest.mark.parametrize(("kills", "votes"), [(50, 500), pytest.param(1_000, 50_000, marks=pytest.mark.long)])
def test_no_acknowledged_vote_is_lost_or_doubled(
    sqlite_path: Path, kills: int, votes: int, capsys: pytest.CaptureFixture[str]
) -> None:
    amiss, figures = killed(sqlite_path, kills)
    if kills > 50:
        with capsys.disabled():
            sys.stdout.write(f"\nkilled on SQLite: {figures}\n")
    assert amiss == []
    assert figures["kills"] == kills
    assert figures["votes"] >= votes, "an idle process would have nothing to lose"
    assert figures["wishes"] > figures["withdrawn"] > 0


def test_nor_is_one_on_postgresql_whose_client_is_killed(postgres_address: str) -> None:
    amiss, figures = killed(postgres_address, 5)
    assert amiss == []
    assert figures["kills"] == 5
    assert figures["votes"] >= 50


def test_an_answer_before_the_commit_is_found_out(sqlite_path: Path) -> None:
    """The proof is worth something: the mistake it is there for does not get past it."""
    amiss, figures = killed(sqlite_path, 50, "early")
    assert amiss
    assert all(one.startswith("lost: ") for one in amiss), amiss
    assert figures["kills"] <= 50
