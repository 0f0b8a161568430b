"""Every slip of the hand that the rules and the schema know, and where the finding points."""

from typing import NamedTuple

import pytest

from bot.facts.reading import check_pack
from bot.facts.rules import RULES, rule_name

UNIVERSE = "universe.toml"
CHARACTERS = "characters.toml"
SOURCES = "sources.toml"
NORTH = "titles/north-pier.toml"
SOUTH = "titles/south-pier.toml"

WHOLE_SEASON = 'character = "ada-reed"\ncredit = "main"\n'
BY_EPISODE = 'character = "ada-reed"\nepisodes = [2, 3]\ncredit = "main"\n'
VISIT = 'character = "cy-holm"\nepisodes = [3]\n'
MEETING = 'characters = ["ada-reed", "cy-holm"]\nepisodes = [3]\n'
GALE = '[[seasons.episodes]]\nnumber = 3\nname = "Gale"\n'
FILM_ROW = 'character = "bo-lund"\ncredit = "main"\n'


class Break(NamedTuple):
    rule: str
    file: str
    old: str
    new: str
    place: str
    found_in: str = ""
    """The file of the finding, where it is not the broken one."""


BREAKS = {
    "the universe is not named after its folder": Break(
        "id-matches-file", UNIVERSE, 'id = "harbour"', 'id = "haven"', "id"
    ),
    "a title is not named after its file": Break(
        "id-matches-file", SOUTH, 'id = "south-pier"', 'id = "southern"', "id"
    ),
    "two characters have one id": Break(
        "ids-unique", CHARACTERS, 'id = "bo-lund"', 'id = "ada-reed"', "characters[1] (ada-reed)"
    ),
    "two sources have one id": Break(
        "ids-unique", SOURCES, 'id = "wiki-ada"', 'id = "editors"', "sources[1] (editors)"
    ),
    "two titles have one id": Break("ids-unique", SOUTH, 'id = "south-pier"', 'id = "north-pier"', "id"),
    "nobody appears": Break(
        "ids-resolve",
        NORTH,
        VISIT,
        VISIT.replace("cy-holm", "cy-holmes"),
        "seasons[0].appearances[2].character (season 1, cy-holmes)",
    ),
    "nobody is met": Break(
        "ids-resolve",
        NORTH,
        MEETING,
        MEETING.replace("cy-holm", "cy-holmes"),
        "seasons[0].meetings[0].characters[1] (season 1, ada-reed + cy-holmes)",
    ),
    "a home is no title": Break(
        "ids-resolve", CHARACTERS, 'home = "north-pier"', 'home = "west-pier"', "characters[0].home (ada-reed)"
    ),
    "a performer plays in no title": Break(
        "ids-resolve",
        CHARACTERS,
        '"south-pier", ',
        '"west-pier", ',
        "characters[1].performers[0].in[0] (bo-lund, Per Dahl)",
    ),
    "a performer plays in no season": Break(
        "ids-resolve",
        CHARACTERS,
        "north-pier/2",
        "north-pier/9",
        "characters[1].performers[0].in[1] (bo-lund, Per Dahl)",
    ),
    "a character belongs nowhere": Break(
        "home-present",
        CHARACTERS,
        '[[characters]]\nid = "cy-holm"',
        '[[characters]]\nid = "bx"\nname = "Bix"\n\n[[characters]]\nid = "cy-holm"',
        "characters[2] (bx)",
    ),
    "a performer plays where the character is not": Break(
        "performer-places-used",
        CHARACTERS,
        "north-pier/1",
        "north-pier/2",
        "characters[0].performers[1].in[0] (ada-reed, Una Field)",
    ),
    "characters are not sorted": Break(
        "sorted-entries", CHARACTERS, 'id = "ada-reed"', 'id = "da-reed"', "characters[1] (bo-lund)"
    ),
    "sources are not sorted": Break(
        "sorted-entries", SOURCES, 'id = "wiki-ada"', 'id = "a-wiki"', "sources[1] (a-wiki)"
    ),
    "seasons are not sorted": Break(
        "sorted-entries", NORTH, "number = 1\ncast", "number = 4\ncast", "seasons[1] (season 2)"
    ),
    "episodes are not sorted": Break(
        "sorted-entries",
        NORTH,
        'number = 2\nname = "Tide"',
        'number = 4\nname = "Tide"',
        "seasons[0].episodes[2] (season 1, episode 3)",
    ),
    "appearances are not sorted by character": Break(
        "sorted-entries",
        NORTH,
        VISIT,
        VISIT.replace("cy-holm", "ab"),
        "seasons[0].appearances[2] (season 1, ab)",
    ),
    "appearances are not sorted by episode": Break(
        "sorted-entries",
        NORTH,
        WHOLE_SEASON,
        WHOLE_SEASON + "episodes = [3]\n",
        "seasons[0].appearances[1] (season 1, ada-reed)",
    ),
    "the rows of a film are not sorted": Break(
        "sorted-entries", SOUTH, FILM_ROW, FILM_ROW.replace("bo-lund", "dy"), "appearances[1] (cy-holm)"
    ),
    "the episodes of a row are not ascending": Break(
        "sorted-entries",
        NORTH,
        "episodes = [2, 3]",
        "episodes = [3, 2]",
        "seasons[0].appearances[1].episodes (season 1, ada-reed)",
    ),
    "a season is there twice": Break(
        "season-numbers", NORTH, "number = 2\ncast", "number = 1\ncast", "seasons[1].number (season 1)"
    ),
    "an episode is missing": Break(
        "episode-numbers",
        NORTH,
        'number = 3\nname = "Gale"',
        'number = 4\nname = "Gale"',
        "seasons[0].episodes (season 1)",
    ),
    "an episode is there twice": Break(
        "episode-numbers",
        NORTH,
        'number = 2\nname = "Tide"',
        'number = 1\nname = "Tide"',
        "seasons[0].episodes (season 1)",
    ),
    "an appearance in episode 14 of 3": Break(
        "episodes-exist",
        NORTH,
        VISIT,
        VISIT.replace("3", "14"),
        "seasons[0].appearances[2].episodes (season 1, cy-holm)",
    ),
    "a meeting in episode 14 of 3": Break(
        "episodes-exist",
        NORTH,
        MEETING,
        MEETING.replace("3", "14"),
        "seasons[0].meetings[0].episodes (season 1, ada-reed + cy-holm)",
    ),
    "one episode twice in a row": Break(
        "sorted-entries",
        NORTH,
        "episodes = [2, 3]",
        "episodes = [2, 2]",
        "seasons[0].appearances[1].episodes (season 1, ada-reed)",
    ),
    "one episode in two rows": Break(
        "doubled-appearance",
        NORTH,
        WHOLE_SEASON,
        WHOLE_SEASON + "episodes = [2]\n",
        "seasons[0].appearances[1] (season 1, ada-reed)",
    ),
    "one whole season in two rows": Break(
        "doubled-appearance", NORTH, "episodes = [2, 3]\n", "", "seasons[0].appearances[1] (season 1, ada-reed)"
    ),
    "one meeting twice": Break(
        "doubled-meeting",
        NORTH,
        "[[seasons.meetings]]\n",
        f'[[seasons.meetings]]\n{MEETING}confidence = "unverified"\nsource = "editors"\n\n[[seasons.meetings]]\n',
        "seasons[0].meetings[1] (season 1, ada-reed + cy-holm)",
    ),
    "a film has a season": Break(
        "film-without-seasons",
        SOUTH,
        "[[meetings]]",
        '[[seasons]]\nnumber = 1\ncast_complete = "nothing"\n\n[[meetings]]',
        "seasons",
    ),
    "a series has one date": Break(
        "series-by-season", NORTH, 'kind = "series"', 'kind = "series"\nreleased = 2015-04-10', "released"
    ),
    "a series has one complete cast": Break(
        "series-by-season", NORTH, 'kind = "series"', 'kind = "series"\ncast_complete = "main"', "cast_complete"
    ),
    "a complete cast without a main role": Break(
        "cast-listed",
        NORTH,
        'cast_complete = "nothing"',
        'cast_complete = "main"',
        "seasons[1].cast_complete (season 2)",
    ),
    "a film's complete cast without a main role": Break(
        "cast-listed",
        SOUTH,
        'cast_complete = "nothing"\n\n[[appearances]]\ncharacter = "bo-lund"\ncredit = "main"',
        'cast_complete = "credited"\n\n[[appearances]]\ncharacter = "bo-lund"',
        "cast_complete",
    ),
    "two who meet are not in order": Break(
        "meeting-pair",
        NORTH,
        '["ada-reed", "cy-holm"]',
        '["cy-holm", "ada-reed"]',
        "seasons[0].meetings[0].characters (season 1, cy-holm + ada-reed)",
    ),
    "somebody meets themselves": Break(
        "meeting-pair",
        SOUTH,
        '["bo-lund", "cy-holm"]',
        '["bo-lund", "bo-lund"]',
        "meetings[0].characters (bo-lund + bo-lund)",
    ),
    "one of two who meet is not in the season": Break(
        "meeting-present",
        NORTH,
        '["ada-reed", "cy-holm"]',
        '["ada-reed", "bo-lund"]',
        "seasons[0].meetings[0].characters[1] (season 1, ada-reed + bo-lund)",
    ),
    "one of two who meet is not in the episode": Break(
        "meeting-present",
        NORTH,
        'characters = ["ada-reed", "cy-holm"]\nepisodes = [3]',
        'characters = ["ada-reed", "cy-holm"]\nepisodes = [2]',
        "seasons[0].meetings[0].characters[1] (season 1, ada-reed + cy-holm)",
    ),
    "an episode before the one before": Break(
        "dates-ordered", NORTH, "2015-04-17", "2015-04-09", "seasons[0].episodes[1].released (season 1, episode 2)"
    ),
    "a season before the one before": Break(
        "dates-ordered", NORTH, "2016-05-01", "2014-05-01", "seasons[1] (season 2)"
    ),
    "a film before film": Break("dates-plausible", SOUTH, "2017-02-03", "1817-02-03", "released"),
    "an episode in the far future": Break(
        "dates-plausible", NORTH, "2016-05-01", "2032-01-01", "seasons[1].episodes[0].released (season 2, episode 1)"
    ),
    "two characters have one name": Break(
        "aliases-unambiguous", CHARACTERS, 'name = "Bo Lund"', 'name = "ADA  Réed"', "characters[1].name (bo-lund)"
    ),
    "an alias is another's name": Break(
        "aliases-unambiguous", CHARACTERS, '"The Pilot"', '"Bo Lund"', "characters[0].aliases[0] (ada-reed)"
    ),
    "an alias is another's alias": Break(
        "aliases-unambiguous",
        CHARACTERS,
        'name = "Bo Lund"',
        'name = "Bo Lund"\naliases = ["the pilot"]',
        "characters[1].aliases[0] (bo-lund)",
    ),
    "an alias is listed twice": Break(
        "aliases-unambiguous", CHARACTERS, '"The Pilot"', '"Ada"', "characters[0].aliases[1] (ada-reed)"
    ),
    "two titles have one name": Break("aliases-unambiguous", NORTH, '"Pier N"', '"South Pier"', "aliases[0]"),
    "a name without letters": Break("names-readable", CHARACTERS, '"Bo Lund"', '"***"', "characters[1].name (bo-lund)"),
    "a performer without letters": Break(
        "names-readable", CHARACTERS, '"Per Dahl"', '"***"', "characters[1].performers[0].name (bo-lund, ***)"
    ),
    "a performer spelt in two ways": Break(
        "performer-spelling",
        CHARACTERS,
        '"Per Dahl"',
        '"Zoe Marsh"',
        "characters[1].performers[0].name (bo-lund, Zoe Marsh)",
    ),
    "a source that is not listed": Break(
        "source-present", NORTH, '"wiki-ada"', '"wiki-bo"', "seasons[0].appearances[1].source (season 1, ada-reed)"
    ),
    "sourced by hearsay": Break(
        "source-honest",
        NORTH,
        'confidence = "sourced"\nsource = "wiki-ada"',
        'confidence = "sourced"\nsource = "editors"',
        "seasons[0].appearances[1].confidence (season 1, ada-reed)",
    ),
    "a source without an address": Break(
        "source-honest",
        SOURCES,
        'url = "https://wiki.example/Ada_(pilot)"\n',
        "",
        "seasons[0].appearances[1].confidence (season 1, ada-reed)",
        NORTH,
    ),
    "a source without a day": Break(
        "source-honest",
        SOURCES,
        "read = 2026-11-01\n",
        "",
        "seasons[0].appearances[1].confidence (season 1, ada-reed)",
        NORTH,
    ),
    "a source that states nothing": Break(
        "source-honest",
        SOURCES,
        "Ada Reed is in North Pier 1x02 and 1x03.",
        "",
        "seasons[0].meetings[0].confidence (season 1, ada-reed + cy-holm)",
        NORTH,
    ),
    "text in pieces": Break(
        "text-clean", CHARACTERS, "Zoë", "Zoe\u0308", "characters[0].performers[0].name (ada-reed, Zoe\u0308 Marsh)"
    ),
    "an invisible character": Break("text-clean", SOUTH, "South Pier", "South\u200bPier", "name"),
    "a letter that turns the line around": Break("text-clean", SOUTH, "South Pier", "South \u202ePier", "name"),
    "a private character": Break("text-clean", SOUTH, "South Pier", "South \ue000", "name"),
    "a character of no script": Break("text-clean", SOUTH, "South Pier", "South \U000e0fff", "name"),
    "a hard space": Break("text-clean", SOUTH, "South Pier", "South\u00a0Pier", "name"),
    "a line break in a name": Break("text-clean", SOUTH, "South Pier", "South\\nPier", "name"),
    "a space at the end": Break("text-clean", SOUTH, "South Pier", "South Pier ", "name"),
    "two spaces": Break("text-clean", SOUTH, "South Pier", "South  Piér", "name"),
    "a heap of marks": Break("text-clean", SOUTH, "South Pier", "South Pq\u0301\u0302\u0303", "name"),
    "a note without an end": Break(
        "note-is-one-sentence", CHARACTERS, "every ship.", "every ship", "characters[0].note (ada-reed)"
    ),
    "a note of two sentences": Break(
        "note-is-one-sentence", CHARACTERS, "every ship.", "every ship. She dies.", "characters[0].note (ada-reed)"
    ),
    "a misspelt key": Break(
        "schema", NORTH, VISIT + "credit", VISIT + "credits", "seasons[0].appearances[2].credits (season 1, cy-holm)"
    ),
    "a missing key": Break("schema", SOUTH, 'kind = "film"\n', "", "kind"),
    "a misspelt list": Break("schema", SOURCES, "[[sources]]", "[[source]]", "source"),
    "an unknown kind": Break(
        "schema", NORTH, '"voice"', '"whisper"', "seasons[0].appearances[2].kind (season 1, cy-holm)"
    ),
    "an unknown credit": Break(
        "schema", NORTH, '"guest"', '"star"', "seasons[0].appearances[2].credit (season 1, cy-holm)"
    ),
    "a number in quotes": Break("schema", NORTH, "number = 2\ncast", 'number = "2"\ncast', "seasons[1].number"),
    "a date in quotes": Break("schema", SOUTH, "2017-02-03", '"2017-02-03"', "released"),
    "a date with a time": Break("schema", SOUTH, "2017-02-03", "2017-02-03T12:00:00", "released"),
    "an id with capitals": Break("schema", CHARACTERS, '"bo-lund"', '"Bo-Lund"', "characters[1].id (Bo-Lund)"),
    "a long id": Break("schema", CHARACTERS, '"bo-lund"', f'"{"b" * 33}"', f"characters[1].id ({'b' * 33})"),
    "a long universe id": Break("schema", UNIVERSE, '"harbour"', f'"{"h" * 21}"', "id"),
    "a long name": Break("schema", SOUTH, "South Pier", "S" * 101, "name"),
    "an empty name": Break("schema", SOUTH, '"South Pier"', '""', "name"),
    "a version that is none": Break("schema", UNIVERSE, "2026.11.1", "newest", "version"),
    "episodes that are none": Break(
        "schema", NORTH, "[2, 3]", "[]", "seasons[0].appearances[1].episodes (season 1, ada-reed)"
    ),
    "episode zero": Break(
        "schema", NORTH, "[2, 3]", "[0]", "seasons[0].appearances[1].episodes[0] (season 1, ada-reed)"
    ),
    "episodes of a film": Break(
        "schema", SOUTH, FILM_ROW, FILM_ROW + "episodes = [1]\n", "appearances[0].episodes (bo-lund)"
    ),
    "three who meet": Break(
        "schema", SOUTH, '"cy-holm"]', '"cy-holm", "dy"]', "meetings[0].characters (bo-lund + cy-holm)"
    ),
    "an address of another kind": Break(
        "schema", SOURCES, "https://wiki", "javascript://wiki", "sources[1].url (wiki-ada)"
    ),
    "an id elsewhere that is none": Break("schema", NORTH, '"62127"', '"a b"', "external.tmdb"),
    "a place elsewhere that is none": Break("schema", NORTH, "{ tmdb", "{ TMDB", "external.TMDB.[key]"),
    "no TOML": Break("syntax", SOUTH, 'name = "South', "name = South", "line 2, column 8"),
    "a doubled key": Break("syntax", SOUTH, 'kind = "film"', 'kind = "film"\nkind = "film"', "line 4, column 14"),
    "an impossible day": Break("syntax", SOUTH, "2017-02-03", "2017-02-30", "line 4, column 12"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_found_where_it_is(folder, name):
    broken = BREAKS[name]
    assert not folder.findings()
    folder.edit(broken.file, broken.old, broken.new)
    places = {(one.rule, one.file, one.place) for one in folder.findings()}
    assert (broken.rule, f"harbour/{broken.found_in or broken.file}", broken.place) in places
    assert check_pack(folder.path).pack is None


def test_every_rule_has_a_break():
    assert {rule_name(rule) for rule in RULES} <= {broken.rule for broken in BREAKS.values()}


def test_several_breaks_are_all_told(folder):
    folder.edit(NORTH, '"wiki-ada"', '"wiki-bo"')
    folder.edit(NORTH, "2015-04-17", "2015-04-09")
    folder.edit(SOUTH, 'kind = "film"', 'kind = "movie"')
    folder.edit(CHARACTERS, '"The Pilot"', '"Bo Lund"')
    folder.edit(SOURCES, "[[sources]]", "[[sources]")
    folder.edit(UNIVERSE, "harbour", "haven")
    assert {one.rule for one in folder.findings()} >= {
        "schema",
        "syntax",
        "dates-ordered",
        "aliases-unambiguous",
        "id-matches-file",
    }


def test_a_broken_file_makes_no_false_findings_elsewhere(folder):
    for file in (CHARACTERS, SOURCES, NORTH):
        folder.append(file, "= broken")
    assert [(one.file, one.rule) for one in folder.findings()] == [
        ("harbour/characters.toml", "syntax"),
        ("harbour/sources.toml", "syntax"),
        ("harbour/titles/north-pier.toml", "syntax"),
    ]


def test_a_finding_reads_as_one_line(folder):
    folder.edit(NORTH, VISIT, VISIT.replace("3", "14"))
    assert str(folder.findings()[0]) == (
        "harbour/titles/north-pier.toml: seasons[0].appearances[2].episodes (season 1, cy-holm): episodes-exist: "
        "correct episode 14: the season lists 3 episodes"
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CHARACTERS, 'name = "Cy Holm"', 'name = "North Pier"'),
        (CHARACTERS, "every ship.", "ships of the F.B.I. And no other."),
        (NORTH, "number = 1\ncast", "number = 0\ncast"),
        (NORTH, "released = 2015-04-17\n", ""),
        (CHARACTERS, '"Zoë Marsh"', '"真田 広之"'),
    ],
    ids=[
        "a character called like a title",
        "an abbreviation",
        "a season of specials",
        "an unknown date",
        "another script",
    ],
)
def test_what_is_unusual_but_right_is_let_be(folder, file, old, new):
    folder.edit(file, old, new)
    if "number = 0" in new:
        folder.edit(CHARACTERS, "north-pier/1", "north-pier/0")
    assert not folder.findings()
