from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pack import UniverseId
from bot.services.daily import Pick
from bot.ui.daily_ids import DailyAction, DailyPress, go_on_id, pick_id, read_daily_id, share_id, today_id
from bot.ui.trivia_ids import DAILY

DAYS = st.dates(date(2015, 1, 1), date(9999, 12, 31))
UNIVERSES = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).map(lambda slug: UniverseId(slug[:20]))
PICKS = st.builds(Pick, DAYS, UNIVERSES, st.integers(1, 5), st.integers(0, 4))
SAGA = UniverseId("defenders-saga")


@given(PICKS)
def test_what_is_made_is_read(pick: Pick) -> None:
    made = pick_id(pick)
    assert made.startswith(DAILY)
    assert len(made) <= 47
    read = read_daily_id(made)
    assert read == DailyPress(DailyAction.PICK, pick.universe, pick.day, pick.number, pick.choice)
    assert read is not None
    assert read.pick == pick
    assert read_daily_id(go_on_id(pick.day, pick.universe)) == DailyPress(DailyAction.GO_ON, pick.universe, pick.day)
    assert read_daily_id(share_id(pick.day, pick.universe)) == DailyPress(DailyAction.SHARE, pick.universe, pick.day)
    assert read_daily_id(today_id(pick.universe)) == DailyPress(DailyAction.TODAY, pick.universe)


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "t1:d:",
        "t1:d:today:",
        "t1:d:today:A",
        "t1:d:today:saga\n",
        "t1:d:today:" + "a" * 21,
        "t1:d:on:saga",
        "t1:d:on:2026-02-30:saga",
        "t1:d:on:0000-01-01:saga",
        "t1:d:on:2026-11-23:saga:1",
        "t1:d:on:20261123:saga",
        "t1:d:share:2026-11-23:",
        "t1:d:pick:2026-11-23:saga",
        "t1:d:pick:2026-11-23:6:0:saga",
        "t1:d:pick:2026-11-23:0:0:saga",
        "t1:d:pick:2026-11-23:1:9:saga",
        "t1:d:pick:2026-11-23:1:5:saga",
        "t1:d:pick:2026-11-23:1:-1:saga",
        "t1:d:pick:2026-11-23:1:99999999999999999999:saga",
        "t1:d:pick:2026-11-23:١:0:saga",
        "t1:d:pick:2026-13-01:1:0:saga",
        "t1:d:pick:99999-11-23:1:0:saga",
        "t1:d:PICK:2026-11-23:1:0:saga",
        "t0:d:pick:2026-11-23:1:0:saga",
        " t1:d:pick:2026-11-23:1:0:saga",
        "t1:d:pick:2026-11-23:1:0:saga' OR 1=1",
    ],
)
def test_whatever_else_is_sent_is_not_read(custom_id: str) -> None:
    assert read_daily_id(custom_id) is None


@given(st.text(max_size=100), st.text(max_size=100).map(lambda text: DAILY + text))
def test_no_text_breaks_the_reading(anything: str, begun: str) -> None:
    for custom_id in (anything, begun):
        read = read_daily_id(custom_id)
        assert read is None or made_of(read) == custom_id


def made_of(press: DailyPress) -> str:
    """The one custom_id that stands for a press."""
    match press.action:
        case DailyAction.TODAY:
            return today_id(press.universe)
        case DailyAction.PICK:
            return pick_id(press.pick)
        case DailyAction.GO_ON:
            return go_on_id(press.day or date.min, press.universe)
        case DailyAction.SHARE:
            return share_id(press.day or date.min, press.universe)
