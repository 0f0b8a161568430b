"""Handles: short texts that stand for characters where several of them have to fit into one button."""

from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import NewType
from weakref import WeakKeyDictionary

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId

Handle = NewType("Handle", str)

_BYTES = 6  # eight characters; among 25,000 characters two share a handle once in a million universes
_known: "WeakKeyDictionary[Catalogue, dict[Handle, CharacterId]]" = WeakKeyDictionary()


def handle_of(character: CharacterId) -> Handle:
    """Return the eight characters that stand for a character's id."""
    return Handle(urlsafe_b64encode(blake2b(character.encode(), digest_size=_BYTES).digest()).decode())


def character_of(catalogue: Catalogue, handle: Handle) -> CharacterId:
    """Return the character that a handle stands for; raises UserError where the universe has none."""
    try:
        return _characters(catalogue)[handle]
    except KeyError:
        raise UserError("Somebody in that is not in the facts any more; please ask again with the command.") from None


def _characters(catalogue: Catalogue) -> dict[Handle, CharacterId]:
    """Return whom the handles of a catalogue stand for, gathered once for as long as it is in use."""
    if catalogue not in _known:
        _known[catalogue] = {handle_of(one): one for one in catalogue.characters}
    return _known[catalogue]
