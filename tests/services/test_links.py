"""Opening link duels, reading typed names, and the judge against a table and a few loops, on the shipped facts."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.links.duel import Duel, Stage
from bot.domain.links.effects import LinkReceipt
from bot.domain.links.events import Accepted, Named
from bot.domain.pack import CharacterId, Pack, UniverseId
from bot.domain.plays import PlayId, PlayKind
from bot.domain.rounds.events import Caller
from bot.facts.reading import read_pack
from bot.services.library import Library
from bot.services.links import Links
from bot.services.lookups import Lookups, UnknownName
from bot.services.names import CHARACTERS
from bot.services.question_makers import QuestionMakers
from tests.conftest import ShelfOf
from tests.domain.links.duels import crowd, make_pack
from tests.domain.worlds import character, film, row, world

SAGA = UniverseId("defenders-saga")
WORLD = UniverseId("world")
PAIRS = 300
_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)


async def links_of(*packs: Pack, seed: int = 1) -> Links:
    library = Library()
    await library.refresh(ShelfOf(*packs))
    return _links(library, seed)


def _links(library: Library, seed: int = 1) -> Links:
    return Links(Lookups(library), QuestionMakers(library), random.Random(seed))


@pytest.fixture(scope="module")
def saga_pack() -> Pack:
    return read_pack(Path(__file__).parents[2] / "data" / "defenders-saga")


@pytest.fixture
async def saga(saga_pack: Pack) -> Links:
    return await links_of(saga_pack)


def caller(person: int, seconds: int) -> Caller:
    at = (datetime(2026, 3, 1, 18, 0, seconds, tzinfo=UTC) - _BEGAN).total_seconds()
    return Caller(PlayId(30), GuildId(10), ChannelId(20), UserId(person), InteractionId(int(at * 1_000) << 22))


def begun(links: Links, universe: UniverseId = WORLD) -> Duel:
    duel, _ = links.open(caller(1, 0), None, 60, universe)
    return links.step(duel, Accepted(caller(2, 1)))[0]


async def test_a_duel_waits_for_whoever_is_invited() -> None:
    links = await links_of(make_pack())
    duel, effects = links.open(caller(1, 0), UserId(2), 45, WORLD)
    assert (duel.stage, duel.invited, duel.rules.seconds, duel.rules.universe) == (Stage.INVITING, 2, 45, WORLD)
    assert links.post(duel, effects, None) is not None
    assert links.receipt(effects) is None
    assert links.kind is PlayKind.LINKS


async def test_without_a_universe_it_is_the_best_sourced_one(saga_pack: Pack) -> None:
    links = await links_of(make_pack(), saga_pack)
    assert links.open(caller(1, 0), None, 30)[0].rules.universe == SAGA


async def test_the_first_character_is_one_of_those_who_share_places_with_most_others(saga: Links) -> None:
    firsts = {saga.open(caller(1, 0), None, 30)[0].last for _ in range(300)}
    assert 20 <= len(firsts) <= 24
    assert "matt-murdock" in firsts
    partners = _partners(saga)
    lowest = min(len(partners[one]) for one in firsts)
    assert sum(len(own) > lowest for own in partners.values()) < 24


async def test_the_same_chance_draws_the_same_character(saga_pack: Pack) -> None:
    drawn = [(await links_of(saga_pack, seed=5)).open(caller(1, 0), None, 30)[0].last for _ in range(2)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(
    ("open_duel", "sentence"),
    [
        (lambda links: links.open(caller(1, 0), UserId(1), 30, WORLD), "takes two"),
        (lambda links: links.open(caller(1, 0), None, 9, WORLD), "10 to 120 seconds"),
        (lambda links: links.open(caller(1, 0), None, 121, WORLD), "10 to 120 seconds"),
        (lambda links: links.open(caller(1, 0), None, 30, UniverseId("nowhere")), "no universe “nowhere”"),
        (lambda links: links.open(caller(1, 0), None, 30, UniverseId("lonely")), "try another one"),
    ],
)
async def test_what_cannot_be_opened_is_refused_in_a_sentence(open_duel: Callable[[Links], object], sentence: str):
    lonely = world([film("gala", None)], [character("ann"), character("bob")], [row("ann", "gala")], id="lonely")
    links = await links_of(make_pack(), lonely)
    with pytest.raises(UserError, match=sentence):
        open_duel(links)


async def test_a_duel_is_the_same_after_it_was_kept() -> None:
    links = await links_of(make_pack())
    duel = begun(links)
    assert links.read(links.write(duel)) == duel


async def test_each_event_that_is_to_be_seen_makes_one_post_and_nothing_is_counted() -> None:
    links = await links_of(make_pack())
    duel, _ = links.open(caller(1, 0), None, 30, WORLD)
    duel, effects = links.step(duel, Accepted(caller(2, 1)))
    post = links.post(duel, effects, None)
    assert post is not None
    assert (post["post"], post["starts"], post["mover"], post["waiting"]) == ("turn", 1, 2, 1)
    subject = {"universe": WORLD}
    assert links.news(duel, subject, effects, datetime.now(UTC)) == (subject, None)
    _, effects = links.step(duel, Named(caller(2, 2), CharacterId("nobody"), 1))
    assert links.post(duel, effects, None) is None
    receipt = links.receipt(effects)
    assert receipt is not None
    assert receipt.kind == "unknown"


async def test_facts_that_changed_count_from_then_on() -> None:
    library = Library()
    await library.refresh(ShelfOf(make_pack()))
    links = _links(library)
    duel = _with_first(begun(links), CharacterId("ann"))
    move = Named(caller(2, 2), CharacterId("bob"), 1)
    kinds = []
    for pack in (make_pack(), _another(crowd("ab")), None):
        await library.refresh(ShelfOf(*([pack] if pack else [])))
        told = links.receipt(links.step(duel, move)[1])
        kinds.append(told.kind.value if told else "")
    assert kinds == ["linked", "no-facts", "no-facts"]
    assert links.catalogue(WORLD) is None


def _another(pack: Pack) -> Pack:
    return replace(pack, universe=replace(pack.universe, content_hash="another"))


@pytest.mark.parametrize("typed", ["Matt Murdock", "matt murdok", "daredevil", "character:defenders-saga:matt-murdock"])
async def test_a_typed_name_is_read_forgivingly(saga: Links, typed: str) -> None:
    assert saga.character(SAGA, typed) == "matt-murdock"


async def test_a_name_that_is_not_sure_is_asked_back_about(saga: Links) -> None:
    with pytest.raises(UnknownName) as caught:
        saga.character(SAGA, "claire tempel nelson")
    with pytest.raises(UnknownName, match="no character called"):
        saga.character(SAGA, "Xqzzyw Vbnml")
    assert len(caught.value.suggestions) <= 5


async def test_suggestions_are_those_of_the_universe_and_none_before_anything_is_typed(saga_pack: Pack) -> None:
    links = await links_of(saga_pack, make_pack())
    assert links.suggest(SAGA, "  ", 25) == ()
    found = links.suggest(WORLD, "an", 25)
    assert {hit.entry.universe for hit in found} == {WORLD}
    assert {hit.entry.universe for hit in links.suggest(None, "an", 25)} == {SAGA, WORLD}


async def test_suggestions_are_what_every_command_offers_whoever_would_be_right(saga_pack: Pack) -> None:
    library = Library()
    await library.refresh(ShelfOf(saga_pack))
    lookups, links = Lookups(library), _links(library)
    for typed in ("c", "cl", "mur", "e", "kar", "elektra natchios"):
        offered = [hit.entry.id for hit in links.suggest(SAGA, typed, 25)]
        assert offered == [hit.entry.id for hit in lookups.suggest(CHARACTERS, typed, 25)]
        assert offered


# the judge, and a table with a few loops


def _spots(pack: Pack, character: str, *, sure: bool) -> set[tuple[str, int | None, int | None]]:
    """Where somebody is by rows that name an episode or film."""
    seasoned = {title.id for title in pack.titles if title.seasons}
    return {
        (one.title, one.season, one.episode)
        for one in pack.appearances
        if one.character == character
        and (not sure or (one.confidence == "sourced" and one.kind not in ("photo", "mention")))
        and (not sure or one.episode is not None or one.title not in seasoned)
    }


def _may_meet(pack: Pack, one: str, other: str) -> bool:
    pairs = product(_spots(pack, one, sure=False), _spots(pack, other, sure=False))
    return any(
        here[0] == there[0] and all(a == b or None in (a, b) for a, b in zip(here[1:], there[1:], strict=True))
        for here, there in pairs
    )


def _partners(links: Links) -> dict[str, set[str]]:
    """Whom everybody shares a place with, by the judge's own word."""
    judge = links._judge(SAGA)
    catalogue = links.catalogue(SAGA)
    assert judge
    assert catalogue
    people = list(catalogue.characters)
    return {one: {other for other in people if other != one and judge.links(one, other)} for one in people}


async def test_of_300_pairs_the_judge_says_what_the_rows_say(saga: Links, saga_pack: Pack) -> None:
    rng = random.Random(7)
    people = [one.id for one in saga_pack.characters]
    casts: dict[str, set[CharacterId]] = {}
    for one in saga_pack.appearances:
        casts.setdefault(one.title, set()).add(one.character)
    told: dict[str, int] = {}
    several = [sorted(cast) for cast in casts.values() if len(cast) > 1]
    for number in range(PAIRS):  # two of one title, every third time two of all
        cast = rng.choice(several) if number % 3 else people
        last, named = rng.sample(cast, 2)
        duel = _with_first(begun(saga, SAGA), last)
        receipt = saga.receipt(saga.step(duel, Named(caller(2, 2), named, 1))[1])
        assert isinstance(receipt, LinkReceipt)
        shared = _spots(saga_pack, last, sure=True) & _spots(saga_pack, named, sure=True)
        if shared:
            place = receipt.place
            assert place
            assert receipt.kind == "linked"
            spot = (place.title, place.season, place.episode)
            assert spot in shared
            assert _day(saga_pack, spot) == min(_day(saga_pack, one) for one in shared)
        else:
            assert receipt.kind == ("unsure" if _may_meet(saga_pack, last, named) else "no-link")
        told[receipt.kind] = told.get(receipt.kind, 0) + 1
    assert sum(told.values()) == PAIRS
    assert min(told.get(kind, 0) for kind in ("linked", "unsure", "no-link")) >= 10, told


def _with_first(duel: Duel, first: CharacterId) -> Duel:
    return replace(duel, chain=(replace(duel.chain[0], character=first),))


def _day(pack: Pack, spot: tuple[str, int | None, int | None]) -> date:
    title, season, episode = spot
    found = next(one for one in pack.titles if one.id == title)
    days = [
        one.released for own in found.seasons if own.number == season for one in own.episodes if one.number == episode
    ]
    return (days[0] if days else found.released) or date.max
