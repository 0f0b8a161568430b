"""`gueststar source`, `data fixes` and `data stats` as those who keep the facts run them."""

import asyncio
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.stats import BEGIN, END, markdown_of, put_into, read_statistics
from bot.domain.errors import UserError
from bot.domain.fixes import Report, Sender, Subject
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.store.database import Statement
from bot.store.fixes import FixesStore
from bot.store.opening import open_database
from tests.cli.conftest import SHIPPED, Run

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SAGA = UniverseId("defenders-saga")
CLAIRE = Report(Subject(SAGA, CharacterId("claire-temple"), TitleId("the-punisher")), "She is.\nReally.", "1x05")
VAGUE = Report(Subject(), '"Zoë" = [[sources]] #', "https://example.org/?a=b#c")


@pytest.fixture
def sent(tmp_path: Path) -> dict[str, str]:
    """A database of its own with two fixes, as the environment that names it."""
    path = tmp_path / "fixes.db"
    asyncio.run(_send(path))
    return {"GUESTSTAR_DATABASE": str(path)}


async def _send(path: Path) -> None:
    database = await open_database(path)
    for number, report in enumerate((CLAIRE, VAGUE), 1):
        await FixesStore(database).record(report, Sender(InteractionId(number), UserId(number), None), NOON)
    await database.close()


async def _tamper(path: str) -> None:
    database = await open_database(path)
    hostile = {"claim": "\x1b[31mred\x07\u202e\nid = 1\r# x", "origin": "\x9b2J\u2028x"}
    await database.write(Statement("UPDATE fixes SET claim = :claim, origin = :origin", hostile))
    await database.close()


def test_fixes_are_listed_as_text_and_json_without_who_sent_them(gueststar: Run, sent: dict[str, str]) -> None:
    code, out, err = gueststar("data", "fixes", **sent)
    assert (code, err) == (0, "")
    assert "fix 1, 2026-11-22 12:00 UTC: defenders-saga, claire-temple, the-punisher\n  She is.\n  Really.\n" in out
    assert "2 open." in out
    _, out, _ = gueststar("data", "fixes", "--json", **sent)
    listed = json.loads(out)
    assert listed["fixes"][0] == {
        "id": 1,
        "received_at": "2026-11-22T12:00:00+00:00",
        "universe": "defenders-saga",
        "character": "claire-temple",
        "title": "the-punisher",
        "claim": "She is.\nReally.",
        "origin": "1x05",
    }
    assert [one["id"] for one in listed["fixes"]] == [1, 2]
    _, out, _ = gueststar("data", "fixes", "--json", "--universe", "defenders-saga", **sent)
    assert [one["id"] for one in json.loads(out)["fixes"]] == [1]
    assert gueststar("data", "fixes", "--universe", "buffyverse", **sent)[0] == 1


def test_a_fix_is_closed_once(gueststar: Run, sent: dict[str, str]) -> None:
    assert gueststar("data", "fixes", "--done", "1", **sent)[:2] == (0, "Fix 1 is closed.\n")
    code, _, err = gueststar("data", "fixes", "--done", "1", **sent)
    assert code == 1
    assert err.startswith("There is no open fix 1;")
    assert [one["id"] for one in json.loads(gueststar("data", "fixes", "--json", **sent)[1])["fixes"]] == [2]


def test_the_patch_is_toml(gueststar: Run, sent: dict[str, str]) -> None:
    _, out, _ = gueststar("data", "fixes", "--patch", **sent)
    assert [source["id"] for source in tomllib.loads(out)["sources"]] == ["fan-1"]
    assert '#   "Zoë" = [[sources]] #' in out


@pytest.mark.parametrize("option", [(), ("--json",), ("--patch",)])
def test_nothing_reaches_a_terminal_that_it_would_obey(
    gueststar: Run, sent: dict[str, str], option: tuple[str]
) -> None:
    asyncio.run(_tamper(sent["GUESTSTAR_DATABASE"]))
    code, out, _ = gueststar("data", "fixes", *option, **sent)
    assert code == 0
    assert not [one for one in out if one != "\n" and not one.isprintable()]


def test_while_a_bot_runs_the_list_is_read_and_closing_waits(gueststar: Run, sent: dict[str, str]) -> None:
    gueststar("data", "load", **sent)
    loop = asyncio.new_event_loop()
    running = loop.run_until_complete(open_database(sent["GUESTSTAR_DATABASE"]))
    try:
        assert "2 open." in gueststar("data", "fixes", **sent)[1]
        code, _, err = gueststar("data", "fixes", "--done", "1", **sent)
        assert code == 1
        assert "stop that one first" in err
        assert len(err.splitlines()) == 1
    finally:
        loop.run_until_complete(running.close())
        loop.close()


@pytest.mark.parametrize("options", [("--json", "--patch"), ("--done", "1", "--json"), ("--done", "0")])
def test_what_does_not_go_together_is_wrong_usage(gueststar: Run, options: tuple[str, ...]) -> None:
    assert gueststar("data", "fixes", *options)[0] == 2


def test_source_is_the_documented_json(gueststar: Run) -> None:
    code, out, _ = gueststar("source", "Claire Temple", "--in", "Jessica Jones", "--season", "1", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == [
        "universe", "version", "as_of", "character", "title", "season", "episode", "sources", "count",
    ]  # fmt: skip
    assert (answer["character"]["id"], answer["title"], answer["season"]) == ("claire-temple", "jessica-jones", 1)
    assert list(answer["count"]) == ["sources", "appearances", "unverified"]
    assert list(answer["sources"][0]) == ["id", "name", "url", "read", "states", "backs"]
    backed = [place for source in answer["sources"] for place in source["backs"]]
    assert {(place["title"], place["season"]) for place in backed} == {("jessica-jones", 1)}
    assert list(backed[0]) == ["title", "season", "episodes", "confidence"]


def test_source_is_text_as_well_and_its_mistakes_are_one_sentence(gueststar: Run) -> None:
    code, out, err = gueststar("source", "Claire Temple", "--in", "Jessica Jones")
    assert (code, err) == (0, "")
    assert "Claire Temple in Jessica Jones, how we know:" in out
    assert "  says: " in out
    for wrong in (("Claire Temple", "--season", "1"), ("nobody at all",)):
        code, out, err = gueststar("source", *wrong)
        assert (code, out, len(err.splitlines())) == (1, "", 1)


def test_source_as_of_a_day_knows_nothing_later(gueststar: Run) -> None:
    _, out, _ = gueststar("source", "Claire Temple", "--as-of", "2015-12-31", "--json")
    titles = {place["title"] for source in json.loads(out)["sources"] for place in source["backs"]}
    assert titles == {"daredevil", "jessica-jones"}


def test_stats_are_the_documented_json_and_add_up(gueststar: Run) -> None:
    (universe,) = json.loads(gueststar("data", "stats", "--json")[1])["universes"]
    assert list(universe) == [
        "universe", "version", "characters", "appearances", "sourced", "meetings", "crossovers", "crossovers_sourced",
        "crossovers_sourced_percent", "places",
    ]  # fmt: skip
    for name in ("appearances", "crossovers", "crossovers_sourced"):
        assert universe[name] == sum(place[name] for place in universe["places"])
    for place in universe["places"]:
        assert sum(place["precision"].values()) == sum(place["confidence"].values()) == place["appearances"]


def test_stats_show_every_netflix_season_and_what_is_asked_of_the_pack(gueststar: Run) -> None:
    (universe,) = json.loads(gueststar("data", "stats", "--json")[1])["universes"]
    seasons = {(place["title"], place["season"]) for place in universe["places"]}
    netflix = {
        "daredevil": 3,
        "jessica-jones": 3,
        "luke-cage": 2,
        "iron-fist": 2,
        "the-defenders": 1,
        "the-punisher": 2,
    }
    assert {(title, season) for title, last in netflix.items() for season in range(1, last + 1)} <= seasons
    assert universe["characters"] >= 200
    assert universe["crossovers_sourced_percent"] >= 80


def test_stats_are_a_table_of_one_pack_too(gueststar: Run) -> None:
    code, out, err = gueststar("data", "stats", str(SHIPPED / "defenders-saga"))
    assert (code, err) == (0, "")
    assert "Jessica Jones" in out


def test_the_readme_shows_the_facts_as_they_are() -> None:
    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    table = markdown_of(read_statistics([SHIPPED / "defenders-saga"]))
    assert put_into(readme, table) == readme, "run scripts/stats"


def test_the_table_goes_between_its_markers_and_nowhere_else(gueststar: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"a\n{BEGIN}\nold\n{END}\nb\n", encoding="utf-8")
    assert gueststar("data", "stats", "--into", str(page))[0] == 0
    once = page.read_text(encoding="utf-8")
    assert once.startswith(f"a\n{BEGIN}\nDefenders Saga")
    assert once.endswith(f" |\n{END}\nb\n")
    gueststar("data", "stats", "--into", str(page))
    assert page.read_text(encoding="utf-8") == once
    assert once.split(f"{BEGIN}\n")[1].split(END)[0] == gueststar("data", "stats", "--markdown")[1]
    with pytest.raises(UserError, match="needs one line"):
        put_into("no markers", "table")
