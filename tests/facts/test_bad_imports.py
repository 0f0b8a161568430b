"""Tables that are wrong or hostile: what is told of them, and that nothing in a file can do harm."""

import csv
import gzip
import json
import random
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.facts import importing_files, importing_rows
from bot.facts.findings import MOST_LISTED
from bot.facts.importing import Instructions
from bot.facts.importing_errors import UnfitImport, WrongColumns
from tests.facts.tables import HEADER, advice, imported, rows_of

# What is bad


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",,Pier,,,,,,", "name the character"),
        ("\u200b,,Pier,,,,,,", "name the character"),
        ("Ada,,,,,,,,", "name the title"),
        ("Ada,,Pier,,one,,,,", "write the season as a number"),
        ("Ada,,Pier,,-1,,,,", "write the season as a number"),
        ("Ada,,Pier,,1000,,,,", "write the season as a number"),
        ("Ada,,Pier,,1,0,,,", "write the episode as a number"),
        ("Ada,,Pier,,1,10000,,,", "write the episode as a number"),
        ("Ada,,Pier,,1,1.5,,,", "write the episode as a number"),
        ("Ada,,Pier,,1,٣,,,", "write the episode as a number"),
        ("Ada,,Pier,,,5,,,", "name the season of episode 5"),
        ("Ada,,Pier,,1,1,,01.04.2015,", "write the day of release as"),
        ("Ada,,Pier,,1,1,,2015-02-30,", "write the day of release as"),
        ("Ada,,Pier,,1,1,,20150401,", "write the day of release as"),
        ("Ada,,Pier,,,,,,dream", "correct the kind “dream”"),
        ("Ada,,Pier", "write 9 cells"),
        ("Ada,,Pier,,,,,,,", "write 9 cells"),
        ('"Ada"x,,Pier,,,,,,', "mend the quotes"),
        ("Cy,c,Pier,,,,,,", "make the names of character c agree: “Cy” here and “Bo” in line 2"),
        ("Ada,,Quay,p,,,,,", "make the names of title p agree"),
        ("Ada,,Pier,p,1,1,Ebb,,", "make the names of episode 1x01 agree"),
        ("Ada,,Pier,p,1,1,,2015-04-02,", "make the days of release of episode 1x01 agree"),
        ("Ada,,Film,f,,,,2015-04-02,", "make the days of release of title f agree"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_left_out(table, row, told):
    good = ("Bo,c,Pier,p,1,1,Fog,2015-04-01,", "Bo,c,Film,f,,,,2015-04-01,")
    found = table(*good, row, "Dee,,Pier,p,,,,,")
    (line,) = advice(found)
    assert line.startswith(f"line 4: {told}")
    assert found.rows == 4
    assert rows_of(found.pack) == rows_of(table(*good, "Dee,,Pier,p,,,,,").pack)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{", "write a JSON object"),
        ("[1]", "write a JSON object"),
        ("[" * 5000, "write a JSON object"),
        ('{"character": "\\ud800", "title": "Pier"}', "write a JSON object"),
        ('{"character": ["Ada"], "title": "Pier"}', "write “character” as text or as a whole number"),
        ('{"character": true, "title": "Pier"}', "write “character” as text or as a whole number"),
        ('{"character": 1.5, "title": "Pier"}', "write “character” as text or as a whole number"),
        ('{"title": "Pier"}', "name the character"),
    ],
)
def test_a_bad_line_of_json_is_told_with_its_number(table, row, told):
    found = table("", row, name="table.jsonl", header='{"character": "Ada", "title": "Pier"}')
    (line,) = advice(found)
    assert line.startswith(f"line 3: {told}")
    assert len(found.pack.appearances) == 1


def test_the_line_of_a_row_is_its_first(table):
    found = table('"A\nd\na",,Pier,,,,,,', "Bo,,,,,,,,", "", "Cy,,,,,,,,")
    assert advice(found) == ["line 5: name the title", "line 7: name the title"]
    assert found.pack.characters[0].name == "A d a"


def test_no_more_bad_rows_are_listed_than_anybody_reads(table):
    lines = advice(table(*["Ada,,,,,,,,"] * (MOST_LISTED + 5)))
    assert len(lines) == MOST_LISTED + 1
    assert lines[-1] == "and 5 more bad rows"


def test_bytes_that_are_no_utf_8_spoil_their_rows_only(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"character,title\nAda,Pier\nZo\xeb,Pier\nBo,Pier\n")
    found = imported(path)
    assert [one.id for one in found.pack.characters] == ["ada", "bo"]
    assert advice(found) == ["line 3: save the file in UTF-8: there are bytes that are none"]


# Columns


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("character=who,title=where,colour=x", "has the key “colour”; it can have character,"),
        ("character=who,title=where,title=x", "has the key “title” twice"),
        ("character=who", "does not say where the title is"),
        ("character=who,title=", "names no column for “title”"),
        ("", "has the key “”"),
        (
            "character=who,title=nowhere",
            "There is no column “nowhere” in the file; it has “who”, “where”, “what”, “what”",
        ),
        ("character=who,title=what", "has the column “what” twice"),
    ],
)
@pytest.mark.parametrize("name", ["table.csv", "table.jsonl"])
def test_wrong_columns_are_one_sentence(tmp_path, columns, told, name):
    path = tmp_path / name
    path.write_text("who,where,what,what\nAda,Pier,1,2\n", encoding="utf-8")
    if name == "table.jsonl":
        path.write_text('{"who": "Ada", "where": "Pier", "what": 1}\n', encoding="utf-8")
        told = told.replace(", “what”, “what”", ", “what”")
    if name == "table.jsonl" and "twice" in told and "what" in told:
        return  # an object has no key twice
    with pytest.raises(WrongColumns) as error:
        imported(path, columns)
    assert told in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_file_without_the_needed_columns_is_told_what_to_say(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("who,where\nAda,Pier\n", encoding="utf-8")
    with pytest.raises(WrongColumns, match="say --columns character=COLUMN; it has “who”, “where”"):
        imported(path)


@pytest.mark.parametrize("instructions", [{"universe": "Not A Slug"}, {"universe": "x" * 21}, {"universe": ""}])
def test_a_universe_has_an_id(instructions):
    with pytest.raises(WrongColumns, match="--universe"):
        Instructions(**instructions)


@pytest.mark.parametrize("url", ["", "example.org", "javascript:alert(1)", "https://a b", "https://" + "x" * 500])
def test_a_source_has_an_address(url):
    with pytest.raises(WrongColumns, match="--source-url"):
        Instructions("lanterns", source_url=url)


# Limits


def refused(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(UnfitImport) as error:
        imported(path)
    assert len(str(error.value).splitlines()) == 1
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\x1f\x8b", "is damaged or cut off"),
        (gzip.compress(b"character,title\nAda,Pier\n" * 100)[:-12], "is damaged or cut off"),
        (gzip.compress(b"character,title\nAda,Pier\n") + b"rest", "is damaged or cut off"),
        ("character,title\nAda,Pier\n".encode("utf-16"), "is no text"),
        (b"PK\x03\x04" + b"\0" * 30, "is no text"),
        (b'"character,title', "is no CSV"),
        (b'[{"character": "Ada"}]', "is one JSON list"),
        (b"character,title\n" + b"x" * 70_000 + b",Pier\n", "A line is over 65,536 bytes long"),
        (b"x" * 70_000, "A line is over 65,536 bytes long"),
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path, content, told):
    assert told in refused(tmp_path / "table", content)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(importing_files, "MOST_BYTES", 1_000_000)
    content = b"character,title\n" + b"Ada,Pier\n" * 1_000_000
    assert "is over " in refused(tmp_path / "table.csv", content)
    assert "is over " in refused(tmp_path / "table.csv.gz", gzip.compress(content))
    monkeypatch.setattr(importing_files, "MOST_BYTES_PACKED", 1_000)
    assert "is over " in refused(tmp_path / "noise.gz", gzip.compress(random.Random(1).randbytes(10_000)))


@pytest.mark.parametrize(
    ("limit", "most", "told"),
    [
        ("MOST_ROWS", 9, "over 9 rows"),
        ("MOST_CHARACTERS", 9, "over 9 characters"),
        ("MOST_PLACES", 9, "over 9 titles and episodes"),
    ],
)
def test_too_much_of_anything_is_one_sentence(tmp_path, monkeypatch, limit, most, told):
    monkeypatch.setattr(importing_rows, limit, most)
    rows = "".join(f"Ada {number},Pier {number}\n" for number in range(10))
    assert told in refused(tmp_path / "table.csv", f"character,title\n{rows}".encode())


def test_one_row_cannot_make_a_million_episodes(tmp_path):
    rows = "".join(f"Ada,Pier,{season},9999\n" for season in range(11))
    told = refused(tmp_path / "table.csv", f"character,title,season,episode\n{rows}".encode())
    assert "over 100,000 titles and episodes" in told


# Mutations


def _mutated(content: bytes, chance: random.Random) -> bytes:
    mutable = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(mutable) + 1)
        match chance.randrange(4):
            case 0:
                mutable[at:at] = chance.choice([b'"', b",", b"\n", b"\r", b"\0", b"{", b"[", b"\xff", b"'", b"9" * 40])
            case 1:
                del mutable[at : at + chance.randint(1, 9)]
            case 2:
                mutable[at : at + 1] = chance.randbytes(1)
            case _:
                mutable[at:at] = mutable[: chance.randint(0, 60)]
    return bytes(mutable)


@pytest.mark.parametrize("count", [1_500, pytest.param(100_000, marks=pytest.mark.long)])
def test_hostile_bytes_end_in_rows_or_in_a_sentence(tmp_path, count):
    lines = [
        "Ada,1,Harbour Lights,h,1,2,Fog,2015-04-01,voice",
        'Bo,"Q ""7""",Pier 9,,,,,2017-08-18,',
        ",4656,Pier 9,,,,,,",
        "'=Cy,,Quay,,1,,,,",
    ]
    plain = "\n".join([HEADER, *lines]).encode()
    rows = [dict(zip(HEADER.split(","), cells, strict=True)) for cells in csv.reader(lines)]
    seeds = {"csv": plain, "jsonl": "\n".join(map(json.dumps, rows)).encode(), "gz": gzip.compress(plain)}
    chance = random.Random(20261122)
    for _ in range(count):
        ending = chance.choice(list(seeds))
        path = tmp_path / f"table.{ending}"
        path.write_bytes(_mutated(seeds[ending], chance))
        try:
            found = imported(path)
            Catalogue(found.pack)
            told = advice(found)
        except UserError as error:
            told = [str(error)]
        assert all(line.isprintable() for line in told)
