"""What must hold of the whole, that no author has to remember."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import simcord

from bot.client import EXTENSIONS
from bot.settings import VARIABLES

ROOT = Path(__file__).parents[1]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
CODE = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")])


def test_every_cog_is_loaded() -> None:
    assert sorted(EXTENSIONS) == sorted(
        f"cogs.{path.stem}" for path in ROOT.glob("cogs/*.py") if path.stem != "__init__"
    )


async def test_every_command_and_option_is_described_within_discords_limits(simcord_env: simcord.Env) -> None:
    commands = [command.to_dict(simcord_env.bot.tree) for command in simcord_env.bot.tree.get_commands()]
    assert len(commands) == 16
    for command in commands:
        assert re.fullmatch(r"[a-z-]{1,32}", command["name"])
        assert 20 <= len(command["description"]) <= 100
        assert len(command["options"]) <= 25
        for option in command["options"]:
            assert 1 < len(option["description"]) <= 100
            assert option["description"] != "…"
            assert len(option.get("choices", ())) <= 25


async def test_commands_work_in_servers_in_messages_and_for_a_persons_own_app(simcord_env: simcord.Env) -> None:
    for command in simcord_env.bot.tree.get_commands():
        payload = command.to_dict(simcord_env.bot.tree)
        assert sorted(payload["integration_types"]) == [0, 1]
        assert sorted(payload["contexts"]) == [0, 1, 2]


async def test_every_command_with_its_options_stands_in_the_readme(simcord_env: simcord.Env) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in simcord_env.bot.tree.get_commands():
        payload = command.to_dict(simcord_env.bot.tree)
        options = (option["name"] if option["required"] else f"[{option['name']}]" for option in payload["options"])
        assert f"`{' '.join(['/' + payload['name'], *options])}`" in readme


def test_the_bot_asks_for_no_intent_and_forbids_every_ping(simcord_bot) -> None:
    assert simcord_bot.intents.value == 0
    assert simcord_bot.allowed_mentions.to_dict() == {"parse": []}


def test_env_example_states_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    stated = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert stated == dict(VARIABLES)


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in readme] == []


def test_at_most_two_fifths_of_the_code_sit_in_files_that_know_discord() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    knowing = [
        path
        for path in CODE
        if re.search(r"^\s*(import|from) discord\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    share = sum(lines[path] for path in knowing) / sum(lines.values())
    assert share <= 0.4, f"{share:.0%}"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_is_explained_in_one_sentence_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert len(text.splitlines()) <= 400


def test_locks_pin_hashes_and_name_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")


def test_import_contracts_hold() -> None:
    ran = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_no_data_folder_holds_python() -> None:
    assert list(ROOT.glob("data/**/*.py")) == []
