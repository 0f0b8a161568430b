"""Checks by which this installation knows its own texts again, and names by which it knows people without their id."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.domain.identities import GuildId, UserId

_LEAST_KEY_BYTES, _MOST_KEY_BYTES = 16, 64  # BLAKE2b takes no longer key; a shorter one could be guessed
_CHECK_BYTES = 8
_PERSON_BYTES = 16
_CHECKS, _PEOPLE, _SERVERS = b"check", b"person", b"server"


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with a secret key of 16 to 64 bytes; raises ValueError for any other."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not _LEAST_KEY_BYTES <= len(self.key) <= _MOST_KEY_BYTES:
            raise ValueError(f"a signing key has {_LEAST_KEY_BYTES} to {_MOST_KEY_BYTES} bytes, not {len(self.key)}")

    def check(self, text: str) -> str:
        """Return 11 characters (A-Z, a-z, 0-9, - and _) that only who has the key can tell for a text."""
        return self._signed(text, _CHECKS, _CHECK_BYTES)

    def person_hash(self, guild: GuildId, person: UserId) -> str:
        """Return 22 characters that stand for a person in one server, another in each, never the same as a check."""
        return self._signed(f"{guild}:{person}", _PEOPLE, _PERSON_BYTES)

    def server_hash(self, guild: GuildId) -> str:
        """Return 22 characters that stand for a server of which nothing else is kept."""
        return self._signed(str(guild), _SERVERS, _PERSON_BYTES)

    def _signed(self, text: str, purpose: bytes, length: int) -> str:
        digest = blake2b(text.encode(errors="surrogatepass"), digest_size=length, key=self.key, person=purpose).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


def nobody_of(person_hash: str) -> int:
    """Return the negative id under which the votes of a forgotten person go on counting in one server.

    Discord's ids are positive. Without the key nobody can tell whose it replaced; the person who comes back and
    votes again is known by it, so that they still have one vote.
    """
    return -1 - (int.from_bytes(blake2b(person_hash.encode(), digest_size=8).digest()) >> 1)
