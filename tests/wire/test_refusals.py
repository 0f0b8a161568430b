"""A start that cannot succeed: one sentence on standard error, mostly exit code 78, and Discord never hears of it."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from .process import COMPLAINTS, failing_start, running_bot
from .rigging import ROOT, Discord, loopback_discord

pytestmark = pytest.mark.asyncio(loop_scope="module")

_CONFIGURATION = 78
_MAY_BE_TRIED_AGAIN = 1


@pytest_asyncio.fixture(loop_scope="module")
async def discord() -> AsyncIterator[Discord]:
    """A Discord of the test's own."""
    async with loopback_discord() as discord:
        yield discord


def _directory(folder: Path) -> dict[str, str]:
    return {"GUESTSTAR_DATABASE": str(folder)}


def _garbage(folder: Path) -> dict[str, str]:
    (folder / "garbage.db").write_bytes(b"this is no database" * 1_000)
    return {"GUESTSTAR_DATABASE": str(folder / "garbage.db")}


def _another_programs(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "other.db")) as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
        connection.commit()
    return {"GUESTSTAR_DATABASE": str(folder / "other.db")}


def _under_a_file(folder: Path) -> dict[str, str]:
    (folder / "file").write_text("")
    return {"GUESTSTAR_DATABASE": str(folder / "file" / "gueststar.db")}


def _broken_pack(folder: Path) -> dict[str, str]:
    shutil.copytree(ROOT / "data", folder / "facts")
    characters = folder / "facts" / "defenders-saga" / "characters.toml"
    text = characters.read_text(encoding="utf-8")
    characters.write_text(text.replace('home = "daredevil"', 'home = "nowhere"', 1), encoding="utf-8")
    return {"GUESTSTAR_FACTS": str(folder / "facts")}


def _pack_that_is_no_toml(folder: Path) -> dict[str, str]:
    shutil.copytree(ROOT / "data", folder / "facts")
    (folder / "facts" / "defenders-saga" / "sources.toml").write_bytes(b"\xff\xfe[[")
    return {"GUESTSTAR_FACTS": str(folder / "facts")}


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (lambda _: {"DISCORD_TOKEN": ""}, "gueststar demo"),
        (lambda _: {"DISCORD_TOKEN": "two words"}, "DISCORD_TOKEN"),
        (lambda _: {"GUESTSTAR_DISCORD_API": "ftp://example.org"}, "GUESTSTAR_DISCORD_API"),
        (lambda _: {"GUESTSTAR_LOG_LEVEL": "LOUD"}, "GUESTSTAR_LOG_LEVEL"),
        (_directory, "folder"),
        (_garbage, "garbage.db"),
        (_another_programs, "other.db"),
        (_under_a_file, "gueststar.db"),
        (_broken_pack, "gueststar data check"),
        (_pack_that_is_no_toml, "sources.toml"),
    ],
    ids=lambda one: one.__name__.strip("_") if callable(one) and one.__name__ != "<lambda>" else None,
)
async def test_what_stands_in_the_way_is_one_sentence_and_discord_never_hears_of_it(
    discord: Discord, tmp_path: Path, prepare: Callable[[Path], dict[str, str]], told: str
) -> None:
    code, said, complained = await failing_start(discord, tmp_path, **prepare(tmp_path))

    assert (code, said) == (_CONFIGURATION, "")
    assert len(complained.splitlines()) == 1
    assert told in complained
    assert "first_request" not in discord.marks


async def test_a_database_from_a_newer_version_is_left_alone(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path) as bot:
        assert await bot.end() == 0
    with closing(sqlite3.connect(tmp_path / "gueststar.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    discord.marks.clear()

    code, said, complained = await failing_start(discord, tmp_path)

    assert (code, said) == (_CONFIGURATION, "")
    assert len(complained.splitlines()) == 1
    assert "newer version" in complained
    assert "first_request" not in discord.marks


async def test_a_second_process_on_the_same_database_is_refused_for_now(discord: Discord, tmp_path: Path) -> None:
    async with running_bot(discord, tmp_path) as bot:
        discord.marks.clear()

        code, said, complained = await failing_start(discord, tmp_path)

        assert (code, said) == (_MAY_BE_TRIED_AGAIN, "")
        assert len(complained.splitlines()) == 1
        assert f"process {bot.process.pid}" in complained
        assert "first_request" not in discord.marks


async def test_a_token_that_discord_refuses_is_explained(discord: Discord, tmp_path: Path) -> None:
    discord.fail(match="GET /users/@me", kind="401")

    code, said, complained = await failing_start(discord, tmp_path)

    assert (code, said) == (_CONFIGURATION, "")
    assert "DISCORD_TOKEN" in complained.splitlines()[-1]
    assert [complaint for complaint in COMPLAINTS if complaint in complained] == []
    assert "identify" not in discord.counts


async def test_a_token_that_the_gateway_refuses_is_explained(discord: Discord, tmp_path: Path) -> None:
    discord.server.token = "another-token"

    code, said, complained = await failing_start(discord, tmp_path)

    assert (code, said) == (_CONFIGURATION, "")
    assert "DISCORD_TOKEN" in complained.splitlines()[-1]
    assert [complaint for complaint in COMPLAINTS if complaint in complained] == []


async def test_an_address_at_which_no_discord_is_says_so_and_may_be_tried_again(
    discord: Discord, tmp_path: Path
) -> None:
    settings = {"GUESTSTAR_DISCORD_API": "http://127.0.0.1:9/api/v10"}

    code, said, complained = await failing_start(discord, tmp_path, **settings)

    assert (code, said) == (_MAY_BE_TRIED_AGAIN, "")
    assert "127.0.0.1:9" in complained.splitlines()[-1]
