"""What people say is wrong in the facts: what it is about, and how it gets onto the maintainers' list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.errors import UserError
from bot.domain.fixes import PERSON_KEPT, Fix, FixId, Refusal, Report, Sender, Subject, TooManyFixes, report_of
from bot.domain.names import legible
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.services.lookups import Lookups
from bot.services.names import CHARACTERS, TITLES

_LONGEST_QUOTE = 60
_SUBJECT = re.compile(r"([a-z0-9-]{0,20}):([a-z0-9-]{0,32}):([a-z0-9-]{0,32})", re.ASCII)
_NOWHERE = "There is no place to keep a fix here, so nothing was kept; CONTRIBUTING.md says how to send one."


class FixStore(Protocol):
    """Where fixes are kept and counted."""

    async def record(self, report: Report, sender: Sender, now: datetime) -> FixId | Refusal:
        """Store a fix unless a limit is reached; the number, or why not, is certain. One interaction stores one."""
        ...

    async def refusal(self, sender: Sender, now: datetime) -> Refusal | None:
        """Return which limit would keep a fix out now, or None."""
        ...

    async def forget_people(self, before: datetime) -> int:
        """Forget who sent what was received before a moment; return of how many fixes."""
        ...


class NoStore:
    """Stands where there is no database: it takes nothing and says so."""

    async def record(self, report: Report, sender: Sender, now: datetime) -> FixId | Refusal:  # noqa: ARG002  (it keeps nothing)
        """Raise UserError."""
        raise UserError(_NOWHERE)

    async def refusal(self, sender: Sender, now: datetime) -> Refusal | None:  # noqa: ARG002  (it keeps nothing)
        """Raise UserError."""
        raise UserError(_NOWHERE)

    async def forget_people(self, before: datetime) -> int:  # noqa: ARG002  (it keeps nothing)
        """Return 0: nothing is kept."""
        return 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person is about to write: `names` of what it is about, `unknown` what they named that the facts lack."""

    subject: Subject
    names: tuple[str, ...]
    unknown: tuple[str, ...]


class Fixes:
    """Takes what people say is wrong."""

    def __init__(self, lookups: Lookups, store: FixStore | None = None) -> None:
        """Know the facts by `lookups`; without a store nothing is taken, with one sentence that says so."""
        self._lookups = lookups
        self._store: FixStore = store or NoStore()

    async def begin(self, character: str | None, title: str | None, sender: Sender, now: datetime) -> Draft:
        """Return what a fix would be about; a name the facts do not have is no reason not to take it.

        Raises TooManyFixes at once, and not after the person has typed it all.
        """
        refusal = await self._store.refusal(sender, now)
        if refusal is not None:
            raise TooManyFixes(refusal, now)
        return self._draft(character, title)

    async def submit(self, subject: Subject, claim: str, origin: str, sender: Sender, now: datetime) -> Fix:
        """Keep what was typed and return it, kept for certain; raises UserError, one sentence, where it is not."""
        report = report_of(self._known(subject), claim, origin)
        outcome = await self._store.record(report, sender, now)
        if isinstance(outcome, Refusal):
            raise TooManyFixes(outcome, now)
        return Fix(outcome, now, report)

    async def forget_people(self, now: datetime) -> int:
        """Forget who sent what has been kept for long enough; return of how many fixes."""
        return await self._store.forget_people(now - PERSON_KEPT)

    def names_of(self, subject: Subject) -> tuple[str, ...]:
        """Return the names of the character and the title of a subject, as far as the facts have them."""
        catalogue = self._lookups.shelf.catalogues.get(subject.universe) if subject.universe else None
        if catalogue is None:
            return ()
        found = (
            catalogue.characters.get(subject.character) if subject.character else None,
            catalogue.titles.get(subject.title) if subject.title else None,
        )
        return tuple(one.name for one in found if one)

    def _draft(self, character: str | None, title: str | None) -> Draft:
        names = self._lookups.shelf.names
        who = names.resolve(CHARACTERS, character).entry if character else None
        what = names.resolve(TITLES, title, who.universe if who else None).entry if title else None
        found = who or what
        subject = Subject(
            universe=found.universe if found else self._only_universe(),
            character=CharacterId(who.id) if who else None,
            title=TitleId(what.id) if what else None,
        )
        unknown = _said((character, who), (title, what))
        return Draft(subject, self.names_of(subject), tuple(unknown))

    def _only_universe(self) -> UniverseId | None:
        universes = list(self._lookups.shelf.catalogues)
        return universes[0] if len(universes) == 1 else None

    def _known(self, subject: Subject) -> Subject:
        """Return what of a subject the facts have: they may have changed since, or the text is no form of ours."""
        catalogue = self._lookups.shelf.catalogues.get(subject.universe) if subject.universe else None
        if catalogue is None:
            return Subject(self._only_universe())
        return Subject(
            universe=subject.universe,
            character=subject.character if subject.character in catalogue.characters else None,
            title=subject.title if subject.title in catalogue.titles else None,
        )


def subject_text(subject: Subject) -> str:
    """Return a subject as at most 86 characters; `subject_from` gives it back."""
    return f"{subject.universe or ''}:{subject.character or ''}:{subject.title or ''}"


def subject_from(text: str) -> Subject:
    """Return the subject of a text made by `subject_text`; of any other, that nothing is known of it."""
    parts = _SUBJECT.fullmatch(text)
    if parts is None:
        return Subject()
    universe, character, title = parts.groups()
    return Subject(UniverseId(universe) or None, CharacterId(character) or None, TitleId(title) or None)


def _said(*named: tuple[str | None, object]) -> Iterable[str]:
    return (legible(text, _LONGEST_QUOTE) for text, entry in named if text and entry is None and text.strip())
