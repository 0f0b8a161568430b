"""Wrong choices that could well be right: of the same circle, and about as prominent."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from bot.domain.pack import CharacterId, TitleId
from bot.domain.trivia.chance import Chance, early, first_fitting, shuffled, some_bits
from bot.domain.trivia.record import Record

_AS_PROMINENT = 3  # times as many as are wanted are the nearest that one draws from
_ACQUAINTANCES = 12
_STRANGERS = 36
_FEW_TITLES = 40


def like(
    record: Record, chance: Chance, candidates: Iterable[CharacterId], right: CharacterId, most: int
) -> list[CharacterId]:
    """Return some of several characters, drawn from those who are about as prominent as the right one."""
    rank = record.network.number(right)
    nearest = sorted(candidates, key=lambda one: abs(record.network.number(one) - rank))
    near = nearest[: _AS_PROMINENT * most]
    return chance.sample(near, min(most, len(near)))


def acquaintances(
    record: Record, chance: Chance, character: CharacterId, most: int = _ACQUAINTANCES
) -> list[CharacterId]:
    """Return some who share a place with a character."""
    neighbours = record.network.neighbours[record.network.number(character)]
    return [record.network.characters[number] for number in some_bits(chance, neighbours, most)]


def strangers(record: Record, chance: Chance, most: int = _STRANGERS) -> list[CharacterId]:
    """Return some of all, the prominent more often."""
    people = record.everything.people
    return [early(chance, people) for _ in range(most if people else 0)]


def around_cast(
    record: Record,
    chance: Chance,
    cast: Sequence[CharacterId],
    fits: Callable[[CharacterId], bool],
    most: int,
) -> list[CharacterId]:
    """Return some who are not of a cast but near to it: people whom its members know, then anybody."""
    known = (acquaintances(record, chance, one) for one in chance.sample(cast, min(2, len(cast))))
    candidates = chain(chain.from_iterable(known), strangers(record, chance))
    return first_fitting(candidates, fits, most)


def other_titles(
    record: Record, chance: Chance, character: CharacterId, fits: Callable[[TitleId], bool], most: int
) -> list[TitleId]:
    """Return some titles that fit: of few, any; of many, first those of people whom a character knows."""
    every = record.everything.titles
    if len(every) <= _FEW_TITLES:
        return first_fitting(shuffled(chance, every), fits, most)
    known = (shuffled(chance, record.titles_of(one))[:2] for one in acquaintances(record, chance, character))
    anywhere = (every[chance.randrange(len(every))] for _ in range(_STRANGERS))
    return first_fitting(chain(chain.from_iterable(known), anywhere), fits, most)
