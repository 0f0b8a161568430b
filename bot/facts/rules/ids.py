"""Rules about ids: each is there once, and what names one finds it."""

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.facts.draft import Draft, stem
from bot.facts.files import CHARACTERS, SOURCES, UNIVERSE
from bot.facts.findings import KeyPath, Trouble, shown


def id_matches_file(draft: Draft) -> Iterator[Trouble]:
    """A pack's folder and a title's file are named after the id inside."""
    if draft.universe and draft.universe.id != draft.folder:
        yield Trouble(UNIVERSE, ("id",), f"make the id {shown(draft.folder)}, like the folder, or rename the folder")
    for file, title in draft.titles.items():
        if title.id != stem(file):
            yield Trouble(file, ("id",), f"make the id {shown(stem(file))}, like the file, or rename the file")


def ids_unique(draft: Draft) -> Iterator[Trouble]:
    """No two characters, sources or titles have one id."""
    yield from _doubled((CHARACTERS, ("characters", at), one.id) for at, one in enumerate(draft.characters or ()))
    yield from _doubled((SOURCES, ("sources", at), one.id) for at, one in enumerate(draft.sources or ()))
    yield from _doubled((file, ("id",), title.id) for file, title in draft.titles.items())


def _doubled(entries: Iterable[tuple[str, KeyPath, str]]) -> Iterator[Trouble]:
    seen = dict[str, str]()
    for file, path, id in entries:
        if id in seen:
            yield Trouble(file, path, f"merge it with the {id} in {seen[id]}, or give it another id")
        seen.setdefault(id, file)


def ids_resolve(draft: Draft) -> Iterator[Trouble]:
    """Every character, home and performer's place that is named exists."""
    yield from _unknown_characters(draft)
    yield from _unknown_homes(draft)
    yield from _unknown_places(draft)


def _unknown_characters(draft: Draft) -> Iterator[Trouble]:
    if draft.characters is None:
        return
    known = {one.id for one in draft.characters}
    for placed in draft.appearances():
        if placed.entry.character not in known:
            yield Trouble(
                placed.file, (*placed.path, "character"), f"add {placed.entry.character} to {CHARACTERS}, or correct it"
            )
    for placed in draft.meetings():
        for at, character in enumerate(placed.entry.characters):
            if character not in known:
                path = (*placed.path, "characters", at)
                yield Trouble(placed.file, path, f"add {character} to {CHARACTERS}, or correct it")


def _unknown_homes(draft: Draft) -> Iterator[Trouble]:
    known = draft.title_ids
    for at, one in enumerate(draft.characters or ()):
        if one.home is not None and one.home not in known:
            yield Trouble(CHARACTERS, ("characters", at, "home"), f"add the title {one.home}, or correct it")


def _unknown_places(draft: Draft) -> Iterator[Trouble]:
    seasons = {f"{title.id}/{season.number}" for title in draft.titles.values() for season in title.seasons}
    broken = {stem(file) for file in draft.broken_titles}
    for path, _, place in _places(draft):
        known = seasons if "/" in place else draft.title_ids
        if place not in known and place.partition("/")[0] not in broken:
            yield Trouble(CHARACTERS, path, f"add the title or season {place}, or correct it")


def _places(draft: Draft) -> Iterator[tuple[KeyPath, str, str]]:
    for at, one in enumerate(draft.characters or ()):
        for performer_at, performer in enumerate(one.performers):
            for place_at, place in enumerate(performer.places):
                yield ("characters", at, "performers", performer_at, "in", place_at), one.id, place


def home_present(draft: Draft) -> Iterator[Trouble]:
    """Every character has a home, given or by an appearance."""
    if draft.broken_titles:
        return
    seen = {placed.entry.character for placed in draft.appearances()}
    for at, one in enumerate(draft.characters or ()):
        if one.home is None and one.id not in seen:
            yield Trouble(CHARACTERS, ("characters", at), "give a home, or an appearance in a title")


def performer_places_used(draft: Draft) -> Iterator[Trouble]:
    """Where a performer is said to play a character, the character appears."""
    if draft.broken_titles:
        return
    spots = {(placed.entry.character, *placed.spot) for placed in draft.appearances()}
    used = set(chain.from_iterable(_covered(character, title, season) for character, title, season in spots))
    whole = {(character, title) for character, title, season in spots if season is None}
    for path, character, place in _places(draft):
        if (character, place) not in used and (character, place.partition("/")[0]) not in whole:
            yield Trouble(CHARACTERS, path, f"remove {place}, or add the appearance of {character} there")


def _covered(character: str, title: str, season: int | None) -> Iterator[tuple[str, str]]:
    yield (character, title)
    if season is not None:
        yield (character, f"{title}/{season}")
