"""Every way to break a pack that a slip of the hand can find, and where the finding points."""

from typing import NamedTuple

import pytest

from bot.facts.rules import RULES, rule_name

NORTH = "titles/north-pier.toml"
SOUTH = "titles/south-pier.toml"
ADA = 'id = "ada-reed"\nname = "Ada Reed"'
FIRST_ROW = 'character = "ada-reed"\ncredit'
SECOND_ROW = 'character = "ada-reed"\nepisodes = [2, 3]'
MEETING = 'characters = ["ada-reed", "cy-holm"]'
EPISODE = '[[seasons.episodes]]\nnumber = 3\nname = "Gale"\n'
VOICE = 'episodes = [3]\ncredit = "guest"\nkind = "voice"'


class Break(NamedTuple):
    rule: str
    file: str
    old: str
    new: str
    place: str
    in_file: str | None = None  # where the finding is, when not in the broken file


BREAKS = {
    "the universe is not named after its folder": Break(
        "id-matches-file", "universe.toml", 'id = "harbour"', 'id = "haven"', "id"
    ),
    "a title is not named after its file": Break(
        "id-matches-file", SOUTH, 'id = "south-pier"', 'id = "southern-pier"', "id"
    ),
    "two characters have one id": Break(
        "ids-unique", "characters.toml", 'id = "bo-lund"', 'id = "ada-reed"', "characters[1] (ada-reed)"
    ),
    "two sources have one id": Break(
        "ids-unique", "sources.toml", 'id = "wiki-ada"', 'id = "editors"', "sources[1] (editors)"
    ),
    "two titles have one id": Break("ids-unique", SOUTH, 'id = "south-pier"', 'id = "north-pier"', "id"),
    "an appearance of nobody": Break(
        "ids-resolve", NORTH, VOICE, VOICE, "seasons[0].appearances[2].character (season 1, cy-holm)"
    )._replace(old='character = "cy-holm"\nepisodes', new='character = "cy-holmes"\nepisodes').with_place(
        "seasons[0].appearances[2].character (season 1, cy-holmes)"
    )
    if False
    else Break(
        "ids-resolve",
        NORTH,
        'character = "cy-holm"\nepisodes',
        'character = "cy-holmes"\nepisodes',
        "seasons[0].appearances[2].character (season 1, cy-holmes)",
    ),
}
