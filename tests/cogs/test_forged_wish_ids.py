"""Ten thousand presses with forged custom_ids on the real bot: nothing changes, nothing is told, all get a sentence."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pytest

from bot.client import Client
from bot.domain.identities import GuildId
from bot.domain.signing import Signer
from bot.domain.wishes import WishNumber, WishState
from bot.services.wish_questions import WishQuestion, encode_wishes
from bot.store.database import Database, Row
from bot.store.schema import METADATA
from bot.ui.wish_ids import Action, wish_id
from tests.cogs.wish_stage import Stage, forging, shown, stage_of
from tests.conftest import flattened

TRIES = 10_000
AT_ONCE = 200
SECRET = "qwxyzzy"
LURE = "w1:up:1:AAAAAAAAAAA"
STEPS = ("again", "variant", "anyway", "w0", "w1", "wn", "i0", "in", "b0", "bn")
NOT_FOR_ALL = {Action.EDIT, Action.WITHDRAW, Action.APPROVE, Action.REJECT, Action.REMOVE}
FOR_MODERATORS = ("wq1:0", "wq1:1", "wa1:9", "c1:review:on", "c1:review:off", "c1:channel", "c1:limits", "c1:shared:on")
OTHERS = ("q1:", "q1:\n", "p1:", "s1:\n", "m1:x", "d1:\n", "d1:x", "wq1:\n", "wa1:", "f1:x", "\n")
OF_ALL = ("wy1:1", *(f"wl1:{encode_wishes(WishQuestion(state=state))}" for state in WishState))
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:/ \n\u0661\u200bé"


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


class Scene(NamedTuple):
    """Two servers: in each, wish 1 is open, 2 removed and 3 waits; Ana has begun `drafts` in the first."""

    here: Stage
    there: Stage
    drafts: tuple[str, ...]

    @property
    def signer(self) -> Signer:
        return self.here.wishes.signer


class Forged(NamedTuple):
    """Who presses what; from a direct message, if `alone`."""

    person: Any
    custom_id: str
    alone: bool = False


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    elsewhere = stage_of(stage.env, stage.database, stage.wishes)
    await stage.card(stage.ana)
    await elsewhere.card(elsewhere.ana, into=f"{SECRET} Elsewhere", why=SECRET)
    for place in (stage, elsewhere):
        await place.card(place.ana, into=f"Removed {SECRET}", why=SECRET)
        await place.decide(review=1)
        await place.add(place.ana, into=f"Waiting {SECRET}", why=SECRET)
        await place.mod.slash(place.channel, "wish-admin remove", wish="2", why="Not here.")
        assert await place.states() == ["open", "removed", "waiting"]
    for names in ({"character": "Jane Do", "into": f"{SECRET} Pier"}, {"character": "Mara Quill", "into": "Jane Doe"}):
        assert (await stage.form(stage.ana, **names)).modal is None, "there is something to choose"
    drafts = await stage.rows("SELECT id FROM wish_drafts ORDER BY made_at")
    return Scene(stage, elsewhere, tuple(one for (one,) in drafts)[-2:])


def made(signer: Signer, stage: Stage, *numbers: int, actions: Iterable[Action] = Action) -> list[str]:
    """Return what the bot itself would have made in a server."""
    guild = GuildId(stage.guild.id)
    return [wish_id(signer, action, guild, WishNumber(number)) for number in numbers for action in actions]


def truncated(ids: Iterable[str]) -> Iterator[str]:
    for one in ids:
        for at in range(1, len(one)):
            yield from (one[:at], one[at:])


def with_a_bit_flipped(ids: Iterable[str]) -> Iterator[str]:
    for one in ids:
        for at, letter in enumerate(one):
            for bit in range(7):
                yield one[:at] + chr(ord(letter) ^ 1 << bit) + one[at + 1 :]


def of_other_versions(ids: Iterable[str]) -> Iterator[str]:
    for one in ids:
        for version in ("w0:", "w2:", "w:", "w10:", "W1:", "w1::", " w1:", "v1:"):
            yield version + one.removeprefix("w1:")


def recombined(ids: Sequence[str]) -> Iterator[str]:
    """Put the action of one id before the number and check of another."""
    parts = [one.split(":") for one in ids]
    for _, action, _, _ in parts:
        for _, other, number, check in parts:
            if action != other:
                yield f"w1:{action}:{number}:{check}"


def garbled(ids: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Exchange, insert and take out letters, for ever."""
    while True:
        letters = list(chance.choice(ids))
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(letters) + 1)
            letters[at : at + chance.randint(0, 2)] = chance.choices(LETTERS, k=chance.randint(1, 2))
        yield "".join(letters)[:100]


def forgeries(scene: Scene) -> Iterator[Forged]:
    """Yield presses of which none may do anything: those of each kind, then garbled ones for ever."""
    here, chance = scene.here, random.Random(20261122)
    own = made(scene.signer, here, 1, 2, 3)
    steps = [f"wd1:{draft}:{step}" for draft in scene.drafts for step in STEPS]
    private = [*made(scene.signer, here, 1, actions=NOT_FOR_ALL), *made(scene.signer, here, 2, 3)]
    for custom_id in (*made(scene.signer, scene.there, 1, 2, 3), *made(scene.signer, here, 4, 99, 10**14)):
        yield from (Forged(here.ben, custom_id), Forged(here.mod, custom_id))
    for custom_id in (*own, *steps, *FOR_MODERATORS, *OF_ALL):
        yield from (Forged(person, custom_id, alone=True) for person in (here.ana, here.mod))
    for custom_id in (
        *private,
        *steps,
        *truncated(steps),
        *FOR_MODERATORS,
        *truncated(FOR_MODERATORS),
        *OTHERS,
        *OF_ALL,
    ):
        yield Forged(here.ben, custom_id)
    flipped = with_a_bit_flipped(made(scene.signer, here, 1))
    for custom_id in (*truncated(own), *of_other_versions(own), *recombined(own), *flipped):
        yield Forged(chance.choice((here.ana, here.ben, here.mod)), custom_id)
    genuine = {*own, *steps}
    for custom_id in garbled([*own, *steps, *FOR_MODERATORS, *OF_ALL], chance):
        if custom_id not in genuine:
            yield Forged(here.ben, custom_id)


async def dump(database: Database) -> dict[str, list[Row]]:
    return {name: sorted(await database.fetch_all(f"SELECT * FROM {name}"), key=repr) for name in METADATA.tables}


def forge(payload: Any, custom_id: str) -> None:
    """Let a press be one on a button with that custom_id, in a message of the bot's that has it."""
    payload["data"]["custom_id"] = custom_id
    (button,) = (one for one in flattened(payload["message"]["components"]) if one.get("custom_id") == LURE)
    button["custom_id"] = custom_id


async def pressed(scene: Scene, tries: Sequence[Forged], forged: Any, at_once: Any) -> list[Any]:
    """Press all of them before the bot gets to any."""
    env = scene.here.env
    lure = await forged(scene.here.channel, LURE)
    alone = {one.person.id: await forged(one.person.user.dm_channel, LURE) for one in tries if one.alone}

    async def press(one: Forged) -> Any:
        with forging(env, lambda payload: forge(payload, one.custom_id)):
            who, message = (one.person.user, alone[one.person.id]) if one.alone else (one.person, lure)
            return await who.click(message, custom_id=LURE)

    return await at_once(env, *map(press, tries))


def is_of_a_list(one: Forged) -> bool:
    """Tell whether a press may be answered with what all may see: such questions are no secret and not signed."""
    return one.custom_id.startswith(("wl1:", "wy1:")) and not one.alone


async def test_ten_thousand_forged_presses_do_nothing_and_tell_nothing(
    scene: Scene, forged: Any, at_once: Any, kind_sentence: Callable[[Any], str]
) -> None:
    env, database = scene.here.env, scene.here.database
    before = await dump(database)
    requests, tries, said = len(env.http_requests), forgeries(scene), Counter[str]()
    while batch := list(islice(tries, min(AT_ONCE, TRIES - said.total()))):
        for one, answer in zip(batch, await pressed(scene, batch, forged, at_once), strict=True):
            assert answer.acknowledged, one
            assert answer.modal is None, one
            said[shown(answer.response) if is_of_a_list(one) else kind_sentence(answer)] += 1
    assert await dump(database) == before
    told = json.dumps([one.json for one in env.http_requests[requests:]], default=str)
    assert SECRET not in told
    assert said.total() == TRIES
