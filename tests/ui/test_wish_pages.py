from dataclasses import replace

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.foresight import Foresight
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.wish_outcomes import SharedWish, WishEntry
from bot.domain.wish_ranking import WishOrder
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Named, Tally, Wanted, WishNumber, WishState
from bot.services.wish_lists import A_PAGE, Mine, SharedPage, WishPage
from bot.services.wish_questions import Period, Scope, WishQuestion, decode_wishes
from bot.ui.wish_ids import Action, read_wish_id
from bot.ui.wish_pages import LIST, ORDER, list_layout, mine_layout, top_layout
from tests.ui.wish_showing import (
    GUILD,
    HIDDEN,
    NAMES,
    NOW,
    SETTINGS,
    SIGNER,
    TALLIES,
    WANTED,
    assert_fits,
    assert_inert,
    harmless,
    harmless_wanted,
    harmless_wish,
    ids,
    labels,
    parts,
    plain_wish,
    said,
    texts,
    wishes,
)

SHOWN = WishSettings()
WIDEST = WishQuestion(
    state=WishState.CAME_TRUE,
    order=WishOrder.CLOSEST,
    page=9_000,
    universe=UniverseId("u" * 20),
    who=CharacterId("c" * 32),
    into=TitleId("t" * 32),
    period=Period.MONTH,
)
MARKS = ["*" * 100, "_" * 100, "久" * 100, "n" * 100, "- " * 50]


def entry(number: int = 12, **others: object) -> WishEntry:
    one = WishEntry(WishNumber(number), Wanted(Named("Ann"), Named("Show")), Tally(12, 3), WishState.OPEN, NOW)
    return replace(one, **others)


def listed(*entries: WishEntry, question: WishQuestion = WishQuestion(), own: WishSettings = SHOWN, pages: int = 1):  # noqa: B008  (a value)
    page = WishPage(question, entries, len(entries), pages, own)
    return list_layout(page, SIGNER, GUILD, NOW)


def menus(view: ui.LayoutView) -> list[dict[str, str]]:
    return [{o["label"]: o["value"] for o in part["options"]} for part in parts(view) if part["type"] == 3]


def test_a_list_has_what_is_wished_for_its_tally_and_a_button_to_its_card() -> None:
    view = listed(entry(12), entry(13, tally=Tally()))
    assert texts(view) == [
        "## Open wishes, hot ones first",
        "**Ann in Show**\n12 for, 3 against",
        "**Ann in Show**\nNo votes yet",
        "-# 2 wishes",
    ]
    assert {label: read_wish_id(SIGNER, id, GUILD) for label, id in ids(view).items()} == {
        "Show 12": (Action.SHOW, 12),
        "Show 13": (Action.SHOW, 13),
    }


def test_a_list_says_what_was_asked_for() -> None:
    question = WishQuestion(order=WishOrder.NEW, state=WishState.CAME_TRUE, period=Period.WEEK)
    page = WishPage(question, (entry(state=WishState.CAME_TRUE),), 1, 1, SHOWN)
    view = list_layout(page, SIGNER, GUILD, NOW, who="Matt *Murdock*", into="Jessica Jones")
    assert texts(view)[:2] == [
        "## Granted wishes for Matt \\*Murdock\\* in Jessica Jones made within a week, newest first",
        "**Ann in Show**\n12 for, 3 against · came true",
    ]


def test_hidden_tallies_are_in_no_list() -> None:
    one, other = (listed(entry(tally=tally), own=HIDDEN) for tally in (Tally(1, 2), Tally(77, 0)))
    assert one.to_components() == other.to_components()
    assert "-# 1 wish · tallies are hidden until 1 Dec 2026" in texts(one)
    own = Mine((plain_wish(tally=Tally(7, 8)),), 0, Foresight(0, 0.0), HIDDEN)
    assert "7" not in said(mine_layout(own, SIGNER, GUILD, NOW, str))


def test_an_empty_list_says_how_to_make_a_wish() -> None:
    assert "`/wish add`" in said(listed())
    assert labels(listed()) == []
    assert menus(listed()) == []


def test_pages_turn_by_the_question_and_keep_all_else_of_it() -> None:
    question = replace(WIDEST, page=2)
    view = listed(entry(), question=question, pages=3)
    turned = {label: id for label, id in ids(view).items() if label.endswith("page")}
    assert all(id.startswith(LIST) for id in turned.values())
    assert {label: decode_wishes(id.removeprefix(LIST)) for label, id in turned.items()} == {
        "Previous page": replace(question, page=1),
        "Next page": replace(question, page=3),
    }
    assert "page 2 of 3" in said(view)
    assert [label for label in labels(listed(entry(), pages=2)) if "page" in label] == ["Next page"]


def test_the_order_is_changed_by_a_menu_whose_values_are_questions() -> None:
    question = WishQuestion(order=WishOrder.TOP, page=3)
    view = listed(entry(1), entry(2), question=question, pages=3)
    [menu] = [part for part in parts(view) if part["type"] == 3]
    assert menu["custom_id"] == ORDER
    assert [decode_wishes(option["value"]) for option in menu["options"]] == [
        replace(question, order=order, page=1) for order in WishOrder
    ]
    assert [option["label"] for option in menu["options"] if option["default"]] == ["Most wanted first"]
    assert menus(listed(entry())) == [], "one wish has no order"


def test_the_top_over_servers_is_numbered_through_its_pages() -> None:
    wanted = Wanted(Named("Ann"), Named("Show"))
    page = SharedPage(WishQuestion(Scope.ALL, page=2), (SharedWish(wanted, Tally(1_200, 3), 4),), 11, 2)
    view = top_layout(page)
    assert texts(view) == [
        "## Open wishes of all servers",
        "11\\. **Ann in Show**\n-# 1,200 for, 3 against · 4 servers",
        "-# 11 wishes · page 2 of 2",
    ]
    assert decode_wishes(ids(view)["Previous page"].removeprefix(LIST)) == WishQuestion(Scope.ALL, page=1)
    assert "`/config wishes`" in said(top_layout(SharedPage(WishQuestion(Scope.ALL), (), 0, 1)))


def test_a_person_sees_their_wishes_votes_and_foresight() -> None:
    own = Mine((plain_wish(), plain_wish(state=WishState.WAITING)), 1_234, Foresight(2, 7.25), SHOWN)
    assert texts(mine_layout(own, SIGNER, GUILD, NOW, str))[:3] == [
        (
            "## Your wishes\nYou have 1,234 votes on wishes here. **2 wishes** that you were for came true: "
            "foresight **7.2**, more for each the fewer believed in it."
        ),
        "**Matt Murdock in Jessica Jones**\n12 for, 3 against",
        "**Matt Murdock in Jessica Jones**\nWaiting for review",
    ]


def test_a_person_without_wishes_is_told_how_to_make_one() -> None:
    text = said(mine_layout(Mine((), 0, Foresight(0, 0.0), SHOWN), SIGNER, GUILD, NOW, str))
    assert "You have 0 votes on wishes here. None that you were for has come true yet." in text
    assert "`/wish add` makes one" in text


@pytest.mark.parametrize(
    ("page", "shown", "turns"),
    [(1, 10, {"Next page": "2"}), (3, 3, {"Previous page": "2"}), (0, 10, None), (99, 3, None)],
)
def test_many_wishes_of_a_person_have_pages(page: int, shown: int, turns: dict[str, str] | None) -> None:
    many = tuple(plain_wish(number=WishNumber(number)) for number in range(1, 24))
    view = mine_layout(Mine(many, 0, Foresight(0, 0.0), SHOWN), SIGNER, GUILD, NOW, str, page=page)
    assert len([label for label in labels(view) if label.startswith("Show")]) == shown
    if turns is not None:
        assert {label: id for label, id in ids(view).items() if label.endswith("page")} == turns
    assert_fits(view)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(WANTED, TALLIES, st.sampled_from(WishState)), max_size=A_PAGE), SETTINGS, NAMES, NAMES)
def test_every_list_fits_and_is_inert(rows, own: WishSettings, who: str, into: str) -> None:
    entries = [entry(10**9 + at, wanted=w, tally=t, state=s) for at, (w, t, s) in enumerate(rows)]
    page = WishPage(WIDEST, tuple(entries), 10**9, 9_999, own)
    view = list_layout(page, SIGNER, GUILD, NOW, who=who, into=into)
    assert_fits(view)
    calm = tuple(replace(one, wanted=harmless_wanted(one.wanted)) for one in entries)
    twin = list_layout(replace(page, entries=calm), SIGNER, GUILD, NOW, who=harmless(who), into=harmless(into))
    assert_inert(view, twin)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WANTED, TALLIES), max_size=A_PAGE))
def test_every_top_fits_and_is_inert(rows) -> None:
    page = SharedPage(WishQuestion(Scope.ALL, page=500), tuple(SharedWish(w, t, 10**6) for w, t in rows), 10**6, 9_999)
    view = top_layout(page)
    assert_fits(view)
    calm = tuple(replace(one, wanted=harmless_wanted(one.wanted)) for one in page.wishes)
    assert_inert(view, top_layout(replace(page, wishes=calm)))


@settings(max_examples=40, deadline=None)
@given(st.lists(wishes(), max_size=15, unique_by=lambda wish: wish.number), SETTINGS, st.integers(1, 2))
def test_everything_of_a_person_fits_and_is_inert(own_wishes, own: WishSettings, page: int) -> None:
    mine = Mine(tuple(own_wishes), 10**6, Foresight(10**6, 10.0**7), own)
    view = mine_layout(mine, SIGNER, GUILD, NOW, lambda at: f"wm1:{at}", page=page)
    assert_fits(view)
    twin = replace(mine, wishes=tuple(map(harmless_wish, own_wishes)))
    assert_inert(view, mine_layout(twin, SIGNER, GUILD, NOW, lambda at: f"wm1:{at}", page=page))


@pytest.mark.parametrize("name", MARKS)
def test_the_longest_lists_fit(name: str) -> None:
    wanted = Wanted(Named(name), Named(name), Named(name))
    entries = [
        entry(10**9 + at, wanted=wanted, state=WishState.CAME_TRUE, tally=Tally(10**9, 10**9)) for at in range(10)
    ]
    for own in (SHOWN, HIDDEN):
        page = WishPage(WIDEST, tuple(entries), 10**9, 9_999, own)
        view = list_layout(page, SIGNER, GUILD, NOW, who=name, into=name)
        assert_fits(view)
        assert len(labels(view)) == 12
    shared = tuple(SharedWish(wanted, Tally(10**9, 10**9), 10**6) for _ in range(10))
    assert_fits(top_layout(SharedPage(WishQuestion(Scope.ALL, page=500), shared, 10**9, 9_999)))


async def test_lists_are_not_kept_after_sending() -> None:
    assert listed(entry()).is_finished()
    assert top_layout(SharedPage(WishQuestion(Scope.ALL), (), 0, 1)).is_finished()
