import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.pack import (
    Appearance,
    CastComplete,
    Character,
    Confidence,
    Credit,
    Episode,
    Kind,
    Meeting,
    Performance,
    Season,
    Source,
    Title,
    TitleKind,
)
from bot.facts.findings import BrokenPack
from bot.facts.reading import check_pack, read_pack


def test_a_pack_is_read_as_written(folder):
    pack = read_pack(folder.path)
    assert (pack.universe.id, pack.universe.name, pack.universe.version) == ("harbour", "Harbour Saga", "2026.11.1")
    north, south = pack.titles
    assert north.seasons[0] == Season(
        1,
        CastComplete.MAIN,
        (Episode(1, "Fog", date(2015, 4, 10)), Episode(2, "Tide", date(2015, 4, 17)), Episode(3, "Gale", None)),
    )
    assert south == Title(
        "south-pier", "South Pier", TitleKind.FILM, (), date(2017, 2, 3), CastComplete.NOTHING, (), ()
    )
    assert pack.sources[1] == Source(
        "wiki-ada",
        "Ada Reed (Wiki)",
        "https://wiki.example/Ada_(pilot)",
        date(2026, 11, 1),
        "Ada Reed is in North Pier 1x02 and 1x03.",
    )


def test_a_character_keeps_the_order_of_names_and_performers(folder):
    ada, _, cy = read_pack(folder.path).characters
    assert ada == Character(
        "ada-reed",
        "Ada Reed",
        ("The Pilot", "Ada"),
        "north-pier",
        "A pilot who knows every ship.",
        (Performance("Zoë Marsh"), Performance("Una Field", ("north-pier/1",), "younger")),
        (("tmdb", "7"), ("wikidata", "Q1")),
    )
    assert cy == Character("cy-holm", "Cy Holm", (), None, "", (), ())


def test_appearances_are_one_row_an_episode_in_their_order(folder):
    unsure, sourced = (Confidence.UNVERIFIED, "editors"), (Confidence.SOURCED, "wiki-ada")
    assert read_pack(folder.path).appearances == (
        Appearance("ada-reed", "north-pier", 1, None, Kind.IN_PERSON, Credit.MAIN, *unsure),
        Appearance("ada-reed", "north-pier", 1, 2, Kind.IN_PERSON, Credit.MAIN, *sourced),
        Appearance("ada-reed", "north-pier", 1, 3, Kind.IN_PERSON, Credit.MAIN, *sourced),
        Appearance("bo-lund", "north-pier", 2, 1, Kind.IN_PERSON, Credit.CAMEO, *unsure),
        Appearance("bo-lund", "south-pier", None, None, Kind.IN_PERSON, Credit.MAIN, *unsure),
        Appearance("cy-holm", "north-pier", None, None, Kind.MENTION, None, *unsure),
        Appearance("cy-holm", "north-pier", 1, 3, Kind.VOICE, Credit.GUEST, *unsure),
        Appearance("cy-holm", "south-pier", None, None, Kind.PHOTO, None, *unsure),
    )


def test_meetings_are_one_row_an_episode_in_their_order(folder):
    assert read_pack(folder.path).meetings == (
        Meeting("ada-reed", "cy-holm", "north-pier", 1, 3, Confidence.SOURCED, "wiki-ada"),
        Meeting("bo-lund", "cy-holm", "south-pier", None, None, Confidence.UNVERIFIED, "editors"),
    )


def test_kinds_of_one_episode_are_sorted_as_text(folder):
    row = 'kind = "{}"\nconfidence = "unverified"\nsource = "editors"\n'
    rows = "".join(
        f'\n[[seasons.appearances]]\ncharacter = "cy-holm"\nepisodes = [1]\n{row.format(kind)}'
        for kind in ("voice", "body")
    )
    folder.append("titles/north-pier.toml", rows)
    kinds = [one.kind for one in read_pack(folder.path).appearances if (one.season, one.character) == (2, "cy-holm")]
    assert kinds == [Kind.BODY, Kind.VOICE]


def test_a_broken_pack_is_refused_with_one_sentence(folder):
    folder.edit("titles/south-pier.toml", "South Pier", "South  Pier")
    with pytest.raises(BrokenPack) as caught:
        read_pack(folder.path)
    assert isinstance(caught.value, UserError)
    assert caught.value.findings == check_pack(folder.path).findings
    assert str(caught.value) == (
        "The facts in harbour cannot be used (1 finding, the first: harbour/titles/south-pier.toml: name: text-clean: "
        "remove the spaces around it and the doubled ones); run `gueststar data check` to see them all."
    )


def test_a_folder_is_named_as_it_is_called(folder, monkeypatch):
    monkeypatch.chdir(folder.path)
    assert read_pack(type(folder.path)(".")).universe.id == "harbour"


CHARACTERS = ("ada", "bo", "cy")
EPISODES = 4

rows = st.tuples(
    st.sampled_from(CHARACTERS),
    st.integers(1, 2),
    st.none() | st.integers(1, EPISODES),
    st.sampled_from(Kind),
    st.none() | st.sampled_from(Credit),
)
pair_rows = st.tuples(
    st.sampled_from([("ada", "bo"), ("ada", "cy"), ("bo", "cy")]),
    st.integers(1, 2),
    st.none() | st.integers(1, EPISODES),
)
words = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=20)


def toml(value: object) -> str:
    return f"[{', '.join(map(toml, value))}]" if isinstance(value, tuple) else json.dumps(value, ensure_ascii=False)


def table(header: str, **values: object) -> str:
    return f"[[{header}]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in values.items() if value is not None)


def written(number: int, appearances: list, meetings: list, names: list[str]) -> str:
    honest = {"confidence": "unverified", "source": "editors"}
    parts = [table("seasons", number=number, cast_complete="nothing")]
    parts += [table("seasons.episodes", number=at, name=name) for at, name in enumerate(names, start=1)]
    for character, season, episode, kind, credit in sorted(appearances, key=lambda row: (row[0], row[2] or 0)):
        if season == number:
            where = {"character": character, "episodes": (episode,) if episode else None}
            parts.append(table("seasons.appearances", **where, credit=credit, kind=kind, **honest))
    for pair, season, episode in sorted(meetings, key=lambda row: (row[0], -(row[2] or 0))):
        if season == number:
            where = {"characters": pair, "episodes": (episode,) if episode else None}
            parts.append(table("seasons.meetings", **where, **honest))
    return "".join(parts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    appearances=st.lists(rows, unique_by=lambda row: row[:4], max_size=20),
    wanted=st.lists(pair_rows, unique=True, max_size=5),
    names=st.lists(words, min_size=EPISODES, max_size=EPISODES),
)
def test_generated_packs_come_back_from_their_text(tmp_path, appearances, wanted, names):
    there = [row for row in appearances if row[3] not in (Kind.PHOTO, Kind.MENTION)]
    present = {(row[0], row[1], None) for row in appearances} | {row[:3] for row in there}
    meetings = [row for row in wanted if all((one, *row[1:]) in present for one in row[0])]
    folder = tmp_path / "made"
    (folder / "titles").mkdir(parents=True, exist_ok=True)
    universe = {"id": "made", "name": "Made", "description": "Made up.", "version": "2026.1.1"}
    (folder / "universe.toml").write_text("".join(f"{key} = {toml(value)}\n" for key, value in universe.items()))
    (folder / "characters.toml").write_text(
        "".join(table("characters", id=one, name=one, home="one") for one in CHARACTERS)
    )
    (folder / "sources.toml").write_text(table("sources", id="editors", name="Editors"))
    seasons = "".join(written(number, appearances, meetings, names) for number in (1, 2))
    (folder / "titles" / "one.toml").write_text(f'id = "one"\nname = "One"\nkind = "series"\n{seasons}')

    pack = read_pack(folder)

    read = [(one.character, one.season, one.episode, one.kind, one.credit) for one in pack.appearances]
    assert set(read) == set(appearances)
    assert len(read) == len(appearances)
    assert read == sorted(read, key=lambda row: (row[0], row[1], row[2] or -1, str(row[3])))
    met = [((one.first, one.second), one.season, one.episode) for one in pack.meetings]
    assert met == sorted(meetings, key=lambda row: (row[0], row[1], row[2] or -1))
    assert [episode.name for episode in pack.titles[0].seasons[1].episodes] == names
