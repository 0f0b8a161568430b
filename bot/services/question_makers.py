"""The makers of questions, one for each universe that is loaded; their indexes are kept until the facts change."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.errors import UserError
from bot.domain.pack import UniverseId
from bot.domain.trivia.maker import QuestionMaker
from bot.services.library import Shelf


class HasShelf(Protocol):
    """Where the present facts are."""

    @property
    def shelf(self) -> Shelf:
        """Return them."""
        ...


class QuestionMakers:
    """Makes makers when they are first asked for. What two threads make at once is the same, and one of them stays."""

    def __init__(self, facts: HasShelf) -> None:
        self._facts = facts
        self._made: Mapping[UniverseId, QuestionMaker] = {}

    def maker(self, universe: UniverseId) -> QuestionMaker:
        """Return the maker over the present facts of a universe; raises UserError where it is not loaded."""
        shelf = self._facts.shelf
        catalogue = shelf.catalogues.get(universe)
        if catalogue is None:
            raise UserError("The facts of that universe are not here any more; choose another one.")
        made = self._made.get(universe)
        if made is None or made.record.catalogue is not catalogue:
            made = QuestionMaker(catalogue, shelf.networks[universe])
            present = {
                one: kept for one, kept in self._made.items() if kept.record.catalogue is shelf.catalogues.get(one)
            }
            self._made = {**present, universe: made}
        return made
