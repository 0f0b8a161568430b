"""A server's own questions taken from files and written to them, put, drawn and judged."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.composition import own_questions_of
from bot.domain.errors import UserError
from bot.domain.free_text import cleaned, on_one_line
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.kept_questions import (
    LONGEST_LIST,
    Decided,
    Imported,
    KeptQuestion,
    Origin,
    QuestionNumber,
    QuestionRef,
    Sent,
    fingerprint_of,
    list_mark,
)
from bot.domain.own_posing import LONGEST_CHOICE, MOST_WRONG_SHOWN, posed_of
from bot.domain.own_questions import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST_ACCEPTED,
    MOST_WRONG,
    Level,
    OwnQuestion,
    QuestionList,
    QuestionState,
    faults_of,
)
from bot.domain.posed import Posed, posed_from, posed_values
from bot.domain.typed_answers import is_right
from bot.domain.wishes import Actor
from bot.facts.question_files import Form, read_questions, write_questions
from bot.facts.question_files_draft import MOST_BYTES
from bot.services.own_files import Exported, list_name_of, safe_name
from bot.services.own_questions import OwnQuestions
from bot.store.database import Database, Statement
from bot.store.own_questions import OwnQuestionsStore

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD, ELSEWHERE = GuildId(71), GuildId(72)
_numbers = count(2**60)

LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60).map(on_one_line).filter(bool)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=120).map(cleaned).filter(bool)
QUESTIONS = st.builds(
    OwnQuestion,
    TEXTS,
    st.lists(LINES, min_size=1, max_size=5, unique=True).map(tuple),
    st.lists(LINES, max_size=5, unique=True).map(tuple),
    st.none() | LINES,
    st.none() | st.sampled_from(Level),
    st.none() | LINES,
).filter(lambda one: not any(faults_of(one)))
LISTS = st.lists(QUESTIONS, min_size=1, max_size=12, unique_by=fingerprint_of)


@pytest.fixture
def own(database: Database) -> OwnQuestions:
    return own_questions_of(database)


def actor(person: int = 1, guild: GuildId = GUILD, *, moderates: bool = False) -> Actor:
    return Actor(guild, UserId(person), InteractionId(next(_numbers)), moderates=moderates)


MOD = actor(9, moderates=True)


async def bring(
    own: OwnQuestions, *questions: OwnQuestion, name: str = "list", guild: GuildId = GUILD, form: Form = Form.OWN
) -> Imported:
    writing = write_questions(QuestionList(questions), form)
    origin = Origin(guild, UserId(9), InteractionId(next(_numbers)))
    done = await own.take_in(writing.data, f"{name}{'.toml' if form is Form.OWN else '.yaml'}", None, origin, NOON)
    assert done.findings == ()
    return done.imported


async def send(database: Database, text: str) -> Sent:
    """Send a question in, which waits."""
    origin = Origin(GUILD, UserId(1), InteractionId(next(_numbers)))
    return await OwnQuestionsStore(database).send(OwnQuestion(text, ("yes",)), origin, "hash", NOON, approved=False)


def kept(question: OwnQuestion, **rest: object) -> KeptQuestion:
    return KeptQuestion(QuestionNumber(1), question, QuestionState.APPROVED, fingerprint_of(question), **rest)  # type: ignore[arg-type]


# Looked after


async def test_only_moderators_look_after_questions(own: OwnQuestions) -> None:
    nobody, ref = actor(), QuestionRef(QuestionNumber(1), "0" * 16)
    for refused in (
        own.waiting(nobody),
        own.decide(nobody, ref, approve=True),
        own.decide(nobody, ref, approve=False),
        own.one(nobody, ref),
        own.page(nobody, None, 0, 1),
        own.remove(nobody, QuestionNumber(1)),
        own.remove_list(nobody, "list"),
        own.upload(nobody, b"A?:\n- b\n", "a.yaml", None, NOON),
        own.export(nobody, "own", None),
    ):
        with pytest.raises(UserError, match="may manage messages"):
            await refused


async def test_a_question_is_looked_at_and_decided(own: OwnQuestions, database: Database) -> None:
    sent = await send(database, "Who?")
    waiting = (await own.waiting(MOD)).kept
    assert waiting == sent.kept
    assert waiting is not None
    assert await own.one(MOD, waiting.ref) == waiting
    assert await own.one(MOD, QuestionRef(waiting.number, "0" * 16)) is None
    assert await own.decide(MOD, waiting.ref, approve=True) is Decided.DONE
    assert await own.decide(MOD, waiting.ref, approve=False) is Decided.LATE
    assert await own.remove(MOD, waiting.number) is not None
    assert await own.decide(MOD, waiting.ref, approve=True) is Decided.GONE


async def test_a_list_is_found_by_name_in_any_case_or_by_its_mark(own: OwnQuestions) -> None:
    await bring(own, OwnQuestion("A?", ("a",)), name="Harbour")
    await bring(own, OwnQuestion("B?", ("b",)), name="harbour")
    assert await own.list_called(GUILD, "harbour") == "harbour"
    assert await own.list_called(GUILD, " HARBOUR ") in ("Harbour", "harbour")
    assert await own.list_marked(GUILD, list_mark("Harbour")) == "Harbour"
    for missing in (own.list_called(GUILD, "x"), own.list_called(ELSEWHERE, "harbour"), own.list_marked(GUILD, "0")):
        with pytest.raises(UserError):
            await missing


# Files


@pytest.mark.parametrize(
    ("data", "name", "finding"),
    [
        (b"x" * (MOST_BYTES + 1), "a.yaml", "over 2 MB"),
        (b"", "a.yaml", "no questions"),
        (b"PK\x03\x04\0\0", "a.yaml", "no plain text"),
        ("Wér?:\n- ü\n".encode("utf-16"), "a.yaml", "no plain text"),
        ("Wér?:\n- ü\n".encode("latin-1"), "a.yaml", "no UTF-8"),
        (b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "a.yaml", "anchor or an alias"),
        (b"A?: !!python/object/apply:os.system ['true']\n", "a.yaml", "tag"),
        (b"[" * 100_000, "a.json", "hundreds deep"),
        (b"[[questions]]\nquestion = 'A?'\n" * 2, "a.toml", "no accepted answer"),
    ],
)
async def test_a_bad_file_changes_nothing_and_is_told(own: OwnQuestions, data: bytes, name: str, finding: str) -> None:
    done = await own.upload(MOD, data, name, None, NOON)
    assert done.imported == Imported(0, 0, 0)
    assert finding in "\n".join(done.findings)
    assert await own.lists(GUILD) == ()


async def test_what_is_in_order_of_a_file_is_kept_and_the_rest_told_with_lines(own: OwnQuestions) -> None:
    data = b"AUTHOR: Ada\nA?:\n- one\nB?: two\nC?:\n-\nD?:\n- four\n"
    done = await own.upload(MOD, data, "folder/Our list.yaml", None, NOON)
    assert (done.imported, done.list_name) == (Imported(2, 0, 0), "Our list")
    assert [one.split(":")[0] for one in done.findings] == ["line 4", "line 5", "line 6"]
    found = (await own.page(MOD, "Our list", 0, 9)).questions
    assert [(one.question.text, one.question.author) for one in found] == [("A?", "Ada"), ("D?", "Ada")]
    assert (await own.upload(MOD, data, "b.yaml", " Named\n here ", NOON)).list_name == "Named here"


@pytest.mark.parametrize(
    ("file_name", "called"),
    [
        ("a.b.yaml", "a.b"),
        ("..\\x\\y.toml", "y"),
        ("\u202e.yaml", "questions"),
        ("", "questions"),
        ("x" * 300, "x" * LONGEST_LIST),
        (".toml", ".toml"),
    ],
)
def test_a_list_is_called_as_its_file(file_name: str, called: str) -> None:
    assert list_name_of(file_name) == called


def test_a_list_gives_a_file_a_name_that_every_system_takes() -> None:
    assert (safe_name("../Ä b/c\0.."), safe_name(None), safe_name("日本")) == ("b-c", "questions", "questions")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(questions=LISTS, form=st.sampled_from(Form))
async def test_questions_survive_the_store_and_a_file(
    own: OwnQuestions, questions: list[OwnQuestion], form: Form
) -> None:
    first, second = GuildId(next(_numbers)), GuildId(next(_numbers))
    await bring(own, *questions, guild=first)
    here = [one.question for one in (await own.page(actor(9, first, moderates=True), None, 0, 99)).questions]
    assert here == questions
    done = await own.written(first, form.value, None)
    ((name, data),) = done.files
    reading = read_questions(data, name)
    if form is Form.OWN:
        assert (done.findings, reading.findings) == ((), ())
        origin = Origin(second, None, InteractionId(0))
        assert (await own.take_in(data, name, None, origin, NOON)).imported == Imported(len(questions), 0, 0)
        there = [one.question for one in (await own.page(actor(9, second, moderates=True), None, 0, 99)).questions]
        assert there == questions
    elif not any("not written" in one for one in done.findings):
        assert [one.text for one in reading.questions] == [one.text for one in questions]
        held = (lambda one: one.accepted) if form is Form.RED else (lambda one: (one.accepted[0], *one.wrong))
        assert [held(one) for one in reading.questions] == [held(one) for one in questions]


async def test_what_a_format_cannot_hold_is_told_once(own: OwnQuestions) -> None:
    await bring(own, OwnQuestion("A?", ("a", "b"), ("c",), "cat", Level.EASY, "Ada"))
    assert [one.split("(")[0].strip() for one in (await own.export(MOD, "red", None)).findings] == [
        "whole file: the format has no place for the wrong choices",
        "whole file: the format has no place for the categories",
        "whole file: the format has no place for the levels",
    ]
    assert "further accepted answers" in "".join((await own.export(MOD, "opentdb", None)).findings)
    assert (await own.export(MOD, "own", None)).findings == ()


def all_of(done: Exported) -> list[OwnQuestion]:
    readings = [read_questions(data, name) for name, data in done.files]
    assert all(not one.findings for one in readings)
    return [question for one in readings for question in one.questions]


async def test_what_is_too_large_for_one_file_goes_into_several_that_can_be_read(own: OwnQuestions) -> None:
    letters = str.maketrans("0123456789", "abcdefghij")
    words = [f"{place}".translate(letters) for place in range(520)]
    large = [OwnQuestion(f"{'wide ' * 90}{word}?", tuple(f"{n} {'y' * 110}" for n in range(40))) for word in words]
    for at in (0, 260):
        await bring(own, *large[at : at + 260], name="large")
    done = await own.export(MOD, "own", "large")
    assert [name for name, _ in done.files] == ["large.toml", "large-2.toml"]
    assert all(len(data) <= MOST_BYTES for _, data in done.files)
    assert all_of(done) == large


async def test_more_than_memory_should_hold_is_one_sentence(own: OwnQuestions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.own_questions._MOST_EXPORTED", 1_000)
    for letter in "abc":
        await bring(own, OwnQuestion(f"{letter}?", (letter * 400,)), name=letter)
    with pytest.raises(UserError, match="one list at a time"):
        await own.export(MOD, "own", None)
    assert (await own.export(MOD, "own", "a")).count == 1


# Put, drawn and judged


@given(QUESTIONS, st.integers())
def test_a_question_is_put_with_one_right_choice_or_typed(question: OwnQuestion, seed: int) -> None:
    posed = posed_of(kept(question), random.Random(seed))
    assert posed_from(posed_values(posed)) == posed
    assert (posed.pool, posed.id, posed.text) == ("own", fingerprint_of(question), question.text)
    assert posed.right == question.accepted[0]
    assert 0 < posed.difficulty < 1
    if posed.is_typed:
        accepted = {one.casefold() for one in question.accepted}
        assert len(posed.right) > LONGEST_CHOICE or all(
            len(one) > LONGEST_CHOICE or one.casefold() in accepted for one in question.wrong
        )
    else:
        assert 2 <= len(posed.choices) <= 1 + MOST_WRONG_SHOWN
        assert len({one.casefold() for one in posed.choices}) == len(posed.choices)
        assert all(len(one) <= LONGEST_CHOICE for one in posed.choices)
        assert {one for one in posed.choices if one in question.accepted} == {posed.right}


def test_choices_are_shuffled_and_drawn_by_chance() -> None:
    question = OwnQuestion("Which?", ("right",), tuple(f"wrong {place}" for place in range(MOST_WRONG)))
    posed = [posed_of(kept(question), random.Random(seed)) for seed in range(300)]
    assert posed[0] == posed_of(kept(question), random.Random(0))
    assert set(Counter(one.answer for one in posed)) == set(range(5))
    assert {wrong for one in posed for wrong in one.choices} == {"right", *question.wrong}


def test_a_wrong_choice_that_is_accepted_in_another_case_is_not_shown() -> None:
    assert posed_of(kept(OwnQuestion("Which?", ("Right", "Fine"), ("fine", "RIGHT"))), random.Random(1)).is_typed


def test_a_choice_that_no_button_holds_is_not_shown() -> None:
    fits, long = "x" * LONGEST_CHOICE, "y" * (LONGEST_CHOICE + 1)
    posed = posed_of(kept(OwnQuestion("Which?", ("right",), (fits, long))), random.Random(1))
    assert set(posed.choices) == {"right", fits}
    assert posed_of(kept(OwnQuestion("Which?", (long,), ("wrong",))), random.Random(1)).is_typed
    assert posed_of(kept(OwnQuestion("Which?", ("right",), (long,))), random.Random(1)).is_typed


def test_what_is_said_of_a_question_is_its_list_and_author() -> None:
    question = OwnQuestion("Which?", ("a",), author="Ada\u202e\nL", level=Level.EASY)
    assert posed_of(kept(question), random.Random(1)).source == "a question of this server by Ada L"
    named = posed_of(kept(question, list_name="harbour"), random.Random(1))
    assert named.source == "a question of this server by Ada L, from the list “harbour”"


def test_difficulty_follows_the_level_and_then_the_answers() -> None:
    levels = [
        posed_of(kept(OwnQuestion("Which?", ("a",), level=level)), random.Random(1)).difficulty
        for level in (Level.EASY, Level.MEDIUM, Level.HARD)
    ]
    assert levels == sorted(levels)
    often_right = posed_of(
        kept(OwnQuestion("Which?", ("a",), level=Level.HARD), answers=90, rights=90), random.Random(1)
    )
    assert often_right.difficulty < levels[0]


async def test_every_question_is_drawn_once_and_then_none(own: OwnQuestions, database: Database) -> None:
    await bring(own, *(OwnQuestion(f"Letter {one}?", (one,)) for one in "abcdefghij"))
    await bring(own, OwnQuestion("Else?", ("x",)), name="else")
    await send(database, "Waiting?")
    chance, asked = random.Random(7), list[str]()
    for _ in range(11):
        posed = await own.draw(GUILD, chance, None, asked)
        assert posed is not None
        asked.append(posed.id)
    assert len(set(asked)) == 11
    assert await own.draw(GUILD, chance, None, asked) is None
    only = await own.draw(GUILD, chance, "else", ())
    assert only is not None
    assert only.text == "Else?"
    assert await own.draw(GUILD, chance, "none", ()) is None
    assert await own.draw(ELSEWHERE, chance, None, ()) is None


async def drawn(own: OwnQuestions, text: str) -> Posed:
    asked = list[str]()
    while (posed := await own.draw(GUILD, random.Random(1), None, asked)) is not None:
        if posed.text == text:
            return posed
        asked.append(posed.id)
    raise AssertionError(text)


async def test_a_typed_answer_is_judged_beside_the_other_answers_of_its_list(own: OwnQuestions) -> None:
    austria, australia = OwnQuestion("Vienna?", ("Slovenija", "Austria")), OwnQuestion("Sydney?", ("Slovenia",))
    await bring(own, austria, australia, name="countries")
    posed = await drawn(own, "Vienna?")
    for right in ("Slovenija", "slovenija!", "it is Austria", "Slovenijja"):
        assert await own.judge(GUILD, posed, right), right
    for wrong in ("", "air", "Slovenia", "not Austria", "x" * 2_000):
        assert not await own.judge(GUILD, posed, wrong), wrong
    assert is_right("Slovenia", posed.accepted), "but for the other question it would be taken for a misspelling"
    assert not await own.judge(ELSEWHERE, posed, "air")


async def test_a_question_that_was_removed_meanwhile_is_judged_all_the_same(own: OwnQuestions) -> None:
    await bring(own, OwnQuestion("Capital?", ("Paris",)))
    posed = await drawn(own, "Capital?")
    await own.remove_list(MOD, "list")
    assert await own.judge(GUILD, posed, "paris")


async def test_answers_that_were_given_change_the_difficulty(own: OwnQuestions, database: Database) -> None:
    await bring(own, OwnQuestion("Capital?", ("Paris",)))
    posed = await drawn(own, "Capital?")
    await database.write(Statement("UPDATE own_questions SET answers = 20"))
    harder = await drawn(own, "Capital?")
    assert harder.difficulty > posed.difficulty
    assert (await own.page(MOD, None, 0, 1)).questions[0].answers == 20


async def test_the_longest_question_survives_everything(own: OwnQuestions) -> None:
    question = OwnQuestion(
        "?" * LONGEST_QUESTION,
        tuple(f"{place:02}" + "ä" * (LONGEST_ANSWER - 2) for place in range(MOST_ACCEPTED)),
        tuple(f"{place}" * LONGEST_ANSWER for place in range(MOST_WRONG)),
    )
    await bring(own, question)
    done = await own.export(MOD, "own", "list")
    assert all_of(done) == [question]


Write = Callable[[QuestionList, str], object]
