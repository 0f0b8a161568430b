"""Universes of films only, each written as its cast: `Ab` holds a, whom no source places there, and b."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import Meeting, Pack
from bot.domain.viewpoint import EVERYTHING
from tests.domain.worlds import SOURCED, UNVERIFIED, character, film, row, world

PEOPLE = "abcdefg"
FIRST_DAY = date(2015, 1, 1)


def crowd(*casts: str, people: str = PEOPLE, meetings: Iterable[Meeting] = ()) -> Pack:
    """The films are called f0, f1 and so on, one a day."""
    films = [film(f"f{at}", FIRST_DAY + timedelta(days=at)) for at in range(len(casts))]
    rows = [
        row(letter.lower(), f"f{at}", confidence=UNVERIFIED if letter.isupper() else SOURCED)
        for at, cast in enumerate(casts)
        for letter in dict.fromkeys(cast)
    ]
    return world(films, [character(one) for one in people], rows, meetings)


def network_of(pack: Pack) -> Network:
    return Network(Catalogue(pack), EVERYTHING)


CASTS = st.lists(
    st.text(PEOPLE + PEOPLE.upper(), min_size=1, max_size=3).filter(
        lambda cast: len(set(cast.lower())) == len(cast)  # one row a person
    ),
    max_size=10,
)
PAIRS = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)


def chains_in(casts: Iterable[str], first: str, last: str, avoid: str = "") -> list[str]:
    """Every shortest chain, found by trying all ways."""
    together = [set(cast.lower()) for cast in casts]
    ways = [first]
    for _ in PEOPLE:
        ways = [
            way + other
            for way in ways
            for other in PEOPLE
            if other not in way + avoid and any({way[-1], other} <= cast for cast in together)
        ]
        arrived = [way for way in ways if way[-1] == last]
        if arrived:
            return arrived
    return []


def is_sourced(casts: Iterable[str], chain: str) -> bool:
    """Tell whether each two that follow each other are sourced in one film."""
    sure = [{letter for letter in cast if letter.islower()} for cast in casts]
    return all(any({*pair} <= cast for cast in sure) for pair in pairwise(chain))
