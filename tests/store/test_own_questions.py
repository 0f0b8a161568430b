"""The questions of servers as both engines keep them: once each, within the limits, decided about once."""

import asyncio
import time
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.composition import own_questions_of
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.kept_questions import (
    MOST_KEPT,
    MOST_WAITING,
    Decided,
    Imported,
    KeptQuestion,
    Origin,
    QuestionNumber,
    QuestionRef,
    SendRefusal,
    Sent,
)
from bot.domain.own_questions import Level, OwnQuestion, QuestionState
from bot.facts.question_files import read_questions
from bot.store.database import Database
from bot.store.opening import open_database
from bot.store.own_questions import OwnQuestionsStore
from tests.facts.test_question_files_of_red import LISTS, SHIPPED, SHIPPED_QUESTIONS

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD, ELSEWHERE = GuildId(2**61 + 1), GuildId(2**61 + 2)
ANA, BEN = UserId(2**62 + 1), UserId(2**62 + 2)
_interactions = count(2**60)


@pytest.fixture
def store(database: Database) -> OwnQuestionsStore:
    return OwnQuestionsStore(database)


def by(person: UserId | None = ANA, guild: GuildId = GUILD, interaction: int | None = None) -> Origin:
    return Origin(guild, person, InteractionId(next(_interactions) if interaction is None else interaction))


def ask(text: str, *accepted: str, **rest: object) -> OwnQuestion:
    return OwnQuestion(text, accepted or ("yes",), **rest)  # type: ignore[arg-type]


def many(number: int, prefix: str = "Word") -> list[OwnQuestion]:
    """Return that many different questions; numbers are spelt, as skeletons of some digits are the same."""
    return [ask(f"{prefix} {''.join(chr(97 + int(one)) for one in str(place))}?") for place in range(number)]


async def send(store: OwnQuestionsStore, text: str, origin: Origin | None = None, *, approved: bool = False) -> Sent:
    return await store.send(ask(text), origin or by(), "hash", NOON, approved=approved)


async def kept(store: OwnQuestionsStore, guild: GuildId = GUILD) -> list[KeptQuestion]:
    return list((await store.page(guild, None, 0, 100)).questions)


async def test_a_question_is_kept_with_all_of_it(store: OwnQuestionsStore) -> None:
    question = ask("Who?\nWhere?", "Ann“", "B\\n", wrong=("C", "D'"), category="K", level=Level.HARD, author="Somebody")
    sent = await store.send(question, by(), "hash", NOON, approved=False)
    assert sent.refusal is None
    (one,) = await kept(store)
    assert sent.kept == one
    assert (one.question, one.number, one.person, one.state) == (question, 1, ANA, QuestionState.WAITING)
    assert (one.answers, one.rights, one.list_name) == (0, 0, None)


async def test_what_a_moderator_sends_can_be_asked_at_once(store: OwnQuestionsStore) -> None:
    sent = await send(store, "One?", approved=True)
    assert sent.kept is not None
    assert sent.kept.state is QuestionState.APPROVED
    assert await store.fingerprints(GUILD, None) == [sent.kept.fingerprint]


async def test_the_same_form_delivered_again_keeps_one_and_says_the_same(store: OwnQuestionsStore) -> None:
    origin = by()
    first, second = await asyncio.gather(send(store, "One?", origin), send(store, "One?", origin))
    assert first == second
    assert first.refusal is None
    assert len(await kept(store)) == 1


async def test_the_same_question_of_somebody_else_is_the_one_that_is_there(store: OwnQuestionsStore) -> None:
    first = await send(store, "Who runs the Café?")
    second = await send(store, "who runs the cafe", by(BEN))
    assert (second.kept, second.refusal) == (first.kept, SendRefusal.SAME)
    assert (await send(store, "Who runs the Café?", by(BEN, ELSEWHERE))).refusal is None, "in another server it is new"


async def test_a_person_has_so_many_waiting_and_no_more(store: OwnQuestionsStore) -> None:
    texts = [one.text for one in many(MOST_WAITING + 5)]
    sent = await asyncio.gather(*(send(store, text) for text in texts))
    assert [one.refusal for one in sent].count(SendRefusal.WAITING) == 5
    assert len(await kept(store)) == MOST_WAITING
    assert (await send(store, "And one?", approved=True)).refusal is None
    assert (await send(store, "Another one?", by(BEN))).refusal is None
    one = (await kept(store))[0]
    assert await store.approve(GUILD, one.ref) is Decided.DONE
    assert (await send(store, "There is room?")).refusal is None


async def test_processes_that_send_at_once_keep_the_limits(address: str, engine: str) -> None:
    databases = [await open_database(address) for _ in range(1 if engine == "sqlite" else 3)]
    try:
        stores = [OwnQuestionsStore(one) for one in databases]
        sent = await asyncio.gather(
            *(
                send(stores[place % len(stores)], one.text, by(person))
                for person in (ANA, BEN)
                for place, one in enumerate(many(15, str(person)))
            )
        )
        assert [one.refusal for one in sent].count(None) == 2 * MOST_WAITING
        assert [one.number for one in await kept(stores[0])] == list(range(1, 2 * MOST_WAITING + 1))
    finally:
        for one in databases:
            await one.close()


async def test_a_file_is_kept_once(store: OwnQuestionsStore) -> None:
    await send(store, "Word b?")
    questions = [*many(4), ask("Word a?", "another answer"), ask("Word a?", wrong=("no",))]
    origin = by(BEN)
    assert await store.add_all(questions, origin, "words", NOON) == Imported(4, 2, 0)
    assert await store.add_all(questions, origin, "words", NOON) == Imported(4, 2, 0), "it was delivered again"
    assert await store.add_all(questions, by(BEN), "words", NOON) == Imported(0, 6, 0)
    assert await store.add_all(questions, by(None, interaction=0), "words", NOON) == Imported(0, 6, 0)
    found = await kept(store)
    assert [one.question.text for one in found] == ["Word b?", "Word a?", "Word c?", "Word d?", "Word a?"]
    assert await store.lists(GUILD) == (("words", 4),)


async def test_the_same_text_with_other_answers_is_another_question(store: OwnQuestionsStore) -> None:
    for answers, expected in ((("a",), 1), (("a", "b"), 1), (("B", "A"), 0), (("c",), 1)):
        assert (await store.add_all([ask("Which?", *answers)], by(), "list", NOON)).new == expected


async def test_a_file_that_asks_the_same_in_two_spellings_loses_none(store: OwnQuestionsStore) -> None:
    questions = [ask("Connecting People."), ask("Connecting people."), ask("Connecting people.")]
    assert await store.add_all(questions, by(), "slogans", NOON) == Imported(2, 1, 0)
    assert await store.add_all(questions, by(), "slogans", NOON) == Imported(0, 3, 0)
    assert [one.question.text for one in await kept(store)] == ["Connecting People.", "Connecting people."]


async def test_five_thousand_questions_are_kept_in_two_seconds_and_a_server_gets_full(store: OwnQuestionsStore) -> None:
    for prefix in ("First", "Second", "Third"):
        began = time.perf_counter()
        assert await store.add_all(many(5_000, prefix), by(), prefix, NOON) == Imported(5_000, 0, 0)
        assert time.perf_counter() - began < 2
    assert await store.add_all(many(5_003, "Fourth"), by(), "Fourth", NOON) == Imported(5_000, 0, 3)
    assert (await store.page(GUILD, None, 0, 1)).count == MOST_KEPT
    assert await send(store, "No room?") == Sent(None, SendRefusal.FULL)
    assert (await send(store, "First a?")).refusal is SendRefusal.SAME
    assert await store.add_all(many(2, "Fifth"), by(), "Fifth", NOON) == Imported(0, 0, 2)
    assert (await send(store, "Room?", by(ANA, ELSEWHERE))).refusal is None
    assert await store.remove_list(GUILD, "Second") == 5_000
    assert (await send(store, "Room?")).refusal is None


async def test_of_two_moderators_the_second_is_told(store: OwnQuestionsStore) -> None:
    first, second = [(await send(store, text)).kept for text in ("One?", "Two?")]
    assert first is not None
    assert second is not None
    decided = await asyncio.gather(*(store.approve(GUILD, first.ref) for _ in range(5)))
    assert sorted(decided) == [Decided.DONE, *[Decided.LATE] * 4]
    assert await store.reject(GUILD, first.ref) is Decided.LATE
    decided = await asyncio.gather(*(store.reject(GUILD, second.ref) for _ in range(5)))
    assert sorted(decided) == [Decided.DONE, *[Decided.GONE] * 4]
    assert await store.approve(GUILD, second.ref) is Decided.GONE
    assert await store.fingerprints(GUILD, None) == [first.fingerprint]


async def test_a_button_of_another_server_or_of_a_number_given_again_decides_nothing(store: OwnQuestionsStore) -> None:
    old = (await send(store, "Old?")).kept
    assert old is not None
    assert await store.approve(ELSEWHERE, old.ref) is Decided.GONE
    assert await store.reject(GUILD, old.ref) is Decided.DONE
    new = (await send(store, "New?")).kept
    assert new is not None
    assert new.number == old.number
    assert await store.approve(GUILD, old.ref) is Decided.GONE
    assert await store.reject(GUILD, old.ref) is Decided.GONE
    assert await store.approve(GUILD, QuestionRef(QuestionNumber(9), new.ref.mark)) is Decided.GONE
    assert (await kept(store))[0].state is QuestionState.WAITING


async def test_what_waits_comes_one_by_one(store: OwnQuestionsStore) -> None:
    assert (await store.waiting(GUILD, 0)).kept is None
    for text in ("One?", "Two?"):
        await send(store, text)
    await send(store, "Three?", approved=True)
    first = await store.waiting(GUILD, 0)
    assert (first.kept and first.kept.number, first.count, first.more) == (1, 2, True)
    second = await store.waiting(GUILD, 1)
    assert (second.kept and second.kept.number, second.count, second.more) == (2, 2, False)
    assert ((await store.waiting(GUILD, 2)).kept, (await store.waiting(ELSEWHERE, 0)).count) == (None, 0)


async def test_questions_are_removed_one_by_one_or_as_a_list(store: OwnQuestionsStore) -> None:
    await store.add_all(many(3), by(), "words", NOON)
    await store.add_all([ask("Else?")], by(), "else", NOON)
    removed = await store.remove(GUILD, QuestionNumber(2))
    assert removed is not None
    assert removed.question.text == "Word b?"
    assert await store.remove(GUILD, QuestionNumber(2)) is None
    assert await store.remove(ELSEWHERE, QuestionNumber(1)) is None
    assert await store.remove_list(ELSEWHERE, "words") == 0
    assert await store.remove_list(GUILD, "words") == 2
    assert [one.question.text for one in await kept(store)] == ["Else?"]


async def test_only_what_is_approved_is_drawn_from(store: OwnQuestionsStore) -> None:
    await send(store, "Waiting?")
    await store.add_all(many(2), by(), "words", NOON)
    await store.add_all([ask("Else?", "Elsa")], by(), "else", NOON)
    assert len(await store.fingerprints(GUILD, None)) == await store.size(GUILD) == 3
    assert len(await store.fingerprints(GUILD, "words")) == 2
    assert await store.fingerprints(ELSEWHERE, None) == []
    assert [one.question.text for one in await store.approved(GUILD, None, 2, 1)] == ["Word b?"]
    assert [one.question.text for one in await store.approved(GUILD, "else", 0, 9)] == ["Else?"]


async def test_answers_beside_are_those_of_the_same_list(store: OwnQuestionsStore) -> None:
    await store.add_all([ask("A?", "a", "x"), ask("B?", "b", "y"), ask("C?", "c")], by(), "letters", NOON)
    await store.add_all([ask("D?", "d")], by(), "more", NOON)
    await store.send(ask("E?", "e"), by(), "hash", NOON, approved=True)
    await store.send(ask("F?", "f"), by(), "hash", NOON, approved=True)
    marks = await store.fingerprints(GUILD, None)
    assert [await store.answers_beside(GUILD, one, 9) for one in marks] == [
        ("b", "c"),
        ("a", "c"),
        ("a", "b"),
        (),
        ("f",),
        ("e",),
    ]
    assert await store.answers_beside(GUILD, marks[0], 1) == ("b",)


async def test_what_somebody_typed_is_theirs_alone(store: OwnQuestionsStore) -> None:
    await store.save_draft("1", GUILD, ANA, "body", NOON)
    assert await store.draft("1", GUILD, ANA, NOON) == "body"
    assert await store.draft("1", GUILD, BEN, NOON) is None
    assert await store.draft("1", ELSEWHERE, ANA, NOON) is None
    await store.drop_draft("1", GUILD, ANA)
    assert await store.draft("1", GUILD, ANA, NOON) is None


async def test_all_lists_of_red_are_kept_without_a_lost_question(database: Database) -> None:
    own, kept_in_all = own_questions_of(database), 0
    for place, (file_name, data) in enumerate(LISTS):
        guild, questions = GuildId(1_000 + place), read_questions(data, file_name).content.questions
        done = await own.take_in(data, file_name, None, by(None, guild, 0), NOON)
        assert done.imported == Imported(len(questions), 0, 0), file_name
        ((_, count),) = await own.lists(guild)
        assert count == len(questions)
        kept_in_all += count
    assert kept_in_all == (SHIPPED_QUESTIONS if SHIPPED else 0) + len(
        read_questions(LISTS[0][1], "ours.yaml").questions
    )
