"""What people get to keep: one file, complete, harmless and of a size that Discord takes."""

import asyncio
import csv
import io
import json
import random
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.identities import UserId
from bot.domain.personal_data import Cell, Holdings, Sheet
from bot.domain.table_cells import unharmed
from bot.services import privacy as privacy_module
from bot.services.lookups import Lookups
from bot.services.personal_archive import archive_of
from bot.services.privacy import MOST_BYTES, MOST_ROWS, Privacy

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = UserId(2**62 + 1)
FIX_COLUMNS = ("id", "universe_id", "character_id", "title_id", "claim")
WANTED = ("who", "who_universe", "who_id", "into_title", "into_universe", "into_id", "beside", "beside_universe")
VOTE_COLUMNS = ("guild_id", "number", *WANTED, "beside_id", "occasion", "value", "voted_at", "via", "interaction_id")


class Shelves:
    """A store with given tables."""

    def __init__(self, *sheets: Sheet) -> None:
        self.kept = sheets
        self.hidden = False

    async def holdings(self, person: UserId) -> Holdings:
        return Holdings(votes=sum(len(sheet.rows) for sheet in self.kept))

    async def sheets(self, person: UserId) -> tuple[Sheet, ...]:
        return self.kept

    async def set_hidden(self, person: UserId, now: datetime, *, hidden: bool) -> bool:
        before, self.hidden = self.hidden, hidden
        return before is not hidden

    async def forget(self, person: UserId, now: datetime) -> Holdings:
        there_was = await self.holdings(person)
        self.kept = ()
        return there_was


def unpacked(archive: bytes | None) -> dict[str, str]:
    assert archive is not None
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name).decode() for name in opened.namelist()}


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_file_has_json_and_a_csv_a_table() -> None:
    rows = [(5, "née “Zoë”\n=1+1", None, 2**60 + 1), (6, "-", 7, None)]
    sheets = [Sheet("wishes", ("number", "why", "merged_into", "guild_id"), rows), Sheet("votes", ("number",), [])]
    files = unpacked(archive_of(ANA, sheets, NOON))
    assert list(files) == ["gueststar.json", "wishes.csv", "votes.csv"]
    assert json.loads(files["gueststar.json"]) == {
        "person_id": str(ANA),
        "exported_at": "2026-11-22T12:00:00+00:00",
        "wishes": [
            {"number": 5, "why": "née “Zoë”\n=1+1", "merged_into": None, "guild_id": str(2**60 + 1)},
            {"number": 6, "why": "-", "merged_into": 7, "guild_id": None},
        ],
        "votes": [],
    }
    assert read_csv(files["wishes.csv"]) == [
        ["number", "why", "merged_into", "guild_id"],
        ["5", "née “Zoë”\n=1+1", "", str(2**60 + 1)],
        ["6", "'-", "7", ""],
    ]
    assert read_csv(files["votes.csv"]) == [["number"]]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r")), max_size=5))
def test_no_cell_is_a_formula_and_every_text_can_be_had_back(texts: list[str]) -> None:
    files = unpacked(archive_of(ANA, [Sheet("fixes", ("claim",), [(text,) for text in texts])], NOON))
    cells = [row[0] if row else "" for row in read_csv(files["fixes.csv"])[1:]]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) for cell in cells)
    assert [unharmed(cell) for cell in cells] == texts
    assert [one["claim"] for one in json.loads(files["gueststar.json"])["fixes"]] == texts


async def test_fixes_have_the_names_that_the_facts_know(lookups: Lookups) -> None:
    rows: list[Sequence[Cell]] = [
        (1, "harbour", "mara-quill", "jane-doe", "wrong"),
        (2, "harbour", "nobody", None, "wrong"),
        (3, None, None, None, "wrong"),
    ]
    files = unpacked(await Privacy(lookups, Shelves(Sheet("fixes", FIX_COLUMNS, rows))).export(ANA, NOON))
    assert [row[-2:] for row in read_csv(files["fixes.csv"])] == [
        ["character", "title"],
        ["Mara Quill", "Jane Doe"],
        ["", ""],
        ["", ""],
    ]


async def test_of_whom_nothing_is_stored_there_is_no_file(lookups: Lookups) -> None:
    assert await Privacy(lookups, Shelves()).export(ANA, NOON) is None
    assert await Privacy(lookups).export(ANA, NOON) is None


def votes(count: int) -> Sheet:
    rng = random.Random(5)

    def named() -> tuple[str, str, str]:
        name = f"Character {rng.randrange(400)}"
        return name, "defenders-saga", name.lower().replace(" ", "-")

    def row(number: int) -> tuple[Cell, ...]:
        at = NOON - timedelta(seconds=rng.random() * 3e7)
        interaction = (int(at.timestamp() * 1000) - 1_420_070_400_000 << 22) | rng.getrandbits(22)
        moment = at.isoformat(timespec="microseconds")
        place = (2**60 + number % 10, number)
        return (*place, *named(), *named(), None, None, None, "first", rng.choice((1, -1)), moment, None, interaction)

    return Sheet("votes", VOTE_COLUMNS, [row(number) for number in range(count)])


async def test_a_hundred_thousand_votes_fit_into_a_message_and_keep_nobody_waiting(lookups: Lookups) -> None:
    privacy = Privacy(lookups, Shelves(votes(100_000)))
    making = asyncio.create_task(privacy.export(ANA, NOON))
    longest = 0.0
    while not making.done():
        begun = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - begun)
    archive = await making
    assert archive is not None
    assert len(archive) < MOST_BYTES
    assert longest < 1
    assert unpacked(archive)["votes.csv"].count("\n") == 100_001


async def test_more_than_a_message_takes_is_refused_in_one_sentence(
    lookups: Lookups, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = Shelves(Sheet("votes", ("number",), range(MOST_ROWS + 1)))  # type: ignore[arg-type]
    with pytest.raises(UserError, match=r"^Too much is stored of you .*\.$"):
        await Privacy(lookups, many).export(ANA, NOON)
    monkeypatch.setattr(privacy_module, "MOST_BYTES", 100)
    with pytest.raises(UserError, match="Too much"):
        await Privacy(lookups, Shelves(votes(10))).export(ANA, NOON)


async def test_what_is_asked_for_is_done(lookups: Lookups) -> None:
    privacy = Privacy(lookups, Shelves(votes(3)))
    assert await privacy.holdings(ANA) == Holdings(votes=3)
    assert await privacy.set_hidden(ANA, NOON, hidden=True) is True
    assert await privacy.set_hidden(ANA, NOON, hidden=True) is False
    assert await privacy.forget(ANA, NOON) == Holdings(votes=3)
    assert await privacy.forget(ANA, NOON) == Holdings()


async def test_without_a_database_nothing_is_stored_and_nothing_can_be_changed(lookups: Lookups) -> None:
    privacy = Privacy(lookups)
    assert await privacy.holdings(ANA) == Holdings()
    with pytest.raises(UserError, match="stores nothing about people"):
        await privacy.forget(ANA, NOON)
    with pytest.raises(UserError, match="stores nothing about people"):
        await privacy.set_hidden(ANA, NOON, hidden=True)
