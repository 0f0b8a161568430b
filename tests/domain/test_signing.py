import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.identities import GuildId, UserId
from bot.domain.signing import Signer

KEY = bytes(range(32))


@given(st.text(), st.text())
def test_only_the_same_text_has_the_same_check(one: str, other: str) -> None:
    signer = Signer(KEY)
    assert (signer.check(one) == signer.check(other)) == (one == other)


@given(st.text(st.characters(), max_size=300))
def test_a_check_fits_into_a_custom_id(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{11}", Signer(KEY).check(text))


def test_another_key_makes_another_check() -> None:
    assert Signer(KEY).check("up") != Signer(KEY[::-1]).check("up")
    assert Signer(KEY).check("up") == Signer(bytes(range(32))).check("up"), "it is the same after a restart"


def test_a_check_stays_what_it_is_from_version_to_version() -> None:
    assert Signer(KEY).check("w1:up:1:12") == "0gL0EAyzfdM"


def test_a_person_is_known_within_one_server_only() -> None:
    signer = Signer(KEY)
    known = signer.person_hash(GuildId(1), UserId(23))
    assert known == signer.person_hash(GuildId(1), UserId(23))
    assert known != signer.person_hash(GuildId(2), UserId(23))
    assert known != signer.person_hash(GuildId(12), UserId(3)), "where one id ends and the other begins is told"
    assert known != signer.person_hash(GuildId(1), UserId(24))
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", known)
    assert not known.startswith(signer.check("1:23"))


@pytest.mark.parametrize("length", [0, 15, 65])
def test_a_key_that_is_too_short_or_long_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        Signer(b"k" * length)


def test_the_key_is_not_shown() -> None:
    assert "key" not in repr(Signer(b"key" * 8))
