"""What the facts say for the cards and lists of wishes: present names, how near they are, where they came true."""

import asyncio
from collections.abc import Iterable, Mapping

from bot.domain import wish_nearness
from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.pack import Confidence, UniverseId
from bot.domain.wish_cards import CardFacts, Event, Nearness
from bot.domain.wish_outcomes import WishEntry
from bot.domain.wishes import Fulfilment, Named, Wanted, Wish, WishNumber
from bot.services.library import Shelf
from bot.services.lookups import Lookups
from bot.services.name_index import EntryKind
from bot.services.questions import MetQuestion
from bot.services.wish_drafts import Draft, Part

_MOST_KEPT = 4_096  # of some 300 bytes each


class WishFacts:
    """Knows the facts about wishes; keeps what it has found out until the facts change."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._shelf = lookups.shelf
        self._nearness: dict[str, Nearness | None] = {}

    def of(self, wish: Wish) -> CardFacts:
        """Return what the facts say for a card."""
        wanted = wish.wanted
        shelf = self._present()
        return CardFacts(
            who=self.name(wanted.who),
            into=self.name(wanted.into),
            beside=self.name(wanted.beside) if wanted.beside else None,
            nearness=self._nearness_of(wanted),
            came_true=_event(shelf, wanted.universe, wish.fulfilment) if wish.fulfilment else None,
        )

    def name(self, named: Named) -> str:
        """Return what a character or title is called now; of what the facts do not have, what people call it."""
        catalogue = self._present().catalogues.get(named.universe) if named.universe else None
        if catalogue is None:
            return named.name
        if named.character in catalogue.characters:
            return catalogue.person(named.character).name
        title = catalogue.titles.get(named.title)
        return title.name if title else named.name

    def fact_name(self, universe: UniverseId | None, id_: str) -> str:
        """Return what a character or title of the facts is called; its id where they have it no more."""
        return self.name(Named(id_, universe, id_))

    def label(self, part: Part, named: Named) -> str:
        """Return what tells a fact apart from all others of its kind, where two may have the same name."""
        kind = EntryKind.TITLE if part is Part.INTO else EntryKind.CHARACTER
        entry = self._present().names.entry(f"{kind}:{named.universe}:{named.id}")
        return entry.label if entry else self.name(named)

    def meeting_of(self, question: MetQuestion) -> Draft:
        """Return the wish that two meet who have not: the first comes to where the second is at home.

        Raises UserError where the facts do not say what that is.
        """
        catalogue = self._present().catalogues.get(question.universe)
        people = [question.first, question.second]
        if catalogue is None or not all(one in catalogue.characters for one in people):
            raise UserError("The facts have changed since that answer; please ask again.")
        first, second = map(catalogue.person, people)
        home = catalogue.titles[second.home] if second.home else catalogue.first_title(second.id)
        if home is None:
            raise UserError(f"The facts do not say where {second.name} is at home; use /wish add and name a title.")
        universe = question.universe
        return Draft(
            who=Named(first.name, universe, first.id),
            into=Named(home.name, universe, home.id),
            beside=Named(second.name, universe, second.id),
        )

    async def steps(self, entries: Iterable[WishEntry]) -> Mapping[WishNumber, int]:
        """Return how many steps apart the two of each wish are, as far as there is a chain; off the event loop."""
        some = list(entries)
        found = await asyncio.to_thread(lambda: [self._nearness_of(one.wanted) for one in some])
        return {
            one.number: near.steps for one, near in zip(some, found, strict=True) if near and near.steps is not None
        }

    def _nearness_of(self, wanted: Wanted) -> Nearness | None:
        shelf = self._present()
        key = wanted.key
        if key not in self._nearness:
            if len(self._nearness) >= _MOST_KEPT:
                self._nearness = {}
            self._nearness[key] = _nearness(shelf, wanted)
        return self._nearness.get(key)

    def _present(self) -> Shelf:
        if self._shelf is not self._lookups.shelf:
            self._nearness, self._shelf = {}, self._lookups.shelf
        return self._shelf


def _nearness(shelf: Shelf, wanted: Wanted) -> Nearness | None:
    catalogue = shelf.catalogues.get(wanted.universe) if wanted.universe else None
    if catalogue is None:
        return None
    found = wish_nearness.nearness(catalogue, shelf.networks[catalogue.universe.id], wanted)
    names = tuple(one.name for one in found.between)
    return Nearness(found.steps, names, found.confidence is Confidence.UNVERIFIED)


def _event(shelf: Shelf, universe: UniverseId | None, fulfilment: Fulfilment) -> Event:
    catalogue = shelf.catalogues.get(universe) if universe else None
    title = catalogue.titles.get(fulfilment.title) if catalogue else None
    return Event(
        title=title.name if title else fulfilment.title,
        season=fulfilment.season,
        episode=fulfilment.episode,
        episode_name=_episode_name(catalogue, fulfilment),
        released=fulfilment.released,
    )


def _episode_name(catalogue: Catalogue | None, fulfilment: Fulfilment) -> str:
    if catalogue is None or fulfilment.season is None or fulfilment.episode is None:
        return ""
    episode = catalogue.episode(fulfilment.title, fulfilment.season, fulfilment.episode)
    return episode.name if episode else ""
