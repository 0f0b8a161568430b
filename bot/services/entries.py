"""Turn catalogues into the entries that can be found by name, each label told apart from all others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.catalogue import Catalogue, Performer
from bot.domain.pack import Character, Season, Title
from bot.services.name_index import Entry, EntryKind, Spelling

_LONGEST_LABEL = 100  # characters of an autocomplete choice (Discord)
_LONGEST_MARK = 92  # the longest kind, universe and id
_LONGEST_NAME_BESIDE = 60  # characters of a title's name inside another entry's label
_LEVELS = 4
_TITLE_WEIGHT, _SEASON_WEIGHT, _EPISODE_WEIGHT = 1_000_000, 10_000, 1_000

_Named = tuple[Entry, Catalogue, str, str]
"""An entry, its universe, and what tells it apart from others of its name, the second more exactly than the first."""


def entries_of(catalogues: Sequence[Catalogue]) -> tuple[Entry, ...]:
    """Return every character, performer, title, season and episode of some universes."""
    named = [one for catalogue in catalogues for one in _entries(catalogue)]
    labels = [entry.label for entry, *_ in named]
    titles = [title.name for catalogue in catalogues for title in catalogue.titles.values()]
    for level in range(_LEVELS):
        folded = [label.casefold() for label in labels]
        shared = Counter(folded + [title.casefold() for title in titles] if level == 0 else folded)
        labels = [
            _marked(one[0].label, _mark(level, *one)) if shared[key] > 1 else label
            for one, key, label in zip(named, folded, labels, strict=True)
        ]
    return tuple(
        entry if entry.label == label else replace(entry, label=label)
        for (entry, *_), label in zip(named, labels, strict=True)
    )


def place_id(title: str, season: int | None, episode: int | None) -> str:
    """Return the id of a title's entry, or of its season's or episode's."""
    return "/".join(str(part) for part in (title, season, episode) if part is not None)


def _entries(catalogue: Catalogue) -> Iterable[_Named]:
    for character in catalogue.characters.values():
        yield _character(catalogue, character)
    for performer in catalogue.performers.values():
        yield _performer(catalogue, performer)
    for title in catalogue.titles.values():
        yield _title(catalogue, title)
        for season in title.seasons:
            yield _season(catalogue, title, season)
            yield from _episodes(catalogue, title, season)


def _character(catalogue: Catalogue, character: Character) -> _Named:
    rows = catalogue.appearances(character.id)
    names = (
        (character.name, Spelling.NAME),
        *((alias, Spelling.ALIAS) for alias in character.aliases),
        *((part.performer, Spelling.PERFORMER) for part in character.performances),
    )
    # Who crosses over is asked for most, so a row outside the home counts ten times.
    weight = sum(10 if row.title != character.home else 1 for row in rows)
    label = character.name or character.id  # imported facts may lack a name
    entry = Entry(EntryKind.CHARACTER, catalogue.universe.id, character.id, label, weight, names)
    home = catalogue.titles[character.home].name if character.home else "no home"
    return entry, catalogue, "character", f"character, {home}"


def _performer(catalogue: Catalogue, performer: Performer) -> _Named:
    weight = sum(len(catalogue.appearances(one)) for one in performer.characters)
    names = ((performer.name, Spelling.NAME),)
    entry = Entry(EntryKind.PERFORMER, catalogue.universe.id, performer.id, performer.name, weight, names)
    return entry, catalogue, "performer", "performer"


def _title(catalogue: Catalogue, title: Title) -> _Named:
    names = ((title.name, Spelling.NAME), *((alias, Spelling.ALIAS) for alias in title.aliases))
    # Always marked: characters share names, and more often aliases, with titles.
    started = catalogue.started(title.id)
    label = _marked(title.name, f"{title.kind}, {started.year}" if started else title.kind.value)
    entry = Entry(EntryKind.TITLE, catalogue.universe.id, title.id, label, _TITLE_WEIGHT, names)
    return entry, catalogue, title.id, title.id


def _season(catalogue: Catalogue, title: Title, season: Season) -> _Named:
    name = f"{title.name} season {season.number}"
    label = f"{_cut(title.name, _LONGEST_NAME_BESIDE)} season {season.number}"
    codes = (f"{title.name} {season.number}", f"{title.name} s{season.number}")
    names = ((name, Spelling.NAME), *((code, Spelling.CODE) for code in codes))
    place = place_id(title.id, season.number, None)
    entry = Entry(EntryKind.SEASON, catalogue.universe.id, place, label, _SEASON_WEIGHT - season.number, names)
    return entry, catalogue, "season", "season"


def _episodes(catalogue: Catalogue, title: Title, season: Season) -> Iterable[_Named]:
    for episode in season.episodes:
        number = f"{season.number}x{episode.number:02}"
        names = ((episode.name, Spelling.NAME), (f"{title.name} {number}", Spelling.CODE))
        place = place_id(title.id, season.number, episode.number)
        label = _marked(episode.name, f"{_cut(title.name, _LONGEST_NAME_BESIDE)} {number}")
        entry = Entry(EntryKind.EPISODE, catalogue.universe.id, place, label, _EPISODE_WEIGHT, names)
        yield entry, catalogue, "episode", "episode"


def _mark(level: int, entry: Entry, catalogue: Catalogue, first: str, second: str) -> str:
    return (first, second, f"{second}, {catalogue.universe.name}", f"{entry.kind} {entry.universe}/{entry.id}")[level]


def _marked(name: str, mark: str) -> str:
    """Return a name with what tells it apart, which stays whole: the name gives way where both are too long."""
    kept = _cut(mark, _LONGEST_MARK)
    return f"{_cut(name, _LONGEST_LABEL - len(kept) - 3)} ({kept})"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
