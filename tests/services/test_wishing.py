"""From names to a wish, without Discord or a database: what is asked, shown before, refused, made."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.domain.signing import Signer
from bot.domain.wish_outcomes import Added, Changed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Named, Occasion, Refusal, Tally, Wanted, Wish, WishNumber, WishState, Wording
from bot.services.lookups import Lookups
from bot.services.wish_drafts import Part, draft_from
from bot.services.wishing import AskForm, AskWhich, HasHappened, Made, NearOnes, Refused, Stands, Wishing

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD = GuildId(3)
ANA, BEN = (Actor(GUILD, UserId(one), InteractionId(one)) for one in (1, 2))
SIGNER = Signer(b"a key of the tests")
HARBOUR = UniverseId("harbour")
JANE, MARA = Named("Jane Doe", HARBOUR, "jane-doe"), Named("Mara Quill", HARBOUR, "mara-quill")
FERRY = Named("The Ferry", HARBOUR, "ferry")
WHY = Wording("because")


def wish_of(wanted: Wanted, number: int = 1) -> Wish:
    return Wish(GUILD, WishNumber(number), wanted, WHY, UserId(9), UserId(9), WishState.OPEN, NOON, Tally())


class Shelf:
    """A store that keeps wishes and drafts in memory, under the rules that a test gives it."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.drafts: dict[tuple[str, int, int], str] = {}
        self.refusal: Refusal | None = None
        self.late_refusal: Refusal | None = None
        self.hashes: set[str] = set()

    async def add(
        self, wanted: Wanted, wording: Wording, actor: Actor, person_hash: str, now: datetime, *, server_hash: str = ""
    ) -> Added:
        self.hashes.add(person_hash)
        if self.late_refusal:
            return Added(None, self.late_refusal)
        self.wishes.append(wish_of(wanted, len(self.wishes) + 1))
        return Added(self.wishes[-1])

    async def add_refusal(self, actor: Actor, person_hash: str, now: datetime) -> Refusal | None:
        self.hashes.add(person_hash)
        return self.refusal

    async def settings(self, guild: GuildId) -> WishSettings:
        return WishSettings(most_wishes=4)

    async def same(self, guild: GuildId, wanted: Wanted) -> Wish | None:
        return next((one for one in self.wishes if one.wanted.key == wanted.key), None)

    async def near(self, guild: GuildId, wanted: Wanted) -> tuple[Wish, ...]:
        pair = (wanted.who.key, wanted.into.key)
        return tuple(one for one in self.wishes if (one.wanted.who.key, one.wanted.into.key) == pair)

    async def free_texts(self, guild: GuildId) -> tuple[Wish, ...]:
        return tuple(one for one in self.wishes if not (one.wanted.who.id and one.wanted.into.id))

    async def edit(self, number: WishNumber, wording: Wording, actor: Actor, now: datetime) -> Changed:
        return Changed(None, Refusal(wording.why))

    async def withdraw(self, number: WishNumber, actor: Actor, now: datetime) -> Changed:
        return Changed(None, Refusal.UNKNOWN)

    async def save_draft(self, draft: str, guild: GuildId, person: UserId, body: str, now: datetime) -> None:
        self.drafts[draft, guild, person] = body

    async def draft(self, draft: str, guild: GuildId, person: UserId, now: datetime) -> str | None:
        return self.drafts.get((draft, guild, person))

    async def drop_draft(self, draft: str, guild: GuildId, person: UserId) -> None:
        self.drafts.pop((draft, guild, person), None)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def wishing(lookups: Lookups, shelf: Shelf) -> Wishing:
    return Wishing(lookups, shelf, SIGNER)


Begin = Callable[..., object]


@pytest.fixture
def begin(wishing: Wishing) -> Begin:
    async def begun(
        who: str = "Jane Doe", into: str = "The Ferry", beside: str | None = None, **rest: object
    ) -> object:
        return await wishing.begin(ANA, (who, into, beside), NOON, **rest)  # type: ignore[arg-type]

    return begun


@pytest.mark.parametrize("who", ["Jane Doe", "jane doe ", "The Advocate", "KIM RHEE", "character:harbour:jane-doe"])
@pytest.mark.parametrize("into", ["The Ferry", "THE FERRY!", "title:harbour:ferry", "The Ferry (film, 2019)"])
async def test_whole_names_are_sure(begin: Begin, who: str, into: str) -> None:
    step = await begin(who, into)
    assert isinstance(step, AskForm)
    assert step.wanted == Wanted(JANE, FERRY)


@pytest.mark.parametrize("who", ["Jane", "Jan Doe", "jane d"])
async def test_a_part_or_a_close_spelling_is_asked_about_however_likely(begin: Begin, who: str) -> None:
    step = await begin(who)
    assert isinstance(step, AskWhich)
    assert (step.part, step.unsure.text, step.unsure.candidates[0]) == (Part.WHO, who, JANE)


async def test_a_title_is_not_taken_for_somebody_nor_somebody_for_a_title(begin: Begin) -> None:
    step = await begin("title:harbour:ferry", "Vincent D'Arc")
    assert isinstance(step, AskForm)
    assert (step.wanted.who.id, step.wanted.into.id) == (None, None)


async def test_every_part_is_asked_about_in_turn(begin: Begin, wishing: Wishing) -> None:
    step = await begin("Jane", "Ferr", "Mar")
    for part in Part:
        assert isinstance(step, AskWhich)
        assert step.part is part
        step = await wishing.choose(ANA, step.draft, part, 0, NOON)
    assert isinstance(step, AskForm)
    assert step.wanted == Wanted(JANE, FERRY, MARA)


async def test_a_wish_goes_from_form_to_made_and_leaves_no_draft(begin: Begin, wishing: Wishing, shelf: Shelf) -> None:
    step = await begin()
    assert isinstance(step, AskForm)
    assert len(shelf.drafts) == 1
    made = await wishing.submit(ANA, step.draft, WHY, NOON)
    assert isinstance(made, Made)
    assert made.wish.wanted == Wanted(JANE, FERRY)
    assert shelf.drafts == {}
    assert shelf.hashes == {SIGNER.person_hash(GUILD, ANA.person)}


async def test_with_a_reason_at_hand_no_form_is_asked_for(begin: Begin) -> None:
    assert isinstance(await begin(wording=WHY), Made)


async def test_a_reason_is_cleaned_and_measured_before_anything_is_kept(begin: Begin, shelf: Shelf) -> None:
    step = await begin("Jane", wording=Wording(" a\u202eb "))
    assert isinstance(step, AskWhich)
    (body,) = shelf.drafts.values()
    assert draft_from(body).wording == Wording("ab")
    with pytest.raises(UserError, match="at most 600"):
        await begin(wording=Wording("x" * 601))
    assert len(shelf.drafts) == 1


async def test_what_happened_is_shown_until_it_is_for_another_occasion(begin: Begin, wishing: Wishing) -> None:
    step = await begin("Mara Quill", "Jane Doe", wording=WHY)
    assert isinstance(step, HasHappened)
    assert [one.place.episode for one in step.happened.places] == [3]
    assert isinstance(await wishing.submit(ANA, step.draft, WHY, NOON), HasHappened), "no form gets around it"
    made = await wishing.for_occasion(ANA, step.draft, Occasion.AGAIN, NOON)
    assert isinstance(made, Made)
    assert made.wish.wanted.occasion is Occasion.AGAIN


async def test_the_same_stands_before_near_ones_are_shown(begin: Begin, shelf: Shelf) -> None:
    shelf.wishes = [wish_of(Wanted(JANE, FERRY)), wish_of(Wanted(JANE, FERRY, MARA), 2)]
    step = await begin()
    assert isinstance(step, Stands)
    assert step.wish.number == 1
    assert shelf.drafts == {}


async def test_the_same_that_was_made_meanwhile_stands_though_one_insisted(
    begin: Begin, wishing: Wishing, shelf: Shelf
) -> None:
    shelf.wishes = [wish_of(Wanted(JANE, FERRY, MARA))]
    step = await begin(wording=WHY)
    assert isinstance(step, NearOnes)
    shelf.wishes.append(wish_of(Wanted(JANE, FERRY), 2))
    stands = await wishing.insist(ANA, step.draft, NOON)
    assert isinstance(stands, Stands)
    assert stands.wish.number == 2


async def test_names_that_sound_alike_are_near_and_insisting_is_remembered(
    begin: Begin, wishing: Wishing, shelf: Shelf
) -> None:
    shelf.wishes = [
        wish_of(Wanted(JANE, Named("Daredevil Reborn"))),
        wish_of(Wanted(MARA, Named("Daredevil Reborn")), 2),
    ]
    step = await begin("Jane Doe", "daredevil rebron")
    assert isinstance(step, NearOnes)
    assert [one.number for one in step.wishes] == [1]
    form = await wishing.insist(ANA, step.draft, NOON)
    assert isinstance(form, AskForm)
    assert isinstance(await wishing.submit(ANA, form.draft, WHY, NOON), Made)


async def test_at_most_five_near_ones_are_shown(begin: Begin, shelf: Shelf) -> None:
    shelf.wishes = [wish_of(Wanted(JANE, Named(f"Daredevil Reborn {one}")), one) for one in range(1, 9)]
    step = await begin("Jane Doe", "Daredevil Reborn")
    assert isinstance(step, NearOnes)
    assert len(step.wishes) == 5


@pytest.mark.parametrize("refusal", [Refusal.BLOCKED, Refusal.ROLE, Refusal.WISHES])
async def test_who_may_not_is_told_before_anything_is_asked(begin: Begin, shelf: Shelf, refusal: Refusal) -> None:
    shelf.refusal = refusal
    assert await begin("Jane") == Refused(refusal, WishSettings(most_wishes=4))
    assert shelf.drafts == {}


async def test_a_rule_that_came_meanwhile_holds_at_the_end(begin: Begin, wishing: Wishing, shelf: Shelf) -> None:
    step = await begin()
    assert isinstance(step, AskForm)
    shelf.late_refusal = Refusal.FULL
    assert await wishing.submit(ANA, step.draft, WHY, NOON) == Refused(Refusal.FULL, WishSettings(most_wishes=4))
    assert shelf.drafts == {}


async def test_a_draft_is_gone_on_with_by_its_owner_alone(begin: Begin, wishing: Wishing, shelf: Shelf) -> None:
    step = await begin("Jane")
    assert isinstance(step, AskWhich)
    for act in (
        wishing.choose(BEN, step.draft, Part.WHO, 0, NOON),
        wishing.for_occasion(BEN, step.draft, Occasion.AGAIN, NOON),
        wishing.insist(BEN, step.draft, NOON),
        wishing.submit(BEN, step.draft, WHY, NOON),
        wishing.submit(ANA, "another", WHY, NOON),
    ):
        with pytest.raises(UserError, match="begin again with /wish add"):
            await act
    assert len(shelf.drafts) == 1


async def test_drafts_are_not_to_be_guessed(begin: Begin) -> None:
    steps = [await begin("Jane") for _ in range(20)]
    names = {step.draft for step in steps if isinstance(step, AskWhich)}
    assert len(names) == 20
    assert {len(one) for one in names} == {12}


@pytest.mark.parametrize("beside", ["Jane Doe", "Kim Rhee"])
async def test_nobody_is_beside_themselves(begin: Begin, beside: str) -> None:
    with pytest.raises(UserError, match="same person twice"):
        await begin(beside=beside)


async def test_free_text_is_beside_itself_by_its_look(begin: Begin, wishing: Wishing) -> None:
    with pytest.raises(UserError, match="same person twice"):
        await begin("Zzyzx", "The Ferry", "ZZYZX")


async def test_editing_cleans_what_is_typed(wishing: Wishing) -> None:
    assert (await wishing.edit(ANA, WishNumber(1), Wording(" clo\u200bsed "), NOON)).refusal is Refusal.CLOSED
    with pytest.raises(UserError, match="at most 600"):
        await wishing.edit(ANA, WishNumber(1), Wording("x" * 601), NOON)
