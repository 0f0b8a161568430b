"""Packs that mean harm end in findings, soon, and never in a traceback."""

import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.facts.files import ROOT_FILES, UnfitFile, fact_files, read_bytes
from bot.facts.parsing import UnfitText, parse
from bot.facts.reading import MOST_ROWS, check_pack

SOUTH = "titles/south-pier.toml"
FILM = 'id = "south-pier"\nname = "South Pier"\nkind = "film"\n'
CPU_SECONDS = 20.0  # they take one to three; without the limits, the worst take minutes

BOMBS = {
    "brackets": "a = " + "[" * 100_000,
    "lines of brackets": "a = " + "[\n" * 100_000,
    "inline tables": "a = " + "{a=\n" * 50_000,
    "dotted key": ".".join("a" * 50_000) + " = 1",
    "dotted table": "[" + " . ".join("a" * 50_000) + "]",
    "quoted dotted key": ".".join(['""'] * 50_000) + " = 1",
    "dotted keys": "\n".join(".".join([f"a{at}"] + ["a"] * 99) + " = 1" for at in range(30_000)),
    "dotted keys within the limits": "\n".join(".".join([f"a{at}"] + ["a"] * 19) + " = 1" for at in range(7_500)),
    "dotted tables within the limits": "\n".join("[" + ".".join([f"a{at}"] + ["a"] * 19) + "]" for at in range(7_500)),
    "lists within the limits": "seasons = [" + ("[" * 100 + "]" * 100 + ",\n") * 1_400 + "]",
    "tables within the limits": "[[seasons]]\n" * 74_000,
    "seasons within the limits": FILM.replace("film", "series")
    + '[[seasons]]\nnumber = 1\ncast_complete = "nothing"\n' * 74_000,
    "huge integer": "a = " + "9" * 7_000,
    "huge hexadecimal": "a = 0x" + "f" * 7_000,
    "huge float": "a = 1e999999999",
    "long line": "a = '" + "x" * 1_000_000 + "'",
    "many keys": "\n".join(f"a{at} = 1" for at in range(600_000)),
    "many values": "seasons = [\n" + "1,\n" * 1_000_000 + "]",
    "many lists": "seasons = [\n" + "[],\n" * 1_000_000 + "]",
    "many empty tables": "seasons = [\n" + "{},\n" * 1_000_000 + "]",
    "many tables": "\n".join(["[[seasons]]"] * 500_000),
    "nothing but a mark": "\ufeff",
    "byte-order mark": '\ufeffid = "south-pier"',
    "zero byte": 'id = "south\0pier"',
    "surrogate": 'id = "\\ud800"',
    "terminal codes": '"\\u001b[2Jboo" = "\\u001b]0;boo\\u0007"',
    "doubled table": "[a]\n[a]",
    "empty": "",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_finding(folder, name):
    folder.write(SOUTH, BOMBS[name])
    started = time.process_time()
    findings = folder.findings()
    assert time.process_time() - started < CPU_SECONDS
    assert any(one.file == f"harbour/{SOUTH}" for one in findings)
    assert all(str(one).isprintable() for one in findings)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a" + ".a" * 21 + " = 1", "over 20 dots"),
        ("a = [\n" + "[\n" * 150_000, r"150,000 times \["),
        ("a = [\n" + "{},\n" * 10_001 + "]", "10,000 times {"),
        ("a.b.c.d.e.f = 1\n" * 30_001, r"150,000 times \."),
        ("a = 1\n" * 300_001, "300,000 times ="),
        ("a = [" + "1,\n" * 300_001 + "]", "300,000 times ,"),
        ("#" * 8_001, "over 8,000 bytes"),
    ],
    ids=["dots a line", "lists", "inline tables", "dots", "keys", "values", "bytes a line"],
)
def test_what_is_too_much_is_refused_before_it_is_parsed(text, advice):
    with pytest.raises(UnfitText, match=advice):
        parse(text.encode())


def test_invalid_utf8_is_told_with_its_line(folder):
    folder.write(SOUTH, b'id = "south-pier"\nname = "S\xff"\n')
    assert [(one.place, one.rule) for one in folder.findings()] == [("line 2", "syntax")]


def test_a_finding_beyond_the_thousandth_is_counted(folder):
    folder.write(SOUTH, "\n".join(f"a{at} = 1" for at in range(1_500)))
    assert any("there are 503 more" in one.advice for one in folder.findings())


def test_a_finding_of_a_rule_beyond_the_thousandth_is_counted(folder):
    entry = '[[appearances]]\ncharacter = "nobody"\nkind = "voice"\nconfidence = "unverified"\nsource = "editors"\n'
    folder.write(SOUTH, FILM + entry * 1_500)
    found = [one for one in folder.findings() if one.rule == "ids-resolve"]
    assert len(found) == 1_001
    assert [one.advice for one in found if one.place == "whole file"] == [
        "mend the listed findings first: there are 500 more"
    ]


def test_a_huge_file_is_refused_unread_and_hides_no_other_finding(folder):
    with (folder.path / SOUTH).open("wb") as stream:
        stream.truncate(100 * 1024**2)
    folder.append("universe.toml", "colour = 1\n")
    found = {(one.file, one.rule) for one in folder.findings()}
    assert found == {(f"harbour/{SOUTH}", "file-readable"), ("harbour/universe.toml", "schema")}


def test_a_pack_too_large_in_all_is_refused(folder):
    for at in range(9):
        with (folder.path / f"titles/t{at}.toml").open("wb") as stream:
            stream.truncate(8 * 1024**2)
    assert [one.rule for one in folder.findings()] == ["pack-bearable"]


def test_a_file_over_the_limit_is_refused(folder):
    with (folder.path / SOUTH).open("wb") as stream:
        stream.truncate(9 * 1024**2)
    assert [(one.file, one.rule) for one in folder.findings()] == [(f"harbour/{SOUTH}", "file-readable")]


def test_too_many_files_are_refused(folder):
    for at in range(2_001):
        folder.write(f"titles/t{at}.toml", "")
    assert [one.rule for one in folder.findings()] == ["pack-bearable"]


def test_too_many_rows_are_refused(folder):
    numbers = list(range(1, 9_000))
    row = 'character = "ada-reed"\nkind = "voice"\nconfidence = "unverified"\nsource = "editors"\n'
    many = "[\n" + ",\n".join(map(str, numbers)) + "]"
    folder.append(
        "titles/north-pier.toml", f"\n[[seasons.appearances]]\n{row}episodes = {many}\n" * (MOST_ROWS // 9_000 + 1)
    )
    assert [one.rule for one in folder.findings()] == ["pack-bearable"]


@pytest.mark.parametrize("target", ["inside", "outside", "nowhere"])
def test_a_link_is_not_followed(folder, tmp_path, target):
    (tmp_path / "outside").write_text("secret = 1")
    (folder.path / SOUTH).rename(folder.path / "titles" / "inside")
    where = {"inside": folder.path / "titles" / "inside", "outside": tmp_path / "outside", "nowhere": tmp_path / "no"}
    (folder.path / SOUTH).symlink_to(where[target])
    findings = folder.findings()
    assert [one.advice for one in findings if one.rule == "file-readable"] == [
        "put the file itself here: links are not followed"
    ]
    assert "secret" not in "".join(map(str, findings))


def test_a_linked_folder_of_titles_is_not_followed(folder, tmp_path):
    (folder.path / "titles").rename(tmp_path / "elsewhere")
    (folder.path / "titles").symlink_to(tmp_path / "elsewhere")
    assert ("harbour/titles", "files-known") in {(one.file, one.rule) for one in folder.findings()}
    assert fact_files(folder.path) == ROOT_FILES


def test_a_file_instead_of_the_folder_of_titles_is_a_finding(folder):
    (folder.path / "titles").rename(folder.path / ".titles")
    folder.write("titles", "")
    assert ("harbour/titles", "files-known") in {(one.file, one.rule) for one in folder.findings()}


def test_a_folder_named_like_a_file_is_a_finding(folder):
    (folder.path / "titles" / "x.toml").mkdir()
    assert [(one.file, one.rule) for one in folder.findings()] == [("harbour/titles/x.toml", "file-readable")]


def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder.path / "titles" / "x.toml")
    assert [one.rule for one in folder.findings()] == ["file-readable"]


def test_a_file_that_vanishes_is_refused(tmp_path):
    with pytest.raises(UnfitFile, match="readable"):
        read_bytes(tmp_path / "gone.toml")


@pytest.mark.parametrize("file", ["universe.toml", "characters.toml", "sources.toml"])
def test_a_missing_file_is_a_finding(folder, file):
    (folder.path / file).unlink()
    assert (f"harbour/{file}", "files-known") in {(one.file, one.rule) for one in folder.findings()}


@pytest.mark.parametrize("name", ["actors.toml", "titles/notes.txt", "seasons/", "titles/more/", "titles.toml"])
def test_a_stranger_is_a_finding(folder, name):
    path = folder.path / name
    path.mkdir() if name.endswith("/") else path.write_text("")
    assert [(one.file, one.rule) for one in folder.findings()] == [(f"harbour/{name.strip('/')}", "files-known")]


def test_a_readme_and_hidden_files_are_let_be(folder):
    folder.write("README.md", "Hello")
    folder.write(".DS_Store", "")
    assert not folder.findings()


def test_a_file_name_may_be_no_text_at_all(folder):
    name = os.fsencode(folder.path / "titles") + b"/\xff\x1b.toml"
    with open(name, "w"):  # noqa: PTH123 - a Path cannot be made of such bytes
        pass
    findings = folder.findings()
    assert findings
    assert all(str(one).isprintable() for one in findings)


@pytest.mark.parametrize("name", ["nowhere", "x" * 300])
def test_no_folder_is_a_finding(tmp_path, name):
    assert {one.rule for one in check_pack(tmp_path / name).findings} == {"files-known"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_bytes_end_in_findings_or_a_pack(folder, data):
    file = data.draw(st.sampled_from(["universe.toml", "characters.toml", "sources.toml", "titles/north-pier.toml"]))
    original = (folder.path / file).read_bytes()
    at = data.draw(st.integers(0, len(original)))
    removed = data.draw(st.integers(0, 40))
    inserted = data.draw(st.binary(max_size=20) | st.sampled_from([b"[[", b"{", b'"""', b"\n[a]\n", b"= 1\n", b"1e9"]))
    try:
        folder.write(file, original[:at] + inserted + original[at + removed :])
        checked = check_pack(folder.path)
    finally:
        folder.write(file, original)
    assert (checked.pack is None) == bool(checked.findings)
    assert all(str(one).isprintable() for one in checked.findings)
