"""What waits for a moderator, or was removed by one, shows nothing of its texts to anybody else."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from bot.domain.identities import GuildId
from bot.domain.wishes import WishNumber
from bot.ui.wish_ids import Action, wish_id
from tests.cogs.wish_stage import Stage, forging, labels, shown

SECRET, TITLE = "Nobody should read this sentence.", "The Secret Buoy"


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


@pytest.fixture(params=["waiting", "removed"])
async def private(request: pytest.FixtureRequest, stage: Stage) -> Any:
    """The answer to Ana, whose wish waits, or was removed before anybody else saw it."""
    if request.param == "waiting":
        await stage.decide(review=1)
        return await stage.add(stage.ana, why=SECRET, into=TITLE)
    made = await stage.add(stage.ana, why=SECRET, into=TITLE)
    await stage.mod.slash(stage.channel, "wish-admin remove", wish="1", why="That was unkind.")
    return made


def tells_nothing(answer: Any) -> bool:
    text = shown(answer.response) if answer.response else ""
    text += str(answer.modal or "")
    return SECRET not in text and "Secret Buoy" not in text and "Jane Doe" not in text


async def test_a_waiting_wish_is_shown_to_its_author_and_to_moderators_alone(stage: Stage) -> None:
    await stage.decide(review=1)
    made = await stage.add(stage.ana, why=SECRET, into=TITLE)
    assert made.ephemeral
    assert "A moderator looks at it before others see it." in shown(made.response)
    assert SECRET in shown(made.response)
    assert stage.channel.history(viewer=stage.ben) == []
    for person in (stage.ana, stage.mod):
        seen = await person.slash(stage.channel, "wish show", wish="1")
        assert seen.ephemeral
        assert SECRET in shown(seen.response)
    told = await stage.ben.slash(stage.channel, "wish show", wish="1")
    assert told.ephemeral
    assert "I know of no such wish here" in shown(told.response)


async def test_nobody_else_reads_it(stage: Stage, private: Any) -> None:
    assert private.acknowledged
    for command, options in (
        ("wish show", {"wish": "1"}),
        ("wish edit", {"wish": "1"}),
        ("wish withdraw", {"wish": "1"}),
        ("wish list", {}),
        ("wish list", {"state": "withdrawn"}),
        ("wish top", {}),
        ("wish top", {"scope": "all"}),
        ("wish mine", {}),
    ):
        assert tells_nothing(await stage.ben.slash(stage.channel, command, **options)), (command, options)
    for message in stage.channel.history():
        assert SECRET not in shown(message)
        assert TITLE not in shown(message)
    for command in ("wish show", "wish edit", "wish withdraw"):
        assert await stage.ben.autocomplete(stage.channel, command, "wish", "") == []


async def test_who_wishes_for_the_same_learns_only_that_it_stands(stage: Stage) -> None:
    await stage.decide(review=1)
    await stage.add(stage.ana, why=SECRET, into=TITLE, options=["hidden"])
    answer = await stage.form(stage.ben, into=TITLE)
    assert "waits for a moderator to look at it" in shown(answer.response)
    assert tells_nothing(answer)
    assert labels(answer.response) == []
    near = await stage.form(stage.ben, into=f"{TITLE}s")
    assert near.modal is not None, "what waits is near to nothing"
    assert SECRET not in str(near.modal)


async def test_a_removed_wish_shows_only_why_it_was_removed(stage: Stage) -> None:
    card = await stage.card(stage.ana, why=SECRET, into=TITLE)
    await stage.mod.slash(stage.channel, "wish-admin remove", wish="1", why="That was unkind.")
    text = shown(stage.now_of(card))
    assert "A removed wish" in text
    assert "That was unkind." in text
    assert SECRET not in text
    assert TITLE not in text
    assert str(stage.ana.id) not in text
    assert labels(stage.now_of(card)) == []
    answer = await stage.form(stage.ben, into=TITLE)
    assert answer.modal is not None, "a removed wish keeps nobody from making theirs"
    listed = await stage.ana.slash(stage.channel, "wish mine")
    assert TITLE in shown(listed.response), "its author knows what it was"


async def test_no_press_on_it_does_anything_or_shows_it(stage: Stage, private: Any) -> None:
    await stage.decide(review=0)
    card = await stage.card(stage.chidi, into="Pier")
    for label in ("Up", "Down", "Follow", "Discuss"):
        number = (await stage.rows("SELECT max(number) FROM wishes"))[0][0]
        assert number == 2
        custom_id = _id_of(stage, label, 1)
        with forging(stage.env, lambda payload, custom_id=custom_id: payload["data"].update(custom_id=custom_id)):
            told = await stage.press(stage.ben, card, label)
        assert told.ephemeral
        assert tells_nothing(told)
    assert await stage.votes() == []
    assert await stage.rows("SELECT * FROM follows") == []
    assert stage.channel.threads == []
    assert private


async def test_a_changed_reason_is_looked_at_again(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.decide(review=1)
    form = await stage.ana.slash(stage.channel, "wish edit", wish="1")
    told = await stage.send(stage.ana, form, SECRET)
    assert "waits for a moderator to look at it again" in shown(told.response)
    assert await stage.states() == ["waiting"]
    text = shown(stage.now_of(card))
    assert "A wish that waits" in text
    assert SECRET not in text
    assert "Jane Doe" not in text
    queue = await stage.mod.slash(stage.channel, "wish-admin queue")
    assert SECRET in shown(queue.response)
    await stage.press(stage.mod, queue.response, "Approve 1")
    assert SECRET in shown(stage.now_of(card))


async def test_what_was_withdrawn_before_anybody_looked_at_it_stays_unread(stage: Stage) -> None:
    await stage.decide(review=1)
    await stage.add(stage.ana, why=SECRET, into=TITLE)
    asked = await stage.ana.slash(stage.channel, "wish withdraw", wish="1")
    await stage.press(stage.ana, asked.response, "Withdraw it")
    assert await stage.states() == ["withdrawn"]
    for command, options in (("wish list", {"state": "withdrawn"}), ("wish show", {"wish": "1"})):
        assert tells_nothing(await stage.ben.slash(stage.channel, command, **options)), command
    assert (await stage.form(stage.ben, into=TITLE)).modal


async def test_a_moderators_own_wish_needs_no_other_moderator(stage: Stage) -> None:
    await stage.decide(review=1)
    await stage.add(stage.mod)
    assert await stage.states() == ["open"]


def _id_of(stage: Stage, label: str, number: int) -> str:
    return wish_id(stage.wishes.signer, Action[label.upper()], GuildId(stage.guild.id), WishNumber(number))


@pytest.mark.parametrize("action", [Action.UP, Action.UNVOTE, Action.FOLLOW, Action.SHOW, Action.DISCUSS])
async def test_who_presses_on_it_is_told_that_there_is_none(
    stage: Stage, private: Any, kept_wishes: Any, forged: Callable[..., Any], action: Action
) -> None:
    id_ = wish_id(kept_wishes.signer, action, GuildId(stage.channel.guild.id), WishNumber(1))
    message = await forged(stage.channel, id_)
    told = await stage.ben.click(message, custom_id=id_)
    assert told.ephemeral
    assert "no such wish here" in shown(told.response)
    assert tells_nothing(told)
