"""The facts of one universe as plain, immutable values, as a pack states them and the store keeps them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

UniverseId = NewType("UniverseId", str)
TitleId = NewType("TitleId", str)
CharacterId = NewType("CharacterId", str)
PerformerId = NewType("PerformerId", str)
SourceId = NewType("SourceId", str)


class TitleKind(StrEnum):
    """What sort of title it is; only a series has seasons."""

    SERIES = "series"
    FILM = "film"
    SPECIAL = "special"
    COMIC = "comic"


class Credit(StrEnum):
    """How the titles bill an appearance, most prominent first."""

    MAIN = "main"
    RECURRING = "recurring"
    GUEST = "guest"
    CAMEO = "cameo"
    UNCREDITED = "uncredited"


class Kind(StrEnum):
    """In what manner somebody appears, most present first."""

    IN_PERSON = "in-person"
    VOICE = "voice"
    REMOTE = "remote"
    FLASHBACK = "flashback"
    ARCHIVE = "archive"
    PHOTO = "photo"
    BODY = "body"
    MENTION = "mention"


class Confidence(StrEnum):
    """Sourced: the named source states exactly this. Unverified: everything else."""

    SOURCED = "sourced"
    UNVERIFIED = "unverified"


class CastComplete(StrEnum):
    """Which part of a cast is wholly listed, so that an absence from it proves something."""

    NOTHING = "nothing"
    MAIN = "main"
    MAIN_AND_RECURRING = "main-and-recurring"
    CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class Universe:
    """A shared fictional world; `version` is the pack's, `content_hash` tells two states of a version apart."""

    id: UniverseId
    name: str
    description: str
    version: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode of a season; `released` is None where the date is not known."""

    number: int
    name: str
    released: date | None


@dataclass(frozen=True, slots=True)
class Season:
    """One season of a series, its episodes in ascending order."""

    number: int
    cast_complete: CastComplete
    episodes: tuple[Episode, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A series, film, special or comic. `released` and `cast_complete` are a film's; a series has them by season."""

    id: TitleId
    name: str
    kind: TitleKind
    aliases: tuple[str, ...]
    released: date | None
    cast_complete: CastComplete
    seasons: tuple[Season, ...]
    external: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Performance:
    """Who plays a character: everywhere, or only in `places` (a title id, or `title-id/season`)."""

    performer: str
    places: tuple[str, ...] = ()
    age: str | None = None


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the fiction, the same over all titles; `home` is the title they belong to, if one was given."""

    id: CharacterId
    name: str
    aliases: tuple[str, ...]
    home: TitleId | None
    note: str
    performances: tuple[Performance, ...]
    external: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from, when it was read there and what the page states; `url` is None for hearsay."""

    id: SourceId
    name: str
    url: str | None
    read: date | None
    states: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """A character in an episode, else in a season (`episode` None), else in a title (`season` None too)."""

    character: CharacterId
    title: TitleId
    season: int | None
    episode: int | None
    kind: Kind
    credit: Credit | None
    confidence: Confidence
    source: SourceId


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two characters, in the order of their ids, who met on screen there."""

    first: CharacterId
    second: CharacterId
    title: TitleId
    season: int | None
    episode: int | None
    confidence: Confidence
    source: SourceId


@dataclass(frozen=True, slots=True)
class Pack:
    """All facts of one universe. Every tuple is in canonical order: by id, or by the fields of the row."""

    universe: Universe
    titles: tuple[Title, ...]
    characters: tuple[Character, ...]
    sources: tuple[Source, ...]
    appearances: tuple[Appearance, ...]
    meetings: tuple[Meeting, ...]
