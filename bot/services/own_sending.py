"""Questions that people send in: kept, or put aside so that nothing typed is lost."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.kept_questions import Origin, SendRefusal, Sent
from bot.domain.own_questions import Fault, faults_of
from bot.domain.signing import Signer
from bot.domain.wishes import Actor
from bot.services.own_question_store import QuestionStore
from bot.services.own_typing import Typed, question_of, typed_from, typed_text

_GONE = "That was too long ago, was sent again, or is not yours; please begin again with /trivia question."


@dataclass(frozen=True, slots=True)
class NotKept:
    """Why what was typed is not kept as a question; it can be taken up again under the name of its draft."""

    draft: str
    faults: tuple[Fault, ...] = ()
    refusal: SendRefusal | None = None


class OwnSending:
    """Takes the questions that anybody sends to a server."""

    def __init__(self, store: QuestionStore, signer: Signer) -> None:
        """Keep them in `store`, which knows whom moderators keep out only by the hashes of `signer`."""
        self._store = store
        self._signer = signer

    async def send(self, actor: Actor, typed: Typed, now: datetime, draft: str | None = None) -> Sent | NotKept:
        """Keep what was typed as a question: approved where a moderator sends it, else waiting.

        What cannot be kept is kept as a draft; `draft` is the one it was taken up from, which goes either way.
        """
        question = question_of(typed)
        faults = tuple(faults_of(question))
        if faults:
            return replace(await self._put_aside(actor, typed, now, draft), faults=faults)
        origin = Origin(actor.guild, actor.person, actor.interaction)
        person_hash = self._signer.person_hash(actor.guild, actor.person)
        sent = await self._store.send(question, origin, person_hash, now, approved=actor.moderates)
        if sent.kept is None:
            return replace(await self._put_aside(actor, typed, now, draft), refusal=sent.refusal)
        await self._drop(actor, draft)
        return sent

    async def typed(self, actor: Actor, draft: str, now: datetime) -> Typed:
        """Return what that person typed before; raises UserError where it is gone."""
        body = await self._store.draft(draft, actor.guild, actor.person, now)
        if body is None:
            raise UserError(_GONE)
        return typed_from(body)

    async def _put_aside(self, actor: Actor, typed: Typed, now: datetime, older: str | None) -> NotKept:
        draft = str(actor.interaction)
        await self._store.save_draft(draft, actor.guild, actor.person, typed_text(typed), now)
        await self._drop(actor, older)
        return NotKept(draft)

    async def _drop(self, actor: Actor, draft: str | None) -> None:
        if draft:
            await self._store.drop_draft(draft, actor.guild, actor.person)
