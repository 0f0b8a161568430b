"""`gueststar wishes` as those who keep the bot read it: who voted is never shown, and nothing is written."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.domain.identities import GuildId
from bot.domain.pack import UniverseId
from bot.domain.wishes import Manner, Named, Wanted, Wording
from bot.store.opening import open_database
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.cli.conftest import Run
from tests.store.wish_making import GUILD, NOON, OTHER_GUILD, actor, change, hash_of, person

SAGA = UniverseId("defenders-saga")
MATT = Named("Matt Murdock", SAGA, "matt-murdock")
IN_JONES = Wanted(MATT, Named("Jessica Jones", SAGA, "jessica-jones"))
FREE = Wanted(Named("Ann\x1b[31m"), Named("A Free Title"))


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, str]:
    """A database of its own with wishes of two servers, as the environment that names it."""
    path = tmp_path / "wishes.db"
    asyncio.run(_keep(path))
    return {"GUESTSTAR_DATABASE": str(path)}


async def _keep(path: Path) -> None:
    database = await open_database(path)
    wishes, votes = WishesStore(database), VotesStore(database)
    for guild, wanted in ((GUILD, IN_JONES), (GUILD, FREE), (OTHER_GUILD, IN_JONES)):
        said = Wording("It is time.\nReally.", Manner.CAMEO, spoiler=True)
        added = await wishes.add(wanted, said, actor(1, guild), hash_of(1), NOON)
        assert added.wish
        for number in (2, 3):
            await votes.vote(added.wish.number, 1 if number == 2 else -1, actor(number, guild), hash_of(number), NOON)
    await votes.vote(added.wish.number, 1, actor(4, GuildId(OTHER_GUILD)), hash_of(4), NOON)
    for guild in (GUILD, OTHER_GUILD):
        await change(database, guild, shared=1)
    await database.close()


def answer(gueststar: Run, kept: dict[str, str], *arguments: str) -> dict:
    code, out, err = gueststar("wishes", *arguments, "--json", **kept)
    assert (code, err) == (0, "")
    assert not any(str(person(number)) in out for number in range(1, 5))
    return json.loads(out)


def test_servers_are_listed(gueststar: Run, kept: dict[str, str]) -> None:
    assert answer(gueststar, kept, "servers") == {
        "servers": [
            {"id": str(GUILD), "wishes": 2, "votes": 4},
            {"id": str(OTHER_GUILD), "wishes": 1, "votes": 3},
        ]
    }
    _, out, _ = gueststar("wishes", "servers", **kept)
    assert out == f"{GUILD}: 2 wishes, 4 votes\n{OTHER_GUILD}: 1 wishes, 3 votes\n"


def test_the_wishes_of_a_server_are_listed(gueststar: Run, kept: dict[str, str]) -> None:
    listed = answer(gueststar, kept, "list", "--server", str(GUILD), "--sort", "new")
    assert listed["server"] == str(GUILD)
    assert [one["number"] for one in listed["wishes"]] == [2, 1]
    assert listed["wishes"][1] == {
        "number": 1,
        "state": "open",
        "who": {"name": "Matt Murdock", "universe": "defenders-saga", "id": "matt-murdock"},
        "into": {"name": "Jessica Jones", "universe": "defenders-saga", "id": "jessica-jones"},
        "beside": None,
        "occasion": "first",
        "ups": 1,
        "downs": 1,
        "score": 0.0945,
        "made_at": "2026-11-22T12:00:00+00:00",
    }
    _, out, _ = gueststar("wishes", "list", "--server", str(GUILD), **kept)
    assert "Matt Murdock in Jessica Jones (first)" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("sort", ["hot", "top", "new", "closest"])
def test_every_order_is_taken(gueststar: Run, kept: dict[str, str], sort: str) -> None:
    listed = answer(gueststar, kept, "list", "--server", str(GUILD), "--sort", sort)
    assert len(listed["wishes"]) == 2
    if sort == "closest":
        assert listed["wishes"][0]["number"] == 1


def test_the_top_over_all_servers_adds_up_facts_alone(gueststar: Run, kept: dict[str, str]) -> None:
    (one,) = answer(gueststar, kept, "top")["wishes"]
    assert (one["who"]["id"], one["ups"], one["downs"], one["servers"]) == ("matt-murdock", 3, 2, 2)
    _, out, _ = gueststar("wishes", "top", **kept)
    assert "Matt Murdock in Jessica Jones (first) (2 servers)" in out
    assert "Free Title" not in out


def test_one_wish_is_shown_without_its_author(gueststar: Run, kept: dict[str, str]) -> None:
    wish = answer(gueststar, kept, "show", "1", "--server", str(GUILD))
    assert (wish["why"], wish["manner"], wish["spoiler"], wish["came_true"]) == (
        "It is time.\nReally.",
        "cameo",
        True,
        None,
    )
    assert not any("author" in name for name in wish)
    _, out, _ = gueststar("wishes", "show", "2", "--server", str(GUILD), **kept)
    assert out.splitlines()[2:] == ["It is time.", "Really."]
    assert "\x1b" not in out


def test_what_is_not_there_is_told(gueststar: Run, kept: dict[str, str]) -> None:
    code, out, err = gueststar("wishes", "show", "9", "--server", str(GUILD), **kept)
    assert (code, out) == (1, "")
    assert err.startswith(f"Server {GUILD} has no wish 9;")
    code, _, err = gueststar("wishes", "list", "--server", "77", **kept)
    assert (code, err) == (1, "There is none.\n")
    code, out, _ = gueststar("wishes", "list", "--server", str(GUILD), "--state", "merged", "--json", **kept)
    assert (code, json.loads(out)["wishes"]) == (1, [])


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
def test_a_number_that_is_none_is_told(gueststar: Run, kept: dict[str, str], number: str) -> None:
    assert gueststar("wishes", "show", number, "--server", str(GUILD), **kept)[0] != 0


@pytest.mark.parametrize("server", ["-1", "0", "99999999999999999999"])
def test_a_server_that_cannot_be_is_told(gueststar: Run, kept: dict[str, str], server: str) -> None:
    code, _, err = gueststar("wishes", "list", "--server", server, **kept)
    assert code != 0
    assert "Traceback" not in err
