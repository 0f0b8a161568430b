"""The schema of a pack, once: these models read the files, and the JSON Schema for editors is generated from them.

Lengths are Discord's and the screen's: an id travels in a component's `custom_id` (at most 100 characters) beside
others, a name stands in an autocomplete choice (at most 100).
"""

import json
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, FailFast, Field

from bot.domain.pack import CastComplete, Confidence, Credit, Kind, TitleKind

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_BY_WORD = Field(strict=False)  # strict mode would want the enum itself, or a tuple, which TOML does not have

Id = Annotated[str, Field(pattern=f"^{_SLUG}$", max_length=32)]
"""Lower-case ASCII words joined by hyphens; never changed once published."""
SourceKey = Annotated[str, Field(pattern=f"^{_SLUG}$", max_length=64)]
"""Longer, because it never stands in a `custom_id`."""
UniverseKey = Annotated[str, Field(pattern=f"^{_SLUG}$", max_length=20)]
PlaceKey = Annotated[str, Field(pattern=f"^{_SLUG}(/[0-9]{{1,3}})?$", max_length=36)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Names = Annotated[tuple[Name, ...], _BY_WORD, FailFast(), Field(max_length=50)]
Link = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]
ExternalKey = Annotated[str, Field(pattern=r"^[a-z0-9_-]+$", max_length=20)]
ExternalId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:/-]+$", max_length=100)]
External = Annotated[dict[ExternalKey, ExternalId], Field(max_length=10)]
SeasonNumber = Annotated[int, Field(ge=0, le=999)]
EpisodeNumber = Annotated[int, Field(ge=1, le=9999)]
EpisodeNumbers = Annotated[tuple[EpisodeNumber, ...], _BY_WORD, FailFast(), Field(min_length=1, max_length=9999)]
Pair = Annotated[tuple[Id, ...], _BY_WORD, Field(min_length=2, max_length=2)]

_EXTERNAL = "Ids elsewhere, such as wikidata, tmdb or tvmaze; only those you have seen on a page."
_COMPLETE = "Which part of the cast is proven to be listed here; 'nothing' unless it was compared with a full list."


class Entry(BaseModel):
    """What all tables share: unknown keys are refused and no value is bent into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class UniverseFile(Entry):
    """universe.toml: a shared fictional world."""

    id: UniverseKey = Field(description="The name of the pack's folder, at most 20 characters.")
    name: Name = Field(description="The name fans use.")
    description: str = Field(min_length=1, max_length=300, description="One sentence: what is in it.")
    version: str = Field(
        pattern=r"^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,3}$", description="Year, month and count of this state of the facts."
    )


class PerformerEntry(Entry):
    """Somebody who plays a character."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, validate_by_alias=True)

    name: Name = Field(description="The performer's name as credited, spelt the same everywhere.")
    places: Annotated[tuple[PlaceKey, ...], _BY_WORD, FailFast()] = Field(
        default=(), alias="in", max_length=200, description="Title ids or title-id/season, when not everywhere."
    )
    age: Annotated[str, Field(min_length=1, max_length=30)] | None = Field(
        default=None, alias="as", description="Another age of the character: younger or older."
    )


class CharacterEntry(Entry):
    """One person of the fiction, the same over all titles."""

    id: Id = Field(description="Lower-case words joined by hyphens, at most 32 characters; never changed.")
    name: Name = Field(description="The name fans look for.")
    aliases: Names = Field(default=(), description="Hero names, nicknames, full names, former ids.")
    home: Id | None = Field(default=None, description="The title the character belongs to.")
    note: str = Field(default="", max_length=300, description="One neutral sentence without spoilers.")
    external: External = Field(default={}, description=_EXTERNAL)
    performers: Annotated[tuple[PerformerEntry, ...], _BY_WORD] = Field(
        default=(), max_length=50, description="Who plays the character."
    )


class CharactersFile(Entry):
    """characters.toml: everybody, sorted by id."""

    characters: Annotated[tuple[CharacterEntry, ...], _BY_WORD] = Field(description="Sorted by id.")


class SourceEntry(Entry):
    """Where facts are from."""

    id: SourceKey = Field(description="<site>-<slug>, at most 64 characters.")
    name: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="What the page is called.")
    url: Link | None = Field(default=None, description="Its address; left out for what no page backs.")
    read: date | None = Field(default=None, description="The day on which it was read.")
    states: str = Field(default="", max_length=500, description="In your own words, what exactly it states.")


class SourcesFile(Entry):
    """sources.toml: what the facts rest on, sorted by id."""

    sources: Annotated[tuple[SourceEntry, ...], _BY_WORD] = Field(description="Sorted by id.")


class EpisodeEntry(Entry):
    """One episode of a season."""

    number: EpisodeNumber = Field(description="Counted from 1 in its season.")
    name: Name = Field(description="As released.")
    released: date | None = Field(default=None, description="The first release anywhere.")


class AppearanceEntry(Entry):
    """A character in a title whose season is not known, or that has none."""

    character: Id = Field(description="An id of characters.toml.")
    credit: Annotated[Credit, _BY_WORD] | None = Field(default=None, description="How it is billed; left out: unknown.")
    kind: Annotated[Kind, _BY_WORD] = Field(description="In what manner the character appears.")
    confidence: Annotated[Confidence, _BY_WORD] = Field(description="sourced: the source states exactly this.")
    source: SourceKey = Field(description="An id of sources.toml.")


class SeasonAppearanceEntry(AppearanceEntry):
    """A character in a season."""

    episodes: EpisodeNumbers = Field(default=(), description="Ascending; left out when not known.")


class MeetingEntry(Entry):
    """Two characters who met on screen."""

    characters: Pair = Field(description="Two ids of characters.toml, in alphabetical order.")
    confidence: Annotated[Confidence, _BY_WORD] = Field(description="sourced: the source states exactly this.")
    source: SourceKey = Field(description="An id of sources.toml.")


class SeasonMeetingEntry(MeetingEntry):
    """Two characters who met in a season."""

    episodes: EpisodeNumbers = Field(default=(), description="Ascending; left out when not known.")


class SeasonEntry(Entry):
    """One season of a series: its episodes, then who appears, then who met."""

    number: SeasonNumber = Field(description="0 for specials beside the seasons.")
    cast_complete: Annotated[CastComplete, _BY_WORD] = Field(description=_COMPLETE)
    episodes: Annotated[tuple[EpisodeEntry, ...], _BY_WORD] = Field(
        default=(), max_length=9_999, description="Every episode, ascending."
    )
    appearances: Annotated[tuple[SeasonAppearanceEntry, ...], _BY_WORD] = Field(
        default=(), description="Sorted by character, then first episode."
    )
    meetings: Annotated[tuple[SeasonMeetingEntry, ...], _BY_WORD] = Field(
        default=(), description="Sorted by characters."
    )


class TitleFile(Entry):
    """titles/<id>.toml: a series, film, special or comic, and who appears in it."""

    id: Id = Field(description="The file's name without .toml, at most 32 characters; never changed.")
    name: Name = Field(description="The name fans use.")
    aliases: Names = Field(default=(), description="Other names it is looked for under.")
    kind: Annotated[TitleKind, _BY_WORD] = Field(description="Only a series has seasons.")
    released: date | None = Field(default=None, description="Not for a series: its episodes have the dates.")
    cast_complete: Annotated[CastComplete, _BY_WORD] = Field(
        default=CastComplete.NOTHING, description=f"Not for a series: its seasons have it. {_COMPLETE}"
    )
    external: External = Field(default={}, description=_EXTERNAL)
    appearances: Annotated[tuple[AppearanceEntry, ...], _BY_WORD] = Field(
        default=(), description="Of a series: only those whose season is unknown."
    )
    meetings: Annotated[tuple[MeetingEntry, ...], _BY_WORD] = Field(default=(), description="Sorted by characters.")
    seasons: Annotated[tuple[SeasonEntry, ...], _BY_WORD] = Field(
        default=(), max_length=1_000, description="Ascending."
    )


_FILES: dict[str, type[Entry]] = {
    "universe": UniverseFile,
    "characters": CharactersFile,
    "sources": SourcesFile,
    "title": TitleFile,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file: universe, characters, sources, title."""
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}  # the newest that taplo reads
    return {kind: draft | model.model_json_schema() for kind, model in _FILES.items()}


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as it stands in `data/schema/<kind>.json`."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
