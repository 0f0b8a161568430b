"""What the facts say about a wish: where it has happened already, and whether they grant it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.network import Network, is_here
from bot.domain.pack import Credit
from bot.domain.wish_evidence import (
    Sighting,
    are_facts,
    rows_in,
    sightings,
    sightings_together,
    spoken_of_together,
    story_key,
)
from bot.domain.wishes import Manner, Occasion, Wanted

_OF_AN_ARC = (Credit.MAIN, Credit.RECURRING)


@dataclass(frozen=True, slots=True)
class Happened:
    """Where what is wished for is on record already, in story order.

    In `places` they are really there (and together, where company is wished for); in `spoken_of` somebody is only
    pictured or spoken of, which is no appearance.
    """

    places: tuple[Sighting, ...]
    spoken_of: tuple[Sighting, ...]

    @property
    def has_happened(self) -> bool:
        """Tell whether it really has: else they were only pictured or spoken of so far."""
        return bool(self.places)

    @property
    def is_sourced(self) -> bool:
        """Tell whether a source states one of the places."""
        return any(one.is_sourced for one in self.places)

    @property
    def episodes(self) -> int:
        """Return how many episodes are known; a film, special or comic counts as one."""
        return sum(one.is_exact for one in self.places)


@dataclass(frozen=True, slots=True)
class Granted:
    """The place by which a wish was wholly granted, and when that was out (None: the day is not known).

    `already` says that it was out before the day on which the wish was made.
    """

    place: Place
    released: date | None
    already: bool


def happened(catalogue: Catalogue, network: Network, wanted: Wanted) -> Happened | None:
    """Return where it is on record that who is wished for is there, None where it is not, or not all are facts.

    How often, and in what manner, is not asked. The network has to be that of the whole catalogue.
    """
    if not are_facts(catalogue, wanted):
        return None
    if wanted.beside:
        places = sightings_together(catalogue, network, wanted)
        spoken_of = spoken_of_together(catalogue, wanted)
    else:
        rows = rows_in(catalogue, wanted.who.character, wanted.into.title)
        places = sightings(catalogue, filter(is_here, rows))
        there = {one.place for one in places}
        spoken_of = [one for one in sightings(catalogue, rows) if one.place not in there]
    return Happened(tuple(places), tuple(spoken_of)) if places or spoken_of else None


def granted(catalogue: Catalogue, network: Network, wanted: Wanted, manner: Manner, made_on: date) -> Granted | None:
    """Return by which place the facts grant a wish, None where they do not.

    Only what a source states counts, and only being there. A first time may be of any day, one more time is released
    after the wish was made; who is another version of whom no fact can tell. Company is kept in one and the same
    episode or film. A guest arc is two episodes of a season, or a main or recurring credit; a team-up with nobody in
    particular asks no more than to turn up, as do a cameo and any manner.
    """
    if wanted.occasion is Occasion.VARIANT or not are_facts(catalogue, wanted):
        return None
    own = sightings(catalogue, filter(is_here, rows_in(catalogue, wanted.who.character, wanted.into.title)))
    counting = [one for one in own if _counts(one, wanted.occasion, made_on)]
    needed = [_arc(counting) if manner is Manner.GUEST_ARC else next(iter(counting), None)]
    if wanted.beside:
        together = (one for one in sightings_together(catalogue, network, wanted) if one.is_exact)
        needed.append(next((one for one in together if _counts(one, wanted.occasion, made_on)), None))
    found = [one for one in needed if one]
    if len(found) < len(needed):
        return None
    last = max(found, key=story_key)
    return Granted(last.place, last.released, last.released is not None and last.released < made_on)


def _counts(sighting: Sighting, occasion: Occasion, made_on: date) -> bool:
    is_new = sighting.released is not None and sighting.released > made_on
    return sighting.is_sourced and (is_new or occasion is Occasion.FIRST)


def _arc(in_story_order: Iterable[Sighting]) -> Sighting | None:
    """Return the place that makes an arc of what came before."""
    begun: set[int] = set()
    for one in in_story_order:
        if one.credit in _OF_AN_ARC:
            return one
        if one.place.season is not None and one.is_exact:
            if one.place.season in begun:
                return one
            begun.add(one.place.season)
    return None
