"""Handles: short texts that stand for characters where several of them have to fit into one button."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2b
from typing import NewType

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId

Handle = NewType("Handle", str)

_BYTES = 6  # eight characters; among 25,000 characters two share a handle once in a million universes
_LATEST = 4  # catalogues whose handles are kept: a universe or two, and what they were before the facts changed


def handle_of(character: CharacterId) -> Handle:
    """Return the eight characters that stand for a character's id."""
    return Handle(urlsafe_b64encode(blake2b(character.encode(), digest_size=_BYTES).digest()).decode())


def character_of(catalogue: Catalogue, handle: Handle) -> CharacterId:
    """Return the character that a handle stands for; raises UserError where the universe has none."""
    try:
        return _characters(catalogue)[handle]
    except KeyError:
        raise UserError("Somebody in that is not in the facts any more; please ask again with the command.") from None


@lru_cache(maxsize=_LATEST)
def _characters(catalogue: Catalogue) -> dict[Handle, CharacterId]:
    return {handle_of(one): one for one in catalogue.characters}
