"""What a play can be about, as people name it: a title, a character, a universe, or questions of their own server."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.names import fold, legible
from bot.domain.pack import CharacterId, TitleId
from bot.domain.posed import OWN
from bot.services.lookups import Lookups
from bot.services.name_index import EntryKind
from bot.services.names import CHARACTERS_AND_TITLES
from bot.services.question_picking import Subject

_LIST = f"{OWN}:"
"""Begins the value of a list of a server's own questions; its name follows."""
_OWN_LABEL = "Questions of this server"
_MOST_PERHAPS = 3
_LONGEST_QUOTE = 40


class OwnLists(Protocol):
    """Which lists of questions a server has."""

    async def lists(self, guild: GuildId) -> Sequence[tuple[str, int]]:
        """Return the names of a server's lists of approved questions, with how many each has."""
        ...

    async def size(self, guild: GuildId) -> int:
        """Return how many approved questions a server has, in lists or not."""
        ...


class Subjects:
    """Finds what people mean, and offers what they may mean."""

    def __init__(self, lookups: Lookups, own: OwnLists) -> None:
        self._lookups = lookups
        self._own = own

    async def find(self, guild: GuildId, text: str | None) -> Subject:
        """Return what a play is about, the best sourced universe without a text; raises UserError for what is not."""
        text = (text or "").strip()
        if text == OWN or text.startswith(_LIST) or fold(text) == fold(_OWN_LABEL):
            return await self._of_server(guild, text.removeprefix(_LIST) if text.startswith(_LIST) else None)
        if called := self._lookups.universe_called(text):
            return Subject(called.id, called.name)
        if text:
            return self._of_facts(text)
        universe = self._lookups.universe()
        return Subject(universe, self._lookups.shelf.catalogues[universe].universe.name)

    async def suggest(self, guild: GuildId, text: str, limit: int) -> list[tuple[str, str]]:
        """Return what may be meant by a text that is being typed: how it is called, and the value it stands for."""
        named = [(one.universe.name, str(one.universe.id)) for one in self._lookups.summaries()]
        named.append((_OWN_LABEL, OWN))
        lists = await self._own.lists(guild)
        named += [(f"List {name} ({size:,})", f"{_LIST}{name}") for name, size in lists]
        fitting = [(label, value) for label, value in named if fold(text) in fold(label)]
        hits = self._lookups.suggest(CHARACTERS_AND_TITLES, text, limit)
        return [*fitting, *((hit.entry.label, hit.entry.label) for hit in hits)][:limit]

    def _of_facts(self, text: str) -> Subject:
        found = self._lookups.resolve(CHARACTERS_AND_TITLES, text)
        if found.entry is None:
            quoted = legible(text, _LONGEST_QUOTE)
            perhaps = ", ".join(entry.label for entry in found.others[:_MOST_PERHAPS])
            hint = f"did you mean {perhaps}?" if perhaps else "pick one from the list while you type."
            raise UserError(f"I know no character or title “{quoted}”; {hint}")
        if found.entry.kind is EntryKind.TITLE:
            return Subject(found.entry.universe, found.entry.label, title=TitleId(found.entry.id))
        return Subject(found.entry.universe, found.entry.label, character=CharacterId(found.entry.id))

    async def _of_server(self, guild: GuildId, name: str | None) -> Subject:
        if name is None:
            if not await self._own.size(guild):
                raise UserError("This server has no questions of its own yet; send one in with /trivia question.")
            return Subject(OWN, _OWN_LABEL)
        if name not in dict(await self._own.lists(guild)):
            raise UserError(f"This server has no list “{legible(name, _LONGEST_QUOTE)}”; pick one from the list.")
        return Subject(OWN, name, list=name)
