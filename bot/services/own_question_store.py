"""What a server's own questions ask of the store; the store fits it by shape."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.identities import GuildId, UserId
from bot.domain.kept_questions import (
    Decided,
    Imported,
    KeptQuestion,
    Origin,
    QuestionNumber,
    QuestionRef,
    QuestionsPage,
    Sent,
    WaitingQuestion,
)
from bot.domain.own_questions import OwnQuestion


class QuestionStore(Protocol):
    """Where questions are kept."""

    async def send(
        self, question: OwnQuestion, origin: Origin, person_hash: str, now: datetime, *, approved: bool
    ) -> Sent:
        """Keep a question unless a limit, a block or the same one stands against it."""
        ...

    async def add_all(
        self, questions: Sequence[OwnQuestion], origin: Origin, list_name: str, now: datetime
    ) -> Imported:
        """Keep questions of a file, approved: those that are new, as long as there is room."""
        ...

    async def waiting(self, guild: GuildId, after: int) -> WaitingQuestion:
        """Return the first question after a number that waits for a moderator."""
        ...

    async def approve(self, guild: GuildId, ref: QuestionRef) -> Decided:
        """Let a question that waits be asked."""
        ...

    async def reject(self, guild: GuildId, ref: QuestionRef) -> Decided:
        """Remove a question that waits."""
        ...

    async def page(self, guild: GuildId, list_name: str | None, skipped: int, most: int) -> QuestionsPage:
        """Return some questions by their numbers, of one list or all, and how many these are."""
        ...

    async def remove(self, guild: GuildId, number: QuestionNumber) -> KeptQuestion | None:
        """Remove a question, and return it as it was; None where there is none."""
        ...

    async def remove_list(self, guild: GuildId, list_name: str) -> int:
        """Remove all questions of a list, and return how many there were."""
        ...

    async def lists(self, guild: GuildId) -> tuple[tuple[str, int], ...]:
        """Return the lists of a server by name, each with how many questions can be asked."""
        ...

    async def size(self, guild: GuildId) -> int:
        """Return how many questions of a server can be asked."""
        ...

    async def fingerprints(self, guild: GuildId, list_name: str | None) -> list[str]:
        """Return what can be asked, of one list or all, by number."""
        ...

    async def find(self, guild: GuildId, fingerprint: str) -> KeptQuestion | None:
        """Return a question, or None."""
        ...

    async def numbered(self, guild: GuildId, number: QuestionNumber) -> KeptQuestion | None:
        """Return the question with a number, or None."""
        ...

    async def answers_beside(self, guild: GuildId, fingerprint: str, most: int) -> tuple[str, ...]:
        """Return the best answers of other questions of the same list."""
        ...

    async def approved(self, guild: GuildId, list_name: str | None, after: int, most: int) -> tuple[KeptQuestion, ...]:
        """Return some questions that can be asked, of one list or all, those after a number."""
        ...

    async def save_draft(self, draft: str, guild: GuildId, person: UserId, body: str, now: datetime) -> None:
        """Keep what somebody typed that is no question yet."""
        ...

    async def draft(self, draft: str, guild: GuildId, person: UserId, now: datetime) -> str | None:
        """Return what that person typed in that server, or None."""
        ...

    async def drop_draft(self, draft: str, guild: GuildId, person: UserId) -> None:
        """Forget what somebody typed."""
        ...
