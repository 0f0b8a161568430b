"""The answers about the shipped facts agree with what a table and a few loops say.

All that is known here comes from `gueststar data export`, and nothing of how the bot finds its answers is used.
"""

import csv
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from bot.domain.pack import CharacterId, UniverseId
from bot.facts.reading import read_pack
from bot.services.handles import handle_of
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.questions import ConnectQuestion, MetQuestion, TogetherQuestion
from tests.conftest import ShelfOf

FACTS = Path(__file__).parents[1] / "data"
SAGA = UniverseId("defenders-saga")
RANDOM_PAIRS = 2_000
ENUMERATED = 150
"""Pairs whose chains are asked for one by one."""
MOST_CHAINS = 200

Spot = tuple[str, str, str]
"""Title, season and episode as the export writes them."""


@dataclass(frozen=True)
class Exported:
    """The rows of the export, by character; the pairs who met; and the titles that have seasons."""

    rows: Mapping[str, list[tuple[Spot, bool]]]
    met: set[frozenset[str]]
    seasoned: set[str]

    def is_exact(self, spot: Spot) -> bool:
        return bool(spot[2]) or spot[0] not in self.seasoned


def export(folder: Path) -> Exported:
    environment = os.environ | {"GUESTSTAR_DATABASE": str(folder / "facts.db"), "GUESTSTAR_FACTS": str(FACTS)}
    tables: dict[str, list[dict[str, str]]] = {}

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "bot", "data", *arguments]
        subprocess.run(command, env=environment, cwd=FACTS.parent, check=True, capture_output=True)

    run("load")
    for rows in ("appearances", "meetings"):
        out = folder / f"{rows}.csv"
        run("export", "--universe", SAGA, "--rows", rows, "--format", "csv", "--out", str(out))
        with out.open(encoding="utf-8", newline="") as stream:
            tables[rows] = list(csv.DictReader(stream))
    by_character: defaultdict[str, list[tuple[Spot, bool]]] = defaultdict(list)
    for row in tables["appearances"]:
        spot = (row["title_id"], row["season"], row["episode"])
        by_character[row["character_id"]].append((spot, row["kind"] not in ("photo", "mention")))
    return Exported(
        rows=by_character,
        met={frozenset((row["first_id"], row["second_id"])) for row in tables["meetings"]},
        seasoned={row["title_id"] for row in tables["appearances"] if row["season"]},
    )


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Exported:
    return export(tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def lookups() -> Lookups:
    import asyncio

    library = Library()
    asyncio.run(library.refresh(ShelfOf(read_pack(FACTS / SAGA))))
    return Lookups(library)


def touching(spot: Spot, other: Spot) -> bool:
    """Tell whether two places of a title are, or may be, one: an empty number may be any."""
    return all(not one or not another or one == another for one, another in zip(spot[1:], other[1:], strict=True))


def grade_of(exported: Exported, first: str, second: str) -> str | None:
    """Return the strongest that any two rows say, None where they say nothing."""
    if frozenset((first, second)) in exported.met:
        return "met"
    found: set[str] = set()
    others: defaultdict[str, list[tuple[Spot, bool]]] = defaultdict(list)
    for spot, here in exported.rows[second]:
        others[spot[0]].append((spot, here))
    for spot, here in exported.rows[first]:
        for other, there in others.get(spot[0], ()):
            if touching(spot, other):
                exact = exported.is_exact(spot) and exported.is_exact(other)
                found.add(("nothing", "spoken-of", "same-episode" if exact else "same-season")[here + there])
    return next((one for one in ("same-episode", "same-season", "spoken-of") if one in found), None)


def spots_of(exported: Exported) -> dict[str, set[Spot]]:
    return {
        one: {spot for spot, here in rows if here and exported.is_exact(spot)} for one, rows in exported.rows.items()
    }


def neighbours_of(spots: Mapping[str, set[Spot]]) -> dict[str, set[str]]:
    casts: defaultdict[Spot, set[str]] = defaultdict(set)
    for one, own in spots.items():
        for spot in own:
            casts[spot].add(one)
    return {one: {other for spot in own for other in casts[spot]} - {one} for one, own in spots.items()}


def chains_between(
    neighbours: Mapping[str, Iterable[str]], first: str, last: str, avoid: str | None
) -> tuple[int | None, int]:
    """Return the length and the number of the shortest chains, walking from the first character on."""
    distance, ways, queue = {first: 0}, Counter({first: 1}), deque([first])
    while queue:
        one = queue.popleft()
        for other in neighbours[one]:
            if other == avoid:
                continue
            if other not in distance:
                distance[other] = distance[one] + 1
                queue.append(other)
            if distance[other] == distance[one] + 1:
                ways[other] += ways[one]
    return distance.get(last), ways[last]


def spot_text(season: int | None, episode: int | None) -> tuple[str, str]:
    return ("" if season is None else str(season), "" if episode is None else str(episode))


def test_there_is_enough_to_compare(exported: Exported) -> None:
    assert len(exported.rows) > 200
    assert len(exported.met) > 100
    assert len(exported.seasoned) > 5


def test_of_every_two_it_is_said_that_they_met_as_far_as_the_rows_go(exported: Exported, lookups: Lookups) -> None:
    grades: Counter[str] = Counter()
    for first, second in combinations(sorted(exported.rows), 2):
        found = lookups.answer(MetQuestion(SAGA, CharacterId(first), CharacterId(second))).content
        expected = grade_of(exported, first, second)
        assert found.grade == expected or (expected is None and found.grade in ("never", "unknown")), (first, second)
        grades[found.grade] += 1
    assert {"met", "same-episode", "same-season", "unknown"} <= set(grades)


def test_every_two_share_the_episodes_that_both_are_in(exported: Exported, lookups: Lookups) -> None:
    spots = spots_of(exported)
    for first, second in combinations(sorted(exported.rows), 2):
        handles = (handle_of(CharacterId(first)), handle_of(CharacterId(second)))
        found = lookups.answer(TogetherQuestion(SAGA, handles)).content
        shared = [(one.place.title, *spot_text(one.place.season, one.place.episode)) for one in found.shared]
        assert len(shared) == len(set(shared))
        assert set(shared) == spots[first] & spots[second], (first, second)


def random_pairs(people: Iterable[str]) -> list[tuple[str, str, str | None]]:
    """Two different people each, and for every other pair a third who is to be avoided."""
    chosen, known = random.Random(20170818), sorted(people)
    picked = (chosen.sample(known, 3) for _ in range(RANDOM_PAIRS))
    return [(first, last, avoid if at % 2 else None) for at, (first, last, avoid) in enumerate(picked)]


def connect(lookups: Lookups, first: str, last: str, avoid: str | None, number: int = 1):
    handles = [handle_of(CharacterId(one)) for one in (first, last)]
    question = ConnectQuestion(SAGA, *handles, handle_of(CharacterId(avoid)) if avoid else None, number)
    return lookups.answer(question).content.connection


def people_of(chain) -> tuple[str, ...]:
    return (chain.steps[0].first.id, *(step.second.id for step in chain.steps))


def test_chains_are_as_short_and_as_many_as_walking_finds_and_hold_at_each_step(
    exported: Exported, lookups: Lookups
) -> None:
    spots = spots_of(exported)
    neighbours = neighbours_of(spots)
    lengths: Counter[int | None] = Counter()
    for first, last, avoid in random_pairs(exported.rows):
        length, count = chains_between(neighbours, first, last, avoid)
        lengths[length] += 1
        chain = connect(lookups, first, last, avoid)
        if length is None:
            assert chain is None, (first, last, avoid)
            continue
        assert (len(chain.steps), chain.count) == (length, count), (first, last, avoid)
        people = people_of(chain)
        assert (people[0], people[-1]) == (first, last)
        assert avoid not in people
        for (one, other), step in zip(pairwise(people), chain.steps, strict=True):
            place = step.place.place
            assert (place.title, *spot_text(place.season, place.episode)) in spots[one] & spots[other]
            assert step.shared == len(spots[one] & spots[other])
            assert (step.meeting is not None) == (frozenset((one, other)) in exported.met)
    assert {1, 2, 3} <= set(lengths)


def test_every_chain_that_is_counted_can_be_asked_for_and_is_another(exported: Exported, lookups: Lookups) -> None:
    neighbours = neighbours_of(spots_of(exported))
    asked = 0
    for first, last, avoid in random_pairs(exported.rows):
        _, count = chains_between(neighbours, first, last, avoid)
        if not 1 < count <= MOST_CHAINS:
            continue
        chains = {people_of(connect(lookups, first, last, avoid, number)) for number in range(1, count + 1)}
        assert len(chains) == count, (first, last, avoid)
        assert all(other in neighbours[one] for chain in chains for one, other in pairwise(chain))
        asked += 1
        if asked == ENUMERATED:
            break
    assert asked == ENUMERATED
