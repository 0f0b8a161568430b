"""Who may decide what, and how what they typed is kept, without Discord or a database."""

import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audit import Action, AuditLine
from bot.domain.errors import UserError
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.signing import Signer
from bot.domain.wish_outcomes import Changed
from bot.domain.wish_settings import LONGEST_WAIT_DAYS, MOST_STANDING, WishSettings
from bot.domain.wishes import (
    LONGEST_REMOVAL,
    Actor,
    Named,
    Refusal,
    Tally,
    Wanted,
    Wish,
    WishNumber,
    WishState,
    Wording,
)
from bot.services.moderation import Moderation

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD = GuildId(3)
NOBODY = Actor(GUILD, UserId(2), InteractionId(1))
MODERATOR = replace(NOBODY, moderates=True)
MANAGER = replace(NOBODY, manages=True)
ONE, TWO = WishNumber(1), WishNumber(2)
SIGNER = Signer(b"a key of the tests")
PERSON = UserId(9)
HASH = SIGNER.person_hash(GUILD, PERSON)
WISH = Wish(
    guild=GUILD,
    number=ONE,
    wanted=Wanted(Named("Ada"), Named("Pier Nine")),
    wording=Wording("because"),
    author=UserId(7),
    shown_author=UserId(7),
    state=WishState.OPEN,
    made_at=NOON,
    tally=Tally(1, 0),
)
LINE = AuditLine(1, NOON, UserId(2), Action.REMOVED, ONE, "no")
SETTINGS = WishSettings(review=True)


class Book:
    """A store that writes down what it is asked, and answers as if it had been done."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    async def settings(self, guild: GuildId) -> WishSettings:
        self.asked.append(("settings", guild))
        return SETTINGS

    async def change_settings(
        self, actor: Actor, changes: WishSettings, now: datetime, only: Collection[str]
    ) -> WishSettings:
        self.asked.append(("change_settings", actor, changes, now, only))
        return changes

    async def queue(self, guild: GuildId, limit: int, after: WishNumber | None = None) -> tuple[Wish, ...]:
        self.asked.append(("queue", guild, limit, after))
        return (WISH,)

    async def approve(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        self.asked.append(("approve", actor, number, now))
        return Changed(WISH)

    async def reject(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        self.asked.append(("reject", actor, number, reason, now))
        return Changed(WISH)

    async def remove(self, actor: Actor, number: WishNumber, reason: str, now: datetime) -> Changed:
        self.asked.append(("remove", actor, number, reason, now))
        return Changed(WISH)

    async def restore(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        self.asked.append(("restore", actor, number, now))
        return Changed(WISH)

    async def merge(self, actor: Actor, source: WishNumber, target: WishNumber, now: datetime) -> Changed:
        self.asked.append(("merge", actor, source, target, now))
        return Changed(WISH)

    async def block(self, actor: Actor, person_hash: str, now: datetime, detail: str = "") -> bool:
        self.asked.append(("block", actor, person_hash, now, detail))
        return True

    async def unblock(self, actor: Actor, person_hash: str, now: datetime, detail: str = "") -> bool:
        self.asked.append(("unblock", actor, person_hash, now, detail))
        return False

    async def audit(self, guild: GuildId, limit: int, before: int | None = None) -> tuple[AuditLine, ...]:
        self.asked.append(("audit", guild, limit, before))
        return (LINE,)

    async def rows_for_export(self, guild: GuildId) -> tuple[Wish, ...]:
        self.asked.append(("rows_for_export", guild))
        return (WISH, WISH)

    async def record_export(self, actor: Actor, wishes: int, now: datetime) -> None:
        self.asked.append(("record_export", actor, wishes, now))


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def moderation(book: Book) -> Moderation:
    return Moderation(book, SIGNER)


Use = Callable[[Moderation, Actor], Awaitable[object]]
FOR_MODERATORS: dict[str, Use] = {
    "queue": lambda moderation, actor: moderation.queue(actor, 5, TWO),
    "approve": lambda moderation, actor: moderation.approve(actor, ONE, NOON),
    "reject": lambda moderation, actor: moderation.reject(actor, ONE, "no", NOON),
    "remove": lambda moderation, actor: moderation.remove(actor, ONE, "no", NOON),
    "restore": lambda moderation, actor: moderation.restore(actor, ONE, NOON),
    "merge": lambda moderation, actor: moderation.merge(actor, ONE, TWO, NOON),
    "block": lambda moderation, actor: moderation.block(actor, PERSON, "spam", NOON),
    "unblock": lambda moderation, actor: moderation.unblock(actor, PERSON, "", NOON),
    "audit": lambda moderation, actor: moderation.audit(actor, 5, 6),
    "export": lambda moderation, actor: moderation.export(actor, NOON),
}
FOR_MANAGERS: dict[str, Use] = {
    "settings": lambda moderation, actor: moderation.settings(actor),
    "change_settings": lambda moderation, actor: moderation.change_settings(actor, SETTINGS, NOON, {"review"}),
}
ASKED = {
    "queue": [("queue", GUILD, 5, TWO)],
    "approve": [("approve", MODERATOR, ONE, NOON)],
    "reject": [("reject", MODERATOR, ONE, "no", NOON)],
    "remove": [("remove", MODERATOR, ONE, "no", NOON)],
    "restore": [("restore", MODERATOR, ONE, NOON)],
    "merge": [("merge", MODERATOR, ONE, TWO, NOON)],
    "block": [("block", MODERATOR, HASH, NOON, "spam")],
    "unblock": [("unblock", MODERATOR, HASH, NOON, "")],
    "audit": [("audit", GUILD, 5, 6)],
    "export": [("rows_for_export", GUILD), ("record_export", MODERATOR, 2, NOON)],
    "settings": [("settings", GUILD)],
    "change_settings": [("change_settings", MANAGER, SETTINGS, NOON, {"review"})],
}


def test_every_method_is_in_these_tests() -> None:
    public = {name for name in vars(Moderation) if not name.startswith("_")}
    assert public == set(FOR_MODERATORS) | set(FOR_MANAGERS) == set(ASKED)


@pytest.mark.parametrize("name", FOR_MODERATORS)
@pytest.mark.parametrize("actor", [NOBODY, MANAGER])
async def test_only_who_may_manage_messages_moderates(
    moderation: Moderation, book: Book, name: str, actor: Actor
) -> None:
    outcome = await FOR_MODERATORS[name](moderation, actor)
    assert outcome in (Refusal.FORBIDDEN, Changed(None, Refusal.FORBIDDEN))
    assert book.asked == [], "and nothing is looked up for them"


@pytest.mark.parametrize("name", FOR_MANAGERS)
@pytest.mark.parametrize("actor", [NOBODY, MODERATOR])
async def test_only_who_may_manage_the_server_has_its_settings(
    moderation: Moderation, book: Book, name: str, actor: Actor
) -> None:
    assert await FOR_MANAGERS[name](moderation, actor) is Refusal.FORBIDDEN
    assert book.asked == []


@pytest.mark.parametrize("name", ASKED)
async def test_whoever_may_gets_what_the_store_says(moderation: Moderation, book: Book, name: str) -> None:
    use = FOR_MODERATORS.get(name) or FOR_MANAGERS[name]
    outcome = await use(moderation, MODERATOR if name in FOR_MODERATORS else MANAGER)
    answers = {"queue": (WISH,), "audit": (LINE,), "block": True, "unblock": False}
    if name != "export":
        assert outcome == answers.get(name, SETTINGS if name in FOR_MANAGERS else Changed(WISH))
    assert book.asked == ASKED[name]


async def test_nobody_without_the_right_learns_what_is_wrong_with_their_text(moderation: Moderation) -> None:
    assert await moderation.remove(NOBODY, ONE, "", NOON) == Changed(None, Refusal.FORBIDDEN)
    assert await moderation.merge(NOBODY, ONE, ONE, NOON) == Changed(None, Refusal.FORBIDDEN)
    assert (
        await moderation.change_settings(NOBODY, WishSettings(most_wishes=0), NOON, {"most_wishes"})
        is Refusal.FORBIDDEN
    )


async def test_a_reason_is_clean_and_on_one_line(moderation: Moderation, book: Book) -> None:
    await moderation.remove(MODERATOR, ONE, " Not\u202e here,\n\nplease\u200b ", NOON)
    await moderation.reject(MODERATOR, ONE, "=1+1 @everyone", NOON)
    await moderation.block(MODERATOR, PERSON, " \u200b\n", NOON)
    assert [asked[3] for asked in book.asked[:2]] == ["Not here, please", "=1+1 @everyone"]
    assert book.asked[2][-1] == "", "a block may have none"


@pytest.mark.parametrize("name", ["reject", "remove"])
async def test_a_reason_is_words_and_not_too_many(moderation: Moderation, book: Book, name: str) -> None:
    decide = getattr(moderation, name)
    for empty in ("", " \n", "\u200b", "🚫 !!!"):
        with pytest.raises(UserError, match="say in words why"):
            await decide(MODERATOR, ONE, empty, NOON)
    with pytest.raises(UserError, match="at most 200 characters; it has 201 and nothing was changed"):
        await decide(MODERATOR, ONE, "x" * (LONGEST_REMOVAL + 1), NOON)
    assert book.asked == []
    await decide(MODERATOR, ONE, "x" * LONGEST_REMOVAL + " \n", NOON)
    assert len(book.asked) == 1


async def test_a_remark_about_a_block_is_not_longer_either(moderation: Moderation, book: Book) -> None:
    for change in (moderation.block, moderation.unblock):
        with pytest.raises(UserError, match="at most 200"):
            await change(MODERATOR, PERSON, "x" * (LONGEST_REMOVAL + 1), NOON)
    assert book.asked == []


@given(st.text(max_size=300))
async def test_whatever_is_typed_fits_into_the_column_or_is_refused(text: str) -> None:
    book = Book()
    try:
        await Moderation(book, SIGNER).remove(MODERATOR, ONE, text, NOON)
    except UserError:
        assert book.asked == []
    else:
        ((_, _, _, reason, _),) = book.asked
        assert 1 <= len(str(reason)) <= LONGEST_REMOVAL
        assert str(reason).isprintable()


async def test_a_wish_is_not_merged_into_itself(moderation: Moderation, book: Book) -> None:
    with pytest.raises(UserError, match="into itself"):
        await moderation.merge(MODERATOR, ONE, ONE, NOON)
    assert book.asked == []


RANGES = {
    "account_days": (0, LONGEST_WAIT_DAYS, "0 to 3,650 days for the age of an account"),
    "member_days": (0, LONGEST_WAIT_DAYS, "0 to 3,650 days for the time on the server"),
    "most_wishes": (1, MOST_STANDING, "1 to 10,000 for the wishes of a person"),
    "most_votes": (1, MOST_STANDING, "1 to 10,000 for the votes of a person, or nothing for no limit"),
}


@pytest.mark.parametrize("name", RANGES)
async def test_settings_have_their_range_and_the_sentence_names_it(
    moderation: Moderation, book: Book, name: str
) -> None:
    least, most, sentence = RANGES[name]
    for number in (least, most):
        changes = replace(SETTINGS, **{name: number})
        assert await moderation.change_settings(MANAGER, changes, NOON, {name}) == changes
    book.asked.clear()
    for number in (least - 1, most + 1):
        with pytest.raises(UserError, match=f"^Please choose {sentence}; nothing was changed.$"):
            await moderation.change_settings(MANAGER, replace(SETTINGS, **{name: number}), NOON, {name})
    assert book.asked == []


async def test_an_export_has_all_wishes_and_is_noted(moderation: Moderation, book: Book) -> None:
    files = await moderation.export(MODERATOR, NOON)
    assert not isinstance(files, Refusal)
    assert files.count == 2
    assert [record["who"] for record in json.loads(files.json)] == ["Ada", "Ada"]
    assert files.csv.count(b"\n") == 3
