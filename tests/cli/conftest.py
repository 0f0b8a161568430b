"""The `gueststar` command, run in this process on a database with the shipped facts."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main

SHIPPED = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def shipped_database(tmp_path_factory) -> Path:
    """A database with the shipped facts, made once."""
    return tmp_path_factory.mktemp("database") / "gueststar.db"


Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def gueststar(monkeypatch, capsys, shipped_database: Path) -> Run:
    """Run the command; returns exit code, standard output and standard error."""

    def run(*arguments: str, **environment: str) -> Ran:
        settings = {"GUESTSTAR_DATABASE": str(shipped_database), "GUESTSTAR_FACTS": str(SHIPPED)} | environment
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["gueststar", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run
