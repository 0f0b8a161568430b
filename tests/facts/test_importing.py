"""A table becomes a pack: what is kept, how it is named, and that the same comes back."""

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.pack import CastComplete, Confidence, Kind, Pack, TitleKind
from bot.facts.exporting import appearance_table, write_csv, write_json_lines
from bot.facts.importing import Instructions, read_import, with_version
from bot.facts.importing_slugs import LONGEST_SLUG, Identified, is_slug, slugs_of
from tests.facts.tables import TODAY, advice, imported, rows_of

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
COMICS = REFERENCE / "comics_bipartite.csv.gz"
with_reference = pytest.mark.skipif(not COMICS.exists(), reason="the reference tables are not beside the repository")


# What is kept


def test_a_character_and_a_title_are_enough(table):
    found = table("Ada,Pier 9", "Bo,Pier 9", header="character,title")
    assert [(row.character, row.title, row.season, row.episode) for row in found.pack.appearances] == [
        ("ada", "pier-9", None, None),
        ("bo", "pier-9", None, None),
    ]
    (title,) = found.pack.titles
    assert (title.name, title.kind, title.cast_complete) == ("Pier 9", TitleKind.FILM, CastComplete.NOTHING)
    assert {row.confidence for row in found.pack.appearances} == {Confidence.UNVERIFIED}
    assert {one.home for one in found.pack.characters} == {None}


def test_all_columns_tell_what_they_say(table):
    found = table(
        "Ada,a1,Harbour Lights,h,2,3,Fog,2015-04-01,voice",
        "Ada,a1,Harbour Lights,h,2,,,,",
        "Ada,a1,Harbour Lights,h,,,,,mention",
        "Ada,a1,Pier 9,p,,,,2017-08-18,",
        complete=CastComplete.CREDITED,
        title_kind=TitleKind.SPECIAL,
    )
    series, film = found.pack.titles
    assert (series.id, series.kind, series.released, series.cast_complete) == (
        "h", TitleKind.SERIES, None, CastComplete.NOTHING,
    )  # fmt: skip
    assert (film.kind, film.released, film.cast_complete) == (
        TitleKind.SPECIAL, date(2017, 8, 18), CastComplete.CREDITED,
    )  # fmt: skip
    (season,) = series.seasons
    assert [(one.number, one.name, one.released) for one in season.episodes] == [
        (1, "Episode 1", None),
        (2, "Episode 2", None),
        (3, "Fog", date(2015, 4, 1)),
    ]
    assert season.cast_complete is CastComplete.CREDITED
    assert [(row.title, row.season, row.episode, row.kind) for row in found.pack.appearances] == [
        ("h", None, None, Kind.MENTION),
        ("h", 2, None, Kind.IN_PERSON),
        ("h", 2, 3, Kind.VOICE),
        ("p", None, None, Kind.IN_PERSON),
    ]


def test_the_second_row_that_says_the_same_is_counted_and_left_out(table):
    found = table("Ada,,Pier,,,,,,", "Ada,,Pier,,,,,,in-person", " Ada ,,Pier,,,,,,", "Ada,,Pier,,,,,,voice")
    assert (found.rows, len(found.pack.appearances), found.duplicates, advice(found)) == (4, 2, 2, [])


def test_what_a_later_row_adds_is_taken_over(table):
    found = table(",7,Pier,,1,1,,,", "Ada,7,Pier,,1,2,Fog,,", "Ada,7,Pier,,1,1,Ebb,2015-04-01,voice")
    assert [one.name for one in found.pack.characters] == ["Ada"]
    assert [(one.name, one.released) for one in found.pack.titles[0].seasons[0].episodes] == [
        ("Ebb", date(2015, 4, 1)),
        ("Fog", None),
    ]
    assert advice(found) == []


@pytest.mark.parametrize("number", ["3", "3.0", " 3 ", "03"])
def test_numbers_are_read_as_spreadsheets_write_them(table, number):
    (row,) = table(f"Ada,,Pier,,{number},{number},,,").pack.appearances
    assert (row.season, row.episode) == (3, 3)


def test_a_page_that_states_the_rows_makes_them_sourced(table):
    found = table("Ada,,Pier,,,,,,", source_url="https://example.org/table")
    (source,) = found.pack.sources
    assert (source.url, source.read, bool(source.states)) == ("https://example.org/table", TODAY, True)
    assert {row.confidence for row in found.pack.appearances} == {Confidence.SOURCED}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("table.csv", lambda text: text),
        ("table.csv", lambda text: b"\xef\xbb\xbf" + text),
        ("table.csv", lambda text: text.replace(b"\n", b"\r\n")),
        ("table.csv", lambda text: text.replace(b"\n", b"\r")),
        ("table.csv.gz", gzip.compress),
        ("table", gzip.compress),
        ("table.txt", lambda text: text),
        ("TABLE.CSV", lambda text: text),
    ],
)
def test_a_table_is_recognised_however_it_is_packed(tmp_path, name, pack):
    path = tmp_path / name
    path.write_bytes(pack("character,title\nÆsa,Pier\n".encode()))
    assert [one.name for one in imported(path).pack.characters] == ["Æsa"]


@pytest.mark.parametrize("name", ["table.jsonl", "table.ndjson", "table.jsonl.gz", "table.gz", "table"])
def test_json_lines_tell_the_same_as_csv(tmp_path, name):
    rows = [{"character": "Ada", "title": "Pier", "season": 1, "episode": 2}, {"character": "Bo", "title": "Quay"}]
    text = "\n".join(map(json.dumps, rows)).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    found = imported(path)
    assert [(row.character, row.title, row.season, row.episode) for row in found.pack.appearances] == [
        ("ada", "pier", 1, 2),
        ("bo", "quay", None, None),
    ]


# Ids and names


def test_an_id_that_is_a_slug_is_kept_and_another_is_remembered(table):
    found = table("Ada,4656,Pier,,,,,,", "Bo Lund,Q 7/b,Pier,,,,,,", "Cy,Q7,Pier,,,,,,")
    assert [(one.id, one.external) for one in found.pack.characters] == [
        ("4656", ()),
        ("bo-lund", ()),  # a space cannot stand in an external id
        ("cy", (("import", "Q7"),)),
    ]


def test_people_of_one_name_are_kept_apart_by_their_ids(table):
    found = table("Ada,Q1,Pier,,,,,,", "Ada,Q2,Pier,,,,,,", "Ada,,Pier,,,,,,")
    assert [one.name for one in found.pack.characters] == ["Ada"] * 3
    assert {"ada-q1", "ada-q2"} < {one.id for one in found.pack.characters}


@pytest.mark.parametrize(
    ("id", "name", "shown"),
    [("4656", "", "(no name, 4656)"), ("Q 1", "", "(no name, Q 1)"), ("9", "x" * 101, "x" * 99 + "…")],
)
def test_a_name_is_never_empty_or_too_long(table, id, name, shown):
    found = table(f"{name},{id},{name},{id},,,,,")
    assert [one.name for one in (*found.pack.characters, *found.pack.titles)] == [shown] * 2


def test_what_nobody_sees_is_taken_out_of_a_name(table):
    found = table("A\u200bda\u202e \t Lund\x07,,Pi\u0000er,,,,,,".replace("\u0000", "\x01"))
    assert (found.pack.characters[0].name, found.pack.titles[0].name) == ("Ada Lund", "Pier")


IDENTIFIED = st.lists(
    st.builds(
        Identified,
        st.text(max_size=6) | st.sampled_from(["", "ada", "1", "Q1", "q-1", "q1"]),
        st.text(max_size=40) | st.sampled_from(["", "Ada", "ada", "ADA!", "Ада", "1", "x" * 60, "Bo Lund"]),
    ).filter(any),
    unique_by=lambda one: one.given or (one.given, one.name),
    max_size=12,
)


@given(IDENTIFIED, st.randoms())
def test_slugs_are_valid_and_unique_and_do_not_depend_on_the_order(found, chance):
    slugs = slugs_of(found, "character")
    assert all(is_slug(slug, LONGEST_SLUG) for slug in slugs)
    assert len(set(slugs)) == len(found)
    assert all(slug == one.given for slug, one in zip(slugs, found, strict=True) if is_slug(one.given))
    mixed = chance.sample(found, len(found))
    assert dict(zip(mixed, slugs_of(mixed, "character"), strict=True)) == dict(zip(found, slugs, strict=True))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Captain America", "captain-america"),
        ("T'Challa / Black Panther", "tchalla-black-panther"),
        ("Zoë Ångström", "zoe-angstrom"),
        ("The Man Who Knew Far Too Much About Everything", "the-man-who-knew-far-too-much"),
        ("x" * 50, "x" * 32),
    ],
)
def test_a_slug_can_be_read(name, slug):
    assert slugs_of([Identified("", name)], "character") == [slug]


def test_a_name_without_latin_letters_gets_its_id_or_a_hash():
    named, nameless = slugs_of([Identified("No. 7", "Ада"), Identified("", "Бо")], "character")
    assert named == "no-7"
    assert nameless.startswith("character-")


# The same again


def test_the_same_file_has_the_same_hash_on_another_day_and_in_another_order(tmp_path):
    path = tmp_path / "table.csv"
    instructions = Instructions("lanterns", source_url="https://example.org/")
    lines = ["Ada,Pier", "Bo,Pier", "Ada,Quay", "ada,Quay"]
    hashes = set()
    for day, order in ((TODAY, lines), (date(2027, 1, 1), lines), (TODAY, lines[::-1])):
        path.write_text("\n".join(["character,title", *order]), encoding="utf-8")
        hashes.add(read_import(path, instructions, day, lambda _: None).pack.universe.content_hash)
    assert len(hashes) == 1


@pytest.mark.parametrize("changed", ["Ada,Quay", "Ada!,Pier", "Ada,Pier\nAda,Quay"])
def test_another_row_is_another_hash(table, changed):
    hashes = {table(*lines, header="character,title").pack.universe.content_hash for lines in (["Ada,Pier"], [changed])}
    assert len(hashes) == 2


@pytest.mark.parametrize(
    ("stored", "version"),
    [(None, "2026.11.1"), ("2026.11.1", "2026.11.2"), ("2026.10.7", "2026.11.1"), ("2026.11.999", "2026.11.999")],
)
def test_a_changed_import_counts_up_in_its_month(table, stored, version):
    assert with_version(table("Ada,,Pier,,,,,,").pack, stored, TODAY).universe.version == version


def exported(pack: Pack, path: Path) -> Path:
    write = write_csv if path.suffix == ".csv" else write_json_lines
    with path.open("w", encoding="utf-8", newline="") as stream:
        write(appearance_table(pack), stream)
    return path


AWKWARD = st.text(st.sampled_from(" ,;\"'/\\=+-@\t\r\n＝0aAéЖ👩🚀\u200d\ufe0f\u0301…|()"), min_size=1, max_size=12)
NAMES = AWKWARD | st.text(max_size=120)
NUMBERS = st.sampled_from(["", "0", "1", "2", "12"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "character": NAMES,
            "character_id": st.sampled_from(["", "", "1", "Q1", "=1", "'=1"]) | AWKWARD,
            "title": NAMES,
            "title_id": st.sampled_from(["", "", "1", "t-1"]),
            "season": NUMBERS,
            "episode": NUMBERS,
            "episode_name": st.just("") | NAMES,
            "released": st.just("") | st.dates().map(str),
            "kind": st.sampled_from(["", *Kind]),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(ROWS, st.sampled_from(["csv", "jsonl"]))
def test_an_export_imported_is_the_same_again(tmp_path, rows, form):
    path = tmp_path / "table.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first = imported(path).pack
    if not first.appearances:
        return
    found = imported(exported(first, tmp_path / f"again.{form}"))
    assert advice(found) == []
    assert rows_of(found.pack) == rows_of(first)
    assert found.pack.titles == first.titles or any(title.external for title in first.titles)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(ROWS)
def test_csv_and_json_lines_of_the_same_rows_are_the_same_universe(tmp_path, rows):
    plain, lines = tmp_path / "table.csv", tmp_path / "table.jsonl"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert rows_of(imported(plain).pack) == rows_of(imported(lines).pack)


def test_an_apostrophe_is_taken_off_where_an_export_put_it_and_nowhere_else(table, tmp_path):
    names = ["=1+1", "'=1+1", "''=1", "'Til Dawn", "-A", "@A"]
    found = table(*(f"{name},Pier" for name in names), header="character,title")
    assert sorted(one.name for one in found.pack.characters) == sorted(names)
    again = imported(exported(found.pack, tmp_path / "again.csv"))
    assert sorted(one.name for one in again.pack.characters) == sorted(names)


# The tables beside the repository


@with_reference
def test_the_comics_import_whole():
    columns = "character=character,character_id=character_id,title=comic,title_id=comic_id"
    found = imported(COMICS, columns, title_kind=TitleKind.COMIC)
    assert (len(found.pack.characters), len(found.pack.titles)) == (6_486, 12_942)
    assert (found.rows, len(found.pack.appearances), found.duplicates, advice(found)) == (96_662, 96_662, 0, [])
    names = [one.name for one in found.pack.characters]
    assert names.count("(no name, 4656)") == 1
    assert names.count("BLUDGEON/") == 2
    assert {title.kind for title in found.pack.titles} == {TitleKind.COMIC}


@with_reference
def test_buffy_imports_by_episode():
    columns = "character=character,title=series,season=season,episode=episode,episode_name=episode_title"
    found = imported(REFERENCE / "buffyverse_episode_characters.csv", columns)
    assert advice(found) == []
    assert [(title.id, [len(season.episodes) for season in title.seasons]) for title in found.pack.titles] == [
        ("angel", [22]),
        ("buffy-the-vampire-slayer", [12, 22]),
    ]
    assert all(row.episode for row in found.pack.appearances)


@with_reference
def test_star_trek_imports_with_its_films():
    columns = (
        "character=character,title=series_or_film,season=season,episode=episode,episode_name=title,released=us_date"
    )
    found = imported(REFERENCE / "startrek_character_appearances.csv", columns)
    assert advice(found) == []
    assert {title.kind for title in found.pack.titles} == {TitleKind.SERIES, TitleKind.FILM}
    nemesis = next(title for title in found.pack.titles if title.id == "star-trek-nemesis")
    assert nemesis.released is not None
    assert not nemesis.seasons
