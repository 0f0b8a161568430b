import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import PlayId
from bot.domain.rounds.play import Phase, Play, Player, Press, Round
from bot.domain.rounds.rules import Level, Mode, Rules
from bot.domain.rounds.values import play_from, play_values
from tests.domain.rounds.sittings import RIGHT, Sitting

IDS = st.integers(1, 2**63 - 1)
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
SMALL = st.integers(0, 10_000)
PRESSES = st.builds(Press, SMALL, IDS.map(InteractionId), st.booleans())
PLAYERS = st.builds(
    Player, IDS.map(InteractionId), SMALL, SMALL, SMALL, SMALL, SMALL, st.none() | st.integers(1, 50), st.booleans()
)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    choices = draw(st.integers(2, 5))
    asked_at = draw(MOMENTS)
    ends_at = asked_at + draw(st.timedeltas(timedelta(milliseconds=1), timedelta(minutes=2)))
    answer, presses = draw(st.integers(0, choices - 1)), draw(st.dictionaries(IDS.map(UserId), PRESSES, max_size=4))
    return Round(draw(st.text()), answer, choices, asked_at, ends_at, draw(st.booleans()), presses)


PLAYS = st.builds(
    Play,
    id=IDS.map(PlayId),
    guild=IDS.map(GuildId),
    channel=IDS.map(ChannelId),
    host=IDS.map(UserId),
    rules=st.builds(Rules, st.sampled_from(Mode), st.integers(1, 50), st.integers(5, 120), st.sampled_from(Level)),
    phase=st.sampled_from(Phase),
    due_at=st.none() | MOMENTS,
    number=SMALL,
    empty=SMALL,
    asked=st.none() | rounds(),
    players=st.dictionaries(IDS.map(UserId), PLAYERS, max_size=4),
    seen=st.dictionaries(IDS.map(UserId), IDS.map(InteractionId), max_size=4),
)


@given(PLAYS)
def test_a_play_is_the_same_after_it_was_kept_as_json(play: Play) -> None:
    back = play_from(json.loads(json.dumps(play_values(play))))
    assert back == play
    assert isinstance(back.phase, Phase)
    assert isinstance(back.rules.mode, Mode)


def test_the_values_are_plain() -> None:
    sitting = Sitting()
    sitting.begin()
    sitting.choose(2, RIGHT, 5)
    assert _kinds(play_values(sitting.play)) == {dict, list, str, int, bool, type(None)}


def _kinds(value: object) -> set[type]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {type(value)}.union(*map(_kinds, inside))


def test_a_moment_keeps_its_place_in_time_wherever_it_was_written() -> None:
    play = Sitting().play
    values = play_values(play)
    assert play.due_at is not None
    values["due_at"] = play.due_at.astimezone(timezone(timedelta(hours=5))).isoformat()
    assert play_from(values) == play


@pytest.mark.parametrize("version", [0, 2, None])
def test_values_of_an_unknown_version_are_refused(version: int | None) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        play_from({**play_values(Sitting().play), "version": version})
