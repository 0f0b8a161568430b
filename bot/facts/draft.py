"""A pack as its files state it, read but not yet judged: what the rules look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.facts.files import TITLES
from bot.facts.findings import KeyPath
from bot.facts.models import (
    AppearanceEntry,
    CharacterEntry,
    MeetingEntry,
    SeasonAppearanceEntry,
    SeasonEntry,
    SeasonMeetingEntry,
    SourceEntry,
    TitleFile,
    UniverseFile,
)

EntryT = TypeVar("EntryT", AppearanceEntry, MeetingEntry)


@dataclass(frozen=True, slots=True)
class Placed(Generic[EntryT]):
    """An appearance or meeting together with where it is written; `season` is None at the top level of a title."""

    entry: EntryT
    file: str
    path: KeyPath
    title: TitleFile
    season: SeasonEntry | None

    @property
    def episodes(self) -> tuple[int, ...]:
        """Return the numbers of the episodes, none where they are not known."""
        entry = self.entry
        return entry.episodes if isinstance(entry, SeasonAppearanceEntry | SeasonMeetingEntry) else ()

    @property
    def spot(self) -> tuple[str, int | None]:
        """Return the title's id and the season's number."""
        return (self.title.id, self.season.number if self.season else None)


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a pack that fit the schema; None, or absent from `titles`, is a file that does not.

    `titles` are by file, `documents` are the plain tables of every file that is TOML at all.
    """

    folder: str
    universe: UniverseFile | None
    characters: tuple[CharacterEntry, ...] | None
    sources: tuple[SourceEntry, ...] | None
    titles: Mapping[str, TitleFile]
    broken_titles: frozenset[str]
    documents: Mapping[str, dict[str, Any]]

    @property
    def title_ids(self) -> frozenset[str]:
        """Return the ids of all titles, those of broken files after their names."""
        return frozenset(title.id for title in self.titles.values()) | {stem(file) for file in self.broken_titles}

    def appearances(self) -> Iterator[Placed[AppearanceEntry]]:
        """Yield every appearance of every title that could be read."""
        for file, title in self.titles.items():
            for at, entry in enumerate(title.appearances):
                yield Placed(entry, file, ("appearances", at), title, None)
            for season_at, season in enumerate(title.seasons):
                for at, entry in enumerate(season.appearances):
                    yield Placed(entry, file, ("seasons", season_at, "appearances", at), title, season)

    def meetings(self) -> Iterator[Placed[MeetingEntry]]:
        """Yield every meeting of every title that could be read."""
        for file, title in self.titles.items():
            for at, entry in enumerate(title.meetings):
                yield Placed(entry, file, ("meetings", at), title, None)
            for season_at, season in enumerate(title.seasons):
                for at, entry in enumerate(season.meetings):
                    yield Placed(entry, file, ("seasons", season_at, "meetings", at), title, season)

    def seasons(self) -> Iterator[tuple[str, KeyPath, SeasonEntry]]:
        """Yield every season with its file and path."""
        for file, title in self.titles.items():
            for at, season in enumerate(title.seasons):
                yield file, ("seasons", at), season

    def rows(self) -> int:
        """Return how many rows the pack becomes, without making them."""
        placed = sum(max(1, len(one.episodes)) for rows in (self.appearances(), self.meetings()) for one in rows)
        episodes = sum(len(season.episodes) for _, _, season in self.seasons())
        return placed + episodes + len(self.characters or ()) + len(self.sources or ())


def stem(file: str) -> str:
    """Return the id that a title's file name stands for."""
    return file.removeprefix(f"{TITLES}/").removesuffix(".toml")
