from itertools import pairwise

import pytest

from bot.domain.cast import Place
from bot.domain.links.duel import Step
from bot.domain.links.effects import LinkReceipt
from bot.domain.links.events import Named
from bot.domain.pack import CharacterId, TitleId
from tests.domain.links.duels import GUEST, HOST, STRANGER, Table, caller, crowd

GALA = Place(TitleId("gala"))
PIER_1, PIER_2 = (Place(TitleId("pier"), 1, number) for number in (1, 2))


def begun(**others) -> Table:
    table = Table(**others)
    table.accept()
    return table


def links(table: Table) -> list[tuple[str, Place | None]]:
    return [(step.character, step.place) for step in table.duel.chain[1:]]


def test_the_opponent_moves_first_and_then_each_in_turn() -> None:
    table = begun()
    movers = [table.duel.mover]
    for who in ("bob", "cid"):
        assert table.name(who) == "linked"
        movers.append(table.duel.mover)
    assert movers == [GUEST, HOST, GUEST]
    assert [step.by for step in table.duel.chain] == [None, GUEST, HOST]


def test_a_move_links_by_the_place_used_least_and_of_those_by_the_one_released_first() -> None:
    table = begun(pack=crowd("abcd", "abcd"), first="a")
    for who in "bcd":
        table.name(who)
    assert [place.title for _, place in links(table) if place] == ["film-0", "film-1", "film-0"]


def test_a_receipt_says_by_which_place_and_whom_the_move_links() -> None:
    table = begun()
    table.name("bob")
    receipt = table.receipt
    assert (receipt.turn, receipt.last, receipt.named, receipt.place) == (1, "ann", "bob", GALA)
    assert not receipt.ends


def test_a_place_links_three_times_and_no_more() -> None:
    table = begun(pack=crowd("abcde", "dx", "dy"), first="a")
    for who in "bcd":
        assert table.name(who) == "linked"
    assert table.duel.used_up == (Place(TitleId("film-0")),)
    assert table.name("e") == "used-up"
    assert table.turns[-1].used_up == table.duel.used_up
    assert table.name("x") == "linked"


def test_used_up_is_only_what_all_shared_places_are() -> None:
    table = begun(pack=crowd("abcde", "de", "ef"), first="a")
    for who in "bcd":
        table.name(who)
    assert table.name("e") == "linked"
    assert links(table)[-1] == ("e", Place(TitleId("film-1")))


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("ann", "named-already"),
        ("hal", "no-link"),
        ("eve", "unsure"),
        ("fay", "unsure"),
        ("gus", "unsure"),
        ("nobody", "unknown"),
    ],
)
def test_a_name_that_does_not_link_costs_nothing_but_time(who: str, told: str) -> None:
    table = begun()
    before = table.duel
    assert table.name(who) == told
    assert table.duel is before
    assert (table.receipt.named, table.receipt.last, table.receipt.place) == (who, "ann", None)
    assert table.name("bob") == "linked"


def test_nobody_is_named_twice_by_either() -> None:
    table = begun()
    table.name("bob")
    table.name("cid")
    assert table.name("bob") == "named-already"
    assert table.name("ann") == "named-already"


def test_whoever_names_the_last_one_wins() -> None:
    table = begun(pack=crowd("ab", "bc", "xyz"), first="a")
    table.name("b")
    assert table.over is None
    assert table.name("c") == "linked"
    assert table.receipt.ends
    assert table.over == ("nobody-left", HOST, "played-out")


def test_nobody_is_left_though_some_share_places_that_are_used_up() -> None:
    table = begun(pack=crowd("abcde"), first="a")
    for who in "bcd":
        table.name(who)
    assert table.over == ("nobody-left", GUEST, "played-out")


def test_a_hundred_links_are_a_draw() -> None:
    people = [chr(0x4E00 + at) for at in range(120)]
    table = begun(pack=crowd(*map("".join, pairwise(people))), first=people[0])
    for who in people[1:101]:
        assert table.over is None
        assert table.name(who) == "linked"
    assert table.over == ("most-links", None, "played-out")


def test_who_is_not_at_turn_is_told_so() -> None:
    table = Table()
    assert table.name("bob", GUEST) == "not-begun"
    table.accept()
    assert table.name("bob", HOST) == "not-your-turn"
    assert table.name("bob", STRANGER) == "not-playing"
    assert table.name("bob", GUEST) == "linked"
    assert table.name("cid", GUEST) == "not-your-turn"


def test_a_move_counts_until_the_millisecond_before_the_end_though_it_arrives_later() -> None:
    for before_ms, told in ((1, "linked"), (0, "turn-over"), (-1, "turn-over")):
        table = begun()
        assert table.name("bob", at=table.ends_ms - before_ms) == told


def test_a_form_that_was_opened_in_an_earlier_turn_names_nobody() -> None:
    table = begun()
    table.name("bob")
    table.name("cid")
    assert table.name("dot", turn=1) == "turn-over"
    assert table.name("dot", turn=4) == "turn-over"
    assert table.name("ann", turn=3) == "named-already"


def test_what_was_sent_before_the_other_moved_is_no_move_in_the_next_turn() -> None:
    table = begun()
    table.name("bob")
    late = table.now + 200
    table.now += 1_000
    table.name("cid", HOST)
    assert Table.told(table.hand(Named(caller(GUEST, late), CharacterId("ann"), 3))) == "turn-over"


def test_a_move_that_arrives_twice_or_is_older_than_the_last_changes_nothing() -> None:
    table = begun()
    event = Named(caller(GUEST, 5_000), CharacterId("bob"), 1)
    table.hand(event)
    before = table.duel
    assert table.hand(event) == ()
    assert table.hand(Named(caller(GUEST, 4_000), CharacterId("cid"), 1)) == ()
    assert table.duel is before


def test_without_the_facts_the_duel_ends_and_nobody_has_lost() -> None:
    table = begun()
    table.judge = None
    assert table.name("bob") == "no-facts"
    assert table.over == ("no-facts", None, "no-question")


def test_the_duel_ends_where_the_last_character_has_left_the_facts() -> None:
    table = begun(first="somebody-renamed")
    assert table.name("bob") == "no-facts"
    assert table.duel.chain == (Step(CharacterId("somebody-renamed")),)


def test_only_the_person_is_told_of_a_name_that_does_not_link() -> None:
    table = begun()
    effects = table.hand(Named(caller(GUEST, 5_000), CharacterId("hal"), 1))
    assert [type(one) for one in effects] == [LinkReceipt]
