import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identities import GuildId
from bot.domain.signing import Signer
from bot.domain.wishes import WishNumber
from bot.ui.wish_ids import WISH, Action, read_wish_id, wish_id

SIGNER = Signer(bytes(range(32)))
GUILDS = st.integers(1, 2**63 - 1).map(GuildId)
NUMBERS = st.integers(1, 10**12).map(WishNumber)


@given(st.sampled_from(Action), GUILDS, NUMBERS)
def test_an_id_is_read_in_its_own_server(action: Action, guild: GuildId, number: WishNumber) -> None:
    made = wish_id(SIGNER, action, guild, number)
    assert made.startswith(WISH)
    assert len(made) <= 44
    assert read_wish_id(SIGNER, made, guild) == (action, number)


@given(st.sampled_from(Action), GUILDS, GUILDS, NUMBERS)
def test_an_id_of_another_server_is_not_read(
    action: Action, guild: GuildId, other: GuildId, number: WishNumber
) -> None:
    made = wish_id(SIGNER, action, guild, number)
    assert (read_wish_id(SIGNER, made, other) is None) == (guild != other)


def test_an_id_of_another_key_is_not_read() -> None:
    made = wish_id(Signer(b"other" * 5), Action.UP, GuildId(1), WishNumber(2))
    assert read_wish_id(SIGNER, made, GuildId(1)) is None


def mutations(made: str, chance: random.Random) -> str:
    """One of many ways in which an id can be wrong."""
    at = chance.randrange(len(made))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789:-_. \n\0é久\ud800٣")
    return chance.choice(
        [
            made[:at],
            made[at + 1 :],
            made[:at] + made[at + 1 :],
            made[:at] + letter + made[at:],
            made[:at] + letter + made[at + 1 :],
            made[:at] + chr(ord(made[at]) ^ (1 << chance.randrange(8))) + made[at + 1 :],
            made + letter,
            made.upper(),
            made.replace("w1:", chance.choice(["w0:", "w2:", "w:", "W1:", "q1:", "w1:w1:"])),
            made.replace(":", "::", 1),
            made[:at] + "".join(chance.sample(made[at:], len(made) - at)),
        ]
    )


def test_ten_thousand_wrong_ids_are_not_read() -> None:
    chance = random.Random(5)
    tried = 0
    while tried < 10_000:
        guild = GuildId(chance.randrange(1, 2**63))
        made = wish_id(SIGNER, chance.choice(list(Action)), guild, WishNumber(chance.randrange(1, 10_000)))
        wrong = mutations(made, chance)
        if wrong != made:
            tried += 1
            assert read_wish_id(SIGNER, wrong, guild) is None, wrong


@given(st.text(max_size=120) | st.from_regex(r"w1:[a-z]{2,10}:[0-9]{1,20}:[A-Za-z0-9_-]{11}", fullmatch=True), GUILDS)
def test_what_nobody_signed_is_not_read(text: str, guild: GuildId) -> None:
    assert read_wish_id(SIGNER, text, guild) is None


@pytest.mark.parametrize("number", ["0", "01", "-1", "+1", "1.0", "1 ", "٣", "1" * 30])
def test_a_number_has_one_way_to_be_written(number: str) -> None:
    check = SIGNER.check(f"w1:up:1:{number}")
    assert read_wish_id(SIGNER, f"w1:up:{number}:{check}", GuildId(1)) is None


def test_the_spare_bits_of_a_check_are_looked_at_too() -> None:
    made = wish_id(SIGNER, Action.UP, GuildId(1), WishNumber(2))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    read = [one for one in alphabet if read_wish_id(SIGNER, made[:-1] + one, GuildId(1))]
    assert read == [made[-1]]


def test_no_action_becomes_another_by_one_bit() -> None:
    for one, other in combinations([action.value.encode() for action in Action], 2):
        if len(one) == len(other):
            assert sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True)) > 1
