"""What must hold of the whole, that no author has to remember."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import simcord
from discord import AppCommandType, app_commands

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
    commands = _commands(simcord_env)
    assert len(commands) == 50
    for name, command in commands:
        assert re.fullmatch(r"[a-z-]{1,32}( [a-z]{1,32})?", name)
        assert 20 <= len(command["description"]) <= 100
        assert len(command["options"]) <= 25
        for option in command["options"]:
            assert 1 < len(option["description"]) <= 100
            assert option["description"] != "…"
            assert len(option.get("choices", ())) <= 25


async def test_look_ups_work_everywhere_wishes_and_trivia_in_servers(simcord_env: simcord.Env) -> None:
    of_servers = set()
    for command in simcord_env.bot.tree.get_commands():
        payload = command.to_dict(simcord_env.bot.tree)
        if payload["integration_types"] == [0]:
            assert payload["contexts"] == [0]
            of_servers.add(payload["name"])
        else:
            assert sorted(payload["integration_types"]) == [0, 1]
            assert sorted(payload["contexts"]) == [0, 1, 2]
    assert of_servers == {"wish", "wish-admin", "trivia", "trivia-admin", "config", "Make this a wish"}


async def test_every_command_with_its_options_stands_in_the_readme(simcord_env: simcord.Env) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = []
    for name, payload in _commands(simcord_env):
        options = (option["name"] if option["required"] else f"[{option['name']}]" for option in payload["options"])
        line = f"`{' '.join(['/' + name, *options])}`"
        if line not in readme:
            missing.append(line)
    assert missing == []
    menus = simcord_env.bot.tree.get_commands(type=AppCommandType.message)
    assert [menu.name for menu in menus if f'"{menu.name}"' not in readme] == []


def _commands(env: simcord.Env) -> list[tuple[str, dict[str, Any]]]:
    """Return the slash commands that can be sent, those within a group by both names."""
    tree = env.bot.tree
    found = tree.walk_commands(type=AppCommandType.chat_input)
    return [(one.qualified_name, one.to_dict(tree)) for one in found if not isinstance(one, app_commands.Group)]


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
