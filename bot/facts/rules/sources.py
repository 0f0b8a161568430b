"""Rules about sources: every fact has one, and a sourced fact one that can be read again."""

from collections.abc import Iterator

from bot.domain.pack import Confidence
from bot.facts.draft import Draft
from bot.facts.files import SOURCES
from bot.facts.findings import KeyPath, Trouble
from bot.facts.models import AppearanceEntry, MeetingEntry, SourceEntry


def source_present(draft: Draft) -> Iterator[Trouble]:
    """Every appearance and meeting names a source that is listed."""
    if draft.sources is None:
        return
    known = {one.id for one in draft.sources}
    for file, path, entry in _entries(draft):
        if entry.source not in known:
            yield Trouble(file, (*path, "source"), f"add {entry.source} to {SOURCES}, or correct it")


def source_honest(draft: Draft) -> Iterator[Trouble]:
    """What is sourced names a source with an address, the day it was read and what it states."""
    vague = {one.id for one in draft.sources or () if not _can_be_read_again(one)}
    for file, path, entry in _entries(draft):
        if entry.confidence is Confidence.SOURCED and entry.source in vague:
            advice = f"give {entry.source} its url, read and states in {SOURCES}, or say unverified"
            yield Trouble(file, (*path, "confidence"), advice)


def _can_be_read_again(source: SourceEntry) -> bool:
    return bool(source.url and source.read and source.states.strip())


def _entries(draft: Draft) -> Iterator[tuple[str, KeyPath, AppearanceEntry | MeetingEntry]]:
    for appearance in draft.appearances():
        yield appearance.file, appearance.path, appearance.entry
    for meeting in draft.meetings():
        yield meeting.file, meeting.path, meeting.entry
