"""A server's own questions: looked at, taken from files and written to them, drawn and judged."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.free_text import on_one_line
from bot.domain.identities import GuildId
from bot.domain.kept_questions import (
    LONGEST_LIST,
    Decided,
    Imported,
    KeptQuestion,
    Origin,
    QuestionNumber,
    QuestionRef,
    QuestionsPage,
    WaitingQuestion,
    list_mark,
    mark_of,
)
from bot.domain.own_posing import posed_of
from bot.domain.own_questions import OwnQuestion
from bot.domain.posed import Posed
from bot.domain.trivia.chance import Chance
from bot.domain.typed_answers import is_right
from bot.domain.wishes import Actor
from bot.services.own_files import Exported, QuestionFiles, exported, list_name_of, safe_name
from bot.services.own_question_store import QuestionStore

_NOT_MODERATOR = "Questions are looked after by those who may manage messages here; ask one of them."
_MOST_BESIDE = 500  # answers of other questions that are no misspelling of this one's
_AT_ONCE = 1_000  # questions that are read from the store at a time
_MOST_EXPORTED = 8 * 1024 * 1024  # characters of answers and questions, so that memory has an end


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What came of a file; `findings` is all that is wrong with it, a line each."""

    list_name: str
    imported: Imported
    findings: tuple[str, ...]


class OwnQuestions:
    """Lets moderators look after the questions of servers, takes in files, and gives out what is to be asked."""

    def __init__(self, store: QuestionStore, files: QuestionFiles) -> None:
        """Keep questions in `store`; `files` knows the formats."""
        self._store = store
        self._files = files
        self._at_a_file = asyncio.Semaphore(1)  # a hostile file takes 100 MB while it is read

    @property
    def most_bytes(self) -> int:
        """Return how large a file may be."""
        return self._files.most_bytes

    # Looked after by moderators: each raises UserError for somebody who is none

    def require_moderator(self, actor: Actor) -> None:
        """Raise UserError for somebody who may not manage messages."""
        if not actor.moderates:
            raise UserError(_NOT_MODERATOR)

    async def waiting(self, actor: Actor, after: int = 0) -> WaitingQuestion:
        """Return the first question after a number that waits."""
        self.require_moderator(actor)
        return await self._store.waiting(actor.guild, after)

    async def decide(self, actor: Actor, ref: QuestionRef, *, approve: bool) -> Decided:
        """Let a question that waits be asked, or remove it."""
        self.require_moderator(actor)
        decide = self._store.approve if approve else self._store.reject
        return await decide(actor.guild, ref)

    async def one(self, actor: Actor, ref: QuestionRef) -> KeptQuestion | None:
        """Return a question, or None where it is gone."""
        self.require_moderator(actor)
        kept = await self._store.numbered(actor.guild, ref.number)
        return kept if kept and mark_of(kept.fingerprint) == ref.mark else None

    async def page(self, actor: Actor, list_name: str | None, skipped: int, most: int) -> QuestionsPage:
        """Return some questions by their numbers, of one list or all."""
        self.require_moderator(actor)
        return await self._store.page(actor.guild, list_name, skipped, most)

    async def remove(self, actor: Actor, number: QuestionNumber) -> KeptQuestion | None:
        """Remove a question, and return it as it was; None where there is none."""
        self.require_moderator(actor)
        return await self._store.remove(actor.guild, number)

    async def remove_list(self, actor: Actor, list_name: str) -> int:
        """Remove all questions of a list, and return how many there were."""
        self.require_moderator(actor)
        return await self._store.remove_list(actor.guild, list_name)

    async def upload(self, actor: Actor, data: bytes, file_name: str, list_name: str | None, now: datetime) -> Uploaded:
        """Take what is in order of a file, approved; whatever else is in it is found."""
        self.require_moderator(actor)
        origin = Origin(actor.guild, actor.person, actor.interaction)
        return await self.take_in(data, file_name, list_name, origin, now)

    async def export(self, actor: Actor, form: str, list_name: str | None) -> Exported:
        """Return what can be asked as files."""
        self.require_moderator(actor)
        return await self.written(actor.guild, form, list_name)

    # Files, whoever brings or wants them

    async def take_in(
        self, data: bytes, file_name: str, list_name: str | None, origin: Origin, now: datetime
    ) -> Uploaded:
        """Take what is in order of a file; without a name of a list it is called as the file."""
        name = (on_one_line(list_name)[:LONGEST_LIST].strip() if list_name else "") or list_name_of(file_name)
        async with self._at_a_file:
            reading = await asyncio.to_thread(self._files.read, data, file_name)
        content = reading.content
        authored = [one if one.author else replace(one, author=content.author) for one in content.questions]
        imported = await self._store.add_all(authored, origin, name, now) if authored else Imported(0, 0, 0)
        return Uploaded(name, imported, tuple(map(str, reading.findings)))

    async def written(self, guild: GuildId, form: str, list_name: str | None) -> Exported:
        """Return what can be asked as files; raises UserError where it is more than can be held at once."""
        questions, after, size = list[OwnQuestion](), 0, 0
        while some := await self._store.approved(guild, list_name, after, _AT_ONCE):
            questions += [one.question for one in some]
            after = some[-1].number
            size += sum(_size(one.question) for one in some)
            if size > _MOST_EXPORTED:
                raise UserError("That is too much for one answer; please export one list at a time.")
        async with self._at_a_file:
            return await asyncio.to_thread(exported, questions, self._files, form, safe_name(list_name))

    # Asked

    async def lists(self, guild: GuildId) -> tuple[tuple[str, int], ...]:
        """Return the lists of a server by name, each with how many questions can be asked."""
        return await self._store.lists(guild)

    async def size(self, guild: GuildId) -> int:
        """Return how many questions of a server can be asked, in lists or not."""
        return await self._store.size(guild)

    async def list_called(self, guild: GuildId, typed: str) -> str:
        """Return the name of the list that somebody typed in whatever case; raises UserError where there is none."""
        wanted = on_one_line(typed).casefold()
        names = [name for name, _ in await self._store.lists(guild)]
        for name in sorted(names, key=lambda one: one != typed):
            if name.casefold() == wanted:
                return name
        raise UserError("There is no such list here; /trivia-admin list shows all questions with theirs.")

    async def list_marked(self, guild: GuildId, mark: str) -> str:
        """Return the name of the list for which a mark stands; raises UserError where there is none any more."""
        for name, _ in await self._store.lists(guild):
            if list_mark(name) == mark:
                return name
        raise UserError("That list is not there any more.")

    async def draw(self, guild: GuildId, chance: Chance, list_name: str | None, asked: Collection[str]) -> Posed | None:
        """Return a question that can be asked, of one list or all, with an id not among `asked`, or None."""
        known = frozenset(asked)
        left = [one for one in await self._store.fingerprints(guild, list_name) if one not in known]
        while left:
            kept = await self._store.find(guild, left.pop(chance.randrange(len(left))))
            if kept is not None:  # else somebody removes questions at this very moment
                return posed_of(kept, chance)
        return None

    async def judge(self, guild: GuildId, posed: Posed, typed: str) -> bool:
        """Return whether a typed answer is right; what answers another question of the list is no misspelling.

        It takes the same steps whether it is or not, so that the time of a receipt tells nobody.
        """
        others = await self._store.answers_beside(guild, posed.id, _MOST_BESIDE)
        return await asyncio.to_thread(is_right, typed, posed.accepted, posed.wrong, others)


def _size(question: OwnQuestion) -> int:
    return len(question.text) + sum(map(len, (*question.accepted, *question.wrong)))
