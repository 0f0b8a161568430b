"""Picking questions: nothing twice in a server, as hard as is wanted, of what is asked about, and never for long."""

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.identities import GuildId
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.posed import OWN, Posed
from bot.domain.rounds.rules import Level
from bot.domain.trivia.chance import Chance
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import Question, TriviaKind
from bot.services.library import Library
from bot.services.question_makers import QuestionMakers
from bot.services.question_picking import QuestionPicker, Subject, subject_from, subject_values
from bot.store.asked import AskedStore
from bot.store.database import Database, Statement
from tests.cogs.isles import make_crowd, make_isles
from tests.conftest import ShelfOf
from tests.domain.worlds import character, film, row, world

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUILD, OTHER = GuildId(1), GuildId(2)
CROWD, ISLES = "crowd", Subject("isles", "Isles")


class Pool:
    """A server's own questions: three of them, unless some are removed."""

    def __init__(self) -> None:
        self.kept = ["q1", "q2", "q3"]

    async def draw(self, _: GuildId, __: Chance, ___: str | None, asked: Collection[str]) -> Posed | None:
        left = [one for one in self.kept if one not in asked]
        return Posed(OWN, left[0], "Who?", 0.5, ("a", "b"), 0) if left else None


class Counted(QuestionMaker):
    """Counts how often it looks for a question of a kind in vain, which is what takes long."""

    vain = 0

    def question(self, *args: object, **kwargs: object) -> Question | None:
        found = super().question(*args, **kwargs)  # type: ignore[arg-type]  # whatever it takes
        self.vain += found is None
        return found


class Makers(QuestionMakers):
    """One maker, which counts."""

    counted: Counted | None = None

    def maker(self, universe: object) -> Counted:
        shelf = self._facts.shelf
        if self.counted is None:
            self.counted = Counted(shelf.catalogues[universe], shelf.networks[universe], tries=40)
        return self.counted


class Rated(AskedStore):
    """Counts how often it is asked for rates."""

    times = 0

    async def rates(self, questions: Collection[str]) -> dict[str, tuple[int, int]]:
        self.times += 1
        return await super().rates(questions)


@pytest.fixture
def store() -> ShelfOf:
    barren = world([film("mist", None)], [character("ida", None)], [row("ida", "mist")], id="barren", name="Barren")
    return ShelfOf(make_crowd(), make_isles(), barren)


@pytest.fixture
def asked(database: Database) -> Rated:
    return Rated(database)


@pytest.fixture
def pool() -> Pool:
    return Pool()


@pytest.fixture
def picker(library: Library, pool: Pool, asked: Rated) -> QuestionPicker:
    return QuestionPicker(QuestionMakers(library), pool, asked, random.Random(1), lambda: NOON)


async def pick_all(picker: QuestionPicker, guild: GuildId, subject: Subject, level: Level = Level.ANY) -> list[Posed]:
    """All that a play can ask, in order."""
    found: list[Posed] = []
    while one := await picker.pick(guild, subject, level, [one.id for one in found]):
        found.append(one)
    return found


async def test_nothing_comes_twice_in_a_server_and_other_servers_do_not_mind(picker: QuestionPicker) -> None:
    subject = Subject(CROWD, "all")
    for guild in (GUILD, OTHER):
        picked = [await picker.pick(guild, subject, Level.ANY, ()) for _ in range(20)]
        assert len({one.id for one in picked if one}) == 20


async def test_a_used_up_pool_begins_anew_but_not_within_a_play(picker: QuestionPicker) -> None:
    subject, in_play = Subject(OWN, "ours"), list[str]()
    for _ in range(3):
        posed = await picker.pick(GUILD, subject, Level.ANY, in_play)
        assert posed is not None
        in_play.append(posed.id)
    assert in_play == ["q1", "q2", "q3"]
    assert await picker.pick(GUILD, subject, Level.ANY, in_play) is None
    for begun in ("q1", "q2"):
        again = await picker.pick(GUILD, subject, Level.ANY, ())
        assert again is not None
        assert again.id == begun


async def test_what_was_asked_is_not_forgotten_while_the_facts_are_gone(
    picker: QuestionPicker, library: Library, store: ShelfOf, asked: Rated
) -> None:
    subject = Subject(CROWD, "all")
    for _ in range(5):
        await picker.pick(GUILD, subject, Level.ANY, ())
    before = await asked.asked(GUILD, CROWD)
    assert len(before) == 5
    crowd = store.packs.pop(UniverseId(CROWD))
    await library.refresh(store)
    assert await picker.pick(GUILD, subject, Level.ANY, ()) is None
    assert await asked.asked(GUILD, CROWD) == before
    store.packs[UniverseId(CROWD)] = crowd
    await library.refresh(store)
    posed = await picker.pick(GUILD, subject, Level.ANY, ())
    assert posed is not None
    assert posed.id not in before


async def test_what_was_asked_is_not_forgotten_while_a_server_has_no_questions(
    picker: QuestionPicker, pool: Pool, asked: Rated
) -> None:
    subject = Subject(OWN, "ours")
    await picker.pick(GUILD, subject, Level.ANY, ())
    removed, pool.kept = pool.kept, []
    assert await picker.pick(GUILD, subject, Level.ANY, ()) is None
    assert await asked.asked(GUILD, OWN) == {"q1"}
    pool.kept = removed
    posed = await picker.pick(GUILD, subject, Level.ANY, ())
    assert posed is not None
    assert posed.id == "q2"


async def test_a_used_up_part_gives_what_the_play_has_not_had(picker: QuestionPicker) -> None:
    part = Subject(OWN, "ours", list="ours")
    for _ in range(3):
        await picker.pick(GUILD, part, Level.ANY, ())
    again = await picker.pick(GUILD, part, Level.ANY, ("q1",))
    assert again is not None
    assert again.id == "q2"
    assert await picker.pick(GUILD, part, Level.ANY, ("q1", "q2", "q3")) is None


@pytest.mark.parametrize("level", Level)
async def test_each_kind_is_looked_for_in_vain_once_at_the_most(library: Library, asked: Rated, level: Level) -> None:
    makers = Makers(library)
    picker = QuestionPicker(makers, Pool(), asked, random.Random(1), lambda: NOON)
    subject = Subject(CROWD, "somebody", character=CharacterId("p00"))
    in_play: list[str] = []
    for _ in range(60):
        vain = makers.counted.vain if makers.counted else 0
        posed = await picker.pick(GUILD, subject, level, in_play)
        assert makers.counted is not None
        assert makers.counted.vain - vain <= 2 * len(TriviaKind), "of the server, then of the play"
        if posed is None:
            break
        assert posed.id not in in_play
        in_play.append(posed.id)


async def test_easy_questions_are_easier_than_hard_ones(picker: QuestionPicker) -> None:
    difficulties: list[list[float]] = []
    for level in (Level.EASY, Level.MEDIUM, Level.HARD):
        picked = [await picker.pick(GuildId(guild), ISLES, level, ()) for guild in range(10, 20)]
        difficulties.append([one.difficulty for one in picked if one])
    easy, medium, hard = difficulties
    assert [len(one) for one in difficulties] == [10, 10, 10]
    assert max(easy) < min(medium) <= max(medium) <= min(hard), "what is at a border is either"


@pytest.mark.parametrize("level", [Level.EASY, Level.HARD])
async def test_where_none_is_as_hard_as_is_wanted_the_nearest_comes_by_what_people_answered(
    picker: QuestionPicker, database: Database, level: Level
) -> None:
    by_estimate = sorted(await pick_all(picker, GUILD, ISLES), key=lambda one: one.difficulty)
    assert len(by_estimate) >= 10
    wrong = range(330, 280, -5)  # of a thousand: the harder it seemed to be the easier it is, and none easy or hard
    rates = {one.id: 1_000 - many for one, many in zip(by_estimate, wrong, strict=False)}
    statement = "INSERT INTO answer_rates VALUES (:id, 1000, :rights)"
    await database.write(*(Statement(statement, {"id": one, "rights": rights}) for one, rights in rates.items()))
    picked = [one.id for one in await pick_all(picker, OTHER, ISLES, level) if one.id in rates]
    assert picked == sorted(rates, key=lambda one: rates[one] if level is Level.HARD else -rates[one])


async def test_how_hard_questions_are_is_looked_up_only_where_it_matters(picker: QuestionPicker, asked: Rated) -> None:
    await picker.pick(GUILD, ISLES, Level.ANY, ())
    assert asked.times == 0
    await picker.pick(GUILD, ISLES, Level.HARD, ())
    assert asked.times


@pytest.mark.parametrize("id", ["ann", "cid", "beta", "gale"])
async def test_a_play_about_somebody_or_something_is_about_them_alone(
    picker: QuestionPicker, library: Library, id: str
) -> None:
    maker = QuestionMakers(library).maker(UniverseId(ISLES.pool))
    if id in library.shelf.catalogues[UniverseId(ISLES.pool)].titles:
        subject, scope = replace(ISLES, title=TitleId(id)), maker.about_title(TitleId(id))
    else:
        subject, scope = replace(ISLES, character=CharacterId(id)), maker.about_character(CharacterId(id))
    known: set[str] = set()
    for kind in TriviaKind:
        while one := maker.question(random.Random(len(known)), kind, scope, lambda one: one.id not in known):
            known.add(one.id)
    picked = {one.id for one in await pick_all(picker, GUILD, subject)}
    assert picked == known
    assert known < {one.id for one in await pick_all(picker, OTHER, ISLES)}


@pytest.mark.parametrize(
    "subject",
    [
        Subject("gone", "gone"),
        Subject("barren", "barren"),
        Subject("barren", "nobody", character=CharacterId("nobody")),
    ],
)
async def test_where_there_is_nothing_to_ask_nothing_is_picked(picker: QuestionPicker, subject: Subject) -> None:
    assert await picker.pick(GUILD, subject, Level.HARD, ()) is None


def test_a_subject_is_read_as_it_was_written() -> None:
    subject = Subject("u", "label", character=CharacterId("ida"))
    assert subject_from({**subject_values(subject), "asked": ["q"]}) == subject
    assert subject.is_part
