"""Checks trivia questions as docs/trivia.md tells anyone to: by the rows of `data export` and the files of a pack.

Nothing of how the questions are made is used. Of every choice it is found whether the facts prove it right or wrong.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

Row = Mapping[str, str]
Question = Mapping[str, Any]
Verdict = bool | None
"""Proved right, proved wrong, or neither."""

PARTS = ("nothing", "main", "main-and-recurring", "credited")
CREDITS = {"main": {"main"}, "main-and-recurring": {"main", "recurring"}}
KEYS = ["kind", "text", "choices", "answer", "about", "difficulty", "source"]


@dataclass
class Facts:
    """Rows by character and title; of a pack also how much of each cast is listed, the days, homes and performers."""

    rows: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    listed: bool = False
    complete: dict[str, dict[str, str]] = field(default_factory=dict)
    days: dict[str, dict[str, list[date | None]]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    performers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def of(self, character: str, title: str, season: str | None = None) -> list[Row]:
        """Rows in a title, or those that may be about one season of it."""
        rows = self.rows.get(character, {}).get(title, [])
        return rows if season is None else [row for row in rows if row["season"] in (season, "")]

    def sure(self, row: Row) -> bool:
        return row["kind"] not in ("photo", "mention") and (self.listed or row["confidence"] == "sourced")

    def in_cast(self, row: Row, cast: str) -> bool:
        return self.sure(row) and (cast not in CREDITS or row["credit"] in CREDITS[cast])

    def covers(self, title: str, season: str, cast: str) -> bool:
        return cast == "listed" or PARTS.index(self.complete[title][season]) >= PARTS.index(cast)

    def in_part(self, character: str, title: str, season: str, cast: str) -> Verdict:
        """Whether somebody is in a circle of the cast of a season, or of a film (season empty)."""
        rows = self.of(character, title, season)
        if any(row["season"] == season and self.in_cast(row, cast) for row in rows):
            return True
        return False if not rows and self.covers(title, season, cast) else None

    def in_title(self, character: str, title: str, cast: str) -> Verdict:
        rows = self.of(character, title)
        if any(self.in_cast(row, cast) for row in rows):
            return True
        covered = cast == "listed" or all(self.covers(title, season, cast) for season in self.complete[title])
        return False if not rows and covered else None

    def together(self, one: str, other: str) -> Iterable[tuple[Row, Row]]:
        """Pairs of rows, however unsure, that are or may be about one place."""
        for title in self.rows[one].keys() & self.rows[other].keys():
            for row, beside in product(self.of(one, title), self.of(other, title)):
                if all(not row[key] or not beside[key] or row[key] == beside[key] for key in ("season", "episode")):
                    yield row, beside

    def may_share(self, one: str, other: str) -> bool:
        return any(True for _ in self.together(one, other))

    def spots(self, character: str) -> set[str]:
        """Ids of the exact places in which somebody surely is."""
        return {
            spot_of(row)
            for rows in self.rows[character].values()
            for row in rows
            if self.sure(row) and (row["episode"] or (not row["season"] and self.is_whole(row["title_id"])))
        }

    def is_whole(self, title: str) -> bool:
        return list(self.complete.get(title, {"": ""})) == [""]

    def begins(self, title: str, season: str | None = None) -> date | None:
        """The first day of a season, film or (season None) title, if every day of it is known."""
        days = [day for number, known in self.days.get(title, {}).items() if season in (None, number) for day in known]
        return min(days) if days and None not in days else None


def spot_of(row: Row) -> str:
    return "/".join(part for part in (row["title_id"], row["season"], row["episode"]) if part)


def read_facts(rows: Iterable[Row], pack: Path | None = None) -> Facts:
    """Gather an export, with the files of the pack where there is one."""
    facts = Facts()
    for row in rows:
        facts.rows.setdefault(row["character_id"], {}).setdefault(row["title_id"], []).append(row)
        facts.sources.add(row["source"])
    facts.listed = facts.sources == {"import"}
    for path in pack.glob("titles/*.toml") if pack else ():
        title = tomllib.loads(path.read_text(encoding="utf-8"))
        places = {str(one["number"]): one for one in title.get("seasons", ())} or {"": title}
        facts.complete[title["id"]] = {number: one.get("cast_complete", "nothing") for number, one in places.items()}
        facts.days[title["id"]] = {
            number: [one.get("released") for one in place.get("episodes", [place])] for number, place in places.items()
        }
    if pack:
        for one in tomllib.loads((pack / "characters.toml").read_text(encoding="utf-8"))["characters"]:
            facts.homes[one["id"]] = one.get("home", "")
            facts.performers[one["id"]] = one.get("performers", [])
    return facts


def complaint(facts: Facts, question: Question) -> str | None:
    """What is wrong with a question, None for one that is as it should be."""
    try:
        shape = misshapen(facts, question)
        verdicts = None if shape else VERDICTS[question["kind"]](facts, question)
    except (KeyError, IndexError, ValueError) as error:
        return f"it names what is not there: {error!r}"
    if shape:
        return shape
    expected = [place == question["answer"] for place in range(len(question["choices"]))]
    return None if verdicts == expected else f"the facts say {verdicts}, the question {expected}"


def misshapen(facts: Facts, question: Question) -> str | None:
    choices, source = question["choices"], question["source"]
    names = [choice["name"] for choice in choices]
    checks = {
        "other keys": list(question) == KEYS,
        "too few or many choices": 2 <= len(choices) <= 5,
        "an answer that is none": question["answer"] in range(len(choices)),
        "an id twice": len({choice["id"] for choice in choices}) == len(choices),
        "a name twice": len({name.casefold() for name in names}) == len(choices),
        "a name that is no label": all(1 <= len(name) <= 80 and name == name.strip() for name in names),
        "a text too long": 1 <= len(question["text"]) <= 1_000,
        "a difficulty that is no share": 0 <= question["difficulty"] <= 1,
        "an unknown source": source is None or source["id"] in facts.sources,
        "no source": source is not None or question["kind"] in ("release-order", "how-many-titles"),
        "an imported list not named": facts.listed == question["text"].startswith("Going by "),
    }
    return next((trouble for trouble, holds in checks.items() if not holds), None)


def each(judge: Callable[[Facts, Mapping[str, Any], str], Verdict]) -> Callable[[Facts, Question], list[Verdict]]:
    """Judge every choice by its id."""

    def verdicts(facts: Facts, question: Question) -> list[Verdict]:
        return [judge(facts, question["about"], choice["id"]) for choice in question["choices"]]

    return verdicts


def opposite(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def split(place: str) -> tuple[str, str]:
    title, _, season = place.partition("/")
    return title, season.partition("/")[0]


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """All right; wrong as soon as one is wrong."""
    found = list(verdicts)
    return False if False in found else None if None in found else True


def appeared_in(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    return facts.in_title(about["character"], choice, about["cast"])


def never_entered(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    return opposite(facts.in_title(choice, about["title"], about["cast"]))


def which_season(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    return (
        facts.in_part(about["character"], *split(choice), about["cast"]) if split(choice)[0] == about["title"] else None
    )


def visitor(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    title, season = split(about["place"])
    if not facts.in_part(choice, title, season, "credited") or not facts.homes[choice]:
        return None
    return facts.homes[choice] != title


def home(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    known = facts.homes[about["character"]]
    return choice == known if known and any(map(facts.sure, facts.of(about["character"], known))) else None


def odd_one_out(facts: Facts, question: Question) -> list[Verdict]:
    about, ids = question["about"], [choice["id"] for choice in question["choices"]]
    if not facts.listed:
        return [opposite(facts.in_part(one, *split(about["place"]), about["cast"])) for one in ids]
    there = [one for one in ids if about["place"] in facts.spots(one)]
    return [
        False if one in there else None if any(facts.may_share(one, other) for other in there) else True for one in ids
    ]


def shared_with(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    who, cast = about["character"], about["cast"]
    common = facts.spots(who) & facts.spots(choice)
    if not facts.listed:
        common = {
            spot
            for spot in common
            if split(spot)[0] == about["title"] and all(facts.in_part(one, *split(spot), cast) for one in (who, choice))
        }
    if common:
        return True
    missing = facts.listed or all(
        False in (facts.in_part(who, about["title"], season, cast), facts.in_part(choice, about["title"], season, cast))
        for season in facts.complete[about["title"]]
    )
    return False if missing and not facts.may_share(who, choice) else None


def chain(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    ends = (about["first"], about["last"])
    if facts.may_share(*ends):
        return None
    shared = [facts.spots(choice) & facts.spots(end) for end in ends]
    if facts.listed:
        places: list[set[str]] = shared
        inside: Verdict = all(shared)
    else:
        parts = [split(about[key]) for key in ("first_place", "last_place")]
        places = [{spot for spot in own if split(spot) == part} for own, part in zip(shared, parts, strict=True)]
        inside = every(facts.in_part(choice, *part, about["cast"]) for part in parts)
    if inside and all(places):
        return True
    return False if inside is False and not all(facts.may_share(choice, end) for end in ends) else None


def which_episode(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    inside = every(facts.in_part(one, *split(choice), about["cast"]) for one in about["characters"])
    if facts.listed and inside is False:
        return False
    if inside and all(choice in facts.spots(one) for one in about["characters"]):
        return True
    return False if inside is False else None


def first_shared(facts: Facts, question: Question) -> list[Verdict]:
    one, other = question["about"]["characters"]
    ids = [choice["id"] for choice in question["choices"]]
    if not set(ids) <= facts.spots(one) & facts.spots(other):
        return []
    first = [id for id in ids if all(id == beside or comes_before(facts, id, beside) for beside in ids)]
    earlier = [
        pair
        for pair in facts.together(one, other)
        if (place := max(map(spot_of, pair), key=lambda spot: spot.count("/"))) not in first
        and not comes_before(facts, first[0], place)
    ]
    return [None if earlier else id in first for id in ids]


def comes_before(facts: Facts, place: str, other: str) -> bool:
    """Whether a place is surely earlier than another, which may be a season or title as a whole."""
    day, beside = day_of(facts, place), day_of(facts, other)
    if day is None or beside is None:
        return False
    numbers = [spot.split("/") for spot in (place, other)]
    if len(numbers[0]) == len(numbers[1]) == 3 and numbers[0][:2] == numbers[1][:2]:
        return int(numbers[0][2]) < int(numbers[1][2]) and day <= beside
    return day < beside


def day_of(facts: Facts, place: str) -> date | None:
    title, *numbers = place.split("/")
    if len(numbers) == 2:
        return facts.days[title][numbers[0]][int(numbers[1]) - 1]
    return facts.begins(title, numbers[0] if numbers else None)


def release_order(facts: Facts, question: Question) -> list[Verdict]:
    found: list[Verdict] = []
    for choice in question["choices"]:
        places = choice["id"].split(">")
        days = [facts.begins(*split(place)) for place in places]
        told = sorted(places) == question["about"]["places"] and None not in days and len(set(days)) == len(days)
        found.append(all(day < later for day, later in pairwise(days)) if told else None)
    return found


def crossed_first(facts: Facts, question: Question) -> list[Verdict]:
    about, ids = question["about"], [choice["id"] for choice in question["choices"]]
    title, season = split(about["place"])
    day = day_of(facts, about["place"]) if about["place"].count("/") != 1 else max(facts.days[title][season])
    right = ids[question["answer"]]
    visits = [
        row for row in facts.of(right, title) if spot_of(row) == about["place"] and facts.in_cast(row, about["cast"])
    ]
    if day is None or not visits or not facts.homes[right] or facts.homes[right] == title:
        return []
    return [one == right or (False if came_later(facts, one, day, about["cast"]) else None) for one in ids]


def came_later(facts: Facts, one: str, day: date, cast: str) -> bool:
    begun = [
        (title, season)
        for title, seasons in facts.days.items()
        if title != facts.homes[one]
        for season in seasons
        if (facts.begins(title, season) or day) <= day
    ]
    away = [row for title, rows in facts.rows[one].items() if title != facts.homes[one] for row in rows]
    return (
        bool(facts.homes[one])
        and any(facts.in_cast(row, cast) for row in away)
        and all(facts.in_part(one, *part, cast) is False for part in begun)
    )


def how_many_titles(facts: Facts, question: Question) -> list[Verdict]:
    about = question["about"]
    titles = about.get("titles", facts.rows[about["character"]] if facts.listed else ())
    found = [facts.in_title(about["character"], title, about["cast"]) for title in titles]
    if None in found or not found:
        return []
    return [choice["id"] == str(found.count(True)) for choice in question["choices"]]


def slug(name: str) -> str:
    """The id of a performer."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)).casefold()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", plain)).strip("-")


def only_performer(facts: Facts, character: str) -> str | None:
    known = facts.performers[character]
    return slug(known[0]["name"]) if len(known) == 1 and not {"in", "as"} & known[0].keys() else None


def who_plays(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    known = only_performer(facts, about["character"])
    seen = any(facts.sure(row) for rows in facts.rows[about["character"]].values() for row in rows)
    return choice == known if known and seen else None


def plays_whom(facts: Facts, about: Mapping[str, Any], choice: str) -> Verdict:
    known = only_performer(facts, choice)
    if about.get("character") and only_performer(facts, about["character"]) != about["performer"]:
        return None
    if known == about["performer"]:
        seen = any(facts.sure(row) for rows in facts.rows[choice].values() for row in rows)
        return True if seen and choice != about.get("character") else None
    return False if known else None


VERDICTS: dict[str, Callable[[Facts, Question], list[Verdict]]] = {
    "appeared-in": each(appeared_in),
    "never-entered": each(never_entered),
    "crossed-first": crossed_first,
    "first-shared": first_shared,
    "which-episode": each(which_episode),
    "odd-one-out": odd_one_out,
    "shared-with": each(shared_with),
    "chain": each(chain),
    "release-order": release_order,
    "who-plays": each(who_plays),
    "plays-whom": each(plays_whom),
    "two-roles": each(plays_whom),
    "how-many-titles": how_many_titles,
    "which-season": each(which_season),
    "visitor": each(visitor),
    "home": each(home),
}
