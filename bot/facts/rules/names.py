"""Rules about names: whoever looks for one finds one thing."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.domain.catalogue import performer_id
from bot.domain.names import fold
from bot.facts.draft import Draft
from bot.facts.files import CHARACTERS
from bot.facts.findings import KeyPath, Trouble, shown


class _Named(NamedTuple):
    file: str
    path: KeyPath
    owner: str
    text: str


def aliases_unambiguous(draft: Draft) -> Iterator[Trouble]:
    """No name or alias is that of two characters, or of two titles, and none is listed twice."""
    yield from _clashes(_character_names(draft))
    yield from _clashes(_title_names(draft))


def _clashes(names: Iterable[_Named]) -> Iterator[Trouble]:
    owners = dict[str, str]()
    written = set[tuple[str, str]]()
    for one in sorted(names, key=_names_first):
        folded = fold(one.text)
        owner = owners.setdefault(folded, one.owner)
        if folded and owner != one.owner:
            yield Trouble(one.file, one.path, f"tell {shown(one.text)} apart: {owner} is called so too")
        elif (one.owner, one.text) in written:
            yield Trouble(one.file, one.path, f"remove {shown(one.text)}: it is listed already")
        written.add((one.owner, one.text))


def _names_first(one: _Named) -> bool:
    """Sort aliases last, so that a clash is reported at an alias rather than at the name it takes."""
    return "aliases" in one.path


def _character_names(draft: Draft) -> Iterator[_Named]:
    for at, one in enumerate(draft.characters or ()):
        yield _Named(CHARACTERS, ("characters", at, "name"), one.id, one.name)
        for alias_at, alias in enumerate(one.aliases):
            yield _Named(CHARACTERS, ("characters", at, "aliases", alias_at), one.id, alias)


def _title_names(draft: Draft) -> Iterator[_Named]:
    for file, title in draft.titles.items():
        yield _Named(file, ("name",), title.id, title.name)
        for at, alias in enumerate(title.aliases):
            yield _Named(file, ("aliases", at), title.id, alias)


def names_readable(draft: Draft) -> Iterator[Trouble]:
    """Every name and alias has letters or digits to look for."""
    for names in (_character_names(draft), _title_names(draft)):
        for one in names:
            if not fold(one.text):
                yield Trouble(one.file, one.path, "write it with letters or digits: nobody can look for it")
    for path, name in _performers(draft):
        if not performer_id(name):
            yield Trouble(CHARACTERS, path, "write it with letters: it becomes an id")


def performer_spelling(draft: Draft) -> Iterator[Trouble]:
    """A performer's name is spelt the same everywhere, accents included."""
    spelt = dict[str, str]()
    for path, name in _performers(draft):
        first = spelt.setdefault(performer_id(name), name)
        if first != name:
            yield Trouble(CHARACTERS, path, f"spell it {shown(first)}, as before, or correct the other")


def _performers(draft: Draft) -> Iterator[tuple[KeyPath, str]]:
    for at, one in enumerate(draft.characters or ()):
        for performer_at, performer in enumerate(one.performers):
            yield ("characters", at, "performers", performer_at, "name"), performer.name
