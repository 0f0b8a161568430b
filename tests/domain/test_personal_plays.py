"""Somebody goes from a play that is underway, and it can be played on."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identities import UserId
from bot.domain.personal_plays import NOBODY, play_without, text_without, values_without
from bot.domain.rounds.events import Joined, Left, Started
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import Mode
from bot.domain.rounds.values import play_from, play_values
from tests.domain.rounds.sittings import RIGHT, WRONG, Sitting

BIG = 2**60
ANA, BEN, EVE = (UserId(BIG + number) for number in (1, 2, 3))


def sitting(mode: Mode = Mode.EVERYONE, *people: UserId) -> Sitting:
    """Return a play with people of whom the first is the host."""
    play = Sitting(mode, people=1)
    for person in people or (ANA, BEN, EVE):
        play.press(Joined, person)
    host, *_ = people or (ANA,)
    first = play.play.players[UserId(1)]
    players = {person: player for person, player in play.play.players.items() if person != 1}
    seen = {person: interaction for person, interaction in play.play.seen.items() if person != 1}
    assert first.joined
    play.play = replace(play.play, host=host, players=players, seen=seen)
    return play


def without(play: Play, person: UserId) -> Play:
    """Return a play as another process reads it that somebody has been taken out of."""
    written = json.dumps(play_without(json.loads(json.dumps(play_values(play))), person))
    assert str(person) not in written
    return play_from(json.loads(written))


def test_they_go_with_their_points_and_their_choice_and_everybody_else_keeps_theirs() -> None:
    table = sitting()
    table.begin(ANA)
    table.over((ANA, RIGHT, 100), (BEN, RIGHT, 200), (EVE, WRONG, 300))
    table.choose(BEN, RIGHT, 100)
    table.choose(EVE, RIGHT, 100)
    before = table.play
    after = without(before, BEN)
    assert before.asked is not None
    assert after.asked is not None
    assert after == replace(
        before,
        players={ANA: before.players[ANA], EVE: before.players[EVE]},
        seen={ANA: before.seen[ANA], EVE: before.seen[EVE]},
        asked=replace(before.asked, presses={EVE: before.asked.presses[EVE]}),
    )


def test_whoever_has_been_there_longest_and_is_there_leads_from_then_on() -> None:
    table = sitting()
    table.begin(ANA)
    assert without(table.play, BEN).host == ANA
    assert without(table.play, ANA).host == BEN
    table.press(Left, BEN)
    assert without(table.play, ANA).host == EVE
    assert without(without(table.play, ANA), EVE).host == NOBODY


def test_somebody_who_is_not_in_it_changes_nothing() -> None:
    table = sitting()
    table.begin(ANA)
    assert without(table.play, UserId(BIG + 9)) == table.play


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("when", ["lobby", "question", "chosen", "revealed"])
def test_a_play_goes_on_to_its_end_without_somebody(mode: Mode, when: str) -> None:
    people = (ANA,) if mode is Mode.SOLO else (ANA, BEN)
    table = sitting(mode, *people)
    if when != "lobby":
        table.press(Started, ANA)
        table.ask()
    if when in ("chosen", "revealed"):
        for person in people:
            table.choose(person, WRONG, 100)
    if when == "revealed":
        table.wait()
    for person in people:
        table.play = without(table.play, person)
        assert person not in (table.play.host, *table.play.players, *table.play.seen)
    for _ in range(60):
        if table.play.phase is Phase.ENDED:
            break
        if table.play.phase is Phase.ASKING and table.play.asked is None:
            table.ask()
        else:
            table.wait()
    assert table.play.phase is Phase.ENDED


PLAIN = st.none() | st.booleans() | st.integers(0, 5) | st.sampled_from([ANA, BEN, 10 * ANA])
JSON = st.recursive(
    PLAIN | st.text("ab<@>!1", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz", max_size=2), inner, max_size=3),
)


def numbers(values: Any) -> list[int]:
    """Return all numbers in values, in their order."""
    if isinstance(values, dict):
        return [number for part in values.values() for number in numbers(part)]
    if isinstance(values, list):
        return [number for part in values for number in numbers(part)]
    return [values] if isinstance(values, int) else []


@given(JSON)
def test_of_any_values_nobody_takes_the_place_and_nothing_else_changes(values: Any) -> None:
    after = values_without({"all": values}, ANA)["all"]
    assert numbers(after) == [0 if number == ANA else number for number in numbers(values)]
    assert values_without({"all": after}, ANA)["all"] == after


def test_a_duel_of_links_has_nobody_in_their_place() -> None:
    values = {"host": ANA, "opponent": BEN, "chain": [["mara-quill", ANA, ["ferry", None, None]]], "seen": [[ANA, 5]]}
    assert play_without(values, ANA) == {
        "host": 0,
        "opponent": BEN,
        "chain": [["mara-quill", 0, ["ferry", None, None]]],
        "seen": [[0, 5]],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"by <@{ANA}>, <@!{ANA}> and {ANA}.", "by somebody, somebody and somebody."),
        (f"{ANA}7 and 7{ANA}", f"{ANA}7 and 7{ANA}"),
        ("nothing", "nothing"),
    ],
)
def test_a_word_stands_in_the_place_of_a_typed_id(text: str, expected: str) -> None:
    assert text_without(text, ANA) == expected
    assert values_without({"text": text}, ANA) == {"text": expected}
