"""A folder to a checked pack: limits, then syntax, then schema, then rules; every finding is told, nothing raised."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.pack import Pack
from bot.facts.building import build
from bot.facts.draft import Draft
from bot.facts.files import CHARACTERS, SOURCES, UNIVERSE, UnfitFile, fact_files, overflow, read_bytes, survey
from bot.facts.findings import MOST_LISTED, WHOLE_FILE, BrokenPack, Finding, Trouble, place_of, shown, unlisted
from bot.facts.hashing import digest
from bot.facts.models import CharactersFile, Entry, SourcesFile, TitleFile, UniverseFile
from bot.facts.parsing import UnfitText, parse
from bot.facts.rules import findings_of

MOST_ROWS = 200_000

_ADVICE = {
    "extra_forbidden": "remove this key, or correct its spelling",
    "missing": "add this key",
    "string_type": "write text, in quotes",
    "tuple_type": "write a list, in brackets",
    "int_type": "write a whole number, without quotes",
    "date_type": "write a day as 2015-11-20, without quotes",
    "string_pattern_mismatch": "correct its form: an id is words joined by hyphens, a version is like 2026.11.2",
}

ModelT = TypeVar("ModelT", bound=Entry)


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """What was found in a folder, and the pack if that is nothing."""

    folder: Path
    findings: tuple[Finding, ...]
    pack: Pack | None


def read_pack(folder: Path) -> Pack:
    """Return the pack in a folder, or raise `BrokenPack` with all findings."""
    checked = check_pack(folder)
    if checked.pack is None:
        raise BrokenPack(folder.absolute().name, checked.findings)
    return checked.pack


def check_pack(folder: Path) -> CheckedPack:
    """Return all that is wrong in a folder, in the order of files and places, and the pack if nothing is."""
    reader = _Reader(folder)
    pack = reader.pack()
    return CheckedPack(folder, tuple(sorted(set(reader.findings))), pack)


class _Reader:
    """Reads one folder once and gathers what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.findings: list[Finding] = []
        self._folder = folder
        self._name = folder.absolute().name
        self._contents: dict[str, bytes] = {}
        self._documents: dict[str, dict[str, Any]] = {}

    def pack(self) -> Pack | None:
        """Return the pack, or None where something was found."""
        if self._note_all("pack-bearable", overflow(self._folder)):
            return None
        self._note_all("files-known", survey(self._folder))
        draft = self._draft()
        if draft.rows() > MOST_ROWS:
            self._note(UNIVERSE, WHOLE_FILE, "pack-bearable", f"split the pack: it has over {MOST_ROWS:,} rows")
            return None
        self.findings += findings_of(draft)
        universe = draft.universe
        if universe is None or self.findings:
            return None
        return build(draft, universe, digest(self._contents.items()))

    def _draft(self) -> Draft:
        files = fact_files(self._folder)
        universe = self._file(UNIVERSE, UniverseFile) if UNIVERSE in files else None
        characters = self._file(CHARACTERS, CharactersFile) if CHARACTERS in files else None
        sources = self._file(SOURCES, SourcesFile) if SOURCES in files else None
        titles = {name: self._file(name, TitleFile) for name in files if "/" in name}
        return Draft(
            folder=self._name,
            universe=universe,
            characters=characters.characters if characters else None,
            sources=sources.sources if sources else None,
            titles={name: title for name, title in titles.items() if title},
            broken_titles=frozenset(name for name, title in titles.items() if not title),
            documents=self._documents,
        )

    def _file(self, name: str, model: type[ModelT]) -> ModelT | None:
        try:
            self._contents[name] = read_bytes(self._folder / name)
            self._documents[name] = parse(self._contents[name])
            return model.model_validate(self._documents[name])
        except UnfitFile as complaint:
            self._note(name, WHOLE_FILE, "file-readable", str(complaint))
        except UnfitText as complaint:
            self._note(name, complaint.place, "syntax", complaint.advice)
        except ValidationError as error:
            self._note_schema(name, error)
        return None

    def _note_schema(self, name: str, error: ValidationError) -> None:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        for one in details[:MOST_LISTED]:
            self._note(name, place_of(self._documents[name], one["loc"]), "schema", _advice(one))
        if len(details) > MOST_LISTED:
            self._note(name, WHOLE_FILE, "schema", unlisted(len(details)))

    def _note_all(self, rule: str, troubles: Iterable[Trouble]) -> bool:
        before = len(self.findings)
        for trouble in troubles:
            self._note(trouble.file, WHOLE_FILE, rule, trouble.advice)
        return len(self.findings) > before

    def _note(self, name: str, place: str, rule: str, advice: str) -> None:
        self.findings.append(Finding(f"{shown(self._name)}/{shown(name)}", place, rule, advice))


def _advice(error: ErrorDetails) -> str:
    return _ADVICE.get(error["type"]) or f"correct it ({shown(error['msg'])})"
