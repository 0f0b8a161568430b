"""What is known of one character or one performer, gathered for a card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.absences import Absence, absences_of
from bot.domain.appearances import AppearanceList, appearances_of, covers, home_of, performances_in, visible_rows
from bot.domain.catalogue import Catalogue, Performer, performer_id
from bot.domain.pack import (
    Appearance,
    Character,
    CharacterId,
    Confidence,
    Meeting,
    Performance,
    PerformerId,
    Title,
    TitleId,
)
from bot.domain.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Encounter:
    """A recorded meeting with another character; `released` is the day by which all of its place was out, if known."""

    other: Character
    title: Title
    meeting: Meeting
    released: date | None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody who was met, where (the first meeting that a source states, else the first), and how often besides."""

    surest: Encounter
    more: int


@dataclass(frozen=True, slots=True)
class CharacterCard:
    """Who somebody is, where they are seen, where they provably are not, and whom they are on record as having met.

    `untold` counts the titles of which the facts cannot tell, where these are too many to be among the absences.
    """

    appearances: AppearanceList
    performances: tuple[Performance, ...]
    absences: tuple[Absence, ...]
    encounters: tuple[Encounter, ...]
    untold: int = 0

    @property
    def acquaintances(self) -> list[Acquaintance]:
        """Return everybody who was met, whoever was met most often first, else in release order."""
        by_other: dict[CharacterId, list[Encounter]] = {}
        for one in self.encounters:
            by_other.setdefault(one.other.id, []).append(one)
        met = [Acquaintance(surest(own), len(own) - 1) for own in by_other.values()]
        return sorted(met, key=lambda one: -one.more)


@dataclass(frozen=True, slots=True)
class PlayedCharacter:
    """A character of a performer, and the titles in which it is this performer who plays it, in release order.

    `unverified` are those of the titles that rest, in part at least, on an unverified row. `age` is None where the
    performer plays the character at its usual age, too.
    """

    character: Character
    home: Title | None
    titles: tuple[Title, ...]
    age: str | None
    unverified: frozenset[TitleId]


@dataclass(frozen=True, slots=True)
class PerformerCard:
    """Whom a performer plays."""

    performer: Performer
    characters: tuple[PlayedCharacter, ...]


def character_card(catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint) -> CharacterCard:
    """Return the card of a character as far as the viewpoint allows."""
    found = appearances_of(catalogue, character, viewpoint)
    absences = absences_of(catalogue, character, viewpoint)
    return CharacterCard(
        appearances=found,
        performances=_performances(found.character, visible_rows(catalogue, character, viewpoint)),
        absences=absences.listed,
        encounters=encounters_of(catalogue, character, viewpoint),
        untold=absences.untold,
    )


def encounters_of(
    catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint, other: CharacterId | None = None
) -> tuple[Encounter, ...]:
    """Return the recorded meetings of a character (with one other) that a viewpoint allows, in release order."""
    rows = (row for row in catalogue.meetings(character) if other in (None, row.first, row.second))
    visible = [row for row in rows if catalogue.may_see(viewpoint, row)]
    ordered = sorted(
        visible, key=lambda row: (*catalogue.release_key(row.title), row.season or 0, row.episode or 0, row.second)
    )
    return tuple(
        Encounter(
            other=catalogue.person(row.second if row.first == character else row.first),
            title=catalogue.titles[row.title],
            meeting=row,
            released=catalogue.released(row.title, row.season, row.episode),
        )
        for row in ordered
    )


def surest(meetings: Sequence[Encounter]) -> Encounter:
    """Return the first of some meetings that a source states, else the first; raises ValueError for none."""
    return min(meetings, key=lambda one: one.meeting.confidence)


def _performances(character: Character, rows: list[Appearance]) -> tuple[Performance, ...]:
    """Return who plays a character in some rows, each without the places that none of the rows is in."""
    spots = {(row.title, row.season) for row in rows}

    def is_seen(part: Performance, place: str) -> bool:
        return any(covers(replace(part, places=(place,)), *spot) for spot in spots)

    return tuple(
        replace(part, places=tuple(place for place in part.places if is_seen(part, place)))
        for part in performances_in(character, rows)
    )


def performer_card(catalogue: Catalogue, performer: PerformerId, viewpoint: Viewpoint) -> PerformerCard:
    """Return the characters of a performer that are seen from the viewpoint."""
    one = catalogue.performers[performer]
    played = [_played(catalogue, character, performer, viewpoint) for character in one.characters]
    return PerformerCard(one, tuple(part for part in played if part.titles))


def _played(
    catalogue: Catalogue, character: CharacterId, performer: PerformerId, viewpoint: Viewpoint
) -> PlayedCharacter:
    performances = catalogue.characters[character].performances
    parts = [part for part in performances if performer_id(part.performer) == performer]
    rows = [
        row
        for row in visible_rows(catalogue, character, viewpoint)
        if any(covers(part, row.title, row.season) for part in parts)
    ]
    titles = sorted({row.title for row in rows}, key=catalogue.release_key)
    return PlayedCharacter(
        character=catalogue.characters[character],
        home=home_of(catalogue, character, viewpoint),
        titles=tuple(catalogue.titles[title] for title in titles),
        age=parts[0].age if all(part.age for part in parts) else None,
        unverified=frozenset(row.title for row in rows if row.confidence is Confidence.UNVERIFIED),
    )
