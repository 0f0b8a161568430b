import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pack import CharacterId
from bot.domain.plays import PlayId
from bot.ui.link_ids import LinkAction, LinkPress, link_id, read_link_id
from bot.ui.trivia_ids import LINK

PLAYS = st.integers(1, 2**63 - 1).map(PlayId)
TURNS = st.integers(1, 100)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,7}){0,3}", fullmatch=True).map(CharacterId)
PRESSES = st.one_of(
    st.builds(
        LinkPress,
        st.sampled_from([one for one in LinkAction if one not in (LinkAction.NAME, LinkAction.PICK)]),
        PLAYS,
    ),
    st.builds(LinkPress, st.just(LinkAction.NAME), PLAYS, TURNS),
    st.builds(LinkPress, st.just(LinkAction.PICK), PLAYS, TURNS, SLUGS),
)


@given(PRESSES)
def test_what_is_pressed_survives_being_a_custom_id(press: LinkPress) -> None:
    custom_id = link_id(press)
    assert read_link_id(custom_id) == press
    assert custom_id.startswith(LINK)
    assert len(custom_id) <= 70


@pytest.mark.parametrize(
    "custom_id",
    [
        "t1:l:",
        "t1:l:accept",
        "t1:l:accept:0",
        "t1:l:accept:-5",
        "t1:l:accept:5:1",
        "t1:l:accept:5\n",
        "t1:l:ACCEPT:5",
        "t1:l:win:5",
        "t1:l:name:5",
        "t1:l:name:5:0",
        "t1:l:name:5:1000",
        "t1:l:name:5:1:matt-murdock",
        "t1:l:name:٥:1",
        "t1:l:pick:5:1",
        "t1:l:pick:5:1:",
        "t1:l:pick:5:1:Matt Murdock",
        "t1:l:pick:5:1:Matt",
        "t1:l:pick:5:1:" + "x" * 33,
        "t1:p:join:5",
        "x" * 5_000,
    ],
)
def test_anything_else_is_no_such_id(custom_id: str) -> None:
    assert read_link_id(custom_id) is None
