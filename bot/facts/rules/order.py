"""Rules about order and numbers: sorted entries make small diffs, and no episode is counted twice."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from bot.facts.draft import Draft, Placed
from bot.facts.files import CHARACTERS, SOURCES
from bot.facts.findings import KeyPath, Trouble
from bot.facts.models import AppearanceEntry, SeasonAppearanceEntry, SeasonMeetingEntry


def sorted_entries(draft: Draft) -> Iterator[Trouble]:
    """Entries stand in the order of their ids or numbers, appearances by character and first episode."""
    yield from _unsorted(CHARACTERS, ("characters",), [one.id for one in draft.characters or ()])
    yield from _unsorted(SOURCES, ("sources",), [one.id for one in draft.sources or ()])
    for file, title in draft.titles.items():
        yield from _unsorted(file, ("appearances",), [one.character for one in title.appearances])
        yield from _unsorted(file, ("meetings",), [one.characters for one in title.meetings])
        yield from _unsorted(file, ("seasons",), [season.number for season in title.seasons])
    for file, path, season in draft.seasons():
        yield from _unsorted(file, (*path, "episodes"), [one.number for one in season.episodes])
        yield from _unsorted(file, (*path, "appearances"), [_appearance_key(one) for one in season.appearances])
        yield from _unsorted(file, (*path, "meetings"), [one.characters for one in season.meetings])
        yield from _unsorted_numbers(file, (*path, "appearances"), season.appearances)
        yield from _unsorted_numbers(file, (*path, "meetings"), season.meetings)


def _unsorted(file: str, path: KeyPath, keys: Sequence[Any]) -> Iterator[Trouble]:
    for at, (before, after) in enumerate(pairwise(keys), start=1):
        if after < before:
            yield Trouble(file, (*path, at), f"move it up: it sorts before {_told(before)}")


def _told(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)  # pyright: ignore[reportUnknownArgumentType]  # a key of any shape


def _appearance_key(entry: SeasonAppearanceEntry) -> tuple[str, int]:
    return (entry.character, entry.episodes[0] if entry.episodes else 0)


def _unsorted_numbers(
    file: str, path: KeyPath, entries: Sequence[SeasonAppearanceEntry | SeasonMeetingEntry]
) -> Iterator[Trouble]:
    for at, entry in enumerate(entries):
        if any(after <= before for before, after in pairwise(entry.episodes)):
            yield Trouble(file, (*path, at, "episodes"), "list each episode once, in ascending order")


def season_numbers(draft: Draft) -> Iterator[Trouble]:
    """No title has a season twice."""
    for file, title in draft.titles.items():
        seen = set[int]()
        for at, season in enumerate(title.seasons):
            if season.number in seen:
                yield Trouble(file, ("seasons", at, "number"), f"merge it with the other season {season.number}")
            seen.add(season.number)


def episode_numbers(draft: Draft) -> Iterator[Trouble]:
    """The episodes of a season are numbered from 1 without gaps or doubles."""
    for file, path, season in draft.seasons():
        numbers = sorted(one.number for one in season.episodes)
        if numbers != list(range(1, len(numbers) + 1)):
            first = next(at for at, number in enumerate(numbers, start=1) if number != at)
            yield Trouble(file, (*path, "episodes"), f"number them 1 to {len(numbers)}: {first} is missing or doubled")


def episodes_exist(draft: Draft) -> Iterator[Trouble]:
    """An appearance or meeting names only episodes that its season lists."""
    known = {(file, path[1]): {one.number for one in season.episodes} for file, path, season in draft.seasons()}
    for rows in (draft.appearances(), draft.meetings()):
        for placed in rows:
            listed = known.get((placed.file, placed.path[1]), set()) if placed.season else set[int]()
            missing = [number for number in placed.episodes if number not in listed]
            if missing:
                advice = f"correct episode {missing[0]}: the season lists {len(listed)} episodes"
                yield Trouble(placed.file, (*placed.path, "episodes"), advice)


def doubled_appearance(draft: Draft) -> Iterator[Trouble]:
    """No two entries put a character into the same episode, or season as a whole, in the same kind."""
    seen = set[tuple[object, ...]]()
    for placed in draft.appearances():
        keys = [(*_place(placed), number) for number in placed.episodes or (None,)]
        doubled = [key[-1] for key in keys if key in seen]
        if doubled:
            where = f"episode {doubled[0]}" if doubled[0] is not None else "the whole"
            yield Trouble(placed.file, placed.path, f"remove {where}: another entry of this kind has it already")
        seen.update(keys)


def _place(placed: Placed[AppearanceEntry]) -> tuple[object, ...]:
    return (placed.file, placed.spot, placed.entry.character, placed.entry.kind)


def doubled_meeting(draft: Draft) -> Iterator[Trouble]:
    """No two entries tell the same meeting."""
    seen = set[tuple[object, ...]]()
    for placed in draft.meetings():
        pair = tuple(sorted(placed.entry.characters))
        keys = {(placed.file, placed.spot, pair, number) for number in placed.episodes or (None,)}
        if keys & seen:
            yield Trouble(placed.file, placed.path, "remove what another entry of these two tells already")
        seen |= keys
