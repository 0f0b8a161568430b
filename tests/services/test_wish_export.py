"""The files of a server's wishes: complete, told apart, no formulas, no names that are hidden."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identities import GuildId, UserId
from bot.domain.pack import TitleId, UniverseId
from bot.domain.table_cells import unharmed
from bot.domain.wishes import (
    Fulfilment,
    Manner,
    Named,
    Occasion,
    Tally,
    Wanted,
    Wish,
    WishNumber,
    WishState,
    Wording,
)
from bot.services.wish_export import exported_wishes

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADER = (
    "number,state,who,into,beside,occasion,manner,why,spoiler,author_id,made_at,ups,downs,merged_into,removal,"
    "true_title,true_season,true_episode,true_on"
)
PLAIN = Wish(
    guild=GuildId(2**61),
    number=WishNumber(1),
    wanted=Wanted(Named("Ada"), Named("Pier Nine")),
    wording=Wording(),
    author=None,
    shown_author=None,
    state=WishState.WAITING,
    made_at=NOON,
    tally=Tally(),
)
FULL = Wish(
    guild=GuildId(2**61),
    number=WishNumber(2),
    wanted=Wanted(
        Named("Bea", UniverseId("harbour"), "bea"), Named("Pier, Nine"), Named("Cléo"), occasion=Occasion.AGAIN
    ),
    wording=Wording('so "good"\nreally', Manner.GUEST_ARC, spoiler=True),
    author=UserId(2**62 + 1),
    shown_author=UserId(2**62 + 1),
    state=WishState.CAME_TRUE,
    made_at=NOON,
    tally=Tally(12, 3),
    fulfilment=Fulfilment(TitleId("pier-nine"), 1, 2, date(2026, 3, 4), NOON, already=False, voters=20),
)


def rows(*wishes: Wish) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported_wishes(wishes).csv.decode(), newline="")))


def test_a_wish_is_one_row_with_every_column() -> None:
    files = exported_wishes([PLAIN, FULL])
    assert files.count == 2
    assert files.csv.decode() == (
        f"{HEADER}\r\n"
        "1,waiting,Ada,Pier Nine,,first,any,,false,,2026-11-22T12:00:00+00:00,0,0,,,,,,\r\n"
        '2,came-true,Bea,"Pier, Nine",Cléo,again,guest-arc,"so ""good""\nreally",true,4611686018427387905,'
        "2026-11-22T12:00:00+00:00,12,3,,,pier-nine,1,2,2026-03-04\r\n"
    )


def test_json_says_the_same_with_its_own_types() -> None:
    plain, full = json.loads(exported_wishes([PLAIN, FULL]).json)
    assert list(plain) == list(full) == HEADER.split(",")
    assert plain["beside"] is plain["author_id"] is plain["true_on"] is None
    assert (full["spoiler"], full["ups"], full["true_season"], full["author_id"]) == (
        True,
        12,
        1,
        "4611686018427387905",
    )
    assert (full["why"], full["true_on"], full["made_at"]) == (
        'so "good"\nreally',
        "2026-03-04",
        "2026-11-22T12:00:00+00:00",
    )


def test_no_wishes_are_a_header_and_an_empty_list() -> None:
    files = exported_wishes([])
    assert (files.count, files.csv.decode(), json.loads(files.json)) == (0, f"{HEADER}\r\n", [])


def test_a_hidden_author_is_in_neither_file() -> None:
    files = exported_wishes([replace(FULL, shown_author=None)])
    assert str(FULL.author) not in files.csv.decode() + files.json.decode()


def test_merged_and_removed_wishes_say_where_and_why() -> None:
    merged = replace(PLAIN, state=WishState.MERGED, merged_into=WishNumber(7))
    removed = replace(PLAIN, state=WishState.REMOVED, removal="=spam")
    assert [row["merged_into"] for row in rows(merged, removed)] == ["7", ""]
    assert [row["removal"] for row in rows(merged, removed)] == ["", "'=spam"]
    assert json.loads(exported_wishes([removed]).json)[0]["removal"] == "=spam"


def test_an_unknown_day_is_empty() -> None:
    assert FULL.fulfilment is not None
    wish = replace(FULL, fulfilment=replace(FULL.fulfilment, season=None, episode=None, released=None))
    (row,) = rows(wish)
    assert (row["true_title"], row["true_season"], row["true_episode"], row["true_on"]) == ("pier-nine", "", "", "")


FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TEXTS = st.text(min_size=1, max_size=30) | st.builds(
    "{}{}{}".format, st.sampled_from(("", "'", "''")), st.sampled_from(FORMULA), st.text(max_size=10)
)


@given(who=TEXTS, into=TEXTS, beside=TEXTS, why=TEXTS, removal=TEXTS)
def test_no_text_is_a_formula_and_each_comes_back(who: str, into: str, beside: str, why: str, removal: str) -> None:
    texts = {"who": who, "into": into, "beside": beside, "why": why, "removal": removal}
    wanted = Wanted(Named(who), Named(into), Named(beside))
    wish = replace(PLAIN, wanted=wanted, wording=Wording(why), state=WishState.REMOVED, removal=removal)
    (row,) = rows(wish)
    for column, text in texts.items():
        assert not row[column].startswith(FORMULA)
        assert unharmed(row[column]) == text
    (record,) = json.loads(exported_wishes([wish]).json)
    assert {column: record[column] for column in texts} == texts


@pytest.mark.parametrize("sign", FORMULA)
def test_each_sign_that_begins_a_formula_is_kept_from_it(sign: str) -> None:
    (row,) = rows(replace(PLAIN, wording=Wording(f"{sign}1+1")))
    assert row["why"] == f"'{sign}1+1"
