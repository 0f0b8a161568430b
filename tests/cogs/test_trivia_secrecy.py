"""Nothing that Discord is told before the end of a round depends on which answer is right."""

import json
import re
from collections.abc import Callable, Collection
from typing import Any

import pytest

from bot.client import Client
from bot.domain.identities import GuildId
from bot.domain.posed import OWN, Posed
from bot.domain.rounds.rules import Mode
from bot.domain.trivia.chance import Chance
from tests.cogs.play_stage import PlayRoom
from tests.cogs.wish_stage import shown

pytestmark = pytest.mark.simcord(settle_timeout=0.5)

CHOICES = ("Claire Temple", "Luke Cage", "Danny Rand", "Trish Walker")
_NUMBER = re.compile(r"\d{9,}|(?<=\"nonce\": \")\w+")


class Pool:
    """One question after another, with whatever answer is right."""

    def __init__(self) -> None:
        self.answer = 0
        self.typed: tuple[str, ...] = ()
        self.drawn = 0

    async def draw(self, _: GuildId, __: Chance, ___: str | None, ____: Collection[str]) -> Posed:
        self.drawn += 1
        choices = () if self.typed else CHOICES
        return Posed(OWN, f"q{self.drawn}", "Who is it?", 0.5, choices, self.answer, accepted=self.typed)


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


@pytest.fixture
def pool(room: PlayRoom) -> Pool:
    """What questions come from, in the place of a server's own."""
    pool, trivia = Pool(), room.env.bot.trivia.desk.trivia
    trivia.plays._picker._own = pool
    trivia.subjects._own.size = _one
    return pool


async def _one(_: GuildId) -> int:
    return 1


def told_so_far(room: PlayRoom, since: int) -> list[str]:
    """Return every request since some without its ids and moments, sorted: a start may be answered late."""
    requests = room.env.http_requests[since:]
    return sorted(_NUMBER.sub("#", f"{one.method} {one.path} {json.dumps(one.json)}") for one in requests)


async def round_of(room: PlayRoom, presses: Callable[[], Any], **options: Any) -> list[str]:
    """Return what Discord is told from the opening of a play to just before the end of its first round."""
    people = (room.stage.ana, room.stage.ben)
    since = len(room.env.http_requests)
    await room.begin(*people, about=OWN, rounds=2, seconds=20, **options)
    await presses()
    await room.wait(2)
    told = told_so_far(room, since)
    await room.stage.ana.slash(room.channel, "trivia stop")
    await room.wait(1)
    return told


@pytest.mark.parametrize("mode", [Mode.EVERYONE, Mode.SURVIVAL, Mode.DUEL])
async def test_all_is_the_same_whichever_choice_is_right(room: PlayRoom, pool: Pool, mode: Mode) -> None:
    async def presses() -> None:
        await room.choose(room.stage.ana, 1)
        await room.choose(room.stage.ana, 2)
        await room.choose(room.stage.ben, 3)
        await room.choose(room.stage.ana, 0)

    told = []
    for pool.answer in range(4):
        told.append(await round_of(room, presses, mode=mode.value))
    assert told[0] == told[1] == told[2] == told[3]
    assert len(told[0]) >= 8


async def test_in_a_race_a_wrong_press_tells_nothing(room: PlayRoom, pool: Pool) -> None:
    async def presses() -> None:
        await room.choose(room.stage.ana, 0)
        await room.choose(room.stage.ana, 3)
        await room.choose(room.stage.ben, 0)

    told = []
    for pool.answer in (1, 2, 3):
        told.append(await round_of(room, presses, mode=Mode.RACE.value))
    assert told[0] == told[1] == told[2]


async def test_all_is_the_same_whichever_text_is_right(room: PlayRoom, pool: Pool) -> None:
    async def type_in(text: str) -> str:
        form = await room.press(room.stage.ana, "Type an answer", message=room.question())
        return shown((await room.stage.ana.submit_modal(form, {"answer": text})).response)

    said: list[list[str]] = []

    async def presses() -> None:
        said.append([await type_in(text) for text in ("Claire", "claire ", "Luke", "Danny")])

    told = []
    for typed in ("Claire", "Luke", "Danny", "Trish"):
        pool.typed = (typed,)
        told.append(await round_of(room, presses))
    assert told[0] == told[1] == told[2] == told[3]
    assert said[0] == said[1] == said[2] == said[3]
    assert [one.rpartition("**. ")[2] for one in said[0]][2:] == [
        "That was your change.",
        "It cannot be changed any more.",
    ]


async def test_a_question_and_its_choices_stand_in_the_message_and_its_answer_nowhere(
    room: PlayRoom, pool: Pool
) -> None:
    pool.answer = 2
    since = len(room.env.http_requests)
    await room.begin(room.stage.ana, about=OWN)
    posted = room.env.http_requests[since:]
    ids = [
        one["custom_id"] for sent in posted for one in _components(sent.json) if ":pick:" in one.get("custom_id", "")
    ]
    row = await room.row()
    assert ids == [f"t1:p:pick:{row[0]}:1:{place}" for place in range(4)]


def _components(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _components(one)
    elif isinstance(value, list):
        for one in value:
            yield from _components(one)
