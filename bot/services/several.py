"""Questions about several names at once: all of them have to be of one universe."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.names import legible
from bot.domain.pack import UniverseId
from bot.services.lookups import Lookups, Suggestion, UnknownName
from bot.services.name_index import Entry, EntryKind
from bot.services.names import Resolution
from bot.services.questions import Question

_MOST_SUGGESTED = 5
_LONGEST_QUOTE = 40

Ask = Callable[[Sequence[Entry]], Question]
"""Makes a question of what some names stand for."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was typed, and what it may stand for."""

    text: str
    kinds: Sequence[EntryKind]


def ask_about(lookups: Lookups, names: Sequence[Name], ask: Ask, universe: UniverseId | None = None) -> Question:
    """Return the question that `ask` makes of some names, which are looked for in one universe.

    A name that several universes know means the one in which the others are. Raises UnknownName for one that is not
    sure, suggesting the whole question where the others are; UserError for names that no universe has together, or of
    which several are not sure.
    """
    resolved = [lookups.resolve(name.kinds, name.text, universe) for name in names]
    sure = [one.entry for one in resolved]
    universes = dict.fromkeys(entry.universe for entry in sure if entry)
    fitting = [found for one in universes or _shared(resolved) if (found := _all_in(lookups, names, one))]
    if fitting:
        return ask(fitting[0])
    if len(universes) > 1 and all(one.entry or one.others for one in resolved):
        quoted = (f"{_quoted(name)} is in {entry.universe}" for name, entry in zip(names, sure, strict=True) if entry)
        raise UserError(f"{', '.join(quoted)}: name those of one universe.")
    raise _unknown(lookups, names, ask, next(iter(universes), universe))


def _shared(resolved: Sequence[Resolution]) -> list[UniverseId]:
    """Return the one universe in which each of some unsure names may be something, nothing where there are several."""
    first, *others = ({entry.universe for entry in one.others} for one in resolved)
    shared = first.intersection(*others)
    return list(shared) if len(shared) == 1 else []


def _all_in(lookups: Lookups, names: Sequence[Name], universe: UniverseId) -> list[Entry] | None:
    """Return what some names stand for in a universe, None where one of them is not sure."""
    found = [lookups.resolve(name.kinds, name.text, universe).entry for name in names]
    known = [entry for entry in found if entry]
    return known if len(known) == len(names) else None


def _unknown(lookups: Lookups, names: Sequence[Name], ask: Ask, universe: UniverseId | None) -> UserError:
    """Return the error for a name that stands for nothing, else for the first that is not sure."""
    resolved = [lookups.resolve(name.kinds, name.text, universe) for name in names]
    unsure = [place for place, one in enumerate(resolved) if one.entry is None]
    place = next((place for place in unsure if not resolved[place].others), unsure[0])
    suggestions: list[Suggestion] = []
    for entry in resolved[place].others[:_MOST_SUGGESTED]:
        meant = [Name(entry.reference, name.kinds) if at == place else name for at, name in enumerate(names)]
        found = _all_in(lookups, meant, entry.universe)
        if found and len({one.reference for one in found}) == len(found):
            suggestions.append(Suggestion(entry.label, ask(found)))
    if resolved[place].others and not suggestions:
        quoted = " and ".join(dict.fromkeys(_quoted(names[at]) for at in unsure))
        return UserError(f"I am not sure what is meant by {quoted}; write more of it, or pick what is offered.")
    return UnknownName(names[place].text, names[place].kinds, suggestions)


def _quoted(name: Name) -> str:
    return f"“{legible(name.text, _LONGEST_QUOTE)}”"
