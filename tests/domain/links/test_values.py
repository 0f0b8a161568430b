import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.links.duel import Duel, Stage, Step
from bot.domain.links.effects import LinkEnd, LinkPost, ShowEnd, ShowInvitation, ShowTurn
from bot.domain.links.rules import LinkRules
from bot.domain.links.values import duel_from, duel_values, post_from, post_values
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.plays import PlayId
from tests.domain.links.duels import Table

IDS = st.integers(1, 2**63 - 1)
PEOPLE = IDS.map(UserId)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
UNIVERSES = SLUGS.map(UniverseId)
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
NUMBERS = st.none() | st.integers(0, 999)
PLACES = st.builds(Place, SLUGS.map(TitleId), NUMBERS, NUMBERS)
STEPS = st.builds(Step, SLUGS.map(CharacterId), st.none() | PEOPLE, st.none() | PLACES)
CHAINS = st.lists(STEPS, min_size=1, max_size=5).map(tuple)
DUELS = st.builds(
    Duel,
    id=IDS.map(PlayId),
    guild=IDS.map(GuildId),
    channel=IDS.map(ChannelId),
    host=PEOPLE,
    rules=st.builds(LinkRules, UNIVERSES, st.integers(10, 120)),
    stage=st.sampled_from(Stage),
    due_at=st.none() | MOMENTS,
    moved_at=MOMENTS,
    chain=CHAINS,
    invited=st.none() | PEOPLE,
    opponent=st.none() | PEOPLE,
    is_shown=st.booleans(),
    is_renewed=st.booleans(),
    seen=st.dictionaries(PEOPLE, IDS.map(InteractionId), max_size=4),
)
POSTS = st.one_of(
    st.builds(ShowInvitation, IDS.map(PlayId), UNIVERSES, PEOPLE, st.none() | PEOPLE, st.integers(10, 120), MOMENTS),
    st.builds(
        ShowTurn,
        IDS.map(PlayId),
        UNIVERSES,
        st.integers(1, 100),
        PEOPLE,
        PEOPLE,
        st.integers(0, 99),
        CHAINS,
        st.lists(PLACES, max_size=4).map(tuple),
        MOMENTS,
        st.booleans(),
    ),
    st.builds(ShowEnd, UNIVERSES, st.sampled_from(LinkEnd), PEOPLE, st.none() | PEOPLE, st.none() | PEOPLE, CHAINS),
)


@given(DUELS)
def test_a_duel_is_the_same_after_it_was_kept_as_json(duel: Duel) -> None:
    back = duel_from(json.loads(json.dumps(duel_values(duel))))
    assert back == duel
    assert isinstance(back.stage, Stage)


@given(POSTS)
def test_what_is_shown_is_the_same_after_it_was_kept_as_json(post: LinkPost) -> None:
    assert post_from(json.loads(json.dumps(post_values(post)))) == post


def test_a_turn_says_to_whoever_shows_it_which_one_starts() -> None:
    table = Table()
    table.accept()
    assert post_values(table.turns[0])["starts"] == 1


@pytest.mark.parametrize("version", [0, 2, None])
def test_values_of_an_unknown_version_are_refused(version: int | None) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        duel_from({**duel_values(Table().duel), "version": version})
