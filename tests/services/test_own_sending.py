"""Questions that people send in: kept as they are meant, refused with all faults, and never lost."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.free_text import cleaned
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.kept_questions import MOST_WAITING, SendRefusal, Sent
from bot.domain.own_questions import LONGEST_ANSWER, MOST_ACCEPTED, MOST_WRONG, OwnQuestion, QuestionState, faults_of
from bot.domain.signing import Signer
from bot.domain.wishes import Actor
from bot.services.moderation import Moderation
from bot.services.own_sending import NotKept, OwnSending
from bot.services.own_typing import Typed, question_of, typed_from, typed_text
from bot.store.database import Database
from bot.store.moderation import ModerationStore
from bot.store.own_questions import OwnQuestionsStore
from tests.cogs.conftest import HOSTILE

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD, ELSEWHERE = GuildId(71), GuildId(72)
SIGNER = Signer(b"0123456789abcdef")
_numbers = count(2**60)


@pytest.fixture
def sending(database: Database) -> OwnSending:
    return OwnSending(OwnQuestionsStore(database), SIGNER)


def actor(person: int = 1, guild: GuildId = GUILD, *, moderates: bool = False) -> Actor:
    return Actor(guild, UserId(person), InteractionId(next(_numbers)), moderates=moderates)


async def test_what_is_typed_becomes_a_clean_question(sending: OwnSending) -> None:
    typed = Typed(" Who\u200b?\r\n\r\n\r\n\r\nWhere? ", "Ann\n\n  Bo  B \nAnn", "Cy\n", "  a\nb ")
    sent = await sending.send(actor(), typed, NOON)
    assert isinstance(sent, Sent)
    assert sent.kept is not None
    assert sent.kept.question == OwnQuestion("Who?\n\nWhere?", ("Ann", "Bo B"), ("Cy",), "a b")
    assert sent.kept.state is QuestionState.WAITING
    by_moderator = await sending.send(actor(2, moderates=True), Typed("What?", "this"), NOON)
    assert isinstance(by_moderator, Sent)
    assert by_moderator.kept is not None
    assert by_moderator.kept.state is QuestionState.APPROVED


async def test_all_faults_are_told_at_once_and_what_was_typed_stays(sending: OwnSending) -> None:
    wrong = "\n".join(["yes", *(f"no {place}" for place in range(MOST_WRONG + 1))])
    typed = Typed("\u200b", "\n".join(["yes", "x" * (LONGEST_ANSWER + 1), *map(str, range(MOST_ACCEPTED))]), wrong, "c")
    sender = actor()
    outcome = await sending.send(sender, typed, NOON)
    assert isinstance(outcome, NotKept)
    assert len(outcome.faults) == 5
    assert await sending.typed(sender, outcome.draft, NOON) == typed
    again = await sending.send(sender, Typed("Now?", "yes"), NOON, outcome.draft)
    assert isinstance(again, Sent)
    with pytest.raises(UserError, match="too long ago"):
        await sending.typed(sender, outcome.draft, NOON)


async def test_of_what_is_typed_again_and_again_the_newest_stays(sending: OwnSending, database: Database) -> None:
    for letter in "abcdefghijklmnop"[:MOST_WAITING]:
        await sending.send(actor(), Typed(f"Letter {letter}?", letter), NOON)
    outcome = None
    for typed in (Typed("Who?"), Typed("Who is it?"), Typed("Who is it?", "Ann"), Typed("Who?", "Bo")):
        sender = actor()
        outcome = await sending.send(sender, typed, NOON, outcome.draft if outcome else None)
        assert isinstance(outcome, NotKept)
        assert outcome.draft == str(sender.interaction)
        assert await sending.typed(sender, outcome.draft, NOON) == typed
        assert await database.fetch_all("SELECT count(*) FROM wish_drafts") == [(1,)]
    assert outcome
    assert outcome.refusal is SendRefusal.WAITING


async def test_what_somebody_typed_is_for_nobody_else_and_not_for_ever(sending: OwnSending) -> None:
    outcome = await sending.send(actor(1), Typed("Who?"), NOON)
    assert isinstance(outcome, NotKept)
    for other in (actor(2), actor(1, ELSEWHERE)):
        with pytest.raises(UserError):
            await sending.typed(other, outcome.draft, NOON)
    with pytest.raises(UserError):
        await sending.typed(actor(1), outcome.draft, NOON + timedelta(days=2))


async def test_what_has_no_room_is_not_lost(sending: OwnSending) -> None:
    for letter in "abcdefghijklmnop"[:MOST_WAITING]:
        assert isinstance(await sending.send(actor(), Typed(f"Letter {letter}?", letter), NOON), Sent)
    typed = Typed("One more?", "yes")
    outcome = await sending.send(actor(), typed, NOON)
    assert isinstance(outcome, NotKept)
    assert outcome.refusal is SendRefusal.WAITING
    assert await sending.typed(actor(), outcome.draft, NOON) == typed


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_text_is_a_question_or_a_fault(sending: OwnSending, hostile: str) -> None:
    for field in range(4):
        fields = ["Who?", "Ann", "Bo", "note"]
        fields[field] = hostile
        outcome = await sending.send(actor(), Typed(*fields), NOON)
        if isinstance(outcome, Sent):
            assert outcome.kept is not None
            assert not any(faults_of(outcome.kept.question))
        else:
            assert outcome.faults
            assert await sending.typed(actor(), outcome.draft, NOON) == Typed(*fields)


@given(st.builds(Typed, st.text(), st.text(), st.text(), st.text()))
def test_what_was_typed_is_given_back_as_it_was(typed: Typed) -> None:
    text = typed_text(typed)
    assert typed_from(text) == typed
    assert text.isascii()
    assert "\0" not in text
    question = question_of(typed)
    assert cleaned(question.text) == question.text


async def test_whom_moderators_keep_out_sends_nothing_until_let_in_again(
    sending: OwnSending, database: Database
) -> None:
    moderation, typed = Moderation(ModerationStore(database), SIGNER), Typed("Who?", "Ann")
    await moderation.block(actor(9, moderates=True), UserId(1), "", NOON)
    outcome = await sending.send(actor(1), typed, NOON)
    assert isinstance(outcome, NotKept)
    assert outcome.refusal is SendRefusal.BLOCKED
    assert await sending.typed(actor(1), outcome.draft, NOON) == typed
    assert isinstance(await sending.send(actor(1, ELSEWHERE), typed, NOON), Sent)
    await moderation.unblock(actor(9, moderates=True), UserId(1), "", NOON)
    assert isinstance(await sending.send(actor(1), typed, NOON), Sent)
