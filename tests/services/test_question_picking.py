"""Picking questions: nothing twice in a server, as hard as is wanted, and never for long; of the shipped facts."""

import random
from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.identities import GuildId
from bot.domain.pack import CharacterId
from bot.domain.posed import OWN, Posed
from bot.domain.rounds.rules import Level
from bot.domain.trivia.chance import Chance
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.trivia.question import Question, TriviaKind
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.question_makers import QuestionMakers
from bot.services.question_picking import QuestionPicker, Subject, subject_from, subject_values
from bot.store.asked import AskedStore
from bot.store.database import Database
from bot.store.opening import open_database
from tests.cogs.isles import make_crowd
from tests.conftest import ShelfOf
from tests.domain.worlds import character, film, row, world

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUILD, OTHER = GuildId(1), GuildId(2)
CROWD = "crowd"


class Pool:
    """A server's own questions: three of them."""

    async def draw(self, _: GuildId, __: Chance, ___: str | None, asked: Collection[str]) -> Posed | None:
        left = [one for one in ("q1", "q2", "q3") if one not in asked]
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


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(tmp_path / "asked.db")
    yield opened
    await opened.close()


@pytest.fixture
async def library() -> Library:
    barren = world([film("mist", None)], [character("ida", None)], [row("ida", "mist")], id="barren", name="Barren")
    library = Library()
    await library.refresh(ShelfOf(make_crowd(), barren))
    return library


@pytest.fixture
def makers(library: Library) -> Makers:
    return Makers(Lookups(library))


@pytest.fixture
def picker(makers: Makers, database: Database) -> QuestionPicker:
    return QuestionPicker(makers, Pool(), AskedStore(database), random.Random(1), lambda: NOON)


def crowd_id(library: Library) -> str:
    return next(str(one) for one in library.shelf.catalogues if one != "barren")


async def test_nothing_comes_twice_in_a_server_and_other_servers_do_not_mind(
    picker: QuestionPicker, library: Library
) -> None:
    subject = Subject(crowd_id(library), "all")
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
    again = await picker.pick(GUILD, subject, Level.ANY, ())
    assert again is not None
    assert again.id == "q1"


async def test_a_used_up_part_gives_what_the_play_has_not_had(picker: QuestionPicker) -> None:
    part = Subject(OWN, "ours", list="ours")
    for _ in range(3):
        await picker.pick(GUILD, part, Level.ANY, ())
    again = await picker.pick(GUILD, part, Level.ANY, ("q1",))
    assert again is not None
    assert again.id == "q2"
    assert await picker.pick(GUILD, part, Level.ANY, ("q1", "q2", "q3")) is None


@pytest.mark.parametrize("level", Level)
async def test_each_kind_is_looked_for_in_vain_once_at_the_most(
    picker: QuestionPicker, makers: Makers, library: Library, level: Level
) -> None:
    universe = crowd_id(library)
    somebody = next(iter(library.shelf.catalogues[universe].characters))  # type: ignore[index]
    subject = Subject(universe, "somebody", character=CharacterId(somebody))
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


async def test_easy_questions_are_easier_than_hard_ones(picker: QuestionPicker, library: Library) -> None:
    subject = Subject(crowd_id(library), "all")
    easy, hard = [
        [await picker.pick(GuildId(guild), subject, level, ()) for guild in range(10, 20)]
        for level in (Level.EASY, Level.HARD)
    ]
    assert max(one.difficulty for one in easy if one) <= min(one.difficulty for one in hard if one)


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
