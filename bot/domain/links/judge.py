"""The judge of a link duel: what the facts say of two characters. It knows nothing of turns or time."""

from collections.abc import Collection, Sequence

from bot.domain.cast import Place
from bot.domain.network import members
from bot.domain.pack import CharacterId
from bot.domain.trivia.record import Record

MOST_FIRST = 24
"""Among so many who share places with most others the first character of a chain is drawn."""


class Judge:
    """Judges by the facts of one universe. Two share a place as in questions (docs/trivia.md, "What a proof is")."""

    def __init__(self, record: Record) -> None:
        self._record = record
        network = record.network
        self._partners = network.neighbours if record.listing else network.sure_neighbours

    def knows(self, character: CharacterId) -> bool:
        """Tell whether there is such a character."""
        return character in self._record.catalogue.characters

    def links(self, one: CharacterId, other: CharacterId) -> Sequence[Place]:
        """Return the places in which both surely are, in release order."""
        return [self._record.network.place(place) for place in self._record.shared(one, other)]

    def may_share(self, one: CharacterId, other: CharacterId) -> bool:
        """Tell whether any rows, however unsure, are or may be about one place."""
        return self._record.may_share(one, other)

    def has_more(self, last: CharacterId, named: Collection[CharacterId], used_up: Collection[Place]) -> bool:
        """Tell whether anybody who was not named shares a place with a character that is not used up."""
        network = self._record.network
        partners = (network.characters[one] for one in members(self._partners[network.number(last)]))
        return any(place not in used_up for one in partners if one not in named for place in self.links(last, one))

    def well_known(self) -> Sequence[CharacterId]:
        """Return whom a chain may begin with: who shares places with most others, at the most 24; none without any."""
        partners, characters = self._partners, self._record.network.characters
        linked = (number for number, own in enumerate(partners) if own)
        return [characters[one] for one in sorted(linked, key=lambda one: -partners[one].bit_count())[:MOST_FIRST]]
