"""What a fix is about, and what becomes of it, without Discord or a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.fixes import PERSON_KEPT, FixId, Limit, Refusal, Report, Sender, Subject, TooManyFixes
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.services.fixes import Draft, Fixes, subject_from, subject_text
from bot.services.library import Library
from bot.services.lookups import Lookups

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = Sender(InteractionId(1), UserId(2), GuildId(3))
HARBOUR = UniverseId("harbour")
MARA = Subject(HARBOUR, CharacterId("mara-quill"), TitleId("jane-doe"))


class Box:
    """A store that keeps what it gets, or refuses."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.forgotten: list[datetime] = []
        self.full: Refusal | None = None

    async def record(self, report: Report, sender: Sender, now: datetime) -> FixId | Refusal:
        if self.full:
            return self.full
        self.reports.append(report)
        return FixId(len(self.reports))

    async def refusal(self, sender: Sender, now: datetime) -> Refusal | None:
        return self.full

    async def forget_people(self, before: datetime) -> int:
        self.forgotten.append(before)
        return 4


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def fixes(lookups: Lookups, box: Box) -> Fixes:
    return Fixes(lookups, box)


async def test_names_are_resolved_as_far_as_the_facts_know_them(fixes: Fixes) -> None:
    assert await fixes.begin("night nurse", "jane doe", ANA, NOON) == Draft(MARA, ("Mara Quill", "Jane Doe"), ())
    assert await fixes.begin(None, None, ANA, NOON) == Draft(Subject(HARBOUR), (), ())
    assert await fixes.begin("Captain\nNobody", "ferry", ANA, NOON) == Draft(
        Subject(HARBOUR, None, TitleId("ferry")), ("The Ferry",), ("Captain Nobody",)
    )
    assert await fixes.begin(" ", "x" * 99, ANA, NOON) == Draft(Subject(HARBOUR), (), ("x" * 59 + "…",))


async def test_nobody_is_asked_to_type_what_would_not_be_taken(fixes: Fixes, box: Box) -> None:
    box.full = Refusal(Limit.PERSON_DAY, NOON + timedelta(hours=2))
    with pytest.raises(TooManyFixes, match="in 2 hours"):
        await fixes.begin("Mara Quill", None, ANA, NOON)
    with pytest.raises(TooManyFixes, match="in 2 hours"):
        await fixes.submit(MARA, "claim", "origin", ANA, NOON)


async def test_a_fix_is_what_was_kept(fixes: Fixes, box: Box) -> None:
    fix = await fixes.submit(MARA, " She\u200b is. ", "1x02", ANA, NOON)
    assert (fix.id, fix.received_at, fix.report) == (1, NOON, Report(MARA, "She is.", "1x02"))
    assert box.reports == [fix.report]
    assert fixes.names_of(fix.report.subject) == ("Mara Quill", "Jane Doe")


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        (Subject(HARBOUR, CharacterId("gone"), TitleId("ferry")), Subject(HARBOUR, None, TitleId("ferry"))),
        (Subject(UniverseId("gone"), CharacterId("mara-quill"), None), Subject(HARBOUR)),
        (Subject(), Subject(HARBOUR)),
    ],
)
async def test_what_the_facts_do_not_have_is_left_out(fixes: Fixes, box: Box, subject: Subject, kept: Subject) -> None:
    assert (await fixes.submit(subject, "claim", "origin", ANA, NOON)).report.subject == kept


async def test_of_several_universes_none_is_guessed(box: Box) -> None:
    assert (await Fixes(Lookups(Library()), box).begin(None, None, ANA, NOON)).subject == Subject()


async def test_a_text_without_a_word_never_reaches_the_store(fixes: Fixes, box: Box) -> None:
    with pytest.raises(UserError, match="what is wrong"):
        await fixes.submit(MARA, "\u200b", "origin", ANA, NOON)
    assert box.reports == []


async def test_people_are_forgotten_after_their_time(fixes: Fixes, box: Box) -> None:
    assert await fixes.forget_people(NOON) == 4
    assert box.forgotten == [NOON - PERSON_KEPT]


async def test_without_a_store_nothing_is_promised(lookups: Lookups) -> None:
    fixes = Fixes(lookups)
    with pytest.raises(UserError, match="nothing was kept"):
        await fixes.begin(None, None, ANA, NOON)
    with pytest.raises(UserError, match="nothing was kept"):
        await fixes.submit(MARA, "claim", "origin", ANA, NOON)
    assert await fixes.forget_people(NOON) == 0


SLUG = st.text("abz09-", min_size=1, max_size=32)


@given(st.none() | SLUG.map(lambda slug: slug[:20]), st.none() | SLUG, st.none() | SLUG)
def test_a_subject_comes_back_from_its_text(universe: str | None, character: str | None, title: str | None) -> None:
    subject = Subject(
        UniverseId(universe) if universe else None,
        CharacterId(character) if character else None,
        TitleId(title) if title else None,
    )
    assert subject_from(subject_text(subject)) == subject
    assert len(subject_text(subject)) <= 86


@given(st.text(max_size=100))
def test_any_other_text_is_about_nothing(text: str) -> None:
    subject = subject_from(text)
    assert subject == Subject() or subject_text(subject) == text
